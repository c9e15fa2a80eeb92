"""Keeps every entry heard, exactly as it came, and notes whom it is about: views are folded from that elsewhere (`folding.py`),
by any number of processes, while more is heard."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg_pool import ConnectionPool

from services.reporting.projections.copying import copying
from services.reporting.projections.counting.clocks import END
from services.reporting.projections.folding import touch
from services.reporting.projections.histories import NO_READINGS, READ, Db, by_case, fit, read
from services.reporting.projections.links import LINKS, Links
from services.reporting.projections.of_plan import PLAN_FACTS
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.plan.all import WORK_FACTS
from services.reporting.projections.told import Told
from services.reporting.projections.watching import put_looks
from shared.bookmarks import lasting
from shared.clock import day_over
from shared.journal import JournalEntry
from shared.kernel.words import Source
from shared.ledger.units import Row
from shared.proof.leaf import bytes_of
from shared.views import fold

ONE_HEARER = "SELECT pg_advisory_xact_lock(8390886)"
"""The order in which entries are numbered as heard is the one in which they come to be there."""
COPY: LiteralString = (
    "COPY journal_entry (source, position, stream, version, name, subject, at, leaf, body) FROM STDIN (FORMAT BINARY)"
)
TYPES = ("text", "int8", "bytea", "int8", "text", "bytea", "timestamptz", "bytea", "bytea")
"""As each is sent: an id as its 16 bytes, which is how `COPY` takes it too."""
KeptRow = tuple[str, int, bytes, int, str, bytes, datetime, bytes, bytes]
INSERT = """
INSERT INTO journal_entry (source, position, stream, version, name, subject, at, leaf, body)
SELECT source, position, encode(stream, 'hex')::uuid, version, name, encode(subject, 'hex')::uuid, at, leaf, body
FROM unnest(%s::text[], %s::bigint[], %s::bytea[], %s::bigint[], %s::text[], %s::bytea[], %s::timestamptz[],
                     %s::bytea[], %s::bytea[]) t (source, position, stream, version, name, subject, at, leaf, body)
ON CONFLICT (source, position) DO NOTHING RETURNING source, position
"""
CONTRADICT = """
INSERT INTO contradiction (source, position, body_hash, body)
SELECT u.source, u.position, encode(sha256(u.body), 'hex'), u.body FROM unnest(%s::text[], %s::bigint[], %s::bytea[])
    u (source, position, body) JOIN journal_entry e USING (source, position) WHERE e.body <> u.body ON CONFLICT DO NOTHING
"""
# What follows without a hole: looked through up to the next hole, or to the end where there is none.
FOLLOWING = """
SELECT coalesce(
    (SELECT %(since)s + n - 1 FROM (SELECT position, row_number() OVER (ORDER BY position) AS n FROM journal_entry
        WHERE source = %(source)s AND position > %(since)s) ahead WHERE position > %(since)s + n LIMIT 1),
    (SELECT max(position) FROM journal_entry WHERE source = %(source)s))
"""
COMPLETE = """
INSERT INTO journal_source AS known VALUES (%(source)s, %(contiguous)s, %(highest)s, %(at)s, now())
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
        """Keep what is new of these entries and note whom it is about, as a whole or not at all."""
        if not entries:
            return
        rows = [row_of(entry) for entry in entries]  # before anybody waits for us
        with lasting(self._pool) as conn:
            conn.execute(ONE_HEARER)
            if new := _new(conn, entries, rows):
                _complete(conn, new)
                put_looks(conn, new)
                touch(conn, {entry.about for entry in new})

    def case(self, case: UUID) -> list[JournalEntry]:
        """Everything told about a case, readings too, in order."""
        with self._pool.connection() as conn:
            return in_order(read(conn, READ + "WHERE subject = %s", case))

    def entry(self, source: str, position: int) -> JournalEntry | None:
        with self._pool.connection() as conn:
            return next(iter(read(conn, READ + "WHERE (source, position) = (%s, %s)", source, position)), None)

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
            entries = read(conn, READ + f"WHERE at < %s AND {NO_READINGS}", moment)
        persons: dict[str, Person] = {}
        links: dict[str, Links] = {}
        for group in by_case(entries):
            lines = fit(group)[0]
            persons |= fold(PERSONS, lines)
            links |= fold(LINKS, lines)
        return persons, list(links.values())

    def histories_until(self, day: date) -> list[list[Told]]:
        """What was told of each case by the end of a day in town, each in its order."""
        end = day_over(day) if day < END else datetime.max.replace(tzinfo=UTC)
        with self._pool.connection() as conn:
            entries = read(conn, READ + f"WHERE at < %s AND {NO_READINGS}", end)
        return [fit(group)[0] for group in by_case(entries)]

    def work_until(self, moment: datetime) -> list[Told]:
        """What was told of the plan's own work before a moment, each file in its order, to be folded now."""
        with self._pool.connection() as conn:
            entries = read(
                conn,
                READ + "WHERE at < %s AND name = ANY(%s)",
                moment,
                sorted({*WORK_FACTS, *PLAN_FACTS}),
            )
        return [line for group in by_case(entries) for line in fit(group)[0]]

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


def _new(conn: Db, entries: Sequence[JournalEntry], rows: Sequence[KeptRow]) -> Sequence[JournalEntry]:
    """Put down those that are not there yet; which these are."""
    try:
        with conn.transaction(), copying(conn, COPY, TYPES) as copy:
            for row in rows:
                copy.write_row(row)
        return entries
    except UniqueViolation:  # some came before: they are told again after a restart, on either side
        return _not_yet_there(conn, entries, rows)


def _not_yet_there(conn: Db, entries: Sequence[JournalEntry], rows: Sequence[KeptRow]) -> Sequence[JournalEntry]:
    """One by one; what stands there with another content is kept as a contradiction."""
    found = {*conn.execute(INSERT, [list(column) for column in zip(*rows, strict=True)])}
    conn.execute(CONTRADICT, [list(c) for c in zip(*((e.source, e.position, e.body) for e in entries), strict=True)])
    first = {(entry.source, entry.position): entry for entry in reversed(entries)}
    return [entry for place, entry in first.items() if place in found]


def row_of(e: JournalEntry) -> KeptRow:
    """As `COPY` takes it."""
    stream = bytes_of(e.in_stream)
    return (e.source, e.position, stream, e.version, e.name, bytes_of(e.about), e.at, e.leaf_in(stream), e.body)


def _complete(conn: Db, new: Sequence[JournalEntry]) -> None:
    of: dict[Source, list[JournalEntry]] = {}
    for entry in new:
        of.setdefault(entry.source, []).append(entry)
    for source, mine in sorted(of.items()):
        positions, moments = [entry.position for entry in mine], [entry.at for entry in mine]
        contiguous = _contiguous(conn, source, min(positions))
        asked = {"source": source, "contiguous": contiguous, "highest": max(positions), "at": max(moments)}
        conn.execute(COMPLETE, asked)


def _contiguous(conn: Db, source: Source, first: int) -> int:
    """Up to where nothing is missing, now that entries from `first` on came: where these do not follow what stood there, no
    further than before."""
    row = conn.execute("SELECT contiguous FROM journal_source WHERE source = %s", [source]).fetchone()
    since: int = row[0] if row else 0
    if row and first > since + 1:
        return since
    (until,) = conn.execute(FOLLOWING, {"source": source, "since": since}).fetchone() or (since,)
    return int(until)
