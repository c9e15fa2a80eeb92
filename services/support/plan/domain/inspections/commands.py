"""What can be asked of the file of an inspection. The desk adds `inspector`: whose inspection it is."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta

from services.support.plan.domain.inspections.words import Found, Measure, Recheck, Topic
from shared.kernel.sealed import Identity, Note, Sealed
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, PastDate, Source, UnitCode

Number = Annotated[int, Meta(ge=1, le=999)]


@dataclass(frozen=True, kw_only=True)
class PlanInspection:
    """`agency` (and `unit`) or `business`: one of the two is inspected."""

    inspector: AgencyId
    topic: Topic
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    business: Identity | None = None
    planned_for: date
    decision: PaperNumber
    decided_on: PastDate
    members: Annotated[int, Meta(ge=1, le=60)]
    together_with: frozenset[AgencyId] = frozenset()
    team: Identity | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class CallOffInspection:
    reason: Annotated[Code, Meta(extra={"list": "inspection_calling_off_reasons"})]
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class RecordSiteVisit:
    visited_on: PastDate
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class MakeFinding:
    found: Found
    grave: bool
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class OrderRemedy:
    """Without an agency: by the one that was inspected."""

    finding: Number
    measure: Measure
    until: date
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True)
class LearnRemedyReport:
    """Whoever holds the remedy told us. `teller` is who said so."""

    teller: Source
    number: int
    done_on: date
    evidence: Digest | None = None
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True)
class FileRemedyReport:
    number: Number
    done_on: PastDate
    paper: PaperNumber | None = None
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class RecheckRemedy:
    number: Number
    checked_on: PastDate
    result: Recheck
    again_by: date | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ConcludeInspection:
    conclusion: PaperNumber
    concluded_on: PastDate
    scan: Digest | None = None


Command = (
    PlanInspection
    | CallOffInspection
    | RecordSiteVisit
    | MakeFinding
    | OrderRemedy
    | LearnRemedyReport
    | FileRemedyReport
    | RecheckRemedy
    | ConcludeInspection
)
