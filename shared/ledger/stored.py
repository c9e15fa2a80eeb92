"""Stored form v1: how an entry stands in the ledger for good. Frozen; golden files under tests hold it to that.

A body is JSON an inspector can read with plain SQL:
`{"v":1,"at":…,"to":[…],"subject":…,"when":…,"by":…,"because":…,"law":…,"fact":{…}}` and, where there is reason for
them, `corrects` and `saw`. Sealed fields of the fact are `{"k":key id,"n":nonce,"c":ciphertext}`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, get_args, get_type_hints
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from shared.kernel.decider import AnyDecider
from shared.kernel.people import By
from shared.kernel.sealed import Box, Place, Sealed, Section
from shared.kernel.tell import Grant
from shared.kernel.when import When


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of `to`: the message this entry causes, in full, so that it can be sent again word for word.

    `data` are its open fields; `sealed` says where its sealed values stand: field → [stream, version, field there];
    `files` are those that travel with it, by their digests.
    """

    inbox: str
    seq: int
    type: str
    data: msgspec.Raw
    sealed: dict[str, Place] = {}
    grant: Grant | None = None
    files: tuple[str, ...] = ()


class LawRef(msgspec.Struct, frozen=True):
    """Which version of the policy a decision rested on."""

    id: str
    hash: str


class Saw(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the decision-maker had before them: positions of the ledgers shown, SHA-256 of the shown data (hex), those of the
    papers that lay with it, and one over the entries from which it was put together (`shared.seeing`)."""

    positions: dict[str, int]
    hash: str
    papers: tuple[str, ...] = ()
    entries: str = ""


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """The stored body. New fields may be added with defaults; none is ever renamed or removed."""

    v: int
    at: str
    to: list[Line]
    subject: UUID
    when: When
    by: By
    because: str
    law: LawRef | None
    fact: msgspec.Raw
    corrects: int | None = None
    saw: Saw | None = None


class Rest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a caller can write of a body: the writer adds version, stamp and numbers in front."""

    subject: UUID
    when: When
    by: By
    because: str
    law: LawRef | None
    fact: msgspec.Raw
    corrects: int | None = None
    saw: Saw | None = None


class ToldRest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a caller can write of a `to` line: the writer adds inbox and number in front."""

    type: str
    data: msgspec.Raw
    sealed: dict[str, Place] = {}
    grant: Grant | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line of a ledger, read back."""

    position: int
    stream: UUID
    version: int
    name: str
    body: Body
    fact: Any

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.body.at)


@dataclass(frozen=True)
class Kind:
    """An event or message class, its stored name, which of its fields are sealed under which section, and what reads
    its JSON (made once: finding out each time what the class looks like took a fifth of the reading)."""

    name: str
    cls: type[Any]
    sealed: Mapping[str, str]
    read: Callable[[bytes | msgspec.Raw], Any]

    @classmethod
    def of(cls, name: str, what: type[Any]) -> "Kind":
        return cls(name, what, sections(what), msgspec.json.Decoder(what, dec_hook=decode_sealed).decode)


def name_of(message: type[Any]) -> str:
    """A message as it is called on the wire: `<teller>.<Message>`, after the file of the contracts it stands in:
    `support_training.OfficerListed` is told by support."""
    return f"{message.__module__.rpartition('.')[2].partition('_')[0]}.{message.__name__}"


def sections(cls: type[Any]) -> dict[str, str]:
    """Field → section, for every sealed field of a dataclass. A sealed field without a section is a mistake."""
    found: dict[str, str] = {}
    hints = get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        if name := _section(hints[field.name]):
            found[field.name] = name
        elif Sealed in _parts(hints[field.name]):
            raise TypeError(f"{cls.__name__}.{field.name} is sealed but names no section")
    return found


def _section(hint: Any) -> str | None:
    for part in get_args(hint):
        if isinstance(part, Section):
            return part.name
        if name := _section(part):
            return name
    return None


def _parts(hint: Any) -> set[Any]:
    return {hint} | {part for arg in get_args(hint) for part in _parts(arg)}


class Names:
    """Every event of a ledger under its stored name, `<service>.<aggregate>.<Event>`: never the Python path."""

    def __init__(self, deciders: Sequence[AnyDecider]) -> None:
        kinds = [Kind.of(f"{d.name}.{cls.__name__}", cls) for d in deciders for cls in d.events]
        self.by_name = {kind.name: kind for kind in kinds}
        self.by_class = {kind.cls: kind for kind in kinds}
        if len(self.by_class) != len(kinds) or len(self.by_name) != len(kinds):
            raise ValueError("two events share a stored name, or one event belongs to two aggregates")


ENCODE = msgspec.json.Encoder(enc_hook=lambda value: _encode(value)).encode
_BODY = msgspec.json.Decoder(Body).decode


def stream_of(decider: AnyDecider, subject: UUID) -> UUID:
    """The stream of an aggregate about a subject: two aggregates about the same subject never share one."""
    return uuid5(NAMESPACE_URL, f"trove:{decider.name}/{subject}")


def decode(names: Names, position: int, stream: UUID, version: int, name: str, state: bytes) -> Entry:
    """Read a stored entry. Raises KeyError for a name this code does not know, msgspec errors for a broken body."""
    kind, body = names.by_name[name], _BODY(state)
    return Entry(position, stream, version, name, body, decode_fact(kind, body.fact, stream, version))


def decode_body(state: bytes) -> Body:
    """Only the envelope; the fact stays raw."""
    return _BODY(state)


def decode_fact(kind: Kind, fact: bytes | msgspec.Raw, stream: UUID, version: int) -> Any:
    """A fact with its sealed values still in their boxes, each knowing its place."""
    value = kind.read(fact)
    for field in kind.sealed:
        if (sealed := getattr(value, field)) is not None:
            sealed.place = Place(stream, version, field)
    return value


def decode_sealed(expected: type[Any], value: Any) -> Any:
    """msgspec's hook: boxes of stored facts, plain values of everything else."""
    if expected is not Sealed:
        raise NotImplementedError(expected)
    if isinstance(value, dict) and value.keys() == {"k", "n", "c"}:
        return Sealed(box=msgspec.convert(value, _Box, strict=False).box())
    return Sealed(value)


class _Box(msgspec.Struct, frozen=True):
    k: UUID
    n: bytes
    c: bytes

    def box(self) -> Box:
        return Box(self.k, self.n, self.c)


def _encode(value: Any) -> Any:
    if isinstance(value, Sealed):
        if value.box is None:
            raise TypeError("a sealed value in clear was about to be written")
        return _Box(*value.box)
    raise NotImplementedError(type(value))
