"""Asks the doors of a running town as programs and browsers do, right and wrong, and tells what the ledgers hold."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString, Self
from uuid import uuid4

import httpx
import psycopg

from tests.town.running import RunningTown, eventually

STILL = 6.0
"""Seconds without a new entry after which nothing is on its way any more: notices look at the clock every 5 s."""
_KEPT: LiteralString = (
    "SELECT (SELECT coalesce(max(notification_id), 0) FROM stored_events), (SELECT count(*) FROM commands),"
    " (SELECT count(*) FROM heard), (SELECT count(*) FROM told)"
)
Kept = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Desk:
    """An officer before the doors of one instance, with her own token or another one."""

    town: RunningTown
    username: str
    source: str
    token: str | None = None

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        bearer = self.token if self.token is not None else self.town.story.token(self.username)
        headers = {"Authorization": f"Bearer {bearer}", **more.pop("headers", {})}
        origin = self.town.story.origin(self.source)
        return self.town.story.client.request(method, origin + path, headers=headers, **more)

    def api(self, path: str, fields: Any = None, **headers: str) -> httpx.Response:
        """A command as a program gives it."""
        return self.send("POST", path, json=fields, headers={"Idempotency-Key": str(uuid4()), **headers})

    def page(self, path: str) -> httpx.Response:
        return self.send("GET", path, headers={"Accept": "text/html"})

    def form(self, path: str, fields: dict[str, Any]) -> httpx.Response:
        """A form of a page, sent as a browser sends it."""
        return self.send(
            "POST", path, data={"command_id": str(uuid4()), **fields}, headers={"Accept": "text/html"}
        )  # fmt: skip


class Ledgers:
    """Looks at all ledgers of the town over connections it keeps while it is open."""

    def __init__(self, town: RunningTown) -> None:
        self._town, self._open = town, dict[str, psycopg.Connection[Any]]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for conn in self._open.values():
            conn.close()

    def kept(self) -> Kept:
        """Of every ledger: the last position, and how many commands, messages heard and messages told it knows."""
        return {i.source: self._one(i.source) for i in self._town.profile.instances}

    def _one(self, source: str) -> tuple[int, ...]:
        if source not in self._open:
            self._open[source] = psycopg.connect(self._town.admin(source.replace(".", "_")), autocommit=True)
        row = self._open[source].execute(_KEPT).fetchone()
        return tuple(row or ())

    @contextmanager
    def nothing_written(self) -> Iterator[None]:
        """Whatever is asked inside: afterwards every ledger of the town stands where it stood."""
        before = self.kept()
        yield
        assert self.kept() == before


def still(town: RunningTown) -> None:
    """Wait until nothing is on its way any more."""
    eventually(town.quiet, 120, "quiet")
    with Ledgers(town) as ledgers:
        seen, since = ledgers.kept(), time.monotonic()
        while time.monotonic() - since < STILL:
            time.sleep(0.5)
            if (now := ledgers.kept()) != seen:
                seen, since = now, time.monotonic()
