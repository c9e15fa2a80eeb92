"""The money of the town as of a day: by source, and by budget and source. Pure; amounts are whole đồng."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.reporting.projections.plan.money import Budget, Settled, TownMoney
from shared.kernel import town_money as rule
from shared.kernel.town_money import SourceStanding
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code

MEASURES = ("estimate", "allocated", "committed", "paid", "left")


@dataclass(frozen=True)
class BudgetLine:
    """One source of one budget; `settled`, where its year was."""

    whose: Obliged
    stands: SourceStanding
    settled: Settled | None


@dataclass(frozen=True)
class MoneyOn:
    """`rows` are the sources over the whole town (None: what no source was named for yet), `lines` the same of each budget."""

    day: date
    town: TownMoney
    rows: tuple[SourceStanding, ...]
    lines: tuple[BudgetLine, ...]
    years: tuple[int, ...]

    @property
    def all(self) -> SourceStanding:
        """Every source together."""
        return rule.together(None, self.rows)

    @property
    def waiting(self) -> list[BudgetLine]:
        """Where something is owed and no money is there for it (chờ nguồn)."""
        return [each for each in self.lines if each.stands.waiting]


def money_of(towns: Iterable[TownMoney], day: date) -> MoneyOn:
    """The money of the year of a day; of the last year before it of which anything is known, where of this one nothing is."""
    known = {town.year: town for town in towns}
    town = known.get(max((each for each in known if each <= day.year), default=day.year), TownMoney(year=day.year))
    budgets = sorted(town.budgets.items())
    lines = tuple(
        BudgetLine(Obliged(budget.agency, budget.unit), rule.stands(budget, money), _settled(budget, money))
        for _, budget in budgets
        for money in rule.sources(budget)
    )
    all_ = [budget for _, budget in budgets]
    rows = tuple(rule.total(all_, money) for money in rule.all_sources(all_))
    return MoneyOn(day, town, rows, lines, tuple(sorted(known)))


def _settled(budget: Budget, money: Code | None) -> Settled | None:
    return budget.settled.get(money) if money else None
