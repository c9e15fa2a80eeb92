"""What support tells of the plan's papers: units tell the lead their plans, reports and answers; the lead tells them what it says
of these, asks for reviews, and urges those who are late. Nobody is named in any of it."""

from dataclasses import dataclass
from datetime import date

from shared.contracts.handed import Figure, OwnTarget
from shared.kernel.sealed import Note
from shared.kernel.words import Code, Digest, PaperNumber, UnitCode


@dataclass(frozen=True)
class UnitPlanSent:
    """To the lead: a unit (None: the agency itself) issued this version of its own plan."""

    plan: Code
    unit: UnitCode | None
    version: int
    number: PaperNumber
    issued_on: date
    sent_on: date
    late: bool
    covered: tuple[Code, ...]
    targets: tuple[OwnTarget, ...]
    scan: Digest | None = None


@dataclass(frozen=True)
class UnitPlanCommented:
    """To the unit: these items of the checklist are missing in that version."""

    plan: Code
    unit: UnitCode | None
    version: int
    missing: tuple[Code, ...]
    commented_on: date
    note: Note | None = None


@dataclass(frozen=True)
class UnitPlanApproved:
    """To the unit: that version is complete."""

    plan: Code
    unit: UnitCode | None
    version: int
    approved_on: date


@dataclass(frozen=True)
class UnitReportSent:
    """To the lead: a unit's report on a time, its figures in the open. `nothing`: không phát sinh."""

    plan: Code
    unit: UnitCode | None
    report: int
    kind: Code
    from_on: date
    to_on: date
    sent_on: date
    late: bool
    nothing: bool
    lines: tuple[Figure, ...]
    months_kept: int
    months_due: int
    places_reached: int
    places_listed: int
    number: PaperNumber | None = None
    signed_on: date | None = None
    scan: Digest | None = None
    results: Note | None = None
    difficulties: Note | None = None
    proposals: Note | None = None


@dataclass(frozen=True)
class UnitReportReceived:
    """To the unit: the lead took that report."""

    plan: Code
    unit: UnitCode | None
    report: int
    received_on: date


@dataclass(frozen=True)
class UnitReportReturned:
    """To the unit: that report is to be supplemented, for this reason."""

    plan: Code
    unit: UnitCode | None
    report: int
    reason: Code
    returned_on: date
    note: Note | None = None


@dataclass(frozen=True)
class ReviewOpened:
    """To everybody: please review your cases of this month (its first day), and answer by this day."""

    plan: Code
    month: date
    answer_by: date


@dataclass(frozen=True)
class ReviewAnswered:
    """To the lead: a unit holds so many cases; 0: không phát sinh."""

    plan: Code
    month: date
    unit: UnitCode | None
    cases: int
    answered_on: date
    late: bool


@dataclass(frozen=True)
class UrgedToReport:
    """To an agency: the lead urges these of its units (`communes.20008`; without units `justice`) to hand in `what`."""

    plan: Code
    what: Code
    whom: tuple[Code, ...]
    number: PaperNumber
    dated: date
    scan: Digest | None = None
