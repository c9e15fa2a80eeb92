"""Decided money at whoever pays it: what can have happened with it, and what can be asked.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Identity, Note
from shared.kernel.words import Code, Digest, Dong, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True)
class PaymentOrdered:
    """The lead told what was decided and asks us to pay; the register is asked at once."""

    lead: Source
    application: UUID
    code: Code
    unit: UnitCode | None
    benefit: Code
    period: Code
    amount: Dong
    number: PaperNumber
    dated: date
    name: Identity | None = None


@dataclass(frozen=True)
class RegisterAnswered:
    """Reserved for this application; or `held_by` another one, and then nothing is paid. `freed`: that one gave its place
    back."""

    application: UUID
    reserved: bool
    held_by: UUID | None = None
    freed: bool = False


@dataclass(frozen=True)
class BenefitPaid:
    """So much was paid, signed for on the list `receipt` (danh sách ký nhận)."""

    application: UUID
    paid_on: date
    amount: Dong
    receipt: PaperNumber
    confirmed_by_person: bool
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class OrderStopped:
    """The lead told by which paper, and why, the rest is not paid; `paid` is what was paid until then, in đồng."""

    application: UUID
    number: PaperNumber
    dated: date
    reason: Code
    paid: int
    note: Note | None = None


@dataclass(frozen=True)
class PaymentSuspended:
    """She died: what is not paid yet is paid to nobody until a person has decided (`OrderStopped`)."""

    application: UUID
    suspended_on: date
    reason: Code


@dataclass(frozen=True)
class PaymentResumed:
    """The lead ordered anew what had been suspended."""

    application: UUID


OfOne = RegisterAnswered | BenefitPaid | OrderStopped | PaymentSuspended | PaymentResumed
"""What happens with money that was ordered."""
Event = PaymentOrdered | OfOne


@dataclass(frozen=True)
class TakeOrder:
    lead: Source
    application: UUID
    code: Code
    unit: UnitCode | None
    benefit: Code
    period: Code
    amount: Dong
    number: PaperNumber
    dated: date
    name: Identity | None = None


@dataclass(frozen=True)
class LearnRegister:
    application: UUID
    reserved: bool
    held_by: UUID | None = None


@dataclass(frozen=True)
class SuspendPayments:
    """The lead closed the case, for this reason (list `closing_reasons`)."""

    suspended_on: date
    reason: Code


@dataclass(frozen=True)
class RecordPayment:
    application: UUID
    paid_on: PastDate
    amount: Dong
    receipt: PaperNumber
    confirmed_by_person: bool
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class StopOrder:
    application: UUID
    number: PaperNumber
    dated: date
    reason: Code
    note: Note | None = None


Command = TakeOrder | LearnRegister | RecordPayment | StopOrder | SuspendPayments
