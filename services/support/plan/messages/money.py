"""Who is told of money: finance hears what is estimated and how each budget stands, each budget what was allocated to it."""

from collections.abc import Iterable
from typing import assert_never

from services.support.plan.domain.money import events, town_events
from services.support.plan.domain.money.budget import Budget
from services.support.plan.domain.money.commitment import Figures
from services.support.plan.domain.money.town import Town
from shared.contracts import support_money as told
from shared.contracts.handed import SourceStands
from shared.kernel.tell import Happened, Tell
from shared.kernel.words import Code


def tell_of_budget(happened: Happened, budget: Budget) -> Iterable[Tell]:
    """Sums by source, never what a single commitment is for."""
    event: events.Event = happened.fact
    match event:
        case events.EstimateDrafted():
            return []  # nobody's but whoever drafts it
        case events.EstimateSubmitted(agency, unit, year, number, dated):
            submitted = told.EstimateSubmitted(agency, unit, year, number, dated, standing(budget))
            return [Tell(event.inbox, submitted)] if event.inbox else []
        case events.SourceSettled():
            settled = told.SourceSettled(
                event.agency, event.unit, event.year, event.money, event.allocated, event.paid, event.unfunded,
                event.returned, event.carried, event.number, event.dated, event.reason,
            )  # fmt: skip
            return [Tell(budget.finance, settled)] if budget.finance else []
        case (
            events.MoneyWasAllocated()
            | events.MoneyTransferred()
            | events.MoneyCommitted()
            | events.CommitmentMoved()
            | events.CommitmentReleased()
            | events.MoneySpent()
            | events.PaymentTakenBack()
        ):
            stood = told.BudgetStood(event.agency, event.unit, event.year, standing(budget))
            return [Tell(budget.finance, stood)] if budget.finance else []
        case _:
            assert_never(event)


def standing(budget: Budget) -> tuple[SourceStands, ...]:
    """Each source of which there is anything, then what has no source yet."""
    return tuple(_stands(money, now, budget) for money, now in budget.rows())


def _stands(money: Code | None, now: Figures, budget: Budget) -> SourceStands:
    estimate = budget.submitted.amounts.get(money or "", 0) if budget.submitted else 0
    moved = budget.moved.get(money or "", 0)
    return SourceStands(money, estimate, now.allocated, now.committed, now.waiting, now.paid, moved)


def tell_of_town(happened: Happened, _: Town) -> Iterable[Tell]:
    event: town_events.Event = happened.fact
    match event:
        case town_events.AllocationDecided(agency, unit, year, money, amount, cut, number, dated, inbox):
            allocated = told.MoneyAllocated(agency, unit, year, money, amount, cut, number, dated)
            return [Tell(inbox, allocated)] if inbox else []
        case town_events.EstimateReceived() | town_events.StandingHeard() | town_events.SettlementHeard():
            return []  # told to us
        case town_events.EstimatesConsolidated():
            return []  # goes to the UBND on paper
        case _:
            assert_never(event)
