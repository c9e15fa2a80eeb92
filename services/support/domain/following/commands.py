"""What an officer can ask while somebody is followed after help has begun."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from msgspec import Meta

from services.support.domain.following.words import (
    Area,
    AreaState,
    DeathPlace,
    Interval,
    MissedVisitReason,
    RelativesCare,
    RetraffickingSign,
    VisitWay,
)
from services.support.domain.words import Risk
from shared.kernel.sealed import Note
from shared.kernel.words import PastDate

Often = Annotated[int, Meta(ge=1, le=52)]
"""So many weeks or months from one visit to the next."""


@dataclass(frozen=True)
class Goal:
    """A line of the plan's form: one goal for an area of her life."""

    area: Area
    target_on: date | None = None
    words: Note | None = None


@dataclass(frozen=True)
class AgreeVisits:
    """`every` and `each` are left empty where each next day is set at the visit; `until`: a day, or until she is at home
    again."""

    agreed_on: PastDate
    way: VisitWay
    first_on: date
    every: Often | None = None
    each: Interval | None = None
    until: date | None = None
    she_agrees: bool = field(kw_only=True)
    note: Note | None = None


@dataclass(frozen=True)
class RecordFollowUp:
    """The officer's own judgement of the risk decides; with signs and a low risk the note says why. Without `next_on` the
    next day follows from the schedule."""

    on: PastDate
    way: VisitWay | None = field(default=None, kw_only=True)
    signs: tuple[RetraffickingSign, ...] = field(default=(), kw_only=True)
    risk: Risk
    next_on: date | None = None
    note: Note | None = None
    areas: Mapping[Area, AreaState] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordMissedVisit:
    """She was not met on the day agreed. Without `next_on` the next day follows from the schedule."""

    on: PastDate
    reason: MissedVisitReason
    next_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReviewReintegration:
    """Said apart from a visit; of what is not said nothing changes."""

    reviewed_on: PastDate
    areas: Mapping[Area, AreaState] = field(default_factory=dict)
    note: Note | None = None


@dataclass(frozen=True)
class RecordDeath:
    """She died: the case is closed with it."""

    died_on: PastDate
    place: DeathPlace
    kin: RelativesCare
    note: Note | None = None


Command = AgreeVisits | RecordFollowUp | RecordMissedVisit | ReviewReintegration | RecordDeath
