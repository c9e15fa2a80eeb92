"""The folder of an audit: what was fetched, read back piece by piece and never whole."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from shared.foreign import reader
from shared.kernel.words import Source
from shared.proof.merkle import NotProved
from shared.proof.notes import Note
from shared.proof.policy import Policy, read_policy
from shared.proof.tiles import HASH, Tile

LONGEST_LINE = 16_000_000
RULES = ("profile", "schemas")
"""The folders of what was in force."""
SOURCE = re.compile(r"[a-z]{2,20}\.[a-z][a-z_]{1,31}")


class EntryLine(msgspec.Struct, frozen=True, gc=False):
    """An entry as it was fetched. `body` is the stored body, sign by sign: its bytes are those of this text in UTF-8."""

    position: int
    stream: str
    version: int
    name: str
    body: str


read_line = reader(EntryLine)


class About(msgspec.Struct, frozen=True):
    """`audit.json`. `fetched_at` is real time."""

    town: str
    fetched_at: str


_about = reader(About)


class Unreadable(NamedTuple):
    """A line of a file that is no entry."""

    file: str
    line: int


class LogFolder:
    """One log: `entries` of the ledger or `copies` of the journal, a chunk at a time."""

    def __init__(self, root: Path, source: Source) -> None:
        self.source, self._root = source, root
        self._log = root / "logs" / source

    def checkpoint(self) -> Note:
        """Raises `NotProved`."""
        return _note(self._log / "checkpoint")

    def witnessed(self) -> Iterator[tuple[str, Note | NotProved]]:
        """What each witness co-signed last, by the name of the file."""
        for file in sorted((self._log / "witnessed").glob("*")):
            try:
                yield file.name, _note(file)
            except NotProved as wrong:
                yield file.name, wrong

    def tile(self, tile: Tile) -> bytes:
        """Raises `NotProved` where it was not fetched; a longer one serves as well."""
        whole = Tile(tile.level, tile.n)
        for which in (tile, whole):
            file = self._log / "tile" / which.path
            if file.is_file() and file.stat().st_size <= 256 * HASH:
                return file.read_bytes()[: HASH * tile.width]
        raise NotProved(f"tile {tile.path} is missing")

    def entries(self) -> Iterator[EntryLine | Unreadable]:
        """What stands in the ledger, in the order of the files."""
        return _lines(self._log / "entries")

    def copies(self) -> Iterator[EntryLine | Unreadable]:
        """The same as it was told on the journal."""
        return _lines(self._root / "copies" / self.source)

    @property
    def copied(self) -> bool:
        return (self._root / "copies" / self.source).is_dir()


class Folder:
    """Raises `NotProved` when it is no folder of an audit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            self.about = _about((root / "audit.json").read_bytes())
        except (OSError, msgspec.MsgspecError) as wrong:
            raise NotProved(f"{root.name} is no folder of an audit") from wrong

    def policy(self) -> Policy:
        return read_policy(_text(self.root / "policy.txt"))

    def sources(self) -> Sequence[Source]:
        return sorted(each.name for each in (self.root / "logs").glob("*") if SOURCE.fullmatch(each.name))

    def log(self, source: Source) -> LogFolder:
        """Raises `NotProved` for a log that was not fetched."""
        if source not in self.sources():
            raise NotProved(f"the log of {source} was not fetched")
        return LogFolder(self.root, source)

    def rules(self) -> Iterator[tuple[str, bytes]]:
        """The policies and schemas that were in force, by their place in the folder."""
        for name in RULES:
            for file in sorted((self.root / name).rglob("*")):
                if file.is_file():
                    yield file.relative_to(self.root).as_posix(), file.read_bytes()

    def evidence(self) -> Iterator[tuple[str, bytes]]:
        for file in sorted((self.root / "evidence").glob("*.json")):
            yield file.name, file.read_bytes()


def _note(file: Path) -> Note:
    return Note.of(_text(file))


def _text(file: Path) -> str:
    try:
        return file.read_bytes()[:1_000_000].decode()
    except (OSError, UnicodeDecodeError) as wrong:
        raise NotProved(f"{file.name} cannot be read") from wrong


def _lines(folder: Path) -> Iterator[EntryLine | Unreadable]:
    for file in sorted(folder.glob("*.jsonl")):
        with file.open("rb") as lines:
            number = 0
            while line := lines.readline(LONGEST_LINE):
                number += 1
                try:
                    yield read_line(line)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    yield Unreadable(file.name, number)
