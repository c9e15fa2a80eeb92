"""The Human Trafficking Case Data Standard (HTCDS) v2.0 as data, and what a record breaks of it.

Field names and codes by IOM, CC BY 4.0 (`htcds.yaml` beside this file).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

import msgspec
import yaml

Value: TypeAlias = str | int | bool | date | tuple[str, ...] | None
"""What stands in a field: None is "not known, or not collected"."""
Record: TypeAlias = Mapping[str, Value]
OURS = "x_"
"""How a field begins that the standard does not have."""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the standard; see the head of `htcds.yaml`."""

    type: str
    label: str
    core: bool = False
    gone: bool = False
    form: str | None = None
    values: tuple[str, ...] = ()


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    forms: dict[str, str]
    fields: dict[str, Field]

    def core(self, *prefixes: str) -> list[str]:
        """The fields it calls core and still has, of these tables (`prs_`, `cas_`…)."""
        return [
            name for name, field in self.fields.items() if field.core and not field.gone and name.startswith(prefixes)
        ]


@cache
def standard() -> Standard:
    text = (Path(__file__).parent / "htcds.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Standard)


def faults(record: Record) -> Iterator[str]:
    """`<field>: why` for everything in a record that the standard does not have: a field it does not know, one it gave up, a
    value of another type, a code that is not in its list. Nothing has to be filled."""
    for name, value in record.items():
        field = standard().fields.get(name)
        if field is None or field.gone:
            yield f"{name}: {'no field of the standard' if field is None else 'given up in 2.0'}"
        elif value is not None:
            yield from (f"{name}: {why}" for why in _wrong(field, value))


def _wrong(field: Field, value: Value) -> Iterator[str]:
    kinds = {"text": str, "one": str, "many": tuple, "date": date, "number": int, "yes_no": bool}
    if not isinstance(value, kinds[field.type]) or (field.type == "number" and isinstance(value, bool)):
        yield f"{type(value).__name__} is no {field.type}"
        return
    for each in value if isinstance(value, tuple) else (value,):
        if field.values and each not in field.values:
            yield f"{each} is none of its codes"
        if field.form and not re.fullmatch(standard().forms[field.form], str(each)):
            yield f"does not look like a {field.form}"
