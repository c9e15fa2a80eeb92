"""A paper photographed with a telephone: its camera is offered, too much is said at once, and what was sent once is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import served
from tests.files import samples
from tests.intake.desks import CLERK, COOKIE, Offices
from tests.intake.test_pages import RECEPTION, reported
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
FIELD = ".field[data-most]"


def form(browser: Browser, how: dict[str, Any]) -> Iterator[Page]:
    """The form of a proof, as the reception officer sees it."""
    town = Offices()
    where = reported(town)
    town["labour"].at(CLERK).post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    with served(town["labour"].web) as address:
        context = browser.new_context(base_url=address, **how)
        context.add_cookies([{"name": COOKIE, "value": town["labour"].cookie(CLERK), "url": address}])
        page = context.new_page()
        page.goto(where + "/proof")
        yield page
        context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from form(browser, PHONE)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    yield from form(browser, DESK)


def picture(folder: Path, size: int) -> Path:
    file = folder / "IMG_1.jpg"
    file.write_bytes(samples.jpeg(size))
    return file


def fill(page: Page, number: str) -> None:
    page.locator("[name=proof_type][value=POLICE_DISTRICT_CERT]").check()
    page.fill("[name=number]", number)
    page.fill("[name=dated]", "08/05/2023")


def press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form.form .send .button").first.click()


def test_a_telephone_offers_its_camera_and_a_desk_does_not(phone: Page, desk: Page) -> None:
    assert phone.get_by_text("Chụp ảnh", exact=True).is_visible()
    assert desk.get_by_text("Chụp ảnh", exact=True).is_hidden()
    for page in (phone, desk):
        assert page.get_by_text("Chọn tệp…").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate(SMALL) == []
        assert page.get_by_text("Tệp lớn quá mức cho phép").is_hidden()


def test_a_photograph_is_sent_kept_while_the_form_is_corrected_and_shown(phone: Page, tmp_path: Path) -> None:
    phone.set_input_files("#c-scan", picture(tmp_path, 400_000))
    assert "IMG_1.jpg" in phone.locator(FIELD).inner_text()
    fill(phone, "số 7")
    press(phone)
    assert "Đã giữ tệp gửi lần trước" in phone.locator(FIELD).inner_text()
    fill(phone, "7/GXN")
    press(phone)
    scan = phone.get_by_role("link", name="Xem bản quét (ảnh, 0,4 MB)")
    with phone.context.expect_page() as opened:
        scan.click()
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("document.contentType") == "image/jpeg"
    assert opened.value.evaluate("document.images[0].naturalWidth") == 8


def test_a_file_too_large_is_said_before_it_is_sent_and_the_next_one_goes(desk: Page, tmp_path: Path) -> None:
    desk.set_input_files("#f-scan", picture(tmp_path, 1_100_000))
    assert desk.get_by_text("Tệp lớn quá mức cho phép").is_visible()
    assert desk.evaluate("document.querySelector('#f-scan').files.length") == 0
    desk.set_input_files("#f-scan", picture(tmp_path, 1000))
    assert desk.get_by_text("Tệp lớn quá mức cho phép").is_hidden()
    assert desk.evaluate("document.querySelector('#f-scan').files.length") == 1
