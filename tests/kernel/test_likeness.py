"""What two files have in common is weighed by data, and explained: what is possible, what is strong, what says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.likeness import Likeness, Strength, Weighing

NAME, PLAIN, YEAR, PHONE, PAPER = Likeness
WEIGHING = Weighing({NAME: 2, PLAIN: 1, YEAR: 2, PHONE: 3, PAPER: 4}, possible=3, strong=4, most=2)
anything = st.frozensets(st.sampled_from(list(Likeness)))


@pytest.mark.parametrize(
    ("shared", "strength"),
    [
        ({NAME, PLAIN, YEAR}, Strength.STRONG), ({PLAIN, YEAR}, Strength.POSSIBLE), ({PHONE}, Strength.POSSIBLE),
        ({PHONE, PLAIN}, Strength.STRONG), ({PAPER}, Strength.STRONG), ({NAME, PLAIN}, Strength.WEAK),
        ({PLAIN}, Strength.WEAK), ({YEAR}, None), (set(), None), ({PHONE, YEAR}, Strength.STRONG),
    ],
)  # fmt: skip
def test_what_agrees_weighs_as_the_profile_says(shared: set[Likeness], strength: Strength | None) -> None:
    assert WEIGHING.strength(shared) is strength


@given(anything, anything)
def test_what_has_more_in_common_is_never_less_alike(some: frozenset[Likeness], more: frozenset[Likeness]) -> None:
    order = [None, Strength.WEAK, Strength.POSSIBLE, Strength.STRONG]
    assert order.index(WEIGHING.strength(some | more)) >= order.index(WEIGHING.strength(some))


def test_a_name_alone_is_told_to_nobody() -> None:
    assert WEIGHING.worth_telling({1: {NAME, PLAIN}, 2: {PLAIN, YEAR}, 3: {YEAR}}) == {2: Strength.POSSIBLE}


def test_what_more_than_so_many_share_tells_nobody_apart() -> None:
    assert WEIGHING.worth_telling({n: {PHONE} for n in range(2)}).keys() == {0, 1}
    assert WEIGHING.worth_telling({n: {PHONE} for n in range(3)}) == {}
    assert WEIGHING.worth_telling({**{n: {PHONE} for n in range(3)}, 9: {PAPER}}) == {9: Strength.STRONG}
