"""What a column may be: the list in `columns.yaml`, and finding a column by however its head is written."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import yaml

from shared.kernel.words import Code
from shared.search.terms import plain

IGNORED: Code = "ignored"
"""A column that means nothing to us."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning; `never` says why a known column is not taken."""

    code: Code
    vi: str
    also: tuple[str, ...]
    step: str = ""
    field: str = ""
    kind: str = ""
    list: str = ""
    values: Mapping[str, str] = {}
    needed: bool = False
    never: str = ""


@cache
def columns() -> Mapping[Code, Column]:
    """All of them, by code, in their order."""
    read = yaml.safe_load((Path(__file__).with_name("columns.yaml")).read_text("utf-8"))
    return {column.code: column for column in msgspec.convert(read, list[Column])}


@cache
def _heads() -> Mapping[str, Code]:
    found: dict[str, Code] = {}
    for column in columns().values():
        for head in (column.code, column.vi, *column.also):
            found.setdefault(folded(head), column.code)
    return found


def meant(head: str) -> Code:
    """What a head says its column is; `ignored` when it says nothing to us."""
    return _heads().get(folded(head), IGNORED)


@cache
def folded(text: str) -> str:
    """Letters and digits alone, without case and accents: heads and values are compared so."""
    return re.sub(r"[\W_]+", "", plain(text))
