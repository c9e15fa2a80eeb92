"""What can have happened to the reports of a unit. Stored for good: fields are added with defaults, none renamed or removed."""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.reports.figures import Figures
from services.support.plan.domain.reports.words import ReportKind
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class UnitReportWritten:
    """A report on a period, with the figures of the book as they were; `nothing`: không phát sinh, which is a report too. A text
    that is not given stays as it was. `report` counts; one that went already is never written over."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    kind: ReportKind
    from_on: date
    to_on: date
    figures: Figures
    nothing: bool = False
    results: Note | None = None
    difficulties: Note | None = None
    proposals: Note | None = None


@dataclass(frozen=True)
class UnitReportSent:
    """It went to the lead, signed under this number; one of nothing may go without. `late`: after the last day that the plan of
    the town names."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    sent_on: date
    late: bool
    inbox: Source | None
    number: PaperNumber | None = None
    signed_on: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class UnitReportTaken:
    """The lead has it: it was told."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    kind: ReportKind
    from_on: date
    to_on: date
    figures: Figures
    sent_on: date
    late: bool
    nothing: bool = False
    number: PaperNumber | None = None
    signed_on: date | None = None
    scan: Digest | None = None
    results: Note | None = None
    difficulties: Note | None = None
    proposals: Note | None = None


@dataclass(frozen=True)
class UnitReportReceived:
    """The lead takes it as it is."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    received_on: date
    inbox: Source | None


@dataclass(frozen=True)
class UnitReportReturned:
    """The lead wants it supplemented, for this reason."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    reason: Code
    returned_on: date
    inbox: Source | None
    note: Note | None = None


@dataclass(frozen=True)
class UnitReportReceiptLearned:
    """The unit was told that it was taken."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    received_on: date


@dataclass(frozen=True)
class UnitReportReturnLearned:
    """The unit was told to supplement it."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    report: int
    reason: Code
    returned_on: date
    note: Note | None = None


Event = (
    UnitReportWritten | UnitReportSent | UnitReportTaken | UnitReportReceived | UnitReportReturned
    | UnitReportReceiptLearned | UnitReportReturnLearned
)  # fmt: skip
