"""What can be written into a budget, and what follows. What is heard is never refused for want of money: it waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never
from uuid import UUID, uuid5

from services.support.plan.domain.checks import must_know
from services.support.plan.domain.money.budget import COMMITMENTS, Budget, Commitment, evolve
from services.support.plan.domain.money.commands import (
    Command,
    CommitDecided,
    CommitMoney,
    DraftEstimate,
    HearAllocation,
    HearBenefitPaid,
    HearPaymentStopped,
    MoveCommitment,
    OfBudget,
    OfLine,
    PayCommitment,
    ReleaseCommitment,
    SettleSource,
    SubmitEstimate,
    TakePaymentBack,
    TransferMoney,
)
from services.support.plan.domain.money.coverage import fits, now_covered
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
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code, UnitCode

FINANCE = "budget"
"""The power of the agency that consolidates the estimates of the town."""
Whose = tuple[AgencyId, UnitCode | None, int]


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
            return _of_line(command, budget, law)


def _of_line(command: OfLine, budget: Budget, law: Law) -> Sequence[Event]:
    match command:
        case CommitMoney():
            return _commit(command, budget, law)
        case MoveCommitment():
            return _move(command, budget, law)
        case ReleaseCommitment():
            return _release(command, budget, law)
        case PayCommitment():
            return _pay(command, budget)
        case TakePaymentBack():
            return _take_back(command, budget, law)
        case _:
            assert_never(command)


def _draft(command: DraftEstimate, budget: Budget, law: Law) -> list[Event]:
    if not command.amounts:
        raise Refused("estimate.empty", "no source has an amount")
    for money in sorted(command.amounts):
        must_know(law, "money_sources", money)
    amounts = dict(sorted(command.amounts.items()))
    return [] if amounts == budget.drafted else [EstimateDrafted(*_whose(command), amounts)]


def _submit(command: SubmitEstimate, budget: Budget, law: Law) -> list[Event]:
    if not budget.drafted:
        raise Refused("estimate.none", "nothing is drafted")
    finance = law.holder(FINANCE)
    inbox = law.inbox("support", finance.id if finance else None)
    scan = command.scan or (budget.submitted.scan if budget.submitted and not budget.unsent else None)
    sent = EstimateSubmitted(*_whose(command), command.number, command.dated, budget.drafted, inbox, scan)
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
    moved = MoneyTransferred(*_whose(command), command.money, command.to, command.amount, command.number, command.dated)
    if any(replace(each, covers=()) == moved for each in budget.transfers):
        return []
    for money in (command.money, command.to):
        _must_be_open(budget, money)
    if (free := max(0, budget.figures(command.money).left)) < command.amount:
        raise Refused("transfer.more_than_free", f"{free} đồng of {command.money} are free")
    return [replace(moved, covers=now_covered(evolve(budget, moved), command.to))]


def _commit(command: CommitMoney, budget: Budget, law: Law) -> list[Event]:
    plan_of_year(law, command.year)
    must_know(law, "money_sources", command.money)
    must_know(law, "spending_kinds", command.kind)
    if command.committed_on.year != command.year:
        raise Refused("commitment.other_year", f"{command.committed_on} is not in {command.year}")
    _must_be_open(budget, command.money)
    what = (command.kind, command.money, command.amount, command.committed_on)
    for each in budget.lines:
        made = each.made
        if not command.again and each.owed and (made.kind, each.money, made.amount, made.committed_on) == what:
            raise Refused("commitment.twice", f"line {each.line} is the same")
    line = len(budget.lines) + 1
    covered = fits(budget, command.money, command.amount, (command.committed_on, line) if command.urgent else None)
    if not covered and not command.urgent:
        free = max(0, budget.figures(command.money).left)
        raise Refused("commitment.no_allocation", f"{free} đồng of {command.money} are free, others may wait for them")
    return [
        MoneyCommitted(
            *_whose(command), line, _own_id(command, line), command.amount, command.committed_on, command.money, covered,
            kind=command.kind, urgent=command.urgent, note=command.note,
        )
    ]  # fmt: skip


def _own_id(command: OfBudget, line: int) -> UUID:
    return uuid5(COMMITMENTS, f"{command.year}/{command.agency}/{command.unit or ''}/{line}")


def _move(command: MoveCommitment, budget: Budget, law: Law) -> list[Event]:
    must_know(law, "money_sources", command.money)
    each = _line(budget, command.line)
    if each.money == command.money:
        return []
    for money in {each.money, command.money} - {None}:
        _must_be_open(budget, money)
    if each.owed == 0:
        raise Refused("commitment.released", f"line {command.line} is owed no more")
    if each.covered and each.paid:
        raise Refused("commitment.paid_already", f"of line {command.line} {each.paid} đồng are paid from {each.money}")
    may_wait = each.made.urgent or each.of_casework
    covered = fits(budget, command.money, each.owed, each.order if may_wait else None)
    moved = CommitmentMoved(*_whose(command), command.line, command.money, command.number, command.dated, covered)
    if not covered and not may_wait:
        raise Refused("commitment.no_allocation", f"{command.money} has no {each.owed} đồng free")
    after = evolve(budget, moved)
    return [replace(moved, covers=now_covered(after, each.money))]


def _release(command: ReleaseCommitment, budget: Budget, law: Law) -> list[Event]:
    must_know(law, "release_reasons", command.reason)
    each = _line(budget, command.line)
    if each.of_casework:
        raise Refused("commitment.of_casework", "a payment is stopped in the file of the support, by its paper")
    _must_be_open(budget, each.money)
    if each.left == 0:
        return []
    freed = CommitmentReleased(
        *_whose(command), each.line, each.left, command.released_on, command.reason, note=command.note
    )
    return [replace(freed, covers=now_covered(evolve(budget, freed), each.money))]


def _pay(command: PayCommitment, budget: Budget) -> list[Event]:
    each = _line(budget, command.line)
    if (command.number, command.paid_on, command.amount) in each.vouchers:
        return []
    if each.of_casework:
        raise Refused("commitment.of_casework", "it is paid, and signed for, in the file of the support")
    _must_be_open(budget, each.money)
    _must_not_precede(command.paid_on, each)
    if any(voucher.number == command.number for voucher in each.vouchers):
        raise Refused("money.voucher_used", f"voucher {command.number} stands there with another amount or day")
    if each.waits and not each.made.urgent:
        raise Refused("commitment.waits", f"line {command.line} has no money yet and is not urgent")
    if command.amount > each.left:
        raise Refused("money.more_than_committed", f"{each.left} đồng of line {command.line} are left to pay")
    return [MoneySpent(*_whose(command), each.line, command.amount, command.number, command.paid_on)]


def _must_not_precede(day: date, each: Commitment) -> None:
    if day < each.made.committed_on:
        raise Refused("money.before_commitment", f"{day} is before {each.made.committed_on}")


def _take_back(command: TakePaymentBack, budget: Budget, law: Law) -> list[Event]:
    must_know(law, "take_back_reasons", command.reason)
    each = _line(budget, command.line)
    if each.of_casework:
        raise Refused("commitment.of_casework", "it is paid, and signed for, in the file of the support")
    _must_be_open(budget, each.money)
    voucher = next((one for one in each.vouchers if one.number == command.number), None)
    if voucher is None:
        raise Refused("money.no_voucher", f"line {command.line} has no voucher {command.number}")
    return [
        PaymentTakenBack(
            *_whose(command), each.line, voucher.amount, voucher.number, command.reason, command.taken_back_on
        )
    ]


def plan_of_year(law: Law, year: int) -> None:
    """Money is committed for the work of a plan: one has to run in that year."""
    if law.plan is None or not law.plan.effective_from.year <= year <= law.plan.effective_to.year:
        raise Refused("budget.no_plan", f"no plan of {year} runs on that day")


def _must_be_open(budget: Budget, money: Code | None) -> None:
    if money and money in budget.settled:
        raise Refused("settlement.done", f"{money} is settled by paper {budget.settled[money].number}")


def _line(budget: Budget, number: int) -> Commitment:
    if (line := budget.line(number)) is None:
        raise Refused("commitment.unknown", f"no line {number}")
    return line


def _whose(command: OfBudget) -> Whose:
    return command.agency, command.unit, command.year


BUDGET: Decider[Budget, Command, Event] = Decider(
    "support.budget", "plan", Budget(), evolve, decide,
    (
        EstimateDrafted, EstimateSubmitted, MoneyWasAllocated, MoneyTransferred, MoneyCommitted, CommitmentMoved,
        CommitmentReleased, MoneySpent, PaymentTakenBack, SourceSettled,
    ),
)  # fmt: skip
