"""What whoever decided had before them, in a real browser over a ledger in a real PostgreSQL: an officer decides, clicks, and
sees that it compares; then somebody with all the rights of the database changes a word of the past, and it shows."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from shared.ledger import InPostgres
from tests.intake.desks import CLERK, Offices, case_of
from tests.intake.test_in_browser import DESK, PHONE, screen
from tests.intake.test_pages import reported
from tests.ledger.places import fresh

pytestmark = [pytest.mark.browser, pytest.mark.real]


@pytest.fixture
def town(postgres: Postgres) -> Iterator[tuple[Offices, str]]:
    """The town, with the ledger of the labour office in a database of its own; and its owner's way to it."""
    owner, app = fresh(postgres)
    town = Offices()
    with ConnectionPool(app, min_size=1, max_size=4, kwargs={"autocommit": True}) as pool:
        store = InPostgres(app, pool, town.clock)
        town["labour"].ledger.store = store
        with closing(store):
            yield town, owner


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_officer_decides_clicks_and_sees_that_it_compares_until_the_past_is_changed(
    town: tuple[Offices, str], browser: Browser, width: int
) -> None:
    offices, owner = town
    where = reported(offices)
    with screen(browser, offices["labour"], CLERK, width) as at:
        at.page.goto(where)
        at.page.goto(f"{where}/handover-acceptance")
        at.page.fill("[name=accepted_on]", "08/05/2023")
        at.page.get_by_role("button", name="Đọc lại trước khi gửi").or_(
            at.page.get_by_role("button", name="Ghi nhận")
        ).click()
        if at.page.get_by_role("heading", name="Đọc lại trước khi gửi").count():
            at.page.locator("button[value=send]").click()
        at.page.wait_for_selector("text=Đã làm xong")
        at.picture("saw-timeline")
        at.page.get_by_role("link", name="Người quyết định đã thấy gì").first.press("Enter")
        at.page.wait_for_selector("text=✓ khớp")
        at.fits()
        at.picture("saw-same")
        _change_the_past(owner, where)
        at.page.reload()
        at.page.wait_for_selector("text=✗ không khớp")
        assert at.page.get_by_text("Mục của hồ sơ đã bị đổi").is_visible()
        at.fits()
        at.picture("saw-changed")


def _change_the_past(owner: str, where: str) -> None:
    """One byte of what was told first: she did not come back the day it was said."""
    with psycopg.connect(owner) as conn:
        conn.execute("ALTER TABLE stored_events DISABLE TRIGGER ALL")
        found = conn.execute(
            "SELECT notification_id, state FROM stored_events WHERE topic = 'intake.case.NoticeTaken' AND"
            " position(convert_to(%s, 'UTF8') in state) > 0", [str(case_of(where))],
        ).fetchone()  # fmt: skip
        assert found
        changed = bytes(found[1]).replace(b'"2023-05-08"', b'"2023-05-07"', 1)
        assert changed != bytes(found[1])
        conn.execute("UPDATE stored_events SET state = %s WHERE notification_id = %s", [changed, found[0]])
