"""The lines of a budget: committed, moved, paid, released. What cannot wait is committed without money, and waits for it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never
from uuid import UUID, uuid5

from services.support.plan.domain.money.budget import COMMITMENTS, Budget, evolve
from services.support.plan.domain.money.checks import finance_of, must_be_open, plan_of_year, whose_of
from services.support.plan.domain.money.commands import (
    CommitMoney,
    MoveCommitment,
    OfBudget,
    OfLine,
    PayCommitment,
    ReleaseCommitment,
    TakePaymentBack,
)
from services.support.plan.domain.money.commitment import Commitment
from services.support.plan.domain.money.coverage import fits, now_covered
from services.support.plan.domain.money.events import (
    CommitmentMoved,
    CommitmentReleased,
    Event,
    MoneyCommitted,
    MoneySpent,
    PaymentTakenBack,
)
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law


def decide_line(command: OfLine, budget: Budget, law: Law) -> Sequence[Event]:
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


def _commit(command: CommitMoney, budget: Budget, law: Law) -> list[Event]:
    plan_of_year(law, command.year)
    must_know(law, "money_sources", command.money)
    must_know(law, "spending_kinds", command.kind)
    if command.committed_on.year != command.year:
        raise Refused("commitment.other_year", f"{command.committed_on} is not in {command.year}")
    must_be_open(budget, command.money)
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
            *whose_of(command), line, _own_id(command, line), command.amount, command.committed_on, command.money, covered,
            kind=command.kind, urgent=command.urgent, note=command.note, inbox=finance_of(law),
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
        must_be_open(budget, money)
    if each.owed == 0:
        raise Refused("commitment.released", f"line {command.line} is owed no more")
    if each.covered and each.paid:
        raise Refused("commitment.paid_already", f"of line {command.line} {each.paid} đồng are paid from {each.money}")
    may_wait = each.made.urgent or each.of_casework
    covered = fits(budget, command.money, each.owed, each.order if may_wait else None)
    moved = CommitmentMoved(*whose_of(command), command.line, command.money, command.number, command.dated, covered)
    if not covered and not may_wait:
        raise Refused("commitment.no_allocation", f"{command.money} has no {each.owed} đồng free")
    after = evolve(budget, moved)
    return [replace(moved, covers=now_covered(after, each.money))]


def _release(command: ReleaseCommitment, budget: Budget, law: Law) -> list[Event]:
    must_know(law, "release_reasons", command.reason)
    each = _line(budget, command.line)
    if each.of_casework:
        raise Refused("commitment.of_casework", "a payment is stopped in the file of the support, by its paper")
    must_be_open(budget, each.money)
    if each.left == 0:
        return []
    freed = CommitmentReleased(
        *whose_of(command), each.line, each.left, command.released_on, command.reason, note=command.note
    )
    return [replace(freed, covers=now_covered(evolve(budget, freed), each.money))]


def _pay(command: PayCommitment, budget: Budget) -> list[Event]:
    each = _line(budget, command.line)
    if (command.number, command.paid_on, command.amount) in each.vouchers:
        return []
    if each.of_casework:
        raise Refused("commitment.of_casework", "it is paid, and signed for, in the file of the support")
    must_be_open(budget, each.money)
    must_follow(command.paid_on, each.made.committed_on, "money.before_commitment")
    if any(voucher.number == command.number for voucher in each.vouchers):
        raise Refused("money.voucher_used", f"voucher {command.number} stands there with another amount or day")
    if each.waits and not each.made.urgent:
        raise Refused("commitment.waits", f"line {command.line} has no money yet and is not urgent")
    if command.amount > each.left:
        raise Refused("money.more_than_committed", f"{each.left} đồng of line {command.line} are left to pay")
    return [MoneySpent(*whose_of(command), each.line, command.amount, command.number, command.paid_on)]


def _take_back(command: TakePaymentBack, budget: Budget, law: Law) -> list[Event]:
    must_know(law, "take_back_reasons", command.reason)
    each = _line(budget, command.line)
    if each.of_casework:
        raise Refused("commitment.of_casework", "it is paid, and signed for, in the file of the support")
    must_be_open(budget, each.money)
    voucher = next((one for one in each.vouchers if one.number == command.number), None)
    if voucher is None:
        raise Refused("money.no_voucher", f"line {command.line} has no voucher {command.number}")
    return [
        PaymentTakenBack(
            *whose_of(command), each.line, voucher.amount, voucher.number, command.reason, command.taken_back_on
        )
    ]


def _line(budget: Budget, number: int) -> Commitment:
    if (line := budget.line(number)) is None:
        raise Refused("commitment.unknown", f"no line {number}")
    return line
