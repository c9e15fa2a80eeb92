"""Whenever finance hears of a budget, or a budget hears of finance, this is what is written down of it."""

from collections.abc import Callable, Mapping

from services.support.plan.domain.money.budget import budget_id
from services.support.plan.domain.money.commands import HearAllocation
from services.support.plan.domain.money.rules import BUDGET
from services.support.plan.domain.money.town import town_id
from services.support.plan.domain.money.town_commands import HearEstimate, HearSettlement, HearStanding
from services.support.plan.domain.money.town_rules import TOWN
from shared.contracts.handed import SourceStands
from shared.contracts.support_money import BudgetStood, EstimateSubmitted, MoneyAllocated, SourceSettled
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.kernel.town_money import SourceStanding


def take_the_estimate_whenever_one_was_submitted(heard: Heard) -> list[Act]:
    told: EstimateSubmitted = heard.message
    said = {**vars(told), "standing": _standing(told.standing)}
    return [Act(TOWN, town_id(told.year), HearEstimate(sender=heard.sender, **said))]


def know_how_it_stands_whenever_money_moved(heard: Heard) -> list[Act]:
    told: BudgetStood = heard.message
    said = {**vars(told), "standing": _standing(told.standing)}
    return [Act(TOWN, town_id(told.year), HearStanding(sender=heard.sender, **said))]


def take_the_settlement_whenever_a_source_was_settled(heard: Heard) -> list[Act]:
    told: SourceSettled = heard.message
    return [Act(TOWN, town_id(told.year), HearSettlement(sender=heard.sender, **vars(told)))]


def cover_what_waits_whenever_money_was_allocated(heard: Heard) -> list[Act]:
    told: MoneyAllocated = heard.message
    budget = budget_id(told.year, told.agency, told.unit)
    return [Act(BUDGET, budget, HearAllocation(finance=heard.sender, **vars(told)))]


def _standing(told: tuple[SourceStands, ...]) -> tuple[SourceStanding, ...]:
    return tuple(SourceStanding(**vars(each)) for each in told)


OF_MONEY: Mapping[type, Callable[[Heard], list[Act]]] = {
    EstimateSubmitted: take_the_estimate_whenever_one_was_submitted,
    BudgetStood: know_how_it_stands_whenever_money_moved,
    SourceSettled: take_the_settlement_whenever_a_source_was_settled,
    MoneyAllocated: cover_what_waits_whenever_money_was_allocated,
}
