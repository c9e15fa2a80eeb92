"""What people ask when somebody was rescued."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import EssentialNeed, OutsideBody
from shared.kernel.sealed import Contact, Identity, Note, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, PastDate, Sex, UnitCode


@dataclass(frozen=True, kw_only=True)
class RecordRescue:
    """She was rescued (L2011 Điều 25): with it a case begins, or one that was reported here goes on. The desk adds
    `code`, `recorder` and `notified_on`. Without `rescued_by` the recorder itself rescued her."""

    code: Code
    recorder: AgencyId
    notified_on: date
    rescued_on: PastDate
    unit: UnitCode | None = None
    place: Note | None = None
    rescued_by: OutsideBody | None = None
    essential_needs: tuple[EssentialNeed, ...] = ()
    urgent: bool = False
    sex: Sex | None = None
    age_group: AgeGroup | None = None
    ethnicity: Ethnicity | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None
