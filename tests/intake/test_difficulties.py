"""A difficulty is raised from the page of a case, and nothing of it leads back there."""

import re
from uuid import uuid4

import pytest

from shared.kernel.codes import case_code
from shared.kernel.difficulties import DifficultyRaised, RaiseDifficulty, difficulty
from shared.kernel.law import Item
from shared.kernel.people import Actor
from shared.kernel.sealed import Sealed
from shared.testing import LAW, entries, given
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Office, Offices, case_of
from tests.intake.test_pages import reported

DIFFICULTY = difficulty("intake")
KNOWN = (("difficulty_kinds", "no_answer"), ("difficulty_steps", "verification"))
KNOWING = LAW.__class__(**vars(LAW) | {"lists": {kind: {code: Item(code, code, code)} for kind, code in KNOWN}})
RAISE = RaiseDifficulty("no_answer", "verification", "20035", Sealed("gửi hai lần, chưa ai trả lời"))


@pytest.fixture
def town() -> Offices:
    return Offices()


def typed(**more: str) -> dict[str, str]:
    return {
        "csrf": "token", "command_id": str(uuid4()), "step": "send", "kind": "no_answer", "at_step": "verification",
        "note": "gửi hai lần, chưa ai trả lời",
    } | more  # fmt: skip


def raised(office: Office) -> list[bytes]:
    """The entries of difficulties as they stand in the ledger."""
    rows = office.ledger.store.since(0, 10_000)
    return [row.body for row in rows if row.name == "intake.difficulty.DifficultyRaised"]


def test_a_difficulty_is_raised_once() -> None:
    happened = DifficultyRaised("no_answer", "verification", "20035", RAISE.note)
    given(DIFFICULTY, law=KNOWING).when(RAISE).then(happened)
    given(DIFFICULTY, happened, law=KNOWING).when(RAISE).nothing()


@pytest.mark.parametrize("wrong", [{"kind": "bad_weather"}, {"at_step": "on_the_road"}])
def test_kind_and_step_stand_in_the_lists_of_the_law(wrong: dict[str, str]) -> None:
    given(DIFFICULTY, law=KNOWING).when(RaiseDifficulty(**vars(RAISE) | wrong)).refused("code.unknown")


def test_it_is_raised_from_the_page_of_a_case_with_the_step_that_is_likely(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    assert f'href="{where}/difficulty"' in clerk.get(where).text
    form = clerk.get(where + "/difficulty").text
    assert '<option value="reception" selected>' in form
    assert "không gắn với hồ sơ này hay với người nào" in form
    assert "Không ghi tên, địa chỉ, mã hồ sơ" in form
    assert 'name="unit"' not in form
    sent = clerk.post(where + "/difficulty", data=typed())
    assert sent.headers["location"] == where + "?done=difficulty"
    assert "Đã làm xong: Nêu vướng mắc" in re.sub(r"<[^>]+>", "", clerk.get(sent.headers["location"]).text)


def test_nothing_of_it_names_the_case_and_its_note_is_sealed(town: Offices) -> None:
    where = reported(town)
    case = case_of(where)
    town["labour"].at(CLERK).post(where + "/difficulty", data=typed())
    (body,) = raised(town["labour"])
    for word in (str(case), case.hex, case_code(case), "chưa ai trả lời"):
        assert word.encode() not in body
    last = entries(town["labour"].ledger)[-1]
    assert (last.fact.kind, last.fact.step, last.fact.unit) == ("no_answer", "verification", None)
    assert last.body.subject != case
    assert [(line.inbox, line.type) for line in last.body.to] == [("support.labour", "intake.DifficultySent")]
    assert town["labour"].ledger.open(last.fact.note) == "gửi hai lần, chưa ai trả lời"


def test_the_case_itself_is_left_as_it_was(town: Offices) -> None:
    where = reported(town)
    before = town["labour"].intake.look(CLERK, case_of(where))
    town["labour"].at(CLERK).post(where + "/difficulty", data=typed())
    after = town["labour"].intake.look(CLERK, case_of(where))
    assert (after.version, after.entries) == (before.version, before.entries)


def test_the_same_form_sent_twice_raises_it_once(town: Offices) -> None:
    where, form = reported(town), typed()
    clerk = town["labour"].at(CLERK)
    assert [clerk.post(where + "/difficulty", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(raised(town["labour"])) == 1


def test_a_wrong_kind_is_said_beside_its_field_and_kept_as_a_draft(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    answer = clerk.post(where + "/difficulty", data=typed(kind="bad_weather"))
    assert answer.status_code == 422
    assert 'id="e-kind"' in answer.text
    again = clerk.get(where + "/difficulty").text
    assert "Có bản nháp lưu lúc" in again
    assert "chưa ai trả lời" in again
    assert raised(town["labour"]) == []


def test_the_list_shows_kind_step_and_day_and_no_way_to_a_case(town: Offices) -> None:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    assert "Chưa có vướng mắc nào được nêu." in clerk.get("/difficulties").text
    clerk.post(where + "/difficulty", data=typed())
    page = clerk.get("/difficulties").text
    assert "Cơ quan khác không trả lời" in page
    assert 'data-label="Gặp ở bước">Xác minh<' in page
    assert 'data-label="Ngày nêu">08/05/2023<' in page
    assert where not in page
    assert "chưa ai trả lời" not in page
    assert 'href="/difficulties"' in clerk.get("/").text


@pytest.mark.parametrize(
    ("agency", "who", "told"), [("labour", CLERK, "mục Vướng mắc"), ("police", POLICE, "bằng văn bản")]
)
def test_the_list_says_where_the_answer_comes(town: Offices, agency: str, who: Actor, told: str) -> None:
    """Labour follows it in its support; the police run none."""
    desk, command = (
        town[agency].intake.desk,
        RaiseDifficulty("no_answer", "verification", None, RAISE.note, None, None, agency),
    )
    desk.do(who, desk.deeds["difficulty"], uuid4(), command, command_id=uuid4())
    assert told in town[agency].at(who).get("/difficulties").text


def test_a_unit_sees_its_own_and_an_agency_its_own(town: Offices) -> None:
    where = reported(town)
    town["communes"].at(COMMUNE).post(where + "/difficulty", data=typed())
    (line,) = [entry.fact for entry in entries(town["communes"].ledger) if isinstance(entry.fact, DifficultyRaised)]
    assert line.unit == "20035"
    assert "Cơ quan khác không trả lời" in town["communes"].at(COMMUNE).get("/difficulties").text
    assert "Cơ quan khác không trả lời" not in town["communes"].at(OTHER_COMMUNE).get("/difficulties").text
    assert "Cơ quan khác không trả lời" not in town["police"].at(POLICE).get("/difficulties").text


def test_who_does_not_work_on_cases_or_on_this_one_raises_none_there(town: Offices) -> None:
    where = reported(town)
    assert town["labour"].at(INSPECTOR).get("/difficulties").status_code == 403
    assert town["labour"].at(INSPECTOR).post(where + "/difficulty", data=typed()).status_code == 403
    assert town["communes"].at(OTHER_COMMUNE).post(where + "/difficulty", data=typed()).status_code == 403
    assert town["labour"].at(CLERK).post(f"/cases/{uuid4()}/difficulty", data=typed()).status_code == 404
    assert raised(town["labour"]) == raised(town["communes"]) == []


def test_a_program_raises_it_by_the_same_address(town: Offices) -> None:
    where = reported(town)
    headers = {"Idempotency-Key": str(uuid4()), "X-CSRF-Token": "token"}
    asked = {"kind": "law_gap", "at_step": "other"}
    answer = town["labour"].at(CLERK).post(f"/api{where}/difficulty", json=asked, headers=headers)
    assert answer.status_code == 200
    assert len(raised(town["labour"])) == 1
    forged = asked | {"unit": "20008"}
    answer = town["labour"].at(CLERK).post(f"/api{where}/difficulty", json=forged, headers=headers)
    assert answer.status_code == 422
