"""Rules of the report: written down once, notified at once to the agency that receives people, returned if unclear."""

from typing import assert_never

from services.intake.domain.asked import AcceptHandover, RecallNotice, RecordReport, ReturnNotice, SendNoticeAgain
from services.intake.domain.checks import must_be_born_by, must_be_open, must_know_unit
from services.intake.domain.file import File
from services.intake.domain.happened import (
    AcceptanceLearned,
    Event,
    HandoverAccepted,
    NoticeCameBack,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    RecallCameTooLate,
    ReceptionLearned,
    ReportRecorded,
)
from services.intake.domain.learned import LearnAcceptance, LearnReception, TakeNotice, TakeRecall, TakeReturn
from services.intake.domain.words import RECEPTION_TERM, Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId

OfficersNotice = RecordReport | SendNoticeAgain | RecallNotice | ReturnNotice | AcceptHandover
LearnedNotice = TakeNotice | TakeReturn | TakeRecall | LearnAcceptance | LearnReception
NoticeCommand = OfficersNotice | LearnedNotice


def decide_notice(command: NoticeCommand, file: File, law: Law) -> list[Event]:
    match command:
        case RecordReport():
            return _record_report(command, file, law)
        case SendNoticeAgain():
            return _send_again(command, file, law)
        case RecallNotice():
            return _recall(command, file, law)
        case ReturnNotice():
            return _return_notice(command, file, law)
        case AcceptHandover():
            return _accept(command, file)
        case _:
            return _learn(command, file, law)


def _learn(command: LearnedNotice, file: File, law: Law) -> list[Event]:
    """What the other agency said of the notice; what comes too late to matter is filed or left."""
    match command:
        case TakeNotice():
            return _take_notice(command, file, law)
        case TakeReturn(reason, note):
            return [NoticeCameBack(reason, note)] if file.notified and file.stage is Stage.REPORTED else []
        case TakeRecall(reason, note):
            if file.reporter is None or file.stage is Stage.RECALLED:
                return []
            if file.reception is None:
                return [NoticeRecalledBySender(reason, note)]
            return [] if file.late_recall else [RecallCameTooLate(reason, note)]
        case LearnAcceptance():
            accepted = AcceptanceLearned(**vars(command))
            return [accepted] if file.notified and accepted != file.handover else []
        case LearnReception(received_on):
            return [ReceptionLearned(received_on)] if _awaits_reception(file) else []
        case _:
            assert_never(command)


def _awaits_reception(file: File) -> bool:
    """We told another agency, and do not know yet that she was received: whoever is asked to verify her knows."""
    told = file.notified is not None and file.task is None
    return told and file.stage in (Stage.REPORTED, Stage.RETURNED, Stage.RECALLED)


def _record_report(command: RecordReport, file: File, law: Law) -> list[Event]:
    must_know(law, "channels", command.channel)
    must_know_unit(law, command.unit)
    must_follow(command.notified_on, command.reported_on, "report.in_future")
    notified_on = command.told_by_phone_on or command.notified_on
    must_follow(notified_on, command.reported_on, "report.told_before")
    must_be_born_by(command.birth, command.reported_on, "report.born_later")
    said = {name: value for name, value in vars(command).items() if name not in ("recorder", "told_by_phone_on")}
    report = ReportRecorded(
        **said | {"notified_on": notified_on},
        notified=whom_to_notify(command.recorder, law),
        reception_due=law.due(RECEPTION_TERM, notified_on),
    )
    if file.stage is not Stage.NONE:
        if report == file.notice:
            return []
        raise Refused("report.already_recorded", "this case has its report")
    return [report]


def whom_to_notify(recorder: AgencyId, law: Law) -> AgencyId | None:
    """The agency that receives people, unless that is the recorder, or it can be reached by letter only."""
    receiver = law.holder("reception")
    if receiver is None or receiver.id == recorder or law.inbox("intake", receiver.id) is None:
        return None
    return receiver.id


def _send_again(command: SendNoticeAgain, file: File, law: Law) -> list[Event]:
    must_know_unit(law, command.unit)
    if not _awaits_reception(file) or file.stage is Stage.REPORTED:
        raise Refused("notice.not_returned", "only a notice that came back, or was taken back, is sent again")
    if isinstance(file.notice, ReportRecorded):
        must_be_born_by(command.birth, file.notice.reported_on, "report.born_later")
    return [NoticeSentAgain(**vars(command))]


def _return_notice(command: ReturnNotice, file: File, law: Law) -> list[Event]:
    must_know(law, "return_reasons", command.reason)
    if file.reporter is None:
        raise Refused("notice.own", "there is no sender to return our own report to")
    if file.stage is Stage.RETURNED:
        return []
    if file.reception:
        raise Refused("notice.already_received", "the person was received: the notice cannot go back")
    must_be_open(file)
    return [NoticeReturnedToSender(command.reason, command.note)]


def _recall(command: RecallNotice, file: File, law: Law) -> list[Event]:
    must_know(law, "recall_reasons", command.reason)
    if file.notified is None:
        raise Refused("notice.nobody_told", "no agency was told: there is nothing to take back")
    if not _awaits_reception(file):
        raise Refused("notice.already_received", "the person was received: the notice cannot be taken back")
    if file.stage is Stage.RECALLED:
        return []
    return [NoticeRecalled(command.reason, command.note)]


def _accept(command: AcceptHandover, file: File) -> list[Event]:
    """The receipt of the receiving side; the term of reception runs from the notice and is not touched."""
    if not isinstance(file.notice, NoticeTaken):
        raise Refused("handover.own", "there is no sender whose handover could be accepted")
    accepted = HandoverAccepted(**vars(command))
    if accepted == file.handover:
        return []
    if file.stage not in (Stage.REPORTED, Stage.RECEIVED):
        raise Refused("handover.not_waiting", f"at {file.stage} no handover waits to be accepted")
    must_follow(command.accepted_on, file.notice.notified_on, "handover.before_notice")
    if command.person_came and command.number is None:
        raise Refused("handover.minutes_missing", "the handover of a person has its minutes")
    return [accepted]


def _take_notice(command: TakeNotice, file: File, law: Law) -> list[Event]:
    never_came = file.stage is Stage.ENDED and file.reception is None
    open_to_it = (Stage.NONE, Stage.RETURNED, Stage.RECALLED, Stage.PROTECTING)
    if file.stage not in open_to_it and not never_came:
        return []  # known already, or the person came before the notice did
    return [NoticeTaken(**vars(command), reception_due=law.due(RECEPTION_TERM, command.notified_on))]
