"""What can have happened in the file of an inspection.

Events are stored for good: fields are added with defaults, none is renamed or removed. Findings and remedies are numbered in
the inspection. What is written about people or a business is sealed.
"""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.inspections.words import Recheck
from shared.kernel.sealed import Identity, Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class InspectionPlanned:
    """Whom we inspect, about what, on which day and by which decision: an office of the town, or a business. `members` of the
    team come from us and from the agencies `together_with`."""

    inspector: AgencyId
    topic: Code
    agency: AgencyId | None
    unit: UnitCode | None
    planned_for: date
    decision: PaperNumber
    decided_on: date
    members: int
    together_with: tuple[AgencyId, ...] = ()
    business: Identity | None = None
    team: Identity | None = None
    note: Note | None = None


@dataclass(frozen=True)
class InspectionCalledOff:
    """It does not take place."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class SiteVisited:
    """We were there, on one day of perhaps several."""

    visited_on: date
    note: Note | None = None


@dataclass(frozen=True)
class FindingMade:
    """What was found not to be as it should."""

    number: int
    found: Code
    grave: bool
    note: Note | None = None


@dataclass(frozen=True)
class RemedyOrdered:
    """What has to be put right about a finding, by whom, until the end of a day that a person set. Without an agency: by the
    business. `inbox`: where it is told; None: by letter."""

    number: int
    finding: int
    measure: Code
    agency: AgencyId | None
    unit: UnitCode | None
    inbox: Source | None
    until: date
    note: Note | None = None


@dataclass(frozen=True)
class RemedyReportLearned:
    """Whoever had to put it right told us that it is done."""

    number: int
    done_on: date
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RemedyReportFiled:
    """The same by letter, from those whom no message reaches."""

    number: int
    done_on: date
    paper: PaperNumber | None = None
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RemedyRechecked:
    """We looked again. Where it is not fulfilled, `again_by` is the new last day."""

    number: int
    checked_on: date
    result: Recheck
    again_by: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class InspectionConcluded:
    """The conclusion was signed."""

    conclusion: PaperNumber
    concluded_on: date
    scan: Digest | None = None


Event = (
    InspectionPlanned
    | InspectionCalledOff
    | SiteVisited
    | FindingMade
    | RemedyOrdered
    | RemedyReportLearned
    | RemedyReportFiled
    | RemedyRechecked
    | InspectionConcluded
)
