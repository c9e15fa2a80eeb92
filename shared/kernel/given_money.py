"""What was given in money, by the source it counts as. Pure; amounts are whole đồng, no person and no donor is in the sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from shared.kernel.law import Item, Law
from shared.kernel.words import Code

DONOR_KINDS = "donor_kinds"
OTHER = "other_lawful"


class Line(Protocol):
    """So much on a day."""

    @property
    def day(self) -> date: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True)
class MoneySums:
    """Đồng that came and that were used in a period, and what of all that ever came was left at its end."""

    received: int = 0
    used: int = 0
    left: int = 0

    def __add__(self, other: "MoneySums") -> "MoneySums":
        return MoneySums(self.received + other.received, self.used + other.used, self.left + other.left)


@dataclass(frozen=True)
class Given:
    """One gift of money: the source it counts as, what came of it and what went."""

    source: Code
    came: Sequence[Line]
    went: Sequence[Line]


def source_of(donor_kind: Code | None, law: Law) -> Code:
    """As which source of money a donor's gifts count: the group of the kind of donor; `other_lawful`, where the kind is not one
    of this law's."""
    item = law.listed(DONOR_KINDS).get(donor_kind or "")
    return item.group if isinstance(item, Item) and item.group else OTHER


def money_by_source(gifts: Iterable[Given], since: date, until: date) -> dict[Code, MoneySums]:
    """By source, in order: both days included."""
    found: dict[Code, MoneySums] = {}
    for gift in gifts:
        found[gift.source] = found.get(gift.source, MoneySums()) + _sums(gift, since, until)
    return dict(sorted(found.items()))


def _sums(gift: Given, since: date, until: date) -> MoneySums:
    def within(lines: Sequence[Line], first: date) -> int:
        return sum(each.size for each in lines if first <= each.day <= until)

    left = within(gift.came, date.min) - within(gift.went, date.min)
    return MoneySums(within(gift.came, since), within(gift.went, since), left)
