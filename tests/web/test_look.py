"""The look can be read by tired eyes, and nothing on a page comes from elsewhere or runs by itself."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from shared.kernel.when import Precision, When
from shared.web import deadlines, pages
from tests.web.doors import LAW, logged_in
from tests.web.sample.pages import sample

CSS = (pages.STATIC / "trove.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))
TONES = ("done", "doing", "soon", "late", "held", "open")
TEXT = [
    ("ink", "page"), ("ink", "sheet"), ("ink", "shade"), ("ink", "soon-tint"),
    ("ink-quiet", "page"), ("ink-quiet", "sheet"), ("ink-quiet", "shade"),
    ("act", "page"), ("act", "sheet"), ("act", "act-tint"), ("act", "shade"),
    ("act-over", "sheet"), ("act-over", "act-tint"),
    ("on-act", "act"), ("on-act", "act-over"), ("on-state", "state"), ("state", "on-state"),
    *((tone, f"{tone}-tint") for tone in TONES), *((tone, "sheet") for tone in TONES),
    *((tone, "page") for tone in TONES),
]  # fmt: skip
EDGES = [
    ("edge", "sheet"), ("edge", "page"), ("edge", "shade"), ("focus", "sheet"), ("focus", "page"), ("late", "sheet"),
    ("on-state", "state"), ("act", "page"),
]  # fmt: skip


def light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(COLOURS[one]), light(COLOURS[other])))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_fields_and_the_focus_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3


def test_the_measure_itself_is_right() -> None:
    COLOURS.update(black="#000000", white="#ffffff")
    assert round(contrast("black", "white"), 1) == 21.0


def test_colours_are_chosen_in_one_place() -> None:
    rules = re.sub(r":root \{.*?\n\}", "", CSS, count=1, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) <= {"#fff", "#000"}  # paper is white, ink is black
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= COLOURS.keys() | {"tap", "gap", "round"}


def test_nothing_comes_from_elsewhere() -> None:
    for file in [*pages.STATIC.glob("trove.*"), *(pages.HERE / "templates").iterdir()]:
        assert not re.search(r"(?:https?:)?//[a-z]+\.", file.read_text(encoding="utf-8")), file.name


def test_no_template_carries_script_or_style_of_its_own() -> None:
    """The content security policy would refuse it."""
    for file in (pages.HERE / "templates").iterdir():
        words = file.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]* src=)", words), file.name


def test_every_font_and_script_of_others_brings_its_licence() -> None:
    for licence, word in (
        ("be-vietnam-pro.LICENSE.txt", "SIL OPEN FONT LICENSE"),
        ("htmx.LICENSE.txt", "Zero-Clause BSD"),
    ):
        assert word in (pages.STATIC / licence).read_text(encoding="utf-8")
    assert all((pages.STATIC / name).is_file() for name in re.findall(r'url\("([^"]+)"\)', CSS))


@pytest.mark.parametrize("path", ["/", "/cases/HT-7K2-9", "/form", "/form?wrong=true", "/nothing"])
def test_no_name_and_no_code_stands_in_a_title(path: str) -> None:
    text = logged_in(sample()).get(path).text
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert title is not None
    assert not re.search(r"Lan|HT-", title[1])
    assert "Ngày của hệ thống: <b>06/05/2023</b> – ngày được đặt để chạy thử" in text


def test_every_field_has_a_label_and_every_fault_stands_at_its_field() -> None:
    text = logged_in(sample()).get("/form?wrong=true").text
    shown = re.findall(r'<(?:input|select|textarea) id="(f-[\w-]+)"', text)
    assert len(shown) >= 4
    assert [field for field in shown if f'for="{field}"' not in text] == []
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="h-on e-on"' in text


def test_a_forbidden_deed_stays_visible_with_its_reason_and_rule() -> None:
    text = logged_in(sample()).get("/").text
    assert re.search(
        r'aria-disabled="true"[^>]*>Chuyển đơn vị khác</span><span class="why">Vai trò.*?right\.role', text
    )


def test_browsers_keep_no_pages() -> None:
    """htmx would otherwise store whole pages in the browser."""
    assert '"historyCacheSize":0' in logged_in(sample()).get("/").text


# Words for days, money and times


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2023, 5, 25), "hết 25/05, còn 19 ngày", "calm"), (date(2023, 5, 8), "hết 08/05, còn 2 ngày", "soon"),
        (date(2023, 5, 6), "hết hôm nay", "soon"), (date(2023, 5, 5), "quá hạn 1 ngày", "late"),
        (date(2024, 1, 2), "hết 02/01/2024, còn 241 ngày", "calm"), (None, "chưa có hạn", "calm"),
    ],
)  # fmt: skip
def test_time_left_is_said_in_words(due: date | None, words: str, tone: str) -> None:
    today = date(2023, 5, 6)
    assert (deadlines.left(due, today), deadlines.urgency(due, today)) == (words, tone)


def test_money_and_days_are_written_as_here() -> None:
    assert (pages.money(1_000_000), pages.money(0), pages.money(None)) == ("1.000.000 đ", "0 đ", "chưa xác định")
    assert (pages.vn_date(date(2023, 5, 8)), pages.vn_date(None)) == ("08/05/2023", "chưa rõ")
    assert pages.vn_time(datetime(2023, 5, 5, 18, 30, tzinfo=UTC)) == "06/05/2023 01:30"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When.day(date(2023, 5, 8)), "08/05/2023"), (When(Precision.MONTH, "2023-05"), "tháng 05/2023"),
        (When(Precision.YEAR, "2019"), "năm 2019"), (When.unknown(), "chưa rõ"),
        (When(Precision.INTERVAL, "2019", "2021-03"), "từ năm 2019 đến tháng 03/2021"),
        (When.instant(datetime(2023, 5, 5, 2, tzinfo=UTC)), "05/05/2023 09:00"),
    ],
)  # fmt: skip
def test_a_day_is_written_as_exactly_as_it_is_known(when: When, words: str) -> None:
    assert pages.when_words(when) == words


def test_codes_are_shown_in_the_words_of_the_law() -> None:
    template = (
        "{{ 'labour' | word('purposes') }}·{{ 'x' | word('purposes') }}·{{ 'police' | agency }}·{{ '19900' | unit }}"
    )
    made = pages.environment([Path()], {}).from_string(template)
    assert made.render(law=LAW) == "Cưỡng bức lao động·x·Công an thị xã·xã Bình Tiến"
