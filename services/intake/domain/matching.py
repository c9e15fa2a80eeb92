"""What an agency's intake tells the matcher of a person, and hears from it: other cases that may be hers.

The matcher is the intake of the agency that leads. It knows tokens only: whoever holds a file may be told of another that
looks like it, and nothing else of that one. Nothing here is asked by a person: see `person.py` for what a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never, get_args
from uuid import UUID

from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.kernel.likeness import Likeness, Strength
from shared.kernel.sealed import Contact, Identity
from shared.kernel.words import AgeGroup, AgencyId, Code, PaperNumber, Sex, Source, UnitCode


@dataclass(frozen=True)
class DescribePerson:
    """Something a case is found by was told or forgotten: describe her anew. `teller` is our own agency."""

    teller: AgencyId
    code: Code
    unit: UnitCode | None
    sex: Sex
    age_group: AgeGroup
    papers: tuple[PaperNumber, ...] = ()
    name_tokens: Identity | None = None
    number_tokens: Contact | None = None


@dataclass(frozen=True)
class TakeDescription:
    """Another instance described its case."""

    source: Source
    code: Code
    unit: UnitCode | None
    sex: Sex
    age_group: AgeGroup
    papers: tuple[PaperNumber, ...] = ()
    name_tokens: Identity | None = None
    number_tokens: Contact | None = None


@dataclass(frozen=True)
class SuspectDuplicate:
    """The matcher found it, or told us: another case, held at `at`, may be about the same person."""

    other: UUID
    at: Source
    strength: Strength
    agrees: tuple[Likeness, ...]


@dataclass(frozen=True)
class LearnLink:
    """Somebody at the lead agency said that both cases are about this person."""

    other: UUID
    person: UUID


@dataclass(frozen=True)
class LearnUnlink:
    """That was taken back."""

    other: UUID
    person: UUID


@dataclass(frozen=True)
class PersonDescribed:
    """`matcher` is the agency this was told to; None when we are the matcher ourselves. The tokens are made under the
    town's key for matching, and sealed like what they are made from."""

    matcher: AgencyId | None
    code: Code
    unit: UnitCode | None
    sex: Sex
    age_group: AgeGroup
    papers: tuple[PaperNumber, ...] = ()
    name_tokens: Identity | None = None
    number_tokens: Contact | None = None


@dataclass(frozen=True)
class DescriptionTaken:
    source: Source
    code: Code
    unit: UnitCode | None
    sex: Sex
    age_group: AgeGroup
    papers: tuple[PaperNumber, ...] = ()
    name_tokens: Identity | None = None
    number_tokens: Contact | None = None


@dataclass(frozen=True)
class DuplicateSuspected:
    """`told` are the instances that hold this case too and hear of it now."""

    other: UUID
    at: Source
    strength: Strength
    agrees: tuple[Likeness, ...]
    told: tuple[Source, ...] = ()


@dataclass(frozen=True)
class SamePersonLearned:
    other: UUID
    person: UUID
    told: tuple[Source, ...] = ()


@dataclass(frozen=True)
class OtherPersonLearned:
    """It was taken back that both cases are about one person."""

    other: UUID
    person: UUID
    told: tuple[Source, ...] = ()


Command = DescribePerson | TakeDescription | SuspectDuplicate | LearnLink | LearnUnlink
Event = PersonDescribed | DescriptionTaken | DuplicateSuspected | SamePersonLearned | OtherPersonLearned


@dataclass(frozen=True)
class Matching:
    """`described` is what we told last; `known`, at the matcher, what each other instance told last, the first teller
    first; `suspected` are cases that may be hers, `linked` those that are, each with the person."""

    described: PersonDescribed | None = None
    known: Mapping[Source, DescriptionTaken] = field(default_factory=dict)
    suspected: Mapping[UUID, DuplicateSuspected] = field(default_factory=dict)
    linked: Mapping[UUID, UUID] = field(default_factory=dict)


def evolve(state: Matching, event: Event) -> Matching:
    match event:
        case PersonDescribed():
            return replace(state, described=event)
        case DescriptionTaken():
            return replace(state, known={**state.known, event.source: event})
        case DuplicateSuspected():
            before = state.suspected.get(event.other)
            told = (*(before.told if before else ()), *event.told)
            return replace(state, suspected={**state.suspected, event.other: replace(event, told=told)})
        case SamePersonLearned():
            return replace(state, linked={**state.linked, event.other: event.person})
        case OtherPersonLearned():
            return replace(state, linked={other: p for other, p in state.linked.items() if other != event.other})
        case _:
            assert_never(event)


def decide(command: Command, state: Matching, law: Law) -> list[Event]:
    match command:
        case DescribePerson():
            return _describe(command, law)
        case TakeDescription():
            return [DescriptionTaken(**vars(command))]
        case SuspectDuplicate():
            return _suspect(command, state)
        case LearnLink(other, person):
            return [] if other in state.linked else [SamePersonLearned(other, person, tuple(state.known))]
        case LearnUnlink(other, person):
            return [OtherPersonLearned(other, person, tuple(state.known))] if other in state.linked else []
        case _:
            assert_never(command)


def matcher(law: Law) -> AgencyId | None:
    """The agency whose intake compares: the one that leads, where it has an instance."""
    lead = law.holder("lead")
    return lead.id if lead and law.inbox("intake", lead.id) else None


def _describe(command: DescribePerson, law: Law) -> list[Event]:
    to = matcher(law)
    said = {name: value for name, value in vars(command).items() if name != "teller"}
    return [PersonDescribed(matcher=None if to == command.teller else to, **said)] if to else []


def _suspect(command: SuspectDuplicate, state: Matching) -> list[Event]:
    """Said again only where it became stronger or weaker, or where another instance holds the case meanwhile."""
    before = state.suspected.get(command.other)
    same = before is not None and before.strength is command.strength
    told = tuple(source for source in state.known if not (before and same and source in before.told))
    if same and not told:
        return []
    return [DuplicateSuspected(command.other, command.at, command.strength, command.agrees, told)]


MATCHING = Decider("intake.matching", "case", Matching(), evolve, decide, get_args(Event))
