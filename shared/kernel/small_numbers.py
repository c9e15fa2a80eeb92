"""Which numbers may be published, so that nobody who was helped can be made out: not from one paper, and not from two.

A count below ten is never shown, and never added to one that is: what two papers differ by is then again made of groups of ten
and more, however their periods overlap. People are told in steps of five.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST, STEP = 10, 5
"""Practice of the field, no rule of law: see the decision record 0038."""


@dataclass(frozen=True)
class Shown:
    """`at_least` is what may be said (None: nothing); `hidden` counts the groups too small to be told."""

    at_least: int | None
    hidden: int


def people_shown(groups: Iterable[int | None]) -> Shown | None:
    """Of groups of people, each as it was counted; None: nobody counted any."""
    counted = [each for each in groups if each is not None]
    if not counted:
        return None
    total, hidden = _apart(counted)
    return Shown(total - total % STEP if total else None, hidden)


def pieces_shown(parts: Iterable[int]) -> Shown:
    """Of goods that were given to people: a piece may stand for a person, so few pieces are told no more than few people."""
    total, hidden = _apart(list(parts))
    return Shown(total or None, hidden)


def _apart(counts: list[int]) -> tuple[int, int]:
    return sum(each for each in counts if each >= LEAST), sum(each < LEAST for each in counts)
