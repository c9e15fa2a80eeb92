"""A made-up aggregate that tells whatever it is asked to: so every message goes the real way to its record."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import cycle
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from shared.files.parcel import Posting
from shared.kafka.wire import FILE_ASKED, PublicKeys, Record, Teller, journal_record
from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.kernel.sealed import (
    Contact,
    Health,
    Identity,
    Informant,
    Money,
    Note,
    Place,
    Police,
    Psychology,
    Relatives,
    Sealed,
    Story,
    Suspect,
)
from shared.kernel.tell import Grant, Happened, Tell
from shared.ledger import Ledger, TellRule
from shared.ledger.stored import decode_body, sections
from shared.testing import entries, memory_ledger, record

CASE = UUID("00000000-0000-4000-8000-0000000000ca")
TELLER, LISTENER = "house.teller", "house.listener"
SAMPLES = ("labour", "intake.police", "19996", "VN", "0" * 64)
"""One of them has the shape of any of our codes."""


@dataclass(frozen=True)
class Say:
    """One sealed value of each section, to be told along where a message has a place for it."""

    identity: Identity
    contact: Contact
    relatives: Relatives
    story: Story
    police: Police
    health: Health
    psychology: Psychology
    money: Money
    informant: Informant
    suspect: Suspect
    note: Note


@dataclass(frozen=True)
class Said(Say):
    pass


def samples(cls: type[Any]) -> list[Any]:
    """Messages of this class that together use every choice of every open field; sealed fields are empty."""
    hints = get_type_hints(cls, include_extras=True)
    sealed = sections(cls)
    choices = {f.name: [None] if f.name in sealed else _values(hints[f.name]) for f in fields(cls)}
    most = max((len(values) for values in choices.values()), default=1)
    turns = {name: cycle(values) for name, values in choices.items()}
    return [cls(**{name: next(turn) for name, turn in turns.items()}) for _ in range(most)]


def _values(hint: Any) -> list[Any]:
    plain = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    if get_origin(plain) in (Union, UnionType):
        return [value for part in get_args(plain) for value in _values(part)]
    if get_origin(plain) is tuple:
        return [(), tuple(_values(get_args(plain)[0]))]
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return list(plain)
    if is_dataclass(plain) and isinstance(plain, type):
        return samples(plain)
    if plain is str:
        return [next(text for text in SAMPLES if _fits(text, hint))]
    known: dict[Any, list[Any]] = {
        NoneType: [None], bool: [True, False], int: [1], date: [date(2023, 5, 5)], UUID: [CASE],
    }  # fmt: skip
    return known[getattr(plain, "__supertype__", plain)]


def _fits(text: str, hint: Any) -> bool:
    try:
        msgspec.convert(text, hint)
    except msgspec.ValidationError:
        return False
    return True


def _decide(command: Say, _: None, __: Law) -> list[Said]:
    return [Said(**vars(command))]


SAYING: Decider[None, Say, Said] = Decider("house.saying", "case", None, lambda _, __: None, _decide, (Said,))


def told(message: Any) -> tuple[Record, Record]:
    """The record of this message, carrying all it can carry, and the record of the entry that causes it: made by a real
    ledger and a real teller."""
    ledger = memory_ledger(TELLER, tells=[(SAYING, _telling(message))])
    record(ledger, SAYING, CASE, Say(**{f.name: Sealed("bí mật") for f in fields(Say)}))
    row = next(iter(ledger.store.since(0, 1)))
    opening = X25519PrivateKey.generate().public_key().public_bytes_raw()
    directory = {LISTENER: PublicKeys(verify=b"", seal_to=opening)}
    teller = Teller(TELLER, ledger.vault, directory, lambda place: _clear(ledger, place))
    return teller.message(row, decode_body(row.body).to[0]), journal_record(TELLER, row)


def said_back(what: str) -> Record:
    """A receipt or a request to send again."""
    teller = Teller(LISTENER, memory_ledger(LISTENER, tells=[]).vault, {}, lambda _: b"")
    if what == FILE_ASKED:
        return teller.ask_file(TELLER, str(CASE), "0" * 64)
    return teller.control(TELLER, str(CASE), what, 3)


def chunk() -> Record:
    """A piece of a file."""
    opening = X25519PrivateKey.generate().public_key().public_bytes_raw()
    vault = memory_ledger(TELLER, tells=[]).vault
    posting = Posting(TELLER, vault, {LISTENER: PublicKeys(verify=b"", seal_to=opening)}, most=24)
    return posting.record(LISTENER, CASE, "0" * 64, 2, 3, b"some of it")


def _telling(message: Any) -> TellRule:
    sealed = sections(type(message))
    grant = Grant(tuple(sorted(set(sealed.values()))), "test", "consent", date(2024, 1, 1)) if sealed else None

    def tell(happened: Happened, _: None) -> Iterable[Tell]:
        values = {field: getattr(happened.fact, section) for field, section in sealed.items()}
        yield Tell(LISTENER, replace(message, **values), grant)

    return tell


def _clear(ledger: Ledger, place: Place) -> bytes:
    return msgspec.json.encode(ledger.open(getattr(entries(ledger)[0].fact, place.field)))
