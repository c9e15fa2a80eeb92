"""Watches over everything that runs: starts again what died, after a growing pause, and ends all in the right order."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from deploy.parts.places import write_private
from deploy.parts.process import MissingPrerequisite, PartFailed
from deploy.processes import Stamp, cross_out, lives, stamp, write_down

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
STEADY = 60.0
"""Who ran this long has recovered: the next pause is the first again."""


class Running(Protocol):
    """Something that runs. `pid` is None for what only others can see (given, or in Docker)."""

    @property
    def pid(self) -> int | None: ...
    def stop(self) -> object: ...


Started = TypeVar("Started", bound=Running)


class Line(msgspec.Struct):
    """One line of `trove status`: what runs, since when, how often it had to be started again."""

    name: str
    state: str
    address: str
    pid: int | None
    since: float
    restarts: int


@dataclass
class Charge:
    """Something in our care."""

    name: str
    start: Callable[[], Running]
    rank: int
    address: str
    log: Path | None
    running: Running | None = None
    known: Stamp | None = None
    since: float = 0.0
    restarts: int = 0
    pause: float = FIRST_PAUSE
    due: float | None = None

    @property
    def died(self) -> bool:
        return self.running is not None and self.running.pid is not None and not (self.known and lives(self.known))

    def line(self) -> Line:
        state = "running" if self.running else "waiting"
        return Line(self.name, state, self.address, self.known.pid if self.known else None, self.since, self.restarts)


class Watch:
    """Keeps its charges alive. `folder` holds a stamp for each process and the state that `trove status` shows."""

    def __init__(self, folder: Path, say: Callable[[str], None], *, first_pause: float = FIRST_PAUSE) -> None:
        self.folder, self._say, self._first_pause = folder, say, first_pause
        self._charges: list[Charge] = []
        self._turn = threading.RLock()

    def take(
        self, name: str, start: Callable[[], Started], *, rank: int = 0, address: str = "", log: Path | None = None
    ) -> Started:
        """Start it now and keep it running from now on. What cannot even start once is not kept. A higher rank stands
        on the lower ones and ends before them."""
        charge = Charge(name, start, rank, address, log, pause=self._first_pause)
        running = start()
        self._started(charge, running)
        with self._turn:
            self._charges.append(charge)
        self._publish()
        return running

    def look(self) -> None:
        """One round: notice the dead, start again those whose pause is over."""
        for charge in tuple(self._charges):
            if charge.died:
                self._plan_restart(charge)
            if charge.due is not None and time.monotonic() >= charge.due:
                self._start_again(charge)

    def keep(self, done: Callable[[], bool] = lambda: False) -> None:
        """Stay with them until it is done; by itself it never is."""
        while not done():
            self.look()
            time.sleep(0.3)

    def stop(self) -> None:
        """End everything, the highest rank first, all of one rank together."""
        with self._turn:
            charges, self._charges = self._charges, []
        for rank in sorted({charge.rank for charge in charges}, reverse=True):
            with ThreadPoolExecutor(16) as pool:
                list(pool.map(self._end, [charge for charge in charges if charge.rank == rank]))
        (self.folder / "state").unlink(missing_ok=True)

    def _started(self, charge: Charge, running: Running) -> None:
        charge.running, charge.since, charge.due = running, time.time(), None
        if running.pid is not None:
            charge.known = stamp(charge.name, running.pid)
            write_down(self.folder, charge.name, running.pid)

    def _plan_restart(self, charge: Charge) -> None:
        assert charge.running
        charge.running.stop()
        if time.time() - charge.since > STEADY:
            charge.pause = self._first_pause
        charge.running, charge.known, charge.due = None, None, time.monotonic() + charge.pause
        hint = f" (see {charge.log})" if charge.log else ""
        self._say(f"{charge.name} ended{hint}; it is started again in {charge.pause:.0f} s")
        charge.pause = min(charge.pause * 2, LONGEST_PAUSE)
        self._publish()

    def _start_again(self, charge: Charge) -> None:
        charge.restarts += 1
        try:
            self._started(charge, charge.start())
        except (PartFailed, MissingPrerequisite) as failed:
            charge.due = time.monotonic() + charge.pause
            self._say(f"{charge.name} did not start ({failed}); next try in {charge.pause:.0f} s")
            charge.pause = min(charge.pause * 2, LONGEST_PAUSE)
        self._publish()

    def _end(self, charge: Charge) -> None:
        if charge.running:
            charge.running.stop()
        cross_out(self.folder, charge.name)

    def _publish(self) -> None:
        with self._turn:
            lines = [charge.line() for charge in self._charges]
            write_private(self.folder / "state", msgspec.json.encode(lines).decode())


def read_state(folder: Path) -> list[Line]:
    """What the running town wrote last; empty when none runs."""
    try:
        return msgspec.json.decode((folder / "state").read_bytes(), type=list[Line])
    except FileNotFoundError:
        return []
