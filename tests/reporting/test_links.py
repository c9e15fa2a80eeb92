"""One person counts once: as an officer said that two cases are hers, as known then, and taken back as if never said."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.projections.links import Links, by_first_case
from services.reporting.projections.persons import NOT_VICTIM, RECEIVED, VICTIM, Person
from shared.kernel.words import AgeGroup, Sex
from tests.reporting.office import Office
from tests.reporting.town import SOURCES, Town, linked, may

CASES = [UUID(int=n) for n in range(1, 7)]
pairs = st.lists(st.tuples(st.sampled_from(CASES), st.sampled_from(CASES)), max_size=8)


def persons(office: Office, day: date | None = None) -> int:
    answer = office.program("office", "leader").get("/api/statistics", params={"as_of": day.isoformat()} if day else {})
    return int(answer.json()["persons"])


def test_two_cases_said_to_be_one_persons_are_one_person_and_before_that_they_were_two() -> None:
    office = Office(linked(Town(), until=may(9)).journal())
    assert persons(office) == 1
    assert [persons(office, may(day)) for day in (5, 8, 9)] == [0, 2, 1]


def test_taken_back_they_are_two_again_and_were_one_in_between() -> None:
    office = Office(linked(Town(), until=may(10)).journal())
    assert persons(office) == 2
    assert [persons(office, may(day)) for day in (8, 9, 10)] == [2, 1, 2]


def test_the_list_of_cases_still_shows_each_case() -> None:
    office = Office(linked(Town(), until=may(9)).journal())
    assert len(office.program("office", "leader").get("/api/cases").json()["cases"]) == 2


def test_every_table_counts_her_once_with_what_is_known_from_both() -> None:
    office = Office(linked(Town(), until=may(9)).journal())
    tables = office.program("office", "leader").get("/api/statistics").json()["tables"]
    for name in ("sex", "age_group", "ethnicity", "purpose", "unit"):
        assert sum(row["total"] for row in tables[name]) == 1, name


def test_it_does_not_matter_which_journal_was_heard_first() -> None:
    town = linked(Town(), until=may(10))
    assert persons(Office(town.journal(*reversed(SOURCES)))) == persons(Office(town.journal()))


def test_cases_linked_over_a_third_are_one_persons() -> None:
    cases = {str(case): Person() for case in CASES[:4]}
    links = [Links(((CASES[0], CASES[1]),)), Links(((CASES[1], CASES[2]),))]
    assert len(by_first_case(cases, links)) == 2
    assert len(by_first_case(cases, links[:1])) == 3


@given(pairs)
def test_as_many_persons_as_there_are_groups_of_linked_cases_in_whatever_order_they_were_linked(
    linked_pairs: list[tuple[UUID, UUID]],
) -> None:
    groups = [{case} for case in CASES]
    for one, other in linked_pairs:
        joined = [group for group in groups if group & {one, other}]
        groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    cases = {str(case): Person() for case in CASES}
    for order in (linked_pairs, linked_pairs[::-1]):
        assert len(by_first_case(cases, [Links(tuple(order))])) == len(groups)
    assert len(by_first_case(cases, [Links((pair,)) for pair in linked_pairs])) == len(groups)


def test_of_two_cases_the_furthest_identification_counts_and_nothing_known_is_covered() -> None:
    first = Person(
        sex=Sex.FEMALE, status=VICTIM, proof_type="x", reported_on=may(1), received_on=may(2), closed_on=may(20),
        regimes={"MEDICAL": 1}, essential_needs=("meals",),
    )  # fmt: skip
    again = Person(
        age_group=AgeGroup.ADULT, status=RECEIVED, reported_on=may(25), received_on=may(26), regimes={"MEDICAL": 1},
        essential_needs=("travel",),
    )  # fmt: skip
    (one,) = by_first_case({str(CASES[0]): again, str(CASES[1]): first}, [Links(((CASES[0], CASES[1]),))]).values()
    assert (one.sex, one.age_group, one.status, one.proof_type) == (Sex.FEMALE, AgeGroup.ADULT, VICTIM, "x")
    assert (one.reported_on, one.received_on, one.closed_on) == (may(1), may(2), None)
    assert (one.regimes, one.essential_needs) == ({"MEDICAL": 2}, ("meals", "travel"))


def test_her_support_has_ended_when_it_has_in_each_case_in_which_it_had_begun() -> None:
    ended = Person(received_on=may(2), closed_on=may(20))
    reported = Person(reported_on=may(3))
    both = [Links(((CASES[0], CASES[1]),))]
    (one,) = by_first_case({str(CASES[0]): ended, str(CASES[1]): reported}, both).values()
    assert one.closed_on == may(20)
    (one,) = by_first_case(
        {str(CASES[0]): ended, str(CASES[1]): Person(received_on=may(4), status=NOT_VICTIM)}, both
    ).values()
    assert one.closed_on is None
