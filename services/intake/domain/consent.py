"""Rules of consent: hers to give; nobody under suspicion gives it for a child."""

from services.intake.domain.asked import AnswerConsent
from services.intake.domain.checks import must_be_ours, must_follow_report
from services.intake.domain.file import File
from services.intake.domain.happened import ConsentAnswered, Event
from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

ConsentCommand = AnswerConsent


def decide_consent(command: ConsentCommand, file: File, law: Law) -> list[Event]:
    must_be_ours(file, "consent.not_ours")
    must_know(law, "consent_givers", command.given_by)
    if law.lists["consent_givers"][command.given_by].group == REPRESENTATIVE:
        _representative_may_answer(file)
    must_follow_report(command.answered_on, file, "care.before_report")
    answered = ConsentAnswered(**vars(command))
    return [] if answered == file.consent else [answered]


REPRESENTATIVE = "representative"
"""The group of those who answer through, or together with, a lawful representative."""


def _representative_may_answer(file: File) -> None:
    """Who may be the trafficker's helper neither consents for the child nor is told anything."""
    child = file.care.child
    if child is None:
        raise Refused("consent.no_representative", "record who may speak for the child first")
    if child.representative_suspected:
        raise Refused("consent.representative_suspected", "the representative is under suspicion")
