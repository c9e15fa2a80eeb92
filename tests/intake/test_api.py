"""The JSON door: ids, versions, refusals and readings, for programs with a token."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from shared.access import SectionsOpened
from shared.kernel.codes import is_valid
from shared.kernel.people import Actor
from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, POLICE, Offices
from tests.web.doors import bearer

REPORT = {"reported_on": "2023-05-05", "channel": "person", "unit": "20035", "name": "Nguyễn Thị Thử Nghiệm"}
RECEPTION = {
    "received_on": "2023-05-06", "person_status": "citizen", "first_examination": True, "sex": "female",
    "age_group": "18plus", "ethnicity": "kinh",
}  # fmt: skip


class Program:
    """A client with an officer's token."""

    def __init__(self, town: Offices, who: Actor) -> None:
        self.client = TestClient(town[who.agency].web, raise_server_exceptions=False)
        self.headers = bearer(sub=who.id, agency=who.agency, unit=who.unit or "", roles=sorted(who.roles))

    def get(self, path: str) -> Any:
        return self.client.get("/api" + path, headers=self.headers)

    def post(self, path: str, body: Any, key: object = None, **headers: str) -> Any:
        key = {"Idempotency-Key": str(key or uuid4())}
        return self.client.post("/api" + path, json=body, headers={**self.headers, **key, **headers})


@pytest.fixture
def town() -> Offices:
    return Offices()


@pytest.fixture
def case(town: Offices) -> str:
    answer = Program(town, COMMUNE).post("/cases", REPORT)
    town.settle()
    return f"/cases/{answer.json()['case']}"


def test_nobody_without_a_token_gets_in(town: Offices) -> None:
    assert TestClient(town["communes"].web).post("/api/cases", json=REPORT).status_code == 401


def test_a_rescue_begins_a_case_under_an_id_of_ours_and_of_nobody_elses_choice(town: Offices) -> None:
    police, rescue = Program(town, POLICE), {"rescued_on": "2023-05-05", "essential_needs": ["meals"]}
    assert police.post(f"/cases/{uuid4()}/rescue", rescue).status_code == 404
    assert police.post("/cases/new/reception", RECEPTION).status_code == 404
    assert not entries(town["police"].ledger)
    assert Program(town, CLERK).post("/cases/new/rescue", rescue).status_code == 403
    begun = police.post("/cases/new/rescue", rescue)
    assert begun.status_code == 201
    names = [entry.name.rpartition(".")[2] for entry in entries(town["police"].ledger)]
    assert names == ["ReportRecorded", "PersonRescued", "EssentialNeedsGiven"]
    forged = police.post("/cases/new/rescue", rescue | {"recorder": "labour"})
    assert (forged.status_code, len(entries(town["police"].ledger))) == (422, 3)


def test_a_report_begins_a_case_with_a_spoken_code(town: Offices) -> None:
    answer = Program(town, COMMUNE).post("/cases", REPORT)
    assert answer.status_code == 201
    assert is_valid(answer.json()["code"])
    assert answer.json() | {"case": "", "code": ""} == {
        "case": "", "code": "", "version": 1, "first": 1, "last": 1, "again": False,
    }  # fmt: skip


def test_the_same_command_again_is_the_same_case(town: Offices) -> None:
    program, key = Program(town, COMMUNE), uuid4()
    first, second = (program.post("/cases", REPORT, key).json() for _ in range(2))
    assert second == first | {"again": True}
    assert len(entries(town["communes"].ledger)) == 1


def test_the_same_id_for_another_content_is_refused(town: Offices) -> None:
    program, key = Program(town, COMMUNE), uuid4()
    program.post("/cases", REPORT, key)
    assert program.post("/cases", REPORT | {"channel": "citizen"}, key).status_code == 422


def test_nobody_sends_what_the_desk_adds(town: Offices) -> None:
    answer = Program(town, COMMUNE).post("/cases", REPORT | {"recorder": "labour"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["field"] == "recorder"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"channel": "drums"}, "fault.unknown_code"),
        ({"unit": "99999"}, "fault.unknown_unit"),
        ({"reported_on": "2023-05-09"}, "fault.in_the_future"),
        ({"reported_on": "yesterday"}, "fault.not_a_date"),
        ({"channel": None}, "fault.missing"),
        ({"colour": "red"}, "fault.unknown_field"),
    ],
)
def test_each_wrong_field_is_named(town: Offices, wrong: dict[str, Any], why: str) -> None:
    answer = Program(town, COMMUNE).post("/cases", REPORT | wrong)
    assert (answer.status_code, answer.json()["faults"][0]["rule"]) == (422, why)
    assert not entries(town["communes"].ledger)


def test_a_rules_refusal_is_409_with_its_rule(town: Offices, case: str) -> None:
    asked = {"asked_on": "2023-05-08", "told_her": True, "her_wish": "agrees"}
    clerk = Program(town, CLERK)
    assert (
        clerk.post(f"{case}/verification-request", asked).status_code == 409
    )  # the domain says why, not only the stage
    clerk.post(f"{case}/reception", RECEPTION)
    information = {"informed_on": "2023-05-06", "purposes": ["P06"], "primary_purpose": "P06", "route": "self_returned"}
    clerk.post(f"{case}/initial-information", information | {"cross_border": True})
    refused = clerk.post(f"{case}/verification-request", asked | {"her_wish": "refuses"})
    assert (refused.status_code, refused.json()["rule"]) == (409, "verification.she_refuses")


def test_a_stale_version_is_a_conflict_with_what_came_since(town: Offices, case: str) -> None:
    clerk = Program(town, CLERK)
    version = clerk.get(case).headers["etag"]
    clerk.post(f"{case}/reception", RECEPTION, **{"If-Match": version})
    given = {"needs": ["meals"], "given_on": "2023-05-06"}
    stale = clerk.post(f"{case}/essential-needs", given, **{"If-Match": version})
    assert stale.status_code == 409
    assert [entry["name"] for entry in stale.json()["since"]] == ["intake.case.PersonReceived"]


def test_the_open_part_shows_no_name_and_says_what_is_allowed(town: Offices, case: str) -> None:
    answer = Program(town, CLERK).get(case)
    assert "Nguyễn" not in answer.text
    assert answer.json()["file"]["person"]["name"] == {"sealed": True}
    deeds = answer.json()["deeds"]
    assert deeds["reception"]["allowed"]
    assert (deeds["proof"]["allowed"], deeds["proof"]["rule"]) == (False, "right.stage")


def test_a_section_is_opened_after_the_reading_was_recorded(town: Offices, case: str) -> None:
    answer = Program(town, CLERK).get(f"{case}/sections?open=identity,contact")
    assert answer.json()["sections"]["identity"] == {"name": "Nguyễn Thị Thử Nghiệm"}
    assert entries(town["labour"].ledger)[-1].fact.sections == ("contact", "identity")
    assert Program(town, INSPECTOR).get(f"{case}/sections?open=identity").status_code == 403


def test_the_queue_lists_by_stage(town: Offices, case: str) -> None:
    clerk = Program(town, CLERK)
    assert f"/cases/{next(iter(clerk.get('/queue?stage=reported').json()['cases']))}" == case
    assert clerk.get("/queue?stage=received").json() == {"cases": {}}


def test_there_is_no_such_case_and_no_such_deed(town: Offices, case: str) -> None:
    clerk = Program(town, CLERK)
    assert clerk.get(f"/cases/{uuid4()}").status_code == 404
    assert clerk.post(f"{case}/dancing", {}).status_code == 404
    assert clerk.post(f"{case}/new", REPORT).status_code == 404


def test_a_reading_is_no_case_of_its_own(town: Offices, case: str) -> None:
    Program(town, CLERK).get(f"{case}/sections?open=identity")
    assert isinstance(entries(town["labour"].ledger)[-1].fact, SectionsOpened)
    assert len(Program(town, CLERK).get("/queue").json()["cases"]) == 1
