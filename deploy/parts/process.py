"""Starts and ends child processes: log beside the data, a pid file to find an orphan by, a clear failure."""

import logging
import os
import re
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

log = logging.getLogger(__name__)

_LAST, _LINE = 5, 300
"""Lines, and characters of a line, that are told of a log whose program did not start."""


class MissingPrerequisite(Exception):
    """A program the town needs is not installed here; `install_command` installs it."""

    def __init__(self, name: str, install_command: str) -> None:
        super().__init__(f"{name} is missing; install it with: {install_command}")
        self.name, self.install_command = name, install_command


class PartFailed(Exception):
    """A part did not start or did not get ready; the message says which log to read."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part, self.reason = part, reason


KEPT, PASSING = range(24_000, 28_000), range(28_000, 32_000)
"""Ports that a part keeps from start to start, and those it takes for one start. Parts start side by side: a port drawn for
one start must not be the one that another part keeps and does not listen on yet (seen)."""
_given: set[int] = set()


def free_port(among: range = PASSING) -> int:
    """A loopback port nobody listens on now, and that was given to nobody in this process; below those the system gives to
    outgoing connections (32768 and up): who is started again must find its port free, or everybody who was told of it
    looks for it in vain. And above those of instances (18xxx and a small offset), which find out too late that a part
    was given theirs."""
    while (port := secrets.choice(among)) in _given or not _is_free(port):
        pass
    _given.add(port)
    return port


def kept_port(home: Path, wanted: int | None, name: str = "port") -> int:
    """The wanted port; else the one used here before, while nobody else has it; else a free one, kept for next time."""
    kept = home / name
    if wanted is None and kept.exists() and _is_free(int(kept.read_text("utf-8"))):
        return int(kept.read_text("utf-8"))
    if wanted is not None and not _is_free(wanted):
        raise PartFailed(home.name, f"port {wanted} of 127.0.0.1 is in use by another program")
    port = wanted or free_port(KEPT)
    kept.write_text(str(port), "utf-8")
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: a closing connection owns nothing
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def wait_until(part: str, ready: Callable[[], bool], seconds: float) -> None:
    """Ask until it is ready; PartFailed when it took too long."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise PartFailed(part, f"was not ready after {seconds:.0f} s")
        time.sleep(0.1)


class Child:
    """A running program of ours, in a session of its own so that Ctrl-C reaches it only through us.

    `home` holds its log and pid file, and must stand in its command line: that is how an orphan is recognised.
    """

    def __init__(
        self,
        part: str,
        command: Sequence[str],
        home: Path,
        *,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.part, self.home, self._stop_signal = part, home, stop_signal
        self.log = home / f"{part}.log"
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                cwd="/",
                start_new_session=True,
                user=user,
                group=user,
                extra_groups=[] if user else None,
            )
        _pid_file(home).write_text(f"{self.pid} {stop_signal.value}", "utf-8")

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Ask until it is ready. Ends it and raises PartFailed when it died or took too long."""

        def lives_and_is_ready() -> bool:
            if self._process.poll() is not None:
                raise PartFailed(self.part, f"ended with code {self._process.returncode}")
            return ready()

        try:
            wait_until(self.part, lives_and_is_ready, seconds)
        except PartFailed as failed:
            self.stop()
            raise PartFailed(self.part, f"{failed.reason}, see {self.log}{self._last_words()}") from failed

    def _last_words(self) -> str:
        """What it wrote last, without the inner lines of stack traces: most often the reason."""
        outer = re.findall(r"^(?!\t|\s*$).+", self.log.read_text("utf-8", "replace"), re.MULTILINE)
        return "".join(f"\n  {line[:_LINE]}" for line in outer[-_LAST:])

    def stop(self, patience: float = 30) -> None:
        """Ask it to end, insist after a while. Safe to call twice."""
        if self._process.poll() is None:
            self._process.send_signal(self._stop_signal)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                log.warning("%s did not end in %.0f s and is killed", self.part, patience)
                self._process.kill()
                self._process.wait()
        _pid_file(self.home).unlink(missing_ok=True)


def end_orphan(home: Path) -> None:
    """End what an earlier run left behind in this home: the process of the pid file, if it still is the one we started
    (its command line names this home; a pid alone may belong to a stranger by now)."""
    file = _pid_file(home)
    with suppress(FileNotFoundError, ValueError, psutil.NoSuchProcess, psutil.TimeoutExpired):
        pid, stop_signal = map(int, file.read_text("utf-8").split())
        process = psutil.Process(pid)
        words = _words_of(process)
        if not words:
            process.wait(10)  # killed, dying or dead, and our own child: its number is free once it is waited for
        elif any(str(home) in word for word in words):
            log.warning("%s: an earlier run left process %d behind, it is ended", home.name, process.pid)
            process.send_signal(stop_signal)
            try:
                process.wait(30)
            except psutil.TimeoutExpired:
                process.kill()
                process.wait(10)
    file.unlink(missing_ok=True)


def _words_of(process: psutil.Process) -> list[str]:
    """Its command line; nothing when it was killed and is not quite gone."""
    try:
        return list(process.cmdline())
    except psutil.ZombieProcess:
        return []


def _pid_file(home: Path) -> Path:
    return home / "pid"
