"""What people ask about her consent: seven questions, each with its own answer."""

from dataclasses import dataclass

from services.intake.domain.words import Answer, ConsentGiver
from shared.kernel.sealed import Note
from shared.kernel.words import PastDate


@dataclass(frozen=True)
class AnswerConsent:
    """The seven questions of the Human Trafficking Case Data Standard 2.0 (`con_Consent`, guidance). Answered again:
    the newer answers hold, both stay."""

    answered_on: PastDate
    given_by: ConsentGiver
    interview: Answer = Answer.LATER
    purpose_of_interview: Answer = Answer.LATER
    use_of_data: Answer = Answer.LATER
    research: Answer = Answer.LATER
    right_to_own_data: Answer = Answer.LATER
    length_of_storage: Answer = Answer.LATER
    way_to_withdraw: Answer = Answer.LATER
    note: Note | None = None
