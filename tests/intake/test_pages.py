"""The way through the pages: forms made from commands, refusals in Vietnamese, nothing of a person in an address."""

import html
import re
from uuid import uuid4

import pytest

from services.intake import pages
from services.intake.app import PAGE
from shared.access import SectionsOpened
from shared.search.made import SearchMade
from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Offices, case_of

REPORT = {"csrf": "token", "reported_on": "05/05/2023", "channel": "person", "unit": "20035", "sex": "female",
          "name": "Nguyễn Thị Thử Nghiệm", "story": "Kể thử"}  # fmt: skip
RECEPTION = {
    "csrf": "token", "received_on": "06/05/2023", "person_status": "citizen", "first_examination": "true",
    "sex": "female", "age_group": "18plus", "ethnicity": "kinh", "essential_needs": ["meals", "clothing"],
}  # fmt: skip


@pytest.fixture
def town() -> Offices:
    return Offices()


def reported(town: Offices) -> str:
    where = written(town)
    town.settle()
    return where


def written(town: Offices) -> str:
    answer = town["communes"].at(COMMUNE).post("/cases/new", data=REPORT | {"command_id": str(uuid4())})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_report_is_in_the_queue_of_labour_with_its_deadline(town: Offices) -> None:
    where = reported(town)
    page = town["labour"].at(CLERK).get("/").text
    assert where in page
    assert "còn" in page or "hết hôm nay" in page


def test_a_list_and_its_line_of_the_menu_hold_the_same_cases(town: Offices) -> None:
    where = reported(town)
    page = town["labour"].at(CLERK).get("/?queue=to_take").text
    assert re.findall(r'<tr data-key="([^"]+)"', page) == [str(case_of(where))]
    assert 'data-list="/?queue=to_take"' in page
    links = {link.href: link for menu in pages.menu(town["labour"].intake, CLERK) for link in menu.links}
    assert links["/?queue=to_take"].keys == frozenset({str(case_of(where))})
    assert links["/?queue=done"].keys is None, "what is done is not counted"


def test_an_empty_queue_says_so_and_shows_the_way_forward(town: Offices) -> None:
    page = town["communes"].at(COMMUNE).get("/").text
    assert "Không có hồ sơ nào đang chờ tiếp nhận." in page
    assert 'href="/cases/new"' in page


def test_every_form_of_an_officer_opens(town: Offices) -> None:
    where = reported(town)
    assert town["labour"].at(CLERK).get(where + "/reception").status_code == 200
    assert town["labour"].at(CLERK).get(where + "/handover-return").status_code == 200
    assert town["communes"].at(COMMUNE).get("/cases/new").status_code == 200


def test_a_wrong_field_is_said_beside_it_and_what_was_typed_is_kept(town: Offices) -> None:
    wrong = REPORT | {"command_id": str(uuid4()), "reported_on": "09/05/2023"}
    answer = town["communes"].at(COMMUNE).post("/cases/new", data=wrong)
    assert answer.status_code == 422
    assert "Ngày này sau ngày hôm nay" in answer.text
    assert "Nguyễn Thị Thử Nghiệm" in answer.text
    assert not entries(town["communes"].ledger)


def test_a_refusal_names_its_rule_and_keeps_what_was_typed(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    wrong = {"csrf": "token", "command_id": str(uuid4()), "informed_on": "07/05/2023", "purposes": "P06",
             "primary_purpose": "P11", "route": "self_returned", "story": "Kể thêm"}  # fmt: skip
    answer = clerk.post(where + "/initial-information", data=wrong)
    assert answer.status_code == 409
    assert "Mục đích chính phải là một trong các mục đích đã chọn." in answer.text
    assert "information.primary_not_listed" in answer.text
    assert "Kể thêm" in answer.text


def test_a_stale_form_shows_what_came_in_between(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    assert (
        clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4()), "version": "1"}).status_code
        == 303
    )
    late = {"csrf": "token", "command_id": str(uuid4()), "version": "1", "needs": ["hygiene"], "given_on": "07/05/2023"}
    answer = clerk.post(where + "/essential-needs", data=late)
    assert answer.status_code == 409
    assert "Phần mới ghi trong lúc anh/chị làm" in answer.text
    assert "Hỗ trợ nhu cầu thiết yếu" in answer.text
    both = re.search(r"Anh/chị đã nhập\">07/05/2023.*?Hồ sơ hiện ghi\">06/05/2023", answer.text)
    assert both is not None
    fresh = re.search(r'name="version" value="(\d+)"', answer.text)
    assert fresh is not None
    assert clerk.post(where + "/essential-needs", data=late | {"version": fresh[1]}).status_code == 303


def test_the_same_form_sent_twice_is_done_once(town: Offices) -> None:
    where = reported(town)
    form = RECEPTION | {"command_id": str(uuid4()), "version": "1"}
    clerk = town["labour"].at(CLERK)
    assert [clerk.post(where + "/reception", data=form).status_code for _ in range(2)] == [303, 303]
    assert town["labour"].intake.look(CLERK, case_of(where)).version == 3


def test_a_section_opens_only_when_asked_and_the_reading_is_recorded_first(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    assert "Nguyễn Thị Thử Nghiệm" not in clerk.get(where).text
    opened = clerk.post(where + "/sections", data={"csrf": "token", "section": "identity"})
    assert "Nguyễn Thị Thử Nghiệm" in opened.text
    assert isinstance(entries(town["labour"].ledger)[-1].fact, SectionsOpened)


def test_another_commune_does_not_see_the_case(town: Offices) -> None:
    where = reported(town)
    assert town["communes"].at(OTHER_COMMUNE).get(where).status_code == 403
    assert where not in town["communes"].at(OTHER_COMMUNE).get("/?queue=waiting").text


def test_a_role_without_lists_gets_no_queue(town: Offices) -> None:
    assert town["labour"].at(INSPECTOR).get("/").status_code == 403


def test_the_title_and_address_of_a_case_name_nobody(town: Offices) -> None:
    where = reported(town)
    title = re.search(r"<title>(.*?)</title>", town["labour"].at(CLERK).get(where).text)
    assert title is not None
    assert title[1] == "Hồ sơ · Trở Về"


def test_what_cannot_be_done_yet_stays_visible_with_its_reason(town: Offices) -> None:
    page = town["labour"].at(CLERK).get(reported(town)).text
    assert "Đề nghị xác minh" in page
    assert "Chưa làm được ở bước hiện tại của hồ sơ." in page
    assert "Theo phân quyền: Phòng LĐ-TB&amp;XH đề nghị công an xác minh" in page
    assert "(L2011 Điều 24)" in page


def test_a_reception_slip_is_printed_after_reception_and_its_printing_is_recorded(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    assert clerk.get(where + "/papers/phieu_tiep_nhan.pdf").status_code == 409
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    slip = clerk.get(where + "/papers/phieu_tiep_nhan.pdf")
    assert slip.content.startswith(b"%PDF")
    assert entries(town["labour"].ledger)[-1].fact.way == "printed"
    assert clerk.get(where + "/papers/so_ho_khau.pdf").status_code == 404


def test_the_police_see_the_request_and_answer_it(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    information = {"informed_on": "07/05/2023", "purposes": "P06", "primary_purpose": "P06", "route": "self_returned"}
    ask = {"asked_on": "08/05/2023", "told_her": "true", "her_wish": "agrees"}
    for path, form in (("reception", RECEPTION), ("initial-information", information), ("verification-request", ask)):
        answer = clerk.post(f"{where}/{path}", data={"csrf": "token", **form, "command_id": str(uuid4())})
        assert answer.status_code == 303, (path, answer.text)
    town.settle()
    police = town["police"].at(POLICE)
    assert where in police.get("/").text
    answer = {"csrf": "token", "command_id": str(uuid4()), "outcome": "victim", "answered_on": "08/05/2023",
              "number": "34/CATX", "certificate": "07/GXN", "certificate_on": "08/05/2023"}  # fmt: skip
    assert police.post(where + "/verification-answer", data=answer).status_code == 303
    town.settle()
    assert "Là nạn nhân" in clerk.get(where).text


def test_a_report_is_read_back_in_words_before_anything_is_recorded(town: Offices) -> None:
    typed = REPORT | {"command_id": str(uuid4()), "step": "read"}
    page = town["communes"].at(COMMUNE).post("/cases/new", data=typed)
    assert page.status_code == 200
    assert "Đọc lại trước khi gửi" in page.text
    assert "<dt>Nhận tin từ đâu</dt><dd>Nạn nhân trực tiếp trình báo</dd>" in page.text
    assert "<dd>Nguyễn Thị Thử Nghiệm</dd>" in page.text
    assert [type(entry.fact) for entry in entries(town["communes"].ledger)] == [SearchMade]  # compared, and no case


def test_what_was_read_back_can_be_changed_with_nothing_lost(town: Offices) -> None:
    typed = REPORT | {"command_id": str(uuid4()), "step": "edit"}
    page = town["communes"].at(COMMUNE).post("/cases/new", data=typed)
    assert 'value="Nguyễn Thị Thử Nghiệm"' in page.text
    assert f'name="command_id" value="{typed["command_id"]}"' in page.text
    assert not entries(town["communes"].ledger)


def test_what_was_sent_from_the_page_says_who_has_it_now_and_until_when(town: Offices) -> None:
    commune = town["communes"].at(COMMUNE)
    sent = commune.post("/cases/new", data=REPORT | {"command_id": str(uuid4()), "step": "send"})
    where = sent.headers["location"]
    assert where.endswith("?done=new")
    said = re.sub(r"<[^>]+>", "", commune.get(where).text)
    assert "Đã làm xong: Lập hồ sơ" in said
    assert re.search(r"Hiện đang giữ việc: \S.*hết \d\d/05, còn \d ngày", said)


def test_what_would_be_refused_is_said_before_it_is_read_back_and_beside_its_field(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    told = {"csrf": "token", "informed_on": "07/05/2023", "purposes": "P06", "primary_purpose": "P06",
            "route": "self_returned", "command_id": str(uuid4())}  # fmt: skip
    clerk.post(where + "/initial-information", data=told)
    untold = {
        "csrf": "token",
        "asked_on": "07/05/2023",
        "her_wish": "agrees",
        "command_id": str(uuid4()),
        "step": "read",
    }
    answer = clerk.post(where + "/verification-request", data=untold)
    assert answer.status_code == 409
    fault = re.search(r'id="e-told_her">(.*?)</p>', answer.text)
    assert fault is not None
    assert "Nói cho người đó biết trước, rồi mới đề nghị xác minh." in fault[1]
    assert "Sửa các ô được đánh dấu rồi gửi lại." in answer.text


def test_a_rule_that_several_forms_meet_is_said_beside_the_field_of_each(town: Offices) -> None:
    clerk, own = town["labour"].at(CLERK), REPORT | {"command_id": str(uuid4())}
    where = clerk.post("/cases/new", data=own).headers["location"]
    for path, day, more in (
        ("safety", "assessed_on", {"level": "worried"}),
        ("consent", "answered_on", {"given_by": "herself"}),
    ):
        early = {"csrf": "token", "command_id": str(uuid4()), day: "04/05/2023"} | more
        fault = re.search(rf'id="e-{day}">(.*?)</p>', clerk.post(f"{where}/{path}", data=early).text)
        assert fault is not None
        assert "Ngày này không thể trước ngày trình báo." in fault[1]


def test_an_officer_of_a_unit_is_offered_that_unit_only(town: Offices) -> None:
    page = town["communes"].at(COMMUNE).get("/cases/new").text
    assert re.findall(r'name="unit" value="(\d+)"', page) == ["20035"]


def test_while_another_agency_has_the_case_nothing_is_urged(town: Offices) -> None:
    page = town["communes"].at(COMMUNE).get(reported(town)).text
    assert "Đang chờ" in page
    assert 'class="button" href' not in page


def test_a_long_queue_is_shown_piece_by_piece_in_the_order_of_the_work(town: Offices) -> None:
    cases = [str(case_of(written(town))) for _ in range(PAGE + 3)]
    town.settle()
    clerk = town["labour"].at(CLERK)
    first = clerk.get("/?queue=to_take").text
    (way,) = re.findall(r'href="([^"]+)">Xem tiếp', first)
    rest = clerk.get(html.unescape(way)).text
    rows = [re.findall(r'<tr data-key="([^"]+)"', each) for each in (first, rest)]
    assert [len(each) for each in rows] == [PAGE, 3]
    assert {key for each in rows for key in each} == set(cases)
    for each in (first, rest):
        assert f"Chờ tiếp nhận · {PAGE + 3} hồ sơ" in each
    assert "Xem tiếp" not in rest
    assert "Về đầu danh sách" in rest
    assert "data-list" not in rest, "what stands on another page is not new"
    links = {link.href: link for menu in pages.menu(town["labour"].intake, CLERK) for link in menu.links}
    waiting = links["/?queue=to_take"]
    assert (waiting.count, waiting.keys) == (PAGE + 3, None)


def test_whoever_needs_help_at_once_stands_on_top(town: Offices) -> None:
    calm = reported(town)
    urgent = REPORT | {"command_id": str(uuid4()), "urgent": "true"}
    where = town["communes"].at(COMMUNE).post("/cases/new", data=urgent).headers["location"]
    town.settle()
    page = town["labour"].at(CLERK).get("/").text
    assert page.index(where) < page.index(calm)
