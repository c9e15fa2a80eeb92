"""What can be written into a budget, and what follows. What is heard is never refused for want of money: it waits."""

from collections.abc import Sequence
from dataclasses import replace

from services.support.plan.domain.money.budget import Budget, evolve
from services.support.plan.domain.money.checks import finance_of, must_be_open, whose_of
from services.support.plan.domain.money.commands import (
    Command,
    CommitDecided,
    DraftEstimate,
    HearAllocation,
    HearBenefitPaid,
    HearPaymentStopped,
    SettleSource,
    SubmitEstimate,
    TransferMoney,
)
from services.support.plan.domain.money.commitments import decide_line
from services.support.plan.domain.money.coverage import now_covered
from services.support.plan.domain.money.events import (
    CommitmentMoved,
    CommitmentReleased,
    EstimateDrafted,
    EstimateSubmitted,
    Event,
    MoneyCommitted,
    MoneySpent,
    MoneyTransferred,
    MoneyWasAllocated,
    PaymentTakenBack,
    SourceSettled,
)
from services.support.plan.domain.money.hearing import hear
from services.support.plan.domain.money.settling import settle
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law


def decide(command: Command, budget: Budget, law: Law) -> Sequence[Event]:
    """`law` is that of the last day of the budget year: papers are older than the plan, and settled when it is over. Estimates
    are drafted under the law of their own day, the year before."""
    match command:
        case DraftEstimate():
            return _draft(command, budget, law)
        case SubmitEstimate():
            return _submit(command, budget, law)
        case TransferMoney():
            return _transfer(command, budget, law)
        case SettleSource():
            return settle(command, budget, law)
        case HearAllocation() | CommitDecided() | HearBenefitPaid() | HearPaymentStopped():
            return hear(command, budget, law)
        case _:
            return decide_line(command, budget, law)


def _draft(command: DraftEstimate, budget: Budget, law: Law) -> list[Event]:
    if not command.amounts:
        raise Refused("estimate.empty", "no source has an amount")
    for money in sorted(command.amounts):
        must_know(law, "money_sources", money)
    amounts = dict(sorted(command.amounts.items()))
    return [] if amounts == budget.drafted else [EstimateDrafted(*whose_of(command), amounts)]


def _submit(command: SubmitEstimate, budget: Budget, law: Law) -> list[Event]:
    if not budget.drafted:
        raise Refused("estimate.none", "nothing is drafted")
    scan = command.scan or (budget.submitted.scan if budget.submitted and not budget.unsent else None)
    sent = EstimateSubmitted(*whose_of(command), command.number, command.dated, budget.drafted, finance_of(law), scan)
    if budget.submitted == sent:
        return []
    if budget.submitted and not budget.unsent:
        raise Refused("estimate.submitted_already", f"the same estimate went with paper {budget.submitted.number}")
    return [sent]


def _transfer(command: TransferMoney, budget: Budget, law: Law) -> list[Event]:
    for money in (command.money, command.to):
        must_know(law, "money_sources", money)
    if command.money == command.to:
        raise Refused("transfer.same_source", "from a source to itself")
    moved = MoneyTransferred(
        *whose_of(command), command.money, command.to, command.amount, command.number, command.dated
    )
    if any(replace(each, covers=()) == moved for each in budget.transfers):
        return []
    for money in (command.money, command.to):
        must_be_open(budget, money)
    if (free := max(0, budget.figures(command.money).left)) < command.amount:
        raise Refused("transfer.more_than_free", f"{free} đồng of {command.money} are free")
    return [replace(moved, covers=now_covered(evolve(budget, moved), command.to))]


BUDGET: Decider[Budget, Command, Event] = Decider(
    "support.budget", "plan", Budget(), evolve, decide,
    (
        EstimateDrafted, EstimateSubmitted, MoneyWasAllocated, MoneyTransferred, MoneyCommitted, CommitmentMoved,
        CommitmentReleased, MoneySpent, PaymentTakenBack, SourceSettled,
    ),
)  # fmt: skip
