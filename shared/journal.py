"""An entry of another agency's journal as a reader holds it: who did what, when, why, and whom it was told to.

The value of a record is the stored body, byte for byte; its place in the ledger stands in the headers. A reader keeps
the fact raw and declares only the fields it needs, so tellers may add fields without asking anybody.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from itertools import accumulate
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.people import By
from shared.kernel.when import When
from shared.kernel.words import Code, Source
from shared.proof.leaf import bytes_of, entry_hash
from shared.proof.merkle import Hash


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


DEEPEST = 100
"""Nobody writes what is nested deeper; whoever reads it would, some calls below, find no room for it (`RecursionError`)."""
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NOTHING = msgspec.Raw(b"null")
_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch


class _Body(msgspec.Struct, frozen=True, gc=False):
    """What a reader needs of the stored body; whatever else stands there is left alone."""

    v: int
    at: datetime
    to: msgspec.Raw
    subject: str
    when: msgspec.Raw
    by: msgspec.Raw
    because: str
    fact: msgspec.Raw
    law: msgspec.Raw = _NOTHING
    saw: msgspec.Raw = _NOTHING


class _Looked(_Body, frozen=True, gc=False):
    """Looked through: what few ask for is read too, but what is the same in thousands of entries (see `_by`)."""

    to: tuple[ToldTo, ...]  # type: ignore[assignment]
    when: When  # type: ignore[assignment]
    saw: SawThen | None = None  # type: ignore[assignment]


class JournalEntry(msgspec.Struct, frozen=True, gc=False, eq=False):
    """One entry of one journal; `body` are the exact bytes.

    Entries are read by the million, and most who read them ask for little: ids stay as they are written, and parts of the body
    are read when they are asked for. `check` reads them all."""

    source: Source
    position: int
    in_stream: str
    version: int
    name: str
    body: bytes
    read: _Body

    def __eq__(self, other: object) -> bool:
        """The same bytes at the same place, however much of them was read."""
        return isinstance(other, JournalEntry) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)

    @property
    def _told(self) -> tuple[Source, int, str, int, str, bytes]:
        return self.source, self.position, self.in_stream, self.version, self.name, self.body

    @property
    def id(self) -> str:
        """How other entries name it as their cause."""
        return f"{self.source}/{self.position}"

    @property
    def stream(self) -> UUID:
        return msgspec.convert(self.in_stream, UUID)

    @property
    def subject(self) -> UUID:
        return msgspec.convert(self.about, UUID)

    @property
    def about(self) -> str:
        """The subject as it is written."""
        return self.read.subject

    @property
    def at(self) -> datetime:
        return self.read.at

    @property
    def when(self) -> When:
        when = self.read.when
        return _when(when) if isinstance(when, msgspec.Raw) else when

    @property
    def by(self) -> By:
        return _by(bytes(self.read.by))

    @property
    def because(self) -> str:
        """A command id, or the `<source>/<position>` it answers."""
        return self.read.because

    @property
    def law(self) -> LawNamed | None:
        law: LawNamed | None = _law(bytes(self.read.law))
        return law

    @property
    def to(self) -> tuple[ToldTo, ...]:
        to = self.read.to
        return _to(to) if isinstance(to, msgspec.Raw) else to

    @property
    def saw(self) -> SawThen | None:
        saw = self.read.saw
        found: SawThen | None = _saw(saw) if isinstance(saw, msgspec.Raw) else saw
        return found

    @property
    def fact(self) -> msgspec.Raw:
        return self.read.fact

    @property
    def body_hash(self) -> str:
        """SHA-256 (hex) of the exact bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def leaf(self) -> Hash:
        """Its leaf in the log of its ledger."""
        return self.leaf_in(bytes_of(self.in_stream))

    def leaf_in(self, stream: bytes) -> Hash:
        """The same, for whoever has the 16 bytes of its stream at hand."""
        return entry_hash(self.position, self.version, stream, self.body, self.name)

    @classmethod
    def from_record(cls, headers: Mapping[str, bytes], value: bytes) -> "JournalEntry":
        """Read a record of a journal; `NotAnEntry` when it is none, or headers and body name different things."""
        try:
            entry = entry_of(
                _source(headers["ce_source"]), _number(headers["position"]), _id(headers["stream"]), _number(headers["version"]),
                _name(headers["ce_type"]), value,
            )  # fmt: skip
            named = headers["ce_id"], _id(headers["ce_subject"])
            meant = b"%b/%b" % (headers["ce_source"], headers["position"]), entry.about
        except (KeyError, ValueError, AttributeError) as wrong:  # the last: of a header without a value
            raise NotAnEntry(f"{type(wrong).__name__} while reading a journal") from None  # its text may repeat a value
        if named != meant:
            raise NotAnEntry(f"the headers of {entry.id} name another entry")
        return entry


def entry_of(source: Source, position: int, stream: str, version: int, name: str, body: bytes) -> JournalEntry:
    """An entry from its place and its stored bytes. Raises msgspec's errors, or `NotAnEntry`, where these are no stored body."""
    if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(body) > DEEPEST:
        raise NotAnEntry("nested too deep")
    read = _looked_through(body)
    if read.v != 1:
        raise NotAnEntry(f"stored form {read.v} is not known here")
    _ = _by(bytes(read.by)), _law(bytes(read.law))
    return JournalEntry(source, position, stream, version, name, body, read)


def kept_entry(source: Source, position: int, stream: str, version: int, name: str, body: bytes) -> JournalEntry:
    """One that was looked through already, before it was kept."""
    return JournalEntry(source, position, stream, version, name, body, decode(body))


def _depth(body: bytes) -> int:
    """How deep JSON is nested."""
    structure = _TEXT.sub(b"", body)
    return max(accumulate((byte in b"[{") - (byte in b"]}") for byte in structure), default=0)


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
_looked_through = msgspec.json.Decoder(_Looked).decode
_when = msgspec.json.Decoder(When).decode
_to = msgspec.json.Decoder(tuple[ToldTo, ...]).decode
_saw = msgspec.json.Decoder(SawThen | None).decode
# Who did it and the law are the same for thousands of entries: each is read once, and the entries share it.
_by = lru_cache(4096)(msgspec.json.Decoder(By).decode)
_law = lru_cache(64)(msgspec.json.Decoder(LawNamed | None).decode)


@lru_cache(256)
def _source(header: bytes) -> Source:
    return msgspec.convert(header.decode(), Source)


@lru_cache(1024)
def _name(header: bytes) -> str:
    if not (text := header.decode()).isprintable():
        raise ValueError("no name")
    return text


def _number(header: bytes) -> int:
    """Positions and versions count from 1; a longer number would fit into no ledger."""
    if not header.isdigit() or len(header) > 18 or not (number := int(header)):
        raise ValueError("no place in a ledger")
    return number


def _id(header: bytes) -> str:
    """An id in the one form in which all write it: ids are compared as text."""
    if not _ID(text := header.decode()):
        raise ValueError("no id")
    return text
