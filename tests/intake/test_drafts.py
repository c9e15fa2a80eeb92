"""What was begun and not sent: it stands there again, for its officer alone, and is gone when it was done."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, Offices
from tests.intake.test_pages import RECEPTION, REPORT, reported
from tests.web.doors import DraftsInMemory, Moving

JSON = {"Accept": "application/json"}


@pytest.fixture
def town() -> Offices:
    return Offices()


def drafts(town: Offices, agency: str) -> DraftsInMemory:
    found: DraftsInMemory = town[agency].web.state.door.drafts
    return found


def begun() -> dict[str, str]:
    """A report under way, as the page keeps it."""
    return REPORT | {"command_id": str(uuid4()), "step": "draft"}


def counted(page: str) -> str | None:
    found = re.search(r'data-count="/drafts">(\d+)</span>', page)
    return found[1] if found else None


def test_what_was_typed_stands_there_again_with_the_time_and_a_way_to_throw_it_away(town: Offices) -> None:
    commune, typed = town["communes"].at(COMMUNE), begun()
    kept = commune.post("/cases/new", data=typed, headers=JSON).json()
    assert re.fullmatch(r"Đã lưu nháp lúc \d\d:\d\d\.", kept["said"])
    assert kept["count"] == 1
    page = commune.get("/cases/new").text
    assert re.search(r"Có bản nháp lưu lúc \d\d:\d\d hôm nay\.", page)
    assert 'value="Nguyễn Thị Thử Nghiệm"' in page
    assert "Kể thử" in page
    assert re.search(r'value="female" checked', page)
    assert f'name="command_id" value="{typed["command_id"]}"' in page
    empty = commune.post("/cases/new", data={"csrf": "token", "command_id": str(uuid4()), "step": "discard"}).text
    assert "Nguyễn Thị Thử Nghiệm" not in empty
    assert "Có bản nháp" not in commune.get("/cases/new").text


def test_without_javascript_a_button_keeps_it_and_shows_the_form_again(town: Offices) -> None:
    commune = town["communes"].at(COMMUNE)
    assert (
        '<button class="button quiet save" name="step" value="draft">Lưu nháp</button>'
        in commune.get("/cases/new").text
    )
    page = commune.post("/cases/new", data=begun())
    assert page.status_code == 200
    assert "Có bản nháp lưu lúc" in page.text
    assert 'value="Nguyễn Thị Thử Nghiệm"' in page.text


def test_enter_in_a_field_sends_the_form_and_throws_nothing_away(town: Offices) -> None:
    """A browser presses the first button of the form that a field belongs to."""
    commune = town["communes"].at(COMMUNE)
    commune.post("/cases/new", data=begun())
    forms = re.findall(r'<form[^>]*action="/cases/new".*?</form>', commune.get("/cases/new").text, re.DOTALL)
    first = {re.findall(r'name="step" value="(\w+)"', form)[0]: "<textarea" in form for form in forms}
    assert first == {"discard": False, "read": True}


def test_no_entry_is_written_for_a_draft(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    before = len(entries(town["labour"].ledger))
    typed = RECEPTION | {"command_id": str(uuid4()), "step": "draft"}
    assert clerk.post(where + "/reception", data=typed, headers=JSON).status_code == 200
    clerk.get("/drafts")
    assert len(entries(town["labour"].ledger)) == before


def test_a_draft_is_gone_when_the_form_is_done_and_stays_while_it_is_not(town: Offices) -> None:
    commune, typed = town["communes"].at(COMMUNE), begun()
    commune.post("/cases/new", data=typed, headers=JSON)
    wrong = commune.post(
        "/cases/new", data=typed | {"reported_on": "09/05/2023", "name": "Trần Thị Sau", "step": "read"}
    )
    assert wrong.status_code == 422
    assert 'value="Trần Thị Sau"' in commune.get("/cases/new").text
    assert commune.post("/cases/new", data=typed | {"step": "read"}).status_code == 200
    assert 'value="Nguyễn Thị Thử Nghiệm"' in commune.get("/cases/new").text
    assert commune.post("/cases/new", data=typed | {"step": "send"}).status_code == 303
    assert "Có bản nháp" not in commune.get("/cases/new").text
    assert drafts(town, "communes").rows == {}


def test_a_page_that_keeps_what_was_sent_meanwhile_leaves_no_draft(town: Offices) -> None:
    commune, typed = town["communes"].at(COMMUNE), begun()
    commune.post("/cases/new", data=typed | {"step": "send"})
    late = commune.post("/cases/new", data=typed, headers=JSON)
    assert (late.status_code, drafts(town, "communes").rows) == (422, {})


def test_a_draft_whose_command_was_done_is_not_offered_again(town: Offices) -> None:
    """The process died between the entry and the throwing away."""
    commune, typed = town["communes"].at(COMMUNE), begun()
    commune.post("/cases/new", data=typed | {"step": "send"})
    drafts(town, "communes").save(COMMUNE.id, "/cases/new", tuple(typed.items()))
    assert "Có bản nháp" not in commune.get("/cases/new").text
    assert drafts(town, "communes").rows == {}


def test_nobody_else_finds_it(town: Offices) -> None:
    town["communes"].at(COMMUNE).post("/cases/new", data=begun(), headers=JSON)
    other = town["communes"].at(OTHER_COMMUNE)
    assert "Nguyễn Thị Thử Nghiệm" not in other.get("/cases/new").text
    assert "Ghi tin báo" not in other.get("/drafts").text
    assert counted(other.get("/").text) == "0"


def test_a_draft_begun_before_somebody_wrote_says_so_and_shows_what_came_since(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    late = {"csrf": "token", "command_id": str(uuid4()), "version": "1", "needs": ["hygiene"], "given_on": "07/05/2023",
            "step": "draft"}  # fmt: skip
    clerk.post(where + "/essential-needs", data=late, headers=JSON)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4()), "version": "1"})
    page = clerk.get(where + "/essential-needs")
    assert page.status_code == 200
    assert "hồ sơ đã có thêm 2 việc" in page.text
    assert "Phần mới ghi trong lúc anh/chị làm" in page.text
    assert "Hỗ trợ nhu cầu thiết yếu" in page.text
    assert re.search(r"Anh/chị đã nhập\">07/05/2023.*?Hồ sơ hiện ghi\">06/05/2023", page.text)
    fresh = re.search(r'name="version" value="(\d+)"', page.text)
    assert fresh is not None
    done = clerk.post(where + "/essential-needs", data=late | {"version": fresh[1], "step": "send"})
    assert done.status_code == 303


def test_what_was_typed_for_a_step_that_is_over_can_still_be_read(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    mine = RECEPTION | {"command_id": str(uuid4()), "step": "draft", "safe_contact": "gọi dì, buổi chiều"}
    clerk.post(where + "/reception", data=mine, headers=JSON)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})  # from another window
    drafts(town, "labour").save(CLERK.id, where + "/reception", (("safe_contact", "gọi dì, buổi chiều"),))
    page = clerk.get(where + "/reception")
    assert page.status_code == 200
    assert "gọi dì, buổi chiều" in page.text
    assert "Chưa làm được ở bước hiện tại của hồ sơ." in page.text


def test_the_list_names_the_deed_the_case_and_the_time_and_nobody(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    code = re.search(r"<h1>(HT-\w+-\w)", clerk.get(where).text)
    assert code is not None
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4()), "step": "draft", "name": "Lê Thị B"})
    clerk.post("/cases/new", data=begun())
    page = clerk.get("/drafts").text
    assert counted(page) == "2"
    assert f'<a href="{where}/reception">Ghi tiếp nhận</a>' in page
    assert f'data-label="Hồ sơ">{code[1]}<' in page
    assert 'data-label="Hồ sơ">hồ sơ mới<' in page
    assert "hôm nay" in page
    assert "Lê Thị B" not in page
    assert "Nguyễn Thị Thử Nghiệm" not in page


def test_an_empty_list_says_so(town: Offices) -> None:
    assert "Không có bản nháp nào." in town["labour"].at(CLERK).get("/drafts").text


def test_the_menu_shows_no_line_for_drafts_while_there_is_none(town: Offices) -> None:
    assert re.search(r'<ul hidden><li><a href="/drafts"', town["labour"].at(CLERK).get("/").text)


def test_who_may_not_do_the_deed_keeps_no_draft_of_it(town: Offices) -> None:
    where = reported(town)
    assert town["communes"].at(OTHER_COMMUNE).post(where + "/reception", data=begun(), headers=JSON).status_code == 403
    assert town["labour"].at(INSPECTOR).post("/cases/new", data=begun(), headers=JSON).status_code == 403
    assert (
        town["communes"].at(COMMUNE).post(f"/cases/{uuid4()}/reception", data=begun(), headers=JSON).status_code == 404
    )
    assert drafts(town, "communes").rows == {}


def test_a_draft_is_gone_after_thirty_days(town: Offices) -> None:
    clock = Moving()
    object.__setattr__(drafts(town, "communes"), "clock", clock)
    commune = town["communes"].at(COMMUNE)
    commune.post("/cases/new", data=begun(), headers=JSON)
    clock.pass_(timedelta(days=29))
    assert counted(commune.get("/").text) == "1"
    clock.pass_(timedelta(days=1))
    assert "Có bản nháp" not in commune.get("/cases/new").text
    drafts(town, "communes").sweep()
    assert drafts(town, "communes").rows == {}


def test_nothing_typed_can_be_read_where_drafts_lie(town: Offices) -> None:
    town["communes"].at(COMMUNE).post("/cases/new", data=begun(), headers=JSON)
    stored = b"".join(place + officer + blob for place, (officer, blob, _) in drafts(town, "communes").rows.items())
    assert [w for w in ("Nguyễn", "Kể thử", "20035", "name", COMMUNE.id) if w.encode() in stored] == []


def test_when_the_session_has_ended_keeping_fails_softly_and_sending_keeps_it_behind_the_login(town: Offices) -> None:
    commune = town["communes"].at(COMMUNE)
    door = town["communes"].web.state.door
    door.sessions.close(commune.cookies[door.sessions.cookie])
    typed = begun()
    soft = commune.post("/cases/new", data=typed, headers=JSON)
    assert (soft.status_code, soft.headers["content-type"]) == (401, "application/problem+json")
    assert drafts(town, "communes").rows == {}
    sent = commune.post("/cases/new", data=typed | {"step": "read"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/auth/login?back=%2Fcases%2Fnew")
    again = town["communes"].at(COMMUNE).get("/cases/new").text
    assert 'value="Nguyễn Thị Thử Nghiệm"' in again
    assert f'name="command_id" value="{typed["command_id"]}"' in again


def test_beside_a_file_it_is_said_that_files_are_not_kept(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    page = clerk.get(where + "/proof").text
    assert "Tệp không được giữ trong bản nháp" in page
    typed = {"csrf": "token", "command_id": str(uuid4()), "number": "HP-1", "step": "draft"}
    page = clerk.post(where + "/proof", data=typed, files={"scan": ("scan.jpg", b"JPEG")}).text
    assert 'value="HP-1"' in page
    kept = drafts(town, "labour").get(CLERK.id, where + "/proof")
    assert kept is not None
    assert "scan" not in dict(kept.fields)
