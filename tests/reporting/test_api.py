"""The JSON door of reporting."""

import pytest
from starlette.testclient import TestClient

from shared.testing import entries, identity
from tests.reporting.office import Office
from tests.reporting.town import NAME, UNREAD, VICTIM

NOBODY = identity("a case nobody knows")
PATHS = (
    "/api/statistics",
    "/api/access",
    "/api/terms",
    "/api/behind?of=persons",
    "/api/ball",
    "/api/cases",
    f"/api/cases/{VICTIM}/timeline",
    "/api/entries/intake.labour/1",
    "/api/sources",
)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_anything_without_a_token(path: str) -> None:
    answer = TestClient(Office().web()).get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize("path", PATHS)
def test_a_role_without_the_right_is_told_which_rule_says_no(path: str) -> None:
    answer = Office().program("health", "service_officer").get(path)
    assert answer.status_code == 403
    assert answer.json()["rule"] == "right.role"


@pytest.mark.parametrize("path", PATHS)
def test_an_inspector_sees_all_and_no_name(path: str) -> None:
    answer = Office().program("office", "inspector").get(path)
    assert answer.status_code == 200
    assert NAME not in answer.text


def test_statistics_say_how_many_by_what() -> None:
    found = Office().program("labour", "case_lead").get("/api/statistics").json()
    assert (found["persons"], found["reported"], found["said"], found["complete"]) == (5, 1, None, True)
    female = next(row for row in found["tables"]["sex"] if row["code"] == "female")
    assert (female["vi"], female["victim"], female["total"]) == ("Nữ", 2, 4)


def test_nobody_at_all_is_said_in_words() -> None:
    found = Office([]).program("labour", "case_lead").get("/api/statistics").json()
    assert (found["persons"], found["said"]) == (0, "không phát sinh")


def test_statistics_of_a_past_day() -> None:
    program = Office().program("labour", "case_lead")
    assert program.get("/api/statistics?as_of=2023-05-05").json()["persons"] == 0
    assert program.get("/api/statistics?as_of=yesterday").status_code == 422
    assert program.get("/api/statistics?as_of=2033-01-01").json()["as_of"] == "2023-05-31"


def test_the_ball_names_holder_since_and_due() -> None:
    cases = Office().program("labour", "case_lead").get("/api/ball").json()["cases"]
    unread = next(case for case in cases if case["case"] == str(UNREAD))
    assert unread["waits"] == [
        {"thread": "reception", "what": "reception", "holder": "labour", "since": "2023-05-09", "due_on": "2023-05-12",
         "service": None, "benefit": None, "left": None, "until": None, "asker": None}
    ]  # fmt: skip
    assert str(VICTIM) not in {case["case"] for case in cases}


def test_a_timeline_tells_sentences_causes_and_gaps() -> None:
    office = Office()
    lines = office.program("office", "leader").get(f"/api/cases/{UNREAD}/timeline").json()["lines"]
    assert lines[0]["sentence"].startswith("UBND xã, phường (Xã Bình Tiến) ghi tin báo")
    assert [told["open"] for told in lines[0]["told"]] == [True]
    assert [entry.fact.way for entry in entries(office.ledger)] == ["api"]


def test_an_entry_comes_with_its_hash_and_covered_body() -> None:
    found = Office().program("office", "inspector").get("/api/entries/intake.communes/1").json()
    assert len(found["body_hash"]) == 64
    assert found["body"]["fact"]["name"] == "đã niêm phong"
    assert found["told"][0]["receipt"] == "intake.labour/1"


@pytest.mark.parametrize(
    "path", [f"/api/cases/{NOBODY}/timeline", "/api/cases/x/timeline", "/api/entries/intake.labour/99999",
             "/api/entries/intake.labour/0", "/api/entries/nobody/1"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert Office().program("office", "inspector").get(path).status_code == 404


def test_sources_say_how_complete_each_journal_is() -> None:
    found = Office().program("fatherland_front", "supervisor").get("/api/sources").json()["sources"]
    assert {each["source"] for each in found} >= {"intake.communes", "support.labour"}
    assert all(each["well"] for each in found)
