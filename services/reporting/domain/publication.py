"""What was published of the figures: which table, for whom, what for, and every number that was told. All publications of an
agency stand in one file, since each new one is judged by all that was told before; one that was withdrawn too: it was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, assert_never, get_args
from uuid import UUID

from msgspec import Meta

from services.reporting.domain.finding import Place
from services.reporting.domain.small_numbers import Asked, Key
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import Code, PastDate

AUDIENCES, REASONS, WITHDRAWALS = "publication_audiences", "publication_reasons", "publication_withdrawals"
MOST_DIMENSIONS = 3


class Dimension(StrEnum):
    """By what persons can be told."""

    SEX = "sex"
    AGE_GROUP = "age_group"
    ETHNICITY = "ethnicity"
    PURPOSE = "purpose"
    REGIME = "regime"
    UNIT = "unit"
    IDENTIFICATION = "identification"


class Only(StrEnum):
    """How far identification is, where a table is of these persons only."""

    VICTIM = "victim"
    IN_IDENTIFICATION = "in_identification"
    POLICE_REFUSED = "police_refused"
    NOT_VICTIM = "not_victim"


@dataclass(frozen=True)
class Figure:
    """A number as it is told: at least so many. None in `at`: over all codes of that dimension."""

    at: Key
    at_least: int


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the desk found of a table beside the first `beside` publications: the numbers that may be told, of how many lines
    there could be; under which thresholds; how far each journal was heard."""

    figures: tuple[Figure, ...]
    lines: int
    beside: int
    least: int
    step: int
    thresholds: Code
    heard: tuple[Place, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublishTable:
    """The desk adds the id, and how it judged."""

    audience: Annotated[Code, Meta(extra={"list": AUDIENCES})]
    as_of: PastDate
    by: tuple[Dimension, ...] = ()
    since: PastDate | None = None
    only: Only | None = None
    reason: Annotated[Code, Meta(extra={"list": REASONS})]
    note: Note | None = None
    publication: UUID | None = None
    judged: Judgement | None = None
    isolates: bool = False
    """Beside earlier ones it would set few persons apart."""

    @property
    def asked(self) -> Asked:
        by = tuple(each.value for each in self.by)
        return Asked(as_of=self.as_of, by=by, since=self.since, only=self.only.value if self.only else None)


@dataclass(frozen=True, kw_only=True)
class WithdrawPublication:
    """The desk adds which."""

    reason: Annotated[Code, Meta(extra={"list": WITHDRAWALS})]
    note: Note | None = None
    publication: UUID | None = None


Command = PublishTable | WithdrawPublication


@dataclass(frozen=True)
class TablePublished:
    """A table was told to people outside the lawful line: these numbers, and no other."""

    publication: UUID
    audience: Code
    asked: Asked
    judged: Judgement
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class PublicationWithdrawn:
    """It is told no more. Who read it has read it: it goes on to count in what may be told."""

    publication: UUID
    reason: Code
    note: Note | None = None


Event = TablePublished | PublicationWithdrawn


@dataclass(frozen=True)
class Published:
    """A publication, and why it was withdrawn where it was."""

    said: TablePublished
    withdrawn: PublicationWithdrawn | None = None


@dataclass(frozen=True)
class Register:
    """All publications, the oldest first."""

    all: Mapping[UUID, Published] = field(default_factory=dict)


def evolve(register: Register, event: Event) -> Register:
    match event:
        case TablePublished(publication=id_):
            return replace(register, all={**register.all, id_: Published(event)})
        case PublicationWithdrawn(publication=id_):
            return replace(register, all={**register.all, id_: replace(register.all[id_], withdrawn=event)})
        case _:
            assert_never(event)


def decide(command: Command, register: Register, law: Law) -> Sequence[Event]:
    match command:
        case PublishTable():
            return _published(command, register, law)
        case WithdrawPublication(publication=id_, reason=reason, note=note):
            must_know(law, WITHDRAWALS, reason)
            if id_ is None or id_ not in register.all:
                raise Refused("publication.unknown", "there is no such publication")
            if (before := register.all[id_].withdrawn) is not None:
                if before.reason == reason:
                    return []
                raise Refused("publication.withdrawn_already", "it was withdrawn for another reason")
            return [PublicationWithdrawn(id_, reason, note)]
        case _:
            assert_never(command)


def _published(command: PublishTable, register: Register, law: Law) -> list[Event]:
    must_know(law, AUDIENCES, command.audience)
    must_know(law, REASONS, command.reason)
    must_make_a_table(command.asked)
    if command.publication is None or (judged := command.judged) is None:
        raise Refused("publication.not_judged", "what may be told of it was not judged")
    if any(_same(command, each) for each in register.all.values()):
        raise Refused("publication.there_already", "this table was published for them, and stands")
    if judged.beside != len(register.all):
        raise Refused("publication.another_came", "another table was published meanwhile")
    if command.isolates:
        raise Refused("publication.isolates", "beside earlier ones it would set few persons apart")
    if not judged.figures:
        raise Refused("publication.nothing", "every number of it is too small to be told")
    return [TablePublished(command.publication, command.audience, command.asked, judged, command.reason, command.note)]


def must_make_a_table(asked: Asked) -> None:
    """Refused, where what is asked is no table at all."""
    if len(set(asked.by)) != len(asked.by) or len(asked.by) > MOST_DIMENSIONS:
        raise Refused("publication.dimensions", f"at most {MOST_DIMENSIONS} dimensions, each once")
    if asked.only and Dimension.IDENTIFICATION in asked.by:
        raise Refused("publication.only_one_group", "of one group only there is nothing to tell by identification")
    if asked.since and asked.since > asked.as_of:
        raise Refused("publication.period", "the period ends before it begins")


def _same(command: PublishTable, there: Published) -> bool:
    said = there.said
    return there.withdrawn is None and (said.audience, said.asked) == (command.audience, command.asked)


PUBLICATIONS: Decider[Register, Command, Event] = Decider(
    "reporting.publication", "publication", Register(), evolve, decide, get_args(Event)
)
