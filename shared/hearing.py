"""What an instance hears: messages for it, files, journals, and what is said of logs; and how far it is with each."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from shared.files.travel import Travel
from shared.kafka.bus import Ears, Sender
from shared.kafka.inbox import Arrived, Inbox, Said, by_subject
from shared.kafka.journals import JournalEars, settings
from shared.kafka.wire import Teller
from shared.progress import Progress
from shared.transparency.log import CHECKPOINT, COSIGNATURE
from shared.transparency.watching import WATCHED

GATHERED = 2000
"""Milliseconds for which what is said of logs may be gathered. Every checkpoint is answered by every witness, and every
answer goes to every instance: heard one by one, they woke the whole town at once and whoever waited for a page waited on."""
MANY = 5000
"""So many entries of journals are kept at once where many lie there."""


class Hearing:
    """All ears of one instance. `run` ends only by breaking: then it is begun again."""

    def __init__(
        self, instance: Any, broker: Callable[[], Any], inbox: Inbox, teller: Teller, sender: Sender, travel: Travel
    ) -> None:
        self._i, self._broker, self._inbox = instance, broker, inbox
        self._teller, self._sender, self._travel = teller, sender, travel
        self._lanes = ThreadPoolExecutor(4, thread_name_prefix="hear")
        self._ears: list[Ears | JournalEars[Any]] = []
        self._progress, self._lag = Progress(), ""

    def end(self) -> None:
        self._lanes.shutdown(wait=False, cancel_futures=True)

    def trouble(self) -> Mapping[str, str]:
        """What is wrong with hearing, in words; nothing while it moves."""
        said = {"hearing": next((ear.trouble for ear in self._ears if ear.trouble), None), "lag": self._lag}
        return {name: words for name, words in said.items() if words}

    async def caught_up(self) -> bool:
        """Whether all that lies there was heard and done."""
        return bool(self._ears) and all([await ear.caught_up() for ear in self._ears])

    async def run(self, well: Callable[[], None]) -> None:
        """Listen until something breaks, and say again and again that it goes `well`. FastStream keeps the consumers (but those
        of journals), we keep the order and the pauses."""
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
                well()
                await asyncio.sleep(5.0)
                await self._look_at_lag()
        finally:
            for each in journals:
                await asyncio.to_thread(each.stop)
            await ears.stop()

    def _of_journals(self) -> Iterator[JournalEars[Any]]:
        """What is told to everybody who may read it, where it is kept here."""
        if (hears := self._i.hears) is not None:
            at = settings(self._i.kafka, self._i.source, self._i.kafka_password, f"{self._i.source}.journal")
            told = [f"journal.{source}" for source in self._i.listens_to]
            yield JournalEars(at, told, hears.read, hears, hears.places, MANY)

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
            self._lag = "no partition is assigned: missing topic or right"
        elif self._progress.stands(tuple(lags), sum(lag or 0 for lag in lags)):
            self._lag = f"{sum(lag or 0 for lag in lags)} records lie there and nothing moves"
        else:
            self._lag = ""

    async def _take(self, records: Sequence[Arrived]) -> None:
        """Subjects side by side, each in order; then receipts and requests, which may be lost without harm."""
        loop = asyncio.get_running_loop()
        groups = by_subject(records)
        lanes = [[r for group in groups[n::4] for r in group] for n in range(4)]
        done = await asyncio.gather(
            *(loop.run_in_executor(self._lanes, self._inbox.take, lane) for lane in lanes if lane),
            return_exceptions=True,
        )
        if failed := next((one for one in done if isinstance(one, BaseException)), None):
            raise failed
        await self.say(Said.all(one for one in done if isinstance(one, Said)))

    async def say(self, said: Said) -> None:
        """Receipts, and requests for what is missing."""
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
