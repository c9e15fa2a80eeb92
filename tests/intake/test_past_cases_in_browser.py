"""The whole way of past cases at a desk and on a telephone: send a sheet, say what a column is, read the dry run, say yes,
see the cases; every page fits."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import served
from tests.intake.desks import CLERK, COOKIE, Offices
from tests.intake.sheets import CLOSED, HEADS, OPEN, as_csv

pytestmark = pytest.mark.browser
PICTURES = Path(os.environ.get("TROVE_PICTURES", "build/pictures"))
UNKNOWN = ("hôm người ta nói cho biết", *HEADS[1:4], "Họ tên đầy đủ", *HEADS[5:])


@pytest.fixture
def town() -> Offices:
    return Offices()


@pytest.fixture(params=[1280, 360])
def page(town: Offices, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with served(town["labour"].web) as address:
        context = browser.new_context(viewport={"width": request.param, "height": 800}, base_url=address)
        context.add_cookies([{"name": COOKIE, "value": town["labour"].cookie(CLERK), "url": address}])
        page = context.new_page()
        yield page
        context.close()


def fits(page: Page, name: str) -> None:
    """Looked at as a picture, and no wider than the screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=PICTURES / f"import-{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def send(page: Page, sheet: bytes) -> None:
    page.goto("/import")
    page.set_input_files("#f-sheet", {"name": "so cu.csv", "mimeType": "text/csv", "buffer": sheet})
    with page.expect_navigation():
        page.get_by_role("button", name="Xem trước").click()


def test_an_officer_brings_in_past_cases_from_the_file_to_the_codes(town: Offices, page: Page) -> None:
    page.goto("/")
    if page.viewport_size and page.viewport_size["width"] > 600:
        page.get_by_role("link", name="Nhập hồ sơ cũ từ bảng tính").click()
        expect(page).to_have_url("/import")
    page.goto("/import")
    fits(page, "start")
    bad = OPEN | {"Ngày báo tin": "31/02/2021", "Ai báo tin": "bà hàng xóm ở đầu ngõ"}
    send(page, as_csv(CLOSED, OPEN, bad, OPEN | {"Ai báo tin": "Công an"}))
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 dòng thành hồ sơ, 1 dòng chưa được")
    expect(page.get_by_label("Để lại 2 dòng có thể trùng")).to_be_checked()
    fits(page, "review")
    with page.expect_navigation():
        page.get_by_role("button", name="Nhập vào hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đang nhập")
    fits(page, "running")
    town.settle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã nhập xong: 1 hồ sơ", timeout=15_000)
    fits(page, "done")
    page.get_by_role("link", name="HT-").first.click()
    expect(page.locator("main")).to_contain_text("Đã kết thúc")


def test_a_bad_file_is_told_in_a_sentence_and_columns_are_asked_once(page: Page) -> None:
    send(page, b"PK\x03\x04 cut off")
    expect(page.locator("main .problem")).to_contain_text("Tệp Excel hỏng")
    fits(page, "bad-file")
    rows = [
        dict(
            zip(
                UNKNOWN,
                (row["Ngày báo tin"], *list(row.values())[1:4], row["Họ và tên"], *list(row.values())[5:]),
                strict=True,
            )
        )
        for row in (CLOSED, OPEN)
    ]
    send(page, as_csv(*rows, heads=UNKNOWN))
    expect(page.locator("main .problem")).to_contain_text("Chưa có cột “Ngày báo tin”")
    fits(page, "columns")
    page.get_by_label(UNKNOWN[0]).select_option("x_ReportedOn")
    page.get_by_label(UNKNOWN[4]).select_option("x_FullName")
    with page.expect_navigation():
        page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 dòng thành hồ sơ")
