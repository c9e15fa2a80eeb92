"""What an officer sees of services and stays: short forms in the words of each service, and what reached her."""

import re

import pytest

from services.support.domain.case import CASE
from services.support.domain.case_commands import ChooseReading, OfferReferral
from services.support.domain.services.parts import GivePart
from services.support.domain.stays.stay_commands import EnterFacility, ExtendMeals, LeaveFacility
from services.support.domain.work import WORK
from services.support.domain.work_commands import AcceptReferral, DeliverService
from shared.kernel.sealed import Sealed
from shared.testing import actor, deliver, record
from tests.support.office import CASE_ID, Office, lead_with_case, post
from tests.support.samples import FIRST, LATER, NEXT, SECOND
from tests.support.test_pages import PAGE, send, text

MAY_20 = LATER.replace(day=20)


def asked_for(*services: tuple[str, str], of: str) -> tuple[Office, Office]:
    """The lead, and the agency that accepted these services."""
    lead, office = lead_with_case(), Office(of)
    for service, agency in services:
        offer = OfferReferral(service, agency, NEXT, she_agrees=True)
        record(lead.ledger, CASE, CASE_ID, offer, law=lead.law)
    deliver(lead.ledger, office.ledger)
    for referral in (FIRST, SECOND)[: len(services)]:
        record(office.ledger, WORK, CASE_ID, AcceptReferral(referral, NEXT, MAY_20), law=office.law)
    deliver(office.ledger, lead.ledger)
    return lead, office


def row(page: str, heading: str) -> str:
    """The section under this heading, as it is read."""
    (section,) = re.findall(rf"<h2[^>]*>{heading}</h2>(.*?)</section>", page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))


@pytest.mark.parametrize(
    ("service", "agency", "has", "has_not"),
    [
        ("counselling", "health", ["Tổng số buổi"], ["Kết quả", "Đã cấp thẻ"]),
        ("health_insurance", "health", ["Đã cấp thẻ"], ["Tổng số", "Học xong khóa"]),
        ("union_life", "womens_union", ["Tổng số buổi sinh hoạt"], ["Đã nộp hồ sơ vay"]),
        ("loan_advice", "womens_union", ["Nơi cho vay không đồng ý"], ["Tổng số", "Số tiền"]),
        ("legal_advice", "justice", ["Tổng số lần tư vấn"], ["Trung tâm trợ giúp pháp lý nhận"]),
    ],
)
def test_the_form_of_a_result_has_what_the_service_has_and_nothing_else(
    service: str, agency: str, has: list[str], has_not: list[str]
) -> None:
    _, office = asked_for((service, agency), of=agency)
    (form,) = re.findall(
        r'<form class="form".*?</form>', office.browser("service_officer").get(f"{PAGE}/delivery").text, re.DOTALL
    )
    assert all(word in form for word in has)
    assert "Kết quả <span" not in form, "how it ended is asked, not offered"
    assert not any(word in form for word in has_not), [word for word in has_not if word in form]


def test_where_several_services_are_under_way_each_outcome_says_of_which_it_is() -> None:
    _, office = asked_for(("treatment", "health"), ("health_insurance", "health"), of="health")
    form = text(office.browser("service_officer").get(f"{PAGE}/delivery"))
    assert "Chuyển đến bệnh viện (Khám, chữa bệnh)" in form
    assert "Đã cấp thẻ (Thẻ bảo hiểm y tế)" in form


def test_only_the_form_of_counselling_asks_for_notes_of_ones_own() -> None:
    for service, agency, asked in (("counselling", "health", True), ("union_life", "womens_union", False)):
        _, office = asked_for((service, agency), of=agency)
        form = office.browser("service_officer").get(f"{PAGE}/service-part").text
        assert ('name="own_notes"' in form) is asked


def test_a_wrong_outcome_and_a_total_too_small_are_said_beside_their_fields_and_what_was_typed_stays() -> None:
    _, office = asked_for(("counselling", "health"), ("treatment", "health"), of="health")
    record(office.ledger, WORK, CASE_ID, GivePart(FIRST, MAY_20, 3), law=office.law)
    officer, typed = office.browser("service_officer"), {"delivered_on": "22/05/2023", "confirmed_by_person": "true"}
    wrong = send(officer, "delivery", typed | {"referral": str(FIRST), "quantity": "3", "outcome": "treated_here"})
    assert wrong.status_code == 409
    assert re.search(r'id="e-outcome">.*?Kết quả này là của dịch vụ khác', wrong.text, re.DOTALL)
    small = send(officer, "delivery", typed | {"referral": str(FIRST), "quantity": "2"})
    assert re.search(r'id="e-quantity">.*?Tổng số nhỏ hơn những lần đã ghi', small.text, re.DOTALL)
    missing = send(officer, "delivery", typed | {"referral": str(SECOND), "quantity": "2"})
    assert re.search(r'id="e-outcome">.*?Chọn kết quả của dịch vụ', missing.text, re.DOTALL)
    assert 'value="22/05/2023"' in missing.text


def test_both_pages_show_the_planned_day_then_the_times_then_the_whole() -> None:
    lead, health = asked_for(("counselling", "health"), of="health")
    officer, leader = health.browser("service_officer"), lead.browser("case_lead")
    for page in (row(officer.get(PAGE).text, "Đề nghị gửi đến cơ quan"), row(leader.get(PAGE).text, "Đề nghị đã gửi")):
        assert "Dự kiến bắt đầu 20/05/2023" in page
    typed = {"referral": str(FIRST), "given_on": "20/05/2023", "quantity": "2", "place": "agency", "step": "send"}
    assert send(officer, "service-part", typed | {"own_notes": "mất ngủ"}).status_code == 303
    deliver(health.ledger, lead.ledger)
    page = row(officer.get(PAGE).text, "Đề nghị gửi đến cơ quan")
    assert "Đã ghi 1 lần, tổng 2 buổi" in page
    assert "20/05/2023: 2 buổi, tại cơ quan; người được hỗ trợ chưa xác nhận; cán bộ cung cấp dịch vụ ghi, mục " in page
    seen = row(leader.get(PAGE).text, "Đề nghị đã gửi")
    assert "20/05/2023: 2 buổi, tại cơ quan; người được hỗ trợ chưa xác nhận" in seen
    assert "ghi, mục" not in seen
    assert "mất ngủ" not in leader.get(PAGE).text
    assert "Tâm lý" not in text(leader.get(PAGE))
    assert 'value="2"' in officer.get(f"{PAGE}/delivery").text, "the total begins with what was written down"
    whole = {"referral": str(FIRST), "delivered_on": "22/05/2023", "quantity": "5", "place": "telephone"}
    assert send(officer, "delivery", whole | {"confirmed_by_person": "true", "step": "send"}).status_code == 303
    deliver(health.ledger, lead.ledger)
    for page in (row(officer.get(PAGE).text, "Đề nghị gửi đến cơ quan"), row(leader.get(PAGE).text, "Đề nghị đã gửi")):
        assert "Xong ngày 22/05/2023, 5 buổi, qua điện thoại" in page
        assert "Người được hỗ trợ xác nhận đã nhận" in page
        assert "Tư vấn, trị liệu tâm lý: từng lần (1)" in page


def test_the_timeline_tells_each_time_and_the_whole_with_measure_place_and_outcome() -> None:
    lead, health = asked_for(("treatment", "health"), of="health")
    for command in (
        GivePart(FIRST, MAY_20, 1, "home"),
        DeliverService(FIRST, LATER, 3, True, outcome="sent_to_hospital", place="agency"),
    ):
        record(health.ledger, WORK, CASE_ID, command, law=health.law)
    deliver(health.ledger, lead.ledger)
    told, heard = text(health.browser("service_officer").get(PAGE)), text(lead.browser("case_lead").get(PAGE))
    assert "Nhận hỗ trợ: Khám, chữa bệnh, dự kiến bắt đầu 20/05/2023" in told
    assert "Hỗ trợ ngày 20/05/2023: Khám, chữa bệnh, 1 lần khám, tại nhà" in told
    assert "Đã hỗ trợ ngày 22/05/2023: Khám, chữa bệnh, 3 lần khám, tại cơ quan. Kết quả: chuyển đến bệnh viện" in told
    assert "Trung tâm Y tế hỗ trợ ngày 20/05/2023: Khám, chữa bệnh, 1 lần khám, tại nhà" in heard
    assert "3 lần khám, tại cơ quan. Kết quả: chuyển đến bệnh viện" in heard


def test_a_loan_that_was_refused_is_never_called_a_loan() -> None:
    lead, union = asked_for(("loan_advice", "womens_union"), of="womens_union")
    for command in (
        GivePart(FIRST, MAY_20, 1, "home"),
        DeliverService(FIRST, LATER, outcome="loan_refused", place="agency"),
    ):
        record(union.ledger, WORK, CASE_ID, command, law=union.law)
    deliver(union.ledger, lead.ledger)
    told = text(union.browser("service_officer").get(PAGE))
    assert "Hỗ trợ ngày 20/05/2023: Tư vấn, tín chấp vay vốn, một lần, tại nhà" in told
    assert "vay vốn, tại cơ quan. Kết quả: nơi cho vay không đồng ý" in told
    assert "20/05/2023: một lần, tại nhà" in told
    for page in (told, text(lead.browser("case_lead").get(PAGE))):
        assert "Xong ngày 22/05/2023, tại cơ quan" in page
        assert "khoản vay" not in page


def test_a_letter_is_asked_how_the_service_ended_and_only_in_its_own_words() -> None:
    lead = lead_with_case(unconnected="womens_union")
    offer = OfferReferral("loan_advice", "womens_union", NEXT, True, letter="12/CV-LĐTBXH", letter_on=NEXT)
    record(lead.ledger, CASE, CASE_ID, offer, law=lead.law)
    form = text(lead.browser("case_lead").get(f"{PAGE}/referral-letter-answer"))
    assert "Ngân hàng Chính sách xã hội đã cho vay" in form
    assert "Học xong khóa" not in form


# Stays


def stayed(*commands: object) -> Office:
    office = lead_with_case()
    for command in commands:
        record(office.ledger, CASE, CASE_ID, command, law=office.law)
    office.keep()
    return office


ENTER = EnterFacility(NEXT, "victim_support", Sealed("cơ sở ở Huế"))


def test_a_case_page_offers_to_write_down_a_stay_and_shows_its_days_and_the_text_that_limits_them() -> None:
    office = stayed()
    officer = office.browser("case_lead")
    page = officer.get(PAGE).text
    assert f'href="{PAGE}/stay"' in page
    assert "Chưa ghi lần nào." in row(page, "Lưu trú tại cơ sở")
    typed = {"entered_on": "09/05/2023", "kind": "victim_support", "note": "cơ sở ở Huế", "step": "send"}
    assert send(officer, "stay", typed).status_code == 303
    page = officer.get(PAGE).text
    stay = row(page, "Lưu trú tại cơ sở")
    assert "Cơ sở hỗ trợ nạn nhân" in stay
    assert "53 ngày ở cơ sở" in stay
    assert "ngày cuối được chi: 08/08/2023" in stay
    assert (
        "Được chi 92 ngày cho cả hồ sơ theo: tiền ăn khi ở cơ sở theo thông tư (chưa ai chọn giữa hai văn bản" in stay
    )
    assert "cơ sở ở Huế" not in page
    assert f'href="{PAGE}/stay-leaving"' in page
    assert f'href="{PAGE}/stay-meals"' in page
    assert "Vào cơ sở ngày 09/05/2023: Cơ sở hỗ trợ nạn nhân" in text(officer.get(PAGE))


def test_the_last_paid_day_is_the_due_day_of_the_case_while_she_is_there() -> None:
    choose = ChooseReading(NEXT, "meals_how_long.nd09", Sealed("theo nghị định"))
    assert next(iter(stayed(ENTER).lines.where().values())).due_on(LATER) == LATER.replace(month=8, day=8)
    assert next(iter(stayed(ENTER, choose).lines.where().values())).due_on(LATER) == LATER.replace(month=7, day=7)
    longer = ExtendMeals(LATER, LATER.replace(month=9), "no_home_yet")
    assert next(iter(stayed(ENTER, choose, longer).lines.where().values())).due_on(LATER) == LATER.replace(month=9)
    assert next(iter(stayed(ENTER, LeaveFacility(LATER)).lines.where().values())).due_on(LATER) is None


def test_days_beyond_the_last_are_said_and_a_person_may_still_extend_them() -> None:
    choose = ChooseReading(NEXT, "meals_how_long.nd09", Sealed("theo nghị định"))
    office = stayed(choose, ENTER)
    officer = office.browser("case_lead")
    office.clock.set(LATER.replace(month=7, day=20))
    assert send(officer, "stay-leaving", {"left_on": "17/07/2023", "step": "send"}).status_code == 303
    page = officer.get(PAGE).text
    assert "10 ngày ở cơ sở sau ngày cuối, không được chi nếu không kéo dài" in row(page, "Lưu trú tại cơ sở")
    typed = {"extended_on": "20/07/2023", "until": "07/07/2023", "reason": "no_home_yet"}
    assert "Sau ngày 07/07/2023, là ngày cuối đang áp dụng." in text(officer.get(f"{PAGE}/stay-meals"))
    refused = send(officer, "stay-meals", typed)
    assert re.search(r'id="e-until">.*?Ngày cuối mới phải sau ngày cuối đang áp dụng', refused.text, re.DOTALL)
    assert send(officer, "stay-meals", typed | {"until": "17/07/2023", "step": "send"}).status_code == 303
    stay = row(officer.get(PAGE).text, "Lưu trú tại cơ sở")
    assert "kéo dài đến hết 17/07/2023: chưa có nơi ở" in stay
    assert "không được chi" not in stay


def test_the_form_of_circumstances_begins_with_what_a_stay_says() -> None:
    form = stayed(ENTER).browser("case_lead").get(f"{PAGE}/circumstances").text
    (chosen,) = re.findall(r'name="circumstances.stays_at_facility" value="(\w+)" checked', form)
    assert chosen == "met"


def test_a_stay_is_the_leads_to_write_down_and_nothing_is_written_when_it_is_refused() -> None:
    office = stayed(ENTER)
    before = office.ledger.store.last()
    leader = office.program("case_lead")
    again = post(leader, "stay", {"entered_on": str(LATER), "kind": "social_protection"})
    assert (again.status_code, again.json()["rule"]) == (409, "stay.open_already")
    stranger = post(office.program("intake_officer"), "stay-leaving", {"left_on": str(LATER)})
    assert stranger.status_code == 403
    assert office.ledger.store.last() == before
    assert office.support.sections(
        actor("labour", "case_lead"), office.support.look(actor("labour", "case_lead"), CASE_ID).file
    )["note"]
