"""The public page: no login, nothing asked about a person, and a flood hides nobody."""

import re
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from services.intake.domain import CASE
from services.intake.domain.report.happened import ReportTaken
from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, OTHER_COMMUNE, POLICE, Offices

TELL = {"signs": ["held_now"], "story": "Có người bị giữ trong quán, kể thử", "place": "20035", "children": "no"}
ADDRESS = "/bao-tin"


@pytest.fixture
def town() -> Offices:
    return Offices()


def slip_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def tell(who: TestClient, **more: Any) -> Any:
    return who.post(ADDRESS, data=TELL | {"csrf": slip_of(who.get(ADDRESS).text)} | more)


def code_of(page: str) -> str:
    found = re.search(r"TB-[0-9A-Z]{5}-[0-9A-Z]", page)
    assert found
    return found[0]


def taken(town: Offices, agency: str = "communes") -> list[ReportTaken]:
    return [entry.fact for entry in entries(town[agency].ledger) if isinstance(entry.fact, ReportTaken)]


def test_anybody_tells_us_something_without_a_login_or_a_cookie_and_gets_a_code(town: Offices) -> None:
    who = town["communes"].anybody()
    page = who.get(ADDRESS)
    assert page.status_code == 200
    assert "set-cookie" not in page.headers
    answer = tell(who)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    (report,) = taken(town)
    assert code_of(answer.text) == report.code
    assert (report.channel, report.unit, report.level) == ("online", "20035", "urgent")
    assert "Có người bị giữ" not in answer.text
    assert entries(town["communes"].ledger)[0].body.by.actor == "public"


def test_the_page_shows_whom_to_call_what_happens_next_and_a_way_out(town: Offices) -> None:
    page = town["communes"].anybody().get(ADDRESS).text
    for said in ('href="tel:113"', 'href="tel:111"', "Gửi xong thì sao?", "Thoát nhanh", "Không cần nói anh/chị là ai"):
        assert said in page, said
    assert not re.search(r"//[a-z]+\.", page)
    assert 'aria-required="true"' not in page


def test_it_stands_in_the_queue_of_its_unit_and_no_other(town: Offices) -> None:
    code = code_of(tell(town["communes"].anybody()).text)
    assert code in town["communes"].at(COMMUNE).get("/reports").text
    assert code not in town["communes"].at(OTHER_COMMUNE).get("/reports").text


def test_what_names_no_unit_goes_to_the_agency_that_receives_people(town: Offices) -> None:
    code = code_of(tell(town["communes"].anybody(), place="").text)
    town.settle()
    assert code in town["labour"].at(CLERK).get("/reports").text
    assert code not in town["communes"].at(COMMUNE).get("/reports").text


def test_what_nobody_there_could_see_is_not_returned_but_given_to_a_commune(town: Offices) -> None:
    code = code_of(tell(town["communes"].anybody(), place="").text)
    town.settle()
    clerk, sent = town["labour"].at(CLERK), {"csrf": "token"}
    found = re.search(r'href="(/reports/[0-9a-f-]{36})', clerk.get("/reports").text)
    assert found
    where = found[1]
    assert f"{where}/return" not in clerk.get(where).text
    returned = clerk.post(f"{where}/return", data=sent | {"command_id": str(uuid4()), "reason": "wrong_unit"})
    assert "Chuyển cho một xã, phường cụ thể" in returned.text
    assert 'value="communes"' in clerk.get(f"{where}/passing-on").text
    to_them = sent | {"command_id": str(uuid4()), "to": "communes", "unit": "20035"}
    assert clerk.post(f"{where}/passing-on", data=to_them).status_code == 303
    town.settle()
    assert code in town["communes"].at(COMMUNE).get("/reports").text
    assert code not in town["communes"].at(OTHER_COMMUNE).get("/reports").text
    to_police = sent | {"command_id": str(uuid4()), "to": "police"}
    assert town["communes"].at(COMMUNE).post(f"{where}/passing-on", data=to_police).status_code == 303
    town.settle()
    police, back = town["police"].at(POLICE), sent | {"command_id": str(uuid4()), "reason": "wrong_unit"}
    assert f"{where}/return" in police.get(where).text, "the commune that passed it on has it"
    assert police.post(f"{where}/return", data=back).status_code == 303
    town.settle()
    assert code in town["communes"].at(COMMUNE).get("/reports").text


def test_the_same_form_sent_twice_is_one_report_and_one_code(town: Offices) -> None:
    who = town["communes"].anybody()
    slip = slip_of(who.get(ADDRESS).text)
    codes = {code_of(who.post(ADDRESS, data=TELL | {"csrf": slip}).text) for _ in range(3)}
    assert len(codes) == len(taken(town)) == 1


def test_nothing_of_it_is_ever_shown_again_not_even_with_its_code(town: Offices) -> None:
    who = town["communes"].anybody()
    code = code_of(tell(who).text)
    for path in (f"{ADDRESS}/{code}", f"/reports?like={code}", "/reports", f"/api/reports/{code}"):
        answer = who.get(path)
        assert answer.status_code in (303, 404), path
        assert "Có người bị giữ" not in answer.text


def test_an_agency_without_the_power_has_no_such_page(town: Offices) -> None:
    for agency in ("labour", "police"):
        assert town[agency].anybody().get(ADDRESS).status_code == 404
        assert town[agency].anybody().post(ADDRESS, data=TELL).status_code == 404


@pytest.mark.parametrize("csrf", ["", "forged.1.2"])
def test_a_form_that_is_not_ours_or_too_old_is_offered_again_with_all_that_was_typed(town: Offices, csrf: str) -> None:
    who = town["communes"].anybody()
    answer = who.post(ADDRESS, data=TELL | {"csrf": csrf})
    assert answer.status_code == 409
    assert TELL["story"] in answer.text
    assert not taken(town)
    again = who.post(ADDRESS, data=TELL | {"csrf": slip_of(answer.text)})
    assert code_of(again.text)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"signs": [], "story": " ", "place": "", "children": "unknown"}, "Viết ít nhất một điều"),
        ({"place": "99999"}, "Không có xã, phường nào mang mã này"),
        ({"signs": ["omen"]}, "Giá trị không có trong danh mục"),
        ({"story": "x" * 10_001}, "Nội dung dài quá mức"),
        ({"unit": "20035"}, "Không có ô nào mang tên này."),
    ],
    ids=["nothing", "unit", "sign", "too long", "a field that is none"],
)
def test_what_is_wrong_is_said_kindly_and_nothing_is_written(town: Offices, wrong: dict[str, Any], said: str) -> None:
    answer = tell(town["communes"].anybody(), **wrong)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert not entries(town["communes"].ledger)


def test_a_body_longer_than_the_form_can_be_is_not_read(town: Offices) -> None:
    assert tell(town["communes"].anybody(), story="ầ" * 40_000).status_code == 413


def test_whoever_is_turned_away_keeps_what_was_typed_and_has_the_numbers(town: Offices) -> None:
    town["communes"].crowd.of_one = 2
    who = town["communes"].anybody()
    assert [tell(who).status_code for _ in range(2)] == [200, 200]
    late = tell(who, story="Tin thứ ba, kể thử")
    assert (late.status_code, late.headers["retry-after"]) == (429, "600")
    for kept in ("Tin thứ ba, kể thử", "Gửi lại", 'href="tel:113"', 'value="held_now" checked'):
        assert kept in late.text, kept
    assert len(taken(town)) == 2


def test_a_program_that_fills_in_what_people_do_not_see_is_kept_aside_and_not_thrown_away(town: Offices) -> None:
    assert tell(town["communes"].anybody(), website="http://spam").status_code == 200
    assert [report.aside for report in taken(town)] == [True]


def lines_of(page: str) -> list[str]:
    """The lines of a queue, as people read them."""
    rows = re.findall(r"<tr data-key[^>]*>(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_a_flood_of_one_sender_or_in_the_same_words_is_one_line_and_each_of_it_is_kept(town: Offices) -> None:
    real = code_of(tell(town["communes"].anybody("203.0.113.9"), story="Tin thật: một em bé bị đưa đi").text)
    for n in range(8):
        tell(town["communes"].anybody("203.0.113.66"), story=f"Chuyện khác nhau {'a' * n}", signs=[])
    for n in range(8):
        tell(town["communes"].anybody(f"198.51.100.{n}"), story=f"Mua hàng giá rẻ số {n}!!!", signs=[])
    officer = town["communes"].at(COMMUNE)
    page = officer.get("/reports").text
    lines = lines_of(page)
    assert real in lines[0]
    assert [re.findall(r"và (\d+) tin giống nhau", line) for line in lines] == [[], ["7"], ["7"]]
    like = re.search(r'href="(/reports\?queue=new&amp;like=[^"]+)"', page)
    assert like
    assert len(lines_of(officer.get(like[1].replace("&amp;", "&")).text)) == 8
    assert len(taken(town)) == 17


def test_a_crowd_of_many_senders_is_one_line_under_the_one_in_greatest_danger(town: Offices) -> None:
    town["communes"].crowd.many, town["communes"].crowd.of_all = 2, 10**9
    for n in range(2):
        tell(town["communes"].anybody(f"203.0.113.{n}"), story=f"Tin lẻ {'b' * (n + 1)}", signs=[])
    for n in range(6):
        tell(town["communes"].anybody(f"198.51.100.{n}"), story=f"Rác {'c' * (n + 1)}", signs=[])
    real = code_of(tell(town["communes"].anybody("192.0.2.1"), story="Tin thật giữa đám đông").text)
    lines = lines_of(town["communes"].at(COMMUNE).get("/reports").text)
    assert len(lines) == 3
    assert real in lines[0]
    assert "và 6 tin giống nhau" in lines[0]
    assert "Khẩn cấp" in lines[0]


def test_a_flood_is_closed_with_one_press_and_said_twice_it_is_done_once(town: Offices) -> None:
    who = town["communes"].anybody()
    for n in range(5):
        tell(who, story=f"Mua hàng giá rẻ {n}", signs=[])
    officer = town["communes"].at(COMMUNE)
    strange = {"csrf": "token", "command_id": "21111111-1111-4111-8111-111111111111", "reason": "nonsense"}
    assert officer.post("/reports/closing", data=strange | {"like": "x"}).status_code == 422
    like = re.search(r"like=([0-9a-f-]+)", officer.get("/reports").text)
    assert like
    press = {
        "csrf": "token",
        "command_id": "11111111-1111-4111-8111-111111111111",
        "like": like[1],
        "reason": "nonsense",
    }
    assert officer.post("/reports/closing", data=press).status_code == 303
    assert "Không có tin báo nào đang chờ." in officer.get("/reports").text
    town["communes"].at(OTHER_COMMUNE).post("/reports/closing", data=press)
    assert officer.post("/reports/closing", data=press).status_code == 303
    closed = [e for e in entries(town["communes"].ledger) if e.name == "intake.report.ReportClosed"]
    assert len(closed) == 5


def test_no_report_of_the_public_becomes_a_case_by_itself(town: Offices) -> None:
    for _ in range(3):
        tell(town["communes"].anybody())
    town.settle()
    for agency in ("communes", "labour", "police"):
        assert not [e for e in entries(town[agency].ledger) if isinstance(e.fact, CASE.events)]
