"""Rules of losing and finding her again, of the written answer, and of ending a file and taking it up again."""

from datetime import date
from typing import assert_never

from services.intake.domain.asked import (
    EndFile,
    GiveWrittenAnswer,
    RecordContactRegained,
    RecordLostContact,
    ReopenFile,
)
from services.intake.domain.checks import must_be_ours, must_follow_report
from services.intake.domain.file import File
from services.intake.domain.happened import (
    ContactLost,
    ContactRegained,
    Event,
    FileEnded,
    FileReopened,
    FoundNotVictim,
    WrittenAnswerGiven,
)
from services.intake.domain.words import Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

EndingCommand = RecordLostContact | RecordContactRegained | GiveWrittenAnswer | EndFile | ReopenFile
MAY_END = (
    Stage.REPORTED, Stage.RECEIVED, Stage.INFORMED, Stage.NOT_VICTIM, Stage.UNRESOLVED, Stage.POLICE_REFUSED,
    Stage.LOST_CONTACT,
)  # fmt: skip
"""Not while an answer is awaited, and not a victim's: her support goes on."""


def decide_ending(command: EndingCommand, file: File, law: Law) -> list[Event]:
    must_be_ours(file, "ending.not_ours")
    match command:
        case RecordLostContact():
            return _lose(command, file)
        case RecordContactRegained():
            return _regain(command, file)
        case GiveWrittenAnswer():
            return _answer_in_writing(command, file)
        case EndFile():
            return _end(command, file, law)
        case ReopenFile():
            return _reopen(command, file, law)
        case _:
            assert_never(command)


def _lose(command: RecordLostContact, file: File) -> list[Event]:
    if file.stage is Stage.LOST_CONTACT:
        return []
    if file.stage is Stage.ENDED:
        raise Refused("contact.ended", "the file has ended")
    lost = ContactLost(command.last_reached_on, command.note)
    if file.reception:
        must_follow(lost.last_reached_on, file.reception.received_on, "contact.before_reception")
    return [lost]


def _regain(command: RecordContactRegained, file: File) -> list[Event]:
    if file.lost is None or file.stage is not Stage.LOST_CONTACT:
        if file.stage is Stage.ENDED:
            raise Refused("contact.ended", "the file has ended: reopen it")
        return []
    must_follow(command.regained_on, file.lost.last_reached_on, "contact.regained_before_lost")
    return [ContactRegained(command.regained_on, file.stands, command.note)]


def _answer_in_writing(command: GiveWrittenAnswer, file: File) -> list[Event]:
    """Who is found not to be a victim is answered in writing (L2011 Điều 24 khoản 4)."""
    answer = WrittenAnswerGiven(**vars(command))
    if answer == file.written_answer:
        return []
    decided = file.unanswered or file.status
    if not isinstance(decided, FoundNotVictim):
        raise Refused("written_answer.not_decided", "only who was found not to be a victim is answered so")
    must_follow(command.dated, decided.decided_on, "written_answer.before_decision")
    must_follow(command.given_on, command.dated, "written_answer.given_before_dated")
    return [answer]


def _end(command: EndFile, file: File, law: Law) -> list[Event]:
    must_know(law, "ending_reasons", command.reason)
    if file.stage is Stage.ENDED:
        return []
    if command.past and not file.past:
        raise Refused("ending.not_past", "only a case brought in from a spreadsheet of past cases was over before")
    if not command.past and (file.stage not in MAY_END or file.stands is Stage.VERIFYING):
        raise Refused("ending.too_early", f"at {file.stage} the file does not end")
    if file.unanswered and not command.past:
        raise Refused("ending.without_written_answer", "who is not a victim is answered in writing first")
    must_follow_report(command.ended_on, file, "ending.before_report")
    if file.reception:
        must_follow(command.ended_on, file.reception.received_on, "ending.before_reception")
    must_follow(command.ended_on, _last_step(file), "ending.before_last_step")
    return [FileEnded(command.ended_on, command.reason, command.note, command.past)]


def _last_step(file: File) -> date | None:
    """The day of the newest of the steps that a file ends after."""
    days = [
        file.information and file.information.informed_on,
        file.police_refusal and file.police_refusal.refused_on,
        file.status and file.status.decided_on,
        file.written_answer and file.written_answer.given_on,
        file.lost and file.lost.last_reached_on,
    ]
    return max((day for day in days if day), default=None)


def _reopen(command: ReopenFile, file: File, law: Law) -> list[Event]:
    """Somebody who was found not to be a victim may be verified again when something new is known."""
    must_know(law, "reopening_reasons", command.reason)
    if file.stage not in (Stage.ENDED, Stage.NOT_VICTIM):
        return []
    if file.ended:
        must_follow(command.reopened_on, file.ended.ended_on, "ending.reopened_before_end")
    elif file.status:
        must_follow(command.reopened_on, file.status.decided_on, "ending.reopened_before_decision")
    back_to = Stage.INFORMED if isinstance(file.status, FoundNotVictim) else file.stands
    return [FileReopened(command.reopened_on, command.reason, back_to, command.note)]
