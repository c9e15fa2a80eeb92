"""A worker at work in a loop and thread of its own, beside the test or measurement that looks on."""

import asyncio
from threading import Event, Thread
from typing import Any, Self

from shared.worker import Worker


class AtWork:
    """Works until it is told to stop, or to the end of the block. The `instance` stays open."""

    def __init__(self, instance: Any) -> None:
        self._instance, self._started = instance, Event()
        self._thread = Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        self._started.wait(10)

    async def _run(self) -> None:
        self.worker, self._loop = Worker(self._instance), asyncio.get_running_loop()
        self._started.set()
        await self.worker.run()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self.worker.stop)
        self._thread.join(20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
