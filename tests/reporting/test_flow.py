"""What came and went in a period: carried over, received, decided, closed, in process."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.projections.counting.clocks import END, AsOf
from services.reporting.projections.counting.flow import Flow, flow
from services.reporting.projections.counting.persons import PEOPLE
from tests.reporting.counts import Counts
from tests.reporting.office import Office
from tests.reporting.town import may, walked

ASK = partial(Counts.of(walked().journal(), PEOPLE).ask, PEOPLE)
days = st.integers(1, 31).map(may)


def of(since: date, until: date, known: date = END) -> Flow:
    return flow(ASK, since, AsOf(until, known))


def test_the_month_in_which_all_of_it_happened() -> None:
    found = of(may(1), may(31))
    assert (found.carried_over, found.received, found.decided, found.closed, found.in_process) == (0, 5, 3, 1, 4)


def test_whoever_came_before_is_carried_over() -> None:
    found = of(may(10), may(31))
    assert (found.carried_over, found.received, found.closed, found.in_process) == (5, 0, 1, 4)


def test_as_known_then_those_who_were_written_down_later_had_not_come() -> None:
    assert of(may(1), may(7), known=may(7)).received == 1
    assert of(may(1), may(7)).received == 5


@given(days, days, days, days)
def test_two_periods_one_after_the_other_are_the_whole(first: date, a: date, b: date, known: date) -> None:
    begin, middle, end = sorted((first, a, b))
    one, other = of(begin, middle, known), of(middle + timedelta(1), max(end, middle + timedelta(1)), known)
    whole = of(begin, max(end, middle + timedelta(1)), known)
    for name in ("received", "decided", "closed"):
        assert getattr(one, name) + getattr(other, name) == getattr(whole, name)
    assert one.in_process == other.carried_over
    assert whole.carried_over + whole.received - whole.closed == whole.in_process


def test_a_period_that_ends_before_it_begins_is_refused_and_said_in_words() -> None:
    with pytest.raises(ValueError, match="from 2023-05-09 to 2023-05-08"):
        of(may(9), may(8))
    office = Office()
    asked = {"since": "2023-05-09", "as_of": "2023-05-08"}
    assert office.program("office", "leader").get("/api/statistics", params=asked).status_code == 422
    page = office.browser("office", "leader").get("/statistics?since=09/05/2023&as_of=08/05/2023")
    assert page.status_code == 422
    assert "Kỳ kết thúc trước khi bắt đầu" in page.text


def test_programs_are_told_the_flow_of_a_period() -> None:
    asked = {"since": "2023-05-01"}
    told = Office().program("office", "leader").get("/api/statistics", params=asked).json()
    assert told["flow"] == {"carried_over": 0, "received": 5, "decided": 3, "closed": 1, "in_process": 4, "late": 1}
