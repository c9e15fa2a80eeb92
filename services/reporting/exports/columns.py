"""The columns of an export as data (`columns.yaml`): the writer writes by them, and the dictionary says the same of them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from services.reporting.exports.htcds import OURS, standard
from shared.kernel.law import Law
from shared.kernel.words import Code

STRICT: Code = "htcds_strict"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    vi: str
    en: str


EMPTY = Words(
    "Để trống: hệ thống báo cáo không có, hoặc không đưa ra ngoài", "Empty: not collected here, or not given away"
)
"""What is said of a field of the standard that nobody fills."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See the head of `columns.yaml`."""

    vi: str
    en: str
    fact: str
    type: str = ""
    list: Code | None = None
    values: dict[Code, Words] = {}
    htcds: str | None = None


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`core`: the prefixes of the standard whose core fields all stand there, filled or not."""

    vi: str
    en: str
    columns: dict[str, Column]
    core: tuple[str, ...] = ()


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    forms: dict[Code, tuple[str, ...]]
    tables: dict[str, Table]


@cache
def tables() -> Tables:
    text = (Path(__file__).parent / "columns.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Tables)


def columns_of(form: Code) -> dict[str, dict[str, Column]]:
    """The tables of a form with their columns in order; strict ones without ours, and without what would then be empty."""
    found = {}
    for name in tables().forms[form]:
        columns = _whole(tables().tables[name])
        if form == STRICT:
            columns = {each: column for each, column in columns.items() if not each.startswith(OURS)}
        found[name] = columns
    return found


def _whole(table: Table) -> dict[str, Column]:
    """With what the standard says of its fields, and with those of its core fields that stay empty."""
    said = {name: _of_standard(name, column) for name, column in table.columns.items()}
    for name in standard().core(*table.core) if table.core else ():
        field = standard().fields[name]
        empty = Column(EMPTY.vi, f"{field.label}. {EMPTY.en}", "-", field.type, htcds=name)
        said.setdefault(name, empty)
    return said


def _of_standard(name: str, column: Column) -> Column:
    field = standard().fields.get(name)
    return msgspec.structs.replace(column, type=field.type, htcds=name) if field else column


def codes(name: str, column: Column, law: Law) -> Mapping[Code, Words]:
    """The codes a column may hold, with their words; nothing where it is no code."""
    if column.values:
        return column.values
    if column.list:
        return {code: Words(item.vi, _english(item)) for code, item in law.listed(column.list).items()}
    field = standard().fields.get(name)
    return {code: Words(_called(law, code), code) for code in field.values} if field else {}


def _english(item: Any) -> str:
    return str(getattr(item, "en", item.vi))


def _called(law: Law, code: Code) -> str:
    """A code of the standard in Vietnamese, where a list of the profile has it; else itself."""
    known = (items[code].vi for kind, items in law.lists.items() if kind.startswith("htcds_") and code in items)
    return next(known, code)
