"""What can have happened while somebody is followed after help has begun.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date

from services.support.domain.following.words import DeathPlace, Interval, RelativesCare, VisitWay
from services.support.domain.words import Risk
from shared.kernel.sealed import Note
from shared.kernel.words import Code


@dataclass(frozen=True)
class GoalAgreed:
    """One goal of the plan: in which area of her life (list `reintegration_areas`), in her own words, until which day. What
    was agreed later for the same area takes its place."""

    area: Code
    agreed_on: date
    target_on: date | None = None
    words: Note | None = None


@dataclass(frozen=True)
class VisitsAgreed:
    """She agreed how she is followed: the first day, then every so many weeks or months, until a day or (None) until she is
    at home again. Without `every` an officer sets each next day: the law says nothing of it."""

    agreed_on: date
    first_on: date
    way: VisitWay
    every: int | None = None
    each: Interval | None = None
    until: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class FollowUpRecorded:
    """A visit or call: the signs of being trafficked again (list `retrafficking_signs`), the risk as the officer judges it,
    areas of her life that are well again or not yet, the next day. `alarming`: the risk is high, or higher than before."""

    on: date
    risk: Risk
    next_on: date | None = None
    note: Note | None = None
    signs: tuple[Code, ...] = ()
    way: VisitWay | None = None
    reached: tuple[Code, ...] = ()
    not_reached: tuple[Code, ...] = ()
    alarming: bool = False


@dataclass(frozen=True)
class VisitMissed:
    """She was not met on this day (list `missed_visit_reasons`); the next day stands."""

    on: date
    reason: Code
    next_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReintegrationReviewed:
    """Areas of her life that are well again, and those that are not yet; of the others nothing new is known."""

    reviewed_on: date
    reached: tuple[Code, ...] = ()
    not_reached: tuple[Code, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class DeathRecorded:
    """She died: where, coarsely, and whether relatives know and take care of the burial."""

    died_on: date
    place: DeathPlace
    kin: RelativesCare
    note: Note | None = None


Visit = FollowUpRecorded | VisitMissed
Event = GoalAgreed | VisitsAgreed | FollowUpRecorded | VisitMissed | ReintegrationReviewed | DeathRecorded
