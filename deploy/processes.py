"""Tells our own processes from strangers: the system uses a pid again, so its start time is kept beside it."""

import fcntl
import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec


class Stamp(msgspec.Struct, frozen=True):
    """A process as it was written down when it started. `started` counts clock ticks since the boot named by `boot`."""

    name: str
    pid: int
    started: int
    boot: str


class TownAlreadyRunning(Exception):
    """Another `trove up` holds this home."""


def stamp(name: str, pid: int) -> Stamp | None:
    """The stamp of a living process; None when it is gone."""
    started = _started(pid)
    return None if started is None else Stamp(name, pid, started, _boot())


def lives(known: Stamp) -> bool:
    """Whether this very process still runs: a stranger with the same pid has another start time."""
    return known.boot == _boot() and _started(known.pid) == known.started


def write_down(folder: Path, name: str, pid: int) -> None:
    """Keep a started process in `folder`, so that a later run finds it even after a kill -9 of this one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if made := stamp(name, pid):
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(made))


def cross_out(folder: Path, name: str) -> None:
    (folder / f"{name}.json").unlink(missing_ok=True)


def written_down(folder: Path) -> list[Stamp]:
    """All stamps of the folder; one torn by a crash in the middle of writing is thrown away."""
    stamps = []
    for file in sorted(folder.glob("*.json")):
        try:
            stamps.append(msgspec.json.decode(file.read_bytes(), type=Stamp))
        except msgspec.DecodeError:
            file.unlink()
    return stamps


def end_all(stamps: Iterable[Stamp], patience: float = 10.0) -> None:
    """Ask each living process to end, wait, and end by force those that do not. Strangers are left alone."""
    left = [known for known in stamps if _send(known, signal.SIGTERM)]
    deadline = time.monotonic() + patience
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [known for known in left if lives(known)]
    for known in left:
        _send(known, signal.SIGKILL)


def end_orphans(folder: Path, patience: float = 10.0) -> list[str]:
    """End what an earlier run left behind; the names of those that still ran."""
    stamps = written_down(folder)
    orphans = [known for known in stamps if lives(known)]
    end_all(orphans, patience)
    for known in stamps:
        cross_out(folder, known.name)
    return [known.name for known in orphans]


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Hold the home for as long as this process lives: the system itself lets go of the lock, also after a kill -9."""
    os.umask(0o077 if os.geteuid() else 0o022)  # as root PostgreSQL runs as a user of its own and passes through here
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise TownAlreadyRunning(
                f"This town already runs (process {lock.read().strip() or 'unknown'}, data in {home})."
                " `trove status` shows it; Ctrl-C where it was started stops it."
                " For a second town set TROVE_HOME and TROVE_PORT_OFFSET."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
        lock.truncate(0)


def _send(known: Stamp, what: signal.Signals) -> bool:
    """The handle is taken before the look: from then on the pid cannot come to mean somebody else."""
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(known.pid)
        try:
            if lives(known):
                signal.pidfd_send_signal(handle, what)
                return True
        finally:
            os.close(handle)
    return False


def _started(pid: int) -> int | None:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if after_name[0] in "ZX" else int(after_name[19])


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
