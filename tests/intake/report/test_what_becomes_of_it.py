"""A report leads to a case, joins one, goes to another desk and comes back, is answered, and is closed with a reason."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.intake.domain.report import REPORT
from services.intake.domain.report.asked import CloseReport
from services.intake.domain.report.happened import (
    AnswerSentToReporter,
    HotlineAnswered,
    ReportClosed,
    ReportHandedOver,
    ReportJoinedToCase,
    ReportReopened,
    TipAnswerLearned,
    TipCameBack,
    TipPassedOn,
    TipReceiptLearned,
    TipReturnedToSender,
)
from services.intake.domain.report.learned import LearnTipAnswer, LearnTipReceipt, TakeTip, TakeTipBack
from services.intake.domain.report.words import Stage
from shared.kernel.codes import report_code
from shared.kernel.words import CaseId, ReportId
from shared.testing import given, identity
from tests.intake.report.samples import (
    ANSWER,
    CLOSE,
    HIGH,
    HOTLINE_ANSWER,
    HT,
    JOIN,
    LATER,
    LAW,
    LINK,
    LINKED,
    NOTIFIED,
    NOTIFY,
    PASS_ON,
    PASSED,
    REOPEN,
    RETURN,
    TAKE,
    TAKE_TIP,
    TAKEN,
    TB,
    TIP,
    TOLD,
    TRIAGE,
    TRIAGED,
)

OTHER = ReportId(identity("another report"))
CLOSED = ReportClosed(LATER, "unfounded", note=CLOSE.note)
BACK = TipReturnedToSender(**vars(RETURN))


def after(*past: Any) -> given:
    return given(REPORT, HIGH, *past, law=LAW)


def test_a_case_opened_from_a_report_stands_in_it_and_is_linked_once() -> None:
    after().when(LINK).then(LINKED)
    after(LINKED).when(LINK).nothing()
    assert after(LINKED).state.stage is Stage.LINKED


def test_a_report_about_two_people_leads_to_two_cases_and_no_third() -> None:
    two = replace(TRIAGED, persons=2)
    second, third = (replace(LINK, case=CaseId(uuid4())) for _ in range(2))
    after(two, LINKED).when(second).then(type(LINKED)(**vars(second)))
    after(two, LINKED).when(second, third).refused("link.not_open")
    after(LINKED).when(second).refused("link.not_open")


def test_of_two_people_one_has_a_case_already_and_the_other_gets_one() -> None:
    joined = ReportJoinedToCase(LATER, JOIN.case, HT)  # type: ignore[arg-type]
    second, third = (replace(LINK, case=CaseId(uuid4())) for _ in range(2))
    two = after(replace(TRIAGED, persons=2), joined)
    two.when(second).then(type(LINKED)(**vars(second)))
    two.when(third).refused("link.not_open")
    after(TRIAGED, joined).when(second).refused("link.not_open")


def test_several_reports_about_one_person_join_one_case() -> None:
    after().when(JOIN).then(ReportJoinedToCase(LATER, JOIN.case, HT))  # type: ignore[arg-type]
    after(ReportJoinedToCase(LATER, LINK.case, HT)).when(JOIN).nothing()
    after().when(replace(JOIN, case=None)).refused("join.unknown_case")
    after(LINKED).when(replace(JOIN, case=CaseId(uuid4()))).refused("join.not_open")


def test_it_is_passed_on_once_and_waits_there() -> None:
    after().when(PASS_ON).then(PASSED)
    after(PASSED).when(PASS_ON).nothing()
    after(PASSED).when(replace(PASS_ON, to="police")).refused("pass.not_open")


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"to": "communes"}, "pass.unit_missing"), ({"to": "communes", "unit": "20035"}, "pass.same_desk"),
        ({"to": "labour", "unit": "20011"}, "pass.unit_elsewhere"), ({"to": "border_guard"}, "pass.by_letter_only"),
    ],
    ids=["no unit", "same unit", "a unit of others", "no desk"],
)  # fmt: skip
def test_it_goes_only_where_somebody_can_see_it(wrong: dict[str, Any], rule: str) -> None:
    after().when(replace(PASS_ON, **wrong)).refused(rule)


def test_an_agency_without_the_power_to_take_reports_gets_none() -> None:
    mute = {**LAW.agencies, "labour": replace(LAW.agencies["labour"], powers=frozenset({"reception"}))}
    given(REPORT, HIGH, law=replace(LAW, agencies=mute)).when(PASS_ON).refused("pass.by_letter_only")


def test_another_unit_of_the_same_agency_has_it_from_then_on() -> None:
    to_them = replace(PASS_ON, to="communes", unit="20011")
    moved = after().when(to_them).then(ReportHandedOver(LATER, "20011", PASS_ON.note))
    assert (moved.state_now.unit, moved.state_now.stage) == ("20011", Stage.UNTRIAGED)
    after(ReportHandedOver(LATER, "20011", PASS_ON.note)).when(to_them).nothing()
    after(ReportHandedOver(LATER, "20011")).when(to_them).refused("pass.same_desk")


def test_what_was_passed_on_to_us_is_returned_with_a_reason_never_passed_back() -> None:
    tip = given(REPORT, TIP, law=LAW)
    tip.when(RETURN).then(BACK)
    given(REPORT, TIP, BACK, law=LAW).when(RETURN).nothing()
    given(REPORT, TIP, law=LAW).when(replace(PASS_ON, giver="labour", to="communes", unit="20035")).refused(
        "pass.back_to_sender"
    )
    after().when(RETURN).refused("tip.own")
    given(REPORT, TIP, LINKED, law=LAW).when(RETURN).refused("tip.not_open")
    given(REPORT, TIP, law=LAW).when(replace(RETURN, reason="mood")).refused("code.unknown")


def test_what_the_public_page_took_for_no_unit_is_not_returned_to_nobody_but_given_to_a_unit() -> None:
    nobodys = given(REPORT, replace(TIP, in_no_unit=True), law=LAW)
    to_them = replace(PASS_ON, giver="labour", to="communes", unit="20035")
    nobodys.when(RETURN).refused("tip.nobody_there")
    nobodys.when(to_them).then(TipPassedOn(LATER, "communes", "20035", PASS_ON.note))
    somebodys = given(REPORT, replace(TIP, channel="online", place=None), law=LAW)
    somebodys.when(to_them).refused("pass.back_to_sender")
    somebodys.when(RETURN).then(BACK)


def test_whoever_passes_it_on_says_whether_a_unit_of_theirs_has_it() -> None:
    nowhere = given(REPORT, law=LAW).when(replace(TAKE, unit=None)).answer
    assert nowhere[1] == TipPassedOn(TAKEN, "labour", None, in_no_unit=True)
    after().when(PASS_ON).then(PASSED)
    assert not PASSED.in_no_unit, "the commune whose officer passed it on has it"
    of_no_units = replace(PASS_ON, giver="labour", to="police")
    (passed,) = given(REPORT, replace(TIP, in_no_unit=True), law=LAW).when(of_no_units).answer
    assert not passed.in_no_unit, "the labour office sees all that it has, wherever it came from"


def test_what_came_back_waits_here_again_as_far_as_it_was() -> None:
    back = TakeTipBack("labour", "incomplete")
    returned = after(TRIAGED, PASSED).when(back).then(TipCameBack("incomplete"))
    assert returned.state_now.stage is Stage.TRIAGED
    assert after(PASSED).when(back).state_now.stage is Stage.UNTRIAGED
    after(PASSED, TipCameBack("incomplete")).when(back).nothing()


def test_only_an_agency_it_was_passed_on_to_can_say_anything_about_it() -> None:
    for learned in (
        TakeTipBack("police", "incomplete"), LearnTipReceipt("police", LATER), LearnTipAnswer("police", "1/CA", LATER)
    ):  # fmt: skip
        after(PASSED).when(learned).refused("answer.not_from_whom_we_asked")


def test_a_receipt_and_an_answer_are_learned_once() -> None:
    receipt, answer = LearnTipReceipt("labour", LATER), LearnTipAnswer("labour", "15/LĐ", LATER)
    after(PASSED).when(receipt).then(TipReceiptLearned("labour", LATER))
    after(PASSED, TipReceiptLearned("labour", LATER)).when(receipt).nothing()
    after(PASSED).when(answer).then(TipAnswerLearned("labour", "15/LĐ", LATER))
    after(PASSED, TipAnswerLearned("labour", "15/LĐ", LATER)).when(answer).nothing()


def test_a_tip_that_went_round_is_taken_again_and_one_that_lies_here_is_not() -> None:
    round_ = replace(TAKE_TIP, sender="police")
    assert given(REPORT, HIGH, PASSED, law=LAW).when(round_).state_now.sender == "police"
    given(REPORT, TIP, law=LAW).when(TAKE_TIP).nothing()
    given(REPORT, TIP, CLOSED, law=LAW).when(TAKE_TIP).nothing()
    assert given(REPORT, TIP, BACK, law=LAW).when(TAKE_TIP).state_now.stage is Stage.UNTRIAGED


def test_an_office_is_answered_under_a_number_and_nobody_else() -> None:
    after().when(ANSWER).then(AnswerSentToReporter("15/UBND", LATER, "111/2023-77"))
    after(AnswerSentToReporter("15/UBND", LATER, "111/2023-77")).when(ANSWER).nothing()
    given(REPORT, replace(HIGH, channel="citizen"), law=LAW).when(ANSWER).refused("reporter.no_office")
    assert given(REPORT, replace(TIP, channel="citizen"), law=LAW).when(ANSWER).answer  # its sender is an office


def test_nobody_is_answered_and_the_hotline_not_told_before_anybody_told_us() -> None:
    before = TOLD - timedelta(days=1)
    after().when(replace(ANSWER, dated=before)).refused("reporter.answer_before_report")
    after().when(replace(NOTIFY, on=before)).refused("hotline.notice_before_report")
    assert after().when(replace(ANSWER, dated=TOLD)).answer
    assert after().when(replace(NOTIFY, on=TOLD)).answer


def test_the_hotline_is_told_and_its_answer_recorded() -> None:
    answered = HotlineAnswered(**vars(HOTLINE_ANSWER))
    after().when(NOTIFY).then(NOTIFIED)
    after(NOTIFIED).when(NOTIFY).nothing()
    after().when(HOTLINE_ANSWER).refused("hotline.not_notified")
    after(NOTIFIED).when(HOTLINE_ANSWER).then(answered)
    after(NOTIFIED, answered).when(HOTLINE_ANSWER).nothing()
    after(NOTIFIED).when(replace(HOTLINE_ANSWER, on=TOLD)).refused("hotline.answer_before_notice")


def test_a_report_is_closed_once_with_a_reason_and_re_opened_with_another() -> None:
    after().when(CLOSE).then(CLOSED)
    after(CLOSED).when(CLOSE).nothing()
    after(CLOSED).when(CloseReport(LATER, "opened")).refused("close.already_closed")
    after(CLOSED).when(REOPEN).then(ReportReopened(LATER, "news"))
    after(CLOSED, ReportReopened(LATER, "news")).when(REOPEN).nothing()
    after().when(REOPEN).refused("reopen.not_closed")
    assert after(TRIAGED, CLOSED, ReportReopened(LATER, "news")).state.stage is Stage.TRIAGED
    after(CLOSED, ReportReopened(LATER, "news")).when(CLOSE).then(CLOSED)


@pytest.mark.parametrize(
    ("close", "rule"),
    [
        (CloseReport(LATER, "boredom"), "code.unknown"), (CloseReport(LATER, "elsewhere"), "close.body_missing"),
        (CloseReport(LATER, "repeats"), "close.unknown_report"), (CloseReport(LATER, "opened"), "close.no_case"),
        (CloseReport(LATER, "repeats", TB, OTHER), "close.repeats_itself"),
        (CloseReport(LATER, "unfounded", report_code(OTHER), OTHER), "close.no_duplicate"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_a_reason_that_asks_for_more_is_not_enough_alone(close: CloseReport, rule: str) -> None:
    after().when(close).refused(rule)


def test_each_reason_with_what_it_asks_for_closes() -> None:
    other = report_code(OTHER)
    after().when(CloseReport(LATER, "repeats", other, OTHER)).then(ReportClosed(LATER, "repeats", OTHER, other))
    after().when(CloseReport(LATER, "elsewhere", passed_to="social", number="9/UBND")).then(
        ReportClosed(LATER, "elsewhere", passed_to="social", number="9/UBND")
    )
    after(LINKED).when(CloseReport(LATER, "opened")).then(ReportClosed(LATER, "opened"))


def test_what_lies_at_another_desk_is_not_closed_here() -> None:
    after(PASSED).when(CLOSE).refused("close.not_here")
    given(REPORT, law=LAW).when(CLOSE).refused("tip.unknown")


def test_a_report_never_heard_of_can_be_told_nothing() -> None:
    for command in (LINK, PASS_ON, NOTIFY, TRIAGE, REOPEN):
        given(REPORT, law=LAW).when(command).refused("tip.unknown")
    assert isinstance(TAKE_TIP, TakeTip)
    assert given(REPORT, law=LAW).when(TAKE_TIP).answer == [TIP]
