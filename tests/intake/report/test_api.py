"""The JSON door of reports: the same door as that of cases, under their own noun."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from services.intake.domain.report import REPORT
from shared.access import SectionsOpened
from shared.kernel.codes import is_valid
from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Offices
from tests.intake.test_api import Program

TAKE = {"told_on": "2023-05-08", "channel": "hotline_111"}
STORY = "Kể thử về một quán"


@pytest.fixture
def town() -> Offices:
    return Offices()


@pytest.fixture
def report(town: Offices) -> str:
    more = {"story": STORY, "informant": "Người báo bịa ra", "signs": ["held_now"], "place": "20035"}
    return f"/reports/{Program(town, COMMUNE).post('/reports', TAKE | more).json()['report']}"


def test_nobody_without_a_token_gets_in(town: Offices) -> None:
    assert TestClient(town["communes"].web).post("/api/reports", json=TAKE).status_code == 401
    assert TestClient(town["communes"].web).get("/api/reports").status_code == 401


def test_a_report_begins_with_a_day_and_a_channel_and_gets_a_spoken_code(town: Offices) -> None:
    answer = Program(town, COMMUNE).post("/reports", TAKE)
    assert answer.status_code == 201
    assert answer.json()["code"].startswith("TB-")
    assert is_valid(answer.json()["code"])
    assert answer.json() | {"report": "", "code": ""} == {
        "report": "", "code": "", "version": 1, "first": 1, "last": 1, "again": False,
    }  # fmt: skip


def test_the_same_command_again_is_the_same_report_and_the_same_id_for_another_is_refused(town: Offices) -> None:
    program, key = Program(town, COMMUNE), uuid4()
    first, second = (program.post("/reports", TAKE, key).json() for _ in range(2))
    assert second == first | {"again": True}
    assert program.post("/reports", TAKE | {"channel": "citizen"}, key).status_code == 422
    assert len(entries(town["communes"].ledger)) == 1


def test_the_id_of_a_report_is_not_used_again_for_a_case(town: Offices) -> None:
    program, key = Program(town, COMMUNE), uuid4()
    report = program.post("/reports", TAKE, key)
    case = program.post("/cases", {"reported_on": "2023-05-05", "channel": "person", "unit": "20035"}, key)
    assert (report.status_code, case.status_code) == (201, 422)


@pytest.mark.parametrize(
    ("field", "said"),
    [("code", "TB-AAAAA-A"), ("recorder", "labour"), ("taken_on", "2023-05-01"), ("unit", "20008"), ("alike", "x"),
     ("source", "y"), ("aside", True)],
)  # fmt: skip
def test_nobody_sends_what_the_desk_adds(town: Offices, field: str, said: object) -> None:
    answer = Program(town, COMMUNE).post("/reports", TAKE | {field: said})
    assert (answer.status_code, answer.json()["faults"][0]["field"]) == (422, field)
    assert not entries(town["communes"].ledger)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"channel": "drums"}, "fault.unknown_code"), ({"channel": None}, "fault.missing"),
        ({"place": "99999"}, "fault.unknown_unit"), ({"told_on": "2023-05-09"}, "fault.in_the_future"),
        ({"told_on": "hôm qua"}, "fault.not_a_date"), ({"signs": ["bad_dreams"]}, "fault.unknown_code"),
        ({"colour": "red"}, "fault.unknown_field"), ({"story": "ừ" * 10_001}, "fault.too_long"),
        ({"secrecy": "mật"}, "fault.unknown_field"),
    ],
)  # fmt: skip
def test_each_wrong_field_is_named(town: Offices, wrong: dict[str, Any], why: str) -> None:
    answer = Program(town, COMMUNE).post("/reports", TAKE | wrong)
    assert (answer.status_code, answer.json()["faults"][0]["rule"]) == (422, why)
    assert not entries(town["communes"].ledger)


@pytest.mark.parametrize("persons", [0, -1, 10_000, "hai", 1.5])
def test_how_many_people_is_a_small_whole_number(town: Offices, persons: object) -> None:
    assert Program(town, COMMUNE).post("/reports", TAKE | {"persons": persons}).status_code == 422


def test_the_open_part_is_coarse_and_a_section_is_opened_after_the_reading_was_recorded(
    town: Offices, report: str
) -> None:
    program = Program(town, COMMUNE)
    seen = program.get(report)
    assert STORY not in seen.text
    assert "bịa ra" not in seen.text
    assert seen.json()["file"]["told"]["story"] == {"sealed": True}
    assert seen.json()["deeds"]["triage"]["allowed"]
    assert seen.json()["deeds"]["reopening"]["rule"] == "right.stage"
    opened = program.get(f"{report}/sections?open=story,informant")
    assert opened.json()["sections"]["story"] == {"story": STORY}
    assert opened.json()["report"] == report.rpartition("/")[2]
    last = entries(town["communes"].ledger)[-1].fact
    assert isinstance(last, SectionsOpened)
    assert last.sections == ("informant", "story")


def test_who_asks_again_for_what_did_not_change_is_shown_nothing_and_no_reading_is_recorded(
    town: Offices, report: str
) -> None:
    program = Program(town, COMMUNE)
    tag, before = program.get(report).headers["etag"], len(entries(town["communes"].ledger))
    again = program.client.get("/api" + report, headers={**program.headers, "If-None-Match": tag})
    assert again.status_code == 304
    assert len(entries(town["communes"].ledger)) == before


def test_a_stale_version_is_a_conflict_with_what_came_since(town: Offices, report: str) -> None:
    program = Program(town, COMMUNE)
    version = program.get(report).headers["etag"]
    weighed = {"signs": ["held_now"], "children": "no"}
    assert program.post(f"{report}/triage", weighed, **{"If-Match": version}).status_code == 200
    stale = program.post(f"{report}/closure", {"reason": "unfounded"}, **{"If-Match": version})
    assert stale.status_code == 409
    assert [entry["name"] for entry in stale.json()["since"]] == ["intake.report.ReportTriaged"]


def test_the_list_holds_what_this_officer_may_list(town: Offices, report: str) -> None:
    mine = Program(town, COMMUNE).get("/reports?stage=untriaged").json()["reports"]
    assert [f"/reports/{id_}" for id_ in mine] == [report]
    assert Program(town, COMMUNE).get("/reports?stage=linked").json() == {"reports": {}}
    assert Program(town, OTHER_COMMUNE).get("/reports").json() == {"reports": {}}
    assert Program(town, INSPECTOR).get("/reports").status_code == 403


def test_an_officer_of_another_unit_or_agency_does_nothing_with_it(town: Offices, report: str) -> None:
    other = Program(town, OTHER_COMMUNE)
    assert other.get(report).status_code == 403
    assert other.get(f"{report}/sections?open=story").status_code == 403
    assert other.post(f"{report}/closure", {"reason": "unfounded"}).status_code == 403
    for who in (CLERK, POLICE):
        assert Program(town, who).get(report).status_code == 404
    assert [e.name for e in entries(town["communes"].ledger) if isinstance(e.fact, REPORT.events)] == [
        "intake.report.ReportTaken"
    ]


def test_a_rules_refusal_is_409_with_its_rule(town: Offices, report: str) -> None:
    program = Program(town, COMMUNE)
    refused = [
        program.post(f"{report}/closure", {"reason": "case_opened"}),
        program.post(f"{report}/joining", {"code": "HT-AAAAA-A"}),
        program.post(f"{report}/hotline-answer", {"on": "2023-05-08"}),
        program.post(f"{report}/passing-on", {"to": "health"}),
    ]
    assert [(answer.status_code, answer.json()["rule"]) for answer in refused] == [
        (409, "close.no_case"), (409, "join.unknown_case"), (409, "hotline.not_notified"), (409, "pass.by_letter_only"),
    ]  # fmt: skip


@pytest.mark.parametrize(("path", "said"), [("triage", {"signs": ["held_now"]}), ("passing-on", {"to": "labour"})])
def test_nothing_can_be_done_to_a_report_that_is_not_there(town: Offices, path: str, said: dict[str, Any]) -> None:
    refused = Program(town, COMMUNE).post(f"/reports/{uuid4()}/{path}", said)
    assert (refused.status_code, refused.json()["rule"]) == (409, "tip.unknown")


def test_there_is_no_such_report_and_no_such_deed(town: Offices, report: str) -> None:
    program = Program(town, COMMUNE)
    assert program.get(f"/reports/{uuid4()}").status_code == 404
    assert program.post(f"{report}/dancing", {}).status_code == 404
    assert program.post(f"{report}/new", TAKE).status_code == 404
    assert program.get("/cases/" + report.rpartition("/")[2]).status_code == 404  # a report is no case


def test_a_case_from_a_report_of_others_or_from_none_is_refused(town: Offices, report: str) -> None:
    case = {"reported_on": "2023-05-08", "channel": "person", "unit": "20008"}
    other = Program(town, OTHER_COMMUNE)
    assert other.post("/cases", case | {"from_report": report.rpartition("/")[2]}).status_code == 403
    mine = Program(town, COMMUNE).post("/cases", case | {"unit": "20035", "from_report": str(uuid4())})
    assert mine.status_code in (403, 409)
    assert not [e for e in entries(town["communes"].ledger) if e.name.startswith("intake.case.")]
