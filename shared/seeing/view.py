"""The view of a file as plain data, in one canonical form, so that its hash is the same wherever and whenever it is made.

Sealed values stand there as their boxes and are never opened. Fields at their defaults are left out: a field that is added
later with a default changes no hash of before. An event bears its stored name, which stays for good; what a file is folded
into bears none, so that a class can be called otherwise.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger import Loaded
from shared.ledger.stored import LawRef

FORM: Code = "file/1"
"""The name of this form, with its version: another form of the same data would have another hash."""
Named = Callable[[type[Any]], str | None]
"""The stored name of an event's class; None of anything else."""


def view(
    subject: UUID,
    parts: Mapping[Code, Loaded],
    law: LawRef | None,
    day: date | None,
    papers: Sequence[str],
    named: Named,
) -> dict[str, Any]:
    """What the page of a file rests on. `parts` are its aggregates by name, as they were folded; a part that is empty is left
    out. `day` and `law` are those under which it was looked at, `papers` the digests of the files that lie with it."""
    shown = {
        name: {"stage": plain(getattr(part.state, "stage", None), named), "version": part.version,
               "file": plain(part.state, named)}
        for name, part in parts.items()
        if part.version
    }  # fmt: skip
    whole = {"form": FORM, "subject": str(subject), "parts": shown, "papers": list(papers)}
    return whole | {"law": msgspec.to_builtins(law) if law else None, "day": day.isoformat() if day else None}


def canonical(value: Any) -> bytes:
    """JSON with its keys in order and nothing between: the bytes that are hashed."""
    return msgspec.json.encode(value, order="deterministic")


def hash_of(view: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a view."""
    return hashlib.sha256(canonical(view)).hexdigest()


def plain(value: Any, named: Named = lambda _: None) -> Any:
    """A value of a file as JSON has it. Raises TypeError for a kind of value that has no form yet."""
    match value:
        case Enum():
            return plain(value.value, named)
        case Mapping():
            return {str(plain(key, named)): plain(each, named) for key, each in value.items()}
        case AbstractSet():
            return sorted((plain(each, named) for each in value), key=canonical)
        case _ if (held := _fields(value)) is not None:
            name = {"event": event} if (event := named(type(value))) else {}
            return name | {field: plain(each, named) for field, (each, usual) in held.items() if _differs(each, usual)}
        case tuple() | list():
            return [plain(each, named) for each in value]
        case _:
            return _simple(value)


def _simple(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return b64encode(value).decode()
        case Sealed():
            return _box(value)
        case _:
            raise TypeError(f"a view has no form for {type(value).__name__}")


def _box(value: Sealed) -> dict[str, str]:
    if value.box is None:
        raise TypeError("a sealed value in clear is no part of a view")
    key, nonce, cipher = value.box
    return {"k": str(key), "n": b64encode(nonce).decode(), "c": b64encode(cipher).decode()}


def _fields(value: Any) -> dict[str, tuple[Any, Any]] | None:
    """By the name of each field its value and its default (MISSING: none); None of what has no fields."""
    if is_dataclass(value):
        return {
            field.name: (
                getattr(value, field.name),
                field.default_factory() if field.default_factory is not MISSING else field.default,
            )
            for field in fields(value)
        }
    if isinstance(value, tuple) and (names := getattr(value, "_fields", ())):
        usual = value._field_defaults  # type: ignore[attr-defined]  # a named tuple has them
        return {name: (getattr(value, name), usual.get(name, MISSING)) for name in names}
    if isinstance(value, msgspec.Struct):
        return {
            field.name: (
                getattr(value, field.name),
                field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default,
            )
            for field in msgspec.structs.fields(value)
        }
    return None


def _differs(value: Any, usual: Any) -> bool:
    """`1` is no `True` here, though they are equal to Python."""
    return type(value) is not type(usual) or value != usual
