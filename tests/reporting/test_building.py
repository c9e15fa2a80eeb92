"""A question is counted beside those that are asked: it ends as counted whole, whatever is heard meanwhile and however often it
is stopped; what fails or is cancelled changes nothing."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from psycopg_pool import ConnectionPool

from services.reporting.projections.building import Builds, State
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE, People
from services.reporting.projections.counting.question import NotCountedYet, Question
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.told import Told
from shared.journal import JournalEntry
from tests.reporting.builds import begun, left, rows, to_the_end, unasked
from tests.reporting.kept import hear
from tests.reporting.town import Town, linked, may, walked

Pool = ConnectionPool[Any]
NOW = AsOf()


@pytest.fixture(params=["six people", "two cases that were one person's for a day"])
def entries(request: pytest.FixtureRequest) -> list[JournalEntry]:
    return walked().journal() if request.param == "six people" else linked(Town(), until=may(10)).journal()


# -- a new question


def test_a_new_question_is_counted_beside_and_answers_only_when_it_is_whole(
    pool: Pool, entries: list[JournalEntry], small: None
) -> None:
    hear(pool, entries)
    whole = {each.name: rows(pool, each.name) for each in QUESTIONS}
    unasked(pool, *QUESTIONS)
    Builds(pool).begin_new()
    while Builds(pool).advance(0):
        for build in Builds(pool).listed():
            with pytest.raises(NotCountedYet) as not_yet:
                Counted(pool).ask(_named(build.question), [], NOW)
            assert (not_yet.value.done, not_yet.value.subjects) == (build.done, build.subjects)
    assert Builds(pool).listed() == []
    assert {each.name: rows(pool, each.name) for each in QUESTIONS} == whole
    assert left(pool) == set()


def _named(name: str) -> Question[Any]:
    return next(each for each in QUESTIONS if each.name == name)


def test_where_nothing_was_heard_there_is_nothing_to_count(pool: Pool) -> None:
    assert Builds(pool).listed() == []
    assert Counted(pool).ask(PEOPLE, [], NOW)[()].things == 0


def test_a_question_that_was_counted_is_not_counted_again_at_a_start(pool: Pool, told: list[JournalEntry]) -> None:
    Builds(pool).begin_new()
    assert Builds(pool).listed() == []


@pytest.mark.parametrize("seed", range(4))
def test_what_is_heard_meanwhile_is_in_it(pool: Pool, entries: list[JournalEntry], small: None, seed: int) -> None:
    chance = random.Random(seed)
    mixed = chance.sample(entries, len(entries))
    first = chance.randint(1, len(mixed))
    hear(pool, mixed[:first])
    unasked(pool, PEOPLE)
    Builds(pool).begin_new()
    for at in range(first, len(mixed), 5):
        Builds(pool).advance(0)
        hear(pool, mixed[at : at + 5])
    to_the_end(pool)
    after = rows(pool, PEOPLE.name)
    unasked(pool, PEOPLE)
    hear(pool, mixed)
    Builds(pool).begin_new()
    to_the_end(pool)
    assert after == rows(pool, PEOPLE.name) != []


def test_two_who_hear_while_three_build_end_as_counted_whole(pool: Pool, small: None) -> None:
    entries = walked().journal()
    hear(pool, entries[:10])
    builds = [begun(pool, each) for each in QUESTIONS]
    work = [
        *(threading.Thread(target=_heard, args=(pool, entries[n::2])) for n in range(2)),
        *(threading.Thread(target=to_the_end, args=(pool,)) for _ in range(3)),
    ]
    for each in work:
        each.start()
    for each in work:
        each.join(60)
    to_the_end(pool)
    for build in builds:
        Builds(pool).swap(build.slot)
    counted = {each.name: rows(pool, each.name) for each in QUESTIONS}
    hear(pool, entries)
    unasked(pool, *QUESTIONS)
    Builds(pool).begin_new()
    to_the_end(pool)
    assert counted == {each.name: rows(pool, each.name) for each in QUESTIONS}


def _heard(pool: Pool, entries: Sequence[JournalEntry]) -> None:
    for at in range(0, len(entries), 3):
        hear(pool, entries[at : at + 3])


GOES_ON = """
import sys, time
from psycopg_pool import ConnectionPool
from services.reporting.definitions.comparing import Difference, differences
from services.reporting.projections import building
building.AT_ONCE = 1
with ConnectionPool(sys.argv[1], min_size=1, max_size=2, kwargs={"autocommit": True}, open=True) as pool:
    while building.Builds(pool).advance(0):
        time.sleep(0.05)
"""


def test_killed_in_the_middle_it_goes_on_where_it_was(pool: Pool, told: list[JournalEntry]) -> None:
    was = rows(pool, PEOPLE.name)
    slot = begun(pool).slot
    here = Path(__file__).parents[2]
    killed = subprocess.Popen([sys.executable, "-c", GOES_ON, str(pool.conninfo)], cwd=here)
    until = time.monotonic() + 30
    while Builds(pool).of(PEOPLE.name).done < 2 and time.monotonic() < until:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    half = Builds(pool).of(PEOPLE.name)
    assert (half.slot, half.state) == (slot, State.RUNNING)
    assert 2 <= half.done < half.subjects
    to_the_end(pool)
    assert Builds(pool).of(PEOPLE.name).done == half.subjects
    assert rows(pool, slot) == was


# -- what comes to nothing


def broken() -> Question[Any]:
    def fails(state: People, line: Told) -> People:
        raise KeyError("Nguyễn Thị Hư Cấu")

    return replace(PEOPLE, evolve=fails)


def test_a_fold_that_fails_leaves_what_is_asked_and_says_where(pool: Pool, told: list[JournalEntry]) -> None:
    was = rows(pool, PEOPLE.name)
    begun(pool)
    to_the_end(pool, [broken()])
    failed = Builds(pool).of(PEOPLE.name)
    assert failed.state is State.FAILED
    assert failed.why is not None
    assert failed.why.startswith("KeyError, test_building.py:")
    assert "Hư Cấu" not in failed.why
    assert rows(pool, PEOPLE.name) == was
    assert rows(pool, failed.slot) == []
    assert begun(pool).state is State.RUNNING, "another try is another build"


def test_one_that_fails_does_not_stop_the_others(pool: Pool, told: list[JournalEntry]) -> None:
    unasked(pool, *QUESTIONS)
    Builds(pool).begin_new()
    to_the_end(pool, [broken(), *(each for each in QUESTIONS if each is not PEOPLE)])
    assert [(each.question, each.state) for each in Builds(pool).listed()] == [(PEOPLE.name, State.FAILED)]
    with pytest.raises(NotCountedYet) as not_yet:
        Counted(pool).ask(PEOPLE, [], NOW)
    assert not_yet.value.state == "failed"
    Builds(pool).begin_new()  # started again, with a program that is mended
    to_the_end(pool)
    assert Counted(pool).ask(PEOPLE, [], NOW)[()].things == 6


def test_cancelled_it_leaves_nothing_behind(pool: Pool, told: list[JournalEntry], small: None) -> None:
    was = rows(pool, PEOPLE.name)
    slot = begun(pool).slot
    Builds(pool).advance(0)
    assert rows(pool, slot) != []
    Builds(pool).drop(slot)
    assert Builds(pool).of(PEOPLE.name).state is State.CANCELLED
    assert left(pool) == set()
    assert rows(pool, PEOPLE.name) == was
    assert not Builds(pool).advance(), "nobody goes on with it"
    Builds(pool).drop(slot)
    assert Builds(pool).listed() == []


def test_while_the_database_is_away_a_build_waits_and_has_not_failed(pool: Pool, told: list[JournalEntry]) -> None:
    begun(pool)

    def away(state: People, line: Told) -> People:
        raise psycopg.OperationalError("gone")

    with pytest.raises(psycopg.OperationalError):
        Builds(pool, [replace(PEOPLE, evolve=away)]).advance()
    assert Builds(pool).of(PEOPLE.name).state is State.RUNNING


def test_an_unknown_question_is_not_begun(pool: Pool) -> None:
    with pytest.raises(LookupError):
        Builds(pool).begin("shoes.v1")
    assert Builds(pool).listed() == []


def test_an_entry_of_a_version_not_yet_known_stops_no_build(pool: Pool, told: list[JournalEntry]) -> None:
    strange = msgspec.structs.replace(told[0], name="intake.case.OfAYearToCome", position=90_001)
    hear(pool, [strange])
    was = rows(pool, PEOPLE.name)
    slot = begun(pool).slot
    to_the_end(pool)
    assert rows(pool, slot) == was
