"""From when on something is odd enough to be shown to an inspector: thresholds of the profile, since no law sets them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.kernel.words import Code, Confidence


@dataclass(frozen=True)
class Threshold:
    """So much is still usual; `unit` is what is counted, `vi` says in words what it is for."""

    number: int
    unit: Code
    vi: str


@dataclass(frozen=True)
class Oversight:
    """`version` is the beginning of the file's hash (SHA-256): findings keep it, so that they can be read when a number was
    changed.

    `back_dated` says by the stored name of a deed how many days after the fact it may be written down; what is not named
    there is not judged. The night lasts from the hour `night_from` to the hour `night_until` of the town; agencies with one
    of the powers `awake` work then. What holders of an `excused` role read is their work; who is `following` all offices may
    open the case of any.
    """

    set_by: str
    confidence: Confidence
    reason: str
    unsealed: Threshold
    silence: Threshold
    hasty: Threshold
    read_in_an_hour: Threshold
    read_in_a_day: Threshold
    night_from: int
    night_until: int
    version: Code = "0" * 16
    awake: frozenset[Code] = frozenset()
    excused: frozenset[Code] = frozenset()
    following: frozenset[Code] = frozenset()
    back_dated: Mapping[Code, int] = field(default_factory=dict)

    def is_night(self, hour: int) -> bool:
        """Is this hour of the town's day one of the night?"""
        return hour >= self.night_from or hour < self.night_until
