"""One person may have several cases: that two of them are hers is said by an officer of the agency that leads, after looking at
both, and can be taken back. Figures count her once."""

from dataclasses import dataclass, field, replace
from typing import Annotated, assert_never, get_args
from uuid import UUID, uuid5

from msgspec import Meta

from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

PERSONS = UUID("d7b1f0f2-1f0b-4a0e-8d3a-5f6f1b9d2c40")
LinkReason = Annotated[Code, Meta(extra={"list": "link_reasons"})]
UnlinkReason = Annotated[Code, Meta(extra={"list": "unlink_reasons"})]
Pair = tuple[UUID, UUID]


def person_of(case: UUID) -> UUID:
    """The person of a file, while nothing is linked: as random as the case's own id, and known to whoever knows that."""
    return uuid5(PERSONS, str(case))


def person_of_both(one: UUID, other: UUID) -> UUID:
    """Where it is written down that two cases are one person's: the same place whichever of them was looked at first."""
    return min(person_of(one), person_of(other))


@dataclass(frozen=True)
class LinkCases:
    """The desk adds `case`: the one whose page was open."""

    case: UUID
    other: UUID
    reason: LinkReason


@dataclass(frozen=True)
class UnlinkCases:
    case: UUID
    other: UUID
    reason: UnlinkReason


@dataclass(frozen=True)
class CasesLinked:
    """Both cases are about one person."""

    case: UUID
    other: UUID
    reason: Code


@dataclass(frozen=True)
class CasesUnlinked:
    """They are not, or nobody knows any more. That they were held to be stays written."""

    case: UUID
    other: UUID
    reason: Code


Command = LinkCases | UnlinkCases
Event = CasesLinked | CasesUnlinked


@dataclass(frozen=True)
class Links:
    """The pairs of cases that are this person's now."""

    pairs: frozenset[Pair] = field(default_factory=frozenset)


def pair(case: UUID, other: UUID) -> Pair:
    """Two cases, whichever was named first."""
    return (case, other) if case < other else (other, case)


def evolve(links: Links, event: Event) -> Links:
    match event:
        case CasesLinked():
            return replace(links, pairs=links.pairs | {pair(event.case, event.other)})
        case CasesUnlinked():
            return replace(links, pairs=links.pairs - {pair(event.case, event.other)})
        case _:
            assert_never(event)


def decide(command: Command, links: Links, law: Law) -> list[Event]:
    if command.case == command.other:
        raise Refused("person.one_case", "a case is not linked with itself")
    linked = pair(command.case, command.other) in links.pairs
    match command:
        case LinkCases():
            must_know(law, "link_reasons", command.reason)
            return [] if linked else [CasesLinked(**vars(command))]
        case UnlinkCases():
            must_know(law, "unlink_reasons", command.reason)
            return [CasesUnlinked(**vars(command))] if linked else []
        case _:
            assert_never(command)


PERSON = Decider("intake.person", "person", Links(), evolve, decide, get_args(Event))
