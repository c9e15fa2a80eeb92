"""What the numbers of activities, money and matters open to: as much as was counted, and its entries for inspectors."""

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from services.reporting.app.trail import ENTRY
from shared.access import Way
from shared.testing import actor, entries
from tests.reporting.a_year import office, year
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.reporting.test_plan_rights import OTHERS, SEALED

INSPECTOR, FOLLOWS = ("office", "inspector"), ("finance", "finance_officer")
PAGES = ("/plan/activities", "/plan/money", "/plan/matters")
OPENS = re.compile(r'<a class="tap" href="(/plan/\w+/behind[^"]*)">(.*?)</a>', re.DOTALL)
WRITTEN = max(entry.at for entry in year()).date()
DAYS = ("", f"{WRITTEN:%d/%m/%Y}")
TALKS = "agency=communes&unit=20008"


@cache
def town() -> Office:
    """One office for all who only look."""
    return office()


def numbers(made: Office, page: str, who: tuple[str, str] = INSPECTOR, as_of: str = "") -> dict[str, str]:
    """Where the numbers of a page open, with what stands there."""
    shown = made.browser(*who).get(page, params={"as_of": as_of} if as_of else {})
    assert shown.status_code == 200
    return {html.unescape(href): re.sub(r"<[^>]+>", "", said) for href, said in OPENS.findall(shown.text)}


def opened(made: Office, href: str, who: tuple[str, str] = INSPECTOR) -> str:
    answer = made.browser(*who).get(href)
    assert answer.status_code == 200, href
    return text(answer)


def behind(made: Office, href: str, who: tuple[str, str] = INSPECTOR) -> Any:
    """The same number for a program."""
    address = re.sub(r"as_of=(\d\d)/(\d\d)/(\d{4})", r"as_of=\3-\2-\1", href)
    answer = made.program(*who).get(f"/api{address}")
    assert answer.status_code == 200, (href, answer.text)
    return answer.json()


def listed(said: str) -> int:
    found = re.search(r"được đếm: (\d+)", said)
    assert found
    return int(found[1])


def amount(said: str) -> int:
    return int(re.sub(r"\D", "", said))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("page", PAGES)
def test_every_number_opens_as_of_the_day_it_was_asked_for(page: str, as_of: str) -> None:
    made = town()
    found = numbers(made, page, as_of=as_of)
    assert found
    for href in found:
        assert opened(made, href)
        assert ("as_of=" in href) == bool(as_of)


@pytest.mark.parametrize("as_of", DAYS)
def test_as_many_activities_stand_behind_a_number_as_it_says(as_of: str) -> None:
    made = town()
    found = numbers(made, "/plan/activities", as_of=as_of)
    cells = {href: said for href, said in found.items() if "turn=" in href}
    assert cells
    for href, said in cells.items():
        assert listed(opened(made, href)) == behind(made, href)["number"] == int(re.sub(r"\D", "", said))


def test_what_was_counted_of_a_kind_adds_up_from_what_stands_behind_it() -> None:
    made = town()
    whole = made.program(*INSPECTOR).get("/api/plan").json()["sums"]
    assert whole
    for each in whole:
        found = behind(made, f"/plan/activities/behind?kind={each['kind']}")
        assert found["number"] == each["times"] == len(found["activities"])
        for name in ("people", "reach", "copies", "jobs"):
            assert sum(one[name] for one in found["activities"]) == each[name]


def test_where_a_unit_came_to_stands_in_what_it_did() -> None:
    made = town()
    (reached,) = {said for href, said in numbers(made, "/plan/activities").items() if href.endswith(f"?{TALKS}")}
    done = behind(made, f"/plan/activities/behind?{TALKS}")["activities"]
    places = {place for each in done for place in each["places"]}
    assert any(each["everywhere"] for each in done) or len(places) == int(reached.partition("/")[0])


@pytest.mark.parametrize("as_of", DAYS)
def test_money_is_the_sum_of_the_budgets_behind_it(as_of: str) -> None:
    made = town()
    asked = {"as_of": as_of} if as_of else {}
    shown = made.browser(*FOLLOWS).get("/plan/money", params=asked).text
    links = [(html.unescape(href), amount(said)) for href, said in OPENS.findall(shown)]
    assert links
    for href in {href for href, _ in links}:
        budgets = behind(made, href, FOLLOWS)["budgets"]
        sums = {sum(each[name] for each in budgets) for name in ("estimate", "allocated", "committed", "paid", "left")}
        assert {said for at, said in links if at == href} <= sums


def test_behind_money_stand_the_papers_that_gave_it_and_the_entries_of_finance() -> None:
    made = town()
    (href, *_) = [href for href in numbers(made, "/plan/money") if "unit=" in href]
    found = behind(made, href)
    assert found["papers"]
    assert {each["entry"].partition("/")[0] for each in found["entries"]} == {"support.finance"}
    assert behind(made, href, FOLLOWS)["entries"] == []


@pytest.mark.parametrize("as_of", DAYS)
def test_the_files_behind_a_number_of_matters_are_as_many_as_it_says_each_with_its_entries(as_of: str) -> None:
    made = town()
    found = numbers(made, "/plan/matters", as_of=as_of)
    told = {href: said for href, said in found.items() if "of=tips" in href}
    assert told
    for href in found:
        files = behind(made, href)["files"]
        assert all(each["entries"] for each in files)
        assert listed(opened(made, href)) == len(files)
        assert {one["entry"].partition("/")[0] for each in files for one in each["entries"]} == {
            each["file"].partition("/")[0] for each in files
        }
    assert all(behind(made, href)["number"] == int(said) for href, said in told.items())


def test_how_few_gave_is_told_to_nobody_who_may_not_see_entries() -> None:
    made = office()
    assert not made.reporting.may(actor(*FOLLOWS), ENTRY).allowed
    assert numbers(made, "/plan/matters", FOLLOWS) == {}
    for of in ("gifts.money", "donors.firm", "people", "tips.tip_closed", "difficulties"):
        assert made.browser(*FOLLOWS).get(f"/plan/matters/behind?of={of}").status_code == 403
        assert made.program(*FOLLOWS).get(f"/api/plan/matters/behind?of={of}").status_code == 403
    assert entries(made.ledger) == []


@pytest.mark.parametrize("page", PAGES)
def test_that_entries_were_seen_is_written_down_of_each_file_before(page: str) -> None:
    made = office()
    for href in numbers(made, page):
        behind(made, href)
    read = entries(made.ledger)
    assert {(each.fact.sections, each.fact.way) for each in read} == {(("entry",), Way.API)}


@pytest.mark.parametrize("page", PAGES)
def test_no_name_and_nothing_sealed_stands_behind_a_number_nor_in_its_address(page: str) -> None:
    made = town()
    for href in numbers(made, page):
        said = opened(made, href)
        assert not [words for words in SEALED if words in said + href]
        assert "chưa có lời diễn giải" not in said


def nothing() -> Iterator[str]:
    yield from (f"activities/behind?{which}" for which in ("agency=nobody", f"{TALKS}x", "task=none", "kind=none"))
    yield from ("activities/behind?turn=2023-03-31", "activities/behind?unit=20008", "money/behind?agency=police")
    yield from ("money/behind?money=none", "matters/behind?of=none", "matters/behind?of=tips.none")
    yield "matters/behind?of=inspections&file=support.labour/none"


@pytest.mark.parametrize("path", [*nothing()])
def test_a_number_that_there_is_none_of_is_no_page(path: str) -> None:
    made = town()
    assert made.browser(*INSPECTOR).get(f"/plan/{path}").status_code == 404
    assert made.program(*INSPECTOR).get(f"/api/plan/{path}").status_code == 404


@pytest.mark.parametrize(("agency", "role"), OTHERS)
def test_whoever_does_not_follow_the_plan_opens_none(agency: str, role: str) -> None:
    made = town()
    for page in PAGES:
        for href in numbers(made, page):
            assert made.browser(agency, role).get(href).status_code == 403
            assert made.program(agency, role).get(f"/api{href}").status_code == 403
