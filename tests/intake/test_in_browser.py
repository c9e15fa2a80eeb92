"""Forms and lists of intake in a real browser, on a desk and on a phone: nothing typed is lost, counts move by themselves,
no list jumps, and the keyboard is enough."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.kernel.people import Actor
from shared.web.live import Live
from tests.browser import served
from tests.intake.desks import CLERK, COMMUNE, COOKIE, Office, Offices
from tests.intake.test_pages import RECEPTION, REPORT, reported
from tests.web.doors import DraftsInMemory, HandPulse
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
DESK, PHONE = 1280, 360
PICTURES = Path(os.environ.get("TROVE_PICTURES", "build/pictures"))
OVER = "document.documentElement.scrollWidth - innerWidth"
EXPECTED = re.compile("status of 4|ERR_INTERNET_DISCONNECTED")
"""A refusal is answered with a status that says so; one test takes the network away."""
SAVED = re.compile(r"Đã lưu nháp lúc \d\d:\d\d\.")


@pytest.fixture
def town() -> Offices:
    return Offices()


@dataclass
class AtScreen:
    """An officer before a page, and the office behind it."""

    page: Page
    office: Office
    pulse: HandPulse
    width: int

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"intake-{name}-{self.width}.png", full_page=True)

    @property
    def drafts(self) -> DraftsInMemory:
        found: DraftsInMemory = self.office.web.state.door.drafts
        return found

    def fits(self) -> None:
        self.page.wait_for_load_state()
        assert self.page.evaluate(OVER) <= 0
        assert self.page.evaluate(SMALL) == []


@contextmanager
def screen(
    browser: Browser, office: Office, who: Actor, width: int = DESK, *, script: bool = True
) -> Iterator[AtScreen]:
    pulse = HandPulse()
    office.web.state.live = Live(office.web.state.door, pulse)
    with served(office.web, pulse) as address:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, base_url=address, java_script_enabled=script
        )
        context.add_cookies([{"name": COOKIE, "value": office.cookie(who), "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield AtScreen(page, office, pulse, width)
        context.close()
        assert [text for text in wrong if not EXPECTED.search(text)] == []


def typed(page: Page) -> None:
    """What somebody tells, as far as the officer came."""
    page.fill("[name=name]", "Nguyễn Thị Thử Nghiệm")
    page.fill("[name=story]", "Kể thử")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_is_typed_is_kept_by_itself_and_stands_there_again(town: Offices, browser: Browser, width: int) -> None:
    with screen(browser, town["communes"], COMMUNE, width) as at:
        at.page.goto("/cases/new")
        assert not at.page.get_by_role("button", name="Lưu nháp").is_visible()
        typed(at.page)
        expect(at.page.locator(".said")).to_have_text(SAVED)
        expect(at.page.locator("[data-count='/drafts']")).to_have_text("1")
        at.picture("draft-saved")
        at.page.goto("/")
        at.page.goto("/cases/new")
        assert "Có bản nháp lưu lúc" in at.page.locator(".draft").inner_text()
        assert at.page.input_value("[name=name]") == "Nguyễn Thị Thử Nghiệm"
        at.fits()
        at.picture("draft-again")
        at.page.goto("/drafts")
        at.fits()
        at.picture("drafts")
        at.page.get_by_role("link", name="Lập hồ sơ").click()
        at.page.get_by_role("button", name="Bỏ bản nháp").click()
        assert at.page.input_value("[name=name]") == ""
        assert at.drafts.rows == {}


def test_leaving_quickly_keeps_the_draft_and_shows_nothing_of_it(town: Offices, browser: Browser) -> None:
    with screen(browser, town["communes"], COMMUNE) as at:
        at.page.goto("/")
        at.page.goto("/cases/new")
        typed(at.page)
        at.page.keyboard.press("Escape")
        at.page.keyboard.press("Escape")
        at.page.wait_for_url("**/calendar")
        assert "háp" not in at.page.content()
        at.page.go_back()
        assert "Thử Nghiệm" not in at.page.content()
        assert at.page.url.endswith("/")
        (draft,) = at.drafts.of(COMMUNE.id)
        assert dict(draft.fields)["name"] == "Nguyễn Thị Thử Nghiệm"


def test_what_was_sent_leaves_no_draft_behind(town: Offices, browser: Browser) -> None:
    with screen(browser, town["communes"], COMMUNE) as at:
        at.page.goto("/cases/new")
        at.page.fill("[name=reported_on]", "05/05/2023")
        at.page.select_option("[name=channel]", "person")
        typed(at.page)
        at.page.get_by_role("button", name="Đọc lại trước khi gửi").click()
        at.page.get_by_role("button", name="Ghi và thông báo ngay").click()
        at.page.wait_for_selector("text=Đã làm xong")
        assert at.drafts.rows == {}


def test_when_the_session_has_ended_what_was_typed_stays_and_it_is_said_what_to_do(
    town: Offices, browser: Browser
) -> None:
    with screen(browser, town["communes"], COMMUNE, PHONE) as at:
        at.page.goto("/cases/new")
        door = at.office.web.state.door
        door.sessions.close(at.page.context.cookies()[0]["value"])
        typed(at.page)
        expect(at.page.locator(".said[role=alert]")).to_contain_text("đăng nhập lại ở một thẻ khác")
        assert at.page.input_value("[name=story]") == "Kể thử"
        assert at.drafts.rows == {}
        at.picture("session-ended")


def test_while_the_server_is_away_what_was_typed_stays_and_is_kept_later(town: Offices, browser: Browser) -> None:
    with screen(browser, town["communes"], COMMUNE) as at:
        at.page.goto("/cases/new")
        at.page.context.set_offline(True)
        typed(at.page)
        expect(at.page.locator(".said[role=alert]")).to_contain_text("Nội dung vẫn ở trên trang này")
        at.page.context.set_offline(False)
        at.page.fill("[name=story]", "Kể tiếp")
        expect(at.page.locator(".said")).to_have_text(SAVED, timeout=20_000)
        (draft,) = at.drafts.of(COMMUNE.id)
        assert dict(draft.fields)["story"] == "Kể tiếp"


def test_without_javascript_a_button_keeps_the_draft(town: Offices, browser: Browser) -> None:
    with screen(browser, town["communes"], COMMUNE, PHONE, script=False) as at:
        at.page.goto("/cases/new")
        typed(at.page)
        at.page.get_by_role("button", name="Lưu nháp").click()
        assert at.page.input_value("[name=name]") == "Nguyễn Thị Thử Nghiệm"
        at.page.goto("/")
        at.page.get_by_text("Các mục việc").click()
        at.picture("menu-without-script")
        at.page.get_by_role("link", name="Bản nháp").click()
        assert at.page.get_by_role("link", name="Lập hồ sơ").count() == 1


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_counts_move_by_themselves_and_the_list_says_what_came_without_jumping(
    town: Offices, browser: Browser, width: int
) -> None:
    reported(town)
    with screen(browser, town["labour"], CLERK, width) as at:
        at.page.goto("/?queue=to_take")
        count = at.page.locator("[data-count='/?queue=to_take']")
        expect(count).to_have_text("1")
        rows = at.page.locator("tbody tr")
        before = rows.all_inner_texts()
        reported(town)
        reported(town)
        at.pulse.beat()
        expect(count).to_have_text("3")
        news = at.page.locator(".news")
        expect(news).to_have_text("Có 2 mục mới — Xem")
        assert rows.all_inner_texts() == before
        at.fits()
        at.picture("news")
        at.page.get_by_role("link", name="Xem", exact=True).press("Enter")
        assert rows.count() == 3
        expect(news).to_be_hidden()


def test_the_line_closes_while_the_page_is_not_looked_at(town: Offices, browser: Browser) -> None:
    with screen(browser, town["labour"], CLERK) as at:
        live = at.office.web.state.live
        at.page.goto("/")
        expect(at.page.locator("[data-count='/?queue=to_take']")).to_have_text("0")
        at.page.wait_for_timeout(300)
        assert len(live._lines) == 1
        at.page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        at.page.wait_for_timeout(500)
        assert len(live._lines) == 0
        reported(town)
        at.page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: false}); document.dispatchEvent(new Event('visibilitychange'))"
        )
        expect(at.page.locator("[data-count='/?queue=to_take']")).to_have_text("1")


def test_a_key_press_in_the_menu_is_not_lost_when_counts_move(town: Offices, browser: Browser) -> None:
    with screen(browser, town["labour"], CLERK) as at:
        at.page.goto("/")
        link = at.page.get_by_role("navigation").get_by_role("link").nth(1)
        link.focus()
        reported(town)
        at.pulse.beat()
        expect(at.page.locator("[data-count='/?queue=to_take']")).to_have_text("1")
        assert at.page.evaluate("document.activeElement.getAttribute('href')") == link.get_attribute("href")


def test_on_a_phone_the_menu_is_folded_and_opens_by_key_and_by_thumb(town: Offices, browser: Browser) -> None:
    reported(town)
    with screen(browser, town["labour"], CLERK, PHONE) as at:
        at.page.goto("/")
        link = at.page.get_by_role("navigation").get_by_role("link", name="Đang thụ lý")
        assert not link.is_visible()
        assert (
            at.page.evaluate(
                "document.querySelector('.side').scrollWidth - document.querySelector('.side').clientWidth"
            )
            == 0
        )
        box = at.page.locator("label[for=side-open]").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        for _ in range(8):  # skip link, search, account: the menu comes after the head of the page
            at.page.keyboard.press("Tab")
            if at.page.evaluate("document.activeElement.id") == "side-open":
                break
        at.page.keyboard.press("Space")
        assert link.is_visible()
        at.fits()
        at.picture("menu-open")
        at.page.get_by_text("Các mục việc").click()
        assert not link.is_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_draft_that_is_older_than_the_case_shows_what_came_since(town: Offices, browser: Browser, width: int) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    late = {"csrf": "token", "command_id": str(uuid4()), "version": "1", "needs": ["hygiene"], "given_on": "07/05/2023",
            "step": "draft"}  # fmt: skip
    clerk.post(where + "/essential-needs", data=late)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4()), "version": "1"})
    clerk.post("/cases/new", data=REPORT | {"command_id": str(uuid4()), "step": "draft"})
    with screen(browser, town["labour"], CLERK, width) as at:
        at.page.goto(where + "/essential-needs")
        assert "hồ sơ đã có thêm 2 việc" in at.page.locator(".draft").inner_text()
        at.fits()
        at.picture("draft-stale")
        at.page.goto(where + "/proof")
        assert at.page.get_by_text("Tệp không được giữ trong bản nháp").is_visible()
        at.picture("file")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_difficulty_is_raised_by_keys_alone(town: Offices, browser: Browser, width: int) -> None:
    where = reported(town)
    with screen(browser, town["labour"], CLERK, width) as at:
        at.page.goto(where)
        at.picture("case-with-bases")
        at.page.get_by_role("link", name="Nêu vướng mắc").press("Enter")
        at.fits()
        at.page.get_by_label("Loại vướng mắc").focus()
        at.page.keyboard.type("Thiếu mẫu")
        at.page.keyboard.press("Tab")
        at.page.keyboard.press("Tab")
        at.page.keyboard.type("chưa có mẫu biên bản")
        at.picture("difficulty")
        at.page.get_by_role("button", name="Nêu vướng mắc").press("Enter")
        at.page.wait_for_selector("text=Đã làm xong")
        at.page.goto("/difficulties")
        assert at.page.locator("tbody tr").count() == 1
        assert "Thiếu mẫu, biểu" in at.page.locator("tbody").inner_text()
        assert "biên bản" not in at.page.content()
        at.fits()
        at.picture("difficulties")
