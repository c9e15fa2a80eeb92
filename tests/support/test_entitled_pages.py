"""The page and the JSON answer of what the law owes her: every rule with its text, what to ask, and what never is promised."""

from services.support.domain.case import CASE
from services.support.domain.case_commands import ChooseReading, LearnStatus, RecordCircumstances
from services.support.domain.case_events import CircumstancesRecorded
from services.support.domain.words import Truth
from shared.access import OPEN_PART, SectionsOpened, Way
from shared.kernel.sealed import Sealed
from shared.testing import entries, record
from tests.support.office import CASE_ID, Office, asked_office, lead_with_case
from tests.support.samples import NEXT
from tests.support.test_pages import PAGE, send, text

POOR = ("poor_household", "poor_by_income", "needs_training", "returned_to_residence")
KNOWN = RecordCircumstances(NEXT, {**dict.fromkeys(POOR, Truth.MET), "stays_at_facility": Truth.NOT_MET})


def office_of_victim() -> Office:
    office = lead_with_case()
    for command in (LearnStatus("victim", NEXT, "POLICE_DISTRICT_CERT"), KNOWN):
        record(office.ledger, CASE, CASE_ID, command, law=office.law)
    return office


def page_of(office: Office) -> str:
    return text(office.browser("case_lead").get(f"{PAGE}/entitlements"))


def test_each_benefit_says_where_she_stands_with_it_and_on_which_text() -> None:
    page = page_of(office_of_victim())
    assert "Trợ cấp khó khăn ban đầu Được hưởng" in page
    assert "Có: Thuộc hộ nghèo (L2011 Điều 37; L2011 Điều 38; ND09 Điều 23)" in page
    assert "Khám, chữa bệnh trong thời gian ở cơ sở Không thuộc diện" in page
    assert "Không: Đang lưu trú tại cơ sở" in page
    assert "vẫn có thể đề nghị dịch vụ: khám, chữa bệnh ban đầu tại điểm tiếp nhận, khám, chữa bệnh." in page
    assert "Trợ giúp pháp lý miễn phí Cần hỏi thêm" in page
    assert "Nộp đơn hết 09/05/2024" in page


def test_no_amount_is_promised_and_the_one_known_floor_is_called_a_floor() -> None:
    record_travel = RecordCircumstances(NEXT, dict.fromkeys(("wishes_to_return", "cannot_pay_travel"), Truth.MET))
    office = lead_with_case()
    record(office.ledger, CASE, CASE_ID, record_travel, law=office.law)
    page = page_of(office)
    assert "Chưa có mức để chi: HĐND tỉnh quyết định, tính cho một người một ngày; không thấp hơn 70.000 đ." in page
    assert "1.000.000" not in page


def test_both_texts_stand_side_by_side_until_a_person_chose_one() -> None:
    office = office_of_victim()
    before = page_of(office)
    assert "Học nghề có đòi hỏi thuộc hộ nghèo không : hai văn bản ghi khác nhau." in before
    assert before.count("Chưa ai chọn") == 3
    choice = ChooseReading(NEXT, "vocational_poverty.l2011", Sealed("theo ý kiến của Phòng Tư pháp"))
    record(office.ledger, CASE, CASE_ID, choice, law=office.law)
    after = page_of(office)
    assert "Đã chọn: Thuộc hộ nghèo thì được xem xét" in after
    assert after.count("Chưa ai chọn") == 2
    assert "theo ý kiến của Phòng Tư pháp" not in after, "the reason is sealed"


def test_the_case_says_in_one_line_how_much_is_hers_and_what_has_to_be_asked() -> None:
    page = text(office_of_victim().browser("case_lead").get(PAGE))
    assert "Chế độ theo luật" in page
    assert "3 được hưởng" in page
    assert "cần hỏi thêm" in page


def test_each_circumstance_is_one_question_and_its_answer_stands_there_the_next_time() -> None:
    office = lead_with_case()
    officer = office.browser("case_lead")
    poor, stays = "circumstances.poor_household", "circumstances.stays_at_facility"
    fields = {
        "known_on": "09/05/2023",
        poor: "met",
        stays: "not_met",
        "circumstances.needs_capital": "",
        "step": "send",
    }
    assert send(officer, "circumstances", fields).headers["location"] == f"{PAGE}?done=circumstances"
    again = officer.get(f"{PAGE}/circumstances").text
    assert f'name="{poor}" value="met" checked' in again
    assert f'name="{stays}" value="not_met" checked' in again
    assert 'name="circumstances.needs_capital" value="" checked' in again, "not known"
    for name, word in ((poor, "perhaps"), ("circumstances.rain", "met")):
        wrong = send(officer, "circumstances", fields | {name: word})
        assert wrong.status_code == 422
    kept = CircumstancesRecorded(NEXT, ("poor_household",), ("stays_at_facility",))
    assert [each.fact for each in entries(office.ledger) if isinstance(each.fact, CircumstancesRecorded)] == [kept]


def test_choosing_asks_for_the_reason_and_offers_what_is_disputed_for_her() -> None:
    officer = office_of_victim().browser("case_lead")
    form = officer.get(f"{PAGE}/reading").text
    assert 'value="vocational_poverty.l2011"' in form
    assert 'value="meals_how_long.nd09"' not in form, "she stays at home: no meals are disputed"
    sent = send(officer, "reading", {"chosen_on": "09/05/2023", "reading": "vocational_poverty.nd09", "step": "send"})
    assert sent.status_code == 422


def test_a_program_gets_the_same_answer_and_looking_is_recorded() -> None:
    office = office_of_victim()
    answer = office.program("case_lead").get(f"/api/cases/{CASE_ID}/entitlements").json()
    by_code = {each["benefit"]["code"]: each for each in answer["entitlements"]}
    assert answer["law"] == "2023"
    assert by_code["initial_allowance"]["standing"] == "owed"
    assert by_code["facility_treatment"]["grounds"][1] == {
        "rule": "stays_at_facility", "answer": "no", "confidence": "verified",
        "vi": "Đang lưu trú tại cơ sở hỗ trợ nạn nhân hoặc cơ sở trợ giúp xã hội",
        "legal_basis": ["ND09 Điều 19", "ND09 Điều 20", "ND09 Điều 21"],
    }  # fmt: skip
    assert entries(office.ledger)[-1].fact == SectionsOpened((OPEN_PART,), Way.API)


def test_only_the_lead_has_a_page_of_what_is_owed() -> None:
    _, health = asked_office()
    assert health.browser("service_officer").get(f"{PAGE}/entitlements").status_code == 404
    assert health.program("service_officer").get(f"/api/cases/{CASE_ID}/entitlements").status_code == 404
    assert lead_with_case().program("intake_officer").get(f"/api/cases/{CASE_ID}/entitlements").status_code == 403
