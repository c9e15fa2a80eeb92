"""What can be done with the reports of a unit, and what follows."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from services.support.plan.domain.checks import plan_of
from services.support.plan.domain.reports.unit_reports.commands import (
    Command,
    LearnUnitReportReceipt,
    LearnUnitReportReturn,
    ReceiveUnitReport,
    ReportNothing,
    ReturnUnitReport,
    SendUnitReport,
    TakeUnitReport,
    WriteUnitReport,
)
from services.support.plan.domain.reports.unit_reports.events import (
    Event,
    UnitReportReceiptLearned,
    UnitReportReceived,
    UnitReportReturned,
    UnitReportReturnLearned,
    UnitReportSent,
    UnitReportTaken,
    UnitReportWritten,
)
from services.support.plan.domain.reports.unit_reports.unit_report import TEXTS, Report, Return, UnitReports, evolve
from services.support.plan.domain.reports.words import (
    OfUnit,
    ReportKind,
    is_late,
    lead_inbox,
    must_be_theirs,
    must_lie_there,
    said_again,
)
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.unit_papers import HandedIn, Obliged
from shared.kernel.words import Source


def decide(command: Command, file: UnitReports, law: Law) -> Sequence[Event]:
    if isinstance(command, OfUnit):
        plan_of(law, command.plan)
        must_lie_there(law, Obliged(command.agency, command.unit))
    match command:
        case WriteUnitReport():
            return _write(command, file)
        case ReportNothing():
            return _nothing(command, file, law)
        case SendUnitReport():
            return _send(command, file, law)
        case ReceiveUnitReport():
            return _receive(command, file, law)
        case ReturnUnitReport():
            return _return(command, file, law)
        case TakeUnitReport():
            must_be_theirs(law, Obliged(command.agency, command.unit))
            known = file.report(command.report)
            return [] if known and known.written else [UnitReportTaken(**vars(command))]
        case LearnUnitReportReceipt():
            whose, report = _known(file, command.report)
            receipt = UnitReportReceiptLearned(*whose, command.report, command.received_on)
            return [] if receipt in report.said else [receipt]
        case LearnUnitReportReturn():
            whose, report = _known(file, command.report)
            returned = UnitReportReturnLearned(
                *whose, command.report, command.reason, command.returned_on, command.note
            )
            return [] if _repeats(report, returned) else [returned]
        case _:
            assert_never(command)


def _write(command: WriteUnitReport, file: UnitReports) -> list[Event]:
    must_follow(command.to_on, command.from_on, "unit_report.period")
    before = file.unsent
    texts = {name: getattr(command, name) for name in TEXTS}
    if before and before.written:
        head = (before.written.kind, *before.period, before.figures, before.written.nothing)
        same = head == (command.kind, command.from_on, command.to_on, command.figures, False)
        if same and all(said_again(text, before.text(name)) for name, text in texts.items()):
            return []
    number = before.number if before else _next(file)
    return [
        UnitReportWritten(
            *_whose(command), number, command.kind, command.from_on, command.to_on, command.figures, **texts
        )
    ]  # fmt: skip


def _nothing(command: ReportNothing, file: UnitReports, law: Law) -> list[Event]:
    if command.figures.lines:
        raise Refused("unit_report.something_done", f"{command.figures.times} activities stand in the book")
    last = file.result
    if last and last.written and last.written.nothing and not last.returned and last.period[1] >= command.to_on:
        return []
    if file.unsent:
        raise Refused("unit_report.begun", f"report {file.unsent.number} was written and has not gone")
    number, kind = _next(file), ReportKind.RESULT
    written = UnitReportWritten(
        *_whose(command), number, kind, command.from_on, command.to_on, command.figures, nothing=True
    )
    return [written, _sent(command, file, law, number, kind, command.sent_on)]


def _send(command: SendUnitReport, file: UnitReports, law: Law) -> list[Event]:
    report = file.unsent
    if report is None or report.written is None:
        last = file.last_sent
        if last and isinstance(last.sent, UnitReportSent) and last.sent.number == command.number:
            return []
        raise Refused("unit_report.not_written", "no report waits to be sent")
    must_follow(command.sent_on, command.signed_on, "unit_report.sent_before_signed")
    sent = _sent(command, file, law, report.number, report.written.kind, command.sent_on)
    return [
        UnitReportSent(**{**vars(sent), "number": command.number, "signed_on": command.signed_on, "scan": command.scan})
    ]


def _sent(command: OfUnit, file: UnitReports, law: Law, report: int, kind: ReportKind, sent_on: date) -> UnitReportSent:
    """Only the report on the whole has a day, and a supplement of one that came in time is not late."""
    first = kind is ReportKind.RESULT and file.result is None
    late = first and is_late(plan_of(law, command.plan), HandedIn.REPORT, sent_on)
    return UnitReportSent(*_whose(command), report, sent_on, late, lead_inbox(law, command.agency))


def _receive(command: ReceiveUnitReport, file: UnitReports, law: Law) -> list[Event]:
    report = _last(file)
    if report.received:
        return []
    assert report.sent is not None
    must_follow(command.received_on, report.sent.sent_on, "unit_report.judged_before_sent")
    return [UnitReportReceived(*_whose(command), report.number, command.received_on, _back(file, law))]


def _return(command: ReturnUnitReport, file: UnitReports, law: Law) -> list[Event]:
    report = _last(file)
    must_know(law, "report_return_reasons", command.reason)
    assert report.sent is not None
    must_follow(command.returned_on, report.sent.sent_on, "unit_report.judged_before_sent")
    event = UnitReportReturned(
        *_whose(command), report.number, command.reason, command.returned_on, _back(file, law), command.note
    )
    return [] if _repeats(report, event) else [event]


def _next(file: UnitReports) -> int:
    return max((each.number for each in file.reports), default=0) + 1


def _last(file: UnitReports) -> Report:
    if file.last_sent is None:
        raise Refused("unit_report.not_sent", "the lead has no report")
    return file.last_sent


def _known(file: UnitReports, number: int) -> tuple[tuple[Any, Any, Any], Report]:
    report = file.report(number)
    if report is None or report.written is None:
        raise Refused("unit_report.unknown", f"there is no report {number}")
    return (report.written.agency, report.written.unit, report.written.plan), report


def _repeats(report: Report, event: Return) -> bool:
    last = report.said[-1] if report.said else None
    same = isinstance(last, Return) and (last.reason, last.returned_on) == (event.reason, event.returned_on)
    return same and isinstance(last, Return) and said_again(event.note, last.note)


def _back(file: UnitReports, law: Law) -> Source | None:
    return law.inbox("support", file.whose.agency) if file.told and file.whose else None


def _whose(command: OfUnit) -> tuple[Any, Any, Any]:
    return command.agency, command.unit, command.plan


UNIT_REPORT: Decider[UnitReports, Command, Event] = Decider(
    "support.unit_report", "plan", UnitReports(), evolve, decide,
    (
        UnitReportWritten, UnitReportSent, UnitReportTaken, UnitReportReceived, UnitReportReturned,
        UnitReportReceiptLearned, UnitReportReturnLearned,
    ),
)  # fmt: skip
