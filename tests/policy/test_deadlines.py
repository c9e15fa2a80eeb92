"""Deadlines of the profile's law: calendar and working days, months, hours, Tết, weekends, stops, and what nobody knows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.clock import TOWN
from shared.kernel.deadlines import Count, From, Open, Pause, Stop, Term, deadline
from shared.kernel.law import Law
from shared.kernel.words import Confidence
from shared.policy import Profile, load
from tests.policy.conftest import Change

MAY_5 = date(2023, 5, 5)
SUPPLEMENT = Stop("supplement_asked", "Yêu cầu bổ sung hồ sơ", ("ND09 Điều 23",), Confidence.VERIFIED)


@pytest.fixture(scope="module")
def law(profile: Profile) -> Law:
    return profile.law_on(MAY_5)


def term(count: Count, length: int | None, *stops: Stop) -> Term:
    return Term("t", count, length, (), Confidence.VERIFIED, stops={stop.code: stop for stop in stops})


def with_term(law: Law, count: Count, length: int) -> Law:
    """The same law with a term `t`."""
    return replace(law, terms={"t": term(count, length)})


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
        (date(2025, 1, 24), date(2025, 2, 3)),  # Tết Ất Tỵ
        (date(2025, 4, 23), date(2025, 4, 26)),  # a Saturday that was worked
        (date(2026, 8, 19), date(2026, 8, 22)),  # another one
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
        ("benefit_appraisal", date(2025, 4, 24), date(2025, 5, 5)),  # 26/4 was worked for 02/5/2025
        ("benefit_appraisal", date(2025, 12, 31), date(2026, 1, 9)),  # 02/01/2026 was given free for 10/01
        ("benefit_appraisal", date(2026, 1, 7), date(2026, 1, 13)),  # Saturday 10/01 was worked
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
    assert with_term(law, Count.MONTHS, length).due("t", start) == due


# Without an end


@pytest.mark.parametrize(
    ("code", "start", "year"),
    [
        ("reception_after_notice", date(2021, 12, 31), 2021),
        ("reception_after_notice", date(2026, 12, 30), 2027),
        ("benefit_application", date(2026, 6, 3), 2027),
    ],
)
def test_a_year_whose_holidays_are_not_known_has_no_computed_end(law: Law, code: str, start: date, year: int) -> None:
    found = law.deadline(code, start)
    assert (found.end, found.open, found.because) == (None, Open.NO_CALENDAR, date(year, 1, 1))
    assert law.calendar.years == {2022, 2023, 2024, 2025, 2026}


@given(start=some.dates(), count=some.sampled_from([Count.CALENDAR_DAYS, Count.WORKING_DAYS, Count.MONTHS]))
def test_whatever_day_somebody_writes_there_is_an_end_or_a_reason(profile: Profile, start: date, count: Count) -> None:
    found = deadline(
        term(count, 10_000 if count is Count.CALENDAR_DAYS else 120), start, profile.law_on(MAY_5).calendar
    )
    assert (found.end is None) == (found.open is Open.NO_CALENDAR)


def test_a_year_missing_in_the_middle_leaves_no_end(law: Law) -> None:
    hole = replace(law.calendar, years=law.calendar.years - {2024})
    found = deadline(term(Count.MONTHS, 24), date(2023, 3, 1), hole)
    assert (found.open, found.because) == (Open.NO_CALENDAR, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("count", "length", "start", "in_the_way"),
    [
        (Count.WORKING_DAYS, 3, date(2026, 11, 19), date(2026, 11, 23)),  # counts over it
        (Count.WORKING_DAYS, 5, date(2026, 11, 24), date(2026, 11, 28)),
        (Count.CALENDAR_DAYS, 3, date(2026, 11, 20), date(2026, 11, 23)),  # ends on it
        (Count.CALENDAR_DAYS, 4, date(2026, 11, 24), date(2026, 11, 28)),
        (Count.CALENDAR_DAYS, 3, date(2026, 11, 19), date(2026, 11, 23)),  # ends on the Sunday before it
        (Count.WORKING_DAYS, 1, date(2026, 11, 19), None),
        (Count.CALENDAR_DAYS, 10, date(2026, 11, 20), None),
    ],
)
def test_a_day_nobody_decided_about_is_not_guessed(
    law: Law, count: Count, length: int, start: date, in_the_way: date | None
) -> None:
    found = deadline(term(count, length), start, law.calendar)
    assert (found.because, found.open) == (in_the_way, Open.UNDECIDED if in_the_way else None)


@pytest.mark.parametrize("code", ["benefit_decision", "referral_answer"])
def test_a_term_without_a_confirmed_length_is_left_to_a_person(law: Law, code: str) -> None:
    found = law.deadline(code, MAY_5)
    assert (found.end, found.open) == (None, Open.NO_LENGTH)
    assert found.term.reason
    assert not found.sure


def test_a_law_that_knows_no_such_term_says_so(law: Law) -> None:
    assert law.deadline("no_such_term", MAY_5).open is Open.NO_RULE
    assert law.due("no_such_term", MAY_5) is None


def test_a_day_that_a_person_set_is_marked_and_nothing_else_is_claimed(law: Law) -> None:
    found = law.deadline("benefit_decision", MAY_5).set_for(date(2023, 5, 20))
    assert (found.end, found.open, found.by_person) == (date(2023, 5, 20), None, True)
    assert (found.falls_on, found.skipped) == (None, ())


def test_an_entry_keeps_its_day_whatever_the_law_counts_today(law: Law) -> None:
    found = law.deadline("verification_answer", MAY_5)
    assert found.as_recorded(date(2023, 5, 25)) == found == found.as_recorded(None)
    other = found.as_recorded(date(2023, 5, 26))
    assert (other.end, other.by_person, other.by_law) == (date(2023, 5, 26), False, None)
    by_hand = found.as_recorded(date(2023, 5, 26), by_person=True)
    assert (by_hand.end, by_hand.by_person, by_hand.by_law) == (date(2023, 5, 26), True, date(2023, 5, 25))


# How it was counted


def test_a_deadline_tells_which_holidays_it_left_out_and_from_which_day_it_moved(law: Law) -> None:
    over = law.deadline("benefit_file_commune", date(2023, 4, 28))
    assert over.skipped == (date(2023, 5, 1), date(2023, 5, 2), date(2023, 5, 3))
    assert over.falls_on is None
    moved = law.deadline("reception_after_notice", date(2023, 4, 26))
    assert (moved.falls_on, moved.end, moved.skipped) == (date(2023, 4, 29), date(2023, 5, 4), ())


def test_a_rule_below_verified_is_not_sure(law: Law) -> None:
    assert law.deadline("verification_answer", MAY_5).sure
    assert not law.deadline("verification_extension", MAY_5).sure


# Hours


def test_no_rule_of_2023_counts_in_hours_or_stops_a_clock(profile: Profile) -> None:
    for _, law in profile.periods:
        assert [code for code, rule in law.terms.items() if rule.count is Count.HOURS or rule.stops] == []


def test_hours_run_from_the_moment_over_nights_and_weekends(law: Law) -> None:
    friday = datetime(2023, 5, 5, 14, 30, tzinfo=TOWN)
    found = deadline(term(Count.HOURS, 72), friday, law.calendar)
    assert found.ends_at == datetime(2023, 5, 8, 14, 30, tzinfo=TOWN)
    assert found.end == date(2023, 5, 8)
    assert deadline(term(Count.HOURS, 24), friday, law.calendar).end == date(2023, 5, 6)  # a Saturday: not moved


def test_hours_after_an_event_of_which_only_the_day_is_known_have_no_end(law: Law) -> None:
    assert deadline(term(Count.HOURS, 72), MAY_5, law.calendar).open is Open.NO_HOUR


def test_days_after_a_moment_are_counted_from_its_day(law: Law) -> None:
    late = datetime(2023, 5, 5, 23, 59, tzinfo=TOWN)
    assert deadline(term(Count.CALENDAR_DAYS, 3), late, law.calendar).end == date(2023, 5, 8)


# Stops


def stopped(law: Law, count: Count, length: int, *pauses: tuple[date, date | None]) -> date | None:
    """The end of a term that began on Friday 5 May 2023 and was stopped meanwhile."""
    happened = [Pause("supplement_asked", since, until) for since, until in pauses]
    return deadline(term(count, length, SUPPLEMENT), MAY_5, law.calendar, happened).end


@pytest.mark.parametrize(
    ("count", "length", "pauses", "end"),
    [
        (Count.WORKING_DAYS, 5, [], date(2023, 5, 12)),
        # Asked on Tuesday 9, supplied on Thursday 11: two days were counted, three are left.
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 9), date(2023, 5, 11))], date(2023, 5, 16)),
        (Count.CALENDAR_DAYS, 20, [(date(2023, 5, 9), date(2023, 5, 11))], date(2023, 5, 29)),  # 27 is a Saturday
        (Count.MONTHS, 1, [(date(2023, 5, 9), date(2023, 5, 11))], date(2023, 6, 7)),
        # Two that overlap stand the clock once.
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 9), date(2023, 5, 11)), (date(2023, 5, 10), date(2023, 5, 11))],
         date(2023, 5, 16)),
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 9), date(2023, 5, 11)), (date(2023, 5, 15), date(2023, 5, 17))],
         date(2023, 5, 18)),
        # On the last day it is too late; on the day it began nothing had been counted.
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 12), date(2023, 5, 30))], date(2023, 5, 12)),
        (Count.WORKING_DAYS, 5, [(MAY_5, date(2023, 5, 8))], date(2023, 5, 15)),
        # Supplied on the day it was asked: no time was lost.
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 9), date(2023, 5, 9))], date(2023, 5, 12)),
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 9), None)], None),
        (Count.WORKING_DAYS, 5, [(date(2023, 5, 12), None)], date(2023, 5, 12)),
    ],
)  # fmt: skip
def test_days_on_which_the_clock_stood_come_on_top(
    law: Law, count: Count, length: int, pauses: Sequence[tuple[date, date | None]], end: date | None
) -> None:
    assert stopped(law, count, length, *pauses) == end


def test_a_clock_that_stands_says_since_when(law: Law) -> None:
    rule, asked = term(Count.WORKING_DAYS, 5, SUPPLEMENT), Pause("supplement_asked", date(2023, 5, 9))
    found = deadline(rule, MAY_5, law.calendar, [asked])
    assert (found.open, found.because, found.pauses) == (Open.STOPPED, date(2023, 5, 9), (asked,))


def test_what_the_law_does_not_name_stops_no_clock(law: Law) -> None:
    pause = Pause("supplement_asked", date(2023, 5, 9))
    assert law.deadline("benefit_appraisal", MAY_5, [pause]) == law.deadline("benefit_appraisal", MAY_5)


# Extensions


def test_an_extension_is_counted_from_the_event_as_the_profile_says(law: Law) -> None:
    asked = law.deadline("verification_answer", MAY_5)
    longest = law.extension("verification_extension", asked)
    assert law.terms["verification_extension"].extends == "verification_answer"
    assert (asked.end, longest.end) == (date(2023, 5, 25), date(2023, 7, 5))


def test_an_extension_can_be_counted_from_the_end_it_replaces(law: Law) -> None:
    longer = replace(law.terms["verification_extension"], counted_from=From.END)
    more = replace(law, terms={**law.terms, "verification_extension": longer})
    assert more.extension("verification_extension", law.deadline("verification_answer", MAY_5)).end == date(2023, 7, 25)
    unknown = more.extension("verification_extension", law.deadline("benefit_decision", MAY_5))
    assert (unknown.end, unknown.open) == (None, Open.NO_LENGTH)


# A profile that stops clocks and counts in hours

STOPS = """    stops:
      supplement_asked:
        vi: Yêu cầu bổ sung hồ sơ
        en: Supplement asked
        basis: [ND09 Điều 23]
        confidence: verified
    count: working_days
    length: 5
"""
HOURS = "    count: hours\n    length: 72\n    basis: [ND13]"


@pytest.fixture
def other_law(change: Change, folder: Path) -> Law:
    change("law/2023.yaml", "    count: working_days\n    length: 5\n", STOPS)
    change("law/2023.yaml", "    count: calendar_days\n    length: 3\n    basis: [L2011 Điều 24]", HOURS)
    return load(folder).law_on(MAY_5)


def test_a_profile_can_name_a_stop_with_its_basis(other_law: Law) -> None:
    supplied = Pause("supplement_asked", date(2023, 5, 9), date(2023, 5, 11))
    assert other_law.due("benefit_appraisal", MAY_5) == date(2023, 5, 12)
    found = other_law.deadline("benefit_appraisal", MAY_5, [supplied])
    assert found.end == date(2023, 5, 16)
    assert found.term.stops["supplement_asked"].legal_basis == ("ND09 Điều 23",)


def test_a_profile_can_count_in_hours(other_law: Law) -> None:
    found = other_law.deadline("reception_after_notice", datetime(2023, 5, 5, 9, tzinfo=TOWN))
    assert found.ends_at == datetime(2023, 5, 8, 9, tzinfo=TOWN)


# Whatever the dates are

starts = some.dates(date(2022, 1, 1), date(2023, 12, 1))
counts = some.sampled_from([Count.CALENDAR_DAYS, Count.WORKING_DAYS, Count.MONTHS])


@given(start=starts, count=counts, length=some.integers(1, 12))
def test_a_deadline_is_a_working_day_after_the_event(profile: Profile, start: date, count: Count, length: int) -> None:
    law = profile.law_on(MAY_5)
    due = with_term(law, count, length).due("t", start)
    assert due is not None
    assert law.calendar.works(due)
    assert due > start
    assert due <= start + timedelta(days=32 * length + 12)


@given(start=starts, count=counts, length=some.integers(1, 12), data=some.data())
def test_a_stop_never_makes_a_deadline_earlier_and_one_after_its_end_changes_nothing(
    profile: Profile, start: date, count: Count, length: int, data: some.DataObject
) -> None:
    calendar, rule = profile.law_on(MAY_5).calendar, term(count, length, SUPPLEMENT)
    plain = deadline(rule, start, calendar).end
    since = start + timedelta(days=data.draw(some.integers(0, 30)))
    until = since + timedelta(days=data.draw(some.integers(0, 60)))
    stood = deadline(rule, start, calendar, [Pause("supplement_asked", since, until)]).end
    assert plain is not None
    assert stood is not None
    assert stood >= plain
    assert not since < stood <= until
    if since >= plain:
        assert stood == plain


@given(start=starts, count=counts, length=some.integers(1, 12), later=some.integers(0, 30))
def test_a_later_event_never_has_an_earlier_deadline(
    profile: Profile, start: date, count: Count, length: int, later: int
) -> None:
    calendar, rule = profile.law_on(MAY_5).calendar, term(count, length)
    first, second = deadline(rule, start, calendar).end, deadline(rule, start + timedelta(days=later), calendar).end
    assert first is not None
    assert second is not None
    assert first <= second
