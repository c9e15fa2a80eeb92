"""Notices taken back and accepted, letters, contact lost and found, the written answer, the end and the second beginning."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.domain import CASE
from services.intake.domain.happened import (
    AcceptanceLearned,
    ContactLost,
    ContactRegained,
    Event,
    FileEnded,
    FileReopened,
    FoundNotVictim,
    HandoverAccepted,
    LateAnswerFiled,
    LetterFiled,
    LetterSent,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeSentAgain,
    NoticeTaken,
    RecallCameTooLate,
    ReceptionLearned,
    SignedPaperRecorded,
    VerificationRecalled,
    VerificationRecalledByAsker,
    VictimIdentified,
    WrittenAnswerGiven,
)
from services.intake.domain.words import Stage
from shared.testing import given as given_under
from tests.intake.samples import (
    ACCEPT,
    ANSWER,
    ANSWERED,
    ASK,
    ASKED,
    ASSESS_SAFETY,
    END,
    INFORMED_FILE,
    LAW,
    LEARN_ACCEPTANCE,
    LEARN_ANSWER,
    LEARN_NOT_VICTIM,
    LEARN_RECEPTION,
    LETTER,
    LETTER_IN,
    LETTER_OUT,
    LOST,
    NOTICE,
    RECALL_NOTICE,
    RECALL_REQUEST,
    RECEIVED,
    RECEIVED_FILE,
    RECEPTION_DUE,
    RECORD_REPORT,
    REGAINED,
    REOPEN,
    REPORT,
    REPORTED,
    REQUEST,
    SEND_AGAIN,
    SIGNED,
    TAKE_NOTICE,
    TAKE_RECALL,
    TAKE_REQUEST_RECALL,
    TASK,
    VERIFYING_FILE,
    WRITTEN_ANSWER,
)

RECALLED, BY_SENDER = NoticeRecalled("sent_to_wrong_desk"), NoticeRecalledBySender("sent_to_wrong_desk")
ACCEPTED = HandoverAccepted(**vars(ACCEPT))
GONE = ContactLost(LOST.last_reached_on, LOST.note)
NOT_VICTIM_FILE = (*VERIFYING_FILE, FoundNotVictim(ANSWERED, "35/CATX"))
WRITTEN = WrittenAnswerGiven(**vars(WRITTEN_ANSWER))
ENDED = FileEnded(**vars(END))
BEFORE = date(2023, 5, 1)


def given(*past: Event) -> given_under:
    return given_under(CASE, *past, law=LAW)


# A notice taken back, a handover accepted


def test_a_notice_is_taken_back_while_nobody_has_received_her() -> None:
    given(REPORT).when(RECALL_NOTICE).then(RECALLED)
    given(REPORT, RECALLED).when(RECALL_NOTICE).nothing()


def test_a_notice_cannot_be_taken_back_after_reception() -> None:
    given(REPORT, ReceptionLearned(RECEIVED)).when(RECALL_NOTICE).refused("notice.already_received")


def test_only_a_notice_that_was_sent_is_taken_back() -> None:
    given(*RECEIVED_FILE).when(RECALL_NOTICE).refused("notice.nobody_told")


def test_what_was_taken_back_can_be_sent_again_and_is_taken_again() -> None:
    given(REPORT, RECALLED).when(SEND_AGAIN).then(NoticeSentAgain(unit="20035"))
    assert given(NOTICE, BY_SENDER).when(TAKE_NOTICE).answer == [NOTICE]


def test_the_receiving_agency_learns_that_the_notice_is_taken_back() -> None:
    given(NOTICE).when(TAKE_RECALL).then(BY_SENDER)


def test_a_recall_that_comes_after_reception_is_filed_and_changes_nothing() -> None:
    then = given(*RECEIVED_FILE).when(TAKE_RECALL).then(RecallCameTooLate("sent_to_wrong_desk"))
    assert then.state_now.stage is Stage.RECEIVED


def test_a_reception_that_crossed_the_recall_is_learned() -> None:
    assert given(REPORT, RECALLED).when(LEARN_RECEPTION).state_now.stage is Stage.RECEIVED


def test_accepting_a_handover_moves_no_clock() -> None:
    then = given(NOTICE).when(ACCEPT).then(ACCEPTED)
    assert (then.state_now.stage, then.state_now.due) == (Stage.REPORTED, RECEPTION_DUE)


def test_a_person_is_handed_over_with_minutes() -> None:
    given(NOTICE).when(replace(ACCEPT, number=None)).refused("handover.minutes_missing")
    paper_only = replace(ACCEPT, person_came=False, number=None)
    given(NOTICE).when(paper_only).then(HandoverAccepted(**vars(paper_only)))


def test_a_handover_is_accepted_from_somebody_and_not_before_it_came() -> None:
    given(replace(REPORT, notified=None)).when(ACCEPT).refused("handover.own")
    given(NOTICE).when(replace(ACCEPT, accepted_on=BEFORE)).refused("handover.before_notice")
    given(NOTICE, BY_SENDER).when(ACCEPT).refused("handover.not_waiting")


def test_the_sender_has_the_receipt_of_its_handover() -> None:
    given(REPORT).when(LEARN_ACCEPTANCE).then(AcceptanceLearned(**vars(LEARN_ACCEPTANCE)))


def test_a_notice_sent_again_waits_for_a_receipt_of_its_own() -> None:
    accepted = AcceptanceLearned(**vars(LEARN_ACCEPTANCE))
    assert given(REPORT, accepted, RECALLED).when(SEND_AGAIN).state_now.handover is None


def test_a_report_written_down_late_starts_the_clock_on_the_day_of_the_call() -> None:
    """The clock of the receiver starts at the notice (L2011 Điều 24), whenever somebody finds the time to type it."""
    late = replace(RECORD_REPORT, notified_on=ANSWERED, told_by_phone_on=REPORTED)
    given().when(late).then(REPORT)
    given().when(replace(late, told_by_phone_on=BEFORE)).refused("report.told_before")


# A request taken back


def test_a_request_is_taken_back_and_may_be_asked_again() -> None:
    then = given(*VERIFYING_FILE).when(RECALL_REQUEST).then(VerificationRecalled("police", "sent_to_wrong_desk"))
    assert then.state_now.stage is Stage.INFORMED
    then.when(ASK).then(REQUEST)


def test_a_letter_taken_back_names_no_instance() -> None:
    given(*INFORMED_FILE, LETTER).when(RECALL_REQUEST).then(VerificationRecalled(None, "sent_to_wrong_desk"))


def test_what_was_never_asked_is_not_taken_back() -> None:
    given(*INFORMED_FILE).when(RECALL_REQUEST).refused("verification.nothing_asked")


def test_the_verifying_agency_stops_when_the_request_is_taken_back() -> None:
    then = given(TASK).when(TAKE_REQUEST_RECALL).then(VerificationRecalledByAsker("sent_to_wrong_desk"))
    then.when(ANSWER).refused("verification.not_asked")


def test_an_answer_that_crossed_the_recall_is_filed() -> None:
    back = (*VERIFYING_FILE, VerificationRecalled("police", "sent_to_wrong_desk"))
    given(*back).when(LEARN_ANSWER).then(LateAnswerFiled(**vars(LEARN_ANSWER)))


# Letters


@pytest.mark.parametrize(
    ("command", "event"), [(LETTER_OUT, LetterSent), (LETTER_IN, LetterFiled), (SIGNED, SignedPaperRecorded)]
)
def test_a_letter_is_kept_with_its_number_and_a_secret_one_is_refused(command: object, event: type) -> None:
    said = {name: value for name, value in vars(command).items() if name != "classified"}
    given(*RECEIVED_FILE).when(command).then(event(**said))
    given(*RECEIVED_FILE, event(**said)).when(command).nothing()
    given(*RECEIVED_FILE).when(replace(command, classified=True)).refused("letter.classified")  # type: ignore[type-var]
    given().when(command).refused("letter.no_case")


def test_no_letter_is_answered_or_received_before_it_was_written() -> None:
    given(*RECEIVED_FILE).when(replace(LETTER_OUT, answer_by=BEFORE)).refused("letter.answer_before_letter")
    given(*RECEIVED_FILE).when(replace(LETTER_IN, received_on=BEFORE)).refused("letter.received_before_dated")


# Contact lost and found


def test_who_is_lost_is_lost_and_what_runs_goes_on() -> None:
    lost = given(*VERIFYING_FILE).when(LOST).then(GONE)
    answered = given(*lost.past, GONE).when(LEARN_ANSWER)
    assert answered.state_now.stage is Stage.LOST_CONTACT
    assert isinstance(answered.state_now.status, VictimIdentified)
    found = given(*answered.past, *answered.answer).when(REGAINED)
    found.then(ContactRegained(ANSWERED, Stage.VICTIM, REGAINED.note))


@pytest.mark.parametrize(
    ("past", "back_to"),
    [((NOTICE,), Stage.REPORTED), (RECEIVED_FILE, Stage.RECEIVED), (INFORMED_FILE, Stage.INFORMED),
     (VERIFYING_FILE, Stage.VERIFYING)],
)  # fmt: skip
def test_who_is_found_again_stands_where_the_procedure_stood(past: tuple[Event, ...], back_to: Stage) -> None:
    given(*past, GONE).when(REGAINED).then(ContactRegained(ANSWERED, back_to, REGAINED.note))


def test_contact_is_lost_and_found_in_order() -> None:
    given(*RECEIVED_FILE).when(replace(LOST, last_reached_on=BEFORE)).refused("contact.before_reception")
    given(*RECEIVED_FILE, GONE).when(replace(REGAINED, regained_on=BEFORE)).refused("contact.regained_before_lost")
    given(*RECEIVED_FILE).when(REGAINED).nothing()
    given(*RECEIVED_FILE, ENDED).when(LOST).refused("contact.ended")
    given(*RECEIVED_FILE, ENDED).when(REGAINED).refused("contact.ended")


# The written answer, the end, the second beginning


def test_who_is_not_a_victim_is_answered_in_writing() -> None:
    given(*NOT_VICTIM_FILE).when(WRITTEN_ANSWER).then(WRITTEN)
    given(*VERIFYING_FILE).when(WRITTEN_ANSWER).refused("written_answer.not_decided")


def test_the_written_answer_follows_the_decision_and_is_given_after_it_was_written() -> None:
    given(*NOT_VICTIM_FILE).when(replace(WRITTEN_ANSWER, dated=ASKED)).refused("written_answer.before_decision")
    given(*NOT_VICTIM_FILE).when(replace(WRITTEN_ANSWER, given_on=BEFORE)).refused("written_answer.given_before_dated")


def test_a_file_of_somebody_who_is_not_a_victim_ends_only_after_the_written_answer() -> None:
    given(*NOT_VICTIM_FILE).when(END).refused("ending.without_written_answer")
    given(*NOT_VICTIM_FILE, WRITTEN).when(END).then(ENDED)


def test_no_file_ends_while_an_answer_is_awaited_nor_that_of_a_victim() -> None:
    given(*VERIFYING_FILE).when(END).refused("ending.too_early")
    victim = VictimIdentified("POLICE_DISTRICT_CERT", "07/GXN", ANSWERED, ANSWERED, "34/CATX")
    given(*VERIFYING_FILE, victim).when(END).refused("ending.too_early")


def test_an_ending_has_its_day_and_is_said_once() -> None:
    given(*RECEIVED_FILE).when(replace(END, ended_on=BEFORE)).refused("ending.before_reception")
    given(*RECEIVED_FILE, ENDED).when(END).nothing()


def test_an_ended_file_is_taken_up_where_it_stood() -> None:
    given(*RECEIVED_FILE, ENDED).when(REOPEN).then(FileReopened(ANSWERED, "new_information", Stage.RECEIVED))
    given(*RECEIVED_FILE, ENDED).when(replace(REOPEN, reopened_on=BEFORE)).refused("ending.reopened_before_end")
    given(*RECEIVED_FILE).when(REOPEN).nothing()


def test_who_was_found_not_to_be_a_victim_may_be_verified_again() -> None:
    then = given(*NOT_VICTIM_FILE).when(REOPEN).then(FileReopened(ANSWERED, "new_information", Stage.INFORMED))
    again = given(*then.past, *then.answer).when(replace(ASK, asked_on=ANSWERED))
    assert again.state_now.stage is Stage.VERIFYING
    assert given(*again.past, *again.answer).when(LEARN_NOT_VICTIM).state_now.stage is Stage.NOT_VICTIM


def test_only_the_agency_that_receives_her_ends_and_reopens() -> None:
    for command in (LOST, REGAINED, WRITTEN_ANSWER, END, REOPEN):
        given(REPORT).when(command).refused("ending.not_ours")
        given(TASK).when(command).refused("ending.not_ours")


def test_a_notice_taken_back_leaves_nothing_to_care_for() -> None:
    given(NOTICE, BY_SENDER).when(ASSESS_SAFETY).refused("care.not_ours")
    assert isinstance(given(NOTICE, BY_SENDER).when(TAKE_NOTICE).answer[0], NoticeTaken)
