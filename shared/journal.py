"""An entry of another agency's journal as a reader holds it: who did what, when, why, and whom it was told to.

The value of a record is the stored body, byte for byte; its place in the ledger stands in the headers. A reader keeps
the fact raw and declares only the fields it needs, so tellers may add fields without asking anybody.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.people import By
from shared.kernel.when import When
from shared.kernel.words import Code, Source


class NotAnEntry(ValueError):
    """A record that is no entry, or not the one its headers name."""


class LawNamed(msgspec.Struct, frozen=True, gc=False):
    """The version of the policy the step rested on."""

    id: Code
    hash: str


class ToldTo(msgspec.Struct, frozen=True, gc=False):
    """One line of `to`: the `seq`-th message for this inbox about this subject, of this type."""

    inbox: Source
    seq: int
    type: str


class SawThen(msgspec.Struct, frozen=True, gc=False):
    """What lay before whoever decided: positions of the ledgers shown, and SHA-256 (hex) of what was shown and of each paper."""

    positions: dict[Source, int]
    hash: str
    papers: tuple[str, ...] = ()


_NO_LAW = msgspec.Raw(b"null")


class _Body(msgspec.Struct, frozen=True, gc=False):
    """What a reader needs of the stored body; whatever else stands there is left alone. Who did it and the law are the same for
    thousands of entries: each is read once, and the entries share it."""

    v: int
    at: datetime
    to: tuple[ToldTo, ...]
    subject: UUID
    when: When
    by: msgspec.Raw
    because: str
    fact: msgspec.Raw
    law: msgspec.Raw = _NO_LAW
    saw: SawThen | None = None


class _Place(msgspec.Struct, frozen=True, gc=False):
    """Where an entry stands and what it is, as the headers of its record say."""

    ce_id: str
    ce_source: str
    ce_type: str
    ce_subject: UUID
    position: int
    stream: UUID
    version: int


class JournalEntry(msgspec.Struct, frozen=True, gc=False):
    """One entry of one journal. `because` is a command id or the `<source>/<position>` it answers; `body` are the exact bytes."""

    source: Source
    position: int
    stream: UUID
    version: int
    name: str
    subject: UUID
    at: datetime
    when: When
    by: By
    because: str
    law: LawNamed | None
    to: tuple[ToldTo, ...]
    fact: msgspec.Raw
    body: bytes
    saw: SawThen | None = None

    @property
    def id(self) -> str:
        """How other entries name it as their cause."""
        return f"{self.source}/{self.position}"

    @property
    def body_hash(self) -> str:
        """SHA-256 (hex) of the exact bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @classmethod
    def from_record(cls, headers: Mapping[str, bytes], value: bytes) -> "JournalEntry":
        """Read a record of a journal; `NotAnEntry` when it is none, or headers and body name different things."""
        try:
            at = msgspec.convert(
                {name: headers[name].decode() for name in _Place.__struct_fields__}, _Place, strict=False
            )
            entry = entry_of(at.ce_source, at.position, at.stream, at.version, at.ce_type, value)
        except (KeyError, ValueError) as wrong:  # its text may repeat a value: only its kind is told
            raise NotAnEntry(f"{type(wrong).__name__} while reading a journal") from None
        if at.ce_id != entry.id or at.ce_subject.int != entry.subject.int:
            raise NotAnEntry(f"the headers of {entry.id} name another entry")
        return entry


def entry_of(source: Source, position: int, stream: UUID, version: int, name: str, body: bytes) -> JournalEntry:
    """An entry from its place and its stored bytes. Raises msgspec's errors for bytes that are no stored body."""
    read = decode(body)
    if read.v != 1:
        raise NotAnEntry(f"stored form {read.v} is not known here")
    return JournalEntry(
        source, position, stream, version, name, read.subject, read.at, read.when, _by(bytes(read.by)), read.because,
        _law(bytes(read.law)), read.to, read.fact, body, read.saw,
    )  # fmt: skip


SEALED = "đã niêm phong"
_BOX = frozenset({"k", "n", "c"})


def covered(body: bytes) -> str:
    """JSON of a ledger, laid out to be read, with every sealed value said to be sealed."""
    return msgspec.json.format(msgspec.json.encode(_covered(msgspec.json.decode(body))), indent=2).decode()


def _covered(value: Any) -> Any:
    match value:
        case dict() if value.keys() == _BOX:
            return SEALED
        case dict():
            return {name: _covered(each) for name, each in value.items()}
        case list():
            return [_covered(each) for each in value]
        case _:
            return value


decode = msgspec.json.Decoder(_Body).decode
_by = lru_cache(4096)(msgspec.json.Decoder(By).decode)
_law = lru_cache(64)(msgspec.json.Decoder(LawNamed | None).decode)
