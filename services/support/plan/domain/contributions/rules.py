"""What can be written down of a contribution: what was promised, for what, with thanks, until it is settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.contributions.account_rules import receive, strike_receipt, strike_use, use
from services.support.plan.domain.contributions.checks import USES, must_be_open
from services.support.plan.domain.contributions.commands import (
    CloseContribution,
    Command,
    Pledge,
    PledgeGoods,
    PledgeMoney,
    PledgeSkills,
    ReceiveContribution,
    RefuseGift,
    ReleasePurpose,
    StrikeReceipt,
    StrikeUse,
    ThankDonor,
    UseContribution,
)
from services.support.plan.domain.contributions.events import (
    DONG,
    HOURS,
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
from services.support.plan.domain.contributions.gift import Contribution, Gift, Stage, after, evolve
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law

NUMBERED = "numbered"
"""The group of those ways of thanking that are a paper with a number."""


def decide(command: Command, known: Contribution, law: Law) -> Sequence[Event]:
    """`law` is that of the day on which it was done: its plan brings the lists of codes."""
    match command:
        case PledgeMoney() | PledgeGoods() | PledgeSkills():
            return _pledge(command, known, law)
        case RefuseGift():
            return _refuse(command, known, law)
        case CloseContribution():
            return _close(command, known, law)
        case _:
            if known.gift.stage is Stage.NONE:
                raise Refused("contribution.unknown", "no such contribution is written down here")
            return _of_one(command, known, law)


def _of_one(
    command: ReceiveContribution | StrikeReceipt | ReleasePurpose | UseContribution | StrikeUse | ThankDonor,
    known: Contribution,
    law: Law,
) -> Sequence[Event]:
    match command:
        case ReceiveContribution():
            return receive(command, known.gift)
        case StrikeReceipt():
            return strike_receipt(command, known.gift, law)
        case ReleasePurpose():
            return _release(command, known.gift, law)
        case UseContribution():
            return use(command, known.gift, law)
        case StrikeUse():
            return strike_use(command, known.gift, law)
        case ThankDonor():
            return _thank(command, known, law)
        case _:
            assert_never(command)


def _pledge(command: Pledge, known: Contribution, law: Law) -> list[Event]:
    pledged = _pledged(command, law)
    if known.told:
        if known.told[0] == replace(pledged, note=known.told[0].note):
            return []
        raise Refused("contribution.pledged_already", "another promise stands here")
    if command.purpose:
        must_know(law, USES, command.purpose)
    if command.until:
        must_follow(command.until, command.pledged_on, "contribution.until_before_pledge")
    if command.received_on is None:
        if command.receipt:
            raise Refused("contribution.receipt_without_day", "a receipt without the day on which it was received")
        return [pledged]
    received = ReceiveContribution(received_on=command.received_on, size=pledged.size, receipt=command.receipt)
    return [pledged, *receive(received, after(known.gift, pledged))]


def _pledged(command: Pledge, law: Law) -> ContributionPledged:
    whose = (command.agency, command.unit, command.donor, command.pledged_on)
    rest = (command.purpose, command.until, command.note)
    match command:
        case PledgeMoney(amount=amount):
            return ContributionPledged(*whose, GiftKind.MONEY, None, amount, DONG, *rest)
        case PledgeGoods(goods=goods, quantity=quantity, measure=measure):
            must_know(law, "contribution_goods", goods)
            must_know(law, "goods_measures", measure)
            return ContributionPledged(*whose, GiftKind.GOODS, goods, quantity, measure, *rest)
        case PledgeSkills(skill=skill, hours=hours):
            must_know(law, "contribution_skills", skill)
            return ContributionPledged(*whose, GiftKind.SKILLS, skill, hours, HOURS, *rest)
        case _:
            assert_never(command)


def _release(command: ReleasePurpose, gift: Gift, law: Law) -> list[Event]:
    if any((each.use, each.since) == (command.use, command.agreed_on) for each in gift.released):
        return []
    must_be_open(gift)
    must_know(law, USES, command.use)
    if gift.purpose is None:
        raise Refused("contribution.not_bound", "the donor bound it to nothing")
    if gift.purpose == command.use:
        raise Refused("contribution.bound_to_this", "it is for this that the donor gave it")
    must_follow(command.agreed_on, gift.pledged_on, "contribution.before_pledge")
    return [PurposeReleased(command.agreed_on, command.use, command.note)]


def _thank(command: ThankDonor, known: Contribution, law: Law) -> list[Event]:
    said = (command.thanked_on, command.way, command.number)
    if any(isinstance(e, DonorThanked) and (e.thanked_on, e.way, e.number) == said for e in known.told):
        return []
    must_be_open(known.gift)
    must_know(law, "thanks_ways", command.way)
    if law.lists["thanks_ways"][command.way].group == NUMBERED and command.number is None:
        raise Refused("contribution.needs_number", "a letter has a number")
    came = known.gift.account.came
    if not came:
        raise Refused("contribution.nothing_received", "nothing came to thank for")
    must_follow(command.thanked_on, min(each.day for each in came), "contribution.thanked_before_received")
    return [DonorThanked(**vars(command))]


def _refuse(command: RefuseGift, known: Contribution, law: Law) -> list[Event]:
    if any(
        isinstance(e, GiftRefused) and (e.refused_on, e.reason) == (command.refused_on, command.reason)
        for e in known.told
    ):
        return []
    gift = known.gift
    must_be_open(gift)
    must_know(law, "gift_refusal_reasons", command.reason)
    if gift.account.came:
        raise Refused("contribution.received_already", "it was taken; what is given back is said when it is closed")
    must_follow(command.refused_on, gift.pledged_on, "contribution.before_pledge")
    return [GiftRefused(**vars(command))]


def _close(command: CloseContribution, known: Contribution, law: Law) -> list[Event]:
    closed = ContributionClosed(**vars(command))
    if any(isinstance(e, ContributionClosed) and replace(e, note=closed.note) == closed for e in known.told):
        return []
    gift = known.gift
    must_be_open(gift)
    if gift.missing and command.unkept is None:
        raise Refused("contribution.needs_unkept", f"{gift.missing} of what was promised did not come")
    if gift.account.left and command.left_over is None:
        raise Refused("contribution.needs_left_over", f"{gift.account.left} is left")
    if command.unkept:
        must_know(law, "unkept_reasons", command.unkept)
    if command.left_over:
        must_know(law, "left_over_reasons", command.left_over)
    if (command.unkept and not gift.missing) or (command.left_over and not gift.account.left):
        raise Refused("contribution.reason_for_nothing", "a reason for what is not so")
    if gift.account.came and gift.thanked_on is None:
        raise Refused("contribution.not_thanked", "who gave is thanked first")
    must_follow(command.closed_on, _last_day(gift), "contribution.closed_too_early")
    return [closed]


def _last_day(gift: Gift) -> date:
    received, used = (each.day for each in gift.account.came), (each.day for each in gift.account.went)
    return max(day for day in (gift.pledged_on, gift.thanked_on, *received, *used) if day)


CONTRIBUTION: Decider[Contribution, Command, Event] = Decider(
    "support.contribution", "plan", Contribution(), evolve, decide,
    (
        ContributionPledged, ContributionReceived, ReceiptStruck, PurposeReleased, ContributionUsed, UseStruck,
        DonorThanked, GiftRefused, ContributionClosed,
    ),
)  # fmt: skip
