"""What works behind the desks of an instance: tells, hears, keeps the views, and says honestly how it is doing."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg

from shared.files.travel import Travel
from shared.instance import Projecting
from shared.kafka.bus import Ears, Sender, broker
from shared.kafka.inbox import Arrived, Inbox, Said, by_subject
from shared.kafka.journals import JournalEars, settings
from shared.kafka.relay import Relay
from shared.kafka.wire import Teller
from shared.progress import Progress
from shared.pulse import Pulse
from shared.transparency.log import CHECKPOINT, COSIGNATURE
from shared.transparency.watching import WATCHED

log = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0
SWEEP = 3600.0
"""Seconds between two looks for sessions and drafts that are too old, and for files that no event names."""
MISSED_EVERY = 5.0
"""Seconds between two looks for files that do not come."""
GATHERED = 2000
"""Milliseconds for which what is said of logs may be gathered. Every checkpoint is answered by every witness, and every
answer goes to every instance: heard one by one, they woke the whole town at once and whoever waited for a page waited on."""
MANY = 2000
"""So many entries of journals are kept at once where many lie there."""
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
        self._teller = teller
        self._relay = Relay(instance.source, instance.store, instance.pool, teller, self._sender, between)
        self._inbox = Inbox(instance.ledger, instance.reader, instance.pool, instance.attachments.rows.expect, between)
        self._travel = Travel(instance, teller, self._file_sender, between)
        self._our_turn = False
        self._hearing = ThreadPoolExecutor(4, thread_name_prefix="hear")
        self._ears: list[Ears | JournalEars] = []
        self._relaying, self._hearing_progress = Progress(), Progress()

    def _broker(self) -> Any:
        return broker(self._i.kafka, self._i.source, self._i.kafka_password)

    async def run(self) -> None:
        self._pulse, self._loop = self._pulse or Pulse(self._i.conninfo), asyncio.get_running_loop()
        lines: dict[str, Callable[[], Awaitable[None]]] = {
            "relay": self._tell,
            "ears": self._hear,
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
        self._hearing.shutdown(wait=False, cancel_futures=True)

    def stop(self) -> None:
        self._stop.set()

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
                        self._trouble.pop("relay", None)
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
            self._trouble.pop("files", None)
            await asyncio.sleep(1.0)

    async def _seal(self) -> None:
        """Where the relay has its turn: seal what was written, and show it to those who watch."""
        while True:
            if self._our_turn:
                await self._i.log.seal(self._sender)
            self._trouble.pop("seal", None)
            await asyncio.sleep(self._i.log.every)

    # -- hearing

    async def _hear(self) -> None:
        """Listen until something breaks; FastStream keeps the consumers (but of journals), we keep the order and the pauses."""
        ears, source, journals = self._broker(), self._i.source, [*self._of_journals()]
        self._ears = [Ears(ears, [f"inbox.{source}"], source, self._take)]
        if self._i.service.policies:
            self._ears.append(Ears(ears, [f"files.{source}"], f"{source}.files", self._take_files))
        if self._i.log is not None:
            self._ears += self._watching(ears)
        if self._i.watches is not None:
            watched = Ears(ears, WATCHED, f"{source}.evidence", self._watch, self._i.watches.places, GATHERED)
            self._ears.append(watched)
        self._ears += journals
        await ears.start()
        try:
            for each in journals:
                each.start()
            while True:
                self._trouble.pop("ears", None)
                await asyncio.sleep(5.0)
                await self._look_at_lag()
        finally:
            for each in journals:
                await asyncio.to_thread(each.stop)
            await ears.stop()

    def _of_journals(self) -> Iterator[JournalEars]:
        """What is told to everybody who may read it, where it is kept here."""
        if (hears := self._i.hears) is not None:
            at = settings(self._i.kafka, self._i.source, self._i.kafka_password, f"{self._i.source}.journal")
            yield JournalEars(at, [f"journal.{told}" for told in self._i.listens_to], hears, hears.places, MANY)

    def _watching(self, ears: Any) -> Iterator[Ears]:
        """What is said of our log, and where the witness of our agency stands, what all others show."""
        log, source = self._i.log, self._i.source
        yield Ears(ears, [COSIGNATURE], f"{source}.cosigned", self._take_cosignatures, log.places, GATHERED)
        if log.witness:
            yield Ears(ears, [CHECKPOINT], f"{source}.witness", self._take_checkpoints, log.places, GATHERED)

    async def _take_cosignatures(self, records: Sequence[Arrived]) -> None:
        await asyncio.to_thread(self._i.log.take_cosignatures, records)

    async def _take_checkpoints(self, records: Sequence[Arrived]) -> None:
        await self._i.log.take_checkpoints(records, self._sender)

    async def _watch(self, records: Sequence[Arrived]) -> None:
        await asyncio.to_thread(self._i.watches, records)

    async def _look_at_lag(self) -> None:
        lags = [await ear.lag() for ear in self._ears]
        if None in lags:
            self._trouble["lag"] = "no partition is assigned: missing topic or right"
        elif self._hearing_progress.stands(tuple(lags), sum(lag or 0 for lag in lags)):
            self._trouble["lag"] = f"{sum(lag or 0 for lag in lags)} records lie there and nothing moves"
        else:
            self._trouble.pop("lag", None)

    async def _take(self, records: Sequence[Arrived]) -> None:
        """Subjects side by side, each in order; then receipts and requests, which may be lost without harm."""
        loop = asyncio.get_running_loop()
        groups = by_subject(records)
        lanes = [[r for group in groups[n::4] for r in group] for n in range(4)]
        done = await asyncio.gather(
            *(loop.run_in_executor(self._hearing, self._inbox.take, lane) for lane in lanes if lane),
            return_exceptions=True,
        )
        if failed := next((one for one in done if isinstance(one, BaseException)), None):
            raise failed
        await self._say(Said.all(one for one in done if isinstance(one, Said)))

    async def _say(self, said: Said) -> None:
        control = [
            self._teller.control(to, subject, "trove.Receipt", seq) for (to, subject), seq in said.receipts.items()
        ]
        control += [
            self._teller.control(to, subject, "trove.ResendAsked", n) for (to, subject), n in said.resend.items()
        ]
        if control:
            await self._sender(control)

    async def _take_files(self, records: Sequence[Arrived]) -> None:
        await asyncio.to_thread(self._travel.take, records)

    # -- keeping the views

    async def _keep_views(self) -> None:
        assert self._pulse
        wake = self._pulse.follower()
        while True:
            if not await asyncio.to_thread(self._i.keep_views):
                self._trouble.pop("views", None)
                await wake.wait()
                wake.clear()

    async def _project(self, name: str, work: Projecting) -> None:
        assert self._pulse
        wake = self._pulse.listener()
        while True:
            if not await asyncio.to_thread(work.step):
                self._trouble.pop(name, None)
                await wake.wait()
                await asyncio.sleep(work.pause)
                wake.clear()

    async def _tick(self) -> None:
        """After a pause much may lie in the journals: a day is not judged before what was done by then was heard."""
        while True:
            if self._ears and all([await ear.caught_up() for ear in self._ears]):
                await asyncio.to_thread(self._i.service.ticks, self._i)
            self._trouble.pop("ticks", None)
            await asyncio.sleep(5.0)

    async def _sweep(self) -> None:
        while True:
            await asyncio.to_thread(self._i.sweep)
            await asyncio.to_thread(self._travel.sweep)
            self._trouble.pop("sweep", None)
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
        for ear in self._ears:
            if ear.trouble:
                trouble["hearing"] = ear.trouble
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
            asyncio.run_coroutine_threadsafe(self._say(said), self._loop).result(30)
        return len(self._inbox.waiting())
