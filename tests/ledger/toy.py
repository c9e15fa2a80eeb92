"""A small made-up aggregate for the tests of the ledger itself: notes about a case, one of them sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import assert_never

from shared.kernel.decider import Act, AnyDecider, Decider, Refused
from shared.kernel.law import Law
from shared.kernel.people import By
from shared.kernel.sealed import Identity
from shared.kernel.tell import Grant, Happened, Heard, Tell
from shared.kernel.words import Code, Digest, Source
from shared.ledger import InMemory, Ledger, MayTell, Policy, Store, TellRule
from shared.sealing.keys import KeysInMemory, KeyStore
from shared.sealing.vault import Vault
from shared.skipping import skipping

LAW = Law("toy", "0" * 64, date(2023, 1, 1))
OFFICER = By("officer-7", "police", None, "police_officer")
MAY_5 = datetime(2023, 5, 5, 1, 0, tzinfo=UTC)


REFUSED_WHEN_HEARD: set[str] = set()
"""Needs the hearing toy refuses; a test of parking changes it as new code would."""


@dataclass(frozen=True)
class Note:
    need: Code
    tell: Source | None = None
    name: Identity | None = None


@dataclass(frozen=True)
class Noted:
    need: Code
    tell: Source | None = None
    name: Identity | None = None


@dataclass(frozen=True)
class NeedTold:
    need: Code
    name: Identity | None = None


@dataclass(frozen=True)
class Notes:
    needs: tuple[Code, ...] = ()


def evolve(notes: Notes, event: Noted) -> Notes:
    match event:
        case Noted(need):
            return Notes((*notes.needs, need))
        case _:
            assert_never(event)


def decide(command: Note, notes: Notes, _: Law) -> list[Noted]:
    if command.need == "forbidden" or (command.tell is None and command.need in REFUSED_WHEN_HEARD):
        raise Refused("toy.forbidden", "not this one")
    if command.need in notes.needs:
        return []
    return [Noted(command.need, command.tell, command.name)]


def tell(happened: Happened, _: Notes) -> Iterable[Tell]:
    fact: Noted = happened.fact
    if fact.tell:
        yield Tell(fact.tell, NeedTold(fact.need, fact.name), Grant(("identity",), "test", "consent"))


def note_whenever_told(heard: Heard) -> list[Act]:
    told: NeedTold = heard.message
    return [Act(TOY, heard.subject, Note(told.need, None, told.name))]


@dataclass(frozen=True)
class FilePaper:
    """A paper about a case, with its scan."""

    need: Code
    scan: Digest
    tell: Source | None = None


@dataclass(frozen=True)
class PaperFiled:
    need: Code
    scan: Digest
    tell: Source | None = None


@dataclass(frozen=True)
class PaperTold:
    need: Code
    scan: Digest


def _file(command: FilePaper, _: None, __: Law) -> list[PaperFiled]:
    return [PaperFiled(**vars(command))]


def tell_of_paper(happened: Happened, _: None) -> Iterable[Tell]:
    fact: PaperFiled = happened.fact
    if fact.tell:
        yield Tell(fact.tell, PaperTold(fact.need, fact.scan), Grant(("papers",), "test", "consent"))


def file_whenever_told(heard: Heard) -> list[Act]:
    told: PaperTold = heard.message
    return [Act(FILING, heard.subject, FilePaper(told.need, told.scan))]


FILING: Decider[None, FilePaper, PaperFiled] = Decider(
    "toy.papers", "case", None, lambda _, __: None, _file, (PaperFiled,)
)
SKIPPING = skipping("toy")
TOY: Decider[Notes, Note, Noted] = Decider("toy.notes", "case", Notes(), evolve, decide, (Noted,))


TELLS: list[tuple[AnyDecider, TellRule]] = [(TOY, tell), (FILING, tell_of_paper), (SKIPPING, lambda _, __: ())]
POLICIES: dict[type, Policy] = {NeedTold: note_whenever_told, PaperTold: file_whenever_told}


def vault(keys: KeyStore | None = None, seed: int = 1) -> Vault:
    """A vault with keys that are the same in every run of the tests."""
    return Vault(
        keys or KeysInMemory(), kek=bytes([seed] * 32), index=bytes([seed + 1] * 32),
        opening=bytes([seed + 2] * 32), signing=bytes([seed + 3] * 32),
    )  # fmt: skip


def ledger(
    store: Store | None = None,
    source: str = "toy.police",
    keys: KeyStore | None = None,
    seed: int = 1,
    may_tell: MayTell = lambda _: None,
) -> Ledger:
    return Ledger(
        source, store or InMemory(lambda: MAY_5), vault(keys, seed), tells=TELLS, policies=POLICIES,
        law_on=lambda _: LAW, today=lambda: date(2023, 5, 5), may_tell=may_tell,
    )  # fmt: skip
