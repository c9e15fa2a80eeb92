"""The JSON door of notifications, as a program of an agency uses it."""

from uuid import uuid4

from shared.kernel.people import Actor
from shared.testing import identity
from tests.notifications.office import CASE_ID, CLERK, POLICE, Office, told
from tests.web.doors import browser

ASKED = told("intake.case.VerificationReceived", 3, unit="20035", due_on="2023-05-25")


def test_without_a_token_nothing_is_told() -> None:
    assert browser(Office().web()).get("/api/notices").status_code in (303, 401)


def test_a_role_without_the_right_is_told_which_rule() -> None:
    answer = Office().program(Actor("x", "police", None, frozenset({"nobody"}))).get("/api/notices")
    assert (answer.status_code, answer.json()["rule"]) == (403, "right.role")


def test_a_notice_says_where_the_case_lies_what_to_do_and_by_when() -> None:
    answer = Office().hear(ASKED).program(POLICE).get("/api/notices").json()
    assert answer["unread"] == 1
    (notice,) = answer["notices"]
    assert notice | {"id": "", "raised_at": "", "code": ""} == {
        "id": "", "case": str(CASE_ID), "code": "", "desk": "intake.police", "agency": "police", "unit": "20035",
        "kind": "arrived", "what": "verification", "due_on": "2023-05-25", "raised_at": "", "read": False, "runs": True,
        "position": 1, "about": 3, "sent_by": None, "holders": ["police"],
    }  # fmt: skip


def test_the_same_reading_sent_twice_has_one_effect_and_one_answer() -> None:
    office = Office().hear(ASKED)
    (key,) = office.app.notices(POLICE)
    police, name = office.program(POLICE), {"Idempotency-Key": str(uuid4())}
    first = police.post(f"/api/notices/{key}/reading", headers=name)
    again = police.post(f"/api/notices/{key}/reading", headers=name)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["first"] == again.json()["first"]
    assert office.ledger.store.last() == 2


def test_a_reading_without_its_id_is_refused() -> None:
    office = Office().hear(ASKED)
    (key,) = office.app.notices(POLICE)
    assert office.program(POLICE).post(f"/api/notices/{key}/reading").status_code == 422


def test_another_agency_can_neither_see_nor_mark_it() -> None:
    office = Office().hear(ASKED)
    (key,) = office.app.notices(POLICE)
    clerk = office.program(CLERK)
    assert clerk.get("/api/notices").json() == {"unread": 0, "notices": []}
    answer = clerk.post(f"/api/notices/{key}/reading", headers={"Idempotency-Key": str(uuid4())})
    assert answer.status_code == 403
    assert len(office.app.unread(POLICE)) == 1


def test_a_notice_nobody_knows_is_refused_in_words() -> None:
    police = Office().program(POLICE)
    answer = police.post(f"/api/notices/{identity('none')}/reading", headers={"Idempotency-Key": str(uuid4())})
    assert (answer.status_code, answer.json()["rule"]) == (409, "notice.unknown")
    assert "Không có thông báo này." in answer.text
