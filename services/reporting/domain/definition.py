"""Which definitions are kept, so that what was asked once can be asked again word for word. A definition has no name that
somebody typed: it is called by what it says, so that nothing personal can stand there. All stand in one file of an instance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias, assert_never, get_args

from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import Code, Digest


@dataclass(frozen=True)
class Among:
    """Only what stands on one of these values of a dimension; `unsaid`: or where nobody said it."""

    dimension: Code
    values: tuple[Code, ...]
    unsaid: bool = False


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """A definition in its one form (decision 49)."""

    what: Code
    by: tuple[Code, ...] = ()
    only: tuple[Among, ...] = ()
    since: date | None = None
    until: date | None = None
    known: date | None = None


@dataclass(frozen=True, kw_only=True)
class KeepDefinition:
    """The desk reads it and adds its hash: what cannot be answered never comes here."""

    digest: Digest
    asked: AskedFor


@dataclass(frozen=True, kw_only=True)
class DropDefinition:
    digest: Digest


@dataclass(frozen=True, kw_only=True)
class DefinitionKept:
    """Somebody wants to ask this again."""

    digest: Digest
    asked: AskedFor


@dataclass(frozen=True, kw_only=True)
class DefinitionDropped:
    """Nobody needs it in the list any more. What was answered stands in no ledger, and nothing of it is lost."""

    digest: Digest


Command: TypeAlias = KeepDefinition | DropDefinition
Event: TypeAlias = DefinitionKept | DefinitionDropped


@dataclass(frozen=True)
class Kept:
    """By hash, in the order in which they were kept."""

    all: Mapping[Digest, AskedFor] = field(default_factory=dict)


def evolve(kept: Kept, event: Event) -> Kept:
    match event:
        case DefinitionKept(digest=digest, asked=asked):
            return replace(kept, all={**kept.all, digest: asked})
        case DefinitionDropped(digest=digest):
            return replace(kept, all={each: asked for each, asked in kept.all.items() if each != digest})
        case _:
            assert_never(event)


def decide(command: Command, kept: Kept, _: Law) -> Sequence[Event]:
    match command:
        case KeepDefinition(digest=digest, asked=asked):
            return [] if digest in kept.all else [DefinitionKept(digest=digest, asked=asked)]
        case DropDefinition(digest=digest):
            if digest not in kept.all:
                raise Refused("definition.unknown", "it is not kept here")
            return [DefinitionDropped(digest=digest)]
        case _:
            assert_never(command)


DEFINITIONS: Decider[Kept, Command, Event] = Decider(
    "reporting.definition", "definition", Kept(), evolve, decide, get_args(Event)
)
