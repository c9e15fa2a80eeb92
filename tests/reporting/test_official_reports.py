"""Official reports: drafted from the figures, written in three forms, and the same bytes whenever they are made again."""

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from services.reporting.domain.official.kinds import SECTIONS, Kind, Part
from services.reporting.official.content import Content, Section, renderers
from services.reporting.official.drafting import supplemented
from services.reporting.official.parcel import FIRST, unpacked
from services.reporting.official.qr import png
from services.reporting.official.sheet import as_sheet
from services.reporting.official.word import as_word
from services.reporting.official.written import as_pdf, footer
from services.reporting.projections.counting.access import access
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.deliveries import DELIVERIES
from services.reporting.projections.counting.persons import PEOPLE
from shared.kernel.unit_papers import Obliged
from tests.reporting.counts import Counts
from tests.reporting.official_lives import FORMS, FRAME, HALF, report
from tests.reporting.town import law, walked

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(docx: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return " ".join(each.text or "" for each in ET.fromstring(archive.read(part)).iter(f"{W}t"))


def section(content: Content, part: Part) -> Section:
    return next(each for each in content.sections if each.part == part)


def test_the_figures_of_the_history_stand_in_the_sentences() -> None:
    content = report()
    assert "tiếp nhận trong kỳ 5 người" in content.texts[Part.IN_PERIOD]
    assert content.texts[Part.AT_THE_END].startswith("Tổng số người đã tiếp nhận: 5; trong đó: nạn nhân 2;")
    assert sum(int(row[-1]) for row in section(content, Part.TABLES).said.tables[0].rows) == 5


@pytest.mark.parametrize("kind", Kind)
def test_a_report_has_the_sections_of_its_kind_in_their_order(kind: Kind) -> None:
    content = report(kind)
    wanted = ((Part.IN_PERIOD,) if kind is Kind.UNIT_RESULT else ()) + SECTIONS[kind]
    assert tuple(each.part for each in content.sections) == wanted
    assert [each.said.title.partition(".")[0] for each in content.sections] == [*ROMAN[: len(wanted)]]


def test_the_consolidated_report_tells_services_terms_and_the_targets_of_the_plan() -> None:
    content = report(Kind.TOWN_CONSOLIDATED)
    said, whole = (
        access(Counts.of(walked().journal(), PEOPLE, DELIVERIES), AsOf(HALF.until, HALF.until), law()),
        content.texts,
    )
    assert f"Trong {said.victims.persons} nạn nhân đã tiếp nhận" in whole[Part.SERVICES]
    assert f"Được đề nghị {sum(row.asked for row in said.services)} lần" in whole[Part.SERVICES]
    (services,) = section(content, Part.SERVICES).said.tables
    assert len(services.rows) == len(said.services) > 0
    figures = {each.called: each.number for each in section(content, Part.TERMS).told}
    rows = section(content, Part.TERMS).said.tables[0].rows
    assert [figures[name] for name in ("Hạn đúng", "Hạn xong trễ", "Hạn đang quá", "Hạn đang chờ")] == [
        sum(int(row[at]) for row in rows) for at in (1, 2, 3, 4)
    ]
    assert "chỉ tiêu 3" in whole[Part.TARGETS]
    assert whole[Part.DIFFICULTIES] == whole[Part.PROPOSALS] == "Không có."


def test_a_unit_tells_of_its_own_persons_services_and_terms() -> None:
    of_unit, of_town = report(Kind.UNIT_RESULT), report(Kind.TOWN_CONSOLIDATED)
    assert "Ủy ban nhân dân" in of_unit.subject
    for part, name in ((Part.IN_PERIOD, "Tiếp nhận trong kỳ"), (Part.TERMS, "Hạn đúng")):
        own, town = (
            {each.called: each.number for each in section(content, part).figures}.get(name, 0)
            for content in (of_unit, of_town)
        )
        assert own <= town
    rows = [row for table in section(of_unit, Part.TERMS).said.tables for row in table.rows]
    assert all(row[0].startswith("Ủy ban nhân dân") for row in rows)


def test_an_agency_without_units_tells_of_no_person_of_the_town() -> None:
    content = report(Kind.UNIT_RESULT, whose=Obliged("health", None))
    assert Part.IN_PERIOD not in content.texts
    (services,) = section(content, Part.SERVICES).said.tables
    assert all("y tế" in row[0].lower() for row in services.rows)


@pytest.mark.parametrize("kind", Kind)
def test_where_nobody_came_nothing_is_counted_in_per_cent(kind: Kind) -> None:
    content = report(kind, somebody=False)
    for part in {Part.IN_PERIOD, Part.AT_THE_END, Part.SERVICES, Part.TERMS, Part.TABLES} & content.texts.keys():
        assert content.texts[part] == "Không phát sinh."
    assert "%" not in "".join(content.texts.values())


def test_a_period_that_is_not_over_says_that_it_is_a_part() -> None:
    assert "chưa kết thúc" in report(as_of=date(2023, 5, 20)).opening
    assert "chưa kết thúc" not in report().opening


def test_a_summary_for_the_leader_is_one_page() -> None:
    paper = PdfReader(io.BytesIO(as_pdf(report(Kind.LEADER_SUMMARY), FRAME)))
    assert len(paper.pages) == 1


def test_an_unknown_kind_is_no_report() -> None:
    with pytest.raises(LookupError):
        report("horoscope")


def test_what_has_changed_since_a_signed_report_stands_line_by_line() -> None:
    before, now = report(as_of=date(2023, 5, 20)), report()
    found = section(supplemented(now, before, "5/BC"), Part.DIFFERENCES)
    was, after = (
        {each.called: each.number for part in content.sections for each in part.figures} for content in (before, now)
    )
    (table,) = found.said.tables
    assert {row[0]: row[1:] for row in table.rows} == {
        name: tuple("" if n is None else str(n) for n in (was.get(name), after.get(name)))
        for name in {*was, *after}
        if was.get(name, 0) != after.get(name, 0)
    }
    assert "5/BC" in found.said.title
    assert found.said.title.startswith("IV.")
    same = section(supplemented(now, now, "5/BC"), Part.DIFFERENCES)
    assert same.said.told == ("Không có số liệu nào khác.",)
    assert not same.said.tables


def test_a_number_that_may_be_counted_otherwise_now_says_so() -> None:
    now = report()
    before = replace(now, pin=replace(now.pin, definition="0" * 64))
    found = section(supplemented(now, before, "5/BC"), Part.DIFFERENCES)
    assert "Cách đếm đã khác" in found.said.told[-1]


def test_word_and_excel_say_what_they_were_made_from() -> None:
    content = report()
    docx, xlsx = as_word(content, FRAME), as_sheet(content, FRAME)
    book = load_workbook(io.BytesIO(xlsx))
    for line in footer(content.pin):
        assert line in words_of(docx, "word/footer1.xml")
        assert line in [row[0] for row in book["Báo cáo"].iter_rows(values_only=True)]
    assert content.sections[0].said.told[0] in words_of(docx)
    assert len(book.sheetnames) == 1 + len(content.sections[2].said.tables)
    assert isinstance(book["Biểu 1"].cell(3, 2).value, int)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_word_and_excel_bear_the_code_of_the_page_and_name_no_part_that_is_not_there(form: str) -> None:
    content = report()
    parts = unpacked(FORMS[form](content, FRAME))
    (code,) = [each for name, each in parts.items() if name.endswith("media/qr.png")]
    assert code == png(content.pin.address)
    for name, part in parts.items():
        if name.endswith(".rels"):
            of = name.replace("_rels/", "").removesuffix(".rels")
            for one in ET.fromstring(part):
                assert urljoin(f"/{of}", one.attrib["Target"]).removeprefix("/") in parts, name
    assert b'ContentType="image/png"' in parts[FIRST]


def test_what_an_officer_typed_is_text_in_word_and_excel() -> None:
    content = replace(report(), closing='=1+1 <w:p> & "\x0b')
    assert '=1+1 <w:p> & "' in words_of(as_word(content, FRAME))
    said = [
        row[0] for row in load_workbook(io.BytesIO(as_sheet(replace(content, closing="=1+1"), FRAME)))["Báo cáo"].values
    ]
    assert " =1+1" in said


@pytest.mark.slow
def test_the_same_report_is_the_same_bytes_in_another_process_and_surroundings() -> None:
    def made(**surroundings: str) -> str:
        env = {**os.environ, **surroundings}
        command = [sys.executable, "-m", "tests.reporting.official_lives"]
        done = subprocess.run(
            command, capture_output=True, text=True, env=env, check=True, cwd=Path(__file__).parents[2]
        )
        return done.stdout

    first = made(TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="1", LANG="vi_VN.UTF-8")
    assert first.count("\n") == len(FORMS) * len(Kind)
    assert len({line.split()[-1] for line in first.splitlines()}) == first.count("\n")
    day = "2031-02-03T04:05:06+00:00"
    assert made(TZ="America/New_York", PYTHONHASHSEED="2", LANG="C.UTF-8", DAY=day) == first


def test_a_paper_bears_the_day_of_its_figures_and_not_that_of_its_making() -> None:
    said = PdfReader(io.BytesIO(as_pdf(report(), FRAME))).metadata
    assert said is not None
    assert said.creation_date == said.modification_date == datetime.combine(HALF.until, time(), UTC)


def test_the_versions_that_the_bytes_rest_on_are_known() -> None:
    assert renderers().keys() == {"openpyxl", "segno", "typst"}
