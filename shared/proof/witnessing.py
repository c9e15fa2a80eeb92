"""What a witness does with a checkpoint it is shown (C2SP tlog-witness), as a pure rule: co-sign honest growth, refuse anything
else, and keep what shows the lie."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from shared.proof.merkle import EMPTY, Hash, NotProved, check_consistency, leading_to
from shared.proof.notes import NUMBER, Checkpoint, Key, Note, unhash

LONGEST = 63


@dataclass(frozen=True)
class Shown:
    """A checkpoint as its log shows it: with the proof that it grew out of the one of size `old`. Written as the body of the
    protocol's `add-checkpoint`."""

    old: int
    proof: Sequence[Hash]
    note: Note

    def __str__(self) -> str:
        way = "".join(f"{b64encode(each).decode()}\n" for each in self.proof)
        return f"old {self.old}\n{way}\n{self.note}"

    @classmethod
    def of(cls, written: str) -> "Shown":
        """Raises `NotProved`."""
        head, parted, note = written.partition("\n\n")
        first, *way = head.split("\n")
        old = first.removeprefix("old ")
        if not parted or first == old or not NUMBER.fullmatch(old) or len(way) > LONGEST:
            raise NotProved("this is no checkpoint with its proof")
        return cls(int(old), tuple(map(unhash, way)), Note.of(note))


class Lie(StrEnum):
    """How a log contradicts itself. Of `FORK` and `REWRITE` the two notes are a proof that anybody can check."""

    FORK = "fork"
    """Two roots of one size."""
    REWRITE = "rewrite"
    """The larger tree begins otherwise than the smaller one that was signed."""
    ROLLBACK = "rollback"
    """It signs a smaller tree than it showed, one it never showed on the way."""
    UNPROVED = "unproved"
    """It does not show that the larger tree begins with the smaller one."""


class Believed(NamedTuple):
    """It grew honestly; `again`: this very checkpoint was seen before."""

    checkpoint: Checkpoint
    again: bool


@dataclass(frozen=True)
class Refused:
    """What was believed before, what is shown now, and how they contradict each other."""

    lie: Lie
    before: Note
    shown: Shown


def judge(shown: Shown, log: Key, seen: Mapping[int, Note], last: int) -> Believed | Refused:
    """`seen` holds the note co-signed at `last`, the largest size so far (0: none), and, where there is one, that at the size
    shown now. Raises `NotProved` for what the log did not sign: that is nobody's lie."""
    if log not in shown.note.signed_by([log]):
        raise NotProved("the checkpoint is not signed by its log")
    now = Checkpoint.of(shown.note.text)
    if now.origin != log.name or (now.size == 0 and now.root != EMPTY):
        raise NotProved("the checkpoint is not one of this log")
    if known := seen.get(now.size):
        if Checkpoint.of(known.text).root != now.root:
            return Refused(Lie.FORK, known, shown)
        return Believed(now, again=True)
    if now.size < last:
        return Refused(Lie.ROLLBACK, seen[last], shown)
    if last == 0:
        return Believed(now, again=False)
    return _grown(shown, now, Checkpoint.of(seen[last].text), seen[last])


def _grown(shown: Shown, now: Checkpoint, before: Checkpoint, known: Note) -> Believed | Refused:
    if shown.old != before.size:
        return Refused(Lie.UNPROVED, known, shown)
    try:
        check_consistency(before.size, now.size, shown.proof, before.root, now.root)
    except NotProved:
        other = leading_to(before.size, now.size, shown.proof, now.root)
        return Refused(Lie.REWRITE if other and other != before.root else Lie.UNPROVED, known, shown)
    return Believed(now, again=False)


def check_evidence(refused: Refused, log: Key) -> None:
    """That the log did contradict itself, for somebody who saw nothing of it. Raises `NotProved` where the notes do not show it:
    a rollback or a missing proof is the word of the witness alone."""
    for note in (refused.before, refused.shown.note):
        if log not in note.signed_by([log]):
            raise NotProved("a note of the evidence is not signed by its log")
    before, now = Checkpoint.of(refused.before.text), Checkpoint.of(refused.shown.note.text)
    if before.origin != log.name or now.origin != log.name:
        raise NotProved("the evidence is of another log")
    match refused.lie:
        case Lie.FORK if before.size == now.size and before.root != now.root:
            return
        case Lie.REWRITE if other := leading_to(before.size, now.size, refused.shown.proof, now.root):
            if other != before.root:
                return
    raise NotProved("the two notes do not contradict each other by themselves")
