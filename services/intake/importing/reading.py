"""Bytes become a table, or a sentence that says why they cannot."""

from services.intake.importing.table import Table, Unreadable, table
from services.intake.importing.text import read_csv
from services.intake.importing.workbook import is_workbook, read_workbook

MOST_BYTES = 10_000_000
"""Of the file as it comes: 5,000 rows are one to three megabytes."""


def read(raw: bytes) -> Table:
    """The table in a CSV file or in a workbook of Excel, known by its bytes and never by its name. Raises `Unreadable`, and
    nothing else whatever the bytes are."""
    if not raw.strip():
        raise Unreadable("import.empty")
    if len(raw) > MOST_BYTES:
        raise Unreadable("import.too_large")
    if is_workbook(raw):
        lines, left = read_workbook(raw)
        return table(lines, left)
    return table(read_csv(raw))
