"""Remembers who is logged in, encrypted in the instance's own database."""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any, LiteralString, TypeVar

import msgspec
from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared.kernel.people import Actor
from shared.kernel.words import AgencyId, Code, Source, UnitCode
from shared.web.envelopes import Envelopes

SCHEMA = files("shared.web").joinpath("schema.sql").read_text(encoding="utf-8")
"""Applied by whoever makes the database; `{role}` is the instance's own role."""

IDLE = timedelta(minutes=30)
LOGIN = timedelta(minutes=10)
KNOWN = timedelta(hours=24)
_TOUCH = timedelta(minutes=1)

_READ = "SELECT blob, seen_at FROM web_session WHERE name_hash = %s AND seen_at > %s"
_MANY = "SELECT name_hash, blob FROM web_session WHERE name_hash = ANY(%s) AND seen_at > %s"
_WRITE = (
    "INSERT INTO web_session (name_hash, blob, seen_at) VALUES (%s, %s, %s) "
    "ON CONFLICT (name_hash) DO UPDATE SET blob = EXCLUDED.blob, seen_at = EXCLUDED.seen_at"
)
_TAKE = "DELETE FROM web_session WHERE name_hash = %s AND seen_at > %s RETURNING blob, seen_at"

Pool = ConnectionPool[Connection[Any]]
_Row = TypeVar("_Row", bound=msgspec.Struct)


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One officer at one browser. `name` is shown to the officer alone; `sid` is the issuer's name of the session."""

    sub: str
    agency: AgencyId
    unit: UnitCode | None
    roles: tuple[Code, ...]
    name: str
    csrf: str
    sid: str | None = None
    id_token: str = ""
    closed: bool = False

    @property
    def actor(self) -> Actor:
        return Actor(self.sub, self.agency, self.unit, frozenset(self.roles))


class Login(msgspec.Struct, frozen=True):
    """A login under way: taken back once, and only by the browser that began it."""

    browser: str
    verifier: str
    nonce: str
    back: str


class _Names(msgspec.Struct, frozen=True):
    names: tuple[str, ...]


@dataclass(frozen=True)
class Sessions:
    """All sessions of one instance. `key` is its 32-byte `session` key; an ended session stays recognisable for a day,
    so that what was typed in it can still be kept."""

    pool: Pool
    key: bytes
    source: Source
    idle: timedelta = IDLE
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def cookie(self) -> str:
        """Its own name per instance: cookies know no ports."""
        return f"trove-{self.source}"

    def open(self, visit: Visit) -> str:
        """Begin a session under a new random name; old rows are swept out on the way."""
        name = secrets.token_urlsafe(32)
        self._put("session", name, visit)
        if visit.sid is not None:
            known = self._get("sid", visit.sid, _Names, KNOWN) or _Names(())
            self._put("sid", visit.sid, _Names((*known.names, name)))
        self.sweep()
        return name

    def read(self, name: str) -> Visit | None:
        """The running session of this name, or None when there is none, or it was closed or idle for too long."""
        visit = self._get("session", name, Visit, self.idle, touch=True) if name else None
        return None if visit is None or visit.closed else visit

    def running(self, names: Collection[str]) -> dict[str, Visit]:
        """Those of these sessions that are running. To be looked at keeps none of them alive."""
        places = {self._sealed.address("session", name): name for name in names}
        found: dict[str, Visit] = {}
        for place, blob in self._rows(list(places), self.clock() - self.idle):
            visit = self._sealed.open(place, blob, Visit)
            if visit is not None and not visit.closed:
                found[places[place]] = visit
        return found

    def ended(self, name: str) -> Visit | None:
        """The session as it was, also when it has ended within the last day: whose form is this?"""
        return self._get("session", name, Visit, KNOWN) if name else None

    def close(self, name: str) -> None:
        if visit := self.ended(name):
            self._put("session", name, msgspec.structs.replace(visit, closed=True, id_token=""))

    def close_all_of(self, sid: str) -> None:
        """The issuer says that its session has ended: end ours."""
        for name in (self._get("sid", sid, _Names, KNOWN) or _Names(())).names:
            self.close(name)

    def begin_login(self, state: str, login: Login) -> None:
        self._put("login", state, login)

    def end_login(self, state: str) -> Login | None:
        """The login begun under this state; a second call finds nothing."""
        return self._get("login", state, Login, LOGIN, take=True)

    def sweep(self) -> None:
        """Forget what nobody can come back to."""
        self._sweep(self.clock() - KNOWN)

    def _put(self, kind: str, name: str, value: msgspec.Struct) -> None:
        place = self._sealed.address(kind, name)
        self._write(place, self._sealed.close(place, value), self.clock())

    def _get(
        self, kind: str, name: str, form: type[_Row], life: timedelta, *, touch: bool = False, take: bool = False
    ) -> _Row | None:
        place, now = self._sealed.address(kind, name), self.clock()
        row = self._row(place, now - life, take=take)
        if row is None:
            return None
        if touch and now - row[1] > _TOUCH:
            self._touch(place, now)
        return self._sealed.open(place, row[0], form)

    @property
    def _sealed(self) -> Envelopes:
        return Envelopes(self.key)

    def _write(self, place: bytes, blob: bytes, now: datetime) -> None:
        self._run(_WRITE, (place, blob, now))

    def _row(self, place: bytes, since: datetime, *, take: bool) -> tuple[bytes, datetime] | None:
        return self._run(_TAKE if take else _READ, (place, since))

    def _rows(self, places: list[bytes], since: datetime) -> list[tuple[bytes, bytes]]:
        with self.pool.connection() as db:
            return [(bytes(place), bytes(blob)) for place, blob in db.execute(_MANY, (places, since))]

    def _touch(self, place: bytes, now: datetime) -> None:
        self._run("UPDATE web_session SET seen_at = %s WHERE name_hash = %s", (now, place))

    def _sweep(self, before: datetime) -> None:
        self._run("DELETE FROM web_session WHERE seen_at < %s", (before,))

    def _run(self, sql: LiteralString, values: tuple[Any, ...]) -> tuple[bytes, datetime] | None:
        with self.pool.connection() as db:
            found = db.execute(sql, values)
            row = found.fetchone() if found.description else None
            return None if row is None else (bytes(row[0]), row[1])
