"""A table as a spreadsheet file for Excel or LibreOffice: what is text stays text, days are days; the same words, moment
and entry give the same bytes."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

import xlsxwriter

from shared.papers.marks import PrintMark

Cell = str | date | int | None
A4 = 9


class Column(NamedTuple):
    """`width` in letters."""

    head: str
    width: int


def spreadsheet(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, printed: PrintMark) -> bytes:
    """One sheet under its head, ready to be sorted and printed: A4 across, the head on every page, page x of y and the
    entry that recorded the taking in the foot."""
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"title": title, "created": printed.at.replace(tzinfo=None)})
    sheet = book.add_worksheet(title[:31])
    top = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"})
    words = book.add_format({"text_wrap": True, "border": 1, "valign": "top", "num_format": "@"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "valign": "top", "align": "left"})
    number = book.add_format({"border": 1, "valign": "top"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, top)
    for line, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            match cell:
                case None | "":
                    sheet.write_blank(line, at, None, words)
                case str():  # never a formula and never a number, whatever it looks like
                    sheet.write_string(line, at, cell, words)
                case date():
                    sheet.write_datetime(line, at, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                case _:
                    sheet.write_number(line, at, cell, number)
    _page(sheet, printed, len(columns), len(rows))
    book.close()
    return whole.getvalue()


def _page(sheet: xlsxwriter.worksheet.Worksheet, printed: PrintMark, columns: int, rows: int) -> None:
    sheet.freeze_panes(1, 0)
    if columns and rows:
        sheet.autofilter(0, 0, rows, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    foot = printed.foot()
    sheet.set_footer(f"&L{foot['about']}&RTrang &P/&N")
