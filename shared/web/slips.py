"""Slips for the forms of people without a session: each is good for one sending, and only we can have given it out."""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

LASTS = 12 * 3600
"""Seconds. A form that stood open longer is offered again with a new slip; nothing typed is lost."""


@dataclass(frozen=True)
class Slips:
    """`key` is a secret of this instance; `purpose` keeps a slip of one form from passing for another's."""

    key: bytes
    purpose: str
    clock: Callable[[], float] = time.time

    def give(self) -> str:
        """A new slip: a command id, the hour it was given out, and our mark on both."""
        word = f"{uuid4().hex}.{int(self.clock()):x}"
        return f"{word}.{self._mark(word)}"

    def take(self, slip: object) -> UUID | None:
        """The command id of a slip of ours, the same however often it comes; None for any other, or one too old."""
        word, _, mark = slip.rpartition(".") if isinstance(slip, str) else ("", "", "")
        if not hmac.compare_digest(mark.encode(), self._mark(word).encode()):
            return None
        command_id, _, given = word.partition(".")
        return UUID(command_id) if self.clock() - int(given, 16) < LASTS else None

    def _mark(self, word: str) -> str:
        return hmac.digest(self.key, f"{self.purpose}:{word}".encode(), hashlib.sha256).hex()
