"""What finance can write down of the town's money, and what follows. What is heard is kept as it was told."""

from collections.abc import Sequence
from typing import assert_never

from services.support.plan.domain.money.town import Town, evolve, keys_of, whose
from services.support.plan.domain.money.town_commands import (
    AllocateMoney,
    Command,
    ConsolidateEstimates,
    HearEstimate,
    HearSettlement,
    HearStanding,
)
from services.support.plan.domain.money.town_events import (
    AllocationDecided,
    EstimateReceived,
    EstimatesConsolidated,
    Event,
    SettlementHeard,
    StandingHeard,
)
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code, Source

LEADS = "lead"
"""Keeps the budgets of agencies that have no place of their own to write."""


def decide(command: Command, town: Town, law: Law) -> Sequence[Event]:
    match command:
        case ConsolidateEstimates():
            return _consolidate(command, town)
        case AllocateMoney():
            return _allocate(command, town, law)
        case HearEstimate():
            received = EstimateReceived(**vars(command))
            return [] if town.part(command.agency, command.unit).estimate == received else [received]
        case HearStanding():
            same = town.part(command.agency, command.unit).standing == command.standing
            return [] if same else [StandingHeard(**vars(command))]
        case HearSettlement():
            heard = SettlementHeard(**vars(command))
            same = town.part(command.agency, command.unit).settled.get(command.money) == heard
            return [] if same else [heard]
        case _:
            assert_never(command)


def _consolidate(command: ConsolidateEstimates, town: Town) -> list[Event]:
    sent = EstimatesConsolidated(command.year, command.number, command.dated, town.included(), town.totals())
    if town.consolidated and town.consolidated[-1] == sent:
        return []
    if not town.estimates():
        raise Refused("consolidation.empty", "no estimate has come yet")
    if not town.is_new():
        raise Refused("consolidation.nothing_new", f"paper {town.consolidated[-1].number} holds the same estimates")
    return [sent]


def _allocate(command: AllocateMoney, town: Town, law: Law) -> list[Event]:
    if law.plan:  # next year's is allocated before its plan is there: the door asked for a source of today's lists
        must_know(law, "money_sources", command.money)
    if command.whose not in budgets_of(law):
        raise Refused("budget.unknown", f"there is no budget {command.whose} on that day")
    agency, unit = whose(command.whose)
    decided = AllocationDecided(
        agency, unit, command.year, command.money, command.amount, command.cut, command.number, command.dated,
        keeper(law, agency),
    )  # fmt: skip
    same_paper = [
        each for each in town.decided
        if (each.agency, each.unit, each.money, each.number) == (agency, unit, command.money, command.number)
    ]  # fmt: skip
    if decided in same_paper:
        return []
    if same_paper:
        raise Refused("allocation.paper_used", f"by paper {command.number} it got {same_paper[-1].amount} đồng")
    if command.cut:
        _must_not_be_committed(command, town)
    return [decided]


def _must_not_be_committed(command: AllocateMoney, town: Town) -> None:
    """Nothing is cut below what is committed, as far as told; what crosses on its way is settled where it is heard."""
    stands = town.part(*whose(command.whose)).of(command.money)
    if command.amount > stands.allocated:
        raise Refused("allocation.more_than_there_is", f"{stands.allocated} đồng are allocated")
    if command.amount > stands.left:
        raise Refused("allocation.below_committed", f"{max(0, stands.left)} đồng of it are not committed")


def budgets_of(law: Law) -> list[Code]:
    """Whose budgets there are on the law's day."""
    return keys_of((agency, law.units_of(agency)) for agency in sorted(law.agencies))


def keeper(law: Law, agency: AgencyId) -> Source | None:
    """Where the budget of an agency is kept: at its own desk, else at the lead's."""
    lead = law.holder(LEADS)
    return law.inbox("support", agency) or law.inbox("support", lead.id if lead else None)


TOWN: Decider[Town, Command, Event] = Decider(
    "support.town_budget", "plan", Town(), evolve, decide,
    (EstimateReceived, StandingHeard, SettlementHeard, EstimatesConsolidated, AllocationDecided),
)  # fmt: skip
