"""What can have happened with stays at a facility.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Note
from shared.kernel.words import Code


@dataclass(frozen=True)
class FacilityEntered:
    """She came to a facility. `allowed` are the days of meals paid by the text that is followed, all her stays of this case
    together, counted by the term `limit`; `paid_until` is the last day that is paid of this stay. None: no such day."""

    entered_on: date
    kind: Code
    allowed: int | None = None
    limit: Code | None = None
    paid_until: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class FacilityLeft:
    left_on: date
    note: Note | None = None


@dataclass(frozen=True)
class MealsExtended:
    """A person had meals of her last stay paid until the end of a later day. `ended`: she had left by then."""

    extended_on: date
    until: date
    reason: Code
    ended: bool = False
    note: Note | None = None


@dataclass(frozen=True)
class MealsLimitMoved:
    """Another text is followed from now on, so that other days are paid: see `FacilityEntered`."""

    allowed: int | None
    limit: Code | None
    paid_until: date | None
    ended: bool = False


Event = FacilityEntered | FacilityLeft | MealsExtended | MealsLimitMoved
