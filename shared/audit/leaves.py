"""The entries of a ledger, hashed anew and held against the tiles that were sealed; and the order inside them."""

import struct
from collections.abc import Callable, Iterator
from itertools import zip_longest

import msgspec

from shared.audit.finding import Finding, Flaw
from shared.audit.folder import EntryLine, LogFolder, Unreadable
from shared.foreign import reader
from shared.kernel.words import Source
from shared.proof.leaf import bytes_of, entry_hash
from shared.proof.merkle import Hash, NotProved
from shared.proof.tiles import HASH, WIDTH, Grown, Tile

MOST = 100
"""Findings inside the entries of one log that are named one by one; it is wrong from the first."""
Tick = Callable[[int], None]
"""Is told how many entries were read since."""


class _Told(msgspec.Struct, frozen=True, gc=False):
    inbox: str
    seq: int


class _Body(msgspec.Struct, frozen=True, gc=False):
    at: str
    subject: str
    to: tuple[_Told, ...]


_body = reader(_Body)


def hash_of(line: EntryLine) -> Hash:
    """The leaf of an entry as it was fetched. Raises ValueError, or struct.error, where it has no place in a ledger."""
    return entry_hash(line.position, line.version, bytes_of(line.stream), line.body.encode(), line.name)


class Leaves:
    """The entries of a ledger, hashed anew."""

    def __init__(self, log: LogFolder, size: int) -> None:
        self._log, self._size = log, size
        self._grown, self._inside = Grown(), _Inside(log.source)

    @property
    def root(self) -> Hash:
        return self._grown.root()

    def check(self, tick: Tick) -> list[Finding]:
        """The first entry that is not the one sealed, and everything wrong inside the entries."""
        first: Finding | None = None
        for n, leaves in enumerate(self._chunks(tick)):
            self._grown.add(leaves)
            first = first or self._first_wrong(n, leaves)
        if first is None and self._inside.missing is None and self._grown.size < self._size:
            at = self._grown.size + 1
            first = Finding(Flaw.ENTRY, self._log.source, f"entry {at} is missing", at)
        wrong = [each for each in (self._inside.missing, first) if each]
        wrong = [min(wrong, key=lambda each: each.position or 0)] if wrong else []
        return [*wrong, *self._inside.findings]

    def _chunks(self, tick: Tick) -> Iterator[list[Hash]]:
        """The hashes of the leaves, as many at once as fit into a tile."""
        leaves: list[Hash] = []
        for line in self._log.entries():
            if isinstance(line, EntryLine) and line.position > self._size:
                break  # written since the checkpoint: nobody has sealed it yet
            if (leaf := self._leaf(line)) is None:
                break
            leaves.append(leaf)
            if len(leaves) == WIDTH:
                tick(WIDTH)
                yield leaves
                leaves = []
        if leaves:
            tick(len(leaves))
            yield leaves

    def _leaf(self, line: EntryLine | Unreadable) -> Hash | None:
        if isinstance(line, Unreadable):
            self._inside.stop(f"line {line.line} of {line.file} is no entry")
            return None
        try:
            return hash_of(line) if self._inside.take(line) else None
        except (ValueError, struct.error):
            self._inside.stop("an entry has no place in a ledger")
            return None

    def _first_wrong(self, n: int, leaves: list[Hash]) -> Finding | None:
        try:
            tile = self._log.tile(Tile(0, n, min(WIDTH, self._size - n * WIDTH)))
        except NotProved as missing:
            return Finding(Flaw.TREE, self._log.source, str(missing), n * WIDTH + 1)
        if tile[: HASH * len(leaves)] == b"".join(leaves):
            return None
        sealed = (tile[at : at + HASH] for at in range(0, len(tile), HASH))
        wrong = next(at for at, (leaf, was) in enumerate(zip_longest(leaves, sealed)) if leaf != was)
        at = n * WIDTH + wrong + 1
        return Finding(Flaw.ENTRY, self._log.source, f"entry {at} is not the one that was sealed", at)


class _Inside:
    """What the entries themselves must keep: dense positions, each version of a file once, a stamp that never goes back, each
    number of a message once."""

    def __init__(self, source: Source) -> None:
        self._source, self._last, self._at = source, 0, ""
        self._versions: dict[str, int] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self.findings: list[Finding] = []
        self.missing: Finding | None = None

    def stop(self, why: str) -> None:
        self.missing = Finding(Flaw.ENTRY, self._source, why, self._last + 1)

    def take(self, line: EntryLine) -> bool:
        """False where nothing can be checked beyond: a position is missing or stands there twice."""
        at = self._last + 1
        if line.position != at:
            why = (
                f"entry {at} is missing"
                if line.position > at
                else f"entry {line.position} stands there again after {self._last}"
            )
            self.stop(why)
            return False
        self._last = at
        version = self._versions.get(line.stream, 0) + 1
        self._versions[line.stream] = line.version
        if line.version != version:
            self._say(f"it is version {line.version} of its file, after {version - 1}")
        try:
            read = _body(line.body)
        except msgspec.MsgspecError:
            self._say("its body cannot be read")
            return True
        if read.at < self._at:
            self._say(f"it is stamped {read.at}, before the one in front of it")
        self._at = read.at
        for told in read.to:
            key = (told.inbox, read.subject)
            number = self._numbers.get(key, 0) + 1
            self._numbers[key] = told.seq
            if told.seq != number:
                self._say(f"its message to {told.inbox} has number {told.seq}, after {number - 1}")
        return True

    def _say(self, why: str) -> None:
        if len(self.findings) < MOST:
            self.findings.append(Finding(Flaw.ORDER, self._source, why, self._last))
