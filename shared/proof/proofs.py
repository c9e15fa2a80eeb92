"""Proof files (C2SP tlog-proof, `.tlog-proof`): that an entry stands at its place in a log that others have seen."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from shared.proof.merkle import Hash, NotProved, check_inclusion
from shared.proof.notes import NUMBER, Checkpoint, Note, unbase64, unhash
from shared.proof.policy import Policy

FIRST = "c2sp.org/tlog-proof@v1"
LONGEST = 63
"""Hashes in a proof: no tree is deeper."""


@dataclass(frozen=True)
class Proof:
    """`index` is that of the entry, from 0; `hashes` its way to the root of the checkpoint; `extra` nobody has signed."""

    index: int
    hashes: Sequence[Hash]
    note: Note
    extra: bytes = b""

    def __str__(self) -> str:
        extra = f"extra {b64encode(self.extra).decode()}\n" if self.extra else ""
        way = "".join(f"{b64encode(each).decode()}\n" for each in self.hashes)
        return f"{FIRST}\n{extra}index {self.index}\n{way}\n{self.note}"

    @classmethod
    def of(cls, written: str) -> "Proof":
        """Raises `NotProved` for what is no proof file. Nothing is verified yet."""
        head, parted, note = written.partition("\n\n")
        first, *lines = head.split("\n")
        if first != FIRST or not parted or not lines:
            raise NotProved("this is no proof file")
        extra = b""
        if lines[0].startswith("extra "):
            extra = unbase64(lines.pop(0).removeprefix("extra "))
        index = lines.pop(0).removeprefix("index ") if lines and lines[0].startswith("index ") else ""
        if not NUMBER.fullmatch(index) or len(lines) > LONGEST:
            raise NotProved("this is no proof file")
        return cls(int(index), tuple(map(unhash, lines)), Note.of(note), extra)

    def check(self, leaf: Hash, policy: Policy) -> Checkpoint:
        """The checkpoint in which the leaf is proved to stand, at this index. Raises `NotProved`."""
        found = policy.accept(self.note)
        check_inclusion(leaf, self.index, found.size, self.hashes, found.root)
        return found
