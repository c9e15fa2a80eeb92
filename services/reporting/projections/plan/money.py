"""The money of the plan in the whole town, as finance has it: every budget, the papers, the settlements. No case, no person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from services.reporting.projections.plan.ledgers import OfLedger, by_ledger
from services.reporting.projections.shape import Shape
from shared.journal import JournalEntry
from shared.kernel.town_money import SourceStanding
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import AgencyId, Code, PaperNumber, UnitCode


class OfBudget(Shape, frozen=True, kw_only=True):
    """Whose budget it is, of which year."""

    agency: AgencyId
    unit: UnitCode | None = None
    year: int


class EstimateReceived(OfBudget, frozen=True, kw_only=True):
    standing: tuple[SourceStanding, ...]
    dated: date


class StandingHeard(OfBudget, frozen=True, kw_only=True):
    standing: tuple[SourceStanding, ...]


class SettlementHeard(OfBudget, frozen=True, kw_only=True):
    money: Code
    returned: int
    carried: int
    reason: Code | None = None


class EstimatesConsolidated(Shape, frozen=True, kw_only=True):
    year: int
    number: PaperNumber
    dated: date


class AllocationDecided(OfBudget, frozen=True, kw_only=True):
    money: Code
    amount: int
    cut: bool
    number: PaperNumber
    dated: date


MoneyFact: TypeAlias = EstimateReceived | StandingHeard | SettlementHeard | EstimatesConsolidated | AllocationDecided
MONEY_READ: dict[str, type[MoneyFact]] = {
    "support.town_budget.EstimateReceived": EstimateReceived,
    "support.town_budget.StandingHeard": StandingHeard,
    "support.town_budget.SettlementHeard": SettlementHeard,
    "support.town_budget.EstimatesConsolidated": EstimatesConsolidated,
    "support.town_budget.AllocationDecided": AllocationDecided,
}


@dataclass(frozen=True)
class Settled:
    """What became of what was left of a source when its year was settled, and why there was something."""

    returned: int
    carried: int
    reason: Code | None = None


@dataclass(frozen=True)
class Budget:
    """A budget as finance knows it, to be counted (`shared/kernel/town_money.py`)."""

    agency: AgencyId
    unit: UnitCode | None
    estimated: tuple[SourceStanding, ...] = ()
    estimated_on: date | None = None
    standing: tuple[SourceStanding, ...] = ()
    granted: Mapping[Code, int] = field(default_factory=dict)
    settled: Mapping[Code, Settled] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """What was laid before the UBND (`money` None), or decided by the People's Council for a budget."""

    number: PaperNumber
    dated: date
    money: Code | None = None
    whose: Code | None = None
    amount: int = 0


@dataclass(frozen=True)
class TownMoney(OfLedger):
    """The money of a year: budgets by whose they are (`labour`, `communes.20008`), and the papers in order."""

    year: int = 0
    budgets: Mapping[Code, Budget] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()


def _money(town: TownMoney, fact: MoneyFact, _: JournalEntry) -> TownMoney:
    town = replace(town, year=fact.year)
    if isinstance(fact, EstimatesConsolidated):
        return replace(town, papers=(*town.papers, Paper(fact.number, fact.dated)))
    code = Obliged(fact.agency, fact.unit).code
    known = town.budgets.get(code, Budget(fact.agency, fact.unit))
    match fact:
        case EstimateReceived(standing=told, dated=day):
            now = replace(known, estimated=told, standing=told, estimated_on=day)
        case StandingHeard(standing=told):
            now = replace(known, standing=told)
        case SettlementHeard(money=money, returned=returned, carried=carried, reason=reason):
            now = replace(known, settled={**known.settled, money: Settled(returned, carried, reason)})
        case AllocationDecided(money=money, number=number, dated=day):
            amount = -fact.amount if fact.cut else fact.amount
            now = replace(known, granted={**known.granted, money: known.granted.get(money, 0) + amount})
            town = replace(town, papers=(*town.papers, Paper(number, day, money, code, amount)))
    return replace(town, budgets={**town.budgets, code: now})


MONEY = by_ledger("reporting.town_money.v1", TownMoney, MONEY_READ, _money)
