"""A definition: what is counted, by what, of which, when; its one canonical form, and the hash by which it is cited."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from services.reporting.projections.counting.clocks import BEGIN, END, AsOf
from shared.kernel.words import Code, Digest

EXACT = "exact"
"""Definitions are answered within the lawful line only, where figures are exact. What leaves it is published (decision 45)."""
MOST_DIMENSIONS = 3


@dataclass(frozen=True, kw_only=True)
class Definition:
    """`what` is a question with its version. With `since`: what came in that period, counting both days; without: what is so at
    the end of `until` (None: today). `known`: as it was known at the end of that day (None: on the day it is so)."""

    what: str
    by: tuple[Code, ...] = ()
    only: Mapping[Code, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    known: date | None = None

    def canonical(self) -> dict[str, Any]:
        """As it is written down: in which order filters and their values were said makes no difference, that of lines does."""
        return {
            "what": self.what,
            "by": list(self.by),
            "only": {name: sorted(set(values)) for name, values in sorted(self.only.items()) if values},
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "known": self.known.isoformat() if self.known else None,
            "suppression": EXACT,
        }

    @property
    def digest(self) -> Digest:
        """SHA-256 (hex) of the canonical form as JSON: sorted keys, no spaces, UTF-8."""
        said = json.dumps(self.canonical(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    def at(self, today: date) -> AsOf:
        """The two days that are asked for. What is so is so by today at the latest: at the end of all days everything that turns
        by itself has turned (a term that is late). As known today and later is as known now."""
        known = self.known or self.until
        return AsOf(min(self.until or today, today), END if known is None or known >= today else known)

    @property
    def before(self) -> date | None:
        """The day before the period: what was so then did not come in it."""
        if self.since is None:
            return None
        return self.since - timedelta(days=1) if self.since > BEGIN else BEGIN
