"""Proof files of single entries, made of the folder of an audit."""

from pathlib import Path

import msgspec

from shared.audit.folder import EntryLine, LogFolder, read_line
from shared.proof.merkle import NotProved, inclusion
from shared.proof.notes import Checkpoint
from shared.proof.proofs import Proof
from shared.proof.tiles import Tiles


def prove(log: LogFolder, position: int) -> Proof:
    """That the entry at this position stands in the log. Raises `NotProved` where the checkpoint does not reach so far."""
    note = log.checkpoint()
    size = Checkpoint.of(note.text).size
    if not 0 < position <= size:
        raise NotProved(f"the checkpoint holds the entries 1 to {size}")
    return Proof(position - 1, inclusion(Tiles(size, log.tile), position - 1, size), note)


def entry_at(file: Path, position: int) -> EntryLine:
    """The entry in a file of one line, or of many. Raises `NotProved`."""
    try:
        with file.open("rb") as lines:
            found = (read_line(line) for line in lines)
            return next(line for line in found if line.position == position)
    except (OSError, msgspec.MsgspecError, StopIteration) as wrong:
        raise NotProved(f"{file.name} holds no entry {position}") from wrong
