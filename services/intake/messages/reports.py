"""Who is told what when something happened to a report: where it goes it goes whole, where it came from hears of it."""

from collections.abc import Iterator
from typing import assert_never

from services.intake.domain.report import Event, Report
from services.intake.domain.report.happened import (
    AnswerSentToReporter,
    CaseOpenedFromReport,
    HotlineAnswered,
    HotlineNotified,
    ReportClosed,
    ReportHandedOver,
    ReportJoinedToCase,
    ReportReopened,
    ReportTaken,
    ReportTriaged,
    TipAnswerLearned,
    TipCameBack,
    TipPassedOn,
    TipReceiptLearned,
    TipReturnedToSender,
    TipTaken,
    UrgentCallRecorded,
    WorkEvent,
)
from services.intake.messages.protection import DUTY
from shared.contracts import intake as told
from shared.kernel.tell import Grant, Happened, Tell

TOLD = ("identity", "contact", "story", "informant", "note")
"""What goes along when a report is passed on: whoever has it must be able to find and to protect those it is about."""


def tell_report(happened: Happened, report: Report) -> Iterator[Tell]:
    """Where a report goes, it goes whole; where it came from hears that somebody works on it, and the answer."""
    event: Event = happened.fact
    match event:
        case TipPassedOn(to=to):
            yield Tell(f"intake.{to}", _tip(event, report), Grant(TOLD, "reception", DUTY))
            if to != report.sender:  # to its sender the report itself says enough
                yield from _receipt(event, report)
        case ReportTriaged() | UrgentCallRecorded() | CaseOpenedFromReport() | ReportJoinedToCase() | ReportClosed():
            yield from _receipt(event, report)
        case TipReturnedToSender() | AnswerSentToReporter():
            yield from _answer(event, report)
        case ReportTaken() | ReportHandedOver() | HotlineNotified() | HotlineAnswered() | ReportReopened():
            return
        case TipTaken() | TipReceiptLearned() | TipCameBack() | TipAnswerLearned():
            return  # was told to us
        case _:
            assert_never(event)


def _receipt(event: WorkEvent, report: Report) -> Iterator[Tell]:
    """The first thing that is done with a report that was passed on to us is its receipt."""
    if report.sender and report.works == 1:
        yield Tell(f"intake.{report.sender}", told.TipReceived(event.on))


def _answer(event: TipReturnedToSender | AnswerSentToReporter, report: Report) -> Iterator[Tell]:
    if report.sender is None:
        return  # the hotline and others without an instance have the paper
    match event:
        case TipReturnedToSender(reason=reason, note=note):
            message = told.TipReturned(reason, note)
            yield Tell(f"intake.{report.sender}", message, Grant(("note",), "reception", DUTY))
        case AnswerSentToReporter(number, dated, reference):
            yield Tell(f"intake.{report.sender}", told.TipAnswered(number, dated, reference))
        case _:
            assert_never(event)


def _tip(event: TipPassedOn, report: Report) -> told.TipPassedOn:
    known = report.told
    assert report.taken is not None
    assert report.code is not None
    return told.TipPassedOn(
        report.code, event.unit, event.on, report.taken.told_on, report.taken.channel, report.level, known.signs,
        known.place, known.persons, known.children, known.sex, known.age_group, known.may_call_back, known.reference,
        known.story, known.name, known.contact, known.informant, known.safe_hours, event.note,
        event.in_no_unit,
    )  # fmt: skip
