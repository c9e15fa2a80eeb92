"""The papers of a budget: its estimate as it is sent to finance, its settlement as it is handed in. Sums by source only."""

from collections.abc import Mapping

from services.support.plan.domain.money.budget import Budget
from shared.kernel.law import Law
from shared.kernel.words import Code
from shared.papers import BudgetEstimate, BudgetSettlement, EstimateLine, SettledLine
from shared.web.office import Office
from shared.web.pages import money, vn_date

ESTIMATE: Code = "bang_du_toan"
SETTLEMENT: Code = "bang_quyet_toan"


def estimate(budget: Budget, year: int, called: str, law: Law, office: Office) -> BudgetEstimate:
    """What stands in the draft, where that is newer than what was sent."""
    return sums(budget.drafted if budget.unsent else budget.estimate, year, called, law, office)


def sums(amounts: Mapping[Code, int], year: int, called: str, law: Law, office: Office) -> BudgetEstimate:
    """Amounts by source: of one budget, or consolidated over the town."""
    lines = tuple(EstimateLine(law.called("money_sources", code), money(amount)) for code, amount in amounts.items())
    return BudgetEstimate(office.head, called, str(year), lines, money(sum(amounts.values())))


def settlement(budget: Budget, year: int, called: str, law: Law, office: Office) -> BudgetSettlement:
    """Of each source that is settled, what stands in its settlement; all of it must add up again under the table."""
    done = list(budget.settled.values())
    lines = tuple(
        SettledLine(
            law.called("money_sources", each.money), money(each.allocated), money(each.paid - each.unfunded),
            money(each.returned), money(each.carried), money(each.unfunded),
            law.called("settlement_reasons", each.reason) if each.reason else None,
            f"{each.number}, {vn_date(each.dated)}",
        )
        for each in done
    )  # fmt: skip
    added = (
        sum(getattr(each, name) for each in done) for name in ("allocated", "paid", "unfunded", "returned", "carried")
    )
    allocated, paid, unfunded, returned, carried = added
    total = SettledLine(None, *(money(each) for each in (allocated, paid - unfunded, returned, carried, unfunded)))
    return BudgetSettlement(office.head, called, str(year), lines, total)
