"""The lead's register against double benefits: one reservation for a person, a benefit and a period; linked cases are one
person. It is asked by every agency before it pays, and answers the first who asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never, get_args
from uuid import UUID, uuid5

from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.kernel.words import Code, Source

REGISTER = uuid5(UUID("7e0c9c58-3c0b-4a55-9b8e-6b1d5f4a2c10"), "reservations")
"""The subject of the register: there is one for the town, so that whoever asks first is first."""


@dataclass(frozen=True)
class BenefitReserved:
    case: UUID
    application: UUID
    benefit: Code
    period: Code
    asker: Source


@dataclass(frozen=True)
class ReservationDenied:
    """`held_by` is the application that has it."""

    case: UUID
    application: UUID
    benefit: Code
    period: Code
    asker: Source
    held_by: UUID


@dataclass(frozen=True)
class PersonsJoined:
    """Both cases are one person's."""

    case: UUID
    other: UUID


@dataclass(frozen=True)
class PersonsParted:
    case: UUID
    other: UUID


@dataclass(frozen=True)
class DoubleFound:
    """Cases were linked after both had reserved the same: a person looks at both applications. Said of each of the two;
    `case` is that of `application`."""

    application: UUID
    other: UUID
    case: UUID | None = None


@dataclass(frozen=True)
class DoubleSettled:
    """One of the two gave its place back, or they are two persons' after all; said of each of them."""

    application: UUID
    other: UUID
    case: UUID


@dataclass(frozen=True)
class ReservationGivenBack:
    """Its payment was stopped before anything was paid: whoever was denied first has the place now."""

    application: UUID


Event = (
    BenefitReserved | ReservationDenied | ReservationGivenBack | PersonsJoined | PersonsParted | DoubleFound | DoubleSettled
)  # fmt: skip


@dataclass(frozen=True)
class Reserve:
    case: UUID
    application: UUID
    benefit: Code
    period: Code
    asker: Source


@dataclass(frozen=True)
class JoinPersons:
    case: UUID
    other: UUID


@dataclass(frozen=True)
class PartPersons:
    case: UUID
    other: UUID


@dataclass(frozen=True)
class GiveBack:
    application: UUID


Command = Reserve | GiveBack | JoinPersons | PartPersons


@dataclass(frozen=True)
class Register:
    """`held` by application; `links` are pairs of cases of one person."""

    held: Mapping[UUID, BenefitReserved] = field(default_factory=dict)
    denied: Mapping[UUID, ReservationDenied] = field(default_factory=dict)
    links: frozenset[frozenset[UUID]] = frozenset()
    doubles: frozenset[frozenset[UUID]] = frozenset()

    def cases_of_person(self, case: UUID) -> frozenset[UUID]:
        """This case and all that are linked with it, directly or through others."""
        found, fresh = {case}, {case}
        while fresh:
            fresh = {each for link in self.links if link & fresh for each in link} - found
            found |= fresh
        return frozenset(found)

    def holder(self, case: UUID, benefit: Code, period: Code) -> BenefitReserved | None:
        """Who has reserved this for her, under any of her cases."""
        hers = self.cases_of_person(case)
        return next(
            (
                each
                for each in self.held.values()
                if each.case in hers and (each.benefit, each.period) == (benefit, period)
            ),
            None,
        )


def evolve(known: Register, event: Event) -> Register:
    match event:
        case BenefitReserved():
            denied = {each: asked for each, asked in known.denied.items() if each != event.application}
            return replace(known, held={**known.held, event.application: event}, denied=denied)
        case ReservationGivenBack(application):
            held, denied = dict(known.held), dict(known.denied)
            held.pop(application, None)
            denied.pop(application, None)
            return replace(known, held=held, denied=denied)
        case ReservationDenied():
            return replace(known, denied={**known.denied, event.application: event})
        case PersonsJoined():
            return replace(known, links=known.links | {frozenset({event.case, event.other})})
        case PersonsParted():
            return replace(known, links=known.links - {frozenset({event.case, event.other})})
        case DoubleFound():
            return replace(known, doubles=known.doubles | {frozenset({event.application, event.other})})
        case DoubleSettled():
            return replace(known, doubles=known.doubles - {frozenset({event.application, event.other})})
        case _:
            assert_never(event)


def decide(command: Command, known: Register, law: Law) -> Sequence[Event]:  # noqa: ARG001 - no rule of law here
    match command:
        case Reserve():
            return _reserve(command, known)
        case JoinPersons(case, other):
            pair = frozenset({case, other})
            if pair in known.links:
                return []
            joined = PersonsJoined(**vars(command))
            return [joined, *_doubles(evolve(known, joined), known)]
        case PartPersons(case, other):
            if frozenset({case, other}) not in known.links:
                return []
            parted = PersonsParted(case, other)
            return [parted, *_freed(evolve(known, parted), known)]
        case GiveBack(application):
            if application not in known.held and application not in known.denied:
                return []
            back = ReservationGivenBack(application)
            return [back, *_freed(evolve(known, back), known)]
        case _:
            assert_never(command)


def _reserve(command: Reserve, known: Register) -> list[Event]:
    if command.application in known.held or command.application in known.denied:
        return []
    holder = known.holder(command.case, command.benefit, command.period)
    if holder:
        return [ReservationDenied(held_by=holder.application, **vars(command))]
    return [BenefitReserved(**vars(command))]


def _freed(now: Register, before: Register) -> Iterator[Event]:
    """What follows when a place is given back, or cases are parted: doubles that are none any more, and those who were denied
    and are first now, in the order in which they asked."""
    for pair in sorted(now.doubles, key=sorted):
        one, other = (before.held[each] for each in sorted(pair))
        if not pair <= now.held.keys() or other.case not in now.cases_of_person(one.case):
            yield DoubleSettled(one.application, other.application, one.case)
            yield DoubleSettled(other.application, one.application, other.case)
    for asked in now.denied.values():
        if now.holder(asked.case, asked.benefit, asked.period) is None:
            first = BenefitReserved(asked.case, asked.application, asked.benefit, asked.period, asked.asker)
            now = evolve(now, first)
            yield first


def _doubles(now: Register, before: Register) -> Iterator[DoubleFound]:
    """Pairs that became one person's with the last link."""
    held = sorted(now.held.values(), key=lambda each: str(each.application))
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            same = (one.benefit, one.period) == (other.benefit, other.period)
            if same and other.case in now.cases_of_person(one.case) - before.cases_of_person(one.case):
                yield DoubleFound(one.application, other.application, one.case)
                yield DoubleFound(other.application, one.application, other.case)


RESERVATIONS = Decider("support.reservations", "register", Register(), evolve, decide, get_args(Event))
