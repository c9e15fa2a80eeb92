"""Looks at the open fields of what is stored or told, and names each that could hold something about a person."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from shared.kernel import words
from shared.kernel.sealed import Sealed, Section

COARSE = (bool, int, date, datetime, UUID, NoneType)
FORMS = {form.pattern for kind in vars(words).values() for form in get_args(kind)[1:] if isinstance(form, msgspec.Meta)}
"""The forms of the codes of `shared/kernel/words.py`: no space, so no name and no sentence fits into them."""
ABOUT_A_PERSON = frozenset({
    "name", "names", "surname", "birth", "birthday", "phone", "telephone", "mobile", "address", "email", "contact",
    "passport", "identity", "relatives", "guardian", "signer", "suspect", "informant", "diagnosis", "story", "note",
    "remark", "text", "comment", "description",
})  # fmt: skip
"""A field called so is about one particular person or is free text, whatever its type."""


def faults(kind: type[Any], at: str = "") -> Iterator[str]:
    """`<Class>.<field>: why` for every field that may not stand in the open."""
    hints = get_type_hints(kind, include_extras=True)
    for name in _names(kind):
        here = f"{at or kind.__name__}.{name}"
        hint = hints[name]
        if not _sealed(hint):
            yield from (f"{here}: {why}" for why in _of_name(name))
            yield from _of_type(hint, here)


def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass, a msgspec struct or a named tuple."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return tuple(getattr(kind, "__struct_fields__", ()) or getattr(kind, "_fields", ()))


def _has_fields(plain: Any) -> bool:
    return isinstance(plain, type) and (
        is_dataclass(plain)
        or issubclass(plain, msgspec.Struct)
        or (issubclass(plain, tuple) and hasattr(plain, "_fields"))
    )


def _of_name(name: str) -> Iterator[str]:
    if said := ABOUT_A_PERSON & set(name.split("_")):
        yield f"called {' '.join(sorted(said))} and not sealed"


def _of_type(hint: Any, here: str) -> Iterator[str]:
    plain, forms = _peeled(hint)
    if get_origin(plain) in (tuple, frozenset, Union, UnionType, Mapping, dict):
        for part in get_args(plain):
            if part is not Ellipsis:
                yield from _of_type(part, here)
    elif _has_fields(plain):
        yield from faults(plain, here)
    elif plain is str:
        if not forms & FORMS:
            yield f"{here}: an open str, and no word of shared/kernel/words.py"
    elif not (plain in COARSE or (isinstance(plain, type) and issubclass(plain, StrEnum))):
        yield f"{here}: {plain} is no coarse type"


def _peeled(hint: Any) -> tuple[Any, set[str | None]]:
    """The type under `Annotated` and `NewType`, and the forms it must have."""
    forms: set[str | None] = set()
    while get_origin(hint) is Annotated or hasattr(hint, "__supertype__"):
        if get_origin(hint) is Annotated:
            hint, *marks = get_args(hint)
            forms |= {mark.pattern for mark in marks if isinstance(mark, msgspec.Meta)}
        else:
            hint = hint.__supertype__
    return hint, forms - {None}


def _sealed(hint: Any) -> bool:
    """`Identity`, or `Identity | None`: a sealed value with a section of its own."""
    if get_origin(hint) in (Union, UnionType):
        parts = [part for part in get_args(hint) if part is not NoneType]
        return len(parts) == 1 and _sealed(parts[0])
    marks = get_args(hint)
    return get_origin(hint) is Annotated and marks[0] is Sealed and any(isinstance(m, Section) for m in marks[1:])
