"""A slip of a public form is ours, good for one sending, and for half a day."""

import pytest

from shared.web.slips import LASTS, Slips
from tests.web.hours import Hours

KEY = b"k" * 32


def test_a_slip_says_the_same_id_however_often_it_comes() -> None:
    slips = Slips(KEY, "online")
    slip, other = slips.give(), slips.give()
    assert slips.take(slip) == slips.take(slip) is not None
    assert slips.take(other) != slips.take(slip)


@pytest.mark.parametrize("slip", ["", "x", "..", None, 7, ["a"], "00000000000000000000000000000000.1.00"])
def test_what_is_no_slip_of_ours_is_none(slip: object) -> None:
    assert Slips(KEY, "online").take(slip) is None


def test_a_slip_of_another_instance_form_or_day_is_none() -> None:
    hours = Hours()
    slip = Slips(KEY, "online", hours).give()
    assert Slips(b"z" * 32, "online", hours).take(slip) is None
    assert Slips(KEY, "other", hours).take(slip) is None
    assert Slips(KEY, "online", hours).take(slip.replace(slip[0], "f" if slip[0] != "f" else "0", 1)) is None
    hours.pass_(LASTS - 1)
    assert Slips(KEY, "online", hours).take(slip)
    hours.pass_(1)
    assert Slips(KEY, "online", hours).take(slip) is None
