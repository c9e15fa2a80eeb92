"""What several rules of a budget ask."""

from services.support.plan.domain.money.budget import Budget
from services.support.plan.domain.money.commands import OfBudget
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code, Source, UnitCode

FINANCE = "budget"
"""The power of the agency that consolidates the estimates of the town."""
Whose = tuple[AgencyId, UnitCode | None, int]


def finance_of(law: Law) -> Source | None:
    """Where finance is told; None: by letter only."""
    finance = law.holder(FINANCE)
    return law.inbox("support", finance.id if finance else None)


def plan_of_year(law: Law, year: int) -> None:
    """Money is committed for the work of a plan: one has to run in that year."""
    if law.plan is None or not law.plan.effective_from.year <= year <= law.plan.effective_to.year:
        raise Refused("budget.no_plan", f"no plan of {year} runs on that day")


def must_be_open(budget: Budget, money: Code | None) -> None:
    if money and money in budget.settled:
        raise Refused("settlement.done", f"{money} is settled by paper {budget.settled[money].number}")


def whose_of(command: OfBudget) -> Whose:
    return command.agency, command.unit, command.year
