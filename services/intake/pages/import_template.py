"""The template of a spreadsheet of past cases: its heads, and on a second sheet the words that each column takes."""

from collections.abc import Iterator
from io import BytesIO

import xlsxwriter

from services.intake.importing.columns import Column, columns
from shared.kernel.law import Law

TAKEN = tuple(column for column in columns().values() if not column.never)
AS_DAY = "dd/mm/yyyy"
ROWS = 500
"""So many rows are prepared for days and words."""


def template(law: Law) -> bytes:
    """An .xlsx file with nobody in it. Days are days, numbers of papers and telephones are text."""
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    sheet, words = book.add_worksheet("Hồ sơ cũ"), book.add_worksheet("Mã")
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
    day, text = book.add_format({"num_format": AS_DAY}), book.add_format({"num_format": "@"})
    for at, column in enumerate(TAKEN):
        sheet.set_column(at, at, 18, day if column.kind == "day" else text)
        sheet.write_string(0, at, column.vi, head)
        sheet.write_comment(0, at, column.code + (" · phải có" if column.needed else ""))
    sheet.freeze_panes(1, 0)
    words.set_column(0, 2, 40)
    for at, cells in enumerate([("Cột", "Ghi là", "Mã"), *_words(law)]):
        for place, cell in enumerate(cells):
            words.write_string(at, place, cell, head if at == 0 else None)
    book.close()
    return whole.getvalue()


def _words(law: Law) -> Iterator[tuple[str, str, str]]:
    for column in TAKEN:
        yield from ((column.vi, vi, code) for vi, code in offered(column, law))


def offered(column: Column, law: Law) -> list[tuple[str, str]]:
    """What may be written in a column that takes words of a list: in Vietnamese, and the code."""
    match column.kind:
        case "code" | "many":
            return [(item.vi, code) for code, item in law.lists.get(column.list, {}).items()]
        case "one":
            return [(word, word) for word in column.values if word[0].islower() and word not in column.values.values()]
        case "unit":
            return [(unit.vi, code) for code, unit in law.units.items()]
        case "agency":
            agencies = [(agency.vi, agency.id) for agency in law.agencies.values() if "verification" in agency.powers]
            return agencies + [(item.vi, code) for code, item in law.lists.get(column.list, {}).items()]
        case "flag":
            return [("có", "co"), ("không", "khong")]
        case _:
            return []
