"""The plan over the whole town, as reporting folds it from journals: gaps, places reached, what was done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from services.reporting.projections.books import BOOKS, Grid, KeptBook, grids, sums
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS
from services.reporting.projections.told import told
from services.support.plan.domain.activities.book import book_id
from services.support.plan.domain.activities.rules import BOOK
from shared.journal import JournalEntry
from shared.kafka.wire import journal_record
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeysInMemory
from shared.testing import memory_ledger, record
from shared.views import fold
from tests.plan.activity_lives import broadcast, law, lived
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.reporting.town import heard, profile

UNITS = sorted(law().units)


def journal(ledger: Ledger) -> list[JournalEntry]:
    return [heard(journal_record(ledger.source, row)) for row in ledger.store.since(0, 10_000)]


def town(*broadcasts: tuple[str, date]) -> list[JournalEntry]:
    """A year of broadcasts, by unit and day, as the communes' ledger tells it."""
    ledger = memory_ledger("support.communes", tells=[(BOOK, nobody)], law=law())
    for unit, day in broadcasts:
        record(ledger, BOOK, book_id("KH2023", "communes", unit), broadcast(day, unit=unit), law=law())
    return journal(ledger)


def books(entries: Sequence[JournalEntry]) -> list[KeptBook]:
    return list(fold(BOOKS, [told(entry) for entry in in_order(entries)]).values())


def monthly(entries: Sequence[JournalEntry], today: date) -> Grid:
    found = grids(books(entries), law(), today)
    return next(grid for grid in found if grid.task.code == "monthly_broadcast")


def test_every_unit_stands_in_the_grid_also_one_that_never_wrote_anything() -> None:
    grid = monthly(town(), date(2023, 5, 20))
    assert [row.unit for row in grid.rows] == UNITS
    assert [row.missed for row in grid.rows] == [3] * 9
    assert len(grid.turns) == 11


def test_the_gaps_are_those_an_independent_count_finds() -> None:
    done = [
        (unit, date(2023, month, 5 + n)) for n, unit in enumerate(UNITS) for month in range(3, 12) if (month + n) % 3
    ]
    grid = monthly(town(*done), date(2023, 11, 30))
    months = [2, 3, 4, 5, 6, 7, 8, 9, 10]
    for row in grid.rows:
        mine = {day.month for unit, day in done if unit == row.unit}
        assert row.missed == sum(month not in mine for month in months)
        assert [cell.done for cell in row.cells] == [
            sum(day.month == m for u, day in done if u == row.unit) for m in range(2, 13)
        ]
    assert [row.missed for row in grid.chased] == sorted((row.missed for row in grid.rows if row.missed), reverse=True)


def test_as_of_a_day_what_was_done_later_does_not_count() -> None:
    entries = town((UNITS[0], date(2023, 3, 10)), (UNITS[0], date(2023, 4, 10)))
    (row, *_) = monthly(entries, date(2023, 4, 5)).rows
    assert [cell.done for cell in row.cells[:3]] == [0, 1, 0]
    assert [cell.missed for cell in row.cells[:3]] == [True, False, False]


def test_corrected_counts_as_it_was_and_struck_not_at_all() -> None:
    (ledger,) = lived(KeysInMemory())
    (book,) = books(journal(ledger))
    assert {number: each.kind for number, each in book.done.items()} == {1: "direct_talk"}
    (talks,) = sums([book], law_plan(), date(2023, 12, 31))
    assert (talks.kind, talks.times, talks.people) == ("direct_talk", 1, 52)


def law_plan() -> Any:
    return law().plan


def test_a_book_is_no_case_and_no_person_is_counted_for_it() -> None:
    lines = [told(entry) for entry in in_order(town((UNITS[0], date(2023, 3, 10))))]
    assert fold(PERSONS, lines) == {}


def test_there_is_no_grid_where_no_plan_runs() -> None:
    assert list(grids(books(town()), profile().law_on(date(2024, 1, 5)), date(2024, 1, 5))) == []


@pytest.mark.parametrize(
    ("agency", "role"),
    [("office", "leader"), ("labour", "case_lead"), ("fatherland_front", "supervisor"), ("office", "inspector")],
)  # fmt: skip
def test_those_who_follow_the_plan_see_the_whole_town(agency: str, role: str) -> None:
    page = Office(town((UNITS[0], date(2023, 5, 10)))).browser(agency, role).get("/plan/activities")
    assert page.status_code == 200
    assert "9 nơi còn thiếu" in text(page)
    assert "Phát trên hệ thống loa phát thanh 1" in text(page)


def test_a_commune_officer_does_not_see_the_other_units_gaps() -> None:
    officer = Office(town()).browser("communes", "commune_officer", unit=UNITS[0])
    assert officer.get("/plan/activities").status_code == 403


def test_a_program_gets_the_same_and_a_past_day() -> None:
    office = Office(town((UNITS[0], date(2023, 3, 10))))
    seen = office.program("office", "leader").get("/api/plan", params={"as_of": "2023-03-31"}).json()
    (grid,) = [task for task in seen["tasks"] if task["task"] == "monthly_broadcast"]
    assert grid["rows"][0]["done"]["2023-03-31"] == 1
    assert sum(row["missed"] for row in grid["rows"]) == 9
