"""Rules of the report: written down once, notified at once to the agency that receives people, returned if unclear."""

from typing import assert_never

from services.intake.domain.asked import RecordReport, ReturnNotice, SendNoticeAgain
from services.intake.domain.checks import must_follow, must_know, must_know_unit
from services.intake.domain.file import File
from services.intake.domain.happened import (
    Event,
    NoticeCameBack,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    ReceptionLearned,
    ReportRecorded,
)
from services.intake.domain.learned import LearnReception, TakeNotice, TakeReturn
from services.intake.domain.words import Stage
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId

NoticeCommand = RecordReport | SendNoticeAgain | ReturnNotice | TakeNotice | TakeReturn | LearnReception
RECEPTION_TERM = "reception_after_notice"


def decide_notice(command: NoticeCommand, file: File, law: Law) -> list[Event]:
    match command:
        case RecordReport():
            return _record_report(command, file, law)
        case SendNoticeAgain():
            return _send_again(command, file, law)
        case ReturnNotice():
            return _return_notice(command, file, law)
        case TakeNotice():
            return _take_notice(command, file, law)
        case TakeReturn(reason, note):
            return [NoticeCameBack(reason, note)] if file.notified and file.stage is Stage.REPORTED else []
        case LearnReception(received_on):
            still_open = file.notified and file.stage in (Stage.REPORTED, Stage.RETURNED)
            return [ReceptionLearned(received_on)] if still_open else []
        case _:
            assert_never(command)


def _record_report(command: RecordReport, file: File, law: Law) -> list[Event]:
    must_know(law, "channels", command.channel)
    must_know_unit(law, command.unit)
    must_follow(command.notified_on, command.reported_on, "report.in_future")
    said = {field: value for field, value in vars(command).items() if field != "recorder"}
    report = ReportRecorded(
        **said,
        notified=_whom_to_notify(command.recorder, law),
        reception_due=law.due(RECEPTION_TERM, command.notified_on),
    )
    if file.stage is not Stage.NONE:
        if report == file.notice:
            return []
        raise Refused("report.already_recorded", "this case has its report")
    return [report]


def _whom_to_notify(recorder: AgencyId, law: Law) -> AgencyId | None:
    """The agency that receives people, unless that is the recorder, or it can be reached by letter only."""
    receiver = law.holder("reception")
    if receiver is None or receiver.id == recorder or law.inbox("intake", receiver.id) is None:
        return None
    return receiver.id


def _send_again(command: SendNoticeAgain, file: File, law: Law) -> list[Event]:
    must_know_unit(law, command.unit)
    if file.notified is None or file.stage is not Stage.RETURNED:
        raise Refused("notice.not_returned", "only a notice that came back is sent again")
    return [NoticeSentAgain(**vars(command))]


def _return_notice(command: ReturnNotice, file: File, law: Law) -> list[Event]:
    must_know(law, "return_reasons", command.reason)
    if file.reporter is None:
        raise Refused("notice.own", "there is no sender to return our own report to")
    if file.stage is Stage.RETURNED:
        return []
    if file.stage is not Stage.REPORTED:
        raise Refused("notice.already_received", "the person was received: the notice cannot go back")
    return [NoticeReturnedToSender(command.reason, command.note)]


def _take_notice(command: TakeNotice, file: File, law: Law) -> list[Event]:
    if file.stage not in (Stage.NONE, Stage.RETURNED):
        return []  # known already, or the person came before the notice did
    return [NoticeTaken(**vars(command), reception_due=law.due(RECEPTION_TERM, command.notified_on))]
