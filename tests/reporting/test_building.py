"""A question is counted beside those that are asked: it ends as counted whole, whatever is heard meanwhile and however often it
is stopped; what fails or is cancelled changes nothing; two of the same name are compared, swapped and dropped."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from psycopg_pool import ConnectionPool

from services.reporting.definitions.comparing import Difference, differences
from services.reporting.projections import building
from services.reporting.projections.building import Build, Builds, State
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE, People
from services.reporting.projections.counting.question import NotCountedYet, Question, Sum
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.told import Told
from shared.journal import JournalEntry
from tests.reporting.kept import command, hear
from tests.reporting.town import REFUSING, Town, linked, may, walked

Pool = ConnectionPool[Any]
NOW = AsOf()
PLACE = "coalesce((SELECT slot FROM counted_question WHERE name = %(name)s), %(name)s)"


def rows(pool: Pool, name: str) -> list[str]:
    sql = f"SELECT (to_jsonb(c) - 'question')::text FROM {{}} c WHERE question = {PLACE}"
    both = " UNION ALL ".join(sql.format(table) for table in ("counted", "counted_before")) + " ORDER BY 1"
    with pool.connection() as conn:
        return [row for (row,) in conn.execute(both.encode(), {"name": name})]


def unasked(pool: Pool, *questions: Question[Any]) -> None:
    """As in a database of a program that did not know these."""
    with pool.connection() as conn:
        for name in (each.name for each in questions):
            for table in ("counted", "counted_before"):
                conn.execute(f"DELETE FROM {table} WHERE question = {PLACE}".encode(), {"name": name})
            conn.execute("DELETE FROM counted_question WHERE name = %s", [name])


def to_the_end(pool: Pool, questions: Iterable[Question[Any]] = QUESTIONS) -> None:
    while Builds(pool, questions).advance():
        pass


def left(pool: Pool) -> set[str]:
    """All names under which anything is counted that nobody asks."""
    with pool.connection() as conn:
        asked = {name for (name,) in conn.execute("SELECT coalesce(slot, name) FROM counted_question")}
        rows = conn.execute("SELECT question FROM counted UNION SELECT question FROM counted_before")
        return {name for (name,) in rows} - asked


def begun(pool: Pool, question: Question[Any] = PEOPLE) -> Build:
    return Builds(pool).begin(question.name)


@pytest.fixture(params=["six people", "two cases that were one person's for a day"])
def entries(request: pytest.FixtureRequest) -> list[JournalEntry]:
    return walked().journal() if request.param == "six people" else linked(Town(), until=may(10)).journal()


@pytest.fixture
def told(pool: Pool) -> list[JournalEntry]:
    found = walked().journal()
    hear(pool, found)
    return found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two subjects and seven entries in a transaction."""
    monkeypatch.setattr(building, "AT_ONCE", 2)
    monkeypatch.setattr(building, "BEHIND", 7)


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


# -- compared


def test_compared_it_says_line_by_line_what_would_be_another(pool: Pool, told: list[JournalEntry]) -> None:
    slot = begun(pool).slot
    to_the_end(pool)
    assert differences(Counted(pool), PEOPLE, slot) == []
    with pool.connection() as conn:  # as a fold would that forgot somebody
        conn.execute("DELETE FROM counted WHERE question = %s AND anchor = %s", [slot, REFUSING])
    found = differences(Counted(pool), PEOPLE, slot)
    assert found[0] == Difference(None, None, Sum(6, 6), Sum(5, 5))
    assert Difference("purpose", "P09", Sum(1, 1), Sum(0, 0)) in found
    assert {each.dimension for each in found} == {None, *(each.name for each in PEOPLE.dimensions)}
    assert all(each.before != each.after for each in found)


def test_the_command_counts_compares_and_swaps(
    pool: Pool, told: list[JournalEntry], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pool.connection() as conn:
        conn.execute("DELETE FROM counted WHERE question = %s AND anchor = %s", [PEOPLE.name, REFUSING])
    command(monkeypatch, pool, "count", PEOPLE.name)
    said = capsys.readouterr().out
    assert "purpose P09: was 0 (0), is 1 (1)" in said
    assert "ready" in said
    assert Counted(pool).ask(PEOPLE, [], NOW)[()].things == 5
    command(monkeypatch, pool, "count", PEOPLE.name, "--swap")
    assert "in place" in capsys.readouterr().out
    assert Counted(pool).ask(PEOPLE, [], NOW)[()].things == 6
    command(monkeypatch, pool, "count", PEOPLE.name)
    command(monkeypatch, pool, "count", PEOPLE.name, "--drop")
    assert Builds(pool).listed() == []


def test_the_command_says_which_questions_there_are(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=r"persons\.v2"):
        command(monkeypatch, pool, "count", "shoes.v1")


# -- swapped


def test_swapped_it_answers_in_place_of_the_other_and_with_what_was_heard_since(pool: Pool) -> None:
    entries = walked().journal()
    hear(pool, entries[:20])
    slot = begun(pool).slot
    to_the_end(pool)
    assert Builds(pool).of(PEOPLE.name).state is State.READY
    hear(pool, entries[20:])
    was = rows(pool, PEOPLE.name)
    assert rows(pool, slot) != was
    Builds(pool).swap(slot)
    assert rows(pool, PEOPLE.name) == was
    assert (Builds(pool).listed(), left(pool)) == ([], set())


def test_what_is_whole_keeps_up_while_it_waits(pool: Pool, small: None) -> None:
    entries = walked().journal()
    hear(pool, entries[:20])
    build = begun(pool)
    to_the_end(pool)
    hear(pool, entries[20:])
    to_the_end(pool)
    with pool.connection() as conn:
        (last,) = conn.execute("SELECT max(heard) FROM journal_entry").fetchone() or (0,)
    assert Builds(pool).of(PEOPLE.name).mark >= last - building.BEHIND > build.mark


def test_only_what_is_whole_is_swapped(pool: Pool, told: list[JournalEntry]) -> None:
    was = rows(pool, PEOPLE.name)
    slot = begun(pool).slot
    with pytest.raises(LookupError):
        Builds(pool).swap(slot)
    assert begun(pool).slot == slot, "one at a time"
    assert rows(pool, PEOPLE.name) == was


def test_what_is_whole_can_be_dropped(pool: Pool, told: list[JournalEntry]) -> None:
    was = rows(pool, PEOPLE.name)
    slot = begun(pool).slot
    to_the_end(pool)
    Builds(pool).drop(slot)
    assert (Builds(pool).listed(), rows(pool, slot), rows(pool, PEOPLE.name)) == ([], [], was)


def test_what_is_asked_is_never_half_of_two(pool: Pool, told: list[JournalEntry]) -> None:
    """Whoever asks while it is swapped sees one or the other."""
    found: set[int] = set()
    over = threading.Event()

    def asks() -> None:
        while not over.is_set():
            found.add(Counted(pool).ask(PEOPLE, [], NOW)[()].things)

    asking = threading.Thread(target=asks)
    asking.start()
    for _ in range(10):
        slot = begun(pool).slot
        to_the_end(pool)
        Builds(pool).swap(slot)
    over.set()
    asking.join(30)
    assert found == {6}
    assert left(pool) == set()


def test_killed_between_the_swap_and_the_emptying_the_rest_is_emptied_later(
    pool: Pool, told: list[JournalEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    was, slot = rows(pool, PEOPLE.name), begun(pool).slot
    to_the_end(pool)
    with monkeypatch.context() as killed:
        killed.setattr(Builds, "_sweep", lambda _: False)
        Builds(pool).swap(slot)
    assert left(pool) == {PEOPLE.name}
    hear(pool, [msgspec.structs.replace(told[0], position=90_001)])
    assert rows(pool, PEOPLE.name) == was
    to_the_end(pool)
    assert (left(pool), rows(pool, PEOPLE.name)) == (set(), was)


def test_it_is_asked_by_its_slot_before_it_answers_for_all(pool: Pool, told: list[JournalEntry]) -> None:
    slot = begun(pool).slot
    to_the_end(pool)
    answers = Counted(pool)
    assert answers.ask(PEOPLE, ["sex"], NOW, slot=slot) == answers.ask(PEOPLE, ["sex"], NOW)


def test_an_entry_of_a_version_not_yet_known_stops_no_build(pool: Pool, told: list[JournalEntry]) -> None:
    strange = msgspec.structs.replace(told[0], name="intake.case.OfAYearToCome", position=90_001)
    hear(pool, [strange])
    was = rows(pool, PEOPLE.name)
    slot = begun(pool).slot
    to_the_end(pool)
    assert rows(pool, slot) == was
