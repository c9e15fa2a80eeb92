"""The money of the town by source, from what each budget told and what was decided for it. Pure; amounts are whole đồng.

Whoever decides it and whoever only hears of it count with these same rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shared.kernel.words import Code


@dataclass(frozen=True)
class SourceStanding:
    """How one source of a budget stands, in whole đồng; `money` None: no source was named yet. `moved` came from other sources
    of the same budget (less than nothing: went to them), and is part of `allocated`."""

    money: Code | None
    estimate: int
    allocated: int
    committed: int
    waiting: int
    paid: int
    moved: int = 0

    @property
    def left(self) -> int:
        """What can still be committed."""
        return self.allocated - (self.committed - self.waiting)


class Told(Protocol):
    """One budget as finance knows it: what was `estimated`, how it was told to stand, what was `granted` by source."""

    @property
    def estimated(self) -> Sequence[SourceStanding]: ...
    @property
    def standing(self) -> Sequence[SourceStanding]: ...
    @property
    def granted(self) -> Mapping[Code, int]: ...


def stands(budget: Told, money: Code | None) -> SourceStanding:
    """How a source of a budget stands: allocated is what was decided with what was told to have moved between sources, so that a
    decision counts before the budget has heard of it; the rest as it was last told."""
    told = next((each for each in budget.standing if each.money == money), nothing_of(money))
    return replace(told, allocated=budget.granted.get(money or "", 0) + told.moved)


def sources(budget: Told) -> list[Code | None]:
    """The sources of which there is anything, by code; last what has no source yet."""
    return _in_order({*budget.granted, *(each.money for each in budget.standing)})


def total(budgets: Iterable[Told], money: Code | None) -> SourceStanding:
    """A source over all budgets: their estimates as received, the rest as each budget stands."""
    all_ = list(budgets)
    estimate = sum(line.estimate for each in all_ for line in each.estimated if line.money == money)
    return replace(together(money, (stands(each, money) for each in all_)), estimate=estimate)


def together(money: Code | None, rows: Iterable[SourceStanding]) -> SourceStanding:
    """These added up, as if they were one source."""
    amounts = [(r.estimate, r.allocated, r.committed, r.waiting, r.paid, r.moved) for r in rows]
    return SourceStanding(money, *map(sum, zip(*amounts, strict=True))) if amounts else nothing_of(money)


def nothing_of(money: Code | None) -> SourceStanding:
    return SourceStanding(money, 0, 0, 0, 0, 0)


def all_sources(budgets: Iterable[Told]) -> list[Code | None]:
    """The sources of which there is anything in any budget, by code; last what has no source yet."""
    all_ = list(budgets)
    estimated = {line.money for each in all_ for line in each.estimated}
    return _in_order(estimated.union(*(sources(each) for each in all_)))


def _in_order(found: Iterable[Code | None]) -> list[Code | None]:
    return sorted(found, key=lambda money: (money is None, money or ""))
