"""A table as it was read: heads, and rows with the number a person sees beside them. Everything in it is text."""

from dataclasses import dataclass

from services.intake.importing.letters import of_an_old_font
from shared.kernel.words import Code

MOST_ROWS = 5_000
"""So many rows are taken at once: more than all cases any town has had, few enough that a person can look through what is said of
them, and a limit to what one upload costs."""
MOST_COLUMNS = 200
MOST_CHARACTERS = 10_000
"""Of one cell: as much as a sealed text may have."""


class Unreadable(Exception):
    """This file cannot be read as a table of cases; `why` is a code of the words, `where` the place in the file, if there is
    one. Nothing of what stands in it."""

    def __init__(self, why: Code, where: str = "") -> None:
        super().__init__(f"{why} {where}".strip())
        self.why, self.where = why, where


@dataclass(frozen=True)
class Row:
    """`number` as the sheet counts, from 1. `faults`: the columns (from 0) whose cell is no value, with the code that says
    why."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, Code], ...] = ()

    def __bool__(self) -> bool:
        return any(self.cells) or bool(self.faults)


@dataclass(frozen=True)
class Table:
    """Every row is as long as `heads`. `left`: other sheets of the workbook, hidden or not, of which nothing was read."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    left: int = 0


def table(lines: list[Row], left: int = 0) -> Table:
    """The first line that is not empty holds the heads. A second line of heads (the labels under machine names, as the
    workbook of HTCDS has them) is a row like any other here; the mapping knows it. Raises `Unreadable`."""
    filled = [line for line in lines if line]
    if not filled:
        raise Unreadable("import.empty")
    first, *rest = filled
    heads = tuple(cell.strip() for cell in first.cells)
    while heads and not heads[-1]:
        heads = heads[:-1]
    if len(heads) > MOST_COLUMNS:
        raise Unreadable("import.too_many_columns", str(len(heads)))
    if len(heads) < 2:
        raise Unreadable("import.one_column")
    if len(rest) > MOST_ROWS:
        raise Unreadable("import.too_many_rows", str(len(rest)))
    if any(map(of_an_old_font, heads)):
        raise Unreadable("import.old_letters")
    if not rest:
        raise Unreadable("import.no_rows")
    return Table(heads, tuple(_as_long(row, len(heads)) for row in rest), left)


def _as_long(row: Row, length: int) -> Row:
    """A cell beyond the last head belongs to no column: said, rather than dropped."""
    beyond = any(cell.strip() for cell in row.cells[length:])
    cells = (row.cells + ("",) * length)[:length]
    faults = [(at, why) for at, why in row.faults if at < length]
    faults += [(at, "import.cell_too_long") for at, cell in enumerate(cells) if len(cell) > MOST_CHARACTERS]
    faults += [(at, "import.old_font") for at, cell in enumerate(cells) if of_an_old_font(cell)]
    if beyond or any(at >= length for at, _ in row.faults):
        faults.append((length - 1, "import.beyond_the_heads"))
    return Row(row.number, tuple(cell.strip() for cell in cells), tuple(faults))
