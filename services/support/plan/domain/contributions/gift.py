"""One contribution in figures: what was promised, what came in and went out, how far it is. Nothing in it is sealed, so lists
keep it as it is."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from services.support.plan.domain.contributions.account import Account, Receipt, Use
from services.support.plan.domain.contributions.events import (
    ContributionClosed,
    ContributionPledged,
    ContributionReceived,
    ContributionUsed,
    DonorThanked,
    Event,
    GiftKind,
    GiftRefused,
    PurposeReleased,
    ReceiptStruck,
    UseStruck,
)
from shared.kernel.words import Code, UnitCode


class Stage(StrEnum):
    """How far it is. The words differ from those of cases: the table of rights has one list of stages for all files."""

    NONE = "none"
    PROMISED = "promised"
    IN_HAND = "in_hand"
    SETTLED = "settled"
    TURNED_DOWN = "turned_down"


OPEN = frozenset({Stage.PROMISED, Stage.IN_HAND})


@dataclass(frozen=True)
class Release:
    """From which day on it may be used for something it was not bound to."""

    use: Code
    since: date


@dataclass(frozen=True)
class Gift:
    unit: UnitCode | None = None
    donor: UUID | None = None
    kind: GiftKind = GiftKind.MONEY
    item: Code | None = None
    measure: Code = "-"
    promised: int = 0
    pledged_on: date | None = None
    until: date | None = None
    purpose: Code | None = None
    released: tuple[Release, ...] = ()
    account: Account = field(default_factory=Account)
    thanked_on: date | None = None
    closed_on: date | None = None
    unkept: Code | None = None
    left_over: Code | None = None
    stage: Stage = Stage.NONE

    @property
    def missing(self) -> int:
        """What was promised and has not come."""
        return max(0, self.promised - self.account.received)

    def may_be_used_for(self, use: Code, day: date) -> bool:
        """Not bound, or bound to this, or the donor had agreed by that day."""
        if self.purpose in (None, use):
            return True
        return any(each.use == use and each.since <= day for each in self.released)


def after(gift: Gift, event: Event) -> Gift:
    match event:
        case ContributionPledged():
            return Gift(
                event.unit, event.donor, event.kind, event.item, event.measure, event.size, event.pledged_on, event.until,
                event.purpose, stage=Stage.PROMISED,
            )  # fmt: skip
        case ContributionReceived() | ReceiptStruck() | ContributionUsed() | UseStruck():
            account = _moved(gift.account, event)
            return replace(gift, account=account, stage=Stage.IN_HAND if account.came else Stage.PROMISED)
        case PurposeReleased(agreed_on=day, use=use):
            return replace(gift, released=(*gift.released, Release(use, day)))
        case DonorThanked(thanked_on=day):
            return replace(gift, thanked_on=day)
        case GiftRefused(refused_on=day):
            return replace(gift, closed_on=day, stage=Stage.TURNED_DOWN)
        case ContributionClosed(closed_on=day, unkept=unkept, left_over=left_over):
            return replace(gift, closed_on=day, unkept=unkept, left_over=left_over, stage=Stage.SETTLED)
        case _:
            assert_never(event)


def _moved(account: Account, event: ContributionReceived | ReceiptStruck | ContributionUsed | UseStruck) -> Account:
    match event:
        case ContributionReceived():
            return account.with_receipt(
                Receipt(
                    event.number, event.received_on, event.size, event.receipt, event.good_until, event.late, event.scan
                )
            )
        case ContributionUsed():
            return account.with_use(Use(event.number, event.used_on, event.use, event.size, event.people))
        case ReceiptStruck(number=number):
            return account.without_receipt(number)
        case UseStruck(number=number):
            return account.without_use(number)
        case _:
            assert_never(event)


@dataclass(frozen=True)
class Contribution:
    """A contribution with all that was told of it: the figures of it are `gift`."""

    gift: Gift = field(default_factory=Gift)
    told: tuple[Event, ...] = ()


def evolve(contribution: Contribution, event: Event) -> Contribution:
    return Contribution(after(contribution.gift, event), (*contribution.told, event))
