"""Reading a spreadsheet that a stranger made: it is read as it stands, or a sentence says why not; and nothing else happens."""

import unicodedata
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from services.intake.importing.cells import Misread, value_of
from services.intake.importing.columns import Column, columns, folded, meant
from services.intake.importing.mapping import proposed, rows
from services.intake.importing.reading import MOST_BYTES, read
from services.intake.importing.rows import COMMANDS, said
from services.intake.importing.table import MOST_ROWS, Unreadable
from services.intake.importing.workbook import MOST_UNPACKED
from services.intake.main import FOLDER
from services.intake.pages.import_template import TAKEN, offered
from shared.web import words
from tests.intake.desks import PROFILE
from tests.intake.sheets import CLOSED, HEADS, as_csv, as_xlsx, saved

LAW, WORDS = PROFILE.law_on(date(2023, 5, 8)), words.load(FOLDER)
TEXT = "Họ và tên;Ngày báo tin;Ai báo tin\r\nNguyễn Thị Thử Nghiệm;03/02/2021;Công an\r\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_1258(text: str) -> bytes:
    """As Windows wrote Vietnamese: tones after their letters."""
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        made += (base + tone).encode("cp1258")
    return bytes(made)


def why(raw: bytes) -> str:
    with pytest.raises(Unreadable) as wrong:
        read(raw)
    return wrong.value.why


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1258"])
def test_vietnamese_is_read_in_every_encoding_that_leaves_no_doubt(encoding: str) -> None:
    raw = in_1258(TEXT) if encoding == "windows-1258" else TEXT.encode(encoding)
    assert read(raw).rows[0].cells == ("Nguyễn Thị Thử Nghiệm", "03/02/2021", "Công an")


def test_letters_apart_from_their_tones_are_the_same_letters() -> None:
    assert read(unicodedata.normalize("NFD", TEXT).encode()).heads == read(TEXT.encode()).heads


@pytest.mark.parametrize(
    "raw",
    [
        b"H\xe4 v\xb5 t\xaan;Ng\xb5y b\xb8o tin\nNguy\xd4n Th\xde Th\xf6;1/2/2021",
        "Hoï vaø teân;Ngaøy baùo tin\nNguyeãn Thò Thöû;1/2/2021".encode("latin-1"),
        "Hoï vaø teân;Ngaøy baùo tin\nNguyeãn Thò Thöû;1/2/2021".encode(),
    ],
    ids=["TCVN3", "VNI", "VNI saved as Unicode"],
)
def test_old_fonts_are_refused_by_name_rather_than_read_wrong(raw: bytes) -> None:
    assert why(raw) == "import.old_letters"


def test_a_single_cell_in_an_old_font_is_named_and_the_other_rows_are_read() -> None:
    table = read(as_csv(CLOSED, CLOSED | {"Họ và tên": "NguyÔn ThÞ Thö"}))
    assert [row.faults for row in table.rows] == [(), ((0, "import.old_font"),)]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_columns_may_be_parted_by_commas_semicolons_or_tabs(sign: str) -> None:
    assert read(as_csv(CLOSED, sign=sign)).heads == HEADS


def test_a_cell_may_hold_separators_and_lines_within_quotes() -> None:
    assert read(b'a;b\n"x;y\nz";2\n').rows[0].cells == ("x;y\nz", "2")


# Bad files, each by name


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADS))
    sheet.append([CLOSED[head] for head in HEADS])
    return book


def test_merged_cells_are_named_with_their_place() -> None:
    book = workbook()
    book.active.merge_cells("A2:A3")  # type: ignore[union-attr]
    with pytest.raises(Unreadable) as wrong:
        read(saved(book))
    assert (wrong.value.why, wrong.value.where) == ("import.merged", "A2:A3")


def test_a_formula_is_no_value_and_its_cell_is_named() -> None:
    table = read(as_xlsx(HEADS, [*list(CLOSED.values())[:4], "=TODAY()", *list(CLOSED.values())[5:]]))
    assert table.rows[0].faults == ((4, "import.formula"),)
    assert read(b"a,b\n=1+1,2\n").rows[0].faults == ((0, "import.formula"),)
    assert read(b"a,b\n+84912345678,2\n").rows[0].faults == (), "a telephone number is no formula"


def test_hidden_sheets_are_not_read_and_it_is_said_how_many_there_are() -> None:
    book = workbook()
    hidden = book.create_sheet("Nháp", 0)
    hidden.append(["không", "đọc"])
    hidden.sheet_state = "hidden"
    table = read(saved(book))
    assert (table.heads, table.left) == (HEADS, 1)


def test_two_hundred_thousand_rows_are_refused_without_being_held() -> None:
    line = b"Nguyen Thi Thu;03/02/2021\n"
    assert why(b"a;b\n" + line * 200_000) == "import.too_many_rows"
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(MOST_ROWS + 3):
        sheet.append(["x", "y"])
    assert why(saved(book)) == "import.too_many_rows"


def test_a_file_that_grows_when_opened_is_not_opened() -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (MOST_UNPACKED // 2))
    assert len(whole.getvalue()) < 200_000
    assert why(whole.getvalue()) == "import.bomb"


def test_entities_in_a_sheet_are_not_worked_out() -> None:
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(workbook()))) as there, zipfile.ZipFile(whole, "w") as packed:
        for name in there.namelist():
            text = there.read(name)
            if name.startswith("xl/worksheets/"):
                text = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + text
            packed.writestr(name, text)
    assert why(whole.getvalue()) == "import.bomb"


def test_macros_are_refused() -> None:
    whole = BytesIO(saved(workbook()))
    with zipfile.ZipFile(whole, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"...")
    assert why(whole.getvalue()) == "import.macros"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "import.empty"),
        (b"  \r\n ", "import.empty"),
        (b"a;b\n", "import.no_rows"),
        (b"only one\nx\n", "import.one_column"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import.old_workbook"),
        (b"PK\x03\x04 cut off", "import.broken_workbook"),
        (saved(workbook())[:-200], "import.broken_workbook"),
        (b'a;b\n"never closed;2\n', "import.csv_broken"),
        (b"a;b\n" + b"x" * MOST_BYTES, "import.too_large"),
        (b"\xff\xfea", "import.letters_cut"),
        (b"\xef\xbb\xbfa;b\n\xff;2", "import.letters_cut"),
        (b"a;b\n\x00\x01\x02;2\n", "import.not_text"),
        ((";".join("abcdefghij" for _ in range(300)) + "\nx;y\n").encode(), "import.too_many_columns"),
    ],
)
def test_every_other_bad_file_gets_its_own_sentence(raw: bytes, said: str) -> None:
    assert why(raw) == said


def test_a_packed_file_that_is_no_workbook_is_told_so() -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("thu.txt", b"xin chao")
    assert why(whole.getvalue()) == "import.no_workbook"


# Any bytes, any table


def outcome(raw: bytes) -> str:
    """Why it is not read; nothing where it is."""
    try:
        read(raw)
    except Unreadable as wrong:
        return wrong.why
    return ""


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00\xd8")
def test_no_bytes_whatever_make_the_reader_stumble(raw: bytes) -> None:
    assert (outcome(raw) or "import.read") in {*WORDS, "import.read"}


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=5), min_size=2, max_size=6),
    st.sampled_from(sorted(columns())),
)
def test_no_table_of_strings_whatever_makes_a_row_stumble(cells: list[list[str]], code: str) -> None:
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells)
    try:
        table = read(text.encode("utf-8", "replace"))
    except Unreadable:
        return
    mapping = [code, *proposed(table)[1:]]
    for row in rows(table):
        assert said(row, mapping, LAW).steps


@given(st.text(max_size=30), st.sampled_from([column for column in columns().values() if not column.never]))
def test_a_cell_is_a_value_or_says_why_it_is_none(cell: str, column: Column) -> None:
    said_why = ""
    try:
        assert value_of(cell, column, LAW) is not None
    except Misread as wrong:
        said_why = wrong.why
    assert not said_why or said_why in WORDS


# What cells mean


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03/02/2021", "03/02/2021"), ("3.2.2021", "03/02/2021"), ("3-2-2021", "03/02/2021"), ("2021-2-3", "2021-02-03"),
        ("44230", "2021-02-03"), ("2021-02-03 00:00:00", "2021-02-03"),
    ],
)  # fmt: skip
def test_a_day_is_read_however_excel_wrote_it(cell: str, day: str) -> None:
    assert value_of(cell, columns()["x_ReportedOn"], LAW) == day


def test_days_and_numbers_of_a_workbook_are_read_as_a_person_would_type_them() -> None:
    row = read(as_xlsx(["a", "b", "c", "d"], [datetime(2021, 2, 3), 1990, 912345678.0, True])).rows[0]  # noqa: DTZ001
    assert row.cells == ("03/02/2021", "1990", "912345678", "true")
    assert value_of("912345678", columns()["prs_MobilePhone"], LAW) == "0912345678", "the zero that Excel drops"


def test_columns_of_the_standard_are_known_with_the_misspellings_of_its_own_files() -> None:
    spelled = ("prs_First_Name", "PRS_FIRSTNAME", "vic_TraffickinStatusDecisionMakingOrg", "Họ và tên", "HO VA TEN")
    assert [meant(head) for head in spelled] == [
        "prs_FirstName", "prs_FirstName", "vic_TraffickingStatusDecisionMakingOrg", "x_FullName", "x_FullName",
    ]  # fmt: skip


def test_every_word_that_the_template_offers_is_read() -> None:
    for column in TAKEN:
        for word, code in offered(column, LAW):
            read_as = value_of(word, column, LAW)
            assert read_as, (column.code, word)
            assert column.kind not in ("code", "unit", "agency") or read_as == code


def test_a_second_line_of_heads_is_no_case() -> None:
    labels = {head: head for head in HEADS}
    assert [row.number for row in rows(read(as_csv(labels, CLOSED)))] == [3]


def test_two_units_that_differ_by_an_accent_alone_are_two_units() -> None:
    unit = columns()["x_AdminUnitCode"]
    called = {value_of(name, unit, LAW) for name in ("phường Hương Vân", "phường Hương Văn")}
    assert len(called) == 2
    with pytest.raises(Misread):
        value_of("Huong Van", unit, LAW)


def test_no_two_columns_answer_to_one_head() -> None:
    answers: dict[str, set[str]] = {}
    for column in columns().values():
        for head in (column.code, column.vi, *column.also):
            answers.setdefault(folded(head), set()).add(column.code)
    assert not {head: codes for head, codes in answers.items() if len(codes) > 1}


def test_every_column_becomes_a_part_of_its_command_or_says_why_not() -> None:
    for column in columns().values():
        fields = getattr(COMMANDS.get(column.step), "__dataclass_fields__", {})
        judged = column.step in ("outcome", "standing")
        assert column.never or judged or column.field in fields, column.code
        assert not column.list or LAW.lists[column.list], column.code


def test_colours_and_letters_of_a_workbook_say_nothing() -> None:
    book = workbook()
    for cell in book.active[2]:  # type: ignore[index]
        cell.font = Font(bold=True)
    assert read(saved(book)).rows[0].faults == ()
