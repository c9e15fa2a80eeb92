"""Keeps what inspectors watch beside the journals: each case as it stands, each look of a person; and finds what can be odd."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg_pool import ConnectionPool

from services.reporting.domain.finding import Place
from services.reporting.projections.looking import looked_at
from services.reporting.projections.told import Told
from services.reporting.projections.watched import Watched, watched
from shared.clock import local
from shared.journal import JournalEntry
from shared.kernel.oversight import Oversight
from shared.kernel.words import AgencyId, Code, Source, UnitCode

Db = Connection[Any]
PUT = """
INSERT INTO watched_case SELECT * FROM unnest(%s::uuid[], %s::jsonb[], %s::boolean[], %s::date[], %s::date[])
ON CONFLICT (id) DO UPDATE SET (doc, marked, next_due, quiet_since)
    = (excluded.doc, excluded.marked, excluded.next_due, excluded.quiet_since)
"""
LOOKED = """
INSERT INTO look SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::uuid[],
    %s::timestamptz[], %s::date[], %s::smallint[]) ON CONFLICT DO NOTHING
"""
# The days of a reader on which there was something to look into; most days of most readers are not.
BUSY = """
SELECT l.source, l.position, l.actor, l.agency, l.unit, l.role, l.what, l.at FROM look l
JOIN (SELECT actor, day FROM look GROUP BY actor, day
      HAVING count(*) > %(few)s OR bool_or(hour >= %(begins)s OR hour < %(ends)s)) busy USING (actor, day)
ORDER BY l.at, l.source, l.position
"""
# What was told twice with other content; and where something came whose predecessor did not, since when that is known.
BROKEN = """
SELECT source, position, min(heard_at), true FROM contradiction WHERE source = ANY(%(sources)s) GROUP BY source, position
UNION ALL
SELECT s.source, s.contiguous + 1, (SELECT min(e.heard_at) FROM journal_entry e
    WHERE e.source = s.source AND e.position > s.contiguous), false
FROM journal_source s WHERE s.source = ANY(%(sources)s) AND s.contiguous < s.highest ORDER BY 1, 2
"""


class Look(NamedTuple):
    """Somebody looked at something: a file, a list, or what a search found."""

    source: Source
    position: int
    actor: str
    agency: AgencyId
    unit: UnitCode | None
    role: Code | None
    what: UUID
    at: datetime

    @property
    def place(self) -> Place:
        return Place(self.source, self.position)


class Break(NamedTuple):
    """A journal that is not whole: at this place it was `told_otherwise` before, or nothing came. Since a real moment."""

    source: Source
    position: int
    since: datetime
    told_otherwise: bool


class Watching:
    """What is watched, in the database of reporting."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool
        self._decode = msgspec.json.Decoder(Watched).decode

    def cases(self, today: date, limits: Oversight) -> Mapping[UUID, Watched]:
        """The cases in which something can be odd on this day."""
        sql = "SELECT id, doc::text FROM watched_case WHERE marked OR next_due < %s OR quiet_since < %s"
        with self._pool.connection() as conn:
            rows = conn.execute(sql, [today, today - timedelta(days=limits.silence.number)])
            return {id_: self._decode(doc) for id_, doc in rows}

    def looks(self, limits: Oversight) -> Sequence[Look]:
        """All looks of the readers and days on which they were many, or at night; in their order."""
        asked = {
            "few": min(limits.read_in_an_hour.number, limits.read_in_a_day.number),
            "begins": limits.night_from, "ends": limits.night_until,
        }  # fmt: skip
        with self._pool.connection() as conn:
            return [Look(*row) for row in conn.execute(BUSY, asked)]

    def breaks(self, sources: Sequence[Source]) -> Sequence[Break]:
        with self._pool.connection() as conn:
            return [Break(*row) for row in conn.execute(BROKEN, {"sources": list(sources)})]


def look_of(entry: JournalEntry) -> Look | None:
    """The look that an entry records; None for everything else."""
    if (what := looked_at(entry)) is None:
        return None
    by = entry.by
    return Look(entry.source, entry.position, by.actor, by.agency, by.unit, by.role, what, entry.at)


def put_looks(conn: Db, entries: Iterable[JournalEntry]) -> None:
    """Keep who looked."""
    looks = [look for entry in entries if (look := look_of(entry))]
    if looks:
        rows = ((*look, local(look.at).date(), local(look.at).hour) for look in looks)
        conn.execute(LOOKED, [list(column) for column in zip(*rows, strict=True)])


def put_watched(conn: Db, cases: Iterable[Sequence[Told]]) -> None:
    """Keep these cases as they stand now, each with all that was told of it."""
    seen = [(lines[0].entry.subject, watch) for lines in cases if lines and (watch := watched(lines))]
    if seen:
        rows = ((id_, msgspec.json.encode(w).decode(), w.marked, w.next_due, w.quiet_since) for id_, w in seen)
        conn.execute(PUT, [list(column) for column in zip(*rows, strict=True)])
