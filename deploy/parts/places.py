"""Says where things lie on this machine: what was fetched, what a town keeps, and what is secret in it."""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROFILE = Path(__file__).parents[1] / "profiles" / "huong-tra-2023"
"""The town that is meant where nobody names one."""


def cache() -> Path:
    """What was fetched and can be fetched again: `$TROVE_CACHE`, else the XDG cache folder."""
    if chosen := os.environ.get("TROVE_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "trove"


def data() -> Path:
    """What a town keeps: `$TROVE_HOME`, else `/var/lib/trove` for root (PostgreSQL runs as a user of its own and must
    reach its files), else the XDG data folder."""
    if chosen := os.environ.get("TROVE_HOME"):
        return Path(chosen)
    if os.geteuid() == 0:
        return Path("/var/lib/trove")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "trove"


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)


def kept_secret(path: Path) -> str:
    """The password kept in this file; made at random the first time, never overwritten."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(24))
    return path.read_text("utf-8")


def made_once(place: Path, make: Callable[[Path], None], *, mode: int = 0o700) -> Path:
    """The folder `place`, made at the first call: `make` fills a folder beside it, which gets the name when it is whole.
    Two at once wait in line, and the half-made folders of those who were killed are removed."""
    if place.is_dir():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place.with_name(f"{place.name}.lock")):
        if place.is_dir():
            return place
        for old in place.parent.glob(f"{place.name}.half-*"):
            shutil.rmtree(old, ignore_errors=True)  # a program that outlived its killed starter may still write there
        half = Path(tempfile.mkdtemp(prefix=f"{place.name}.half-", dir=place.parent))
        make(half)
        half.chmod(mode)
        half.rename(place)
    return place


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
