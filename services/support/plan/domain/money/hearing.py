"""What a budget hears: from finance what was allocated, from the casework of its own agency what was decided and paid.

It is kept as it happened. Where there is no money the commitment waits for it ("chờ nguồn"); the payment does not.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.support.plan.domain.money.budget import Budget, evolve
from services.support.plan.domain.money.checks import finance_of
from services.support.plan.domain.money.commands import (
    CommitDecided,
    HearAllocation,
    HearBenefitPaid,
    Heard,
    HearPaymentStopped,
)
from services.support.plan.domain.money.commitment import Commitment
from services.support.plan.domain.money.coverage import fits, now_covered, now_uncovered
from services.support.plan.domain.money.events import (
    CommitmentReleased,
    Event,
    MoneyCommitted,
    MoneySpent,
    MoneyWasAllocated,
)
from shared.kernel.decider import Refused
from shared.kernel.law import Law

BENEFIT_SOURCES = "benefit_sources"
"""The list of the plan that says from which source decided benefits are paid: the first of it."""


def hear(command: Heard, budget: Budget, law: Law) -> Sequence[Event]:
    match command:
        case HearAllocation():
            return _allocated(command, budget)
        case CommitDecided():
            return _decided(command, budget, law)
        case HearBenefitPaid():
            return _paid(command, budget)
        case HearPaymentStopped():
            return _stopped(command, budget)
        case _:
            assert_never(command)


def _allocated(command: HearAllocation, budget: Budget) -> list[Event]:
    if (command.money, command.number, command.dated, command.amount, command.cut) in budget.papers:
        return []
    told = MoneyWasAllocated(**vars(command))
    after = evolve(budget, told)
    lost = now_uncovered(after, command.money)
    told = replace(told, uncovers=lost)
    return [replace(told, covers=now_covered(evolve(budget, told), command.money))]


def _decided(command: CommitDecided, budget: Budget, law: Law) -> list[Event]:
    """Which source pays it is said by the plan of the day; where none does, it waits until a person says so."""
    if budget.known_as(command.commitment):
        return []
    money, line = next(iter(law.listed(BENEFIT_SOURCES)), None), len(budget.lines) + 1
    covered = fits(budget, money, command.amount, (command.committed_on, line))
    return [
        MoneyCommitted(
            command.agency, command.unit, command.year, line, command.commitment, command.amount,
            command.committed_on, money, covered, benefit=command.benefit, urgent=True,
            inbox=finance_of(law),
        )
    ]  # fmt: skip


def _paid(command: HearBenefitPaid, budget: Budget) -> list[Event]:
    each = _known(command, budget)
    if (command.number, command.paid_on, command.amount) in each.vouchers:
        return []
    late = each.money in budget.settled
    whose = (command.agency, command.unit, command.year)
    return [MoneySpent(*whose, each.line, command.amount, command.number, command.paid_on, late)]


def _stopped(command: HearPaymentStopped, budget: Budget) -> list[Event]:
    each = _known(command, budget)
    if each.left == 0:
        return []
    whose = (command.agency, command.unit, command.year)
    freed = CommitmentReleased(*whose, each.line, each.left, command.released_on)
    return [replace(freed, covers=now_covered(evolve(budget, freed), each.money))]


def _known(command: HearBenefitPaid | HearPaymentStopped, budget: Budget) -> Commitment:
    if (each := budget.known_as(command.commitment)) is None:
        raise Refused("commitment.unknown", "nothing was committed for this")
    return each
