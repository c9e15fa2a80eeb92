"""The way of a report through the pages: a queue of its own, a page, forms, a case that begins with what it says."""

import re
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from services.intake.domain import CASE
from services.intake.domain.report import REPORT
from shared.access import SectionsOpened
from shared.testing import actor, entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Offices

TAKE = {
    "csrf": "token", "told_on": "08/05/2023", "channel": "hotline_111", "signs": ["held_now", "papers_taken"],
    "place": "20035", "persons": "1", "sex": "female", "age_group": "18plus", "story": "Kể thử về một quán",
    "name": "Nguyễn Thị Thử Nghiệm", "informant": "Tổng đài viên bịa ra", "reference": "111/77",
}  # fmt: skip


@pytest.fixture
def town() -> Offices:
    return Offices()


def take(who: TestClient, **more: object) -> str:
    answer = who.post("/reports/new", data=TAKE | {"command_id": str(uuid4())} | more)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def send(who: TestClient, where: str, path: str, **fields: object) -> str:
    answer = who.post(f"{where}/{path}", data={"csrf": "token", "command_id": str(uuid4()), **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_report_is_taken_with_the_day_and_the_channel_alone(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    least = {"csrf": "token", "command_id": str(uuid4()), "told_on": "08/05/2023", "channel": "citizen"}
    where = who.post("/reports/new", data=least).headers["location"]
    page = words_of(who.get(where).text)
    assert "TB-" in page
    assert "Chưa rõ" in page
    form = who.get("/reports/new").text
    assert len(re.findall('aria-required="true"', form)) == 2


def test_the_queue_says_from_where_since_when_how_grave_what_next_and_who_has_it(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    page = who.get("/reports").text
    for said in ("Tổng đài 111", "08/05/2023 09:00", "Khẩn cấp", "Báo công an ngay", "UBND xã Bình Tiến", where):
        assert said in page, said
    assert re.search(
        r'href="/reports"[^>]*>\s*<span>Tin báo mới</span>\s*<span data-count="/reports"><span class="count late">',
        page,
    )


def test_who_is_in_danger_stands_first_then_who_waits_longest(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    calm = []
    for hour in (9, 11):
        town.clock.now = town.clock.now.replace(hour=hour - 7)
        calm.append(take(who, signs="false_promise"))
    urgent = take(who)
    page = who.get("/reports").text
    assert sorted([urgent, *calm], key=page.index) == [urgent, *calm]


def test_an_urgent_report_stands_first_on_every_queue_until_somebody_has_it(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    assert "tin báo khẩn" not in who.get("/").text
    where = take(who)
    for queue in ("to_take", "with_us", "waiting", "done"):
        assert where in who.get(f"/?queue={queue}").text
    assert where not in town["communes"].at(OTHER_COMMUNE).get("/").text
    send(who, where, "closure", reason="unfounded")
    assert where not in who.get("/").text


def test_an_urgent_report_offers_the_call_and_keeps_who_was_called_when(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    assert "Có người có thể đang gặp nguy hiểm" in who.get(where).text
    form = who.get(f"{where}/urgent-call").text
    assert 'value="09:00"' in form
    wrong = who.post(
        f"{where}/urgent-call",
        data={"csrf": "token", "command_id": str(uuid4()), "to": "113", "way": "phone", "on": "08/05/2023", "at_time": "9h"},
    )  # fmt: skip
    assert (wrong.status_code, "Nội dung không đúng dạng yêu cầu." in wrong.text) == (422, True)
    send(
        who, where, "urgent-call", to="113", way="phone", on="08/05/2023", at_time="09:05", note="Trực ban Thử nghe máy"
    )
    page = who.get(where).text
    assert "Có người có thể đang gặp nguy hiểm" not in page
    assert "Gọi báo khẩn" in page
    assert "đến Công an (113)" in page
    assert "Trực ban Thử" not in page


def test_what_was_told_opens_only_when_asked_and_the_reading_is_recorded_first(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    page = who.get(where).text
    assert not [said for said in ("Kể thử", "Nguyễn Thị", "bịa ra") if said in page]
    opened = who.post(f"{where}/sections", data={"csrf": "token", "section": "informant"}).text
    assert "Tổng đài viên bịa ra" in opened
    last = entries(town["communes"].ledger)[-1]
    assert last.fact == SectionsOpened(("informant",), "viewed")  # type: ignore[arg-type]
    assert str(last.body.subject) in where


def test_a_case_begins_with_what_the_report_says_and_takes_over_what_is_sealed(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    form = who.get(f"{where}/case").text
    assert "Kể thử" not in form
    assert f'name="from_report" value="{where.rpartition("/")[2]}"' in form
    assert '<option value="hotline_111" selected>' in form
    assert 'action="/cases/new"' in form
    said = {
        "csrf": "token", "reported_on": "08/05/2023", "channel": "hotline_111", "unit": "20035", "sex": "female",
        "contact": "gọi dì, buổi chiều", "from_report": where.rpartition("/")[2], "step": "send",
    }  # fmt: skip
    read = who.post("/cases/new", data=said | {"command_id": str(uuid4()), "step": "read"}).text
    assert "from_report" not in words_of(read)
    assert "ghi kín trong tin báo được chuyển sang hồ sơ" in words_of(read), "it is not called empty"
    made = who.post("/cases/new", data=said | {"command_id": str(uuid4())})
    case = UUID(made.headers["location"].partition("?")[0].rpartition("/")[2])
    opened = who.post(f"/cases/{case}/sections", data={"csrf": "token", "section": "story"}).text
    assert "Kể thử về một quán" in opened
    contact = who.post(f"/cases/{case}/sections", data={"csrf": "token", "section": "contact"}).text
    assert "gọi dì, buổi chiều" in contact
    page = who.get(where).text
    assert f"/cases/{case}" in page
    assert re.search(r"Đã lập hồ sơ <a [^>]+>HT-", page)
    assert where in who.get(f"/cases/{case}").text
    town.settle()
    assert "Kể thử về một quán" in town["labour"].at(CLERK).post(
        f"/cases/{case}/sections", data={"csrf": "token", "section": "story"}
    ).text  # fmt: skip


def test_two_officers_open_one_case_from_one_report(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    said = {
        "csrf": "token", "reported_on": "08/05/2023", "channel": "hotline_111", "unit": "20035",
        "from_report": where.rpartition("/")[2],
    }  # fmt: skip
    answers = [who.post("/cases/new", data=said | {"command_id": str(uuid4())}).status_code for _ in range(2)]
    assert answers == [303, 409]
    begun = [e for e in entries(town["communes"].ledger) if e.name == "intake.case.ReportRecorded"]
    assert len(begun) == 1


def test_an_officer_of_another_unit_opens_no_case_from_it_and_reads_nothing(town: Offices) -> None:
    where = take(town["communes"].at(COMMUNE))
    other = town["communes"].at(OTHER_COMMUNE)
    assert other.get(where).status_code == 403
    assert other.get(f"{where}/case").status_code == 403
    assert other.post(f"{where}/sections", data={"csrf": "token", "section": "story"}).status_code == 403
    said = {
        "csrf": "token", "reported_on": "08/05/2023", "channel": "person", "unit": "20008",
        "from_report": where.rpartition("/")[2], "command_id": str(uuid4()),
    }  # fmt: skip
    assert other.post("/cases/new", data=said).status_code == 403
    assert where not in other.get("/reports").text
    assert not [e for e in entries(town["communes"].ledger) if isinstance(e.fact, CASE.events)]


def test_a_report_joins_a_case_of_this_desk_by_its_code_and_stands_on_its_page(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    begin = {"csrf": "token", "reported_on": "08/05/2023", "channel": "person", "unit": "20035"}
    case = who.post("/cases/new", data=begin | {"command_id": str(uuid4())}).headers["location"]
    code = re.search(r"<h1>(HT-[^<]+)</h1>", who.get(case).text)
    assert code
    where = take(who)
    wrong = who.post(f"{where}/joining", data={"csrf": "token", "command_id": str(uuid4()), "code": "HT-AAAAA-A"})
    assert (wrong.status_code, "Không có hồ sơ nào mang mã này" in wrong.text) == (409, True)
    send(who, where, "joining", code=code[1].lower().replace("-", " "))
    assert code[1] in who.get(where).text
    assert where in who.get(case).text


def test_a_case_of_another_unit_cannot_be_joined(town: Offices) -> None:
    begin = {
        "csrf": "token",
        "reported_on": "08/05/2023",
        "channel": "person",
        "unit": "20008",
        "command_id": str(uuid4()),
    }
    case = town["communes"].at(OTHER_COMMUNE).post("/cases/new", data=begin).headers["location"]
    who = town["communes"].at(COMMUNE)
    answer = who.post(
        f"{take(who)}/joining", data={"csrf": "token", "command_id": str(uuid4()), "case": case.rpartition("/")[2]}
    )
    assert answer.status_code == 409


def test_a_report_passed_on_is_taken_there_receipted_returned_and_taken_again(town: Offices) -> None:
    who, clerk = town["communes"].at(COMMUNE), town["labour"].at(CLERK)
    where = take(who)
    assert "cùng phần kín" in who.post(
        f"{where}/passing-on", data={"csrf": "token", "command_id": str(uuid4()), "to": "labour", "step": "read"}
    ).text  # fmt: skip
    send(who, where, "passing-on", to="labour", note="Người này đã về thị trấn")
    assert where in who.get("/reports?queue=sent").text
    assert "Chờ nơi nhận" in who.get("/reports?queue=sent").text
    town.settle()
    assert "UBND xã, phường" in clerk.get("/reports").text
    opened = clerk.post(f"{where}/sections", data={"csrf": "token", "section": "story"}).text
    assert "Kể thử về một quán" in opened
    send(clerk, where, "return", reason="incomplete", note="Thiếu địa chỉ")
    town.settle()
    page = who.get(where).text
    assert "Bị trả lại: Thiếu thông tin" in page
    assert "Thiếu địa chỉ" in who.post(f"{where}/sections", data={"csrf": "token", "section": "note"}).text
    send(who, where, "passing-on", to="labour")
    town.settle()
    send(clerk, where, "triage", signs=["held_now"], persons="1", children="no")
    town.settle()
    assert "Nơi nhận đang làm" in who.get("/reports?queue=sent").text
    send(clerk, where, "answer", number="15/LĐTBXH", dated="08/05/2023", reference="111/77")
    town.settle()
    assert "Nơi nhận đã trả lời bằng văn bản" in who.get(where).text


def test_a_desk_that_takes_no_reports_is_not_offered(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    form = who.get(f"{take(who)}/passing-on").text
    offered = re.findall(r'name="to" value="(\w+)"', form)
    assert sorted(offered) == ["communes", "labour", "police"]


def test_every_form_of_an_officer_opens_and_only_what_means_something_is_offered(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    for path in (
        "urgent-call", "triage", "joining", "passing-on", "answer", "hotline", "hotline-answer", "closure", "case",
    ):  # fmt: skip
        assert who.get(f"{where}/{path}").status_code == 200, path
    assert who.get(f"{where}/reopening").status_code == 403
    offered = re.findall(rf'href="{where}/([\w-]+)"', who.get(where).text)
    assert sorted(offered) == sorted([
        "urgent-call", "triage", "case", "joining", "passing-on", "closure", "answer", "hotline",
    ])  # fmt: skip
    by_a_citizen = who.get(take(who, channel="citizen")).text
    assert "/answer" not in by_a_citizen


def test_a_closed_report_is_not_closed_otherwise_and_can_be_re_opened(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where, other = take(who), take(who)
    code = re.search(r"<h1>(TB-[^<]+)</h1>", who.get(other).text)
    assert code
    send(who, where, "closure", reason="duplicate", duplicate_of=code[1])
    assert f'href="{other}"' in who.get(where).text
    again = who.post(f"{where}/closure", data={"csrf": "token", "command_id": str(uuid4()), "reason": "unfounded"})
    assert again.status_code == 409
    assert "close.already_closed" in again.text
    send(who, where, "reopening", reason="new_information")
    assert where in who.get("/reports").text


def test_the_hotline_is_told_under_its_number_and_its_answer_recorded(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who, channel="citizen")
    send(who, where, "hotline", way="phone", on="08/05/2023", reference="111/90")
    send(who, where, "hotline-answer", on="08/05/2023", reference="111/90", note="Đã chuyển công an tỉnh")
    page = who.get(where).text
    assert "Tổng đài 111 trả lời" in page
    assert "111/90" in page
    refused = who.post(
        f"{where}/answer", data={"csrf": "token", "command_id": str(uuid4()), "number": "1/UB", "dated": "08/05/2023"}
    )
    assert "reporter.no_office" in refused.text


def test_wrong_fields_are_named_and_nothing_is_written(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    wrong = {"told_on": "09/05/2023", "place": "99999", "persons": "0", "channel": "drums", "command_id": str(uuid4())}
    answer = who.post("/reports/new", data=TAKE | wrong)
    assert answer.status_code == 422
    for said in (
        "Ngày này sau ngày hôm nay",
        "Không có xã, phường nào mang mã này",
        "Số nhỏ hơn mức cho phép",
        "Kể thử",
    ):
        assert said in answer.text
    forged = who.post("/reports/new", data=TAKE | {"unit": "20008", "command_id": str(uuid4())})
    assert (forged.status_code, "Không có ô nào mang tên này." in forged.text) == (422, True)
    assert not entries(town["communes"].ledger)


def test_a_role_without_lists_sees_no_reports(town: Offices) -> None:
    inspector = town["labour"].at(INSPECTOR)
    assert inspector.get("/reports").status_code == 403
    lead = town["labour"].at(actor("labour", "case_lead"))
    assert "/reports" not in lead.get("/").text


def test_the_police_take_reports_too_and_keep_them_to_themselves(town: Offices) -> None:
    police = town["police"].at(POLICE)
    where = take(police)
    assert where in police.get("/reports").text
    assert town["labour"].at(CLERK).get(where).status_code == 404


def test_the_title_and_address_of_a_report_name_nobody(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    title = re.search(r"<title>(.*?)</title>", who.get(take(who)).text)
    assert title
    assert title[1] == "Tin báo · Trở Về"


def test_a_report_is_no_case(town: Offices) -> None:
    who = town["communes"].at(COMMUNE)
    where = take(who)
    assert not town["communes"].intake.queue(COMMUNE)
    assert who.get(where.replace("/reports/", "/cases/")).status_code == 404
    facts = [entry.fact for entry in entries(town["communes"].ledger)]
    assert any(isinstance(fact, REPORT.events) for fact in facts)
    assert not any(isinstance(fact, CASE.events) for fact in facts)


def test_what_was_begun_on_a_report_stands_among_the_drafts_under_its_own_noun(town: Offices) -> None:
    who, begun = town["communes"].at(COMMUNE), TAKE | {"command_id": str(uuid4()), "step": "draft"}
    who.post("/reports/new", data=begun, headers={"Accept": "application/json"})
    assert 'value="Nguyễn Thị Thử Nghiệm"' in who.get("/reports/new").text
    assert "Nguyễn Thị Thử Nghiệm" not in who.get("/cases/new").text
    drafts = who.get("/drafts").text
    assert 'href="/reports/new"' in drafts
    assert "Nguyễn" not in drafts
    assert "Nguyễn Thị Thử Nghiệm" not in town["communes"].at(OTHER_COMMUNE).get("/reports/new").text
    where = take(who)
    who.post(f"{where}/closure", data=begun | {"reason": "unfounded"}, headers={"Accept": "application/json"})
    assert f'href="{where}/closure"' in who.get("/drafts").text
