"""A view kept in PostgreSQL, together with its position."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic

import msgspec
from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared.bookmarks import advance, lasting, positions, repeatable
from shared.views.view import Doc, Line, Pile, Some, View

CHANNEL = "views"
"""Whoever shows figures LISTENs here: a view was folded further, and says something else now."""


class Shelf(Generic[Line, Doc]):
    """A kept view: documents and position change in one transaction, so a crash repeats nothing and loses nothing."""

    def __init__(self, view: View[Line, Doc], pool: ConnectionPool[Any]) -> None:
        self.view, self.pool = view, pool
        self._decode = msgspec.json.Decoder(view.doc).decode

    def position(self) -> int:
        """Up to which entry the view is folded."""
        with self.pool.connection() as conn:
            return positions(conn, [self.view.name])[self.view.name]

    def reach(self, position: int, since: Callable[[int], Sequence[Line]]) -> None:
        """Fold in what is missing up to `position`, whoever else is at it, so that a person who has just written finds it
        in the lists. A view that lies far behind is left to its worker; the list is then as old as it says."""
        after = self.position()
        if after < position and (entries := since(after)):
            _keep([self], entries, after)

    def get(self, key: str) -> Doc | None:
        found = self._select(" AND key = %s", [key])
        return next(iter(found.values()), None)

    def some(self, keys: Sequence[str]) -> dict[str, Doc]:
        """The documents of these keys, as far as there are any."""
        return self._select(" AND key = ANY(%s)", [list(keys)])

    def where(self, **equal: Any) -> dict[str, Doc]:
        """All documents whose fields have these values, by key."""
        return self._select(" AND doc @> %s::jsonb ORDER BY key", [msgspec.json.encode(equal).decode()])

    def piles(self, names: Collection[str], unit: str | None = None, *, keys: int = 0) -> dict[str, Pile]:
        """What lies on each of these piles, of one unit or of all; and which, where that is not more than `keys`."""
        sql = (
            "SELECT pile, count(*), min(due), CASE WHEN count(*) <= %s THEN array_agg(key) END FROM view_document"
            " WHERE view = %s AND pile = ANY(%s) AND (%s::text IS NULL OR unit = %s) GROUP BY pile"
        )
        with self.pool.connection() as conn:
            rows = conn.execute(sql, [keys, self.view.name, list(names), unit, unit]).fetchall()
        found = {pile: Pile(count, due, frozenset(k) if k is not None else None) for pile, count, due, k in rows}
        return {name: found.get(name, Pile()) for name in names}

    def on(self, pile: str, unit: str | None = None, *, most: int, after: str = "") -> Some[Doc]:
        """What lies on a pile, in its order, `most` at once; `after` is where the piece before ended (`further`)."""
        sql = (
            "SELECT key, doc::text, rank FROM view_document WHERE view = %s AND pile = %s AND rank > %s"
            " AND (%s::text IS NULL OR unit = %s) ORDER BY rank LIMIT %s"
        )
        with self.pool.connection() as conn:
            rows = conn.execute(sql, [self.view.name, pile, after, unit, unit, most + 1]).fetchall()
        docs = {key: self._decode(doc) for key, doc, _ in rows[:most]}
        return Some(docs, rows[most - 1][2] if len(rows) > most else None)

    def keep(self, entries: Sequence[Line], position: int, *, after: int | None = None) -> None:
        """Fold entries in and move on to `position`, as a whole or not at all; two who keep the same view take turns.
        Where `entries` are those of a ledger that follow the position `after`, what the other one folded meanwhile is
        left out."""
        keeping = lasting if after is None else repeatable  # what was heard is heard once, a ledger is read again
        with keeping(self.pool) as conn:
            stands = self._turn(conn)
            if after is not None:
                entries, position = entries[max(stands - after, 0) :], max(position, stands)
            changed = self._fold(conn, entries)
            conn.execute("UPDATE progress SET position = %s, at = now() WHERE name = %s", [position, self.view.name])
        if changed:  # after the commit: with something to write, it would hold the lock of all who notify meanwhile
            with self.pool.connection() as conn:
                conn.execute(f"SELECT pg_notify('{CHANNEL}', '')".encode())

    def concerns(self, entries: Sequence[Line]) -> bool:
        """Whether anything of this is for this view."""
        return any(self.view.key(entry) is not None for entry in entries)

    def _fold(self, conn: Connection[Any], entries: Sequence[Line]) -> bool:
        """Whether there was anything for this view among the entries."""
        keys = sorted({key for entry in entries if (key := self.view.key(entry)) is not None})
        docs = self._read(conn, " AND key = ANY(%s)", [keys])
        for entry in entries:
            if (key := self.view.key(entry)) is not None:
                docs[key] = self.view.evolve(docs.get(key, self.view.initial), entry)
        if docs:
            put(conn, self.view, docs)
        return bool(docs)

    def _turn(self, conn: Connection[Any]) -> int:
        """Wait until nobody else is keeping this view; where it stands then."""
        conn.execute("INSERT INTO progress (name, position) VALUES (%s, 0) ON CONFLICT DO NOTHING", [self.view.name])
        row = conn.execute("SELECT position FROM progress WHERE name = %s FOR UPDATE", [self.view.name]).fetchone()
        assert row
        return int(row[0])

    def _select(self, more: str, values: Sequence[Any]) -> dict[str, Doc]:
        with self.pool.connection() as conn:
            return self._read(conn, more, values)

    def _read(self, conn: Connection[Any], more: str, values: Sequence[Any]) -> dict[str, Doc]:
        sql = f"SELECT key, doc::text FROM view_document WHERE view = %s{more}"  # noqa: S608 - our own words
        rows = conn.execute(sql.encode(), [self.view.name, *values])
        return {key: self._decode(doc) for key, doc in rows}


def keep_all(shelves: Collection[Shelf[Line, Any]], last: int, since: Callable[[int], Sequence[Line]]) -> int:
    """Fold what is new in one ledger, whose last entry is at `last`, into all its views; how many entries there were."""
    if not shelves:
        return 0
    with next(iter(shelves)).pool.connection() as conn:
        stands = positions(conn, [shelf.view.name for shelf in shelves])
    if (first := min(stands.values())) >= last or not (entries := since(first)):
        return 0
    _keep([shelf for shelf in shelves if stands[shelf.view.name] < first + len(entries)], entries, first)
    return len(entries)


def _keep(shelves: Sequence[Shelf[Line, Any]], entries: Sequence[Line], after: int) -> None:
    """Fold in the entries that follow the position `after`; views that none of them concerns move on together."""
    end, passed = after + len(entries), []
    for shelf in shelves:
        if shelf.concerns(entries):
            shelf.keep(entries, end, after=after)
        else:
            passed.append(shelf.view.name)
    if passed:
        with repeatable(shelves[0].pool) as conn:
            advance(conn, passed, end, since=after)


def put(conn: Connection[Any], view: View[Any, Doc], docs: Mapping[str, Doc]) -> None:
    """Lay these documents on the shelf of a view, each where it stands."""
    stands = [view.stands(key, doc) or (None,) * 4 for key, doc in docs.items()]
    columns = [list(column) for column in zip(*stands, strict=True)]
    conn.execute(
        "INSERT INTO view_document (view, key, doc, pile, unit, rank, due) SELECT %s, *"
        " FROM unnest(%s::text[], %s::jsonb[], %s::text[], %s::text[], %s::text[], %s::date[])"
        " ON CONFLICT (view, key) DO UPDATE SET (doc, pile, unit, rank, due)"
        " = (excluded.doc, excluded.pile, excluded.unit, excluded.rank, excluded.due)",
        [view.name, list(docs), [msgspec.json.encode(doc).decode() for doc in docs.values()], *columns],
    )
