"""What is counted on two clocks, kept in PostgreSQL: for any two days what a slow fold of the journals says."""

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
from services.reporting.projections.counting.question import Question, Thing
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.folding import VIEWS, rebuild
from services.reporting.projections.histories import fit
from services.reporting.projections.links import by_first_case
from shared.journal import SEALED, JournalEntry, covered, entry_of
from shared.views import fold
from tests.reporting.counts import Counts, histories
from tests.reporting.kept import hear
from tests.reporting.town import PROVEN, VICTIM, WAITING, Town, linked, may, walked

Pool = ConnectionPool[Any]
DAYS = [may(day) for day in range(1, 31)]
ALONE = [dimension.name for dimension in PEOPLE.dimensions if not dimension.several]


def folded(question: Question[Any], entries: Iterable[JournalEntry], true: date, known: date) -> Any:
    """All cases as of two days, folded line by line into one state of the whole town."""
    found = question.initial
    for history in histories(entries):
        for line in dated(history):
            if line.known <= known and line.true <= true:
                found = question.evolve(found, line.line)
    return found


def people(entries: Iterable[JournalEntry], true: date, known: date) -> People:
    return folded(PEOPLE, entries, true, known)  # type: ignore[no-any-return]


def standing(question: Question[Any], entries: Sequence[JournalEntry], true: date, known: date) -> list[Thing]:
    """The things of two days, on the values they stand on by themselves on the first."""
    things = question.things(folded(question, entries, true, known), folded(question, entries, END, known))
    return sorted(
        each._replace(values=each.turn.values if each.turn and each.turn.on <= true else each.values, turn=None)
        for each in things
    )


def slowly(
    entries: Sequence[JournalEntry], by: Sequence[str], true: date, known: date, question: Question[Any] = PEOPLE
) -> Counter[tuple[str, ...]]:
    things = standing(question, entries, true, known)
    return Counter(tuple(thing.values[question.at(name)] for name in by) for thing in things)


def asked(
    pool: Pool, by: Sequence[str], true: date, known: date, question: Question[Any] = PEOPLE
) -> Counter[tuple[str, ...]]:
    found = Counted(pool).ask(question, by, AsOf(true, known))
    return Counter({values: each.things for values, each in found.items()})


@pytest.fixture(params=["six people", "two cases that were one person's for a day"])
def told(pool: Pool, request: pytest.FixtureRequest) -> list[JournalEntry]:
    entries = walked().journal() if request.param == "six people" else linked(Town(), until=may(10)).journal()
    for entry in random.Random(1).sample(entries, len(entries)):
        hear(pool, [entry])
    return entries


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_any_two_days_are_as_a_slow_fold_says(pool: Pool, told: list[JournalEntry], question: Question[Any]) -> None:
    chance, alone = random.Random(2), [each.name for each in question.dimensions if not each.several]
    for _ in range(40):
        known = chance.choice(DAYS)
        true, by = chance.choice(DAYS), chance.sample(alone, chance.randint(0, 3))
        assert +asked(pool, by, true, known, question) == slowly(told, by, true, known, question), (by, true, known)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_tables_asked_together_are_the_same_as_one_after_the_other(
    pool: Pool, told: list[JournalEntry], question: Question[Any]
) -> None:
    chance, names, counted = random.Random(5), [each.name for each in question.dimensions], Counted(pool)
    for _ in range(10):
        at, bys = (
            AsOf(chance.choice(DAYS), chance.choice(DAYS)),
            [chance.sample(names, chance.randint(0, 3)) for _ in "four"],
        )
        bys.append(names[:1])
        only = (
            {names[0]: [thing.values[0] for thing in counted.things(question, at)][:1]}
            if chance.random() < 0.3
            else None
        )
        together = counted.together(question, bys, at, only=only)
        assert together == [counted.ask(question, by, at, only=only, whole=True) for by in bys]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_behind_a_number_stand_as_many_as_it_says_on_any_two_days(
    pool: Pool, told: list[JournalEntry], question: Question[Any]
) -> None:
    chance, counted = random.Random(3), Counted(pool)
    for _ in range(10):
        at = AsOf(chance.choice(DAYS), chance.choice(DAYS))
        things = counted.things(question, at)
        assert things == standing(question, told, *at)
        for name in (each.name for each in question.dimensions):
            numbers, persons = counted.ask(question, [name], at), counted.persons(question, [name], at)
            for (value,), number in numbers.items():
                behind = counted.things(question, at, only={name: [value]})
                assert len(behind) == number.things
                assert sum(each.amount for each in behind) == number.amount
                assert len({each.cases for each in behind}) == persons[value,]


def test_a_person_of_two_cases_stands_behind_a_number_once_with_both(pool: Pool) -> None:
    hear(pool, linked(Town(), until=may(9)).journal())
    (her,) = Counted(pool).things(PEOPLE, AsOf())
    assert set(her.cases) == {VICTIM, PROVEN}
    assert Counted(pool).things(PEOPLE, AsOf(), among=[PROVEN]) == [her]
    assert Counted(pool).things(PEOPLE, AsOf(), among=[WAITING]) == []


def test_no_figure_rests_on_what_is_sealed() -> None:
    entries = walked().journal()
    bodies = [covered(e.body).encode() for e in entries]
    blind = [
        entry_of(e.source, e.position, e.in_stream, e.version, e.name, body)
        for e, body in zip(entries, bodies, strict=True)
    ]
    assert sum(SEALED in each.body.decode() for each in blind) > 5
    assert Counts.of(blind, *QUESTIONS).spans == Counts.of(entries, *QUESTIONS).spans
    for view in VIEWS:
        seen, unseen = (fold(view, fit(journal)[0]) for journal in (entries, blind))
        assert seen == unseen, view.name


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
    hear(pool, told)
    assert rows() == in_pieces, "told twice, counted once"
    assert sum(len(count(each, dated(history))) for each in QUESTIONS for history in histories(told)) == len(in_pieces)


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
