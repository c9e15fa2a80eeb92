"""Whether a line of work moves: a process that runs is not yet one that works."""

import time

STANDS_AFTER = 15.0
"""Seconds after which work that lies there while nothing moves is called standing still."""


class Progress:
    """Whether a line moves: how much lies before it, and since when it has not moved."""

    def __init__(self, after: float = STANDS_AFTER) -> None:
        self._after = after
        self._position: object = None
        self._since = time.monotonic()

    def stands(self, position: object, behind: int) -> bool:
        now = time.monotonic()
        if position != self._position or not behind:
            self._position, self._since = position, now
        return now - self._since > self._after
