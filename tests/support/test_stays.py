"""Stays at a facility: a stay is a fact, however long; only the days of meals have a limit, and a person can extend it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from services.support.domain.case import CASE
from services.support.domain.case_commands import (
    ChooseReading,
    CloseCase,
    Command,
    RecordCircumstances,
    ReopenCase,
)
from services.support.domain.case_events import CircumstancesRecorded, Event, ReadingChosen
from services.support.domain.entitlement import Standing, entitlements, person_of
from services.support.domain.file import File, evolve
from services.support.domain.stays.stay_commands import EnterFacility, ExtendMeals, LeaveFacility
from services.support.domain.stays.stay_events import FacilityEntered, FacilityLeft, MealsExtended, MealsLimitMoved
from services.support.domain.stays.stay_rules import STAYS_AT_FACILITY, allowed_days, meals_term
from services.support.domain.words import Truth
from shared.kernel.deadlines import Count, Term
from shared.kernel.sealed import Sealed
from shared.kernel.words import Confidence
from shared.testing import given
from tests.support.living import live
from tests.support.office import TODAY, as_citizen, profile
from tests.support.samples import opened

LAW = profile().law_on(TODAY)
MAY_10 = date(2023, 5, 10)
ONE_DAY = timedelta(days=1)
NOTE = Sealed("cơ sở ở Huế")
THREE_MONTHS = FacilityEntered(MAY_10, "victim_support", 92, "meals_3_months", date(2023, 8, 9))
"""Until somebody chose, the text that favours her holds: 03 months, from 10 May to 9 August."""
SIXTY = "meals_how_long.nd09"


def may(day: int) -> date:
    return date(2023, 5, day)


def case(*past: object) -> given:
    return given(CASE, opened(), *past, law=LAW)


# How days are counted


def test_sixty_days_are_sixty_days_with_the_first_and_three_months_end_the_day_before_the_same_day() -> None:
    chosen = ReadingChosen(MAY_10, SIXTY)
    case().when(EnterFacility(MAY_10, "victim_support")).then(THREE_MONTHS)
    sixty = replace(THREE_MONTHS, allowed=60, limit="meals_60_days", paid_until=date(2023, 7, 8))
    case(chosen).when(EnterFacility(MAY_10, "victim_support")).then(sixty)
    assert (date(2023, 7, 8) - MAY_10).days + 1 == 60
    assert sixty.paid_until is not None
    assert sixty.paid_until.weekday() == 5, "a Saturday: a limit of payment moves to no working day"


@pytest.mark.parametrize(
    ("count", "length", "days"),
    [(Count.CALENDAR_DAYS, 60, 60), (Count.MONTHS, 3, 92), (Count.MONTHS, None, None), (Count.WORKING_DAYS, 60, None)],
)
def test_what_nobody_confirmed_is_not_counted(count: Count, length: int | None, days: int | None) -> None:
    assert allowed_days(Term("x", count, length, (), Confidence.VERIFIED), MAY_10) == days
    assert allowed_days(None, MAY_10) is None


def test_without_a_confirmed_limit_no_day_is_paid_until_a_person_sets_the_last() -> None:
    without = replace(LAW, terms={})
    entered = given(CASE, opened(), law=without).when(EnterFacility(MAY_10, "social_protection"))
    entered.then(FacilityEntered(MAY_10, "social_protection"))
    assert entered.state_now.stays.paid_days(may(20)) == 0
    longer = entered.when(ExtendMeals(MAY_10, may(15), "no_home_yet")).state_now
    assert longer.stays.paid_days(may(20)) == 6


def test_the_day_she_comes_and_the_day_she_leaves_are_both_days() -> None:
    there = case().when(EnterFacility(MAY_10, "victim_support"), LeaveFacility(may(12))).state_now.stays
    assert there.paid_days(may(30)) == 3
    same_day = case().when(EnterFacility(MAY_10, "victim_support"), LeaveFacility(MAY_10)).state_now.stays
    assert same_day.paid_days(may(30)) == 1


def test_a_day_between_two_facilities_counts_once_and_all_stays_together() -> None:
    two = case(ReadingChosen(MAY_10, SIXTY)).when(
        EnterFacility(MAY_10, "victim_support"), LeaveFacility(may(12)), EnterFacility(may(12), "social_protection")
    )
    stays = two.state_now.stays
    assert stays.paid_days(may(12)) == 3
    assert stays.paid_days(may(13)) == 4
    assert stays.paid_until == may(13) + timedelta(days=56)
    assert stays.paid_days(date(2023, 12, 31)) == 60


def test_a_stay_longer_than_what_is_paid_is_a_fact_and_not_paid() -> None:
    long = case(ReadingChosen(MAY_10, SIXTY)).when(EnterFacility(MAY_10, "victim_support"))
    left = long.when(LeaveFacility(date(2023, 7, 20))).then(FacilityLeft(date(2023, 7, 20)))
    (stay,) = left.state_now.stays.counted()
    assert (stay.days(TODAY), stay.paid_days(TODAY)) == (72, 60)


# What a person extends


def test_a_person_extends_for_a_reason_beyond_the_last_day_that_holds() -> None:
    until = date(2023, 8, 31)
    extend = ExtendMeals(may(20), until, "not_safe_yet", NOTE)
    extended = MealsExtended(may(20), until, "not_safe_yet", note=NOTE)
    assert case(THREE_MONTHS).when(extend).then(extended).state_now.stays.paid_until == until
    case(THREE_MONTHS).when(extend, extend).nothing()
    for too_early in (date(2023, 8, 9), MAY_10):
        case(THREE_MONTHS).when(replace(extend, until=too_early)).refused("stay.extension_not_longer")
    case(THREE_MONTHS, extended).when(replace(extend, reason="health")).refused("stay.extension_not_longer")
    case(THREE_MONTHS).when(replace(extend, reason="rain")).refused("code.unknown")
    case().when(extend).refused("stay.none")


def test_days_beyond_the_limit_are_paid_afterwards_where_a_person_says_so_and_never_for_nothing() -> None:
    left = FacilityLeft(date(2023, 8, 20))
    after = ExtendMeals(date(2023, 8, 21), date(2023, 8, 20), "no_home_yet")
    paid = (
        case(THREE_MONTHS, left)
        .when(after)
        .then(MealsExtended(date(2023, 8, 21), date(2023, 8, 20), "no_home_yet", ended=True))
    )
    assert paid.state_now.stays.paid_days(date(2023, 9, 1)) == 103
    case(THREE_MONTHS, FacilityLeft(may(20))).when(after).refused("stay.paid_in_full")


# What is refused


def test_two_stays_never_overlap() -> None:
    other = EnterFacility(may(15), "social_protection")
    case(THREE_MONTHS).when(other).refused("stay.open_already")
    case(THREE_MONTHS, FacilityLeft(may(20))).when(other).refused("stay.before_leaving")
    case().when(EnterFacility(MAY_10, "hotel")).refused("code.unknown")


def test_nobody_leaves_before_she_came_or_where_she_is_not() -> None:
    case().when(LeaveFacility(may(12))).refused("stay.none_open")
    case(THREE_MONTHS).when(LeaveFacility(may(9))).refused("stay.left_before_entering")
    case(THREE_MONTHS, FacilityLeft(may(12))).when(LeaveFacility(may(13))).refused("stay.none_open")


def test_said_twice_she_came_and_left_once() -> None:
    enter, leave = EnterFacility(MAY_10, "victim_support", NOTE), LeaveFacility(may(12), NOTE)
    case().when(enter, enter).nothing()
    case().when(enter, leave, leave).nothing()


def test_before_she_was_received_or_after_the_case_was_closed_nothing_is_written_down() -> None:
    case().when(EnterFacility(date(2023, 5, 7), "victim_support")).refused("date.before_reception")
    closed = case(THREE_MONTHS).when(CloseCase(may(30), "lost_contact"), LeaveFacility(may(30)))
    closed.refused("case.closed")
    given(CASE, law=LAW).when(LeaveFacility(may(30))).refused("case.unknown")


# Texts that disagree


def test_another_reading_moves_the_last_paid_day_at_once_and_only_when_something_changes() -> None:
    choose = ChooseReading(may(20), SIXTY, NOTE)
    chosen = ReadingChosen(may(20), SIXTY, NOTE)
    case(THREE_MONTHS).when(choose).then(chosen, MealsLimitMoved(60, "meals_60_days", date(2023, 7, 8)))
    case().when(choose).then(chosen)
    case(THREE_MONTHS).when(replace(choose, reading="meals_how_long.tt84")).then(
        replace(chosen, reading="meals_how_long.tt84")
    )
    left = FacilityLeft(may(30))
    case(THREE_MONTHS, left).when(choose).then(chosen, MealsLimitMoved(60, "meals_60_days", date(2023, 7, 8), True))
    assert meals_term({"meals_how_long": "nd09"}, LAW) == LAW.terms["meals_60_days"]


def test_what_a_person_extended_holds_when_another_text_is_followed() -> None:
    extended = MealsExtended(may(20), date(2023, 8, 31), "not_safe_yet")
    moved = case(THREE_MONTHS, extended).when(ChooseReading(may(25), SIXTY, NOTE))
    assert moved.state_now.stays.paid_until == date(2023, 8, 31)


# The condition of the law


def at_facility(*past: object) -> tuple[bool, bool]:
    person = person_of(CASE.replay([opened(), *past]), LAW)
    return STAYS_AT_FACILITY in person.met, STAYS_AT_FACILITY in person.not_met


def test_a_stay_says_whether_she_is_at_a_facility_and_what_was_said_later_of_an_ended_one_counts() -> None:
    yes, no, unknown, left = (True, False), (False, True), (False, False), FacilityLeft(may(20))

    def circumstances(day: int, *, there: bool) -> CircumstancesRecorded:
        here = (STAYS_AT_FACILITY,)
        return CircumstancesRecorded(may(day), here if there else (), () if there else here)

    assert at_facility() == unknown
    assert at_facility(THREE_MONTHS) == yes
    assert at_facility(circumstances(9, there=False), THREE_MONTHS) == yes
    assert at_facility(THREE_MONTHS, circumstances(25, there=False)) == yes, "somebody has to write down that she left"
    assert at_facility(THREE_MONTHS, left) == no
    assert at_facility(circumstances(9, there=True), THREE_MONTHS, left) == no
    assert at_facility(THREE_MONTHS, left, circumstances(20, there=True)) == no
    assert at_facility(THREE_MONTHS, left, circumstances(21, there=True)) == yes
    assert at_facility(THREE_MONTHS, left, CircumstancesRecorded(may(25), ("poor_household",))) == no


def test_the_benefits_of_a_stay_are_hers_while_it_lasts() -> None:
    def standing(*past: object) -> Standing:
        file = CASE.replay([opened(), *past])
        return next(e for e in entitlements(person_of(file, LAW), LAW) if e.benefit.code == "facility_meals").standing

    assert standing() is Standing.TO_ASK
    assert standing(THREE_MONTHS) is Standing.OWED
    assert standing(THREE_MONTHS, FacilityLeft(may(20))) is Standing.NOT_OWED


# Whatever is written down, in whatever order

DAYS = st.dates(date(2023, 5, 8), date(2023, 12, 31))
KINDS, REASONS = st.sampled_from(["victim_support", "social_protection", "hotel"]), st.sampled_from(["health", "rain"])
WITHOUT_EXTENSION = st.one_of(
    st.builds(EnterFacility, DAYS, KINDS),
    st.builds(LeaveFacility, DAYS),
    st.builds(ChooseReading, DAYS, st.sampled_from([SIXTY, "meals_how_long.tt84"]), st.just(NOTE)),
    st.builds(CloseCase, DAYS, st.just("lost_contact")),
    st.builds(ReopenCase, DAYS, st.just("new_need")),
    st.builds(RecordCircumstances, DAYS, st.just({STAYS_AT_FACILITY: Truth.MET})),
)
ANYTHING = WITHOUT_EXTENSION | st.builds(ExtendMeals, DAYS, DAYS, REASONS)


def lived(commands: Sequence[Command]) -> list[Event]:
    """What happens when all this is asked, one after the other; a refusal writes nothing."""
    return live(CASE, [as_citizen(), *commands], LAW)


def days_paid(file: File) -> list[date]:
    """Each paid day of each stay, as a calendar would tick it off."""
    far = date(2024, 12, 31)
    return [each.first + n * ONE_DAY for each in file.stays.counted() for n in range(each.paid_days(far))]


@settings(max_examples=300)
@tried(st.lists(WITHOUT_EXTENSION, max_size=14))
def test_days_never_exceed_the_limit_unless_a_person_extended_them(commands: list[Command]) -> None:
    stays = CASE.replay(lived(commands)).stays
    assert stays.paid_days(date(2024, 12, 31)) <= (stays.allowed or 0) <= 92


@settings(max_examples=300)
@tried(st.lists(ANYTHING, max_size=14))
def test_what_exceeds_the_limit_was_extended_with_a_reason_until_that_day(commands: list[Command]) -> None:
    happened = lived(commands)
    stays = CASE.replay(happened).stays
    used = 0
    for each in stays.counted():
        remaining = max(0, (stays.allowed or 0) - used)
        beyond = each.paid_days(date(2024, 12, 31)) - remaining
        reasons = [longer.reason for longer in each.stay.extensions]
        assert beyond <= 0 or reasons
        if beyond > 0:
            assert each.paid_until == each.stay.extended_until
        used += each.paid_days(date(2024, 12, 31))
    assert all(
        isinstance(event, MealsExtended) and event.reason == "health" for event in happened if hasattr(event, "until")
    )


@settings(max_examples=300)
@tried(st.lists(ANYTHING, max_size=14))
def test_stays_never_overlap_and_no_day_is_paid_twice(commands: list[Command]) -> None:
    file = CASE.replay(lived(commands))
    for one, next_ in pairwise(file.stays.all):
        assert one.left_on is not None
        assert one.entered.entered_on <= one.left_on <= next_.entered.entered_on
    paid = days_paid(file)
    assert len(paid) == len(set(paid))
    there = {stay.entered.entered_on + n * ONE_DAY for stay in file.stays.all for n in range(600)
             if stay.entered.entered_on + n * ONE_DAY <= (stay.left_on or date(2024, 12, 31))}  # fmt: skip
    assert set(paid) <= there


@settings(max_examples=300)
@tried(st.lists(ANYTHING, max_size=14))
def test_folded_whole_and_kept_step_by_step_are_the_same_and_listeners_are_told_the_day_that_holds(
    commands: list[Command],
) -> None:
    happened = lived(commands)
    file, told = File(), None
    for event in happened:
        file = evolve(file, event)
        match event:
            case FacilityEntered(paid_until=day) | MealsLimitMoved(paid_until=day) | MealsExtended(until=day):
                told = day
                assert told == file.stays.paid_until
    assert file == CASE.replay(happened)
    assert told == file.stays.paid_until


def test_the_last_paid_day_is_one_of_the_days_of_the_lead_until_she_has_left() -> None:
    stays = evolve(evolve(File(), opened()), THREE_MONTHS)
    assert stays.last_days == {"meals": date(2023, 8, 9)}
    assert evolve(stays, FacilityLeft(may(30))).last_days == {}
