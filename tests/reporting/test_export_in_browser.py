"""Exports in a real browser, on a desk and on a phone: the warning is read, the form fits and is done without a mouse."""

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page

from shared.testing import entries
from tests.browser import entered
from tests.reporting.office import Office
from tests.town.keyboard import by_keyboard, follows
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
DESK, PHONE = 1280, 360


def leading(office: Office, browser: Browser, width: int = DESK) -> AbstractContextManager[Page]:
    return entered(office.web(), browser, width, agency="labour", roles=("case_lead",), unit=None)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_exports_fits_and_can_be_hit(width: int, browser: Browser) -> None:
    office = Office()
    with leading(office, browser, width) as page:
        page.goto("/exports")
        _fits(page)
        page.goto("/exports/new")
        assert "không ai khóa, thu hồi" in page.locator("p.lead").inner_text()
        _fits(page)
        _filled(page)
        _fits(page)
        page.get_by_role("button", name="Ghi và tạo tệp").click()
        page.get_by_role("link", name="Tải tệp").wait_for()
        _fits(page)
        office.keep()
        page.goto("/exports")
        assert "Đã xuất · 1" in page.locator("main").inner_text()
        _fits(page)


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SMALL) == []


def _filled(page: Page) -> None:
    by_keyboard(
        page,
        {
            "Dạng tệp": "HTCDS 2.0, đúng chuẩn quốc tế (không có mã người, không có xã)",
            "Đưa cho ai": "Sở Lao động - Thương binh và Xã hội",
            "Để làm gì": "Báo cáo, thống kê theo quy định",
            "Căn cứ": "Nhiệm vụ báo cáo trong kế hoạch của thị xã",
            "Tôi hiểu tệp này ra khỏi hệ thống": "",
        },
    )


def test_a_file_is_exported_and_taken_without_a_mouse(browser: Browser) -> None:
    office = Office()
    with leading(office, browser) as page:
        follows(page, "Xuất dữ liệu")
        follows(page, "Xuất dữ liệu ra tệp")
        _filled(page)
        page.get_by_role("button", name="Ghi và tạo tệp").press("Enter")
        with page.expect_download() as taken:
            page.get_by_role("link", name="Tải tệp").press("Enter")
        assert taken.value.suggested_filename.startswith("XD-")
        assert [entry.name for entry in entries(office.ledger)] == [
            "reporting.export.ExportGiven", "reporting.access.SectionsOpened",
        ]  # fmt: skip
