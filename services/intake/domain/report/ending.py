"""Rules of answering whoever told us, of telling the hotline, and of closing a report with a reason."""

from typing import assert_never

from services.intake.domain.report.asked import (
    AnswerReporter,
    CloseReport,
    NotifyHotline,
    RecordHotlineAnswer,
    ReopenReport,
)
from services.intake.domain.report.handing import must_have_asked
from services.intake.domain.report.happened import (
    AnswerSentToReporter,
    Event,
    HotlineAnswered,
    HotlineNotified,
    ReportClosed,
    ReportReopened,
    TipAnswerLearned,
)
from services.intake.domain.report.known import Report
from services.intake.domain.report.learned import LearnTipAnswer
from services.intake.domain.report.words import Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

EndingCommand = AnswerReporter | LearnTipAnswer | NotifyHotline | RecordHotlineAnswer | CloseReport | ReopenReport
OFFICES = ("organisation", "rescue")
"""The groups of those channels through which an office told us: it can be answered under a number."""
DUPLICATE, OTHER_BODY, CASE = "duplicate", "other_body", "case"
"""The groups of closing reasons that ask for more than themselves."""


def decide_ending(command: EndingCommand, report: Report, law: Law) -> list[Event]:
    match command:
        case AnswerReporter():
            return _answer(command, report, law)
        case LearnTipAnswer():
            must_have_asked(command.sender, report)
            learned = TipAnswerLearned(**vars(command))
            return [] if learned == report.learned else [learned]
        case NotifyHotline():
            return _notify_hotline(command, report)
        case RecordHotlineAnswer():
            return _hotline_answered(command, report)
        case CloseReport():
            return _close(command, report, law)
        case ReopenReport():
            return _reopen(command, report, law)
        case _:
            assert_never(command)


def has_office(report: Report, law: Law) -> bool:
    """Did an office tell us, so that there is somebody to answer under a number?"""
    channel = law.lists["channels"].get(report.taken.channel) if report.taken else None
    return report.sender is not None or (channel is not None and channel.group in OFFICES)


def _answer(command: AnswerReporter, report: Report, law: Law) -> list[Event]:
    if not has_office(report, law):
        raise Refused("reporter.no_office", "only an office is answered under a number")
    answer = AnswerSentToReporter(**vars(command))
    if answer in report.answers:
        return []
    must_follow(command.dated, report.told_on, "reporter.answer_before_report")
    return [answer]


def _notify_hotline(command: NotifyHotline, report: Report) -> list[Event]:
    notified = HotlineNotified(**vars(command))
    if notified in report.hotline:
        return []
    must_follow(command.on, report.told_on, "hotline.notice_before_report")
    return [notified]


def _hotline_answered(command: RecordHotlineAnswer, report: Report) -> list[Event]:
    answered = HotlineAnswered(**vars(command))
    if answered in report.hotline:
        return []
    told_on = [each.on for each in report.hotline if isinstance(each, HotlineNotified)]
    if not told_on:
        raise Refused("hotline.not_notified", "the hotline was not told of this report")
    must_follow(command.on, min(told_on), "hotline.answer_before_notice")
    return [answered]


def _close(command: CloseReport, report: Report, law: Law) -> list[Event]:
    must_know(law, "report_closing_reasons", command.reason)
    must_know(law, "other_bodies", command.passed_to)
    said = {name: value for name, value in vars(command).items() if name != "duplicate_of"}
    closed = ReportClosed(**said, original_code=command.duplicate_of)
    if report.stage is Stage.DISMISSED:
        if closed == report.closed:
            return []
        raise Refused("close.already_closed", "it was closed for another reason: re-open it first")
    if not report.is_open and report.stage is not Stage.LINKED:
        raise Refused("close.not_here", f"at {report.stage} another desk has it")
    _must_say_enough(command, report, law.lists["report_closing_reasons"][command.reason].group)
    return [closed]


def _must_say_enough(command: CloseReport, report: Report, group: Code | None) -> None:
    if group == DUPLICATE and (command.original is None or command.duplicate_of is None):
        raise Refused("close.unknown_report", "no report of this desk has this code")
    if group == DUPLICATE and command.duplicate_of == report.code:
        raise Refused("close.repeats_itself", "a report does not repeat itself")
    if group == OTHER_BODY and command.passed_to is None:
        raise Refused("close.body_missing", "say which body deals with it now")
    if group == CASE and not (report.cases or report.joined):
        raise Refused("close.no_case", "no case was opened from it")
    if group != DUPLICATE and command.duplicate_of is not None:
        raise Refused("close.no_duplicate", "another report is named only where this one repeats it")


def _reopen(command: ReopenReport, report: Report, law: Law) -> list[Event]:
    must_know(law, "report_reopening_reasons", command.reason)
    reopened = ReportReopened(**vars(command))
    if report.stage is not Stage.DISMISSED:
        if reopened == report.reopened:
            return []
        raise Refused("reopen.not_closed", "only a closed report is opened again")
    return [reopened]
