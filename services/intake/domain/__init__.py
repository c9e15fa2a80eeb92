"""The case as intake knows it: pure rules from the first report to the proof. One file per agency and case.

Read in this order: asked (what people ask), learned (what our policies ask), happened (events), file (what is known) and
folding (how it became known), then the rules, a file for each topic; `asked` and `happened` have the same topics.
"""

from typing import assert_never, get_args

from services.intake.domain.care import CareCommand, decide_care
from services.intake.domain.consent import ConsentCommand, decide_consent
from services.intake.domain.deadlines import DeadlineCommand, decide_deadline
from services.intake.domain.ending import EndingCommand, decide_ending
from services.intake.domain.facts import FactsCommand, decide_facts
from services.intake.domain.file import File
from services.intake.domain.folding import evolve
from services.intake.domain.happened import Event
from services.intake.domain.letters import LetterCommand, decide_letter
from services.intake.domain.notice import NoticeCommand, decide_notice
from services.intake.domain.protection import ProtectionCommand, decide_protection
from services.intake.domain.reception import ReceptionCommand, decide_reception
from services.intake.domain.rescue import RescueCommand, decide_rescue
from services.intake.domain.verification import AskerCommand, decide_asker
from services.intake.domain.verifier import VerifierCommand, decide_verifier
from shared.kernel.decider import Decider
from shared.kernel.law import Law

BesideCommand = CareCommand | ConsentCommand | FactsCommand | ProtectionCommand | LetterCommand
"""What can be asked at any step of the procedure."""
Command = (
    NoticeCommand
    | RescueCommand
    | ReceptionCommand
    | AskerCommand
    | EndingCommand
    | DeadlineCommand
    | VerifierCommand
    | BesideCommand
)


def decide(command: Command, file: File, law: Law) -> list[Event]:
    if isinstance(command, NoticeCommand):
        return decide_notice(command, file, law)
    if isinstance(command, RescueCommand):
        return decide_rescue(command, file, law)
    if isinstance(command, ReceptionCommand):
        return decide_reception(command, file, law)
    if isinstance(command, AskerCommand):
        return decide_asker(command, file, law)
    if isinstance(command, EndingCommand):
        return decide_ending(command, file, law)
    if isinstance(command, DeadlineCommand):
        return decide_deadline(command, file, law)
    if isinstance(command, VerifierCommand):
        return decide_verifier(command, file, law)
    return _beside(command, file, law)


def _beside(command: BesideCommand, file: File, law: Law) -> list[Event]:
    if isinstance(command, CareCommand):
        return decide_care(command, file, law)
    if isinstance(command, ConsentCommand):
        return decide_consent(command, file, law)
    if isinstance(command, FactsCommand):
        return decide_facts(command, file, law)
    if isinstance(command, ProtectionCommand):
        return decide_protection(command, file, law)
    if isinstance(command, LetterCommand):
        return decide_letter(command, file, law)
    assert_never(command)


CASE = Decider("intake.case", "case", File(), evolve, decide, get_args(Event))

__all__ = ["CASE", "Command", "Event", "File", "decide", "evolve"]
