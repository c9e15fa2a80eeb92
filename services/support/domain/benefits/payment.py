"""Money that was decided, at whoever pays it: ordered, checked against the lead's register, paid, signed for.

Nothing is paid before the register has answered, nothing beyond what was decided, nothing that is reserved elsewhere, and
nothing once she has died.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never, get_args
from uuid import UUID

from services.support.domain.benefits.orders import (
    BenefitPaid,
    Command,
    Event,
    LearnRegister,
    OfOne,
    OrderStopped,
    PaymentOrdered,
    PaymentResumed,
    PaymentSuspended,
    RecordPayment,
    RegisterAnswered,
    StopOrder,
    SuspendPayments,
    TakeOrder,
)
from services.support.domain.following.words import DECEASED
from services.support.domain.words import PaymentStage
from shared.kernel.checks import must_follow
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law

__all__ = [
    "PAYMENT", "BenefitPaid", "Command", "Event", "LearnRegister", "Order", "OrderStopped", "Orders",
    "PaymentOrdered", "PaymentResumed", "PaymentSuspended",
    "RecordPayment", "RegisterAnswered", "StopOrder", "SuspendPayments", "TakeOrder",
]  # fmt: skip


@dataclass(frozen=True)
class Order:
    """One decision to pay."""

    ordered: PaymentOrdered
    register: RegisterAnswered | None = None
    paid: tuple[BenefitPaid, ...] = ()
    stopped: OrderStopped | None = None
    suspended: PaymentSuspended | None = None

    @property
    def id(self) -> UUID:
        return self.ordered.application

    @property
    def left(self) -> int:
        """What is still to be paid, in đồng."""
        return 0 if self.stopped else self.ordered.amount - self.paid_amount

    @property
    def paid_amount(self) -> int:
        return sum(each.amount for each in self.paid)

    @property
    def stage(self) -> PaymentStage:
        if self.stopped:
            return PaymentStage.STOPPED
        if self.left == 0:
            return PaymentStage.PAID
        if self.suspended:
            return PaymentStage.SUSPENDED
        if self.register is None:
            return PaymentStage.CHECKING
        return PaymentStage.TO_PAY if self.register.reserved else PaymentStage.HELD_BACK


@dataclass(frozen=True)
class Orders:
    """All that this agency has to pay to one person, oldest first."""

    all: tuple[Order, ...] = ()

    def find(self, wanted: UUID) -> Order:
        for each in self.all:
            if each.id == wanted:
                return each
        raise Refused("payment.not_ordered", "no decision orders us to pay this")


def evolve(known: Orders, event: Event) -> Orders:
    if isinstance(event, PaymentOrdered):
        return Orders((*known.all, Order(event)))
    return Orders(tuple(_moved(each, event) if each.id == event.application else each for each in known.all))


def _moved(order: Order, event: OfOne) -> Order:
    match event:
        case RegisterAnswered():
            return replace(order, register=event)
        case BenefitPaid():
            return replace(order, paid=(*order.paid, event))
        case OrderStopped():
            return replace(order, stopped=event)
        case PaymentSuspended():
            return replace(order, suspended=event)
        case PaymentResumed():
            return replace(order, suspended=None)
        case _:
            assert_never(event)


def decide(command: Command, known: Orders, law: Law) -> Sequence[Event]:  # noqa: ARG001 - no rule of law here
    match command:
        case TakeOrder():
            return _take(command, known)
        case LearnRegister():
            return _answered(command, known.find(command.application).register)
        case SuspendPayments():
            return _suspend(command, known)
        case RecordPayment():
            return _pay(command, known.find(command.application))
        case StopOrder():
            return _stop(command, known.find(command.application))
        case _:
            assert_never(command)


def _answered(command: LearnRegister, before: RegisterAnswered | None) -> list[Event]:
    if before and (before.reserved, before.held_by) == (command.reserved, command.held_by):
        return []
    freed = command.reserved and before is not None and not before.reserved
    return [RegisterAnswered(**vars(command), freed=freed)]


def _stop(command: StopOrder, order: Order) -> list[Event]:
    """What was paid in whole cannot be stopped: the lead hears of the payment."""
    if order.stopped or order.left == 0:
        return []
    return [OrderStopped(paid=order.paid_amount, **vars(command))]


def _take(command: TakeOrder, known: Orders) -> list[Event]:
    here = next((each for each in known.all if each.id == command.application), None)
    if here is None:
        return [PaymentOrdered(**vars(command))]
    return [PaymentResumed(here.id)] if here.suspended and here.left else []


def _suspend(command: SuspendPayments, known: Orders) -> list[Event]:
    """Only a death stops what was decided: whoever moved away or was lost can still come for it."""
    if command.reason != DECEASED:
        return []
    return [PaymentSuspended(each.id, **vars(command)) for each in known.all if each.left and not each.suspended]


def _pay(command: RecordPayment, order: Order) -> list[Event]:
    paid = BenefitPaid(**vars(command))
    if paid in order.paid:
        return []
    if order.stopped:
        raise Refused(
            "payment.stopped", f"the lead stopped it by paper {order.stopped.number} of {order.stopped.dated}"
        )
    if order.suspended:
        raise Refused("payment.suspended", "she died: a person looks at what is left")
    if order.register is None:
        raise Refused("payment.being_checked", "the lead's register has not answered yet")
    if not order.register.reserved:
        raise Refused("payment.held_back", "the same benefit is reserved under another application")
    must_follow(command.paid_on, order.ordered.dated, "payment.before_decision")
    if command.amount > order.left:
        raise Refused("payment.more_than_decided", f"{order.left} đồng are left to pay")
    if any(each.receipt == command.receipt for each in order.paid):
        raise Refused("payment.receipt_used", "this list was signed for another payment")
    return [paid]


PAYMENT = Decider("support.payment", "case", Orders(), evolve, decide, get_args(Event))
