"""What can be asked of a book of activities. The desk adds `agency`, `unit` and `plan`: whose book it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from msgspec import Meta

from services.support.plan.domain.words import People, PlanKind, PlanTopic, SourceOfMoney
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, Link, Neighbourhood, PastDate, UnitCode

Task = Annotated[Code, Meta(extra={"list": "plan_tasks"})]
Group = Annotated[Code, Meta(extra={"list": "audience_groups"})]
Programme = Annotated[Code, Meta(extra={"list": "programmes"})]


@dataclass(frozen=True, kw_only=True)
class OfBook:
    agency: AgencyId
    unit: UnitCode | None = None
    plan: Code


@dataclass(frozen=True, kw_only=True)
class _Done(OfBook):
    """What is said of something that was done; `again`: yes, it took place twice that day."""

    kind: PlanKind
    carried_out_on: PastDate
    evidence: Digest | None = None
    topics: frozenset[PlanTopic] = frozenset()
    everywhere: bool = False
    places: frozenset[Neighbourhood] = frozenset()
    in_units: frozenset[UnitCode] = frozenset()
    link: Link | None = None
    reach: People | None = None
    copies: People | None = None
    jobs: People | None = None
    programmes: frozenset[Programme] = frozenset()
    members: People | None = None
    copied_to: frozenset[UnitCode] = frozenset()
    audience: Mapping[Group, People] = field(default_factory=dict)
    task: Task | None = None
    cost: Dong | None = None
    money: SourceOfMoney | None = None
    again: bool = False
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class RecordActivity(_Done):
    """Something was done; `number` is that of the planned one it carries out."""

    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectActivity(_Done):
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanActivity(OfBook):
    kind: PlanKind
    planned_for: date
    task: Task | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class NotHeld(OfBook):
    number: int
    reason: Annotated[Code, Meta(extra={"list": "not_held_reasons"})]
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class StrikeActivity(OfBook):
    number: int
    reason: Annotated[Code, Meta(extra={"list": "striking_reasons"})]
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class Named:
    neighbourhood: Neighbourhood


@dataclass(frozen=True, kw_only=True)
class ListNeighbourhoods(OfBook):
    """All parts of the unit: `blocks` of them are `Tổ dân phố` 1 to this number; the others by their names."""

    blocks: Annotated[int, Meta(ge=0, le=60)] = 0
    others: tuple[Named, ...] = ()


Command = RecordActivity | CorrectActivity | PlanActivity | NotHeld | StrikeActivity | ListNeighbourhoods
