"""Keeps what analysts ask with SQL in step with what was heard: the tables of the schema `analysis`, written anew as a whole."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Placeholder
from psycopg_pool import ConnectionPool

from services.reporting.exports.columns import columns_of
from services.reporting.exports.htcds import Record, Value
from services.reporting.exports.known import Known, Pseudonyms, everybody, may_be_told
from services.reporting.exports.rows import ROWS
from services.reporting.exports.written import DICTIONARY, lines
from services.reporting.projections.pinned import Cases
from shared.bookmarks import repeatable
from shared.kernel.law import Law
from shared.kernel.words import Source

SCOPE = "analysts"
"""For whom the pseudonyms are: the same in every question, and no recipient of a file has them."""
TABLES = {"person": "persons", "regime": "regimes", "service": "services", "journey": "journeys"}
"""By the name of the table, which of an export it is: one line is one of them."""
EVERY = 600.0
"""Seconds between two writings: analysts look at months, and a whole town is read each time."""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(8390887)"


class Counted(Protocol):
    def positions(self, sources: Sequence[Source]) -> Mapping[Source, int]: ...

    def now(self) -> Cases: ...


class Analysis:
    """Writes nothing while the profile names no analyst."""

    def __init__(
        self,
        pool: ConnectionPool[Any],
        known: Counted,
        key: bytes,
        listens_to: Sequence[Source],
        law: Callable[[], Law],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pool, self._known, self._pseudonyms = pool, known, Pseudonyms(key, SCOPE)
        self._listens_to, self._law, self._clock = tuple(listens_to), law, clock
        self._next, self._started = 0.0, False

    def keep_up(self) -> bool:
        """Write the tables anew where something new was heard and the last time is long enough ago, and once after a start: the
        program may be another. Whether it was done."""
        if self._clock() < self._next:
            return False
        if done := self._write_what_is_new():
            self._next, self._started = self._clock() + EVERY, True
        return done

    def _write_what_is_new(self) -> bool:
        positions = dict(self._known.positions(self._listens_to))
        with self._pool.connection() as conn:
            asked = conn.execute("SELECT EXISTS (SELECT FROM analysis.scope)").fetchone() == (True,)
            known = dict(conn.execute("SELECT source, position FROM analysis.known").fetchall())
        if not asked or not positions or (self._started and positions == known):
            return False
        people = may_be_told(everybody(self._known.now(), self._pseudonyms.of), needs_consent=False)
        with repeatable(self._pool) as conn:
            conn.execute(ONE_AT_A_TIME)
            _write(conn, people, self._law())
            conn.execute("DELETE FROM analysis.known")
            conn.cursor().executemany("INSERT INTO analysis.known VALUES (%s, %s, now())", list(positions.items()))
        return True


def _write(conn: Connection[Any], people: Sequence[Known], law: Law) -> None:
    for name, of_export in TABLES.items():
        rows = [row | {"unit": known.person.unit} for known in people for row in map(dict, ROWS[of_export](known, law))]
        _fill(conn, name, rows)
    form = {name: columns_of("tables")[of_export] for name, of_export in TABLES.items()}
    _fill(conn, "dictionary", [dict(zip(DICTIONARY, line, strict=True)) for line in lines(form, law)])


def _fill(conn: Connection[Any], table: str, rows: Iterable[Record]) -> None:
    """In place of what stood there."""
    conn.execute(SQL("DELETE FROM analysis.{}").format(Identifier(table)))
    whole = [{name: _plain(value) for name, value in row.items()} for row in rows]
    if not whole:
        return
    names = list(whole[0])
    insert = SQL("INSERT INTO analysis.{} ({}) VALUES ({})").format(
        Identifier(table), SQL(", ").join(map(Identifier, names)), SQL(", ").join(map(Placeholder, names))
    )
    conn.cursor().executemany(insert, whole)


def _plain(value: Value) -> Any:
    """A list of codes as an array, nothing of them as nothing."""
    return (list(value) or None) if isinstance(value, tuple) else value
