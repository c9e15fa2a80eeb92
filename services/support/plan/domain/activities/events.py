"""What can have happened in a book of activities.

Events are stored for good: fields are added with defaults, none is renamed or removed. Each says whose book it is, so that
whoever hears it need not know how the ids of books are made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, Link, Neighbourhood, UnitCode


@dataclass(frozen=True)
class Details:
    """What an activity was. `task` is the task of the plan it carries out; `everywhere`: in every part of the unit. `audience`
    are people by group, `reach` those reached online, `copies` of a material, `jobs` found or created, `members` those of a good
    model, `copied_to` the units that took it over; `cost` in đồng from `money`."""

    kind: Code
    task: Code | None
    topics: tuple[Code, ...] = ()
    everywhere: bool = False
    places: tuple[Neighbourhood, ...] = ()
    in_units: tuple[UnitCode, ...] = ()
    audience: Mapping[Code, int] = field(default_factory=dict)
    link: Link | None = None
    reach: int | None = None
    copies: int | None = None
    jobs: int | None = None
    programmes: tuple[Code, ...] = ()
    members: int | None = None
    copied_to: tuple[UnitCode, ...] = ()
    cost: Dong | None = None
    money: Code | None = None


@dataclass(frozen=True)
class NeighbourhoodsListed:
    """The parts of a unit as they are called there: all of them, in place of an earlier list."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    neighbourhoods: tuple[Neighbourhood, ...]


@dataclass(frozen=True)
class ActivityPlanned:
    """Something is to be done on a day. `number` counts in the book."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    number: int
    kind: Code
    task: Code | None
    planned_for: date
    note: Note | None = None


@dataclass(frozen=True)
class ActivityCarriedOut:
    """It was done: one that was planned under this number, or a new one."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    number: int
    carried_out_on: date
    details: Details
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ActivityNotHeld:
    """What was planned did not take place."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    number: int
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ActivityCorrected:
    """It was written down wrongly: this is how it was. What stood there before stays in the history."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    number: int
    carried_out_on: date
    details: Details
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ActivityStruck:
    """It was written down by mistake: nothing of the kind took place, or it stands there twice."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    number: int
    reason: Code
    note: Note | None = None


Event = (
    NeighbourhoodsListed | ActivityPlanned | ActivityCarriedOut | ActivityNotHeld | ActivityCorrected | ActivityStruck
)
