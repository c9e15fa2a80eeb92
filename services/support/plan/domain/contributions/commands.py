"""What can be asked of a contribution. The desk adds whose it is: `agency`, `unit` and `donor`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.support.plan.domain.words import People
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, PaperNumber, PastDate, UnitCode

Goods = Annotated[Code, Meta(extra={"list": "contribution_goods"})]
Measure = Annotated[Code, Meta(extra={"list": "goods_measures"})]
Skill = Annotated[Code, Meta(extra={"list": "contribution_skills"})]
ItemOfUse = Annotated[Code, Meta(extra={"list": "contribution_uses"})]
StrikingReason = Annotated[Code, Meta(extra={"list": "striking_reasons"})]
Quantity = Annotated[int, Meta(ge=1, le=10_000_000)]
Hours = Annotated[int, Meta(ge=1, le=100_000)]
Size = Annotated[int, Meta(ge=1, le=10**12)]
"""So many đồng, pieces or hours: in what the contribution is counted in."""


@dataclass(frozen=True, kw_only=True)
class _Offer:
    """Somebody offered or promised something on this day."""

    agency: AgencyId
    unit: UnitCode | None = None
    donor: UUID
    pledged_on: PastDate


@dataclass(frozen=True, kw_only=True)
class _OfMoney(_Offer):
    amount: Dong


@dataclass(frozen=True, kw_only=True)
class _OfGoods(_Offer):
    goods: Goods
    quantity: Quantity
    measure: Measure


@dataclass(frozen=True, kw_only=True)
class _OfSkills(_Offer):
    skill: Skill
    hours: Hours


@dataclass(frozen=True, kw_only=True)
class _Terms:
    """What was agreed with it; what is received at once, all of it, is said with `received_on`. A form asks for this last."""

    purpose: ItemOfUse | None = None
    until: date | None = None
    received_on: PastDate | None = None
    receipt: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class PledgeMoney(_Terms, _OfMoney):
    pass


@dataclass(frozen=True, kw_only=True)
class PledgeGoods(_Terms, _OfGoods):
    pass


@dataclass(frozen=True, kw_only=True)
class PledgeSkills(_Terms, _OfSkills):
    pass


Pledge = PledgeMoney | PledgeGoods | PledgeSkills


@dataclass(frozen=True, kw_only=True)
class ReceiveContribution:
    """`more`: yes, more came than was promised; `again`: yes, as much came once more that day."""

    received_on: PastDate
    size: Size
    receipt: PaperNumber | None = None
    good_until: date | None = None
    scan: Digest | None = None
    more: bool = False
    again: bool = False
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class UseContribution:
    """`again`: yes, as much was used once more that day for the same."""

    used_on: PastDate
    use: ItemOfUse
    size: Size
    people: People | None = None
    again: bool = False
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ReleasePurpose:
    agreed_on: PastDate
    use: ItemOfUse
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ThankDonor:
    thanked_on: PastDate
    way: Annotated[Code, Meta(extra={"list": "thanks_ways"})]
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class RefuseGift:
    refused_on: PastDate
    reason: Annotated[Code, Meta(extra={"list": "gift_refusal_reasons"})]
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class CloseContribution:
    closed_on: PastDate
    unkept: Annotated[Code, Meta(extra={"list": "unkept_reasons"})] | None = None
    left_over: Annotated[Code, Meta(extra={"list": "left_over_reasons"})] | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class StrikeReceipt:
    number: int
    reason: StrikingReason
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class StrikeUse:
    number: int
    reason: StrikingReason
    note: Note | None = None


Command = (
    PledgeMoney
    | PledgeGoods
    | PledgeSkills
    | ReceiveContribution
    | StrikeReceipt
    | ReleasePurpose
    | UseContribution
    | StrikeUse
    | ThankDonor
    | RefuseGift
    | CloseContribution
)
