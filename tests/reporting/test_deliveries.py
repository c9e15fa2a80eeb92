"""Services that were asked for and that reached her, and the needs that were met at once."""

from collections.abc import Mapping, Sequence
from datetime import date

from services.reporting.projections.counting.clocks import END, AsOf
from services.reporting.projections.counting.deliveries import DELIVERIES
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Thing
from tests.reporting.counts import Counts
from tests.reporting.town import PROVEN, VICTIM, Town, linked, may, walked

COUNTS = Counts.of(walked().journal(), DELIVERIES, PEOPLE)


def hers(on: date, known: date = END) -> Mapping[tuple[str, ...], str]:
    """Of each service or need of the victim, at which agency: what became of it."""
    found = [each for each in COUNTS.things(DELIVERIES, AsOf(on, known)) if VICTIM in each.cases]
    return {each.values[:3]: each.values[3] for each in found}


def amount(things: Sequence[Thing]) -> int:
    return sum(each.amount for each in things)


def test_a_service_is_asked_for_then_accepted_then_given() -> None:
    treatment = ("treatment", "-", "health")
    assert hers(may(24))[treatment] == "asked"
    assert hers(may(25))[treatment] == "accepted"
    assert hers(may(26))[treatment] == "given"


def test_what_was_declined_stands_beside_what_was_given() -> None:
    assert hers(may(31))["loan_advice", "-", "womens_union"] == "not_given"


def test_an_essential_need_is_given_by_whoever_received_her_and_is_no_service_that_was_asked_for() -> None:
    assert hers(may(31))["-", "meals", "labour"] == "given"
    assert ("-", "meals", "labour") not in hers(may(5))


def test_whoever_had_three_services_has_access_once() -> None:
    given = {"outcome": ["given"], "need": ["-"]}
    things = COUNTS.things(DELIVERIES, AsOf(may(31)), only=given)
    assert (len(things), amount(things)) == (2, 3)
    assert COUNTS.persons(DELIVERIES, [], AsOf(may(31)), only=given) == {(): 1}
    assert COUNTS.persons(DELIVERIES, ["sex"], AsOf(may(31)), only=given) == {("female",): 1}


def test_nobody_has_access_who_was_not_there() -> None:
    """Those who were given something are among those who are counted, group by group, on any two days."""
    for true in map(may, range(1, 32, 3)):
        for known in map(may, range(1, 32, 5)):
            at = AsOf(true, known)
            by = ["stage", "identification", "sex", "age_group", "ethnicity", "unit"]
            there = COUNTS.ask(PEOPLE, by, at)
            for who, number in COUNTS.persons(DELIVERIES, by, at).items():
                assert number <= there[who].things


def test_two_cases_of_one_person_are_one_who_has_access() -> None:
    counts = Counts.of(linked(Town(), until=may(10)).journal(), DELIVERIES)
    needs = {"need": ["meals"]}
    at = [AsOf(may(9), known) for known in (may(8), may(9), may(10))]
    assert [counts.persons(DELIVERIES, [], each, only=needs)[()] for each in at] == [2, 1, 2]
    both = counts.things(DELIVERIES, at[1], only=needs)
    assert [set(each.cases) for each in both] == [{VICTIM, PROVEN}] * 2
