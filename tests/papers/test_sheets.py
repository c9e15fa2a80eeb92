"""A table as a spreadsheet: read back by looking into the file itself, without the library that wrote it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from shared.papers.sheets import Cell, Column, spreadsheet
from tests.papers.samples import OF_MANY

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = (Column("Số TT", 6), Column("Số văn bản", 20), Column("Ngày", 12))
EPOCH = date(1899, 12, 30)


def made(*rows: tuple[Cell, ...]) -> bytes:
    return spreadsheet("Sổ theo dõi hồ sơ", COLUMNS, rows, printed=OF_MANY)


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def read(content: bytes) -> list[list[str | date | float | None]]:
    """The cells as a spreadsheet program would show them: text, a day, a number, or nothing."""
    inside = parts(content)
    strings = ET.fromstring(inside["xl/sharedStrings.xml"]).iter(f"{MAIN}si")
    said = ["".join(text.text or "" for text in each.iter(f"{MAIN}t")) for each in strings]
    styles = ET.fromstring(inside["xl/styles.xml"])
    days = {each.get("numFmtId") for each in styles.iter(f"{MAIN}numFmt") if each.get("formatCode") == "dd/mm/yyyy"}
    [formats] = styles.iter(f"{MAIN}cellXfs")
    kinds = [each.get("numFmtId") in days for each in formats]

    def value(cell: ET.Element) -> str | date | float | None:
        assert cell.find(f"{MAIN}f") is None, "a formula"
        if (found := cell.findtext(f"{MAIN}v")) is None:
            return None
        if cell.get("t") == "s":
            return said[int(found)]
        return EPOCH + timedelta(int(found)) if kinds[int(cell.get("s", "0"))] else float(found)

    sheet = ET.fromstring(inside["xl/worksheets/sheet1.xml"])
    return [[value(cell) for cell in row] for row in sheet.iter(f"{MAIN}row")]


@pytest.mark.parametrize("number", ["12/5", "007", "1.000", "5-1", "34/CATX", "=1+1", "@sum(1)", "+84", "1e5", "TRUE"])
def test_the_numbers_of_the_office_stay_text_whatever_they_look_like(number: str) -> None:
    assert read(made((1, number, None)))[1] == [1.0, number, None]


def test_days_are_days_and_heads_stand_over_their_columns() -> None:
    assert read(made((1, "34/CATX", date(2023, 5, 22)), (2, "", None))) == [
        ["Số TT", "Số văn bản", "Ngày"],
        [1.0, "34/CATX", date(2023, 5, 22)],
        [2.0, None, None],
    ]


def test_a_table_of_nothing_is_its_heads() -> None:
    assert read(made()) == [["Số TT", "Số văn bản", "Ngày"]]


def test_it_prints_across_a4_with_its_head_and_its_entry_on_every_page() -> None:
    inside = parts(made((1, "a", None)))
    sheet = inside["xl/worksheets/sheet1.xml"]
    assert re.search(r'<pageSetup paperSize="9"[^>]*orientation="landscape"', sheet)
    assert "&amp;LMục 132, nhật ký intake.labour&amp;RTrang &amp;P/&amp;N" in sheet
    assert "$1:$1" in inside["xl/workbook.xml"]


def test_the_same_table_is_the_same_bytes_and_a_later_one_is_not() -> None:
    rows = ((1, "34/CATX", date(2023, 5, 22)),)
    assert made(*rows) == made(*rows)
    later = replace(OF_MANY, position=133)
    assert spreadsheet("Sổ theo dõi hồ sơ", COLUMNS, rows, printed=later) != made(*rows)
