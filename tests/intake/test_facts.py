"""The trafficking facts: recorded once, corrected with a reason, never impossible; told before is not asked again."""

from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given as whenever
from hypothesis import settings
from hypothesis import strategies as some
from msgspec import Meta

from services.intake.domain import CASE
from services.intake.domain.ages import is_child_support_law, is_under16_penal
from services.intake.domain.asked import RecordTraffickingFacts
from services.intake.domain.facts import LISTS, means_missing
from services.intake.domain.happened import Event, TraffickingFactsCorrected, TraffickingFactsRecorded
from services.intake.domain.journey import Leg
from services.intake.domain.known import Told
from services.intake.domain.words import Stage
from services.intake.pages.facts import told
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, Confidence
from shared.ledger.stored import sections
from shared.testing import given as given_under
from tests.intake.desks import PROFILE
from tests.intake.samples import (
    CORRECT_FACTS,
    FACTS,
    INFORMED_FILE,
    LAW,
    RECEIVED,
    RECORDED_FACTS,
    TASK,
)

CORRECTED = TraffickingFactsCorrected(**vars(CORRECT_FACTS))
UNDER_16 = replace(TASK, age_group=AgeGroup.UNDER_16)
TOWN = PROFILE.law_on(date(2023, 5, 5))


def given(*past: Event) -> given_under:
    return given_under(CASE, *past, law=LAW)


def recorded(**said: Any) -> TraffickingFactsRecorded:
    return replace(RECORDED_FACTS, **said)


# Recorded and corrected


def test_the_facts_are_recorded_and_leave_the_file_where_it_is() -> None:
    then = given(TASK).when(FACTS).then(RECORDED_FACTS)
    assert (then.state_now.stage, then.state_now.facts) == (Stage.ASKED, RECORDED_FACTS)


def test_recorded_twice_is_recorded_once() -> None:
    given(TASK).when(FACTS, FACTS).nothing()


def test_what_was_recorded_is_not_recorded_over() -> None:
    given(TASK, RECORDED_FACTS).when(replace(FACTS, acts=())).refused("facts.already_recorded")


def test_a_correction_has_its_reason_and_both_stay() -> None:
    then = given(TASK, RECORDED_FACTS).when(CORRECT_FACTS).then(CORRECTED)
    assert then.state_now.facts == CORRECTED
    assert [*then.past, *then.answer] == [TASK, RECORDED_FACTS, CORRECTED]
    given(TASK, RECORDED_FACTS).when(replace(CORRECT_FACTS, reason="because")).refused("code.unknown")


def test_the_same_correction_twice_is_made_once() -> None:
    given(TASK, RECORDED_FACTS).when(CORRECT_FACTS, CORRECT_FACTS).nothing()


def test_nothing_is_corrected_before_it_was_recorded() -> None:
    given(TASK).when(CORRECT_FACTS).refused("facts.not_recorded")


def test_there_are_no_facts_of_a_case_nobody_knows() -> None:
    given().when(FACTS).refused("facts.no_case")


def test_what_is_told_of_her_later_stands_for_what_was_told_before_but_is_not_lost() -> None:
    then = given(TASK).when(FACTS)
    assert then.state_now.person.story == FACTS.story
    assert then.state_now.task.story == TASK.story


# Impossible facts


def test_the_main_purpose_is_one_of_the_purposes() -> None:
    given(TASK).when(replace(FACTS, primary_purpose="P11", purposes=("P06",))).refused("facts.primary_not_listed")


@pytest.mark.parametrize("leg", [Leg("Transit", "LA", 2024), Leg("Exploitation", "KH", 2023, 6)])
def test_no_leg_begins_after_it_was_written_down(leg: Leg) -> None:
    given(TASK).when(replace(FACTS, legs=(leg,), returned_on=None)).refused("facts.leg_in_future")


@pytest.mark.parametrize("leg", [Leg("Exploitation", "KH", 2023), Leg("Exploitation", "KH", 2022, 5)])
def test_no_leg_begins_after_she_came_back(leg: Leg) -> None:
    back = replace(FACTS, legs=(leg,), returned_on=date(2022, 4, 30))
    given(TASK).when(back).refused("facts.leg_after_return")


@pytest.mark.parametrize(
    "leg", [Leg("Exploitation", "KH", 2022), Leg("Exploitation", "KH", 2022, 4), Leg("Transit", "LA")]
)
def test_a_leg_as_far_as_it_is_known_may_be_of_the_year_she_came_back_in(leg: Leg) -> None:
    back = replace(FACTS, legs=(leg,), returned_on=date(2022, 4, 30))
    given(TASK).when(back).then(recorded(legs=(leg,), returned_on=date(2022, 4, 30)))


def test_the_day_she_came_back_is_known_from_whoever_asked_us_to_verify() -> None:
    task = replace(TASK, returned_on=date(2020, 1, 1))
    given(task).when(replace(FACTS, returned_on=None)).refused("facts.leg_after_return")


def test_nobody_was_recruited_before_they_were_born() -> None:
    child = replace(FACTS, legs=(Leg("Recruitment", "VN", 1999),), birth=Sealed("05/03/2001"))
    given(TASK).when(child).refused("facts.leg_before_birth")
    unborn = replace(child, birth=None)  # what is sealed already is not looked into
    given(TASK).when(unborn).then(recorded(legs=unborn.legs, birth=None))


def test_a_month_says_nothing_without_its_year() -> None:
    given(TASK).when(replace(FACTS, legs=(Leg("Transit", "LA", None, 3),))).refused("facts.month_without_year")


def test_nobody_came_back_after_it_was_written_down() -> None:
    given(TASK).when(replace(FACTS, returned_on=date(2023, 6, 1))).refused("facts.returned_later")


def test_nobody_was_older_when_it_happened_than_now() -> None:
    given(UNDER_16).when(replace(FACTS, age_at_act=AgeGroup.ADULT)).refused("facts.younger_now")


@pytest.mark.parametrize("leg", [Leg("Transit", "XX", 2021), Leg("Detour", "LA", 2021)])
def test_a_country_and_a_kind_of_leg_stand_in_their_lists(leg: Leg) -> None:
    given(TASK).when(replace(FACTS, legs=(leg,))).refused("code.unknown")


@pytest.mark.parametrize("field", sorted(LISTS))
def test_every_code_stands_in_the_list_of_its_field(field: str) -> None:
    strange: Any = ("strange",) if isinstance(getattr(FACTS, field), tuple) else "strange"
    given(TASK).when(replace(FACTS, **{field: strange})).refused("code.unknown")


def test_the_rules_ask_the_list_that_the_form_offers() -> None:
    hints = get_type_hints(RecordTraffickingFacts, include_extras=True)
    offered = {name: kind for name, hint in hints.items() for kind in lists_of(hint)}
    assert offered == {**LISTS, "primary_purpose": "purposes"}


def lists_of(hint: Any) -> list[str]:
    """The lists of the law that an annotation names."""
    marks = [mark.extra or {} for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Meta)]
    inner = [kind for part in get_args(hint) if not is_dataclass(part) for kind in lists_of(part)]
    return [*(mark["list"] for mark in marks if "list" in mark), *inner]


def test_the_legs_keep_their_order() -> None:
    legs = (Leg("Exploitation", "KH", 2022), Leg("Recruitment", "VN", 2021))
    assert given(TASK).when(replace(FACTS, legs=legs)).answer[0].legs == legs


@settings(max_examples=200)
@whenever(
    year=some.integers(1900, 2100),
    month=some.none() | some.integers(1, 12),
    back=some.dates(date(2000, 1, 1), RECEIVED),
)
def test_what_is_accepted_has_no_leg_after_the_return(year: int, month: int | None, back: date) -> None:
    asked = replace(FACTS, legs=(Leg("Transit", "LA", year, month),), returned_on=back, birth=None)
    possible = (year, month or 1) <= (back.year, back.month if month else 12)
    assert bool(given(TASK).when(asked).answer) is possible


# What the law draws from it


def test_under_16_is_a_line_of_the_penal_code_and_under_18_one_of_support() -> None:
    ages = (AgeGroup.UNDER_16, AgeGroup.FROM_16_TO_17, AgeGroup.ADULT, AgeGroup.UNKNOWN)
    assert [is_under16_penal(age) for age in ages] == [True, False, False, None]
    assert [is_child_support_law(age) for age in ages] == [True, True, False, None]


@pytest.mark.parametrize(
    ("age", "means", "missing"),
    [
        (AgeGroup.ADULT, (), True),
        (AgeGroup.ADULT, ("not_required",), True),
        (AgeGroup.ADULT, ("deception",), False),
        (AgeGroup.FROM_16_TO_17, (), True),
        (AgeGroup.UNDER_16, (), False),
        (AgeGroup.UNKNOWN, (), True),
    ],
)
def test_means_are_asked_for_from_16_and_nothing_is_refused_for_them(
    age: AgeGroup, means: tuple[str, ...], missing: bool
) -> None:
    facts = recorded(age_at_act=age, means=means)
    assert means_missing(facts, LAW) is missing
    given(replace(TASK, age_group=AgeGroup.UNKNOWN)).when(replace(FACTS, age_at_act=age, means=means)).then(facts)


@pytest.mark.parametrize(
    ("at_act", "now", "said"),
    [
        (AgeGroup.UNDER_16, AgeGroup.UNDER_16, ("under16_at_act", "under16_now")),
        (AgeGroup.FROM_16_TO_17, AgeGroup.ADULT, ("under18_at_act",)),
        (AgeGroup.UNDER_16, AgeGroup.FROM_16_TO_17, ("under16_at_act", "under18_now")),
        (AgeGroup.ADULT, AgeGroup.ADULT, ()),
    ],
)
def test_the_page_says_what_follows_from_her_age_at_the_act_and_now(
    at_act: AgeGroup, now: AgeGroup, said: tuple[str, ...]
) -> None:
    file = CASE.replay([replace(TASK, age_group=now), recorded(age_at_act=at_act)])
    shown = told(file, LAW)
    assert shown is not None
    assert (shown.law, shown.warns) == (said, False)


def test_what_the_penal_code_asks_for_is_verified_and_its_means_are_marked() -> None:
    means = TOWN.lists["trafficking_means"]
    assert {code for code, item in means.items() if item.group == "means"} == {"force", "threat", "deception", "other"}
    assert {item.confidence for item in means.values()} == {Confidence.VERIFIED}
    assert set(TOWN.lists["trafficking_acts"]) == {"transfer", "receive", "recruit", "transport", "harbour"}


def test_our_own_codes_are_told_apart_from_those_of_the_standard() -> None:
    ours = {
        code for kind, items in TOWN.lists.items() if kind.startswith("htcds_") for code in items if "_" in code[:2]
    }
    assert {code for code in ours if code.startswith("x_")} == {"x_Zalo", "x_RestrictsMovement", "x_UsesChildren"}
    assert "Unaquainted" in TOWN.lists["htcds_relationship_to_trafficker"]  # misspelt, and the norm


# Told once


def test_what_labour_recorded_stands_there_already() -> None:
    told_before = CASE.replay(INFORMED_FILE).told_before
    assert told_before == Told(("P06", "P11"), "P06", "self_returned", None, (Leg("Exploitation", "KH"),))
    task = replace(TASK, purposes=("P06",), primary_purpose="P06", route="self_returned", country="KH")
    assert CASE.replay([task]).told_before == Told(("P06",), "P06", "self_returned", None, (Leg("Exploitation", "KH"),))


def test_before_anything_was_told_nothing_stands_there() -> None:
    assert CASE.replay([]).told_before == CASE.replay([TASK]).told_before == Told()


def test_stories_suspects_and_places_are_sealed() -> None:
    assert sections(TraffickingFactsRecorded) == {
        "birth": "identity", "places": "story", "story": "story", "suspect": "suspect",
    }  # fmt: skip
