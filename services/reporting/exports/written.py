"""An export as files: CSV that Excel opens right, JSON, and the dictionary of what stands in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from services.reporting.exports.columns import Column, codes, tables
from services.reporting.exports.htcds import OURS, Record, Value
from shared.kernel.law import Law
from shared.tables import as_csv

BETWEEN = ";"
"""Between several codes of one cell."""
DICTIONARY = ("table", "column", "vi", "en", "type", "code", "code_vi", "code_en", "htcds", "fact")


def text(value: Value) -> str:
    """A value as a cell: days in ISO 8601, yes and no as HTCDS has them, nothing as an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case date():
            return value.isoformat()
        case tuple():
            return BETWEEN.join(value)
        case _:
            return str(value)


def table(columns: Mapping[str, Column], records: Iterable[Record]) -> bytes:
    """One table. A record has these columns, and at most some of ours that this form leaves out; any other is an error."""
    return as_csv(columns, ([text(record[name]) for name in columns] for record in records))


def dictionary(form: Mapping[str, Mapping[str, Column]], law: Law) -> bytes:
    """Every column of these tables: a line for what it is, and one for each of its codes."""
    return as_csv(DICTIONARY, lines(form, law))


def lines(form: Mapping[str, Mapping[str, Column]], law: Law) -> Iterable[Sequence[str]]:
    """What stands in the dictionary."""
    for table_, columns in form.items():
        for name, column in columns.items():
            theirs = column.htcds or ("x" if name.startswith(OURS) else "")
            start = (table_, name, column.vi, column.en, column.type)
            yield *start, "", "", "", theirs, column.fact
            for code, words in codes(name, column, law).items():
                yield *start, code, words.vi, words.en, theirs, column.fact


def as_json(form: Mapping[str, Mapping[str, Column]], records: Iterable[Mapping[str, Sequence[Record]]]) -> bytes:
    """HTCDS records one after the other, each with its journey and its support in it: so no number has to join them."""
    first, *inside = form
    whole: list[dict[str, Any]] = []
    for person in records:
        (own,) = (_kept(form[first], record) for record in person[first])
        within = {name: [_kept(form[name], record) for record in person[name]] for name in inside}
        whole.append(own | within)
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def _kept(columns: Mapping[str, Column], record: Record) -> dict[str, Value]:
    return {name: record[name] for name in columns if record[name] not in (None, ())}


def about(form: Mapping[str, Mapping[str, Column]]) -> Iterable[str]:
    """What each file holds, a line for each."""
    return (f"{name}.csv: {tables().tables[name].vi}. ({tables().tables[name].en}.)" for name in form)
