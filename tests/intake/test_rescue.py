"""Rescue: cared for at once, told to whoever receives people, handed over, and certified by the rescue body itself."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.domain import CASE
from services.intake.domain.happened import (
    EssentialNeedsGiven,
    Event,
    FoundUnresolved,
    LateAnswerFiled,
    NoticeCameBack,
    PersonRescued,
    ReceptionLearned,
    RescueLearned,
    VictimIdentified,
)
from services.intake.domain.words import Outcome, Stage
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, Sex
from shared.testing import given as given_under
from tests.intake.samples import (
    ANSWERED,
    CASE_ID,
    CERTIFY,
    INFORMATION,
    LAW,
    LEARN_CERTIFICATE,
    LEARN_RESCUE,
    NOTICE,
    PROVE,
    RECEIVED,
    RECEIVED_FILE,
    RECEPTION,
    RECEPTION_DUE,
    RECORD_INFORMATION,
    RECORD_RECEPTION,
    REPORT,
    REPORTED,
    REQUEST,
    RESCUE,
    TASK,
)
from tests.intake.towns import RESCUED, Town, walked

OURS = replace(REPORT, channel="rescue", notified_on=RECEIVED, reception_due=date(2023, 5, 9))
FOUND = PersonRescued(
    rescued_on=REPORTED, unit="20035", place=RESCUE.place, rescued_by="border_guard", essential_needs=("meals",)
)
NEEDS = EssentialNeedsGiven(("meals",), REPORTED)
RESCUED_FILE = (OURS, FOUND, NEEDS)
HANDED_OVER = (*RESCUED_FILE, ReceptionLearned(RECEIVED))
CERTIFIED = VictimIdentified("RESCUE_BODY_CERT", "02/GXN-CATX", ANSWERED, ANSWERED)


def given(*past: Event) -> given_under:
    return given_under(CASE, *past, law=LAW)


def test_a_case_that_begins_with_a_rescue_is_reported_and_cared_for_in_the_same_step() -> None:
    then = given().when(RESCUE).then(*RESCUED_FILE)
    assert (then.state_now.stage, then.state_now.notified) == (Stage.REPORTED, "labour")
    assert then.state_now.person.name == RESCUE.name


def test_the_receiving_agency_is_told_on_the_day_it_is_written_down() -> None:
    assert given().when(RESCUE).answer[0].reception_due == date(2023, 5, 9)
    assert date(2023, 5, 9) > RECEPTION_DUE


def test_a_rescue_without_anything_known_of_her_is_enough() -> None:
    bare = replace(
        RESCUE, essential_needs=(), sex=None, age_group=None, ethnicity=None, name=None, contact=None, story=None
    )
    report, found = given().when(bare).answer
    assert (report.sex, report.age_group, report.name) == (Sex.UNKNOWN, AgeGroup.UNKNOWN, None)
    assert found == replace(FOUND, essential_needs=())


@pytest.mark.parametrize("past", [(REPORT,), (REPORT, NoticeCameBack("incomplete"))])
def test_somebody_reported_here_is_rescued_and_what_is_known_since_goes_with_it(past: tuple[Event, ...]) -> None:
    then = given(*past).when(replace(RESCUE, sex=None, name=Sealed("tên em gái kể")))
    rescue = then.answer[0]
    assert isinstance(rescue, PersonRescued)
    assert rescue.name == Sealed("tên em gái kể")
    assert (then.state_now.person.sex, then.state_now.stage) == (REPORT.sex, given(*past).state.stage)


def test_a_rescue_is_recorded_once() -> None:
    given(*RESCUED_FILE).when(RESCUE).nothing()
    given(*RESCUED_FILE).when(replace(RESCUE, rescued_on=RECEIVED)).refused("rescue.already_recorded")


def test_who_was_received_is_not_rescued_any_more() -> None:
    given(REPORT, ReceptionLearned(RECEIVED)).when(RESCUE).refused("rescue.already_received")


def test_a_request_to_verify_is_no_report_to_rescue_on() -> None:
    given(TASK).when(RESCUE).refused("rescue.not_reported_here")


def test_nobody_was_rescued_before_the_year_of_birth() -> None:
    given().when(replace(RESCUE, birth=Sealed("2030"))).refused("rescue.born_later")


def test_places_needs_and_bodies_stand_in_their_lists() -> None:
    for strange in (
        replace(RESCUE, essential_needs=("gold",)),
        replace(RESCUE, rescued_by="scouts"),
    ):
        given().when(strange).refused("code.unknown")
    given().when(replace(RESCUE, unit="99999")).refused("unit.unknown")


def test_a_rescue_is_no_way_around_reception() -> None:
    for command in (RECORD_RECEPTION, RECORD_INFORMATION):
        assert given(*RESCUED_FILE).when(command).refusal is not None
    given(*RESCUED_FILE).when(CERTIFY).refused("proof.before_reception")


def test_the_rescue_body_certifies_whom_it_rescued_and_has_handed_over() -> None:
    then = given(*HANDED_OVER).when(CERTIFY).then(CERTIFIED)
    assert then.state_now.stage is Stage.VICTIM
    given(*then.past, *then.answer).when(CERTIFY).nothing()


def test_it_gives_its_own_paper_and_no_other() -> None:
    given(*HANDED_OVER).when(PROVE).refused("proof.not_ours")


def test_who_only_reported_her_certifies_nothing() -> None:
    given(REPORT, ReceptionLearned(RECEIVED)).when(CERTIFY).refused("proof.not_ours")


def test_the_receiving_agency_learns_how_she_was_found() -> None:
    then = given(NOTICE).when(LEARN_RESCUE).then(RescueLearned(REPORTED, "20035", "border_guard", ("meals",)))
    assert then.state_now.stage is Stage.REPORTED
    given(*then.past, *then.answer).when(LEARN_RESCUE).nothing()


def test_the_certificate_makes_her_a_victim_at_the_receiving_agency_too() -> None:
    given(*RECEIVED_FILE).when(LEARN_CERTIFICATE).then(CERTIFIED)
    given(*RECEIVED_FILE, CERTIFIED).when(LEARN_CERTIFICATE).nothing()
    unresolved = (*RECEIVED_FILE, INFORMATION, REQUEST, FoundUnresolved(ANSWERED, "34/CATX"))
    given(*unresolved).when(LEARN_CERTIFICATE).then(CERTIFIED)


def test_a_certificate_skips_no_reception() -> None:
    given(NOTICE).when(LEARN_CERTIFICATE).refused("proof.before_reception")


def test_a_second_certificate_is_filed_and_changes_nothing() -> None:
    first = VictimIdentified("FOREIGN_DOC_LEGALISED", "HP-1", REPORTED, REPORTED)
    late = LateAnswerFiled(Outcome.VICTIM, ANSWERED, "02/GXN-CATX", "02/GXN-CATX", ANSWERED)
    then = given(NOTICE, RECEPTION, first).when(LEARN_CERTIFICATE).then(late)
    assert then.state_now.status == first
    given(*then.past, *then.answer).when(LEARN_CERTIFICATE).nothing()


def test_without_grounds_for_a_certificate_she_is_verified_as_usual() -> None:
    then = given(*HANDED_OVER, TASK)
    assert (then.state.stage, then.state.ours) == (Stage.ASKED, False)


def test_rescued_handed_over_and_certified_is_known_on_both_sides() -> None:
    town = walked()
    police, labour = town.file("police", RESCUED).state, town.file("labour", RESCUED).state
    assert (police.stage, labour.stage) == (Stage.VICTIM, Stage.VICTIM)
    assert labour.status.number == police.status.number == CERTIFY.number
    assert isinstance(labour.rescue, RescueLearned)
    names = [entry.name.rpartition(".")[2] for entry in town.file("labour", RESCUED).entries]
    assert names[:2] == ["NoticeTaken", "RescueLearned"]
    assert names.index("PersonReceived") < names.index("VictimIdentified")


def test_a_rescue_on_a_reported_case_reaches_whoever_was_notified() -> None:
    town = Town().at("police", replace(RESCUE, essential_needs=()), case=CASE_ID)
    assert isinstance(town.file("labour").state.rescue, RescueLearned)
    assert town.ledgers["labour"].open(town.file("labour").state.person.name) == RESCUE.name.value  # type: ignore[union-attr]
