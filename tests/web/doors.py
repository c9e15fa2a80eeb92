"""A door to test with: the real application, sessions in memory, and an issuer whose keys were made here."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from fastapi import FastAPI
from jinja2.bccache import Bucket
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from shared.kernel.law import Agency, Item, Law, Unit
from shared.web.door import Door, create
from shared.web.drafts import Drafts
from shared.web.identity import Issuer
from shared.web.pages import Surroundings
from shared.web.sessions import Sessions, Visit

ISSUER = "http://issuer.test/realms/trove"
ORIGIN = "http://127.0.0.1:8000"
SOURCE = "intake.police"
NOW = datetime(2023, 5, 6, 2, 0, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})

LAW = Law(
    "test", "0" * 64, date(2023, 1, 1),
    lists={"purposes": {"labour": Item("labour", "Cưỡng bức lao động", "Forced labour")}},
    agencies={"police": Agency("police", "Công an thị xã", "CA", frozenset({"verification"}), frozenset({"intake"}))},
    units={"19900": Unit("19900", "xã Bình Tiến", "commune", "communes")},
)  # fmt: skip


@dataclass(frozen=True)
class SessionsInMemory(Sessions):
    """The same sealing and the same rules of ending; only the rows lie in a dict."""

    rows: dict[bytes, tuple[bytes, datetime]] = field(default_factory=dict)

    def _write(self, place: bytes, blob: bytes, now: datetime) -> None:
        self.rows[place] = (blob, now)

    def _row(self, place: bytes, since: datetime, *, take: bool) -> tuple[bytes, datetime] | None:
        row = self.rows.get(place)
        if row is None or row[1] <= since:
            return None
        if take:
            del self.rows[place]
        return row

    def _rows(self, places: list[bytes], since: datetime) -> list[tuple[bytes, bytes]]:
        found = ((place, self.rows.get(place)) for place in places)
        return [(place, row[0]) for place, row in found if row and row[1] > since]

    def _touch(self, place: bytes, now: datetime) -> None:
        self.rows[place] = (self.rows[place][0], now)

    def _sweep(self, before: datetime) -> None:
        for place in [p for p, (_, seen) in self.rows.items() if seen < before]:
            del self.rows[place]


@dataclass(frozen=True)
class DraftsInMemory(Drafts):
    """The same sealing and the same rules of age; only the rows lie in a dict."""

    rows: dict[bytes, tuple[bytes, bytes, datetime]] = field(default_factory=dict)

    def _write(self, place: bytes, officer: bytes, blob: bytes, at: datetime) -> None:
        self.rows[place] = (officer, blob, at)

    def _one(self, place: bytes, since: datetime) -> list[tuple[bytes, bytes]]:
        row = self.rows.get(place)
        return [(place, row[1])] if row and row[2] > since else []

    def _mine(self, officer: bytes, since: datetime) -> list[tuple[bytes, bytes]]:
        newest = sorted(self.rows.items(), key=lambda item: item[1][2], reverse=True)
        return [(place, blob) for place, (whose, blob, at) in newest if whose == officer and at > since]

    def _count(self, officer: bytes, since: datetime) -> int:
        return len(self._mine(officer, since))

    def _drop(self, place: bytes) -> None:
        self.rows.pop(place, None)

    def _sweep(self, until: datetime) -> None:
        for place in [p for p, (_, _, at) in self.rows.items() if at <= until]:
            del self.rows[place]


@dataclass
class HandPulse:
    """Beats when a test says so, from whichever thread."""

    changes: int = 0
    watchers: list[asyncio.Event] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop | None = None

    def watcher(self) -> asyncio.Event:
        self.watchers.append(event := asyncio.Event())
        return event

    def beat(self, changed: int = 1) -> None:
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._beat, changed)
        else:
            self._beat(changed)

    def _beat(self, changed: int) -> None:
        self.changes += changed
        for watcher in self.watchers:
            watcher.set()


class Moving:
    """Real time for sessions and tokens, moved on by hand."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, span: timedelta) -> None:
        self.now += span


def sessions(clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> SessionsInMemory:
    return SessionsInMemory(pool=None, key=b"k" * 32, source=SOURCE, clock=clock)  # type: ignore[arg-type]


def drafts(clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> DraftsInMemory:
    return DraftsInMemory(pool=None, key=b"k" * 32, clock=clock)  # type: ignore[arg-type]


def published(url: str) -> Mapping[str, Any]:
    """What a real issuer would publish, for keys made here."""
    if url.endswith("/.well-known/openid-configuration"):
        return {
            "issuer": ISSUER, "jwks_uri": ISSUER + "/certs", "authorization_endpoint": ISSUER + "/auth",
            "token_endpoint": ISSUER + "/token", "end_session_endpoint": ISSUER + "/logout",
        }  # fmt: skip
    return {"keys": [KEY.as_dict(private=False)]}


def claims(**more: Any) -> dict[str, Any]:
    said = {
        "iss": ISSUER, "aud": SOURCE, "exp": int(time.time()) + 60, "typ": "Bearer", "sub": "sub-lan",
        "agency": "police", "unit": "", "roles": ["investigator"], "name": "Nguyễn Thị Lan",
    }  # fmt: skip
    return {name: value for name, value in (said | more).items() if value is not None}


def token(key: RSAKey = KEY, header: Mapping[str, Any] | None = None, **more: Any) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one", **(header or {})}, claims(**more), key)


def bearer(**more: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(**more)}"}


class Compiled(jinja2.BytecodeCache):
    """Templates are compiled once for all doors of the tests, and not for each."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def door(**more: Any) -> Door:
    usual: dict[str, Any] = {
        "source": SOURCE, "origin": ORIGIN, "issuer": Issuer(ISSUER, SOURCE, "secret", fetch=published),
        "sessions": sessions(), "drafts": drafts(), "clock": lambda: NOW, "law_on": lambda _: LAW,
        "around": Surroundings("Thị xã Hương Trà", "Công an thị xã"), "health": lambda: {"well": True},
    }  # fmt: skip
    made = Door(**usual | more)
    made.pages.environment.bytecode_cache = COMPILED
    return made


def app(the_door: Door | None = None) -> FastAPI:
    return create(the_door or door())


def browser(the_app: FastAPI) -> TestClient:
    """Somebody with a browser: asks for pages, follows nothing by itself."""
    return TestClient(
        the_app, base_url=ORIGIN, headers={"Accept": "text/html"}, follow_redirects=False, raise_server_exceptions=False
    )


LAN = Visit(
    sub="sub-lan", agency="police", unit=None, roles=("investigator",), name="Nguyễn Thị Lan", csrf="token-of-lan"
)


def logged_in(the_app: FastAPI, visit: Visit = LAN, **more: Any) -> TestClient:
    """The browser of an officer who is logged in."""
    who = browser(the_app)
    who.cookies.set(f"trove-{SOURCE}", the_app.state.door.sessions.open(msgspec.structs.replace(visit, **more)))
    return who


SAMPLE = Path(__file__).parent / "sample"
