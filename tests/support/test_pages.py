"""The pages of support: what an officer sees, what stays closed, and what is said when something is wrong."""

import re
from uuid import uuid4

import pytest
from httpx import Response
from starlette.testclient import TestClient

from services.support.domain.case import CASE
from services.support.domain.case_commands import AgreePlan, AssessNeeds
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.words import PlanItem, Risk
from services.support.domain.work import WORK
from services.support.pages.case_page import REASONS
from services.support.pages.queues import navigation
from shared.access import SectionsOpened, Way
from shared.testing import actor, entries, record
from tests.house.parts import ROOT
from tests.support.office import CASE_ID, WORDS, Office, asked_office, lead_with_case, profile
from tests.support.samples import FIRST, LATER, NAME, NEXT, PHONE
from tests.web.doors import LAN

PAGE = f"/cases/{CASE_ID}"


def text(answer: Response) -> str:
    """What a person reads, without the tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def send(browser: TestClient, path: str, fields: dict[str, str], version: int | None = None) -> Response:
    own = {"csrf": LAN.csrf, "command_id": str(uuid4()), "version": "" if version is None else str(version)}
    answer: Response = browser.post(f"{PAGE}/{path}", data=own | fields)
    return answer


@pytest.fixture
def office() -> Office:
    return lead_with_case()


def test_without_a_login_every_page_leads_to_the_login(office: Office) -> None:
    stranger = office.browser("case_lead")
    stranger.cookies.clear()
    for page in ("/", "/queues/open", PAGE, f"{PAGE}/needs"):
        assert stranger.get(page).headers["location"].startswith("/auth/login"), page


def test_a_wrong_role_is_told_why(office: Office) -> None:
    answer = office.browser("intake_officer").get(PAGE)
    assert answer.status_code == 403
    assert "Vai trò của anh/chị không làm việc này" in text(answer)


def test_the_queue_shows_the_case_with_its_counts(office: Office) -> None:
    page = office.browser("case_lead").get("/")
    assert "HT-7K2Q4-9" in text(page)
    assert "Hồ sơ mới mở 1" in text(page)
    assert "Không có hồ sơ nào ở đây" in text(office.browser("case_lead").get("/queues/late"))
    assert office.browser("case_lead").get("/queues/miracles").status_code == 404


def test_a_list_and_its_line_of_the_menu_hold_the_same_cases(office: Office) -> None:
    page = office.browser("case_lead").get("/queues/open").text
    assert re.findall(r'<tr data-key="([^"]+)"', page) == [str(CASE_ID)]
    assert 'data-list="/queues/open"' in page
    links = {
        link.href: link for menu in navigation(office.support, actor("labour", "case_lead")) for link in menu.links
    }
    assert links["/queues/open"].keys == frozenset({str(CASE_ID)})
    assert links["/queues/late"].keys == frozenset()


def test_the_case_page_holds_no_name_before_it_is_asked_and_records_that_it_was(office: Office) -> None:
    browser = office.browser("case_lead")
    closed = browser.get(PAGE)
    assert NAME not in closed.text
    assert "việc truy cập được lưu vết" in text(closed)
    before = office.ledger.store.last()
    opened = send(browser, "sections", {"section": "identity"})
    assert NAME in opened.text
    assert PHONE not in opened.text
    assert [entry.name for entry in entries(office.ledger) if entry.position > before] == [
        "support.access.SectionsOpened"
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["", "/needs", "/closure"])
def test_each_page_of_a_case_is_a_reading_and_the_list_of_cases_is_none(office: Office, path: str) -> None:
    browser = office.browser("case_lead")
    browser.get("/")
    before = office.ledger.store.last()
    browser.get(PAGE + path)
    (reading,) = (entry for entry in entries(office.ledger) if entry.position > before)
    assert reading.fact == SectionsOpened(("open_part",), Way.VIEWED)


def test_a_forbidden_deed_stays_visible_with_its_reason() -> None:
    _, health = asked_office()
    page = text(health.browser("service_officer").get(PAGE))
    assert "Nhận hỗ trợ" in page
    assert (
        "Ghi kết quả hỗ trợ Ghi một lần hỗ trợ Ghi việc không hỗ trợ được Chưa làm được ở bước hiện tại của hồ sơ. "
        "Cần xong “Trả lời đề nghị” trước."
    ) in page


def test_the_timeline_tells_what_happened_in_sentences(office: Office) -> None:
    record(office.ledger, CASE, CASE_ID, AssessNeeds(NEXT, ("health", "loan")), law=office.law)
    page = text(office.browser("case_lead").get(PAGE))
    assert "Đánh giá nhu cầu: Sức khỏe, Vay vốn" in page
    assert "Mở hồ sơ hỗ trợ cho người được tiếp nhận ngày 08/05/2023" in page


@pytest.mark.parametrize("path", ["needs", "plan", "referrals", "referral-letter-answer", "follow-up", "closure"])
def test_every_deed_of_the_lead_has_a_form_in_vietnamese(office: Office, path: str) -> None:
    _reads_well(office.browser("case_lead").get(f"{PAGE}/{path}"))


@pytest.mark.parametrize("path", ["referral-acceptance", "referral-refusal", "referral-return"])
def test_every_answer_has_a_form_that_names_the_request(path: str) -> None:
    _, health = asked_office()
    page = health.browser("service_officer").get(f"{PAGE}/{path}")
    _reads_well(page)
    assert "Khám, chữa bệnh ban đầu tại điểm tiếp nhận, 08/05/2023" in text(page)


def _reads_well(page: Response) -> None:
    said = text(page)
    assert page.status_code == 200
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", said), "a code instead of its words"


def test_a_form_that_was_sent_leads_back_to_the_case(office: Office) -> None:
    browser = office.browser("case_lead")
    answer = send(browser, "needs", {"assessed_on": "09/05/2023", "needs": "health"}, version=1)
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)


def test_a_plan_is_typed_row_by_row_and_stands_there_the_next_time(office: Office) -> None:
    browser = office.browser("case_lead")
    fields = {"agreed_on": "09/05/2023", "she_agrees": "true"}
    rows = {"items.0.service": "treatment", "items.0.agency": "health", "items.1.service": "", "items.1.agency": ""}
    assert send(browser, "plan", fields | rows, version=1).status_code == 303
    assert office.ledger.load(CASE, CASE_ID).state.plan.items == (PlanItem("treatment", "health"),)
    again = browser.get(f"{PAGE}/plan").text
    assert '<option value="treatment" selected>' in again
    assert 'name="items.3.service"' in again


def test_a_wrong_field_comes_back_with_what_was_typed(office: Office) -> None:
    answer = send(
        office.browser("case_lead"), "needs", {"assessed_on": "31/02/2023", "needs": "health", "note": "ngủ kém"}
    )
    assert answer.status_code == 422
    assert "Ngày ghi dạng ngày/tháng/năm" in text(answer)
    assert "ngủ kém" in answer.text
    assert re.search(r'value="health"\s+checked', answer.text)


def test_a_refusal_is_said_in_words_and_keeps_what_was_typed(office: Office) -> None:
    typed = {"agreed_on": "09/05/2023", "items.0.service": "treatment", "items.0.agency": "health"}
    answer = send(office.browser("case_lead"), "plan", typed)
    assert answer.status_code == 409
    assert "Kế hoạch chỉ ghi khi người được hỗ trợ đồng ý" in text(answer)
    assert '<option value="treatment" selected>' in answer.text


def test_a_stale_form_shows_what_came_between_and_keeps_what_was_typed(office: Office) -> None:
    record(office.ledger, CASE, CASE_ID, AgreePlan(NEXT, (PlanItem("treatment", "health"),), True), law=office.law)
    answer = send(office.browser("case_lead"), "follow-up", {"on": "22/05/2023", "risk": "high"}, version=1)
    assert answer.status_code == 409
    assert "Thống nhất kế hoạch" in text(answer)
    assert 'value="22/05/2023"' in answer.text
    assert 'name="version" value="2"' in answer.text


def test_every_event_has_its_sentence_on_the_case_page() -> None:
    assert {f"told.{of.name}.{event.__name__}" for of in (CASE, WORK) for event in of.events} <= WORDS.keys()


def test_no_title_and_no_address_holds_a_name() -> None:
    _, health = asked_office()
    accept = {"referral": str(FIRST), "accepted_on": f"{LATER:%d/%m/%Y}"}
    send(health.browser("service_officer"), "referral-acceptance", accept)
    opened = send(health.browser("service_officer"), "sections", {"section": "identity"})
    assert NAME in opened.text
    (title,) = re.findall(r"<title>(.*?)</title>", opened.text)
    assert title == "Hồ sơ · Trở Về"


def test_the_next_line_of_the_plan_stands_in_the_request_already(office: Office) -> None:
    record(office.ledger, CASE, CASE_ID, AgreePlan(NEXT, (PlanItem("treatment", "health"),), True), law=office.law)
    page = office.browser("case_lead").get(f"{PAGE}/referrals").text
    assert '<option value="treatment" selected>' in page
    assert '<option value="health" selected>' in page


def test_after_a_refusal_nothing_is_said_to_be_delivered() -> None:
    _, health = asked_office()
    officer = health.browser("service_officer")
    sent = send(officer, "referral-refusal", {"referral": str(FIRST), "reason": "no_capacity", "step": "send"})
    page = text(officer.get(sent.headers["location"]))
    assert "Đã làm xong: Từ chối đề nghị" in page
    assert "Hiện đang giữ việc: Phòng LĐ-TB&amp;XH" in page
    assert "Thực hiện hỗ trợ" not in page


def test_the_head_of_a_case_says_who_has_it() -> None:
    _, health = asked_office()
    assert "Đang thụ lý: Trung tâm Y tế" in text(health.browser("service_officer").get(PAGE))


def test_an_agency_that_helps_reads_what_is_kept_from_whom_before_it_calls_anybody() -> None:
    _, health = asked_office(confidentiality=("no_calls", "not_family"), representative_suspected=True)
    page = text(health.browser("service_officer").get(PAGE))
    for said in ("Không gọi điện", "Không cho người nhà biết", "Không báo cho người giám hộ"):
        assert said in page


def test_earlier_needs_and_plans_stay_on_the_page_and_a_line_she_does_not_want_is_said_apart(office: Office) -> None:
    treatment = PlanItem("treatment", "health")
    unwanted = PlanItem("counselling", "health", declined=True)
    for command in (
        AssessNeeds(NEXT, ("health",)), AgreePlan(NEXT, (treatment,), True),
        AssessNeeds(LATER, ("loan",)), AgreePlan(LATER, (treatment, unwanted), True),
    ):  # fmt: skip
        record(office.ledger, CASE, CASE_ID, command, law=office.law)
    page = text(office.browser("case_lead").get(PAGE))
    assert "Vay vốn Chưa đề nghị ai" in page
    assert "Theo lần đánh giá ngày 22/05/2023." in page
    assert "Các lần đánh giá trước (1)" in page
    assert "Các kế hoạch trước (1)" in page
    assert "Người được hỗ trợ không muốn: tư vấn, trị liệu tâm lý." in page
    form = office.browser("case_lead").get(f"{PAGE}/referrals").text
    assert 'value="treatment" checked' in form or 'value="treatment" selected' in form


def test_a_person_whom_nobody_will_visit_again_is_not_forgotten_in_silence(office: Office) -> None:
    officer = office.browser("case_lead")
    record(office.ledger, CASE, CASE_ID, RecordFollowUp(NEXT, Risk.LOW, LATER), law=office.law)
    assert "Chưa hẹn lần theo dõi tiếp theo" not in text(officer.get(PAGE))
    record(office.ledger, CASE, CASE_ID, RecordFollowUp(LATER, Risk.MEDIUM), law=office.law)
    assert "Chưa hẹn lần theo dõi tiếp theo" in text(officer.get(PAGE))


def test_a_difficulty_is_raised_from_a_case_and_lies_in_none() -> None:
    _, health = asked_office()
    officer = health.browser("service_officer")
    assert f'href="{PAGE}/difficulty"' in officer.get(PAGE).text
    assert '<option value="referral" selected>' in officer.get(f"{PAGE}/difficulty").text
    typed = {"kind": "money", "at_step": "benefits", "note": "chưa có nguồn", "step": "send"}
    assert send(officer, "difficulty", typed).headers["location"] == f"{PAGE}?done=difficulty"
    last = entries(health.ledger)[-1]
    assert (last.name, last.fact.kind, last.fact.unit) == ("support.difficulty.DifficultyRaised", "money", None)
    assert last.body.subject != CASE_ID
    assert [(line.inbox, line.type) for line in last.body.to] == [("support.labour", "support.DifficultySent")]
    (row,) = health.ledger.store.since(last.position - 1, 1)
    assert str(CASE_ID).encode() not in row.body
    assert "chưa có nguồn".encode() not in row.body


def test_the_reason_of_an_event_is_called_the_same_here_and_in_reporting() -> None:
    """The same code stands in several lists, and means something else in each. What is no case's stands on no page of one."""
    law = profile().law_on(NEXT)
    told = (ROOT / "shared/story/sentences.vi.yaml").read_text("utf-8")
    asked = re.findall(r'support\.(?:case|work|application|payment|handing)\.(\w+): ".*?\{reason:(\w+)\}', told)
    assert len(asked) > 20
    for event, kind in asked:
        ours = REASONS.get(event, "reasons")
        assert {c: law.called(ours, c) for c in law.lists[kind]} == {c: law.called(kind, c) for c in law.lists[kind]}, (
            event
        )
