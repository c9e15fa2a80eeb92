"""The inspector's desk in a real browser, on a desk and on a phone: it fits, can be hit, and is done without a mouse."""

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import entered
from tests.reporting.office import Office
from tests.reporting.test_odd_desk import BROKEN, SEALED, SEALED_LATE
from tests.town.keyboard import by_keyboard, follows
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
DESK, PHONE = 1280, 360


def inspecting(office: Office, browser: Browser, width: int = DESK) -> AbstractContextManager[Page]:
    """What an inspector sees first."""
    return entered(office.web(), browser, width, agency="office", roles=("inspector",), unit=None)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_desk_and_a_finding_fit_and_can_be_hit(width: int, browser: Browser) -> None:
    with inspecting(Office(seals=[SEALED, SEALED_LATE, BROKEN]), browser, width) as page:
        assert page.locator("h1").inner_text().startswith("Điều bất thường")
        _fits(page)
        page.locator("tbody a.tap").last.click()
        page.get_by_role("heading", name="Vì sao điều này được nêu").wait_for()
        _fits(page)


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SMALL) == []


def test_a_finding_is_dismissed_with_a_reason_without_a_mouse(browser: Browser) -> None:
    office = Office()
    with inspecting(office, browser) as page:
        first = page.locator("tbody a.tap[href^='/odd/']").first.inner_text()
        follows(page, first)
        assert "hạn hết ngày 29/05/2023" in page.locator("main").inner_text()
        follows(page, "Ghi đã có giải thích")
        by_keyboard(
            page, {"Vì sao không phải là bất thường": "Đã giải trình hợp lý", "Ghi thêm": "Công văn giải trình."}
        )
        assert "Đã ghi giải thích." in page.locator("main").inner_text()
        office.keep()
        follows(page, "Về danh sách")
        assert first not in page.locator("main").inner_text()
        follows(page, "Đã có giải thích · 1")
        assert first in page.locator("main").inner_text()
