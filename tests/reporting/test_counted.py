"""Persons counted on two clocks, kept in PostgreSQL: for any two days what a slow fold of the journals says."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from psycopg_pool import ConnectionPool

from services.reporting.projections.counting.clocks import END, AsOf, dated
from services.reporting.projections.counting.kept import Counted, count
from services.reporting.projections.counting.persons import PEOPLE, People
from services.reporting.projections.keeping import Journals, rebuild
from services.reporting.projections.links import by_first_case
from shared.journal import JournalEntry
from tests.reporting.counts import histories
from tests.reporting.town import Town, linked, may, walked

Pool = ConnectionPool[Any]
DAYS = [may(day) for day in range(1, 31)]
ALONE = [dimension.name for dimension in PEOPLE.dimensions if not dimension.several]


def people(entries: Iterable[JournalEntry], true: date, known: date) -> People:
    """All cases as of two days, folded line by line into one state of the whole town."""
    found = PEOPLE.initial
    for history in histories(entries):
        for line in dated(history):
            if line.known <= known and line.true <= true:
                found = PEOPLE.evolve(found, line.line)
    return found


def slowly(entries: Sequence[JournalEntry], by: Sequence[str], true: date, known: date) -> Counter[tuple[str, ...]]:
    counted: Counter[tuple[str, ...]] = Counter()
    for thing in PEOPLE.things(people(entries, true, known), people(entries, END, known)):
        counted[tuple(thing.values[PEOPLE.at(name)] for name in by)] += 1
    return counted


def asked(pool: Pool, by: Sequence[str], true: date, known: date) -> Counter[tuple[str, ...]]:
    found = Counted(pool).ask(PEOPLE, by, AsOf(true, known))
    return Counter({values: each.things for values, each in found.items()})


@pytest.fixture(params=["six people", "two cases that were one person's for a day"])
def told(pool: Pool, request: pytest.FixtureRequest) -> list[JournalEntry]:
    entries = walked().journal() if request.param == "six people" else linked(Town(), until=may(10)).journal()
    for entry in random.Random(1).sample(entries, len(entries)):
        Journals(pool).keep([entry])
    return entries


def test_any_two_days_are_as_a_slow_fold_says(pool: Pool, told: list[JournalEntry]) -> None:
    chance = random.Random(2)
    for _ in range(40):
        known = chance.choice(DAYS)
        true, by = chance.choice(DAYS), chance.sample(ALONE, chance.randint(0, 3))
        assert asked(pool, by, true, known) == +slowly(told, by, true, known), (by, true, known)


def test_today_is_what_the_views_say_now(pool: Pool, told: list[JournalEntry]) -> None:
    now = people(told, END, END)
    assert asked(pool, [], END, END) == asked(pool, [], may(31), may(31))
    assert asked(pool, [], END, END).total() == len(by_first_case(now.cases, now.links.values()))


def test_counted_in_one_piece_in_pieces_and_anew_is_the_same(pool: Pool, told: list[JournalEntry]) -> None:
    def rows() -> list[str]:
        with pool.connection() as conn:
            kept = conn.execute(
                "SELECT c::text FROM counted c UNION ALL SELECT b::text FROM counted_before b ORDER BY 1"
            )
            return [row for (row,) in kept]

    in_pieces = rows()
    rebuild(pool)
    assert rows() == in_pieces
    Journals(pool).keep(told)
    assert rows() == in_pieces, "told twice, counted once"
    assert sum(len(count(PEOPLE, history)) for history in histories(told)) == len(in_pieces)


def test_a_question_asked_for_the_first_time_is_counted_over_all_that_was_heard(
    pool: Pool, told: list[JournalEntry]
) -> None:
    was = asked(pool, ["stage"], END, END)
    with pool.connection() as conn:
        conn.execute("DELETE FROM counted")
    Journals(pool).begin()
    assert asked(pool, ["stage"], END, END) == was
    with pool.connection() as conn:
        conn.execute("DELETE FROM counted")
    Journals(pool).begin()
    assert not asked(pool, ["stage"], END, END), "once, not at every start"


def test_a_dimension_adds_up_to_the_whole(pool: Pool, told: list[JournalEntry]) -> None:
    for day in DAYS[::3]:
        whole = asked(pool, [], day, day).total()
        assert {name: asked(pool, [name], day, day).total() for name in ALONE} == dict.fromkeys(ALONE, whole)


def test_what_happened_is_so_from_its_day_and_what_she_is_always_was(pool: Pool, told: list[JournalEntry]) -> None:
    """Her purpose was asked for after she was received: as known later, one of that purpose was there from the first day on."""
    then, since = (asked(pool, ["stage", "purpose"], may(5), known) for known in (may(5), may(31)))
    assert then.keys() == {("reported", "-")}
    assert since["reported", "P06"]
    assert not since["reported", "-"]


def test_only_those_who_stand_on_a_value_are_asked_for(pool: Pool, told: list[JournalEntry]) -> None:
    every = asked(pool, ["sex", "purpose"], END, END)
    some = Counted(pool).ask(PEOPLE, ["sex"], AsOf(), only={"purpose": ["P06", "P11"]})
    for (sex,), found in some.items():
        assert found.things == every[sex, "P06"] + every[sex, "P11"]
    assert Counted(pool).ask(PEOPLE, [], AsOf(), only={"purpose": ["none such"]}) == {(): (0, 0)}
    with pytest.raises(LookupError):
        Counted(pool).ask(PEOPLE, ["shoe_size"], AsOf())


def test_a_person_of_several_regimes_counts_under_each(pool: Pool, told: list[JournalEntry]) -> None:
    found = Counted(pool).ask(PEOPLE, ["regime"], AsOf())
    assert found
    assert all(" " not in regime for (regime,) in found)
