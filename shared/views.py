"""Views: pure folds over what happened. Folded on demand, or kept on a shelf in PostgreSQL together with its position."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from psycopg import Connection
from psycopg_pool import ConnectionPool

CHANNEL = "views"
"""Whoever shows figures LISTENs here: a view was folded further, and says something else now."""

Doc = TypeVar("Doc")
Line = TypeVar("Line")


class Standing(NamedTuple):
    """How a document stands in the lists of its view: on which pile, in whose unit, before which others (the smallest
    `rank` first), and until when it has to be done."""

    pile: str
    unit: str | None
    rank: str
    due: date | None = None


class Pile(NamedTuple):
    """How many lie there, the day of the most urgent one, and which they are where they fit on a page."""

    size: int = 0
    due: date | None = None
    keys: frozenset[str] | None = frozenset()


class Some(NamedTuple, Generic[Doc]):
    """A piece of a list, in its order; the rest is asked for with `further`, None at its end."""

    docs: Mapping[str, Doc]
    further: str | None


@dataclass(frozen=True)
class View(Generic[Line, Doc]):
    """One question, answered entry by entry. `name` carries its version: a changed fold is a new name, built beside.

    `key` says which document an entry concerns (None: none); `evolve` is pure and total. `Doc` is a dataclass with
    open fields only: no personal data stands in a view. A view with a `standing` is listed piece by piece, however much
    lies there in the end.
    """

    name: str
    doc: type[Doc]
    initial: Doc
    key: Callable[[Line], str | None]
    evolve: Callable[[Doc, Line], Doc]
    standing: Callable[[Doc], Standing] | None = None

    def stands(self, key: str, doc: Doc) -> Standing | None:
        """With a rank no other document has."""
        stands = self.standing(doc) if self.standing else None
        return stands and stands._replace(rank=f"{stands.rank} {key}")


def fold(view: View[Line, Doc], entries: Iterable[Line]) -> dict[str, Doc]:
    """The view as of the last entry given: today, or any day an inspector asks about."""
    docs: dict[str, Doc] = {}
    for entry in entries:
        if (key := view.key(entry)) is not None:
            docs[key] = view.evolve(docs.get(key, view.initial), entry)
    return docs


class Shelf(Generic[Line, Doc]):
    """A kept view: documents and position change in one transaction, so a crash repeats nothing and loses nothing."""

    def __init__(self, view: View[Line, Doc], pool: ConnectionPool[Any]) -> None:
        self.view, self.pool = view, pool
        self._decode = msgspec.json.Decoder(view.doc).decode

    def position(self) -> int:
        """Up to which entry the view is folded."""
        with self.pool.connection() as conn:
            row = conn.execute("SELECT position FROM progress WHERE name = %s", [self.view.name]).fetchone()
        return int(row[0]) if row else 0

    def reach(self, position: int, since: Callable[[int], Sequence[Line]]) -> None:
        """Fold in what is missing up to `position`, whoever else is at it, so that a person who has just written finds it
        in the lists. A view that lies far behind is left to its worker; the list is then as old as it says."""
        after = self.position()
        if after < position and (entries := since(after)):
            self.keep(entries, after + len(entries), after=after)

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
        if after is not None and not any(self.view.key(entry) for entry in entries):
            self._pass(after, position)
            return
        with self.pool.connection() as conn:
            with conn.transaction():
                stands = self._turn(conn)
                if after is not None:
                    entries, position = entries[max(stands - after, 0) :], max(position, stands)
                changed = self._fold(conn, entries)
                conn.execute(
                    "UPDATE progress SET position = %s, at = now() WHERE name = %s", [position, self.view.name]
                )
            if changed:  # after the commit: with something to write, it would hold the lock of all who notify meanwhile
                conn.execute(f"SELECT pg_notify('{CHANNEL}', '')".encode())

    def _pass(self, after: int, position: int) -> None:
        """Nothing between these two concerns this view: it moves on from wherever it stands between them."""
        with self.pool.connection() as conn:
            conn.execute(
                "INSERT INTO progress (name, position) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE"
                " SET position = greatest(progress.position, excluded.position), at = now() WHERE progress.position >= %s",
                [self.view.name, position, after],
            )

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
    stands = _positions(shelves)
    if not stands or (first := min(stands.values())) >= last or not (entries := since(first)):
        return 0
    for shelf, position in stands.items():
        if position < (end := first + len(entries)):
            shelf.keep(entries, end, after=first)
    return len(entries)


def _positions(shelves: Collection[Shelf[Line, Any]]) -> dict[Shelf[Line, Any], int]:
    """Up to which entry each of these views in one database is folded."""
    if not shelves:
        return {}
    with next(iter(shelves)).pool.connection() as conn:
        sql = "SELECT name, position FROM progress WHERE name = ANY(%s)"
        found = dict(conn.execute(sql, [[each.view.name for each in shelves]]).fetchall())
    return {each: found.get(each.view.name, 0) for each in shelves}


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


class Kept(Generic[Line, Doc]):
    """The same answers from memory, for tests of rules and for figures folded on demand."""

    def __init__(self, view: View[Line, Doc], docs: Mapping[str, Doc] | None = None) -> None:
        self.view, self.docs, self._position = view, dict(docs or {}), 0

    def position(self) -> int:
        return self._position

    def reach(self, position: int, since: Callable[[int], Sequence[Line]]) -> None:
        """Nobody else folds into a view in memory: there is nothing to wait for."""

    def get(self, key: str) -> Doc | None:
        return self.docs.get(key)

    def some(self, keys: Sequence[str]) -> dict[str, Doc]:
        return {key: self.docs[key] for key in keys if key in self.docs}

    def where(self, **equal: Any) -> dict[str, Doc]:
        plain = {key: msgspec.to_builtins(doc) for key, doc in self.docs.items()}
        asked = msgspec.to_builtins(equal)
        return {key: self.docs[key] for key in sorted(plain) if all(plain[key].get(f) == v for f, v in asked.items())}

    def piles(self, names: Collection[str], unit: str | None = None, *, keys: int = 0) -> dict[str, Pile]:
        found = {name: [each for each in self._standing(unit) if each[1].pile == name] for name in names}
        return {
            name: Pile(
                len(some),
                min((stands.due for _, stands in some if stands.due), default=None),
                frozenset(key for key, _ in some) if len(some) <= keys else None,
            )
            for name, some in found.items()
        }

    def on(self, pile: str, unit: str | None = None, *, most: int, after: str = "") -> Some[Doc]:
        found = [each for each in self._standing(unit) if each[1].pile == pile and each[1].rank > after]
        docs = {key: self.docs[key] for key, _ in found[:most]}
        return Some(docs, found[most - 1][1].rank if len(found) > most else None)

    def _standing(self, unit: str | None) -> list[tuple[str, Standing]]:
        found = [(key, stands) for key, doc in self.docs.items() if (stands := self.view.stands(key, doc))]
        return sorted((each for each in found if unit in (None, each[1].unit)), key=lambda each: each[1].rank)

    def keep(self, entries: Sequence[Line], position: int) -> None:
        for entry in entries:
            if (key := self.view.key(entry)) is not None:
                self.docs[key] = self.view.evolve(self.docs.get(key, self.view.initial), entry)
        self._position = position
