"""Asking for figures in a real browser: it fits a desk and a telephone, is done without a mouse, and prints as one table."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from psycopg_pool import ConnectionPool
from pypdf import PdfReader

from services.reporting.projections import building
from services.reporting.projections.building import Builds
from services.reporting.projections.counting.cases import CASES
from services.reporting.projections.counting.days import DAYS
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE
from tests.browser import entered
from tests.reporting.builds import unasked
from tests.reporting.kept import hear
from tests.reporting.office import Office
from tests.reporting.test_building import broken
from tests.reporting.test_publications_in_browser import DESK, LEAD, PHONE, fits
from tests.reporting.town import REFUSING, walked
from tests.town.keyboard import by_keyboard, follows

pytestmark = pytest.mark.browser
Pool = ConnectionPool[Any]
PICTURES = os.environ.get("TROVE_PICTURES")
ADDRESSES = (
    "/ask", "/ask?what=persons.v2", "/ask?what=persons.v2&by=sex&by=age_group&by=unit&period=first_half-2023",
    "/ask?what=terms.v1&by=holder&by=outcome", "/ask?what=days.v1&by=step", "/ask?what=money.v1",
    "/ask?what=persons.v2&by=sex&by=unit&by=stage&by=route&only.sex=purple&since=09/05/2023&until=08/05/2023",
    "/ask?what=cases.v1&by=agency&only.stage=supported", "/ask/counting", "/behind?of=persons&exact=1&sex=female",
    "/behind?of=days&exact=1", "/behind?of=cases&exact=1&agency=labour",
)  # fmt: skip


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_asking_fits_and_can_be_hit(width: int, browser: Browser) -> None:
    with entered(Office().web(), browser, width, **LEAD) as page:
        for number, address in enumerate(ADDRESSES):
            page.goto(address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"ask-{number}-{width}.png", full_page=True)
            page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
            if PICTURES and number in (0, 2):
                page.screenshot(path=Path(PICTURES) / f"ask-{number}-open-{width}.png", full_page=True)
            fits(page)


@pytest.fixture
def counted(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Office:
    """One question on its way, one that failed, one that waits to be put in place and differs."""
    hear(pool, walked().journal())
    unasked(pool, PEOPLE, CASES)
    Builds(pool).begin(DAYS.name)
    while Builds(pool, [DAYS]).advance():
        pass
    with pool.connection() as conn:
        conn.execute("DELETE FROM counted WHERE question = %s AND anchor = %s", [DAYS.name, REFUSING])
    monkeypatch.setattr(building, "AT_ONCE", 3)
    Builds(pool).begin_new()
    Builds(pool, [broken()]).advance()
    Builds(pool, [CASES]).advance(0)
    return Office(definitions=(Counted(pool), Builds(pool)))


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_is_counted_beside_is_seen_and_put_in_place_without_a_mouse(
    width: int, counted: Office, browser: Browser
) -> None:
    with entered(counted.web(), browser, width, **LEAD) as page:
        for name, address in (
            ("going", "/ask?what=cases.v1"),
            ("failed", "/ask?what=persons.v2"),
            ("all", "/ask/counting"),
        ):
            page.goto(address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"counting-{name}-{width}.png", full_page=True)
            fits(page)
        page.get_by_role("button", name="Đưa vào dùng").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Đã đưa vào dùng.").wait_for()


def test_figures_are_asked_for_kept_and_opened_without_a_mouse(browser: Browser) -> None:
    with entered(Office().web(), browser, DESK, **LEAD) as page:
        follows(page, "Tính số liệu")
        follows(page, "Người trở về")
        by_keyboard(page, {"Chia theo: Giới tính": "x", "Kỳ báo cáo": "6 tháng đầu năm 2023"})
        assert "theo giới tính, 6 tháng đầu năm 2023" in page.locator("#title").inner_text()
        page.get_by_role("button", name="Lưu cách tính này").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Đã lưu cách tính").wait_for()
        page.locator("#answer .lead a").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.get_by_role("heading", name="Số người: 6").wait_for()
        page.goto("/ask")
        follows(page, "Người trở về, theo giới tính, 6 tháng đầu năm 2023")


def test_printed_it_is_the_table_with_what_it_is_of(browser: Browser) -> None:
    with entered(Office().web(), browser, DESK, **LEAD) as page:
        page.goto("/ask?what=persons.v2&by=sex")
        printed = PdfReader(BytesIO(page.pdf(format="A4")))
        said = "".join("".join(each.extract_text() for each in printed.pages).split())
        assert "Ngườitrởvề,theogiớitính,tínhđếnnay" in said
        assert "Tổngsố:6người" in said
        assert "Chiatheo" not in said, "the form is for the screen"


def test_a_file_that_is_wrong_is_mended_where_it_stands_without_a_mouse(browser: Browser) -> None:
    with entered(Office().web(), browser, PHONE, **LEAD) as page:
        page.goto("/ask")
        page.locator("#file ~ details summary").focus()
        page.keyboard.press("Enter")
        page.locator("#f-text").fill("what: persons.v2\nby: [shoe_size]\nsince: 2023-05-09\nuntil: 2023-05-08")
        page.get_by_role("button", name="Tính theo tệp này").focus()
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_role("link", name="Chia theo").wait_for()
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"file-{PHONE}.png", full_page=True)
        fits(page)
        page.locator("#f-text").fill("what: persons.v2\nby: [sex]")
        page.get_by_role("button", name="Tính theo tệp này").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Người trở về, theo giới tính, tính đến nay").wait_for()
