"""A report to those above in a real browser: drafted, edited, handed over, numbered and supplemented without a mouse, at a desk
and on a telephone."""

import os
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shared.testing import actor
from tests.browser import entered
from tests.reporting.office import Office
from tests.reporting.test_publications_in_browser import DESK, LEAD, PHONE, fits
from tests.reporting.town import walked

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("TROVE_PICTURES")
COMMUNE = {"agency": "communes", "roles": ("commune_officer",), "unit": "20008"}


def seen(office: Office, page: Page, name: str, width: int) -> None:
    """What the worker would have folded meanwhile, and a picture; nothing is wider than the screen."""
    office.keep()
    page.reload() if "reports/new" not in page.url else None
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"official-{name}-{width}.png", full_page=True)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    fits(page)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = false)")


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_report_goes_its_way_without_a_mouse(width: int, browser: Browser) -> None:
    office = Office([entry for entry in walked().journal() if entry.at.date() <= date(2023, 5, 20)])
    with entered(office.web(), browser, width, **LEAD) as page:
        page.goto("/reports")
        seen(office, page, "none", width)
        press(page, "Soạn báo cáo của thị xã", "link")
        assert page.get_by_label("Báo cáo tổng hợp của thị xã").is_checked(), "that of the whole town stands there"
        assert page.get_by_label("Kỳ báo cáo từ ngày").input_value() == "15/12/2022", (
            "the half year of today stands there"
        )
        seen(office, page, "new", width)
        press(page, "Đếm và soạn")
        page.get_by_text("Đã soạn. Xem nội dung").wait_for()
        seen(office, page, "drafted", width)
        page.locator("summary", has_text="Sửa đề xuất, kiến nghị").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Đề xuất, kiến nghị", exact=True).fill(
            "Đề nghị mở thêm lớp tập huấn.\nGiữ nguyên mức hỗ trợ."
        )
        press(page, "Lưu phần này")
        page.get_by_text("Đã lưu phần này.").wait_for()
        press(page, "Đọc phần đã sửa (việc xem được lưu vết)")
        page.get_by_text("Giữ nguyên mức hỗ trợ.").first.wait_for()
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"official-edited-{width}.png", full_page=True)
        press(page, "Trình ký", "link")
        press(page, "Ghi là đã trình ký")
        page.get_by_text("Đã ghi là trình ký").wait_for()
        press(page, "Ghi số văn bản", "link")
        page.get_by_label("Số, ký hiệu văn bản").fill("21/BC-LĐTBXH")
        page.get_by_label("Ngày ký").fill("31/05/2023")
        press(page, "Ghi số")
        page.get_by_text("21/BC-LĐTBXH").first.wait_for()
        office.pinned.entries = walked().journal()
        press(page, "Soạn báo cáo bổ sung", "link")
        press(page, "Đếm lại và soạn")
        page.get_by_text("Đã soạn báo cáo bổ sung").wait_for()
        seen(office, page, "signed", width)
        (second,) = [
            id_ for id_, line in office.officials.listed(actor("labour", "case_lead")).items() if line.supplements
        ]
        page.goto(f"/reports/{second}")
        seen(office, page, "supplement", width)
        page.goto("/reports")
        seen(office, page, "list", width)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_unit_drafts_its_own(width: int, browser: Browser) -> None:
    office = Office()
    with entered(office.web(), browser, width, **COMMUNE) as page:
        page.goto("/")
        press(page, "Soạn báo cáo của đơn vị mình", "link")
        assert page.get_by_label("Kỳ báo cáo từ ngày").input_value() == "15/12/2022", (
            "the half year of today stands there"
        )
        press(page, "Đếm và soạn")
        page.get_by_text("Báo cáo kết quả của đơn vị").first.wait_for()
        seen(office, page, "unit", width)
