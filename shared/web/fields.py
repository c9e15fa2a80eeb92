"""Describes the form of a command: which fields, of which kind, with which choices, so that no page repeats them."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin
from uuid import UUID

import msgspec

from shared.kernel.law import Law
from shared.kernel.sealed import Sealed, Section
from shared.kernel.words import AgeGroup, AgencyId, Code, Digest, Ethnicity, Sex, UnitCode
from shared.web.forms import _Shape, _shape, _shapes
from shared.web.words import Words

LONG = frozenset({"story", "suspect", "relatives", "police", "health", "psychology", "note"})
"""Sections in which people write more than a line."""
_UNIT, _AGENCY, _DIGEST = (kind.__metadata__[0] for kind in (UnitCode, AgencyId, Digest))  # type: ignore[attr-defined]
_LISTS: Mapping[type[Enum], Code] = {Sex: "sexes", AgeGroup: "age_groups", Ethnicity: "ethnicities"}
"""The profile has words for these; other enumerations have theirs among the words of the service."""


SPARE_ROWS = 3
"""Empty rows offered after those that are filled in; a row left empty is not sent."""


class Choice(NamedTuple):
    """A known value out of what only this case has (its referrals, for instance): the choices, and the first; `required`, where
    this case needs one."""

    choices: tuple[tuple[str, str], ...]
    value: str | tuple[str, ...] = ""
    required: bool = False


class Labelled(NamedTuple):
    """A known value under words that only this case has: what is counted in it, for instance. An empty hint is the field's."""

    value: Any
    label: str
    hint: str = ""
    required: bool = False


LEFT_OUT = object()
"""Known of a field that makes no sense in this case: its form does not have it, and its default stands."""


@dataclass(frozen=True)
class FormField:
    """One field as a page offers it. `kind`: text, long, date, number, yes_no, one (of the choices), many, file, rows,
    each,
    hidden (the id of another file, which nobody types).

    `past`: a day not after today. `sealed`: locked away as soon as it is sent. `value` is what stands in it first: a
    word, or the words chosen. `rows` are the fields of each row, where a field is a list of several things; where it asks
    the same of each of several (kind each), they are its questions in one row.
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
    rows: tuple[tuple["FormField", ...], ...] = ()

    @property
    def filled(self) -> bool:
        """Does something stand in it?"""
        return self.value not in ("", (), "0")

    @property
    def spoken(self) -> str:
        """The value in words: what a choice is called, not its code."""
        called = dict(self.choices)
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        return ", ".join(called.get(value, value) for value in values)


def form_fields(
    command: type[Any], law: Law, words: Words, known: Mapping[str, Any], typed: Mapping[str, Any] | None = None
) -> list[FormField]:
    """The fields of a command in its order. `known` are values that stand there already, by name; `typed` is what a
    person sent and gets back."""
    choices = {name: value.choices for name, value in known.items() if isinstance(value, Choice)}
    standing = _flat(known) if typed is None else typed
    made = _fields(command, _Offered(law, words, standing, choices), "")
    return [_in_this_case(field, known.get(field.name)) for field in made if known.get(field.name) is not LEFT_OUT]


def _in_this_case(field: FormField, known: Any) -> FormField:
    match known:
        case Choice(required=True):
            return replace(field, required=True)
        case Labelled(_, label, hint, required):
            return replace(field, label=label, hint=hint or field.hint, required=field.required or required)
        case _:
            return field


def file_fields(command: type[Any]) -> frozenset[str]:
    """The fields of a command that take a file, as a page names them; `*` stands for the number of a row."""
    found = set[str]()
    for field, shape in _shapes(command):  # type: ignore[arg-type]  # every class is hashable
        many = get_origin(shape.kind) in (tuple, frozenset)
        inner = _shape(get_args(shape.kind)[0]) if many else shape
        if _DIGEST in inner.metas:
            found.add(field.name)
        elif is_dataclass(inner.kind):
            found |= {f"{field.name}.{'*.' * many}{name}" for name in file_fields(inner.kind)}  # type: ignore[arg-type]
    return frozenset(found)


class _Offered(NamedTuple):
    """What a form is made from besides its command."""

    law: Law
    words: Words
    standing: Mapping[str, Any]
    choices: Mapping[str, tuple[tuple[str, str], ...]]


def _fields(command: type[Any], offered: _Offered, at: str) -> list[FormField]:
    return [_form_field(command, field, shape, offered, at) for field, shape in _shapes(command)]  # type: ignore[arg-type]


def _form_field(command: type[Any], field: Field[Any], shape: _Shape, offered: _Offered, at: str) -> FormField:
    name, words = at + field.name, offered.words
    many = get_origin(shape.kind) in (tuple, frozenset)
    inner = _shape(get_args(shape.kind)[0]) if many else shape
    choices = offered.choices.get(name) or _choices(inner, offered.law, words)
    rows = _rows(inner.kind, offered, name + ".") if many and is_dataclass(inner.kind) else ()  # type: ignore[arg-type]
    if get_origin(shape.kind) is Mapping:
        rows = (tuple(_questions(shape.kind, offered, name)),)
    required = not shape.optional and field.default is MISSING and field.default_factory is MISSING
    value = offered.standing.get(name, None if field.default is MISSING else field.default)
    return FormField(
        name=name,
        kind="each"
        if get_origin(shape.kind) is Mapping
        else "rows"
        if rows
        else "many"
        if many
        else _kind(inner, choices),
        label=_said(words, "field", command, field.name) or field.name,
        hint=_said(words, "hint", command, field.name),
        required=required and shape.kind is not bool,
        sealed=shape.kind is Sealed,
        past=any((m.extra or {}).get("past", False) for m in shape.metas if isinstance(m, msgspec.Meta)),
        choices=choices,
        value=tuple(_text(v) for v in _several(value)) if many else _text(value),
        rows=rows,
    )


def _rows(kind: type[Any], offered: _Offered, at: str) -> tuple[tuple[FormField, ...], ...]:
    """A row for each thing that stands there (`items.0.service`, `items.1.service`), and some for more."""
    places = {name[len(at) :].partition(".")[0] for name in offered.standing if name.startswith(at)}
    filled = 1 + max((int(place) for place in places if place.isdigit()), default=-1)
    return tuple(tuple(_fields(kind, offered, f"{at}{n}.")) for n in range(filled + SPARE_ROWS))


def _questions(kind: Any, offered: _Offered, at: str) -> Iterator[FormField]:
    """The same asked of each: the choices are its answers, or it is a number; left open, it is not known."""
    about, answer = map(_shape, get_args(kind))
    choices = _choices(answer, offered.law, offered.words)
    for code, label in _choices(about, offered.law, offered.words):
        name = f"{at}.{code}"
        value = _text(offered.standing.get(name))
        yield FormField(name, "number" if answer.kind is int else "one", label, "", False, False, False, choices, value)


def _flat(known: Mapping[str, Any]) -> dict[str, Any]:
    """Known values under the names their fields have on the page."""
    flat: dict[str, Any] = {}
    for name, value in known.items():
        if value is LEFT_OUT:
            continue
        if isinstance(value, Choice | Labelled):
            flat[name] = value.value
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            flat |= {f"{name}.{n}.{f.name}": getattr(row, f.name) for n, row in enumerate(value) for f in fields(row)}
        elif isinstance(value, Mapping):
            flat |= {f"{name}.{code}": answer for code, answer in value.items()}
        else:
            flat[name] = value
    return flat


def _several(value: Any) -> tuple[Any, ...]:
    """A page sends one chosen word as a word, several as a list."""
    return () if not value else (value,) if isinstance(value, str) else tuple(value)


def _kind(shape: _Shape, choices: tuple[tuple[Code, str], ...]) -> str:
    if choices:
        return "one"
    if shape.kind is Sealed:
        return "long" if any(m.name in LONG for m in shape.metas if isinstance(m, Section)) else "text"
    if _DIGEST in shape.metas:
        return "file"
    return {bool: "yes_no", int: "number", date: "date", UUID: "hidden"}.get(shape.kind, "text")


def _choices(shape: _Shape, law: Law, words: Words) -> tuple[tuple[Code, str], ...]:
    """The list of the law in force, the units or agencies of the day, or the words of an enumeration."""
    if isinstance(shape.kind, type) and issubclass(shape.kind, Enum):
        said = law.lists.get(_LISTS.get(shape.kind, ""), {})
        name = f"choice.{shape.kind.__name__}."
        values = [str(member.value) for member in shape.kind]
        return tuple((v, said[v].vi if v in said else words.get(name + v, v)) for v in values)
    if _UNIT in shape.metas:
        return tuple((code, unit.vi) for code, unit in law.units.items())
    if _AGENCY in shape.metas:
        return tuple((code, agency.vi) for code, agency in law.agencies.items())
    kinds = [m.extra["list"] for m in shape.metas if isinstance(m, msgspec.Meta) and m.extra and "list" in m.extra]
    return tuple((code, item.vi) for kind in kinds for code, item in law.listed(kind).items())


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
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
