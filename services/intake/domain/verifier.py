"""Rules of the verifying agency: it answers in time, takes more time for a reason, or sends the request back."""

from typing import assert_never

from services.intake.domain.asked import AnswerVerification, ExtendVerification, ReturnVerification
from services.intake.domain.checks import must_have_certificate
from services.intake.domain.file import File
from services.intake.domain.happened import (
    Event,
    VerificationAnswered,
    VerificationExtended,
    VerificationRecalledByAsker,
    VerificationReceived,
    VerificationReturnedToSender,
)
from services.intake.domain.learned import TakeVerification, TakeVerificationRecall
from services.intake.domain.words import EXTENSION_TERM, VERIFICATION_TERM, Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

VerifierCommand = (
    TakeVerification | TakeVerificationRecall | ReturnVerification | ExtendVerification | AnswerVerification
)


def decide_verifier(command: VerifierCommand, file: File, law: Law) -> list[Event]:
    match command:
        case TakeVerification():
            task = VerificationReceived(**vars(command))
            known = file.stage in (Stage.ASKED, Stage.LOST_CONTACT, Stage.ENDED)
            return [] if known else [task]
        case TakeVerificationRecall(reason, note):
            return [VerificationRecalledByAsker(reason, note)] if file.stage is Stage.ASKED else []
        case ReturnVerification():
            return _return(command, file, law)
        case ExtendVerification():
            return _extend(command, file, law)
        case AnswerVerification():
            return _answer(command, file)
        case _:
            assert_never(command)


def _return(command: ReturnVerification, file: File, law: Law) -> list[Event]:
    must_know(law, "return_reasons", command.reason)
    if file.task is not None and file.stage is Stage.RETURNED:
        return []
    _task(file)
    return [VerificationReturnedToSender(command.reason, command.note)]


def _extend(command: ExtendVerification, file: File, law: Law) -> list[Event]:
    must_know(law, "extension_reasons", command.reason)
    task = _task(file)
    extended = _extended(command, task, law)
    if extended == file.extension:
        return []
    must_follow(extended.due_on, file.due or task.asked_on, "extension.not_later")
    return [extended]


def _extended(command: ExtendVerification, task: VerificationReceived, law: Law) -> VerificationExtended:
    """Until the day the person set, or as long as the law allows. A length nobody confirmed is never guessed, and refuses
    no longer one."""
    longest = law.extension(EXTENSION_TERM, law.deadline(VERIFICATION_TERM, task.asked_on))
    due_on = command.due_on or longest.end
    if due_on is None:
        raise Refused("extension.day_missing", "the longest term is not confirmed: set the day")
    if longest.end and longest.sure and due_on > longest.end:
        raise Refused("extension.too_long", f"the law allows no later day than {longest.end}")
    return VerificationExtended(due_on, command.reason, by_person=due_on != longest.end)


def _answer(command: AnswerVerification, file: File) -> list[Event]:
    must_have_certificate(command.outcome, command.certificate, command.certificate_on)
    answer = VerificationAnswered(**vars(command))
    if answer == file.answer:
        return []
    must_follow(command.answered_on, _task(file).asked_on, "answer.before_request")
    return [answer]


def _task(file: File) -> VerificationReceived:
    if file.task is None or file.stage is not Stage.ASKED:
        raise Refused("verification.not_asked", "no request of another agency is waiting here")
    return file.task
