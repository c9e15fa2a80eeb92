"""A request to protect taken back: by whoever asked, while nobody has answered, and never that of another."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.domain import CASE
from services.intake.domain.asked import EndFile
from services.intake.domain.happened import (
    Event,
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionGranted,
    ProtectionRecallCameTooLate,
    ProtectionRecalled,
    ProtectionRecalledByAsker,
    ProtectionWasDeclined,
    ProtectionWasGranted,
)
from services.intake.domain.words import Stage
from services.intake.projections import QUEUE, REGISTER, Queue, QueueLine
from shared.testing import entries
from shared.testing import given as given_under
from shared.views import fold
from tests.intake.samples import (
    ANSWERED,
    ASK_PROTECTION,
    ASKED,
    CASE_ID,
    DECLINE_PROTECTION,
    GRANT_PROTECTION,
    LAW,
    LEARN_DECLINED,
    LEARN_PROTECTION,
    PROTECTION_ASKED,
    PROTECTION_TASK,
    RECALL_NOTICE,
    RECALL_PROTECTION,
    RECEIVED_FILE,
    RECORD_RECEPTION,
    RECORD_REPORT,
    REPORT,
    TAKE_PROTECTION,
    TAKE_PROTECTION_RECALL,
)
from tests.intake.towns import Town

ASKER = (*RECEIVED_FILE, PROTECTION_ASKED)
RECALLED = ProtectionRecalled("police", "sent_to_wrong_desk", RECALL_PROTECTION.note)
BY_ASKER = ProtectionRecalledByAsker(**vars(TAKE_PROTECTION_RECALL))
TOO_LATE = ProtectionRecallCameTooLate(**vars(TAKE_PROTECTION_RECALL))
BY_COMMUNE = replace(PROTECTION_TASK, asker="communes")
GRANTED = ProtectionGranted(told=("labour",), **vars(GRANT_PROTECTION))
DECLINED = ProtectionDeclined(told=("labour",), **vars(DECLINE_PROTECTION))
WAS_GRANTED = ProtectionWasGranted(**vars(LEARN_PROTECTION))


def given(*past: Event) -> given_under:
    return given_under(CASE, *past, law=LAW)


# At the asker


def test_the_asker_takes_its_own_request_back_while_nobody_has_answered() -> None:
    then = given(*ASKER).when(RECALL_PROTECTION).then(RECALLED)
    assert (then.state_now.protection.asked, then.state_now.protection.protector) == (None, None)
    assert then.state_now.stage is Stage.RECEIVED


def test_taken_back_twice_it_is_taken_back_once_and_may_be_asked_anew() -> None:
    given(*ASKER, RECALLED).when(RECALL_PROTECTION).nothing()
    given(*ASKER, RECALLED).when(ASK_PROTECTION).then(PROTECTION_ASKED)


@pytest.mark.parametrize(
    "past",
    [
        RECEIVED_FILE,
        (*ASKER, WAS_GRANTED),
        (*ASKER, ProtectionWasDeclined(ASKED, "no_danger_found")),
        (PROTECTION_TASK,),
    ],
)
def test_what_was_not_asked_or_is_answered_is_not_taken_back(past: tuple[Event, ...]) -> None:
    given(*past).when(RECALL_PROTECTION).refused("protection.not_asked_by_us")


def test_a_recall_has_a_reason_of_the_list_and_a_case() -> None:
    given(*ASKER).when(replace(RECALL_PROTECTION, reason="boredom")).refused("code.unknown")
    given().when(RECALL_PROTECTION).refused("protection.no_case")


def test_what_protects_her_already_stays_when_a_further_request_is_taken_back() -> None:
    then = given(*RECEIVED_FILE, WAS_GRANTED, PROTECTION_ASKED).when(RECALL_PROTECTION).then(RECALLED)
    assert (then.state_now.protection.standing, then.state_now.protection.protector) == (WAS_GRANTED, "police")


def test_the_answer_that_crossed_the_recall_is_believed_where_it_protects_her() -> None:
    then = given(*ASKER, RECALLED).when(LEARN_PROTECTION).then(WAS_GRANTED)
    assert then.state_now.protection.standing == WAS_GRANTED
    given(*ASKER, RECALLED).when(LEARN_DECLINED).nothing()


# At the protector


def test_the_protector_waits_no_more_for_whoever_took_it_back() -> None:
    then = given(PROTECTION_TASK).when(TAKE_PROTECTION_RECALL).then(BY_ASKER)
    protection = then.state_now.protection
    assert (then.state_now.stage, protection.asks, protection.received) == (Stage.PROTECTING, (), ())
    given(PROTECTION_TASK, BY_ASKER).when(TAKE_PROTECTION_RECALL).nothing()
    given(PROTECTION_TASK, BY_ASKER).when(DECLINE_PROTECTION).refused("protection.not_asked")
    given(PROTECTION_TASK, BY_ASKER).when(TAKE_PROTECTION).then(PROTECTION_TASK)


def test_of_two_who_asked_only_the_one_is_waited_for_no_more() -> None:
    then = given(PROTECTION_TASK, BY_COMMUNE).when(TAKE_PROTECTION_RECALL).then(BY_ASKER)
    assert then.state_now.protection.asks == (BY_COMMUNE,)
    (granted,) = given(PROTECTION_TASK, BY_COMMUNE, BY_ASKER).when(GRANT_PROTECTION).answer
    assert granted.told == ("communes",), "whoever took its request back need not know"


@pytest.mark.parametrize("answer", [GRANTED, DECLINED])
def test_a_recall_after_the_answer_is_filed_and_changes_nothing(answer: Event) -> None:
    before = given(PROTECTION_TASK, answer).state.protection
    then = given(PROTECTION_TASK, answer).when(TAKE_PROTECTION_RECALL).then(TOO_LATE)
    assert replace(then.state_now.protection, late_recall=None) == before
    given(PROTECTION_TASK, answer, TOO_LATE).when(TAKE_PROTECTION_RECALL).nothing()


def test_a_recall_of_what_was_never_asked_here_is_left() -> None:
    given(REPORT).when(TAKE_PROTECTION_RECALL).nothing()
    given(BY_COMMUNE, replace(GRANTED, told=("communes",))).when(TAKE_PROTECTION_RECALL).nothing()


def test_the_next_decision_knows_of_the_late_recall_and_closes_it() -> None:
    assert given(PROTECTION_TASK, GRANTED, TOO_LATE, BY_COMMUNE, GRANTED).state.protection.late_recall is None


# From desk to desk


def line(town: Town, agency: str) -> QueueLine:
    return fold(QUEUE, entries(town.ledgers[agency]))[str(CASE_ID)]


def in_danger() -> Town:
    return Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION, ASK_PROTECTION)


def test_a_file_that_began_with_the_request_is_done_once_it_is_taken_back() -> None:
    town = in_danger().at("labour", RECALL_PROTECTION)
    assert (line(town, "police").queue, line(town, "police").next_due) == (Queue.DONE, None)
    registered = fold(REGISTER, entries(town.ledgers["police"]))[str(CASE_ID)]
    assert (registered.stage, registered.due) == (Stage.PROTECTING, None)


def test_the_last_day_of_the_one_who_still_asks_is_the_one_that_counts() -> None:
    later = replace(ASK_PROTECTION, answer_by=date(2023, 5, 30))
    town = in_danger().at("communes", later)
    assert line(town, "police").next_due == ANSWERED
    town.at("labour", RECALL_PROTECTION)
    assert (line(town, "police").queue, line(town, "police").next_due) == (Queue.TO_TAKE, date(2023, 5, 30))
    town.at("police", GRANT_PROTECTION)
    assert isinstance(town.file("communes").state.protection.standing, ProtectionWasGranted)
    assert town.file("labour").state.protection.standing is None


def test_whoever_took_its_notice_back_or_ended_its_file_takes_its_request_back_too() -> None:
    """A notice sent for the wrong person leaves the request to protect her behind, until it is recalled itself."""
    commune = Town().at("communes", RECORD_REPORT, ASK_PROTECTION, RECALL_NOTICE)
    assert line(commune, "police").queue is Queue.TO_TAKE
    assert line(commune.at("communes", RECALL_PROTECTION), "police").queue is Queue.DONE
    ended = in_danger().at("labour", EndFile(ANSWERED, "moved_away"), RECALL_PROTECTION)
    assert line(ended, "police").queue is Queue.DONE


def test_a_recall_that_crosses_the_decision_leaves_both_sides_with_the_decision() -> None:
    town = in_danger().at_once({"labour": RECALL_PROTECTION, "police": GRANT_PROTECTION})
    police, labour = town.file("police").state.protection, town.file("labour").state.protection
    assert isinstance(police.standing, ProtectionGranted)
    assert isinstance(labour.standing, ProtectionWasGranted)
    assert isinstance(police.late_recall, ProtectionRecallCameTooLate)
    assert town.ledgers["police"].open(police.late_recall.note) == "Nhầm với hồ sơ khác"


def test_asked_again_after_a_recall_it_waits_again() -> None:
    town = in_danger().at("labour", RECALL_PROTECTION, ASK_PROTECTION)
    assert isinstance(town.file("labour").state.protection.asked, ProtectionAsked)
    assert line(town, "police").queue is Queue.TO_TAKE


def test_taken_back_twice_it_is_taken_back_once_also_where_an_earlier_request_was_answered() -> None:
    past = (PROTECTION_TASK, GRANTED, PROTECTION_TASK, BY_ASKER)
    given(*past).when(TAKE_PROTECTION_RECALL).nothing()
    given(*past, PROTECTION_TASK).when(TAKE_PROTECTION_RECALL).then(BY_ASKER)
