"""What can have happened to a unit's own plan. Stored for good: fields are added with defaults, none is renamed or removed.

Each says whose plan it is, so that whoever hears it need not know how the ids of these files are made.
"""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class OwnTarget:
    """What a unit wants to reach of a task: so many times, by a day. Either may be left open."""

    task: Code
    number: int | None = None
    by: date | None = None


@dataclass(frozen=True)
class Content:
    """What stands in it: the items of the checklist it covers, and its own targets."""

    covered: tuple[Code, ...] = ()
    targets: tuple[OwnTarget, ...] = ()


@dataclass(frozen=True)
class UnitPlanDrafted:
    """It reads like this for now: all of it, in place of an earlier draft."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    content: Content
    note: Note | None = None


@dataclass(frozen=True)
class UnitPlanIssued:
    """The draft became a version of its own, under a number of the document register. Earlier versions stay."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    number: PaperNumber
    issued_on: date
    content: Content
    scan: Digest | None = None


@dataclass(frozen=True)
class UnitPlanSent:
    """It went to the lead; `late`: after the last day that the plan of the town names."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    sent_on: date
    late: bool
    inbox: Source | None


@dataclass(frozen=True)
class UnitPlanTaken:
    """The lead has a version: it was told."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    number: PaperNumber
    issued_on: date
    sent_on: date
    late: bool
    content: Content
    scan: Digest | None = None


@dataclass(frozen=True)
class UnitPlanCommented:
    """The lead says what is missing in a version."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    missing: tuple[Code, ...]
    commented_on: date
    inbox: Source | None
    note: Note | None = None


@dataclass(frozen=True)
class UnitPlanApproved:
    """The lead finds a version complete."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    approved_on: date
    inbox: Source | None


@dataclass(frozen=True)
class UnitPlanCommentLearned:
    """The unit was told what is missing."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    missing: tuple[Code, ...]
    commented_on: date
    note: Note | None = None


@dataclass(frozen=True)
class UnitPlanApprovalLearned:
    """The unit was told that its plan is complete."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    approved_on: date


Event = (
    UnitPlanDrafted | UnitPlanIssued | UnitPlanSent | UnitPlanTaken | UnitPlanCommented | UnitPlanApproved
    | UnitPlanCommentLearned | UnitPlanApprovalLearned
)  # fmt: skip
