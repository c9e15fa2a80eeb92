"""What can be asked of the reports of a unit. The desk adds the figures: nobody types what the book says."""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.reports.figures import NO_FIGURES, Figures
from services.support.plan.domain.reports.words import OfUnit, ReportKind, ReturnReason
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, PastDate, UnitCode


@dataclass(frozen=True, kw_only=True)
class WriteUnitReport(OfUnit):
    kind: ReportKind = ReportKind.RESULT
    from_on: date
    to_on: date
    figures: Figures = NO_FIGURES
    results: Note | None = None
    difficulties: Note | None = None
    proposals: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ReportNothing(OfUnit):
    """One tap: written and sent at once, for the whole time the plan has run so far."""

    from_on: date
    to_on: date
    figures: Figures = NO_FIGURES
    sent_on: PastDate


@dataclass(frozen=True, kw_only=True)
class SendUnitReport(OfUnit):
    """The newest, if it has not gone yet."""

    number: PaperNumber
    signed_on: PastDate
    sent_on: PastDate
    scan: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveUnitReport(OfUnit):
    """The newest that was sent."""

    received_on: PastDate


@dataclass(frozen=True, kw_only=True)
class ReturnUnitReport(OfUnit):
    reason: ReturnReason
    returned_on: PastDate
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class TakeUnitReport:
    """A unit told its report to the lead."""

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


@dataclass(frozen=True, kw_only=True)
class LearnUnitReportReceipt:
    report: int
    received_on: date


@dataclass(frozen=True, kw_only=True)
class LearnUnitReportReturn:
    report: int
    reason: Code
    returned_on: date
    note: Note | None = None


Command = (
    WriteUnitReport | ReportNothing | SendUnitReport | ReceiveUnitReport | ReturnUnitReport | TakeUnitReport
    | LearnUnitReportReceipt | LearnUnitReportReturn
)  # fmt: skip
