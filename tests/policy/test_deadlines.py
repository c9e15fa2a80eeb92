"""Deadlines of the profile's law: calendar and working days, months, Tết, weekends, and what nobody knows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.kernel.law import Confidence, Count, Law, Term
from shared.policy import Profile


@pytest.fixture(scope="module")
def law(profile: Profile) -> Law:
    return profile.law_on(date(2023, 5, 5))


def months(law: Law, length: int) -> Law:
    """The same law with a term `t` of so many months."""
    return replace(law, terms={"t": Term("t", Count.MONTHS, length, (), Confidence.VERIFIED)})


@pytest.mark.parametrize(
    ("notice", "due"),
    [
        (date(2023, 5, 8), date(2023, 5, 11)),  # Monday: three calendar days
        (date(2023, 5, 5), date(2023, 5, 8)),  # Friday: Saturday and Sunday count
        (date(2023, 5, 3), date(2023, 5, 8)),  # ends on a Saturday: the next Monday
        (date(2023, 1, 16), date(2023, 1, 19)),  # the last day before Tết
        (date(2023, 1, 17), date(2023, 1, 27)),  # ends on the first day of Tết: the day after Tết
        (date(2023, 1, 19), date(2023, 1, 27)),
        (date(2023, 1, 24), date(2023, 1, 27)),  # said during Tết
        (date(2023, 4, 26), date(2023, 5, 4)),  # ends on Giỗ Tổ: after the holidays of 30/4 and 1/5
        (date(2023, 4, 27), date(2023, 5, 4)),
        (date(2023, 8, 30), date(2023, 9, 5)),  # Quốc khánh with its day in lieu
    ],
)
def test_the_three_day_clock_starts_at_the_notice(law: Law, notice: date, due: date) -> None:
    assert law.due("reception_after_notice", notice) == due


@pytest.mark.parametrize(
    ("term", "start", "due"),
    [
        ("verification_answer", date(2023, 5, 5), date(2023, 5, 25)),
        ("verification_answer", date(2023, 1, 3), date(2023, 1, 27)),  # 23/01 is Tết
        ("benefit_file_commune", date(2023, 5, 5), date(2023, 5, 10)),
        ("benefit_file_commune", date(2023, 4, 28), date(2023, 5, 8)),  # working days over 30/4 and 1/5
        ("benefit_appraisal", date(2023, 1, 18), date(2023, 2, 1)),  # working days over Tết
        ("benefit_appraisal", date(2024, 4, 26), date(2024, 5, 7)),  # Saturday 04/05/2024 was worked
        ("benefit_application", date(2023, 2, 28), date(2024, 2, 28)),
        ("verification_extension", date(2022, 12, 31), date(2023, 2, 28)),
    ],
)
def test_each_term_is_counted_as_the_law_says(law: Law, term: str, start: date, due: date) -> None:
    assert law.due(term, start) == due


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 3, 31), 1, date(2023, 5, 4)),  # 30/4 is a holiday
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2023, 1, 29), 1, date(2023, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(law: Law, start: date, length: int, due: date) -> None:
    assert months(law, length).due("t", start) == due


def test_a_year_whose_holidays_are_not_known_has_no_computed_end(law: Law) -> None:
    assert law.due("reception_after_notice", date(2021, 12, 31)) is None
    assert law.due("reception_after_notice", date(2024, 12, 30)) is None
    assert law.due("benefit_application", date(2024, 6, 3)) is None
    assert law.calendar_years == {2022, 2023, 2024}


@pytest.mark.parametrize("term", ["benefit_decision", "referral_answer", "meals_in_facility", "no_such_term"])
def test_a_term_without_a_confirmed_length_is_left_to_a_person(law: Law, term: str) -> None:
    assert law.due(term, date(2023, 5, 5)) is None


@given(start=some.dates(date(2022, 1, 1), date(2023, 12, 1)), length=some.integers(1, 12))
def test_a_deadline_is_a_working_day_after_the_event(profile: Profile, start: date, length: int) -> None:
    law = profile.law_on(date(2023, 5, 5))
    for count in Count:
        term = Term("t", count, length, (), Confidence.VERIFIED)
        due = replace(law, terms={"t": term}).due("t", start)
        assert due is not None
        assert law.works(due)
        assert due > start
        assert due <= start + timedelta(days=32 * length + 12)
