"""Definitions: the same is the same by its hash, what cannot be answered is said whole, and what is answered is what another fold
of the journals says, line by line and thing by thing."""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from psycopg_pool import ConnectionPool

from services.reporting.definitions.definition import Definition
from services.reporting.definitions.periods import half_of, names, period
from services.reporting.definitions.written import definition, of_file
from services.reporting.projections.building import Builds
from services.reporting.projections.counting.clocks import END, AsOf, dated
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import NotCountedYet, Question, Sum, Thing
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.folding import rebuild
from shared.journal import JournalEntry
from shared.sealing.keys import KeysInMemory
from shared.web.forms import FormContext, Malformed
from tests.plan import money_lives
from tests.reporting.counts import histories
from tests.reporting.hearing import journal
from tests.reporting.kept import hear
from tests.reporting.town import Town, law, linked, may, walked

Pool = ConnectionPool[Any]
TODAY = date(2023, 5, 31)
GOLDEN = "0f7d7b2765fc63d74acb5de124d39471d0653048e01822ede2ff2413449a0a82"
BY_NAME = {each.name: each for each in QUESTIONS}


def read(text: str) -> Definition:
    return definition(of_file(text), QUESTIONS, FormContext(TODAY, law()))[0]


def faults(text: str) -> dict[str, str]:
    with pytest.raises(Malformed) as wrong:
        read(text)
    return {fault.field: fault.why for fault in wrong.value.faults}


# -- the definition itself


def test_the_same_definition_has_the_same_hash_in_whatever_words_it_was_written() -> None:
    one = read(
        '{"what": "persons.v2", "by": ["sex"], "only": {"purpose": ["P11", "P06"]}, "period": "first_half-2023"}'
    )
    other = read("only: {purpose: [P06, P11]}\nuntil: 2023-06-14\nsince: 2022-12-15\nby: [sex]\nwhat: persons.v2\n")
    assert one.digest == other.digest
    assert one.digest != replace(one, by=("unit",)).digest
    assert one.canonical()["suppression"] == "exact"


def test_the_hash_of_a_definition_stays_what_it_was() -> None:
    assert read("what: cases.v1").digest == GOLDEN


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("year-2023", date(2022, 12, 15), date(2023, 12, 14)),
        ("first_half-2023", date(2022, 12, 15), date(2023, 6, 14)),
        ("second_half-2023", date(2023, 6, 15), date(2023, 12, 14)),
        ("month-2023-01", date(2022, 12, 15), date(2023, 1, 14)),
        ("month-2024-03", date(2024, 2, 15), date(2024, 3, 14)),
    ],
)
def test_the_usual_periods_have_the_usual_cut_offs(name: str, since: date, until: date) -> None:
    assert period(name) == (since, until)


def test_every_period_that_is_offered_can_be_asked_for_and_quarters_and_months_fill_the_year() -> None:
    offered = {name: period(name) for name, _ in names(2023)}
    for kind in ("quarter", "month"):
        parts = sorted(each for name, each in offered.items() if name.startswith(kind))
        assert (parts[0].since, parts[-1].until) == offered["year-2023"]
        assert all((b.since - a.until).days == 1 for a, b in pairwise(parts))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what: shoes.v1", {"what": "fault.no_question"}),
        ("what: persons.v9", {"what": "fault.no_question"}),
        ("what: persons.v2\nby: [shoe_size]", {"by": "fault.no_dimension"}),
        ("what: persons.v2\nby: [sex, unit, stage, route]", {"by": "fault.most_dimensions"}),
        ("what: persons.v2\nby: [sex, sex]", {"by": "fault.most_dimensions"}),
        ("what: persons.v2\nonly: {shoe_size: ['40']}", {"only": "fault.no_dimension"}),
        ("what: persons.v2\nonly: {sex: [purple]}", {"only.sex": "fault.unknown_code"}),
        ("what: persons.v2\nsince: 2023-05-09\nuntil: 2023-05-08", {"since": "fault.period"}),
        ("what: persons.v2\nsince: 2023-06-01", {"since": "fault.period"}),
        ("what: persons.v2\nperiod: easter-2023", {"period": "fault.no_period"}),
        ("what: persons.v2\nperiod: month-2023-13", {"period": "fault.no_period"}),
        ("what: persons.v2\nperiod: year-0001", {"period": "fault.no_period"}),
        ("what: persons.v2\nperiod: year-2023\nuntil: 2023-05-01", {"period": "fault.period_and_days"}),
        ("what: persons.v2\nuntil: 2023-05-09\nknown: 2023-05-08", {"known": "fault.known_before"}),
        ("what: persons.v2\nsuppression: none", {"suppression": "fault.only_exact"}),
        ("what: persons.v2\ncolour: red", {"colour": "fault.unknown_field"}),
        ("by: [sex]", {"what": "fault.missing"}),
        ("{what: [", {"file": "fault.not_a_definition"}),
        ("- persons", {"file": "fault.not_a_definition"}),
        ("[" * 5000, {"file": "fault.not_a_definition"}),
        ("what: " + "x" * 30_000, {"file": "fault.too_long"}),
    ],
)
def test_what_cannot_be_answered_is_said(text: str, said: Mapping[str, str]) -> None:
    assert faults(text) == said


def test_all_faults_are_told_at_once() -> None:
    wrong = "what: persons.v2\nby: [shoe_size]\nonly: {sex: [purple]}\nsince: 2023-05-09\nuntil: 2023-05-08"
    assert {*faults(wrong)} == {"by", "only.sex", "since"}


def test_what_turns_by_itself_is_asked_as_of_today_and_never_of_the_end_of_all_days() -> None:
    """Else every term that is open would be late."""
    assert Definition(what="terms.v1").at(TODAY) == AsOf(TODAY, END)
    assert Definition(what="terms.v1", until=date(2024, 1, 1)).at(TODAY) == AsOf(TODAY, END)
    assert Definition(what="terms.v1", until=may(9)).at(TODAY) == AsOf(may(9), may(9))
    assert Definition(what="terms.v1", until=may(9), known=TODAY).at(TODAY) == AsOf(may(9), END)


# -- its answer


def everything(seed: int) -> list[JournalEntry]:
    """A made-up history: some entries of a town, of two cases that were one person's for a while, and of budgets, in any order.
    Which are left out is chance: what is counted is a fold of whatever was told."""
    chance = random.Random(seed)
    town = linked(Town(), until=may(10)) if seed % 2 else walked()
    entries = [*town.journal(), *journal(*money_lives.lived(KeysInMemory()))]
    return chance.sample(entries, len(entries) if seed < 2 else len(entries) * 3 // 4)


@some.composite
def definitions(draw: some.DrawFn) -> Definition:
    question = draw(some.sampled_from(QUESTIONS))
    by = draw(some.lists(some.sampled_from(question.dimensions), max_size=3, unique=True))
    filters = draw(some.lists(some.sampled_from(question.dimensions), max_size=2, unique=True))
    values = some.sampled_from(VALUES[question.name])
    only = {each.name: tuple(draw(some.lists(values, min_size=1, max_size=4))) for each in filters}
    days = some.none() | some.dates(may(1), may(31))
    until, since, known = draw(days), draw(days), draw(days)
    if since and since > (until or TODAY):
        since = None
    known = known if known and until and known >= until else None
    names_ = tuple(each.name for each in by)
    return Definition(what=question.name, by=names_, only=only, since=since, until=until, known=known)


def things(entries: Sequence[JournalEntry], question: Question[Any], at: AsOf) -> list[Thing]:
    """Told anew, line by line, for each group of cases: no spans, no table, no stretch of days."""
    found: list[Thing] = []
    for history in histories(entries):
        then = newest = question.initial
        for line in dated(history):
            if line.known <= at.known:
                newest = question.evolve(newest, line.line)
                if line.true <= at.true:
                    then = question.evolve(then, line.line)
        found += [_on(at.true, thing) for thing in question.things(then, newest)]
    return found


def _on(day: date, thing: Thing) -> Thing:
    """As it stands by itself on that day."""
    return thing._replace(values=thing.turn.values if thing.turn and thing.turn.on <= day else thing.values, turn=None)


def slowly(entries: Sequence[JournalEntry], asked: Definition) -> dict[tuple[str, ...], tuple[int, int]]:
    question, at = BY_NAME[asked.what], asked.at(TODAY)
    places = {each.name: n for n, each in enumerate(question.dimensions)}

    def wanted(day: date) -> list[Thing]:
        return [
            thing
            for thing in things(entries, question, AsOf(day, at.known))
            if all({*thing.values[places[name]].split()} & {*values} for name, values in asked.only.items())
        ]

    before = {thing.key for thing in wanted(asked.before)} if asked.before else set()
    counted, amount = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for thing in (each for each in wanted(at.true) if each.key not in before):
        several = (
            thing.values[places[name]].split()
            if question.dimensions[places[name]].several
            else [thing.values[places[name]]]
            for name in asked.by
        )
        for line in product(*several):
            counted[line] += 1
            amount[line] += thing.amount
    return {line: (counted[line], amount[line]) for line in counted}


def answered(pool: Pool, asked: Definition) -> Mapping[tuple[str, ...], Sum]:
    return Counted(pool).ask(BY_NAME[asked.what], asked.by, asked.at(TODAY), before=asked.before, only=asked.only)


def values_told() -> dict[str, list[str]]:
    found = defaultdict[str, set[str]](set)
    for seed in (0, 1):
        for question in QUESTIONS:
            for thing in things(everything(seed), question, AsOf()):
                found[question.name] |= {each for value in thing.values for each in value.split()}
    return {name: sorted(values) for name, values in found.items()}


VALUES = values_told()


@pytest.mark.parametrize("seed", range(6))
def test_thirty_definitions_are_answered_as_an_independent_fold_says(pool: Pool, seed: int) -> None:
    entries = everything(seed)
    for at in range(0, len(entries), 20):
        hear(pool, entries[at : at + 20])
    found: list[int] = []

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(definitions())
    def agrees(asked: Definition) -> None:
        by_line = {line: tuple(each) for line, each in answered(pool, asked).items() if each.things}
        assert by_line == slowly(entries, asked)
        found.append(len(by_line))

    agrees()
    assert any(found), "some of them have something to count"


@pytest.fixture
def told(pool: Pool) -> list[JournalEntry]:
    entries = everything(0)
    hear(pool, entries)
    return entries


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_the_lines_of_a_dimension_add_up_to_the_whole_on_any_day_and_in_any_period(
    pool: Pool, told: list[JournalEntry], question: Question[Any]
) -> None:
    for since, until in ((None, None), (None, may(9)), (may(7), may(26)), (may(6), None)):
        whole = answered(pool, Definition(what=question.name, since=since, until=until))[()]
        for dimension in (each.name for each in question.dimensions if not each.several):
            lines = answered(pool, Definition(what=question.name, by=(dimension,), since=since, until=until)).values()
            assert (sum(each.things for each in lines), sum(each.amount for each in lines)) == tuple(whole)
    assert answered(pool, Definition(what=question.name))[()].things, "there is something to add up"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_as_of_today_is_now(pool: Pool, told: list[JournalEntry], question: Question[Any]) -> None:
    one = question.dimensions[0].name
    now = answered(pool, Definition(what=question.name, by=(one,)))
    assert answered(pool, Definition(what=question.name, by=(one,), until=TODAY)) == now
    assert answered(pool, Definition(what=question.name, by=(one,), until=TODAY, known=END)) == now


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_folded_whole_is_kept_step_by_step_and_what_was_told_twice_counts_once(
    pool: Pool, told: list[JournalEntry], question: Question[Any]
) -> None:
    asked = Definition(what=question.name, by=tuple(each.name for each in question.dimensions[:3]))
    was = answered(pool, asked)
    for entry in random.Random(3).sample(told, len(told)):
        hear(pool, [entry])
    assert answered(pool, asked) == was
    rebuild(pool)
    assert answered(pool, asked) == was


def test_deleting_all_that_was_counted_loses_nothing(pool: Pool, told: list[JournalEntry]) -> None:
    asked = [Definition(what=each.name, by=(each.dimensions[0].name,)) for each in QUESTIONS]
    was = [answered(pool, each) for each in asked]
    with pool.connection() as conn:
        for table in ("counted", "counted_before", "counted_question"):
            conn.execute(f"DELETE FROM {table}".encode())
    for each in asked:
        with pytest.raises(NotCountedYet):
            answered(pool, each)
    Builds(pool).begin_new()
    while Builds(pool).advance():
        pass
    assert [answered(pool, each) for each in asked] == was


def test_a_person_of_several_agencies_and_of_two_linked_cases_counts_once(pool: Pool) -> None:
    hear(pool, linked(Town(), until=may(9)).journal())
    assert answered(pool, Definition(what="cases.v1"))[()].things == 2
    assert answered(pool, Definition(what="persons.v2"))[()].things == 1
    agencies = answered(pool, Definition(what="cases.v1", by=("agency",)))
    assert len(agencies) > 1, "several agencies worked on it"


def test_a_filter_that_nothing_matches_counts_nothing(pool: Pool, told: list[JournalEntry]) -> None:
    only = {"country": ("LA",)}
    assert answered(pool, Definition(what=PEOPLE.name, only=only)) == {(): (0, 0)}
    assert answered(pool, Definition(what=PEOPLE.name, by=("sex",), only=only)) == {}


def test_an_entry_of_a_kind_not_yet_known_changes_no_number(pool: Pool, told: list[JournalEntry]) -> None:
    asked = [Definition(what=each.name, by=(each.dimensions[0].name,)) for each in QUESTIONS]
    was = [answered(pool, each) for each in asked]
    strange = replaced(told[0], name="support.case.OfAYearToCome", position=90_001)
    hear(pool, [strange])
    assert [answered(pool, each) for each in asked] == was


def replaced(entry: JournalEntry, **now: Any) -> JournalEntry:
    return msgspec.structs.replace(entry, **now)


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2023, 5, 31), "first_half-2023"), (date(2023, 6, 14), "first_half-2023"), (date(2023, 6, 15), "second_half-2023"),
        (date(2023, 12, 14), "second_half-2023"), (date(2023, 12, 15), "first_half-2024"), (date(2024, 1, 1), "first_half-2024"),
    ],
)  # fmt: skip
def test_every_day_lies_in_a_half_year(day: date, half: str) -> None:
    assert half_of(day) == period(half)
