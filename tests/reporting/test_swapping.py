"""Two counts of the same question are compared; the one counted beside is put in place of the other, or dropped."""

import threading
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from psycopg_pool import ConnectionPool

from services.reporting.definitions.comparing import Difference, differences
from services.reporting.projections import building
from services.reporting.projections.building import Builds, State
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import NotCountedYet, Sum
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.tidying import leave_old
from shared.journal import JournalEntry
from tests.reporting.builds import begun, left, rows, to_the_end
from tests.reporting.kept import command, hear
from tests.reporting.town import REFUSING, walked

Pool = ConnectionPool[Any]
NOW = AsOf()


# -- left


def test_an_old_version_that_is_asked_no_more_is_emptied_after_a_start_and_nothing_else(
    pool: Pool, told: list[JournalEntry]
) -> None:
    old = replace(PEOPLE, name="reporting.of_old.v1")
    now, of_now = [*QUESTIONS, old], rows(pool, PEOPLE.name)
    Builds(pool, now).begin_new()  # a program that still asked it
    to_the_end(pool, now)
    assert rows(pool, old.name) == of_now
    other = Builds(pool, now).begin(old.name)
    Builds(pool, now).advance()
    ready = begun(pool).slot
    to_the_end(pool)
    leave_old(pool)  # this one does not
    to_the_end(pool)
    assert left(pool) == {ready}, "what waits beside to be put in place is kept"
    assert (rows(pool, old.name), rows(pool, PEOPLE.name)) == ([], of_now)
    assert {each.slot for each in Builds(pool).listed()} == {ready} != {other.slot}
    assert Counted(pool).ask(PEOPLE, [], NOW)[()].things == 6
    with pytest.raises(NotCountedYet):
        Counted(pool).ask(old, [], NOW)


def test_rows_that_an_old_program_counted_while_the_new_one_started_go_at_the_next_start(
    pool: Pool, told: list[JournalEntry]
) -> None:
    with pool.connection() as conn:
        columns = "anchor, thing, stands, amount, known_from, true_from"
        conn.execute(f"INSERT INTO counted SELECT 'reporting.of_old.v1', {columns} FROM counted".encode())
    leave_old(pool)
    to_the_end(pool)
    assert left(pool) == set()
    assert Counted(pool).ask(PEOPLE, [], NOW)[()].things == 6


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
