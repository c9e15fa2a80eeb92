"""What a donor is told: what came from them in a period, and what it was used for, without anybody who was helped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.contributions.account import Use
from services.support.plan.domain.contributions.checks import USES
from services.support.plan.domain.contributions.events import GiftKind
from services.support.plan.domain.contributions.gift import Gift
from shared.kernel.law import Item, Law
from shared.kernel.small_numbers import LEAST, Shown, people_shown, pieces_shown
from shared.kernel.words import Code

WORK = "work"
"""The group of uses that serve the plan's work at large; any other reaches people."""
Thing = tuple[GiftKind, Code | None, Code]
"""Kind, item and measure of what was given."""


@dataclass(frozen=True)
class Given:
    """What came of a thing in the period. `left` is what was left at its end of all that ever came; None: with it, a number
    that is not told could be worked out."""

    thing: Gift
    received: int
    left: int | None


@dataclass(frozen=True)
class Used:
    """What of a thing was used for something. `size` is exact; None, where only `pieces` may be told. `people`: None, where
    nobody counted."""

    thing: Gift
    use: Code
    size: int | None
    pieces: Shown | None
    people: Shown | None


def given(gifts: Iterable[Gift], law: Law, since: date, until: date) -> list[Given]:
    """By thing, in the order in which they were promised."""
    return [
        Given(
            alike[0],
            sum(each.size for gift in alike for each in gift.account.came if since <= each.day <= until),
            _left(alike, law, until),
        )
        for alike in _by_thing(gifts).values()
        if any(each.day <= until for gift in alike for each in gift.account.came)
    ]


def used(gifts: Iterable[Gift], law: Law, since: date, until: date) -> list[Used]:
    """By what it was used for, and by thing."""
    found: dict[tuple[Code, Thing], list[Use]] = {}
    examples: dict[Thing, Gift] = {}
    for thing, alike in _by_thing(gifts).items():
        examples[thing] = alike[0]
        for each in (use for gift in alike for use in gift.account.went if since <= use.day <= until):
            found.setdefault((each.use, thing), []).append(each)
    return [_used(examples[thing], use, parts, law) for (use, thing), parts in sorted(found.items(), key=_order)]


def _used(gift: Gift, use: Code, parts: list[Use], law: Law) -> Used:
    told = not _stands_for_people(gift, use, law)
    return Used(
        gift, use, sum(each.size for each in parts) if told else None,
        None if told else pieces_shown(each.size for each in parts), people_shown(each.people for each in parts),
    )  # fmt: skip


def _left(alike: list[Gift], law: Law, until: date) -> int | None:
    went = [(gift, use) for gift in alike for use in gift.account.went if use.day <= until]
    if any(use.size < LEAST and _stands_for_people(gift, use.use, law) for gift, use in went):
        return None
    came = sum(each.size for gift in alike for each in gift.account.came if each.day <= until)
    return came - sum(use.size for _, use in went)


def _stands_for_people(gift: Gift, use: Code, law: Law) -> bool:
    """Goods that went to people: so many pieces, at most so many people. A use that this law does not know may be one."""
    item = law.listed(USES).get(use)
    return gift.kind is GiftKind.GOODS and not (isinstance(item, Item) and item.group == WORK)


def _by_thing(gifts: Iterable[Gift]) -> dict[Thing, list[Gift]]:
    found: dict[Thing, list[Gift]] = {}
    for gift in sorted(gifts, key=lambda each: each.pledged_on or date.min):
        found.setdefault((gift.kind, gift.item, gift.measure), []).append(gift)
    return found


def _order(line: tuple[tuple[Code, Thing], list[Use]]) -> tuple[Code, str, str, str]:
    (use, (kind, item, measure)), _ = line
    return use, kind, item or "", measure
