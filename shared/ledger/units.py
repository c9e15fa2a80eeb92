"""What is handed to the writer of a ledger, what it answers, and how it judges: pure, without database, clock or thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID


class Message(NamedTuple):
    """What another ledger told: the seq-th message of this sender about this subject. The key of what is heard once."""

    sender: str
    subject: str
    seq: int


class Told(NamedTuple):
    """A message an entry causes. Its number is not known yet: the writer counts per inbox and subject, under the lock.
    `rest` is the JSON that follows the number inside the entry's `to` line."""

    inbox: str
    subject: str
    rest: bytes


class Entry(NamedTuple):
    """One line to be written. Its version follows from the unit's expected version of the stream; `rest` is the stored
    body after the stamp and the `to` lines, which only the writer can know."""

    stream: UUID
    name: str
    rest: bytes
    told: Sequence[Told] = ()


class Row(NamedTuple):
    """One line as it stands in the ledger."""

    stream: UUID
    version: int
    name: str
    body: bytes
    position: int


@dataclass(frozen=True)
class Unit:
    """What must happen as a whole or not at all, under a key that makes it happen once.

    `digest` is a keyed hash of what was asked: the same command id with another content is refused. All streams the
    decision rested on stand in `expected`.
    """

    key: UUID | Message
    expected: Mapping[UUID, int]
    entries: Sequence[Entry] = ()
    digest: bytes = b""


@dataclass(frozen=True)
class Done:
    """Written at these positions, now or before (`again`). Nothing to write: last = first - 1."""

    first: int
    last: int
    digest: bytes = field(default=b"", compare=False, repr=False)
    again: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Conflict:
    """Not written: these streams stand elsewhere."""

    actual: Mapping[UUID, int]


@dataclass(frozen=True)
class Reused:
    """Not written: this command id was used before, for something else."""


@dataclass(frozen=True)
class Hold:
    """Not written: an earlier message of this sender and subject is missing; this seq is due."""

    due: int


Answer = Done | Conflict | Reused | Hold

HEAD = b'{"v":1,"at":"'
"""Every stored body begins so; the 27 characters of the stamp follow. The writer reads the last stamp back from there."""


@dataclass
class Standing:
    """Where everything stands that the units at hand touch; moves on as units win."""

    at: str = ""
    last: int = 0
    versions: dict[UUID, int] = field(default_factory=dict)
    done: dict[UUID | Message, Done] = field(default_factory=dict)
    due: dict[tuple[str, str], int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    told: list[tuple[str, str, int, int]] = field(default_factory=list)
    won: list[tuple[Unit, Done]] = field(default_factory=list)

    def judge(self, unit: Unit) -> Answer:
        """Done before, id reused, hold, conflict or win: the first that is true."""
        if earlier := self.done.get(unit.key):
            return replace(earlier, again=True) if earlier.digest == unit.digest else Reused()
        if isinstance(unit.key, Message) and unit.key.seq != (due := self.due.get(unit.key[:2], 1)):
            return Hold(due)
        actual = {
            stream: self.versions.get(stream, 0)
            for stream, version in unit.expected.items()
            if version != self.versions.get(stream, 0)
        }
        return Conflict(actual) if actual else self._win(unit)

    def _win(self, unit: Unit) -> Done:
        first = self.last + 1
        for entry in unit.entries:
            self.last += 1
            version = self.versions[entry.stream] = self.versions.get(entry.stream, 0) + 1
            self.rows.append(Row(entry.stream, version, entry.name, self._body(entry), self.last))
        if isinstance(unit.key, Message):
            self.due[unit.key[:2]] = unit.key.seq + 1
        done = self.done[unit.key] = Done(first, self.last, unit.digest)
        self.won.append((unit, done))
        return done

    def _body(self, entry: Entry) -> bytes:
        lines = []
        for inbox, subject, rest in entry.told:
            seq = self.numbers[inbox, subject] = self.numbers.get((inbox, subject), 0) + 1
            self.told.append((inbox, subject, seq, self.last))
            lines.append(b'{"inbox":"%s","seq":%d,%s' % (inbox.encode(), seq, rest))
        return b'%s%s","to":[%s],%s' % (HEAD, self.at.encode(), b",".join(lines), entry.rest)
