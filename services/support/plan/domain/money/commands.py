"""What can be asked of a budget. The desk adds `agency`, `unit` and `year`: whose it is. What is heard, nobody types.

A code without a list is of the lists of the budget's year, which may be past: the rules look it up there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.support.plan.domain.words import SourceOfMoney
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, PaperNumber, PastDate, Source, UnitCode

Whole = Annotated[int, Meta(ge=0, le=10**12)]
"""Whole đồng, none too."""
Year = Annotated[int, Meta(ge=2000, le=2200)]


@dataclass(frozen=True, kw_only=True)
class OfBudget:
    agency: AgencyId
    unit: UnitCode | None = None
    year: Year


@dataclass(frozen=True, kw_only=True)
class DraftEstimate(OfBudget):
    amounts: Mapping[SourceOfMoney, Dong]


@dataclass(frozen=True, kw_only=True)
class SubmitEstimate(OfBudget):
    number: PaperNumber
    dated: PastDate
    scan: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class TransferMoney(OfBudget):
    """From `money` to another source, by a paper that decided it."""

    money: Code
    to: Code
    amount: Dong
    number: PaperNumber
    dated: PastDate


@dataclass(frozen=True, kw_only=True)
class CommitMoney(OfBudget):
    """`urgent`: an essential that cannot wait; without money it waits for it and is paid all the same. `again`: yes, the same
    once more that day."""

    kind: Annotated[Code, Meta(extra={"list": "spending_kinds"})]
    money: SourceOfMoney
    amount: Dong
    committed_on: PastDate
    urgent: bool = False
    again: bool = False
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class MoveCommitment(OfBudget):
    line: int
    money: Code
    number: PaperNumber
    dated: PastDate


@dataclass(frozen=True, kw_only=True)
class ReleaseCommitment(OfBudget):
    line: int
    released_on: PastDate
    reason: Code
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class PayCommitment(OfBudget):
    line: int
    amount: Dong
    number: PaperNumber
    paid_on: PastDate


@dataclass(frozen=True, kw_only=True)
class TakePaymentBack(OfBudget):
    line: int
    number: PaperNumber
    reason: Code
    taken_back_on: PastDate


@dataclass(frozen=True, kw_only=True)
class SettleSource(OfBudget):
    money: Code
    returned: Whole = 0
    carried: Whole = 0
    reason: Code | None = None
    number: PaperNumber
    dated: PastDate
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class HearAllocation(OfBudget):
    """Finance told."""

    money: Code
    amount: Dong
    cut: bool
    number: PaperNumber
    dated: date
    finance: Source


@dataclass(frozen=True, kw_only=True)
class CommitDecided(OfBudget):
    """A support decision orders us to pay: the money is committed, whether there is some or not."""

    commitment: UUID
    benefit: Code
    amount: Dong
    committed_on: date


@dataclass(frozen=True, kw_only=True)
class HearBenefitPaid(OfBudget):
    """What was decided was paid, in whole or in part."""

    commitment: UUID
    amount: Dong
    number: PaperNumber
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class HearPaymentStopped(OfBudget):
    commitment: UUID
    released_on: date


Heard = HearAllocation | CommitDecided | HearBenefitPaid | HearPaymentStopped
OfLine = CommitMoney | MoveCommitment | ReleaseCommitment | PayCommitment | TakePaymentBack
"""What is asked of one commitment."""
Command = (
    DraftEstimate | SubmitEstimate | TransferMoney | CommitMoney | MoveCommitment | ReleaseCommitment | PayCommitment
    | TakePaymentBack | SettleSource | HearAllocation | CommitDecided | HearBenefitPaid | HearPaymentStopped
)  # fmt: skip
