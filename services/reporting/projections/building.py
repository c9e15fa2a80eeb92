"""Counts a question beside those that are asked: all that was heard, a page of subjects at a time, under the name of a slot,
while hearing and asking go on. Only the last step has everybody wait: what was heard meanwhile is counted again, and the
question stands in that slot. Until then nothing of what is asked has changed; what failed or was cancelled leaves nothing."""

import secrets
import traceback
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import InterfaceError, OperationalError
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from services.reporting.projections.counting.clocks import dated
from services.reporting.projections.counting.groups import whole
from services.reporting.projections.counting.kept import put
from services.reporting.projections.counting.question import Question
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.folding import ALONE
from services.reporting.projections.histories import Db, histories_of, tied
from services.reporting.projections.keeping import ONE_HEARER
from shared.bookmarks import repeatable

AWAY = (OperationalError, InterfaceError, PoolTimeout, PoolClosed)
"""The database is away: that is waited for, and is no fault of a question."""
AT_ONCE, BEHIND, SLICE = 200, 500, 2.0
"""So many subjects and so many entries are counted in one transaction; for so many seconds at a time."""
LISTED = "SELECT slot, question, state, done, subjects, at_once, why, begun_at, reached, mark FROM counted_build "
NEXT = """
WHERE question = ANY(%s) AND (state = 'running' OR state = 'ready' AND EXISTS (
    SELECT FROM journal_entry WHERE heard > counted_build.mark + %s))
ORDER BY state = 'ready', begun_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""
BEGIN = """
INSERT INTO counted_build (slot, question, state, subjects, mark, at_once)
SELECT %s, %s, 'running', (SELECT count(*) FROM (SELECT DISTINCT subject FROM journal_entry) s),
       (SELECT coalesce(max(heard), 0) FROM journal_entry), %s
ON CONFLICT (question) DO NOTHING
"""
LEAVE = """
INSERT INTO counted_left SELECT coalesce((SELECT slot FROM counted_question WHERE name = %(question)s), %(question)s)
ON CONFLICT DO NOTHING
"""
NOTHING = "DELETE FROM counted_build WHERE question = %s AND state IN ('cancelled', 'failed')"
NEWEST = "SELECT max(heard) FROM journal_entry WHERE heard > %s"
COUNTED = """
INSERT INTO counted_question (name, slot) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET slot = excluded.slot, since = now()
"""
PAGE = "SELECT DISTINCT subject FROM journal_entry WHERE subject > %s ORDER BY subject LIMIT %s"


class State(StrEnum):
    """`ready` waits for somebody to put it in place, and keeps up meanwhile."""

    RUNNING = "running"
    READY = "ready"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Build(NamedTuple):
    """A question that is counted beside. `at_once`: it is put in place as soon as it is whole. `why` it failed: which kind of
    fault, and where."""

    slot: str
    question: str
    state: State
    done: int
    subjects: int
    at_once: bool
    why: str | None
    begun_at: datetime
    reached: UUID
    mark: int

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.subjects) if self.subjects else 100


class Builds:
    """All builds of an instance. Any number of processes may go on with them."""

    def __init__(self, pool: ConnectionPool[Any], questions: Iterable[Question[Any]] = QUESTIONS) -> None:
        self._pool, self._questions = pool, {each.name: each for each in questions}

    def begin_new(self) -> None:
        """At a start: questions that are asked here for the first time are begun, and those that failed once more. Where nothing
        was heard yet there is nothing to count."""
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(ONE_HEARER)
            known = {name for (name,) in conn.execute("SELECT name FROM counted_question")}
            fresh = [name for name in self._questions if name not in known]
            if not conn.execute("SELECT FROM journal_entry LIMIT 1").rowcount:
                _counted(conn, fresh)
                return
            conn.execute("DELETE FROM counted_build WHERE state = 'failed' AND question = ANY(%s)", [fresh])
            for name in fresh:
                _begin(conn, name, at_once=True)

    def begin(self, question: str, *, at_once: bool = False) -> Build:
        """Count a question anew, beside; one that is being counted already goes on. Raises `LookupError`: there is none."""
        if question not in self._questions:
            raise LookupError(question)
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(NOTHING, [question])
            first = not conn.execute("SELECT FROM counted_question WHERE name = %s", [question]).rowcount
            _begin(conn, question, at_once=at_once or first)
            return _build(conn, "WHERE question = %s", question)

    def listed(self) -> list[Build]:
        """Everything that is counted beside, or was and came to nothing."""
        with self._pool.connection() as conn:
            return [_read(row) for row in conn.execute((LISTED + "ORDER BY begun_at, question").encode())]

    def of(self, question: str) -> Build:
        """Raises `LookupError`: it is not being counted."""
        with self._pool.connection() as conn:
            return _build(conn, "WHERE question = %s", question)

    def advance(self, seconds: float = SLICE) -> bool:
        """Go on for a while; whether there was anything to do. A fault of a question ends its build and nothing else."""
        until, done = monotonic() + seconds, False
        while self._step():
            done = True
            if monotonic() >= until:
                break
        return self._sweep() or done

    def swap(self, slot: str) -> None:
        """Put what is whole in place of what is asked. Raises `LookupError` where nothing whole stands there."""
        with repeatable(self._pool) as conn:
            build = _build(conn, "WHERE slot = %s AND state = 'ready' FOR UPDATE", slot)
            self._settle(conn, build, in_place=True)
        self._sweep()

    def drop(self, slot: str) -> None:
        """Cancel what is being counted, or throw away what was; what is asked stays as it is. Raises `LookupError`."""
        with self._pool.connection() as conn, conn.transaction():
            build = _build(conn, "WHERE slot = %s FOR UPDATE", slot)
            _empty(conn, slot)
            if build.state is State.RUNNING:
                conn.execute("UPDATE counted_build SET state = 'cancelled' WHERE slot = %s", [slot])
            else:
                conn.execute("DELETE FROM counted_build WHERE slot = %s", [slot])

    def _step(self) -> bool:
        build = None
        try:
            with repeatable(self._pool) as conn:
                row = conn.execute((LISTED + NEXT).encode(), [list(self._questions), BEHIND]).fetchone()
                if row:
                    build = _read(row)
                    self._go_on(conn, build)
        except AWAY:
            raise
        except Exception as fault:  # whatever a fold does wrong, what is asked goes on
            if build is None:
                raise
            self._failed(build, fault)
        return build is not None

    def _go_on(self, conn: Db, build: Build) -> None:
        page = [subject for (subject,) in conn.execute(PAGE, [build.reached, AT_ONCE])]
        if page:
            self._count(conn, build, page)
            sql = "UPDATE counted_build SET reached = %s, done = done + %s, moved_at = now() WHERE slot = %s"
            conn.execute(sql, [page[-1], len(page), build.slot])
        elif conn.execute("SELECT FROM journal_entry WHERE heard > %s LIMIT 1", [build.mark + BEHIND]).rowcount:
            self._catch_up(conn, build, build.mark + BEHIND)
        else:
            self._settle(conn, build, in_place=build.at_once)

    def _catch_up(self, conn: Db, build: Build, until: int) -> None:
        heard = "SELECT DISTINCT subject FROM journal_entry WHERE heard > %s AND heard <= %s"
        self._count(conn, build, [subject for (subject,) in conn.execute(heard, [build.mark, until])])
        conn.execute("UPDATE counted_build SET mark = %s, moved_at = now() WHERE slot = %s", [until, build.slot])

    def _settle(self, conn: Db, build: Build, *, in_place: bool) -> None:
        """While nobody hears and nobody folds: the rest of what was heard, and where the question is from now on."""
        conn.execute(ONE_HEARER)
        conn.execute(ALONE)
        (last,) = conn.execute(NEWEST, [build.mark]).fetchone() or (None,)
        if last is not None:
            self._catch_up(conn, build, last)
        if not in_place:
            conn.execute("UPDATE counted_build SET state = 'ready' WHERE slot = %s", [build.slot])
            return
        conn.execute(LEAVE, {"question": build.question})
        conn.execute("DELETE FROM counted_build WHERE slot = %s", [build.slot])
        _counted(conn, [build.question], build.slot)

    def _count(self, conn: Db, build: Build, subjects: Collection[UUID]) -> None:
        """Whoever is tied to others is counted with all of them, as often as one of them comes: each time in place of before."""
        told = histories_of(conn, whole(subjects, tied(conn)))
        days = {group: dated(lines) for group, lines in told.items()}
        put(conn, replace(self._questions[build.question], name=build.slot), days)

    def _sweep(self) -> bool:
        """Empty what nobody asks any more; whether there was anything."""
        with self._pool.connection() as conn, conn.transaction():
            left = conn.execute("SELECT slot FROM counted_left LIMIT 1 FOR UPDATE SKIP LOCKED").fetchone()
            if left:
                _empty(conn, left[0])
                conn.execute("DELETE FROM counted_left WHERE slot = %s", left)
        return left is not None

    def _failed(self, build: Build, fault: Exception) -> None:
        with self._pool.connection() as conn, conn.transaction():
            _empty(conn, build.slot)
            sql = "UPDATE counted_build SET state = 'failed', why = %s WHERE slot = %s"
            conn.execute(sql, [_why(fault), build.slot])


def _begin(conn: Db, question: str, *, at_once: bool) -> None:
    conn.execute(BEGIN, [f"{question}#{secrets.token_hex(4)}", question, at_once])


def _build(conn: Db, where: str, value: str) -> Build:
    if row := conn.execute((LISTED + where).encode(), [value]).fetchone():
        return _read(row)
    raise LookupError(value)


def _read(row: Sequence[Any]) -> Build:
    return Build(*row)._replace(state=State(row[2]))


def _empty(conn: Db, name: str) -> None:
    for table in ("counted", "counted_before"):
        conn.execute(f"DELETE FROM {table} WHERE question = %s".encode(), [name])  # noqa: S608 - our own words


def _counted(conn: Db, names: Iterable[str], slot: str | None = None) -> None:
    for name in names:
        conn.execute(COUNTED, [name, slot])


def _why(fault: Exception) -> str:
    """Its kind and the line of code, never its text: that may repeat a value of somebody's history."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__}, {PurePath(last.filename).name}:{last.lineno}"
