"""Reception at a desk and on a phone: at most six things must be filled in, at most twelve things done, and it fits."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import served
from tests.intake.desks import CLERK, COMMUNE, COOKIE, Offices
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
PICTURES = Path(os.environ.get("TROVE_PICTURES", "build/pictures"))
MOST_REQUIRED, MOST_ACTIONS = 6, 12
REPORT = {"csrf": "token", "reported_on": "05/05/2023", "channel": "person", "unit": "20035"}
DEEDS = (
    "reception", "safety", "consent", "interpreter", "accompanying-minors", "child-care", "letters-sent", "end",
)  # fmt: skip


class Hand:
    """An officer's hand: every key pressed into a field, every choice and every click counts as one action."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def click(self, words: str) -> None:
        self.actions += 1
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).or_(
                self.page.locator("main").get_by_role("button", name=words)
            ).first.click()

    def choose(self, label: str, words: str) -> None:
        self.actions += 1
        self.page.get_by_role("group", name=label).get_by_label(words, exact=True).check()


@pytest.fixture(params=[1280, 360])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The case of somebody who was reported by a commune, as the reception officer sees it."""
    town = Offices()
    sent = town["communes"].at(COMMUNE).post("/cases/new", data=REPORT | {"command_id": str(uuid4())})
    town.settle()
    with served(town["labour"].web) as address:
        context = browser.new_context(viewport={"width": request.param, "height": 800}, base_url=address)
        context.add_cookies([{"name": COOKIE, "value": town["labour"].cookie(CLERK), "url": address}])
        page = context.new_page()
        page.goto(sent.headers["location"])
        yield page
        context.close()


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=PICTURES / f"intake-{name}-{width}.png", full_page=True)


def test_somebody_is_received_with_six_required_fields_and_twelve_actions(page: Page) -> None:
    hand = Hand(page)
    hand.click("Ghi tiếp nhận")
    picture(page, "reception")
    assert page.locator("[aria-required=true]").count() <= MOST_REQUIRED
    hand.choose("Người được tiếp nhận là", "Công dân Việt Nam")
    hand.choose("Giới tính", "Nữ")
    hand.choose("Nhóm tuổi", "Từ đủ 18 tuổi")
    hand.choose("Dân tộc", "Kinh")
    hand.click("Ghi tiếp nhận")
    assert "Đã làm xong" in page.locator("main").inner_text()
    picture(page, "received")
    assert hand.actions <= MOST_ACTIONS


@pytest.mark.parametrize("deed", DEEDS)
def test_every_form_fits_and_can_be_hit(page: Page, deed: str) -> None:
    page.goto(page.url + "/" + deed)
    picture(page, deed)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SMALL) == []
    assert page.locator("[aria-required=true]").count() <= MOST_REQUIRED


def test_the_case_page_with_all_its_topics_fits(page: Page) -> None:
    assert page.get_by_text("Việc khác, khi cần").is_visible()
    picture(page, "case")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SMALL) == []
