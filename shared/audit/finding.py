"""What an audit finds wrong, and where."""

from dataclasses import dataclass
from enum import StrEnum

from shared.kernel.words import Source


class Flaw(StrEnum):
    """What can be wrong with a log."""

    CHECKPOINT = "checkpoint"
    """It is not signed as the policy asks, or cannot be read."""
    ENTRY = "entry"
    """An entry is not the one that was sealed, is missing, or stands where none should."""
    TREE = "tree"
    """The tiles do not lead to the root of the checkpoint."""
    WITNESSED = "witnessed"
    """Another agency saw another history than this one."""
    ORDER = "order"
    """Inside the entries: a version of a file is missing or stands there twice, a stamp goes back, a message has no number."""
    EVIDENCE = "evidence"
    """The log contradicted itself before a witness, and the two notes show it."""
    RECONCILED = "reconciled"
    """It answers what the other agency, as its log stands now, never told."""


@dataclass(frozen=True)
class Finding:
    """What is wrong where. `position` is that of the first wrong entry, where one can be named."""

    wrong: Flaw
    source: Source
    why: str
    position: int | None = None
