"""The term of a referral's answer: by the law where it has one, else set by whoever asks; late, it names who was asked."""

from dataclasses import replace
from datetime import date

from services.support.domain.case import CASE
from services.support.domain.case_commands import AgreePlan, OfferReferral
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.words import PlanItem, Risk
from services.support.pages.case_page import answers_due
from services.support.pages.steps import first_due
from services.support.projections import Due
from shared.kernel.deadlines import Count, Open, Term
from shared.kernel.law import Law
from shared.kernel.words import Confidence
from shared.testing import actor, deliver, record
from tests.support.office import CASE_ID, Office, as_citizen, lead_with_case
from tests.support.samples import FIRST
from tests.support.test_pages import PAGE, text

JUNE_1, JUNE_20, JULY_5 = date(2023, 6, 1), date(2023, 6, 20), date(2023, 7, 5)
LEAD = actor("labour", "case_lead")
WHY = "Không tìm thấy thời hạn trong luật và thị xã chưa ấn định; người chuyển ghi ngày cần trả lời."


def offered(answer_by: date | None, law: Law | None = None) -> Office:
    """The lead has asked health; today is 30 June 2023."""
    office = lead_with_case()
    office.law = law or office.law
    offer = OfferReferral("counselling", "health", JUNE_1, she_agrees=True, answer_by=answer_by)
    record(office.ledger, CASE, CASE_ID, offer, law=office.law)
    office.keep()
    return office


def with_term(length: int) -> Law:
    law = lead_with_case().law
    answer = Term("referral_answer", Count.WORKING_DAYS, length, ("KH2023",), Confidence.VERIFIED, since="ngày đề nghị")
    return replace(law, terms={**law.terms, "referral_answer": answer})


def test_where_the_law_has_no_term_the_day_is_that_of_whoever_asked() -> None:
    office = offered(JULY_5)
    (due,) = answers_due(office.support.look(LEAD, CASE_ID).file, office.law, JUNE_1).values()
    assert (due.end, due.by_person) == (JULY_5, True)
    shown = text(office.browser("case_lead").get(PAGE))
    assert f"Do người ấn định, hết ngày 05/07/2023. {WHY}" in shown
    assert "hết 05/07, còn 5 ngày" in shown


def test_where_nobody_set_a_day_the_page_says_why_there_is_none() -> None:
    office = offered(None)
    (due,) = answers_due(office.support.look(LEAD, CASE_ID).file, office.law, JUNE_1).values()
    assert (due.end, due.open) == (None, Open.NO_LENGTH)
    assert f"Vì sao chưa có hạn? Chưa có hạn. {WHY}" in text(office.browser("case_lead").get(PAGE))


def test_a_law_with_a_term_gives_the_day_by_itself() -> None:
    office = offered(None, with_term(5))
    (due,) = answers_due(office.support.look(LEAD, CASE_ID).file, office.law, JUNE_1).values()
    assert (due.end, due.by_person) == (date(2023, 6, 8), False)
    shown = text(office.browser("case_lead").get(PAGE))
    assert "5 ngày làm việc kể từ ngày đề nghị 01/06/2023 (KH2023), hết ngày 08/06/2023" in shown


def test_a_late_answer_names_the_agency_that_was_asked_on_the_case_and_in_the_queue() -> None:
    office = offered(JUNE_20)
    late = "quá hạn 10 ngày — đang ở Trung tâm Y tế"
    browser = office.browser("case_lead")
    assert text(browser.get(PAGE)).count(late) == 2  # in the bar, and at the referral
    assert late in text(browser.get("/queues/late"))


def test_the_agency_that_was_asked_reads_its_own_name_and_the_same_sentence() -> None:
    lead, health = offered(JUNE_20), Office("health")
    deliver(lead.ledger, health.ledger)
    shown = text(health.browser("service_officer").get(PAGE))
    assert "quá hạn 10 ngày — đang ở Trung tâm Y tế" in shown
    assert f"Do người ấn định, hết ngày 20/06/2023. {WHY}" in shown


def test_a_late_line_of_the_plan_names_its_agency_until_it_was_delivered() -> None:
    office = lead_with_case()
    plan = AgreePlan(JUNE_1, (PlanItem("counselling", "health", None, JUNE_20),), she_agrees=True)
    record(office.ledger, CASE, CASE_ID, plan, law=office.law)
    assert "quá hạn 10 ngày — đang ở Trung tâm Y tế" in text(office.browser("case_lead").get(PAGE))


def test_what_falls_due_first_says_who_has_to_do_it() -> None:
    office = offered(JULY_5)
    folder = office.support.look(LEAD, CASE_ID).file
    assert first_due(folder, JUNE_1) == Due(JULY_5, "health")
    assert office.lines.docs[str(CASE_ID)].due(JUNE_1) == Due(JULY_5, "health")
    record(office.ledger, CASE, CASE_ID, RecordFollowUp(JUNE_20, Risk.LOW, date(2023, 7, 1)), law=office.law)
    office.keep()
    assert first_due(office.support.look(LEAD, CASE_ID).file, JUNE_1) == Due(date(2023, 7, 1))
    assert office.lines.docs[str(CASE_ID)].due(JUNE_1) == Due(date(2023, 7, 1))


def test_the_form_says_who_sets_the_day() -> None:
    shown = text(lead_with_case().browser("case_lead").get(f"{PAGE}/referrals"))
    assert "Luật chưa có thời hạn trả lời thì người đề nghị ấn định ngày." in shown


def test_the_first_examination_takes_the_term_of_the_law_where_there_is_one() -> None:
    for law, due in ((lead_with_case().law, None), (with_term(3), date(2023, 5, 11))):
        office = Office("labour")
        office.law = law
        record(office.ledger, CASE, CASE_ID, as_citizen(first_examination=True), law=law)
        (asked,) = office.support.look(LEAD, CASE_ID).file.lead.referrals
        assert (asked.id, asked.offered.answer_by) == (FIRST, due)
