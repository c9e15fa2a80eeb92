"""Reads what was typed into a command, field by field, and tells all faults at once instead of the first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from shared.kernel.sealed import Sealed
from shared.web.values import FormContext, Wrong, plain, sealed

__all__ = ["Fault", "FormContext", "Malformed", "parse"]

T = TypeVar("T")
HOUSEKEEPING = frozenset({"csrf", "command_id", "version", "saw", "step"})
"""Fields of every page's form that are no part of the command."""
_PLAIN = (bool, int, str, date, datetime, UUID)
_SAYABLE = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True)
class Fault:
    """`field` is the field's name as it was sent (`papers.0.number`; empty: the whole), `why` a code of the words."""

    field: str
    why: str


class Malformed(Exception):
    """What was sent cannot be read as the command (HTTP 422). Carries no value: they may be about a person."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.why}" for fault in faults))
        self.faults = tuple(faults)


class _Absent(Enum):
    VALUE = 0


_ABSENT = _Absent.VALUE


@dataclass(frozen=True)
class _Shape:
    """What a field must be: its type without `Annotated`, `NewType` and `None`, and the marks found on the way."""

    kind: Any
    metas: tuple[Any, ...]
    optional: bool


def parse(command_type: type[T], data: Mapping[str, Any], *, context: FormContext, known: Sequence[Fault] = ()) -> T:
    """The command, or `Malformed` with every fault there is; of a field of which one is `known` already, only that."""
    faults: list[Fault] = []
    given = {k: v for k, v in data.items() if not (context.form and k in HOUSEKEEPING)}
    made = _record(command_type, _nested(given) if context.form else given, "", context, faults)
    if faults := [*known, *(fault for fault in faults if fault.field not in {each.field for each in known})]:
        raise Malformed(faults)
    return made  # type: ignore[no-any-return]


def _record(kind: type[Any], data: Mapping[str, Any], at: str, context: FormContext, faults: list[Fault]) -> Any:
    shapes = _shapes(kind)  # type: ignore[arg-type]  # every class is hashable
    before = len(faults)
    values: dict[str, Any] = {}
    for field, shape in shapes:
        found = _field(field, shape, data.get(field.name, _ABSENT), at + field.name, context, faults)
        if found is not _ABSENT:
            values[field.name] = found
    strange = sorted(data.keys() - {field.name for field, _ in shapes})
    faults += [Fault(at + (name if _SAYABLE.fullmatch(name) else "?"), "fault.unknown_field") for name in strange]
    return kind(**values) if len(faults) == before else None


def _field(field: Field[Any], shape: _Shape, value: Any, at: str, context: FormContext, faults: list[Fault]) -> Any:
    """The value of a field; absent when its default shall stand (or when it is at fault, which is noted)."""
    value = _one(value) if context.form and get_origin(shape.kind) not in (tuple, frozenset) else value
    if not (_nothing(value) or (context.form and _blank(value))):
        return _value(shape, value, at, context, faults)
    if field.default is not MISSING or field.default_factory is not MISSING:
        return _ABSENT
    if shape.optional:
        return None
    if context.form and shape.kind is bool:
        return False  # an unticked box is not sent at all
    if context.form and get_origin(shape.kind) in (tuple, frozenset):
        return get_origin(shape.kind)()
    faults.append(Fault(at, "fault.missing"))
    return _ABSENT


def _value(shape: _Shape, value: Any, at: str, context: FormContext, faults: list[Fault]) -> Any:
    kind = shape.kind
    try:
        if kind is Sealed:
            return sealed(value)
        if get_origin(kind) in (tuple, frozenset):
            return _several(kind, value, at, context, faults)
        if get_origin(kind) is Mapping:
            return _each(kind, value, at, context, faults)
        if is_dataclass(kind):
            if not isinstance(value, Mapping):
                raise Wrong("fault.not_an_object")
            return _record(kind, value, at + ".", context, faults)  # type: ignore[arg-type]
        return plain(value, kind, shape.metas, context)
    except Wrong as wrong:
        faults.append(Fault(at, wrong.why))
        return _ABSENT


def _several(kind: Any, value: Any, at: str, context: FormContext, faults: list[Fault]) -> Any:
    if context.form:
        if isinstance(value, Mapping):  # papers.0.number, papers.1.number: rows of a page
            value = [row for _, row in sorted(value.items(), key=lambda item: (len(item[0]), item[0]))]
        value = [v for v in (value if isinstance(value, list) else [value]) if not _blank(v)]
    if not isinstance(value, list):
        raise Wrong("fault.not_a_list")
    inner = _shape(get_args(kind)[0])
    return get_origin(kind)(_value(inner, v, f"{at}.{n}", context, faults) for n, v in enumerate(value))


def _each(kind: Any, value: Any, at: str, context: FormContext, faults: list[Fault]) -> dict[Any, Any]:
    """One answer to each of several questions; of a page, what was left open is not said."""
    if not isinstance(value, Mapping):
        raise Wrong("fault.not_an_object")
    question, answer = map(_shape, get_args(kind))
    said = {code: each for code, each in value.items() if not (context.form and _blank(each))}
    places = {code: f"{at}.{code if _SAYABLE.fullmatch(code) else '?'}" for code in said}
    return {
        _value(question, code, places[code], context, faults): _value(answer, each, places[code], context, faults)
        for code, each in said.items()
    }


def _nothing(value: Any) -> bool:
    return value is _ABSENT or value is None or (isinstance(value, str) and not value.strip())


def _blank(value: Any) -> bool:
    """A row or group of a page of which nothing was filled in."""
    return all(map(_blank, value.values())) if isinstance(value, Mapping) else _nothing(_one(value))


def _one(value: Any) -> Any:
    """A field sent twice by a page means its last value: a hidden default before a box is a custom of forms."""
    return value[-1] if isinstance(value, list) and value else value


def _nested(data: Mapping[str, Any]) -> dict[str, Any]:
    """`paper.number` of a page's form is the field `number` of the field `paper`."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        *path, last = name.split(".")
        place = found
        for step in path:
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else place.setdefault("?", {})
        place[last] = value
    return found


@lru_cache
def _shapes(kind: Any) -> tuple[tuple[Field[Any], _Shape], ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple((field, _shape(hints[field.name])) for field in fields(kind) if field.init)


def _shape(hint: Any) -> _Shape:
    """A type nobody can type into a form is a mistake of ours, seen when the command is first read."""
    metas: list[Any] = []
    optional = False
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            metas += more
        elif hasattr(hint, "__supertype__"):
            hint = hint.__supertype__
        elif get_origin(hint) in (Union, UnionType):
            rest = [part for part in get_args(hint) if part is not NoneType]
            if len(rest) != 1:
                raise TypeError(f"a field of several types cannot be read from a form: {hint}")
            hint, optional = rest[0], True
        else:
            break
    known = hint in _PLAIN or hint is Sealed or is_dataclass(hint) or get_origin(hint) in (tuple, frozenset, Mapping)
    if not known and not (isinstance(hint, type) and issubclass(hint, Enum)):
        raise TypeError(f"no form can carry a {hint}")
    return _Shape(hint, tuple(metas), optional)
