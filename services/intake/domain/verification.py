"""Rules of asking for verification: only after care, after she was told, and never against her wish."""

from typing import assert_never

from services.intake.domain.asked import (
    AskVerification,
    AskVerificationByLetter,
    RecallVerification,
    RecordLetterAnswer,
)
from services.intake.domain.checks import code_of_group, must_be_open, must_have_certificate
from services.intake.domain.file import File
from services.intake.domain.happened import (
    Event,
    FoundNotVictim,
    FoundUnresolved,
    LateAnswerFiled,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationCameBack,
    VerificationDelayed,
    VerificationRecalled,
    VictimIdentified,
)
from services.intake.domain.learned import LearnAnswer, LearnDelay, TakeRequestBack
from services.intake.domain.words import VERIFICATION_TERM, Outcome, Stage, Wish
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

AskerCommand = (
    AskVerification
    | AskVerificationByLetter
    | RecallVerification
    | RecordLetterAnswer
    | LearnAnswer
    | LearnDelay
    | TakeRequestBack
)


def decide_asker(command: AskerCommand, file: File, law: Law) -> list[Event]:
    match command:
        case AskVerification():
            return _ask(command, file, law)
        case AskVerificationByLetter():
            return _ask_by_letter(command, file, law)
        case RecallVerification():
            return _recall(command, file, law)
        case RecordLetterAnswer():
            return _letter_answer(command, file, law)
        case LearnAnswer():
            return _learn_answer(command, file, law)
        case LearnDelay():
            return _learn_delay(command, file)
        case TakeRequestBack(reason, note):
            return [VerificationCameBack(reason, note)] if isinstance(file.awaited, VerificationAsked) else []
        case _:
            assert_never(command)


def _ask(command: AskVerification, file: File, law: Law) -> list[Event]:
    verifier = law.holder("verification")
    if verifier is None or law.inbox("intake", verifier.id) is None:
        raise Refused("verification.by_letter_only", "no instance of this service can verify: ask by official letter")
    due_on = law.due(VERIFICATION_TERM, command.asked_on)
    return _asked(VerificationAsked(verifier.id, due_on=due_on, **vars(command)), file)


def _ask_by_letter(command: AskVerificationByLetter, file: File, law: Law) -> list[Event]:
    due_on = law.due(VERIFICATION_TERM, command.asked_on)
    asked = _asked(VerificationAskedByLetter(due_on=due_on, **vars(command)), file)
    assert file.information  # else it was refused
    must_follow(command.asked_on, command.dated, "verification.asked_before_dated")
    must_follow(command.dated, file.information.informed_on, "verification.dated_before_information")
    return asked


def _asked(request: VerificationAsked | VerificationAskedByLetter, file: File) -> list[Event]:
    if file.reception is None:
        raise Refused("verification.before_reception", "essential needs and the first examination come first")
    if file.stands in (Stage.VICTIM, Stage.NOT_VICTIM):
        raise Refused("verification.already_decided", f"at {file.stands} there is nothing left to verify")
    if file.information is None:
        raise Refused("verification.before_information", "the initial information comes first")
    if file.stands is Stage.VERIFYING:
        if request == file.request:
            return []
        raise Refused("verification.already_asked", "an answer is awaited")
    must_be_open(file)
    must_follow(request.asked_on, file.information.informed_on, "verification.before_information")
    _must_be_her_wish(request.told_her, request.her_wish)
    return [request]


def _must_be_her_wish(told_her: bool, her_wish: Wish) -> None:
    if not told_her:
        raise Refused("verification.not_told", "she is told first what the police would be asked")
    if her_wish is Wish.REFUSES:
        raise Refused("verification.she_refuses", "record her refusal instead: support goes on")


def _recall(command: RecallVerification, file: File, law: Law) -> list[Event]:
    must_know(law, "recall_reasons", command.reason)
    if file.awaited is None:
        raise Refused("verification.nothing_asked", "no request is waiting for an answer")
    of = file.awaited.of if isinstance(file.awaited, VerificationAsked) else None
    return [VerificationRecalled(of, command.reason, command.note)]


def _letter_answer(command: RecordLetterAnswer, file: File, law: Law) -> list[Event]:
    must_have_certificate(command.outcome, command.certificate, command.certificate_on)
    answer = LearnAnswer(
        command.outcome, command.dated, command.number, command.certificate, command.certificate_on, command.scan
    )
    found = _found(answer, law)
    if found == file.status:
        return []
    if file.stands is not Stage.VERIFYING or not isinstance(file.request, VerificationAskedByLetter):
        raise Refused("answer.not_asked_by_letter", "no letter is waiting for an answer")
    must_follow(command.dated, file.request.asked_on, "answer.before_request")
    return [found]


def _learn_delay(command: LearnDelay, file: File) -> list[Event]:
    delayed = VerificationDelayed(**vars(command))
    asked = file.stands is Stage.VERIFYING and isinstance(file.awaited, VerificationAsked)
    return [delayed] if asked and delayed != file.delay else []


def _learn_answer(command: LearnAnswer, file: File, law: Law) -> list[Event]:
    """Her status follows the answer, unless another paper had already shown that she is a victim, or the request was
    taken back while the answer was on its way: then it is filed."""
    found = _found(command, law)
    if found == file.status:
        return []
    if file.stands is Stage.VICTIM or (file.request is None and file.status is None):
        late = LateAnswerFiled(**vars(command))
        return [] if late == file.late_answer and file.awaited is None else [late]
    return [found]


def _found(answer: LearnAnswer, law: Law) -> VictimIdentified | FoundNotVictim | FoundUnresolved:
    match answer.outcome:
        case Outcome.VICTIM:
            certificate, dated = answer.certificate or answer.number, answer.certificate_on or answer.answered_on
            kind = code_of_group(law, "proof_types", "verification")
            return VictimIdentified(kind, certificate, dated, answer.answered_on, answer.number, answer.scan)
        case Outcome.NOT_VICTIM:
            return FoundNotVictim(answer.answered_on, answer.number, answer.scan)
        case Outcome.UNRESOLVED:
            return FoundUnresolved(answer.answered_on, answer.number, answer.scan)
        case _:
            assert_never(answer.outcome)
