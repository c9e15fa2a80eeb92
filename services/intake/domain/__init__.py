"""The case as intake knows it: pure rules from the first report to the proof. One file per agency and case.

Read in this order: asked (what people ask), learned (what our policies ask), happened (events), file (what is known),
then the rules, a file for each topic of the procedure; `asked` and `happened` have the same topics.
"""

from typing import assert_never, get_args

from services.intake.domain.care import CareCommand, decide_care
from services.intake.domain.consent import ConsentCommand, decide_consent
from services.intake.domain.deadlines import DeadlineCommand, decide_deadline
from services.intake.domain.ending import EndingCommand, decide_ending
from services.intake.domain.file import File, evolve
from services.intake.domain.happened import Event
from services.intake.domain.letters import LetterCommand, decide_letter
from services.intake.domain.notice import NoticeCommand, decide_notice
from services.intake.domain.reception import ReceptionCommand, decide_reception
from services.intake.domain.verification import AskerCommand, decide_asker
from services.intake.domain.verifier import VerifierCommand, decide_verifier
from shared.kernel.decider import Decider
from shared.kernel.law import Law

Command = (
    NoticeCommand
    | ReceptionCommand
    | CareCommand
    | ConsentCommand
    | AskerCommand
    | LetterCommand
    | EndingCommand
    | DeadlineCommand
    | VerifierCommand
)


def decide(command: Command, file: File, law: Law) -> list[Event]:
    if isinstance(command, NoticeCommand):
        return decide_notice(command, file, law)
    if isinstance(command, ReceptionCommand):
        return decide_reception(command, file, law)
    if isinstance(command, CareCommand):
        return decide_care(command, file, law)
    if isinstance(command, ConsentCommand):
        return decide_consent(command, file, law)
    if isinstance(command, AskerCommand):
        return decide_asker(command, file, law)
    if isinstance(command, LetterCommand):
        return decide_letter(command, file, law)
    if isinstance(command, EndingCommand):
        return decide_ending(command, file, law)
    if isinstance(command, DeadlineCommand):
        return decide_deadline(command, file, law)
    if isinstance(command, VerifierCommand):
        return decide_verifier(command, file, law)
    assert_never(command)


CASE = Decider("intake.case", "case", File(), evolve, decide, get_args(Event))

__all__ = ["CASE", "Command", "Event", "File", "decide", "evolve"]
