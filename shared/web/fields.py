"""Describes the form of a command: which fields, of which kind, with which choices, so that no page repeats them."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

import msgspec

from shared.kernel.law import Law
from shared.kernel.sealed import Sealed, Section
from shared.kernel.words import AgencyId, Code, Digest, UnitCode
from shared.web.forms import _shape, _Shape, _shapes
from shared.web.words import Words

LONG = frozenset({"story", "suspect", "relatives", "police", "health", "psychology", "note"})
"""Sections in which people write more than a line."""
_UNIT, _AGENCY, _DIGEST = (kind.__metadata__[0] for kind in (UnitCode, AgencyId, Digest))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class FormField:
    """One field as a page offers it. `kind`: text, long, date, number, yes_no, one (of the choices), many, file.

    `past`: a day not after today. `sealed`: locked away as soon as it is sent. `value` is what stands in it first: a
    word, or the words chosen.
    """

    name: str
    kind: str
    label: str
    hint: str
    required: bool
    sealed: bool
    past: bool
    choices: tuple[tuple[Code, str], ...]
    value: str | tuple[str, ...]


def form_fields(command: type[Any], law: Law, words: Words, known: Mapping[str, Any]) -> list[FormField]:
    """The fields of a command in its order. `known` are values that stand there already, by name."""
    return [_form_field(command, field, shape, law, words, known) for field, shape in _shapes(command)]


def _form_field(
    command: type[Any], field: Field[Any], shape: _Shape, law: Law, words: Words, known: Mapping[str, Any]
) -> FormField:
    many = get_origin(shape.kind) in (tuple, frozenset)
    inner = _shape(get_args(shape.kind)[0]) if many else shape
    choices = _choices(inner, law, words)
    required = not shape.optional and field.default is MISSING and field.default_factory is MISSING
    value = known.get(field.name, None if field.default is MISSING else field.default)
    return FormField(
        name=field.name,
        kind="many" if many else _kind(inner, choices),
        label=_said(words, "field", command, field.name) or field.name,
        hint=_said(words, "hint", command, field.name),
        required=required and shape.kind is not bool,
        sealed=shape.kind is Sealed,
        past=any((m.extra or {}).get("past", False) for m in shape.metas if isinstance(m, msgspec.Meta)),
        choices=choices,
        value=tuple(_text(v) for v in value or ()) if many else _text(value),
    )


def _kind(shape: _Shape, choices: tuple[tuple[Code, str], ...]) -> str:
    if choices:
        return "one"
    if shape.kind is Sealed:
        return "long" if any(m.name in LONG for m in shape.metas if isinstance(m, Section)) else "text"
    if _DIGEST in shape.metas:
        return "file"
    return {bool: "yes_no", int: "number", date: "date"}.get(shape.kind, "text")


def _choices(shape: _Shape, law: Law, words: Words) -> tuple[tuple[Code, str], ...]:
    """The list of the law in force, the units or agencies of the day, or the words of an enumeration."""
    if isinstance(shape.kind, type) and issubclass(shape.kind, Enum):
        name = shape.kind.__name__
        return tuple((str(m.value), words.get(f"choice.{name}.{m.value}", str(m.value))) for m in shape.kind)
    if _UNIT in shape.metas:
        return tuple((code, unit.vi) for code, unit in law.units.items())
    if _AGENCY in shape.metas:
        return tuple((code, agency.vi) for code, agency in law.agencies.items())
    kinds = [m.extra["list"] for m in shape.metas if isinstance(m, msgspec.Meta) and m.extra and "list" in m.extra]
    return tuple((code, item.vi) for kind in kinds for code, item in law.lists.get(kind, {}).items())


def _said(words: Words, what: str, command: type[Any], name: str) -> str:
    """`field.RecordReport.channel`, else `field.channel`."""
    return words.get(f"{what}.{command.__name__}.{name}") or words.get(f"{what}.{name}") or ""


def _text(value: Any) -> str:
    match value:
        case None | Sealed() | False:
            return ""
        case True:
            return "true"
        case Enum():
            return str(value.value)
        case _:
            return str(value)
