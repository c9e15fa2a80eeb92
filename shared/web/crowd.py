"""Counts those who come without a login, from one address and in all: a flood is met kindly, and drowns nobody.

Kept in the memory of this process. No address is kept: only a keyed print of it, whose key is made anew every day and
never written down, so that afterwards nobody can tell who it was.
"""

import hashlib
import hmac
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import NamedTuple

from shared.kernel.words import Code

DAY, MINUTE = 86_400.0, 60.0


class Passage(NamedTuple):
    """`source` marks the sender for one day; `allowed` is whether this one passes now; `crowded` whether many came with
    it, so that what they bring is better looked at together."""

    source: Code
    allowed: bool
    crowded: bool


@dataclass
class Crowd:
    """At most `of_one` from one address within `span` seconds. More than `many` within a minute are a crowd: from then on
    `of_all` a minute pass, evenly, so that somebody who tries again in the middle of a flood has a chance at any time.
    Whoever is turned away is not counted: asking again costs nothing."""

    of_one: int = 10
    span: float = 10 * MINUTE
    of_all: int = 120
    many: int = 20
    clock: Callable[[], float] = time.monotonic
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _key_made: float = field(default=-DAY, repr=False)
    _came: deque[float] = field(default_factory=deque, repr=False)
    _room: float = field(default=0.0, repr=False)
    _looked: float = field(default=-DAY, repr=False)
    _by: dict[Code, deque[float]] = field(default_factory=lambda: defaultdict(deque), repr=False)
    _turn: Lock = field(default_factory=Lock, repr=False)

    def let_in(self, address: str) -> Passage:
        """May one more from this address pass? If so, it is counted."""
        with self._turn:
            now = self.clock()
            source = self._mark(address, now)
            self._forget(now)
            mine = self._by.get(source, ())
            allowed = len(mine) < self.of_one and self._room >= 1
            if allowed:
                self._room -= 1
                self._came.append(now)
                self._by[source].append(now)
            return Passage(source, allowed, len(self._came) > self.many)

    def _mark(self, address: str, now: float) -> Code:
        if now - self._key_made >= DAY:
            self._key, self._key_made = secrets.token_bytes(32), now
            self._by.clear()
        return hmac.digest(self._key, _network(address).encode(), hashlib.sha256).hex()[:16]

    def _forget(self, now: float) -> None:
        self._room = min(self.many, self._room + (now - self._looked) * self.of_all / MINUTE)
        self._looked = now
        while self._came and now - self._came[0] >= MINUTE:
            self._came.popleft()
        for source in [source for source, times in self._by.items() if now - times[-1] >= self.span]:
            del self._by[source]
        for times in self._by.values():
            while now - times[0] >= self.span:
                times.popleft()


def _network(address: str) -> str:
    """One household has many addresses of IPv6: its network counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)
