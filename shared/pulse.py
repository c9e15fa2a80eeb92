"""Wakes whoever follows a ledger, its views or what was heard as soon as something was written, in whichever process: one
connection and one thread for all of them."""

import asyncio
from collections import defaultdict
from collections.abc import Collection
from threading import Event, Thread

import psycopg

from shared.kafka.listening import CHANNEL as HEARD
from shared.ledger.writer import CHANNEL as LEDGER
from shared.views import CHANNEL as VIEWS


class Pulse:
    """Followers of the ledger are woken by every entry, watchers of the views whenever one was folded further, listeners whenever
    something was heard of others; all once a second anyway, so that nothing depends on a notification. `changes` grows with each
    word of the views, and when the connection was lost, since nobody knows what was said meanwhile."""

    def __init__(self, conninfo: str) -> None:
        self.changes = 0
        self._conninfo, self._loop = conninfo, asyncio.get_running_loop()
        self._waiting: dict[str, list[asyncio.Event]] = defaultdict(list)
        self._ended = Event()
        Thread(target=self._listen, name="pulse", daemon=True).start()

    def follower(self) -> asyncio.Event:
        return self._of(LEDGER)

    def watcher(self) -> asyncio.Event:
        return self._of(VIEWS)

    def listener(self) -> asyncio.Event:
        return self._of(HEARD)

    def _of(self, channel: str) -> asyncio.Event:
        self._waiting[channel].append(event := asyncio.Event())
        return event

    def end(self) -> None:
        self._ended.set()

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                with psycopg.connect(self._conninfo, autocommit=True, connect_timeout=5) as conn:
                    conn.execute(f"LISTEN {LEDGER}; LISTEN {VIEWS}; LISTEN {HEARD}".encode())
                    said: Collection[str] = {LEDGER, VIEWS, HEARD}
                    while not self._ended.is_set():
                        self._wake(said)
                        said = {note.channel for note in conn.notifies(timeout=1.0, stop_after=1)}
            except psycopg.Error:
                self._ended.wait(1.0)

    def _wake(self, said: Collection[str]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._set, said)

    def _set(self, said: Collection[str]) -> None:
        self.changes += VIEWS in said
        for channel, waiting in self._waiting.items():
            if channel in said or not said:
                for waiter in waiting:
                    waiter.set()
