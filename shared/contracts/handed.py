"""What a message is made of, line by line: a file that is handed over, a budget that is told; told by nobody alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.words import AgencyId, Code, Source


@dataclass(frozen=True)
class PlannedItem:
    """A line of the plan, in a file that is handed over."""

    service: Code
    agency: AgencyId
    regime: Code | None = None
    due_on: date | None = None
    declined: bool = False


@dataclass(frozen=True)
class EarlierReferral:
    """A referral of the lead before: what, to whom, how far, until when."""

    referral: UUID
    service: Code
    agency: AgencyId
    inbox: Source | None
    offered_on: date
    stage: Code
    sections: tuple[Code, ...] = ()
    regime: Code | None = None
    answer_by: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class OnRoster:
    """A time on a roster of officers, both days included."""

    since: date
    until: date | None = None
    reason: Code | None = None


@dataclass(frozen=True)
class SourceStands:
    """How one source of a budget stands, in whole đồng: `waiting` is committed without money for it yet, `moved` came from other
    sources of the same budget (less than nothing: went to them) and is part of `allocated`. `money` None: no source was named
    yet."""

    money: Code | None
    estimate: int
    allocated: int
    committed: int
    waiting: int
    paid: int
    moved: int = 0


@dataclass(frozen=True)
class OwnTarget:
    """What a unit wants to reach of a task of the plan: so many times, by a day."""

    task: Code
    number: int | None
    by: date | None


@dataclass(frozen=True)
class Figure:
    """All activities of one kind for one task of the plan, counted."""

    task: Code | None
    kind: Code
    times: int
    audience: int
    reach: int
    copies: int
    jobs: int
    cost: int
