"""What can be asked about stays at a facility: by an officer of the lead."""

from dataclasses import dataclass
from datetime import date

from services.support.domain.words import FacilityKind, MealsExtensionReason
from shared.kernel.sealed import Note
from shared.kernel.words import PastDate


@dataclass(frozen=True)
class EnterFacility:
    """She came to a facility. Which one stands in the note, where it is nobody else's to know."""

    entered_on: PastDate
    kind: FacilityKind
    note: Note | None = None


@dataclass(frozen=True)
class LeaveFacility:
    """She left: a fact, however long meals were paid."""

    left_on: PastDate
    note: Note | None = None


@dataclass(frozen=True)
class ExtendMeals:
    """A person decided that meals are paid longer than the text has it: until the end of this day, for this reason."""

    extended_on: PastDate
    until: date
    reason: MealsExtensionReason
    note: Note | None = None


Command = EnterFacility | LeaveFacility | ExtendMeals
