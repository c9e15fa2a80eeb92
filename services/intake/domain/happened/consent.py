"""What she, or who may speak for her, answered to the seven questions of consent."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Answer
from shared.kernel.sealed import Note
from shared.kernel.words import Code


@dataclass(frozen=True)
class ConsentAnswered:
    answered_on: date
    given_by: Code
    interview: Answer
    purpose_of_interview: Answer
    use_of_data: Answer
    research: Answer
    right_to_own_data: Answer
    length_of_storage: Answer
    way_to_withdraw: Answer
    note: Note | None = None

    @property
    def whole(self) -> bool:
        """`con_Consent` of HTCDS 2.0: she agrees to the interview and was told all the rest."""
        return {
            self.interview, self.purpose_of_interview, self.use_of_data, self.research,
            self.right_to_own_data, self.length_of_storage, self.way_to_withdraw,
        } == {Answer.YES}  # fmt: skip


ConsentEvent = ConsentAnswered
