"""The list of notices in a real browser, on a desk and on a phone: it fits, can be hit, one press marks one read."""

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page

from shared.kernel.people import Actor
from tests.browser import entered
from tests.notifications.office import LEAD, POLICE, Office, may
from tests.reporting.town import walked
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
DESK, PHONE = 1280, 360


def seen_by(officer: Actor, office: Office, browser: Browser, width: int) -> AbstractContextManager[Page]:
    """The list as this officer sees it."""
    who = {"sub": officer.id, "agency": officer.agency, "roles": (*officer.roles,), "unit": officer.unit}
    return entered(office.web(), browser, width, **who)


def busy() -> Office:
    """Five people's ways were heard, and one verification is late."""
    return Office(may(27)).hear(*walked().journal()).on(may(30))


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("officer", [POLICE, LEAD], ids=lambda officer: officer.agency)
def test_the_list_fits_and_can_be_hit(officer: Actor, width: int, browser: Browser) -> None:
    with seen_by(officer, busy(), browser, width) as page:
        assert page.locator("tbody tr").count() >= 4
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate(SMALL) == []


def test_on_a_phone_each_notice_is_a_card_with_its_labels(browser: Browser) -> None:
    with seen_by(POLICE, busy(), browser, PHONE) as page:
        assert not page.locator("thead").is_visible()
        cards = page.locator("tbody tr").all()
        boxes = [card.bounding_box() for card in cards]
        assert all(box and box["width"] > 300 for box in boxes)
        label = "getComputedStyle(document.querySelector('tbody td:nth-child(4)'), '::before').content"
        assert page.evaluate(label) == '"Hạn"'


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_empty_list_is_told_in_words(width: int, browser: Browser) -> None:
    with seen_by(POLICE, Office(), browser, width) as page:
        assert page.locator(".empty").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_one_press_marks_one_notice_read(width: int, browser: Browser) -> None:
    office = busy()
    with seen_by(POLICE, office, browser, width) as page:
        before = len(office.app.unread(POLICE))
        page.locator("tbody button").first.click()
        page.wait_for_load_state()
        assert page.locator("tbody button").count() == before - 1
        assert page.locator(".bell-count").inner_text() == str(before - 1)
