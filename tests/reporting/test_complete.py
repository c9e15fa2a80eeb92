"""A source that is behind is named on every figure, for people and for programs."""

from functools import cache

import pytest

from tests.reporting.office import Office
from tests.reporting.test_pages import text

HOLED = "intake.police"
NAMED = "Chưa đủ: Công an thị xã, tiếp nhận"
PAGES = (
    "/statistics", "/statistics?as_of=22/05/2023", "/access", "/terms", "/ball", "/cases", "/cases?as_of=21/05/2023",
    "/waiting?holder=labour", "/behind?of=persons", "/ask?what=persons.v2&by=sex",
    "/plan", "/plan/activities", "/plan/papers", "/plan/training",
    "/plan/money", "/plan/matters", "/plan/activities/behind?agency=communes&unit=20008",
)  # fmt: skip
PROGRAMS = (
    "/statistics", "/statistics?as_of=2023-05-22", "/access", "/access?as_of=2023-05-22", "/terms", "/terms?as_of=2023-05-22",
    "/ball", "/cases", "/ask?what=persons.v2&by=sex", "/plan", "/plan/papers", "/plan/training", "/plan/money",
    "/plan/matters", "/behind?of=persons", "/plan/activities/behind?agency=communes&unit=20008",
)  # fmt: skip
LEAD = ("labour", "case_lead")


@cache
def town(*holed: str) -> Office:
    return Office(holed=holed)


@pytest.mark.parametrize("page", PAGES)
def test_a_source_that_is_behind_is_named_on_every_page_with_figures(page: str) -> None:
    assert NAMED in text(town(HOLED).browser(*LEAD).get(page))
    assert NAMED not in text(town().browser(*LEAD).get(page))


@pytest.mark.parametrize("path", PROGRAMS)
def test_a_source_that_is_behind_is_named_to_every_program(path: str) -> None:
    found = town(HOLED).program(*LEAD).get(f"/api{path}").json()
    assert (found["complete"], found["not_complete"]) == (False, [HOLED])
    whole = town().program(*LEAD).get(f"/api{path}").json()
    assert (whole["complete"], whole["not_complete"]) == (True, [])


def test_how_much_is_not_in_a_figure_yet_is_said_to_programs_too() -> None:
    assert Office(waits=lambda: 7).program(*LEAD).get("/api/terms").json()["to_fold"] == 7


@pytest.mark.parametrize("days", ["", "?as_of=2023-05-22", "?as_of=2023-05-22&known=2023-05-31"])
def test_access_and_terms_are_the_same_for_a_program_as_in_their_rooms(days: str) -> None:
    program = town().program(*LEAD)
    found = program.get(f"/api/access{days}").json()
    persons = program.get(f"/api/statistics{days}").json()["persons"]
    assert found["everybody"]["persons"] == persons
    for rows in found["tables"].values():
        assert sum(row["everybody"]["persons"] for row in rows) == persons
        assert sum(row["victims"]["reached"] for row in rows) == found["victims"]["reached"]
    for row in program.get(f"/api/terms{days}").json()["terms"]:
        assert row["total"] == row["kept"] + row["missed"] + row["open"] + row["late"]


def test_where_nobody_is_it_is_said_in_words_and_no_share_is_given() -> None:
    program = Office([]).program(*LEAD)
    access, terms = (program.get(f"/api/{each}").json() for each in ("access", "terms"))
    assert access["said"] == terms["said"] == "không phát sinh"
    assert access["everybody"]["share"] is access["victims"]["share"] is None
    assert terms["terms"] == []
