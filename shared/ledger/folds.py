"""Remembers how files were last found: what a ledger once said stays true, so only what came since must be read."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

REMEMBERED = 1000
"""More than a town has open at once, under 10 MB; what is sealed stays sealed here too."""


@dataclass(frozen=True)
class Folded:
    """What the fold of a stream says, and up to which version it was folded."""

    state: Any
    version: int


class Folds:
    """The files used last, by stream. What is remembered is true and may be old: whoever takes it reads on from it, or
    lets the writer judge, who refuses what was decided from an older version."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most, self._turn = most, Lock()
        self._known: OrderedDict[UUID, Folded] = OrderedDict()

    def get(self, stream: UUID) -> Folded | None:
        with self._turn:
            if known := self._known.get(stream):
                self._known.move_to_end(stream)
            return known

    def keep(self, stream: UUID, folded: Folded) -> None:
        with self._turn:
            if (known := self._known.get(stream)) is None or known.version < folded.version:
                self._known[stream] = folded
            while len(self._known) > self._most:
                self._known.popitem(last=False)
