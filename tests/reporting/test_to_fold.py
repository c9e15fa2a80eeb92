"""Where much of what was heard waits to be folded, whoever reads figures is told, and the numbers are those of before."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from psycopg_pool import ConnectionPool

from services.reporting.main import SERVICE
from services.reporting.projections import to_fold as room
from services.reporting.projections.folding import Folding
from services.reporting.projections.keeping import Journals
from services.reporting.projections.to_fold import MUCH, to_fold
from tests.reporting.kept import hear
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.reporting.town import Town, linked, may, walked
from tests.reporting.towns import towns

Pool = ConnectionPool[Any]
FIGURES = (
    "/statistics",
    "/access",
    "/terms",
    "/ball",
    "/cases",
    "/ask?what=persons.v2",
    "/plan",
    "/plan/papers",
    "/plan/training",
)
SAID = "đang được tính lại theo những gì vừa nhận"


def pages(waits: Callable[[], int]) -> dict[str, str]:
    browser = Office(waits=waits).browser("labour", "case_lead")
    return {path: text(browser.get(path)) for path in FIGURES}


def test_pages_of_figures_say_how_much_waits_until_it_is_folded(pool: Pool) -> None:
    Journals(pool).keep(list(towns(5)))
    waits = to_fold(pool)
    assert waits >= MUCH
    shown = pages(partial(to_fold, pool))
    assert [path for path, said in shown.items() if f"Còn {waits} hồ sơ {SAID}" not in said] == []
    office = Office(waits=partial(to_fold, pool))
    assert f"Chờ tính lại theo những gì vừa nhận: {waits} hồ sơ" in text(
        office.browser("labour", "case_lead").get("/sources")
    )
    assert office.program("labour", "case_lead").get("/api/sources").json()["to_fold"] == waits
    folding = Folding(pool)
    while folding():
        pass
    assert to_fold(pool) == 0
    assert not any(SAID in said for said in pages(partial(to_fold, pool)).values())
    assert "không có hồ sơ nào" in text(office.browser("labour", "case_lead").get("/sources"))


def test_the_health_of_an_instance_tells_it(pool: Pool) -> None:
    Journals(pool).keep(walked().journal())
    assert SERVICE.figures(SimpleNamespace(pool=pool)) == {"to_fold": to_fold(pool)}  # type: ignore[arg-type]
    assert to_fold(pool) > 0
    hear(pool, [])
    assert SERVICE.figures(SimpleNamespace(pool=pool)) == {"to_fold": 0}  # type: ignore[arg-type]


def test_who_waits_with_others_and_for_themselves_is_counted_once(pool: Pool) -> None:
    hear(pool, linked(Town(), until=may(9)).journal())
    subjects = {entry.subject for entry in walked().journal()}
    with pool.connection() as conn:
        for part in (0, 16):
            conn.cursor().executemany("INSERT INTO touched VALUES (%s, %s)", [(part, each) for each in subjects])
    assert to_fold(pool) == len(subjects)


def test_few_that_wait_are_told_on_the_page_of_sources_and_disturb_no_other() -> None:
    assert not any(SAID in said for said in pages(lambda: MUCH - 1).values())
    sources = Office(waits=lambda: MUCH - 1).browser("labour", "case_lead").get("/sources")
    assert f"{MUCH - 1} hồ sơ" in text(sources)


def test_of_very_many_it_is_said_that_they_are_more(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "COUNTED", 10)
    Journals(pool).keep(list(towns(5)))
    assert to_fold(pool) == 11
    shown = Office(waits=partial(to_fold, pool)).browser("labour", "case_lead").get("/sources")
    assert "hơn 10 hồ sơ" in text(shown)
