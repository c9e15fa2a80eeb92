"""What came of a contribution and where it went: nothing is used that did not come, nor against the donor's word."""

from collections.abc import Mapping

from services.support.plan.domain.contributions.checks import USES, must_be_open
from services.support.plan.domain.contributions.commands import (
    ReceiveContribution,
    StrikeReceipt,
    StrikeUse,
    UseContribution,
)
from services.support.plan.domain.contributions.events import (
    ContributionReceived,
    ContributionUsed,
    Event,
    ReceiptStruck,
    UseStruck,
)
from services.support.plan.domain.contributions.gift import Gift, after
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law


def receive(command: ReceiveContribution, gift: Gift) -> list[Event]:
    came = gift.account.came
    alike = [each for each in came if (each.day, each.size) == (command.received_on, command.size)]
    if command.receipt and any(each.paper == command.receipt for each in alike):
        return []
    must_be_open(gift)
    if alike and not command.again:
        raise Refused("contribution.received_twice", f"it is receipt {alike[0].number} already")
    must_follow(command.received_on, gift.pledged_on, "contribution.before_pledge")
    if command.good_until:
        must_follow(command.good_until, command.received_on, "contribution.good_until_before_receipt")
    if command.size > gift.missing and not command.more:
        raise Refused("contribution.more_than_promised", f"{gift.missing} of {gift.promised} is still to come")
    late = gift.until is not None and command.received_on > gift.until
    number = len(gift.account.receipts) + 1
    return [
        ContributionReceived(
            number, command.received_on, command.size, command.receipt, command.good_until, late, command.scan, command.note
        )
    ]  # fmt: skip


def strike_receipt(command: StrikeReceipt, gift: Gift, law: Law) -> list[Event]:
    lines = {each.number: each.struck for each in gift.account.receipts}
    if _is_struck(lines, command, gift, law):
        return []
    if not gift.account.without_receipt(command.number).covered:
        raise Refused("contribution.used_already", "of this receipt something was used: strike the use first")
    return [ReceiptStruck(command.number, command.reason, command.note)]


def strike_use(command: StrikeUse, gift: Gift, law: Law) -> list[Event]:
    if _is_struck({each.number: each.struck for each in gift.account.uses}, command, gift, law):
        return []
    return [UseStruck(command.number, command.reason, command.note)]


def _is_struck(lines: Mapping[int, bool], command: StrikeReceipt | StrikeUse, gift: Gift, law: Law) -> bool:
    """Was it struck before? Refused where it cannot be."""
    if command.number not in lines:
        raise Refused("contribution.unknown_line", f"no line {command.number}")
    if lines[command.number]:
        return True
    must_be_open(gift)
    must_know(law, "striking_reasons", command.reason)
    return False


def use(command: UseContribution, gift: Gift, law: Law) -> list[Event]:
    must_be_open(gift)
    must_know(law, USES, command.use)
    same = (command.used_on, command.use, command.size, command.people)
    if not command.again and any(same == (u.day, u.use, u.size, u.people) for u in gift.account.went):
        raise Refused("contribution.used_twice", "the same stands here already")
    if not gift.may_be_used_for(command.use, command.used_on):
        raise Refused(
            "contribution.other_purpose", f"bound to {gift.purpose}, and the donor had not agreed by that day"
        )
    used = ContributionUsed(
        len(gift.account.uses) + 1, command.used_on, command.use, command.size, command.people, command.note
    )
    account = after(gift, used).account
    if account.left < 0:
        raise Refused("contribution.more_than_received", f"{gift.account.left} is left")
    if not account.covered_but_for_keeping:
        raise Refused("contribution.used_before_received", "so much had not come by that day")
    if not account.covered:
        raise Refused("contribution.expired", "what is left did not keep until that day")
    return [used]
