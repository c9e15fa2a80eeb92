"""The public page and the queue of reports in a real browser, on a small phone and at a desk; pictures are kept."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from playwright.sync_api import Browser, Error, Page

from tests.house.parts import ROOT
from tests.intake.desks import COMMUNE, Office, Offices
from tests.web.doors import SOURCE
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
PICTURES = ROOT / "build" / "pictures"
STORY = "Em họ được rủ sang bên kia làm quán ăn, nay gọi về khóc, nói bị giữ. Chuyện bịa ra để thử."


@pytest.fixture(scope="module")
def town() -> Offices:
    return Offices()


@pytest.fixture(scope="module")
def origin(town: Offices) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(town["communes"].web, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def page_of(browser: Browser, origin: str, width: int, *, scripts: bool = True, office: Office | None = None) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, base_url=origin, java_script_enabled=scripts, device_scale_factor=2
    )
    if office:
        cookie = office.at(COMMUNE).cookies.get(f"trove-{SOURCE}") or ""
        context.add_cookies([{"name": f"trove-{SOURCE}", "value": cookie, "url": origin}])
    return context.new_page()


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_page_fits_can_be_hit_and_says_no_word_of_its_policy(
    browser: Browser, origin: str, width: int
) -> None:
    page, said = page_of(browser, origin, width), []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/bao-tin")
    fits(page)
    picture(page, f"bao-tin-{width}")
    page.click("text=Gửi tin")
    page.wait_for_selector("text=Viết ít nhất một điều")
    fits(page)
    picture(page, f"bao-tin-wrong-{width}")
    page.check("text=Đang bị giữ")
    page.fill("[name=story]", STORY)
    page.click("button:has-text('Gửi lại')")
    page.wait_for_selector("text=Đã nhận tin")
    fits(page)
    picture(page, f"bao-tin-sent-{width}")
    assert STORY not in page.content()
    assert [text for text in said if "Content Security Policy" in text] == []


def test_it_works_without_scripts_and_leads_away_quickly(browser: Browser, origin: str) -> None:
    page = page_of(browser, origin, 360, scripts=False)
    page.goto("/bao-tin?xa=20035")
    assert page.input_value("[name=place]") == "20035"
    page.fill("[name=story]", STORY)
    page.fill("[name=informant]", "0900 000 000, gọi sau 19 giờ")
    page.click("text=Gửi tin")
    assert page.locator(".big-code").inner_text().startswith("TB-")
    assert page.context.cookies() == []
    page.click("text=Thoát nhanh")
    assert page.url.endswith("/calendar")
    with suppress(Error):  # the browser keeps nothing of it to go back to
        page.go_back()
    page.wait_for_timeout(500)
    assert STORY not in page.content()


def test_escape_twice_leaves_the_page(browser: Browser, origin: str) -> None:
    page = page_of(browser, origin, 360)
    page.goto("/bao-tin")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/calendar")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_queue_and_the_page_of_a_report_fit(browser: Browser, origin: str, town: Offices, width: int) -> None:
    teller = page_of(browser, origin, 360)
    for story in (STORY, STORY, "Một chuyện khác, cũng bịa ra."):
        teller.goto("/bao-tin?xa=20035")
        teller.fill("[name=story]", story)
        if story is not STORY:
            teller.check("text=Đang bị giữ")
        teller.click("text=Gửi tin")
        teller.wait_for_selector("text=Đã nhận tin")
    page = page_of(browser, origin, width, office=town["communes"])
    page.goto("/reports")
    fits(page)
    picture(page, f"reports-{width}")
    page.click("table a >> nth=0")
    page.wait_for_selector("text=Có người có thể đang gặp nguy hiểm")
    fits(page)
    picture(page, f"report-{width}")
    page.click("text=Báo công an ngay")
    page.wait_for_selector("text=Gọi trước, ghi sau")
    fits(page)
    picture(page, f"report-call-{width}")
    page.goto("/")
    page.wait_for_selector("text=tin báo khẩn")
    fits(page)
    picture(page, f"queue-danger-{width}")
