"""What donors are told: sums that are right, and no number from which anybody who was helped could be made out."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as some

from services.support.plan.domain.contributions.events import (
    ContributionPledged,
    ContributionReceived,
    ContributionUsed,
    GiftKind,
    ReceiptStruck,
    UseStruck,
)
from services.support.plan.domain.contributions.gift import Contribution, Gift
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from services.support.plan.projections.donor_reports import Used, given, used
from shared.kernel.law import Law
from shared.kernel.small_numbers import LEAST, Shown, people_shown, pieces_shown
from tests.plan.contributions_lives import DONOR_ID, JUNE, UNIT, law

WHOSE = ("communes", UNIT, DONOR_ID)
MONEY = ContributionPledged(*WHOSE, JUNE[0], GiftKind.MONEY, None, 1_000, "dong")
GOODS = ContributionPledged(*WHOSE, JUNE[0], GiftKind.GOODS, "clothing", 100, "set")
ALL_JUNE = (JUNE[0], JUNE[29])


def gift(*past: Any) -> Gift:
    state: Contribution = CONTRIBUTION.replay(past)
    return state.gift


def uses(pledged: ContributionPledged, *parts: tuple[int, str, int, int | None]) -> Gift:
    """A gift of which all came on the second of June, used so: day, for what, how much, how many people."""
    went = [
        ContributionUsed(n, JUNE[day - 1], use, size, people) for n, (day, use, size, people) in enumerate(parts, 1)
    ]
    return gift(pledged, ContributionReceived(1, JUNE[1], pledged.size), *went)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ([], None),
        ([None, None], None),
        ([0], Shown(None, 1)),
        ([9], Shown(None, 1)),
        ([4, 4, 4], Shown(None, 3)),
        ([10], Shown(10, 0)),
        ([14], Shown(10, 0)),
        ([12, 13], Shown(25, 0)),
        ([12, 9, None], Shown(10, 1)),
    ],
)
def test_people_are_told_from_ten_on_in_steps_of_five_and_small_groups_never_added(
    groups: list[int | None], shown: Shown | None
) -> None:
    assert people_shown(groups) == shown


def test_pieces_are_told_from_ten_on_to_the_piece() -> None:
    assert pieces_shown([12, 11, 3]) == Shown(23, 1)
    assert pieces_shown([9]) == Shown(None, 1)


def test_money_and_hours_are_told_exactly_people_are_not() -> None:
    told = used([uses(MONEY, (3, "schooling", 400, 2), (4, "schooling", 100, 30))], law(), *ALL_JUNE)
    assert told == [Used(told[0].thing, "schooling", 500, None, Shown(30, 1))]


def test_goods_for_people_are_told_no_more_exactly_than_people_and_goods_for_the_work_are() -> None:
    told = used([uses(GOODS, (3, "essentials", 3, None), (4, "communication", 4, None))], law(), *ALL_JUNE)
    assert [(each.use, each.size, each.pieces) for each in told] == [
        ("communication", 4, None), ("essentials", None, Shown(None, 1)),
    ]  # fmt: skip


def test_a_use_that_this_law_does_not_know_may_have_reached_people() -> None:
    other = Law("other", "0" * 64, date(2024, 1, 1))
    assert used([uses(GOODS, (4, "communication", 4, None))], other, *ALL_JUNE)[0].size is None


def test_what_is_left_of_goods_is_not_told_where_it_would_give_a_small_number_away() -> None:
    few, many = uses(GOODS, (3, "essentials", 3, 3)), uses(GOODS, (3, "essentials", 30, 30))
    work = uses(GOODS, (3, "communication", 3, None))
    assert [each.left for each in given([few], law(), *ALL_JUNE)] == [None]
    assert [each.left for each in given([many], law(), *ALL_JUNE)] == [70]
    assert [each.left for each in given([work], law(), *ALL_JUNE)] == [97]
    assert [each.left for each in given([few, many], law(), *ALL_JUNE)] == [None], "one sum of both"
    assert [each.left for each in given([few], law(), JUNE[0], JUNE[1])] == [100], "before anything was used"
    assert [each.left for each in given([uses(MONEY, (3, "schooling", 3, 1))], law(), *ALL_JUNE)] == [997]


def test_a_report_counts_what_happened_in_its_period_and_nothing_that_was_struck() -> None:
    history = gift(
        MONEY, ContributionReceived(1, JUNE[1], 300), ContributionReceived(2, JUNE[9], 200),
        ContributionReceived(3, JUNE[9], 50), ReceiptStruck(3, "mistake"),
        ContributionUsed(1, JUNE[2], "schooling", 100), ContributionUsed(2, JUNE[10], "schooling", 80),
        ContributionUsed(3, JUNE[10], "schooling", 10), UseStruck(3, "mistake"),
    )  # fmt: skip
    [row] = given([history], law(), JUNE[5], JUNE[29])
    assert (row.received, row.left) == (200, 320)
    assert [each.size for each in used([history], law(), JUNE[5], JUNE[29])] == [80]
    assert given([history], law(), date(2023, 5, 1), JUNE[0]) == []
    assert used([history], law(), JUNE[15], JUNE[29]) == []


PARTS = some.lists(
    some.tuples(
        some.integers(3, 30), some.sampled_from(["essentials", "schooling", "communication"]), some.integers(1, 30),
        some.none() | some.integers(0, 40),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@whatever(
    parts=PARTS, pledged=some.sampled_from([MONEY, GOODS]), inner=some.tuples(some.integers(0, 29), some.integers(0, 29)),
    outer=some.tuples(some.integers(0, 29), some.integers(0, 29)),
)  # fmt: skip
def test_no_two_reports_differ_by_a_few_people_or_pieces(
    parts: list[Any], pledged: ContributionPledged, inner: tuple[int, int], outer: tuple[int, int]
) -> None:
    """Whatever periods are asked for, one within the other: what both tell of one item differs by nothing, or by ten and more."""
    since, until = sorted(outer)
    within = sorted(max(since, min(until, day)) for day in inner)
    one = uses(pledged, *parts)
    told = {each.use: each for each in used([one], law(), JUNE[since], JUNE[until])}
    less = {each.use: each for each in used([one], law(), JUNE[within[0]], JUNE[within[1]])}
    for use, all_ in told.items():
        some_ = less.get(use)
        _apart(all_.people, some_.people if some_ else None)
        _apart(all_.pieces, some_.pieces if some_ else None)


def _apart(more: Shown | None, less: Shown | None) -> None:
    most, least = (more.at_least or 0 if more else 0), (less.at_least or 0 if less else 0)
    assert most == 0 or most >= LEAST
    assert most == least or most - least >= LEAST


@settings(max_examples=100, deadline=None)
@whatever(parts=PARTS)
def test_what_a_report_gives_of_goods_does_not_add_up_to_a_small_number(parts: list[Any]) -> None:
    """From what came, what is left and what was used otherwise nobody works out a number that is not told."""
    one = uses(GOODS, *parts)
    [row] = given([one], law(), *ALL_JUNE)
    told = used([one], law(), *ALL_JUNE)
    hidden = [each for each in told if each.pieces and each.pieces.hidden]
    assert (row.left is None) == bool(hidden)
    if row.left is not None:
        exact = sum((each.size or 0) + (each.pieces.at_least or 0 if each.pieces else 0) for each in told)
        assert row.received - row.left == exact
