"""Contributions as numbers, and donors by their kind: who gives stands sealed, and is not read."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.reporting.projections.plan.ledgers import OfLedger, by_ledger
from services.reporting.projections.shape import Shape
from shared.journal import JournalEntry
from shared.kernel.words import Code


class DonorRecorded(Shape, frozen=True, kw_only=True):
    """Or corrected: of which kind the donor is."""

    kind: Code


class ContributionPledged(Shape, frozen=True, kw_only=True):
    donor: UUID
    pledged_on: date
    kind: Code
    size: int


class ContributionReceived(Shape, frozen=True, kw_only=True):
    number: int
    received_on: date
    size: int


class ContributionUsed(Shape, frozen=True, kw_only=True):
    number: int
    used_on: date
    size: int
    people: int | None = None


class ReceiptStruck(Shape, frozen=True, kw_only=True):
    number: int


class UseStruck(Shape, frozen=True, kw_only=True):
    number: int


class GiftEnded(Shape, frozen=True, kw_only=True):
    """It was not taken, or nothing more is expected of it."""


DonorFact: TypeAlias = DonorRecorded
GiftFact: TypeAlias = (
    ContributionPledged | ContributionReceived | ContributionUsed | ReceiptStruck | UseStruck | GiftEnded
)
DONOR_READ: dict[str, type[DonorFact]] = {
    "support.donor.DonorRecorded": DonorRecorded,
    "support.donor.DonorCorrected": DonorRecorded,
}
GIFT_READ: dict[str, type[GiftFact]] = {
    "support.contribution.ContributionPledged": ContributionPledged,
    "support.contribution.ContributionReceived": ContributionReceived,
    "support.contribution.ContributionUsed": ContributionUsed,
    "support.contribution.ReceiptStruck": ReceiptStruck,
    "support.contribution.UseStruck": UseStruck,
    "support.contribution.GiftRefused": GiftEnded,
    "support.contribution.ContributionClosed": GiftEnded,
}


@dataclass(frozen=True)
class Line:
    """A part that came, or was used; of how many people it reached, where that was counted."""

    number: int
    day: date
    size: int
    people: int | None = None


@dataclass(frozen=True)
class Gift(OfLedger):
    """What was promised, what `came` of it and what `went`; what was struck out does not count."""

    donor: UUID | None = None
    kind: Code = "-"
    pledged_on: date | None = None
    promised: int = 0
    came: tuple[Line, ...] = ()
    went: tuple[Line, ...] = ()
    open: bool = False


@dataclass(frozen=True)
class Donor(OfLedger):
    kind: Code = "-"


def _gift(gift: Gift, fact: GiftFact, _: JournalEntry) -> Gift:
    match fact:
        case ContributionPledged(donor=donor, pledged_on=day, kind=kind, size=size):
            return Gift(donor=donor, kind=kind, pledged_on=day, promised=size, open=True)
        case ContributionReceived(number=number, received_on=day, size=size):
            return replace(gift, came=(*gift.came, Line(number, day, size)))
        case ContributionUsed(number=number, used_on=day, size=size, people=people):
            return replace(gift, went=(*gift.went, Line(number, day, size, people)))
        case ReceiptStruck(number=number):
            return replace(gift, came=tuple(each for each in gift.came if each.number != number))
        case UseStruck(number=number):
            return replace(gift, went=tuple(each for each in gift.went if each.number != number))
        case GiftEnded():
            return replace(gift, open=False)


def _donor(donor: Donor, fact: DonorFact, _: JournalEntry) -> Donor:
    return replace(donor, kind=fact.kind)


GIFTS = by_ledger("reporting.gifts.v1", Gift, GIFT_READ, _gift)
DONORS = by_ledger("reporting.donors.v1", Donor, DONOR_READ, _donor)
