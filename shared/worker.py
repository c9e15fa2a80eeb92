"""What works behind the desks of an instance: tells, hears, keeps the views, and says honestly how it is doing."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import psycopg

from shared.files.travel import Travel
from shared.hearing import Hearing
from shared.instance import Projecting
from shared.kafka.bus import Sender, broker
from shared.kafka.inbox import Inbox
from shared.kafka.relay import Relay
from shared.kafka.wire import Teller
from shared.progress import Progress
from shared.pulse import Pulse

log = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0
SWEEP = 3600.0
"""Seconds between two looks for sessions and drafts that are too old, and for files that no event names."""
MISSED_EVERY = 5.0
"""Seconds between two looks for files that do not come."""
RELAY_TURN = "SELECT pg_try_advisory_lock(8390885)"


class Worker:
    """All work of one instance besides its pages. `run` ends only when told to; each line of work that fails is started
    again after a growing pause, with its trouble shown in `health`."""

    def __init__(
        self, instance: Any, between: Callable[[str], None] = lambda _: None, pulse: Pulse | None = None
    ) -> None:
        self._i, self._between = instance, between
        self._trouble: dict[str, str] = {}
        self._stop = asyncio.Event()
        self._pulse = pulse
        self._sender, self._file_sender = Sender(self._broker), Sender(self._broker)  # no message waits for a file
        teller = Teller(instance.source, instance.vault, instance.directory, instance.clear)
        self._relay = Relay(instance.source, instance.store, instance.pool, teller, self._sender, between)
        self._inbox = Inbox(instance.ledger, instance.reader, instance.pool, instance.attachments.rows.expect, between)
        self._travel = Travel(instance, teller, self._file_sender, between)
        self._hearing = Hearing(instance, self._broker, self._inbox, teller, self._sender, self._travel)
        self._our_turn, self._relaying = False, Progress()

    def _broker(self) -> Any:
        return broker(self._i.kafka, self._i.source, self._i.kafka_password)

    async def run(self) -> None:
        self._pulse, self._loop = self._pulse or Pulse(self._i.conninfo), asyncio.get_running_loop()
        lines: dict[str, Callable[[], Awaitable[None]]] = {
            "relay": self._tell,
            "ears": partial(self._hearing.run, partial(self._well, "ears")),
            "views": self._keep_views,
            "sweep": self._sweep,
        }
        if self._i.service.ticks is not None:
            lines["ticks"] = self._tick
        lines |= {name: partial(self._project, name, each) for name, each in self._i.projects.items()}
        if self._i.service.policies:  # files travel with messages
            lines["files"] = self._carry
        if self._i.log is not None:
            lines["seal"] = self._seal
        tasks = [asyncio.create_task(self._kept_going(name, line)) for name, line in lines.items()]
        await self._stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(self._sender.close(), self._file_sender.close())
        self._pulse.end()
        self._hearing.end()

    def stop(self) -> None:
        self._stop.set()

    def _well(self, name: str) -> None:
        """This line of work goes on, whatever it was in before."""
        self._trouble.pop(name, None)

    async def _kept_going(self, name: str, line: Callable[[], Awaitable[None]]) -> None:
        pause = 1.0
        while True:
            began = time.monotonic()
            try:
                await line()
            except Exception as error:  # supervision: whatever it was, it is shown and tried again
                self._trouble[name] = f"{type(error).__name__}: {error}"[:300]
                log.warning(
                    "%s %s stopped: %s", self._i.source, name, type(error).__name__, exc_info=log.isEnabledFor(10)
                )
            pause = 1.0 if time.monotonic() - began > 2 * LONGEST_PAUSE else pause
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    # -- telling

    async def _tell(self) -> None:
        """Follow the ledger while holding the relay's turn; another process of this instance waits as a standby."""
        assert self._pulse
        await self._compared()
        wake = self._pulse.follower()
        async with await psycopg.AsyncConnection.connect(self._i.conninfo, autocommit=True, connect_timeout=5) as turn:
            while not (await (await turn.execute(RELAY_TURN)).fetchone() or (False,))[0]:  # noqa: ASYNC110 - PostgreSQL gives it
                await asyncio.sleep(1.0)
            looked, self._our_turn = 0.0, True
            try:
                while True:
                    if not await self._relay.once():
                        self._well("relay")
                        if time.monotonic() - looked > 1.0:
                            await turn.execute("SELECT 1")  # the turn is lost with this connection: notice it
                            await self._relay.again()
                            looked = time.monotonic()
                        await wake.wait()
                        wake.clear()
            finally:
                self._our_turn = False

    async def _compared(self) -> None:
        """Nothing is told before the ledger was held against what others have seen; while it differs, again and again: until it
        was repaired."""
        while self._i.log is not None and not self._i.compared:
            await self._i.compare()
            if not self._i.compared:
                await asyncio.sleep(self._i.log.every)

    async def _carry(self) -> None:
        """Where the relay has its turn: send the files that are due, and ask for those that do not come."""
        missed = -MISSED_EVERY
        while True:
            if self._our_turn:
                await self._travel.send()
                if (now := time.monotonic()) - missed >= MISSED_EVERY:
                    await self._travel.ask()
                    missed = now
            self._well("files")
            await asyncio.sleep(1.0)

    async def _seal(self) -> None:
        """Where the relay has its turn: seal what was written, and show it to those who watch."""
        while True:
            if self._our_turn:
                await self._i.log.seal(self._sender)
            self._well("seal")
            await asyncio.sleep(self._i.log.every)

    # -- keeping the views

    async def _keep_views(self) -> None:
        assert self._pulse
        wake = self._pulse.follower()
        while True:
            if not await asyncio.to_thread(self._i.keep_views):
                self._well("views")
                await wake.wait()
                wake.clear()

    async def _project(self, name: str, work: Projecting) -> None:
        assert self._pulse
        wake = self._pulse.listener()
        while True:
            if not await asyncio.to_thread(work.step):
                self._well(name)
                await wake.wait()
                await asyncio.sleep(work.pause)
                wake.clear()

    async def _tick(self) -> None:
        """After a pause much may lie in the journals: a day is not judged before what was done by then was heard."""
        while True:
            if await self._hearing.caught_up():
                await asyncio.to_thread(self._i.service.ticks, self._i)
            self._well("ticks")
            await asyncio.sleep(5.0)

    async def _sweep(self) -> None:
        while True:
            await asyncio.to_thread(self._i.sweep)
            await asyncio.to_thread(self._travel.sweep)
            self._well("sweep")
            await asyncio.sleep(SWEEP)

    # -- how it is

    def health(self) -> dict[str, Any]:
        """`well` and why not. Liveness is progress: work that lies there while nothing moves is red; so is anything
        held, parked or unreadable."""
        trouble = dict(self._trouble)
        try:
            told, last = self._relay.behind()
            if self._relaying.stands(told, last - told):
                trouble["relay.progress"] = f"{last - told} entries are not told yet"
            waiting = self._inbox.waiting()
            unreadable = self._inbox.unreadable()
            awaited, asked = self._travel.missing()
            trouble |= self._of_log()
            figures: dict[str, Any] = {
                "told": told, "last": last, "kept": self._i.kept, "waiting": len(waiting), "unreadable": unreadable,
                "unreceipted": self._relay.unreceipted(), "files": awaited, **self._i.service.figures(self._i),
            }  # fmt: skip
        except psycopg.Error as away:
            return {"well": False, "trouble": trouble | {"database": type(away).__name__}}
        trouble |= self._hearing.trouble()
        if waiting:
            trouble["waiting"] = f"{len(waiting)} messages wait for a hole to be filled or for a person"
        if unreadable:
            trouble["unreadable"] = f"{unreadable} records could not be read or were not signed by their sender"
        if asked:
            trouble["files.missing"] = f"{asked} files were asked for and have not come"
        return {"well": not trouble, "trouble": trouble, **figures}

    def _of_log(self) -> Mapping[str, str]:
        if self._i.log is None:
            return {}
        trouble: dict[str, str] = self._i.log.trouble()
        if self._i.store.shut is not None:
            trouble["ledger"] = f"read-only: {self._i.store.shut}"
        return trouble

    def redrive(self, sender: str | None = None, subject: str | None = None) -> int:
        """Try again what waits; how many still wait."""
        said = self._inbox.redrive(sender, subject)
        if self._pulse:
            asyncio.run_coroutine_threadsafe(self._hearing.say(said), self._loop).result(30)
        return len(self._inbox.waiting())
