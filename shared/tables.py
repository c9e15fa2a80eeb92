"""Tables as text that spreadsheets open right."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""By it Excel knows that a text is UTF-8."""
_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """What a spreadsheet would reckon as a formula is a text for it: with an apostrophe before it (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_A_FORMULA) else cell


def as_csv(columns: Iterable[str], rows: Iterable[Sequence[str]] = ()) -> bytes:
    """RFC 4180, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()
