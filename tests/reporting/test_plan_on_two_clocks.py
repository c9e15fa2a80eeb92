"""The plan's own work as of any day, as known on any day: what was written down later is not there, and a view can be cited."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.app.plan import Days, TownPlan
from services.reporting.projections.counting.clocks import true_on
from shared.clock import local
from shared.journal import JournalEntry
from tests.reporting.a_year import DAY, year
from tests.reporting.hearing import LEADER, town_plan
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.retold import retold

FIRST = min(local(entry.at).date() for entry in year())
PAGES = ("", "/activities", "/papers", "/training", "/money", "/matters")
BY_DAYS: Sequence[Callable[[TownPlan, Days], Any]] = (
    lambda town, days: town.on(LEADER, days).activities, lambda town, days: town.on(LEADER, days).papers,
    lambda town, days: town.on(LEADER, days).training.t3,
)  # fmt: skip
AS_SAID: Sequence[Callable[[TownPlan, Days], Any]] = (
    lambda town, days: town.on(LEADER, days).money.lines, lambda town, days: town.on(LEADER, days).matters,
    lambda town, days: town.on(LEADER, days).training.classes,
)  # fmt: skip
some_days = st.integers(-3, 40).map(lambda days: FIRST + timedelta(days))


@cache
def slowly_written() -> tuple[JournalEntry, ...]:
    """The year, written down three lines of a ledger a day."""
    first = {source: min(e.position for e in year() if e.source == source) for source in {e.source for e in year()}}
    return tuple(
        retold(each, at=each.at + timedelta(days=(each.position - first[each.source]) % 10_000 // 3)) for each in year()
    )


def written(known: date, as_of: date = DAY) -> list[JournalEntry]:
    """What was so by the end of a day, of what was written down by the end of another."""
    return [
        each
        for each in slowly_written()
        if (day := local(each.at).date()) <= known and min(true_on(each.when, each.at), day) <= as_of
    ]


@settings(max_examples=15, deadline=None)
@given(some_days, some_days)
def test_what_goes_by_its_days_is_what_was_known_then(as_of: date, known: date) -> None:
    heard_all, heard_then = town_plan(slowly_written(), DAY), town_plan(written(known), DAY)
    for ask in BY_DAYS:
        assert ask(heard_all, Days(as_of, known)) == ask(heard_then, Days(as_of))


@settings(max_examples=15, deadline=None)
@given(some_days, some_days)
def test_what_stands_as_last_said_is_what_was_so_and_known_then(as_of: date, known: date) -> None:
    heard_all, heard_then = town_plan(slowly_written(), DAY), town_plan(written(known, as_of), DAY)
    for ask in AS_SAID:
        assert ask(heard_all, Days(as_of, known)) == ask(heard_then, Days(as_of, DAY))


@pytest.mark.parametrize("ask", [*BY_DAYS, *AS_SAID])
def test_as_of_today_as_known_today_is_what_stands_now(ask: Callable[[TownPlan, Days], Any]) -> None:
    town = town_plan(slowly_written(), DAY)
    assert ask(town, Days(DAY, DAY)) == ask(town, Days())


@pytest.mark.parametrize("page", PAGES)
def test_both_days_stand_on_the_page_and_in_every_address_that_a_number_opens_to(page: str) -> None:
    as_of, known = FIRST + timedelta(9), FIRST + timedelta(20)
    office = Office(slowly_written())
    office.clock.set(DAY)
    browser = office.browser("office", "inspector")
    days = f"as_of={as_of:%d/%m/%Y}&known={known:%d/%m/%Y}"
    shown = browser.get(f"/plan{page}?{days}")
    assert f"đến hết ngày {as_of:%d/%m/%Y}, theo những gì đã ghi đến hết ngày {known:%d/%m/%Y}" in text(shown)
    for href in re.findall(r'href="(/plan/[^"]*(?:behind|classes)[^"]*)"', shown.text):
        assert days in href.replace("&amp;", "&")
        assert browser.get(href.replace("&amp;", "&")).status_code == 200


def test_a_program_asks_on_both_clocks_too() -> None:
    office = Office(slowly_written())
    office.clock.set(DAY)
    program, known = office.program("office", "leader"), FIRST + timedelta(2)
    later, then = (
        program.get(f"/api/plan/matters?as_of={DAY}{more}").json()["inspections"] for more in ("", f"&known={known}")
    )
    assert len(then) < len(later)


@pytest.mark.parametrize("wrong", ["known=31/02/2023", "known=01/01/2033", "known=x", "as_of=x"])
def test_a_day_that_is_none_is_said_at_its_field(wrong: str) -> None:
    office = Office(slowly_written())
    office.clock.set(DAY)
    assert office.browser("office", "leader").get(f"/plan/money?{wrong}").status_code == 422
