"""Two cases are one person's when an officer of the lead agency says so; it is said once, taken back, and said again."""

from uuid import UUID

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from services.intake.domain.person import (
    PERSON,
    CasesLinked,
    CasesUnlinked,
    LinkCases,
    UnlinkCases,
    pair,
    person_of,
    person_of_both,
)
from services.intake.main import SERVICE
from shared.contracts.intake import PersonsLinked, PersonsUnlinked
from shared.kernel.people import By
from shared.kernel.tell import Happened, Tell
from shared.kernel.when import When
from shared.testing import given
from tests.intake.samples import CASE_ID, LAW
from tests.intake.towns import REFUSING

LINK, UNLINK = LinkCases(CASE_ID, REFUSING, "she_says_so"), UnlinkCases(CASE_ID, REFUSING, "other_person")
LINKED, UNLINKED = CasesLinked(CASE_ID, REFUSING, "she_says_so"), CasesUnlinked(CASE_ID, REFUSING, "other_person")
OTHER_WAY_ROUND = LinkCases(REFUSING, CASE_ID, "she_says_so")


def test_two_cases_are_linked_once_whichever_is_named_first() -> None:
    given(PERSON, law=LAW).when(LINK).then(LINKED)
    given(PERSON, LINKED, law=LAW).when(LINK).nothing()
    given(PERSON, LINKED, law=LAW).when(OTHER_WAY_ROUND).nothing()


def test_a_link_is_taken_back_once_and_can_be_made_again() -> None:
    given(PERSON, LINKED, law=LAW).when(UNLINK).then(UNLINKED)
    given(PERSON, law=LAW).when(UNLINK).nothing()
    given(PERSON, LINKED, UNLINKED, law=LAW).when(UNLINK).nothing()
    given(PERSON, LINKED, UNLINKED, law=LAW).when(LINK).then(LINKED)


def test_what_was_linked_stays_written_when_it_is_taken_back() -> None:
    story = given(PERSON, LINKED, law=LAW).when(UNLINK)
    assert story.past == [LINKED]
    assert story.state_now.pairs == frozenset()


@pytest.mark.parametrize("command", [LinkCases(CASE_ID, CASE_ID, "she_says_so"), UnlinkCases(CASE_ID, CASE_ID, "x")])
def test_a_case_is_not_linked_with_itself(command: LinkCases | UnlinkCases) -> None:
    given(PERSON, law=LAW).when(command).refused("person.one_case")


@pytest.mark.parametrize("command", [LinkCases(CASE_ID, REFUSING, "a feeling"), UnlinkCases(CASE_ID, REFUSING, "why")])
def test_the_reason_stands_in_the_list_of_the_law(command: LinkCases | UnlinkCases) -> None:
    given(PERSON, LINKED, law=LAW).when(command).refused("code.unknown")


@given_any(st.uuids(), st.uuids())
def test_a_pair_is_written_down_at_one_place_whichever_case_was_open(one: UUID, other: UUID) -> None:
    assert person_of_both(one, other) == person_of_both(other, one)
    assert person_of_both(one, other) in {person_of(one), person_of(other)}
    assert pair(one, other) == pair(other, one)
    assert person_of(one) != one


@given_any(st.lists(st.sampled_from([LINK, UNLINK, OTHER_WAY_ROUND]), max_size=10))
def test_any_history_replays_and_twice_is_once(asked: list[LinkCases | UnlinkCases]) -> None:
    history: list[CasesLinked | CasesUnlinked] = []
    for command in asked:
        history += PERSON.decide(command, PERSON.replay(history), LAW)
        assert PERSON.decide(command, PERSON.replay(history), LAW) == []
    assert bool(PERSON.replay(history).pairs) == (bool(asked) and not isinstance(asked[-1], UnlinkCases))


def test_a_link_is_told_case_by_case_by_the_matcher_and_as_such_to_the_register_of_benefits_only() -> None:
    (tell_person,) = (rule for decider, rule in SERVICE.deciders if decider is PERSON)
    for event, told in (
        (LINKED, PersonsLinked(LINKED.case, LINKED.other)),
        (UNLINKED, PersonsUnlinked(LINKED.case, LINKED.other)),
    ):
        happened = Happened(person_of(CASE_ID), event, By("officer", "labour"), When.unknown())
        assert list(tell_person(happened, PERSON.replay([event]))) == [Tell("support.labour", told)]
