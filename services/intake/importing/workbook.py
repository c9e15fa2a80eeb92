"""A workbook of Excel (.xlsx): looked at from outside first, then its first visible sheet is read cell by cell.

Nothing in it is run or worked out: a formula is no value, since what it shows is what another program once made of it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from services.intake.importing.table import MOST_COLUMNS, MOST_ROWS, Row, Unreadable

MOST_UNPACKED = 100_000_000
"""Bytes of all parts together: 5,000 rows of long texts need a third of that."""
MOST_PARTS = 500
MOST_TIMES = 200
"""A part that is so many times smaller when packed is none that people made."""
_OLD = b"\xd0\xcf\x11\xe0"
"""A compound file: Excel up to 2003, or a workbook under a password."""
STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, InvalidFileException, LookupError, NotImplementedError, OSError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""Over what a reader of workbooks stumbles in a stranger's file: the file is at fault."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z0-9:]{1,20})\"")
_PIECE = 1 << 20


def is_workbook(raw: bytes) -> bool:
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD))


def read_workbook(raw: bytes) -> tuple[list[Row], int]:
    """The lines of the first sheet that is not hidden, and how many other sheets there are. Raises `Unreadable`."""
    if raw.startswith(_OLD):
        raise Unreadable("import.old_workbook")
    _look_from_outside(raw)
    try:
        book = load_workbook(BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    except STUMBLES as wrong:
        raise Unreadable("import.broken_workbook") from wrong
    try:
        return _lines(book), len(book.sheetnames) - 1
    except STUMBLES as wrong:
        raise Unreadable("import.broken_workbook") from wrong
    finally:
        book.close()


def _look_from_outside(raw: bytes) -> None:
    """Whole, of bearable size unpacked, without macros and without merged cells. No part is held as a whole."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as parts:
            infos = parts.infolist()
            names = {info.filename for info in infos}
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise Unreadable("import.bomb")
            if any(info.file_size > MOST_TIMES * max(info.compress_size, 1) + _PIECE for info in infos):
                raise Unreadable("import.bomb")
            if any(info.flag_bits & 1 for info in infos):
                raise Unreadable("import.locked")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unreadable("import.macros")
            if "xl/workbook.xml" not in names:
                raise Unreadable("import.no_workbook")
            for name in sorted(names):
                if name.startswith("xl/worksheets/") and name.endswith(".xml") and (at := _merged(parts, name)):
                    raise Unreadable("import.merged", at)
    except STUMBLES as wrong:
        raise Unreadable("import.broken_workbook") from wrong


def _merged(parts: zipfile.ZipFile, name: str) -> str:
    """Where cells are merged in a sheet, "" where none are; a document type of its own is no sheet of Excel's."""
    kept, seen = b"", 0
    with parts.open(name) as part:
        while piece := part.read(_PIECE):
            seen += len(piece)
            text = kept + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or seen > MOST_UNPACKED:
                raise Unreadable("import.bomb")
            if found := _MERGED.search(text):
                return found[1].decode()
            kept = text[-200:]
    return ""


def _lines(book: Workbook) -> list[Row]:
    sheet: Any = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable("import.hidden")
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    lines: list[Row] = []
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = _row(number, cells)
        filled += bool(row)
        if filled > MOST_ROWS + 1:
            raise Unreadable("import.too_many_rows", f"{MOST_ROWS}+")
        if row:
            lines.append(row)
    return lines


def _row(number: int, cells: tuple[Any, ...]) -> Row:
    if len(cells) > MOST_COLUMNS * 10:
        raise Unreadable("import.too_many_columns", str(len(cells)))
    read = list(_cells(cells))
    return Row(number, tuple(text for text, _ in read), tuple((at, why) for at, (_, why) in enumerate(read) if why))


def _cells(cells: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        kind = getattr(cell, "data_type", "n")
        if kind == "f":
            yield "", "import.formula"
        elif kind == "e":
            yield "", "import.cell_error"
        else:
            yield _text(cell.value), ""


def _text(value: Any) -> str:
    """As a person would type it: a day as it is written here, a whole number without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return f"{value:%d/%m/%Y}" if value.time() == time.min else f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
