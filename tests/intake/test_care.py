"""Her safety and wishes, her interpreter, the children with her, and the seven questions of consent."""

from dataclasses import replace

import pytest

from services.intake.domain import CASE
from services.intake.domain.asked import AnswerConsent
from services.intake.domain.happened import (
    AccompanyingMinorRecorded,
    ChildCareArranged,
    ConsentAnswered,
    EssentialNeedsGiven,
    Event,
    InterpreterEngaged,
    NoticeRecalledBySender,
    SafetyAssessed,
)
from services.intake.domain.words import Answer
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup
from shared.testing import given as given_under
from tests.intake.samples import (
    ASKED,
    ASSESS_SAFETY,
    CHILD_CARE,
    CONSENT,
    ENGAGE,
    LAW,
    MINOR,
    NOTICE,
    RECEIVED,
    RECEIVED_FILE,
    RECEPTION,
    RECORD_RECEPTION,
    REPORT,
    REPORTED,
    TASK,
)

ARRANGED = ChildCareArranged(**vars(CHILD_CARE))
BY_PARENT = replace(CONSENT, given_by="representative")
RECALLED = (NOTICE, NoticeRecalledBySender("sent_to_wrong_desk"))


def given(*past: Event) -> given_under:
    return given_under(CASE, *past, law=LAW)


def test_her_safety_is_asked_whenever_it_is_needed_and_the_last_answer_holds() -> None:
    asked = given(*RECEIVED_FILE).when(ASSESS_SAFETY).then(SafetyAssessed(**vars(ASSESS_SAFETY)))
    worse = given(*asked.past, *asked.answer).when(replace(ASSESS_SAFETY, level="in_danger"))
    assert worse.state_now.care.safety.level == "in_danger"


def test_the_safe_number_of_the_last_talk_is_the_one_to_call() -> None:
    person = given(*RECEIVED_FILE).when(ASSESS_SAFETY).state_now.person
    assert person.safe_contact == ASSESS_SAFETY.safe_contact


@pytest.mark.parametrize("command", [ASSESS_SAFETY, ENGAGE, MINOR, CHILD_CARE])
@pytest.mark.parametrize("past", [(), (REPORT,), (TASK,), RECALLED])
def test_care_is_the_work_of_whoever_receives_her(command: object, past: tuple[Event, ...]) -> None:
    given(*past).when(command).refused("care.not_ours")


def test_an_interpreter_has_signed_to_keep_silent() -> None:
    given(*RECEIVED_FILE).when(replace(ENGAGE, pledge_signed_on=None)).refused("interpreter.pledge_missing")
    given(*RECEIVED_FILE).when(replace(ENGAGE, pledge_signed_on=ASKED)).refused("interpreter.pledge_after")


def test_somebody_of_her_village_interprets_only_if_she_agrees() -> None:
    neighbour = replace(ENGAGE, from_her_village=True)
    given(*RECEIVED_FILE).when(neighbour).refused("interpreter.she_disagrees")
    said = {name: value for name, value in vars(neighbour).items() if name != "she_agrees"}
    given(*RECEIVED_FILE).when(replace(neighbour, she_agrees=True)).then(InterpreterEngaged(**said))


def test_a_child_that_came_with_her_gets_what_it_needs_and_nothing_of_it_becomes_hers() -> None:
    then = given(*RECEIVED_FILE).when(MINOR)
    then.then(AccompanyingMinorRecorded(**vars(MINOR)), EssentialNeedsGiven(("clothing",), RECEIVED))
    assert then.state_now.person == then.state.person


def test_an_adult_who_came_along_is_no_accompanying_minor() -> None:
    given(*RECEIVED_FILE).when(replace(MINOR, age_group=AgeGroup.ADULT)).refused("accompanying_minor.adult")


def test_nobody_came_along_before_she_came() -> None:
    given(*RECEIVED_FILE).when(replace(MINOR, recorded_on=REPORTED)).refused("accompanying_minor.before_reception")


def test_a_child_has_a_path_of_its_own_by_its_age_now_and_then() -> None:
    given(*RECEIVED_FILE).when(CHILD_CARE).then(ARRANGED)
    grown = replace(CHILD_CARE, age_group=AgeGroup.ADULT)
    given(*RECEIVED_FILE).when(grown).then(ChildCareArranged(**vars(grown)))


def test_who_was_of_age_has_no_path_of_a_child() -> None:
    adult = replace(CHILD_CARE, age_group=AgeGroup.ADULT, age_at_act=AgeGroup.ADULT)
    given(*RECEIVED_FILE).when(adult).refused("child.adult")


def test_nobody_grows_younger() -> None:
    younger = replace(CHILD_CARE, age_group=AgeGroup.UNDER_16, age_at_act=AgeGroup.FROM_16_TO_17)
    given(*RECEIVED_FILE).when(younger).refused("child.younger_now")
    unknown = replace(CHILD_CARE, age_group=AgeGroup.UNDER_16, age_at_act=AgeGroup.UNKNOWN)
    given(*RECEIVED_FILE).when(unknown).then(ChildCareArranged(**vars(unknown)))


def test_each_question_of_consent_has_its_own_answer() -> None:
    one_no = replace(CONSENT, research=Answer.NO)
    then = given(*RECEIVED_FILE).when(one_no).then(ConsentAnswered(**vars(one_no)))
    assert not then.state_now.consent.whole
    assert given(*RECEIVED_FILE).when(CONSENT).state_now.consent.whole


def test_questions_nobody_asked_yet_are_left_for_later() -> None:
    begun = AnswerConsent(RECEIVED, "herself", interview=Answer.YES)
    assert not given(*RECEIVED_FILE).when(begun).state_now.consent.whole


def test_nobody_answers_for_a_child_before_it_is_known_who_may() -> None:
    given(*RECEIVED_FILE).when(BY_PARENT).refused("consent.no_representative")
    given(*RECEIVED_FILE, ARRANGED).when(BY_PARENT).then(ConsentAnswered(**vars(BY_PARENT)))


def test_a_representative_under_suspicion_consents_to_nothing() -> None:
    suspected = replace(ARRANGED, representative_suspected=True)
    given(*RECEIVED_FILE, suspected).when(BY_PARENT).refused("consent.representative_suspected")
    given(*RECEIVED_FILE, suspected).when(CONSENT).then(ConsentAnswered(**vars(CONSENT)))


def test_consent_is_asked_by_whoever_receives_her() -> None:
    given(REPORT).when(CONSENT).refused("consent.not_ours")


@pytest.mark.parametrize("birth", ["2024", "05/03/2031", "khoảng 2040"])
def test_nobody_is_received_before_the_year_of_birth(birth: str) -> None:
    late = replace(RECORD_RECEPTION, birth=Sealed(birth))
    given(NOTICE).when(late).refused("reception.born_later")


@pytest.mark.parametrize("birth", ["2001", "khoảng 20 tuổi", "05/03/2001", "không rõ"])
def test_a_birth_as_far_as_it_is_known_is_enough(birth: str) -> None:
    told = replace(RECORD_RECEPTION, birth=Sealed(birth))
    assert given(NOTICE).when(told).answer[0] == replace(RECEPTION, birth=told.birth)
