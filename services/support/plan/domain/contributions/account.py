"""What came in of a contribution, what went out, and what is left of it on a day. Nothing goes out before it came in, and
nothing that keeps only until a day is used after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from shared.kernel.words import Code, Digest, PaperNumber


@dataclass(frozen=True)
class Receipt:
    """A part that was received. `good_until`: the last day on which it can be used, where one was given; `late`: after the day
    it was promised for."""

    number: int
    day: date
    size: int
    paper: PaperNumber | None = None
    good_until: date | None = None
    late: bool = False
    scan: Digest | None = None
    struck: bool = False


@dataclass(frozen=True)
class Use:
    """A part that was used, for what kind of item. `people` is how many it reached, where that was counted."""

    number: int
    day: date
    use: Code
    size: int
    people: int | None = None
    struck: bool = False


@dataclass(frozen=True)
class Allotted:
    """Which receipts the uses were taken from: what is `left` of each, by number, and how much could not be taken from any."""

    left: dict[int, int]
    unmet: int


@dataclass(frozen=True)
class Account:
    """All lines in the order in which they were written down; those that were struck stay, and do not count."""

    receipts: tuple[Receipt, ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def came(self) -> tuple[Receipt, ...]:
        return tuple(each for each in self.receipts if not each.struck)

    @property
    def went(self) -> tuple[Use, ...]:
        return tuple(each for each in self.uses if not each.struck)

    @property
    def received(self) -> int:
        return sum(each.size for each in self.came)

    @property
    def used(self) -> int:
        return sum(each.size for each in self.went)

    @property
    def left(self) -> int:
        """What was received and not used, whether it still can be or not."""
        return self.received - self.used

    def usable(self, day: date) -> tuple[tuple[Receipt, int], ...]:
        """What can still be used on a day, and of which receipts: what keeps the shortest first."""
        left = allot(self.came, self.went).left
        there = (each for each in self.came if left[each.number] and (each.good_until or date.max) >= day)
        return tuple((each, left[each.number]) for each in sorted(there, key=_keeps))

    def with_receipt(self, receipt: Receipt) -> "Account":
        return replace(self, receipts=(*self.receipts, receipt))

    def with_use(self, use: Use) -> "Account":
        return replace(self, uses=(*self.uses, use))

    def without_receipt(self, number: int) -> "Account":
        lines = (replace(each, struck=each.struck or each.number == number) for each in self.receipts)
        return replace(self, receipts=tuple(lines))

    def without_use(self, number: int) -> "Account":
        lines = (replace(each, struck=each.struck or each.number == number) for each in self.uses)
        return replace(self, uses=tuple(lines))

    @property
    def covered(self) -> bool:
        """Was all that was used there on its day?"""
        return allot(self.came, self.went).unmet == 0

    @property
    def covered_but_for_keeping(self) -> bool:
        """The same, if everything kept for ever."""
        return allot([replace(each, good_until=None) for each in self.came], self.went).unmet == 0


def allot(receipts: Sequence[Receipt], uses: Iterable[Use]) -> Allotted:
    """Each use, the earliest first, takes of what is there on its day what keeps the shortest: nothing is left unmet that could
    have been met otherwise."""
    left = {each.number: each.size for each in receipts}
    unmet = 0
    for use in sorted(uses, key=attrgetter("day", "number")):
        needed = use.size
        there = (each for each in receipts if each.day <= use.day <= (each.good_until or date.max))
        for receipt in sorted(there, key=_keeps):
            taken = min(needed, left[receipt.number])
            left[receipt.number] -= taken
            needed -= taken
        unmet += needed
    return Allotted(left, unmet)


def _keeps(receipt: Receipt) -> tuple[date, date, int]:
    return receipt.good_until or date.max, receipt.day, receipt.number
