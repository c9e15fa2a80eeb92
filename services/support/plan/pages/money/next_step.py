"""What the page of a budget says is to be done next."""

from datetime import date

from services.support.plan.app.years import last_day
from services.support.plan.domain.money.budget import Budget
from shared.kernel.words import Code


def settling(year: int, today: date) -> bool:
    """Is it time to settle this year: from its last day on, as the rule has it?"""
    return today >= last_day(year)


def next_step(budget: Budget, year: int, today: date) -> Code:
    """The step that is open now, by its word `money.next.<code>`. What waits for money is said beside it in any case."""
    if settling(year, today):
        return "settle" if any(_unsettled(money, budget) for money in budget.sources()) else "nothing"
    if budget.unsent:
        return "submit"
    if not budget.papers:
        return "await" if budget.submitted else "draft"
    if budget.waiting():
        return "supplement"
    if any(now.left > 0 for _, now in budget.rows()):
        return "spend"
    return "pay" if any(each.left for each in budget.lines) else "used"


def _unsettled(money: Code, budget: Budget) -> bool:
    now = budget.figures(money)
    return bool(now.allocated or now.committed) and not budget.as_settled(money)
