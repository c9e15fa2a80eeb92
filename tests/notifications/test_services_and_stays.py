"""The day on which a service is to begin, and the last day of meals at a facility, are watched at the desks they concern."""

from datetime import date

import pytest

from services.notifications.domain import of_support
from services.notifications.domain.facts import Fact
from shared.testing import identity
from tests.notifications.office import may
from tests.notifications.test_policies import AT_HEALTH, due, file, told
from tests.notifications.test_terms import after

ONE, TWO = identity("one referral"), identity("another referral")
ACCEPTED = of_support.ReferralAnswered(ONE, may(20))
THERE = of_support.FacilityEntered(date(2023, 8, 9))


@pytest.mark.parametrize(
    "ends",
    [
        of_support.ServiceBegan(ONE),
        of_support.DeliveryConfirmed(ONE, "counselling", "health"),
        of_support.DeliveryFailed(ONE),
        of_support.CaseClosed(),
        of_support.SupportWasClosed(),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_the_day_a_service_is_to_begin_is_watched_until_it_was_given_once_or_given_up(ends: Fact) -> None:
    assert after(ACCEPTED) == [("service_begin", may(20))]
    assert after(ACCEPTED, ends) == []
    assert after(ACCEPTED, of_support.ServiceBegan(TWO)) == [("service_begin", may(20))]


def test_an_acceptance_ends_the_wait_for_an_answer_and_without_a_day_nothing_begins() -> None:
    asked = of_support.ReferralReceived(None, ONE, may(15))
    assert after(asked, of_support.ReferralAnswered(ONE)) == []
    assert after(asked, ACCEPTED) == [("service_begin", may(20))]


def test_the_leads_own_service_is_watched_once() -> None:
    """At the lead's own services the same journal holds what it answered and what it learned."""
    assert after(ACCEPTED, ACCEPTED) == [("service_begin", may(20))]


def test_the_last_day_of_meals_is_watched_while_she_is_there() -> None:
    assert after(THERE) == [("facility_meals", date(2023, 8, 9))]
    assert after(THERE, of_support.MealsLimitMoved(date(2023, 7, 8))) == [("facility_meals", date(2023, 7, 8))]
    assert after(THERE, of_support.MealsExtended(date(2023, 8, 31))) == [("facility_meals", date(2023, 8, 31))]
    assert after(THERE, of_support.FacilityLeft()) == after(THERE, of_support.CaseClosed()) == []


def test_what_is_counted_after_she_left_reminds_nobody() -> None:
    left = THERE, of_support.FacilityLeft()
    assert after(*left, of_support.MealsExtended(date(2023, 8, 31), ended=True)) == []
    assert after(*left, of_support.MealsLimitMoved(date(2023, 7, 8), ended=True)) == []


def test_both_are_called_to_mind_the_day_before_and_when_they_are_past() -> None:
    made = file(of_support.ReferralReceived("20035", ONE, None), of_support.ReferralAnswered(ONE, may(20)))
    assert due(AT_HEALTH, made, may(18)) == []
    assert due(AT_HEALTH, made, may(19)) == [("due_soon", "service_begin", may(20))]
    assert due(AT_HEALTH, made, may(21)) == [("overdue", "service_begin", may(20))]


def test_a_single_time_of_a_service_is_no_notice() -> None:
    made = file(of_support.CaseOpened("20035"), of_support.ServiceBegan(ONE), THERE)
    assert [notice.what for notice in told(AT_HEALTH, made)] == ["case"]
