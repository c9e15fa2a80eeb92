"""The rules of intake: what follows from what, what is refused, and that saying it twice changes nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.intake.domain import CASE
from services.intake.domain.asked import (
    ExtendVerification,
    GiveEssentialNeeds,
    RecordLetterAnswer,
    RecordPoliceRefusal,
    RecordProof,
    ReturnNotice,
    ReturnVerification,
    SendNoticeAgain,
)
from services.intake.domain.happened import (
    EssentialNeedsGiven,
    Event,
    FoundNotVictim,
    FoundUnresolved,
    LateAnswerFiled,
    NoticeCameBack,
    NoticeReturnedToSender,
    NoticeSentAgain,
    PoliceRefused,
    ReceptionLearned,
    VerificationAnswered,
    VerificationCameBack,
    VerificationDelayed,
    VerificationExtended,
    VerificationReturnedToSender,
    VictimIdentified,
)
from services.intake.domain.learned import LearnAnswer, LearnDelay, LearnReception, TakeRequestBack, TakeReturn
from services.intake.domain.words import Outcome, Stage, Wish
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.testing import given as given_under
from tests.intake.samples import (
    ANSWER,
    ANSWER_DUE,
    ANSWERED,
    ASK,
    ASK_BY_LETTER,
    ASKED,
    INFORMATION,
    INFORMED_FILE,
    LAW,
    LEARN_ANSWER,
    LETTER,
    NAME,
    NOTICE,
    RECEIVED,
    RECEIVED_FILE,
    RECEPTION,
    RECORD_INFORMATION,
    RECORD_RECEPTION,
    RECORD_REPORT,
    REPORT,
    REPORTED,
    REQUEST,
    TAKE_NOTICE,
    TAKE_VERIFICATION,
    TASK,
    VERIFYING_FILE,
)

IDENTIFIED = VictimIdentified("POLICE_DISTRICT_CERT", "07/GXN", ANSWERED, ANSWERED, "34/CATX")
PROOF = RecordProof("FOREIGN_DOC_LEGALISED", "HP-1", REPORTED)
PROVEN = VictimIdentified("FOREIGN_DOC_LEGALISED", "HP-1", REPORTED, REPORTED)
RETURN, CAME_BACK = ReturnNotice("incomplete", Sealed("thiếu")), NoticeCameBack("incomplete", Sealed("thiếu"))


def given(*past: Event, law: Law = LAW) -> given_under:
    return given_under(CASE, *past, law=law)


# The report and its notice


def test_a_report_is_recorded_and_the_receiving_agency_is_notified_at_once() -> None:
    given().when(RECORD_REPORT).then(REPORT)


def test_a_report_needs_nothing_about_the_person() -> None:
    bare = replace(RECORD_REPORT, name=None, contact=None, story=None, unit=None)
    assert given().when(bare).answer[0].notified == "labour"


def test_the_receiving_agency_notifies_nobody_of_its_own_report() -> None:
    given().when(replace(RECORD_REPORT, recorder="labour")).then(replace(REPORT, notified=None))


def test_an_agency_without_an_instance_is_not_notified_by_message() -> None:
    labour = replace(LAW.agencies["labour"], services=frozenset())
    law = replace(LAW, agencies={**LAW.agencies, "labour": labour})
    given(law=law).when(RECORD_REPORT).then(replace(REPORT, notified=None))


def test_the_clock_of_the_notice_counts_from_the_notice_and_not_from_when_it_was_taken() -> None:
    given().when(TAKE_NOTICE).then(NOTICE)
    assert NOTICE.reception_due == date(2023, 5, 8)


def test_a_term_nobody_confirmed_gives_no_deadline() -> None:
    given(law=replace(LAW, terms={})).when(TAKE_NOTICE).then(replace(NOTICE, reception_due=None))


def test_a_report_with_a_channel_nobody_knows_is_refused() -> None:
    given().when(replace(RECORD_REPORT, channel="drums")).refused("code.unknown")


def test_a_report_of_a_unit_nobody_knows_is_refused() -> None:
    given().when(replace(RECORD_REPORT, unit="99999")).refused("unit.unknown")


def test_a_report_of_tomorrow_is_refused() -> None:
    given().when(replace(RECORD_REPORT, reported_on=RECEIVED)).refused("report.in_future")


def test_a_notice_that_lacks_something_goes_back_and_comes_again() -> None:
    given(NOTICE).when(RETURN).then(NoticeReturnedToSender("incomplete", Sealed("thiếu")))
    given(REPORT).when(TakeReturn("incomplete", Sealed("thiếu"))).then(CAME_BACK)
    more = SendNoticeAgain(name=Sealed(NAME))
    given(REPORT, CAME_BACK).when(more).then(NoticeSentAgain(name=Sealed(NAME)))
    given(NOTICE, NoticeReturnedToSender("incomplete")).when(TAKE_NOTICE).then(NOTICE)


def test_what_is_not_said_again_stays() -> None:
    file = given(REPORT, CAME_BACK, NoticeSentAgain(name=Sealed("Tên khác"))).state
    assert (file.person.name, file.person.contact, file.unit) == (Sealed("Tên khác"), REPORT.contact, REPORT.unit)


def test_only_a_notice_that_came_back_is_sent_again() -> None:
    given(REPORT).when(SendNoticeAgain()).refused("notice.not_returned")


def test_our_own_report_cannot_be_returned_to_anybody() -> None:
    given(replace(REPORT, notified=None)).when(RETURN).refused("notice.own")


def test_a_notice_is_not_returned_once_the_person_was_received() -> None:
    given(*RECEIVED_FILE).when(RETURN).refused("notice.already_received")


def test_the_reporter_learns_that_the_person_was_received() -> None:
    assert (
        given(REPORT).when(LearnReception(RECEIVED)).then(ReceptionLearned(RECEIVED)).state_now.stage is Stage.RECEIVED
    )


# Reception


def test_reception_gives_essential_needs_in_the_same_step() -> None:
    given(NOTICE).when(RECORD_RECEPTION).then(RECEPTION, EssentialNeedsGiven(("meals",), RECEIVED))


def test_reception_works_without_any_sealed_field() -> None:
    bare = replace(RECORD_RECEPTION, safe_contact=None, relatives=None, essential_needs=())
    assert len(given(NOTICE).when(bare).answer) == 1


def test_nobody_is_received_without_a_report() -> None:
    given().when(RECORD_RECEPTION).refused("reception.before_report")


def test_the_reporter_does_not_receive_whom_it_handed_over() -> None:
    given(REPORT).when(RECORD_RECEPTION).refused("reception.not_ours")


def test_nobody_is_received_before_the_report_but_perhaps_before_the_notice() -> None:
    early = replace(RECORD_RECEPTION, received_on=date(2023, 5, 4), essential_needs=())
    given(replace(REPORT, notified=None)).when(early).refused("reception.before_report")
    given(NOTICE).when(early).then(replace(RECEPTION, received_on=date(2023, 5, 4), essential_needs=()))


def test_nobody_is_received_twice() -> None:
    given(*RECEIVED_FILE).when(replace(RECORD_RECEPTION, received_on=ASKED)).refused("reception.already_recorded")


def test_essential_needs_are_given_before_reception_too() -> None:
    given(NOTICE).when(GiveEssentialNeeds(("clothing",), REPORTED)).then(EssentialNeedsGiven(("clothing",), REPORTED))


def test_initial_information_comes_after_reception() -> None:
    given(NOTICE).when(RECORD_INFORMATION).refused("information.before_reception")
    given(*RECEIVED_FILE).when(RECORD_INFORMATION).then(INFORMATION)


def test_initial_information_recorded_again_corrects_and_keeps_the_stage() -> None:
    corrected = replace(RECORD_INFORMATION, country=None)
    after = given(*VERIFYING_FILE).when(corrected).then(replace(INFORMATION, country=None)).state_now
    assert (after.stage, after.information.country) == (Stage.VERIFYING, None)


def test_the_main_purpose_is_one_of_the_purposes() -> None:
    wrong = replace(RECORD_INFORMATION, purposes=("P11",))
    given(*RECEIVED_FILE).when(wrong).refused("information.primary_not_listed")


# Verification


def test_verification_is_refused_before_reception() -> None:
    given(NOTICE).when(ASK).refused("verification.before_reception")


def test_verification_is_refused_before_the_initial_information() -> None:
    given(*RECEIVED_FILE).when(ASK).refused("verification.before_information")


def test_verification_is_refused_when_she_was_not_told() -> None:
    given(*INFORMED_FILE).when(replace(ASK, told_her=False)).refused("verification.not_told")


def test_verification_is_refused_when_she_refuses() -> None:
    given(*INFORMED_FILE).when(replace(ASK, her_wish=Wish.REFUSES)).refused("verification.she_refuses")


def test_verification_is_asked_of_the_agency_that_may_verify() -> None:
    given(*INFORMED_FILE).when(ASK).then(REQUEST)
    assert REQUEST.due_on == date(2023, 5, 29)


def test_verification_is_asked_once() -> None:
    given(*VERIFYING_FILE).when(replace(ASK, asked_on=ANSWERED)).refused("verification.already_asked")


def test_without_an_instance_that_verifies_only_a_letter_asks() -> None:
    law = replace(LAW, agencies={k: v for k, v in LAW.agencies.items() if k != "police"})
    given(*INFORMED_FILE, law=law).when(ASK).refused("verification.by_letter_only")
    given(*INFORMED_FILE, law=law).when(ASK_BY_LETTER).then(LETTER)


def test_a_letters_answer_is_recorded_by_hand() -> None:
    answer = RecordLetterAnswer(Outcome.VICTIM, "34/CATX", ANSWERED, "07/GXN", ANSWERED)
    given(*INFORMED_FILE, LETTER).when(answer).then(IDENTIFIED)
    given(*VERIFYING_FILE).when(answer).refused("answer.not_asked_by_letter")


def test_the_verifying_agency_gets_its_task_with_the_askers_deadline() -> None:
    assert given().when(TAKE_VERIFICATION).then(TASK).state_now.due == ANSWER_DUE


def test_the_reporting_police_can_be_asked_to_verify_the_same_case() -> None:
    assert given(REPORT, ReceptionLearned(RECEIVED)).when(TAKE_VERIFICATION).then(TASK).state_now.stage is Stage.ASKED


def test_a_victim_gets_a_certificate_with_number_and_day() -> None:
    given(TASK).when(replace(ANSWER, certificate_on=None)).refused("answer.certificate_missing")
    given(TASK).when(ANSWER).then(VerificationAnswered(**vars(ANSWER)))


def test_only_a_victim_gets_a_certificate() -> None:
    given(TASK).when(replace(ANSWER, outcome=Outcome.NOT_VICTIM)).refused("answer.certificate_without_victim")


def test_no_answer_is_older_than_the_question() -> None:
    given(TASK).when(replace(ANSWER, answered_on=REPORTED)).refused("answer.before_request")


def test_nobody_answers_what_was_not_asked() -> None:
    given().when(ANSWER).refused("verification.not_asked")


def test_more_time_without_a_confirmed_term_needs_a_day_from_a_person() -> None:
    given(TASK).when(ExtendVerification("complex_case")).refused("extension.day_missing")
    later = date(2023, 6, 30)
    extended = VerificationExtended(later, "complex_case", by_person=True)
    assert given(TASK).when(ExtendVerification("complex_case", later)).then(extended).state_now.due == later


def test_more_time_is_never_less_time() -> None:
    given(TASK).when(ExtendVerification("complex_case", ANSWERED)).refused("extension.not_later")


def test_a_request_that_cannot_be_verified_goes_back_and_can_be_asked_again() -> None:
    given(TASK).when(ReturnVerification("incomplete")).then(VerificationReturnedToSender("incomplete"))
    back = VerificationCameBack("incomplete")
    given(*VERIFYING_FILE).when(TakeRequestBack("incomplete")).then(back)
    given(*VERIFYING_FILE, back).when(ASK).then(REQUEST)


def test_the_asker_learns_of_the_delay() -> None:
    delayed = VerificationDelayed(date(2023, 6, 30), "complex_case")
    assert (
        given(*VERIFYING_FILE).when(LearnDelay(delayed.due_on, delayed.reason)).then(delayed).state_now.due
        == delayed.due_on
    )


@pytest.mark.parametrize(
    ("outcome", "event", "stage"),
    [
        (Outcome.NOT_VICTIM, FoundNotVictim(ANSWERED, "34/CATX"), Stage.NOT_VICTIM),
        (Outcome.UNRESOLVED, FoundUnresolved(ANSWERED, "34/CATX"), Stage.UNRESOLVED),
    ],
)
def test_her_status_follows_the_answer(outcome: Outcome, event: Event, stage: Stage) -> None:
    answer = LearnAnswer(outcome, ANSWERED, "34/CATX")
    assert given(*VERIFYING_FILE).when(answer).then(event).state_now.stage is stage


def test_an_answer_that_she_is_a_victim_identifies_her_on_the_police_certificate() -> None:
    given(*VERIFYING_FILE).when(LEARN_ANSWER).then(IDENTIFIED)


def test_unresolved_can_be_asked_again() -> None:
    given(*VERIFYING_FILE, FoundUnresolved(RECEIVED, "34/CATX")).when(replace(ASK, asked_on=ANSWERED)).then(
        replace(REQUEST, asked_on=ANSWERED, due_on=date(2023, 6, 12))
    )


def test_a_paper_she_already_holds_makes_her_a_victim_without_the_police() -> None:
    given(*RECEIVED_FILE).when(PROOF).then(PROVEN)
    given(NOTICE).when(PROOF).refused("proof.before_reception")


def test_an_answer_that_comes_after_the_proof_is_filed_and_changes_nothing() -> None:
    late = LearnAnswer(Outcome.NOT_VICTIM, ANSWERED, "34/CATX")
    after = given(*VERIFYING_FILE, PROVEN).when(late).then(LateAnswerFiled(**vars(late))).state_now
    assert (after.stage, after.status) == (Stage.VICTIM, PROVEN)


def test_she_may_refuse_the_police_and_change_her_mind() -> None:
    refusal = RecordPoliceRefusal(RECEIVED, "fear_of_reprisal")
    refused = PoliceRefused(RECEIVED, "fear_of_reprisal")
    given(*INFORMED_FILE).when(refusal).then(refused)
    given(*INFORMED_FILE, refused).when(ASK).then(REQUEST)
    given(*VERIFYING_FILE).when(refusal).refused("police_refusal.too_late")


@pytest.mark.parametrize(
    ("past", "command"),
    [
        ((REPORT,), RECORD_REPORT),
        ((NOTICE,), TAKE_NOTICE),
        ((NOTICE, NoticeReturnedToSender("incomplete")), RETURN),
        ((REPORT, CAME_BACK), TakeReturn("incomplete")),
        ((REPORT, ReceptionLearned(RECEIVED)), LearnReception(RECEIVED)),
        (RECEIVED_FILE, RECORD_RECEPTION),
        ((NOTICE, EssentialNeedsGiven(("meals",), RECEIVED)), GiveEssentialNeeds(("meals",), RECEIVED)),
        (INFORMED_FILE, RECORD_INFORMATION),
        (VERIFYING_FILE, ASK),
        ((*INFORMED_FILE, LETTER), ASK_BY_LETTER),
        ((*VERIFYING_FILE, IDENTIFIED), LEARN_ANSWER),
        ((*RECEIVED_FILE, PROVEN), PROOF),
        ((*INFORMED_FILE, PoliceRefused(RECEIVED, "health")), RecordPoliceRefusal(RECEIVED, "health")),
        ((TASK,), TAKE_VERIFICATION),
        ((TASK, VerificationAnswered(**vars(ANSWER))), ANSWER),
        ((TASK, VerificationReturnedToSender("incomplete")), ReturnVerification("incomplete")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_said_twice_is_done_once(past: tuple[Event, ...], command: Any) -> None:
    law = replace(LAW, lists={**LAW.lists, "police_refusal_reasons": {"health": LAW.lists["channels"]["person"]}})
    given(*past, law=law if isinstance(command, RecordPoliceRefusal) else LAW).when(command).nothing()
