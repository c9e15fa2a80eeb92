"""Keeps every entry heard, exactly as it came, and the views folded from them, both in one transaction.

Entries come at least once and in order only within a partition. So a view is never moved on by one entry: whenever
something new is heard about a case, that case is folded again from all that is kept of it, in one order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, groupby, islice
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg_pool import ConnectionPool

from services.reporting.projections.ball import BALL
from services.reporting.projections.books import BOOKS
from services.reporting.projections.counting.clocks import END
from services.reporting.projections.counting.groups import Group, groups_of
from services.reporting.projections.counting.kept import put
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.facts import CasesLinked, CasesUnlinked
from services.reporting.projections.links import LINKS, Links
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.plan.all import WORK, WORK_FACTS
from services.reporting.projections.told import Told, told
from services.reporting.projections.watching import put_looks, put_watched
from shared.access import READING, is_reading
from shared.bookmarks import lasting
from shared.clock import TOWN
from shared.journal import JournalEntry, entry_of
from shared.ledger.units import Row
from shared.views import View, fold

VIEWS: tuple[View[Told, Any], ...] = (PERSONS, BALL, LINKS, BOOKS, *WORK)
Db = Connection[Any]
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(8390886)"
"""Two hearers of one case would each fold without the other's entries."""
READ = "SELECT source, position, stream, version, name, body FROM journal_entry "
LINKED = "WHERE name IN ('intake.person.CasesLinked', 'intake.person.CasesUnlinked')"
NO_READINGS = f"name NOT LIKE '%%{READING}%%'"
INSERT = """
INSERT INTO journal_entry (source, position, stream, version, name, subject, at, because, body, body_hash)
SELECT * FROM unnest(%s::text[], %s::bigint[], %s::uuid[], %s::bigint[], %s::text[], %s::uuid[], %s::timestamptz[],
                     %s::text[], %s::bytea[], %s::text[])
ON CONFLICT (source, position) DO NOTHING RETURNING source, position, subject
"""
CONTRADICT = """
INSERT INTO contradiction (source, position, body_hash, body)
SELECT u.* FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bytea[]) u (source, position, body_hash, body)
JOIN journal_entry e USING (source, position) WHERE e.body_hash <> u.body_hash ON CONFLICT DO NOTHING
"""
# From the last contiguous position on, the first one whose successor is missing: quick, however much lies behind.
COMPLETE = """
INSERT INTO journal_source AS known
SELECT %(source)s, coalesce((SELECT e.position FROM journal_entry e WHERE e.source = %(source)s AND e.position > since
        AND EXISTS (SELECT 1 FROM journal_entry f WHERE f.source = e.source AND f.position = since + 1)
        AND NOT EXISTS (SELECT 1 FROM journal_entry n WHERE n.source = e.source AND n.position = e.position + 1)
        ORDER BY e.position LIMIT 1), since), %(highest)s, %(at)s, now()
FROM (SELECT coalesce((SELECT contiguous FROM journal_source WHERE source = %(source)s), 0) AS since) s
ON CONFLICT (source) DO UPDATE SET contiguous = excluded.contiguous, heard_at = excluded.heard_at,
    highest = greatest(known.highest, excluded.highest), newest_at = greatest(known.newest_at, excluded.newest_at)
"""


class Heard(NamedTuple):
    """How complete a source is. `missing`: positions below the highest that never came; `unfit`: entries no view could
    use; `contradictions`: places told twice with different content."""

    source: str
    contiguous: int
    highest: int
    newest_at: datetime | None
    heard_at: datetime | None
    unfit: int
    contradictions: int

    @property
    def well(self) -> bool:
        return self.contiguous == self.highest and not self.unfit and not self.contradictions


class Journals:
    """All that reporting heard, in its own database."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def keep(self, entries: Sequence[JournalEntry]) -> None:
        """Keep what is new of these entries and fold the cases they are about, as a whole or not at all."""
        if not entries:
            return
        with lasting(self._pool) as conn:
            conn.execute(ONE_AT_A_TIME)
            fresh = _insert(conn, entries)
            if len(fresh) < len(entries):
                _contradictions(conn, entries)
            new = [entry for entry in entries if (entry.source, entry.position) in fresh]
            _count(conn, new)
            put_looks(conn, new)
            _fold_again(conn, set(fresh.values()))

    def begin(self) -> None:
        """Before anything is heard or shown: a question that is asked here for the first time is counted over all that was
        heard."""
        with self._pool.connection() as conn:
            known = {name for (name,) in conn.execute("SELECT name FROM counted_question")}
        if {question.name for question in QUESTIONS} - known:
            rebuild(self._pool)

    def case(self, case: UUID) -> list[JournalEntry]:
        """Everything told about a case, readings too, in order."""
        with self._pool.connection() as conn:
            return in_order(_read(conn, READ + "WHERE subject = %s", case))

    def entry(self, source: str, position: int) -> JournalEntry | None:
        with self._pool.connection() as conn:
            return next(iter(_read(conn, READ + "WHERE (source, position) = (%s, %s)", source, position)), None)

    def since(self, source: str, position: int, limit: int) -> list[Row]:
        """The entries of a journal after a position, word for word as they were told; where one was told twice otherwise, the
        first."""
        sql = (
            "SELECT stream, version, name, body, position FROM journal_entry WHERE source = %s AND position > %s"
            " ORDER BY position LIMIT %s"
        )
        with self._pool.connection() as conn:
            return [Row(*row) for row in conn.execute(sql, [source, position, limit])]

    def known_until(self, moment: datetime) -> tuple[dict[str, Person], list[Links]]:
        """The cases as they were known before a moment, and which of them were said to be one person's then; folded now
        from what was written down before it."""
        with self._pool.connection() as conn:
            entries = _read(conn, READ + f"WHERE at < %s AND {NO_READINGS} ORDER BY subject", moment)
        persons: dict[str, Person] = {}
        links: dict[str, Links] = {}
        for _, group in groupby(entries, lambda entry: entry.subject):
            lines = fit(group)[0]
            persons |= fold(PERSONS, lines)
            links |= fold(LINKS, lines)
        return persons, list(links.values())

    def histories_until(self, day: date) -> list[list[Told]]:
        """What was told of each case by the end of a day in town, each in its order."""
        end = datetime.combine(day + timedelta(days=1), time(), TOWN) if day < END else datetime.max.replace(tzinfo=UTC)
        with self._pool.connection() as conn:
            entries = _read(conn, READ + f"WHERE at < %s AND {NO_READINGS} ORDER BY subject", end)
        return [fit(group)[0] for _, group in groupby(entries, lambda entry: entry.subject)]

    def work_until(self, moment: datetime) -> list[Told]:
        """What was told of the plan's own work before a moment, each file in its order, to be folded now."""
        with self._pool.connection() as conn:
            entries = _read(
                conn, READ + "WHERE at < %s AND name = ANY(%s) ORDER BY subject", moment, sorted(WORK_FACTS)
            )
        return [line for _, group in groupby(entries, lambda entry: entry.subject) for line in fit(group)[0]]

    def sources(self, listened_to: Iterable[str]) -> list[Heard]:
        """How complete each journal is; one that told nothing yet stands there with zeros."""
        sql = (
            "SELECT s, coalesce(contiguous, 0), coalesce(highest, 0), newest_at, heard_at,"
            " (SELECT count(*) FROM unfit u WHERE u.source = s),"
            " (SELECT count(*) FROM contradiction c WHERE c.source = s)"
            " FROM unnest(%s::text[]) WITH ORDINALITY t (s, n) LEFT JOIN journal_source ON source = s ORDER BY n"
        )
        with self._pool.connection() as conn:
            return [Heard(*row) for row in conn.execute(sql.encode(), [list(listened_to)])]


def rebuild(pool: ConnectionPool[Any]) -> int:
    """Fold all views again from what was heard and put them in place of the old; how many cases there are.

    One transaction: pages show the old until the new are whole, hearing waits, and a failure leaves all as it was.
    """
    cases = 0
    with pool.connection() as conn, conn.transaction():
        conn.execute(ONE_AT_A_TIME)
        tied, waiting = _tied(conn), defaultdict[Group, list[JournalEntry]](list)
        conn.execute("DELETE FROM view_document WHERE view = ANY(%s)", [[view.name for view in VIEWS]])
        conn.execute("DELETE FROM unfit")
        conn.execute("DELETE FROM watched_case")
        with conn.cursor(name="all_entries") as cursor:
            cursor.itersize = 1000
            cursor.execute((READ + "ORDER BY subject").encode())
            grouped = groupby((entry_of(*row) for row in cursor), lambda entry: entry.subject)
            while some := [(subject, list(rows)) for subject, rows in islice(grouped, 200)]:
                put_looks(conn, chain.from_iterable(rows for _, rows in some))
                for subject, rows in some:
                    if subject in tied:
                        waiting[tied[subject]] += rows
                cases += _put(conn, {frozenset({subject}): rows for subject, rows in some if subject not in tied})
        cases += _put(conn, waiting)
        for question in QUESTIONS:
            conn.execute("INSERT INTO counted_question VALUES (%s) ON CONFLICT DO NOTHING", [question.name])
    return cases


def _insert(conn: Db, entries: Sequence[JournalEntry]) -> dict[tuple[str, int], UUID]:
    rows = [
        (e.source, e.position, e.stream, e.version, e.name, e.subject, e.at, e.because, e.body, e.body_hash)
        for e in entries
    ]
    found = conn.execute(INSERT, [list(column) for column in zip(*rows, strict=True)])
    return {(source, position): subject for source, position, subject in found}


def _contradictions(conn: Db, entries: Sequence[JournalEntry]) -> None:
    rows = [(e.source, e.position, e.body_hash, e.body) for e in entries]
    conn.execute(CONTRADICT, [list(column) for column in zip(*rows, strict=True)])


def _count(conn: Db, fresh: Sequence[JournalEntry]) -> None:
    for source in sorted({entry.source for entry in fresh}):
        mine = [entry for entry in fresh if entry.source == source]
        highest, newest = max(entry.position for entry in mine), max(entry.at for entry in mine)
        conn.execute(COMPLETE, {"source": source, "highest": highest, "at": newest})


def _fold_again(conn: Db, subjects: set[UUID]) -> None:
    tied = _tied(conn)
    groups: dict[Group, list[JournalEntry]] = {tied.get(each, frozenset({each})): [] for each in subjects}
    of = {each: group for group in groups for each in group}
    for entry in _read(conn, READ + "WHERE subject = ANY(%s)", list(of)):
        groups[of[entry.subject]].append(entry)
    _put(conn, groups)


def _tied(conn: Db) -> dict[UUID, Group]:
    """Who is folded together with whom."""
    linked = (told(entry) for entry in _read(conn, READ + LINKED))
    return groups_of(
        frozenset({line.entry.subject, line.fact.case, line.fact.other})
        for line in linked
        if isinstance(line.fact, CasesLinked | CasesUnlinked)
    )


def _put(conn: Db, groups: Mapping[Group, Sequence[JournalEntry]]) -> int:
    """Fold these groups of subjects and keep their documents; how many cases there were (not all that is told of is one)."""
    docs: list[tuple[str, str, str]] = []
    unfit: list[tuple[str, int, str]] = []
    watched: list[list[Told]] = []
    counted: dict[Group, list[Told]] = {}
    for group, entries in groups.items():
        whole, wrong = fit(entries)
        unfit += wrong
        watched += [[line for line in whole if line.entry.subject == each] for each in group]
        lines = counted[group] = [line for line in whole if not is_reading(line.entry.name)]
        docs += [(v.name, key, msgspec.json.encode(d).decode()) for v in VIEWS for key, d in fold(v, lines).items()]
    put_watched(conn, watched)
    for question in QUESTIONS:
        put(conn, question, counted)
    if docs:
        conn.execute(
            "INSERT INTO view_document SELECT * FROM unnest(%s::text[], %s::text[], %s::jsonb[])"
            " ON CONFLICT (view, key) DO UPDATE SET doc = excluded.doc", [list(column) for column in zip(*docs, strict=True)],
        )  # fmt: skip
    for row in unfit:
        conn.execute("INSERT INTO unfit VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", row)
    return sum(view == PERSONS.name for view, *_ in docs)


def fit(entries: Iterable[JournalEntry]) -> tuple[list[Told], list[tuple[str, int, str]]]:
    """The entries in order with their facts, and those whose fact is not as it should be."""
    lines, unfit = [], []
    for entry in in_order(entries):
        try:
            lines.append(told(entry))
        except msgspec.ValidationError as wrong:  # names a field and a type, never a value
            unfit.append((entry.source, entry.position, str(wrong)[:200]))
    return lines, unfit


def _read(conn: Db, sql: str, *values: Any) -> list[JournalEntry]:
    return [entry_of(*row) for row in conn.execute(sql.encode(), values)]
