"""Folds the views from what was heard.

Entries come at least once and in order only within a partition. So a view is never moved on by one entry: whenever something
new was heard about a case, that case is folded again from all that is kept of it, in one order. Whom it was about waits in
partitions; any number of processes takes from them, each from one that nobody else has at the time: so nobody folds without what
another has read meanwhile. Cases that were ever said to be one person's are folded together, while nobody else folds.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec
from psycopg_pool import ConnectionPool

from services.reporting.projections.ball import BALL
from services.reporting.projections.books import BOOKS
from services.reporting.projections.copying import copying
from services.reporting.projections.counting.clocks import dated
from services.reporting.projections.counting.groups import Group, whole
from services.reporting.projections.counting.kept import put
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.histories import Db, entries_of, fit, in_pages, tied
from services.reporting.projections.links import LINKS
from services.reporting.projections.persons import PERSONS
from services.reporting.projections.plan.all import WORK
from services.reporting.projections.told import Told
from services.reporting.projections.watching import put_looks, put_watched
from shared.access import is_reading
from shared.bookmarks import repeatable
from shared.journal import JournalEntry
from shared.kafka.listening import CHANNEL
from shared.proof.leaf import bytes_of
from shared.views import View, fold

VIEWS: tuple[View[Told, Any], ...] = (PERSONS, BALL, LINKS, BOOKS, *WORK)
PARTITIONS = 16
TOGETHER = PARTITIONS
"""The partition of those who are tied to others."""
AT_ONCE = 200
"""So many cases are folded in one transaction."""
ALONE, BESIDE = "SELECT pg_advisory_xact_lock(8390889)", "SELECT pg_advisory_xact_lock_shared(8390889)"
MINE = "SELECT pg_try_advisory_xact_lock(8390889, %s)"
TOUCH = "COPY touched (part, subject) FROM STDIN (FORMAT BINARY)"
WAITING = "SELECT part FROM generate_series(0, %s) part WHERE EXISTS (SELECT FROM touched t WHERE t.part = part.part)"
TAKE = """
WITH taken AS (SELECT DISTINCT subject FROM (SELECT subject FROM touched WHERE part = %(part)s LIMIT %(most)s) first)
DELETE FROM touched USING taken WHERE part = %(part)s AND touched.subject = taken.subject RETURNING touched.subject
"""


def touch(conn: Db, subjects: Collection[str]) -> None:
    """Something new was heard about these: they are to be folded again."""
    _wait(conn, [(id_[-1] % PARTITIONS, id_) for id_ in map(bytes_of, subjects)])
    conn.execute(f"NOTIFY {CHANNEL}".encode())


class Folding:
    """What one process folds. `folded` counts the cases by partition."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool, self.folded = pool, Counter[int]()

    def __call__(self) -> int:
        """Fold some of what waits in one partition; how many cases. 0: nothing waits that nobody else is at."""
        with self._pool.connection() as conn:
            waiting = [part for (part,) in conn.execute(WAITING, [TOGETHER])]
        for part in sorted(waiting, key=lambda part: self.folded[part]):
            if cases := self._fold(part):
                self.folded[part] += cases
                return cases
        return 0

    def _fold(self, part: int) -> int:
        with repeatable(self._pool) as conn:
            conn.execute(ALONE if part == TOGETHER else BESIDE)
            if conn.execute(MINE, [part]).fetchone() != (True,):
                return 0
            touched = {subject for (subject,) in conn.execute(TAKE, {"part": part, "most": AT_ONCE})}
            with_others = tied(conn)
            if part == TOGETHER:
                _put(conn, entries_of(conn, whole(touched, with_others)))
            else:
                _wait(conn, [(TOGETHER, each.bytes) for each in touched if each in with_others])
                _put(conn, entries_of(conn, whole(touched - with_others.keys(), {})))
            return len(touched)


def rebuild(pool: ConnectionPool[Any]) -> int:
    """Fold all views again from what was heard and put them in place of the old; how many cases there are.

    One transaction: pages show the old until the new are whole, nobody else folds meanwhile, and a failure leaves all as it was.
    """
    cases = 0
    with pool.connection() as conn, conn.transaction():
        conn.execute(ALONE)
        with_others, waiting = tied(conn), defaultdict[Group, list[JournalEntry]](list)
        conn.execute("DELETE FROM view_document WHERE view = ANY(%s)", [[view.name for view in VIEWS]])
        conn.execute("DELETE FROM unfit")
        conn.execute("DELETE FROM watched_case")
        for page in in_pages(conn):
            put_looks(conn, chain.from_iterable(page.values()))
            for subject in page.keys() & with_others:
                waiting[with_others[subject]] += page.pop(subject)
            cases += _put(conn, {frozenset({subject}): entries for subject, entries in page.items()})
        cases += _put(conn, waiting)
        for question in QUESTIONS:
            conn.execute("INSERT INTO counted_question VALUES (%s) ON CONFLICT DO NOTHING", [question.name])
    return cases


def _wait(conn: Db, places: Collection[tuple[int, bytes]]) -> None:
    if places:
        with copying(conn, TOUCH, ("int2", "bytea")) as copy:
            for place in places:
                copy.write_row(place)


def _put(conn: Db, groups: Mapping[Group, Sequence[JournalEntry]]) -> int:
    """Fold these groups of subjects and keep their documents; how many cases there were (not all that is told of is one)."""
    docs: list[tuple[str, str, str]] = []
    unfit: list[tuple[str, int, str]] = []
    watched: list[list[Told]] = []
    counted: dict[Group, list[Told]] = {}
    for group, entries in groups.items():
        told_of, wrong = fit(entries)
        unfit += wrong
        watched += [[line for line in told_of if line.case == about] for about in map(str, group)]
        lines = counted[group] = [line for line in told_of if not is_reading(line.entry.name)]
        docs += [(v.name, key, msgspec.json.encode(d).decode()) for v in VIEWS for key, d in fold(v, lines).items()]
    put_watched(conn, watched)
    days = {group: dated(lines) for group, lines in counted.items()}
    for question in QUESTIONS:
        put(conn, question, days)
    if docs:
        conn.execute(
            "INSERT INTO view_document SELECT * FROM unnest(%s::text[], %s::text[], %s::jsonb[])"
            " ON CONFLICT (view, key) DO UPDATE SET doc = excluded.doc", [list(column) for column in zip(*docs, strict=True)],
        )  # fmt: skip
    for row in unfit:
        conn.execute("INSERT INTO unfit VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", row)
    return sum(view == PERSONS.name for view, *_ in docs)
