"""Which column of a sheet is what: as its heads say, or as the officer says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.importing.columns import IGNORED, columns, meant
from services.intake.importing.table import Row, Table
from shared.kernel.words import Code

SEVERAL = frozenset({"name", "birth", "contact", "story"})
"""Fields that are made of several columns."""


@dataclass(frozen=True)
class Fit:
    """What stands against a mapping: codes of which a row needs a column and none is there, and codes that two columns claim."""

    missing: tuple[Code, ...]
    doubled: tuple[Code, ...]

    def __bool__(self) -> bool:
        return not (self.missing or self.doubled)


def proposed(table: Table) -> tuple[Code, ...]:
    """What the heads say by themselves."""
    return tuple(meant(head) for head in table.heads)


def fit(mapping: Sequence[Code]) -> Fit:
    taken = Counter(code for code in mapping if code != IGNORED)
    missing = tuple(code for code, column in columns().items() if column.needed and code not in taken)
    return Fit(missing, tuple(code for code, times in taken.items() if times > 1))


def is_known(mapping: Sequence[Code]) -> bool:
    """Is each of these a column we know, or none?"""
    return all(code == IGNORED or code in columns() for code in mapping)


def rows(table: Table) -> tuple[Row, ...]:
    """The rows that are cases: without a second line of heads, where under each machine name stands its label, or the other
    way round."""
    first, *rest = table.rows
    said = [meant(cell) for cell in first.cells if cell]
    is_heads = len(said) > 1 and not first.faults and sum(code != IGNORED for code in said) * 2 > len(said)
    return tuple(rest) if is_heads else table.rows
