"""The pages of numbers in a real browser: they fit a desk and a telephone, and a number is opened without a mouse."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.reporting.projections.to_fold import COUNTED
from tests.browser import entered
from tests.plan.training_lives import CLASS
from tests.reporting.a_year import office
from tests.reporting.office import Office
from tests.reporting.test_plan_behind import a_class_attended
from tests.reporting.test_publications_in_browser import DESK, LEAD, PHONE, fits
from tests.reporting.town import Town, linked, may
from tests.town.keyboard import follows

pytestmark = pytest.mark.browser
INSPECTOR = {"agency": "office", "roles": ("inspector",)}
PICTURES = os.environ.get("TROVE_PICTURES")
"""Where pictures of the pages are laid down, for whoever looks at them."""
ADDRESSES = (
    "/statistics", "/statistics?as_of=22/05/2023", "/access", "/terms", "/cases", "/cases?as_of=21/05/2023&known=31/05/2023",
    "/behind?of=persons&stage=supported&stage=closed", "/behind?of=terms&outcome=late", "/behind?of=deliveries", "/ball",
    "/ball?as_of=21/05/2023&known=31/05/2023",
    "/waiting?holder=labour", "/waiting?holder=labour&late=1&as_of=31/05/2023&known=31/05/2023",
)  # fmt: skip


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_numbers_fits_and_can_be_hit(width: int, browser: Browser) -> None:
    with entered(Office().web(), browser, width, **LEAD) as page:
        for number, address in enumerate(ADDRESSES):
            page.goto(address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{number}-{width}.png", full_page=True)
            fits(page)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_behind_a_number_of_the_plan_fits_and_can_be_hit(width: int, browser: Browser) -> None:
    unit = "agency=communes&unit=20008"
    addresses = (
        "/plan/papers", "/plan/training?as_of=15/06/2023&known=20/06/2023",
        f"/plan/papers/behind?{unit}", f"/plan/training/behind?{unit}",
        f"/plan/training/classes/{CLASS}", "/plan/activities", f"/plan/activities/behind?{unit}", "/plan/money",
        f"/plan/money/behind?{unit}", "/plan/matters", "/plan/matters/behind?of=inspections",
    )  # fmt: skip
    for made, name in ((office(), "year"), (a_class_attended(), "class")):
        with entered(made.web(), browser, width, **INSPECTOR) as page:
            for number, address in enumerate(addresses):
                if page.goto(address).status == 404:  # type: ignore[union-attr]
                    continue
                if PICTURES:
                    page.screenshot(path=Path(PICTURES) / f"plan-{name}-{number}-{width}.png", full_page=True)
                fits(page)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_page_that_says_how_much_waits_to_be_counted_again_fits(width: int, browser: Browser) -> None:
    with entered(Office(waits=lambda: COUNTED + 1).web(), browser, width, **LEAD) as page:
        for address in ("/terms", "/sources"):
            page.goto(address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"waits{address.replace('/', '-')}-{width}.png", full_page=True)
            page.get_by_text("hơn 10.000 hồ sơ").wait_for()
            fits(page)


def test_a_number_is_opened_to_its_case_and_trail_without_a_mouse(browser: Browser) -> None:
    with entered(Office(linked(Town(), until=may(9)).journal()).web(), browser, DESK, **LEAD) as page:
        page.goto("/statistics")
        page.locator("h2 a").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Số người: 1").wait_for()
        first = page.locator("tbody a").first.inner_text()
        follows(page, first)
        page.get_by_role("heading", name=first).wait_for()
