"""Asks the nursery for children and hears from it how they ended."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from deploy.parts.process import PartFailed
from deploy.processes import end_all, stamp

LARGEST_LOG = 20_000_000


@dataclass(frozen=True)
class Program:
    """What a child shall be: a module with its words, its settings, and the file it writes its log to."""

    name: str
    module: str
    words: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path


@dataclass(frozen=True)
class Child:
    pid: int
    ended: Callable[[], int | None]
    """The code it ended with; None while it runs or when nobody can know."""

    def stop(self) -> None:
        if living := stamp("child", self.pid):
            end_all([living])


class Nursery:
    """The process that has read the libraries (see `deploy/nursery.py`)."""

    def __init__(self, libraries: Sequence[str], log: Path) -> None:
        self._libraries, self._log = libraries, log
        self._turn = threading.Lock()
        self._codes: dict[int, int] = {}

    def open(self) -> "Nursery":
        """Start it, or start it again after it died."""
        self._started: SimpleQueue[int] = SimpleQueue()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "deploy.nursery", *self._libraries],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "MALLOC_ARENA_MAX": "2"},
                text=True,
            )
        threading.Thread(target=self._listen, args=(self._process, self._started), daemon=True).start()
        return self

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self, program: Program) -> Child:
        """A new child that begins to be this program. Says nothing about whether it is ready."""
        _make_room(program.log)
        order = {
            "name": program.name,
            "module": program.module,
            "words": program.words,
            "environment": dict(program.environment),
            "log": str(program.log),
        }
        with self._turn:
            pid = self._order(json.dumps(order))
        return Child(pid, lambda: self._codes.get(pid))

    def stop(self) -> None:
        """No more orders: the nursery ends, and with it whatever child still lives."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _order(self, line: str) -> int:
        try:
            assert self._process.stdin
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._started.get(timeout=30)
        except (BrokenPipeError, Empty):
            raise PartFailed("nursery", f"cannot start programs, see {self._log}") from None

    def _listen(self, process: "subprocess.Popen[str]", started: "SimpleQueue[int]") -> None:
        assert process.stdout
        for line in process.stdout:
            answer = json.loads(line)
            if "started" in answer:
                self._codes.pop(answer["started"], None)
                started.put(answer["started"])
            else:
                self._codes[answer["ended"]] = answer["code"]


def _make_room(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.rename(log.with_suffix(".old.log"))
