"""The JSON door of support: strangers first, then each deed, said twice, stale, malformed and refused."""

from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from services.support.domain.case import CASE
from services.support.domain.case_commands import AssessNeeds
from services.support.domain.referrals import referral_id
from shared.access import SectionsOpened, Way
from shared.testing import entries, record
from tests.support.office import CASE_ID, Office, asked_office, lead_with_case, post
from tests.support.samples import FIRST, LATER, NAME, NEXT, UNTIL

NEEDS = {"assessed_on": str(NEXT), "needs": ["health", "loan"], "note": "ngủ kém"}
PLAN_ITEM = {"service": "treatment", "agency": "health", "due_on": str(LATER)}
PLAN = {"agreed_on": str(NEXT), "she_agrees": True, "items": [PLAN_ITEM]}
OFFER = {
    "service": "treatment", "agency": "health", "offered_on": str(NEXT), "she_agrees": True,
    "sections": ["identity", "health"], "answer_by": str(LATER), "until": str(UNTIL),
}  # fmt: skip


@pytest.fixture(scope="module")
def lead() -> TestClient:
    return lead_with_case().program("case_lead")


def test_nobody_comes_in_without_a_token() -> None:
    anonymous = TestClient(lead_with_case().web(), raise_server_exceptions=False)
    assert anonymous.get(f"/api/cases/{CASE_ID}").status_code == 401
    assert post(anonymous, "needs", NEEDS).status_code == 401


def test_a_wrong_role_is_told_which_rule_forbids_it() -> None:
    answer = post(lead_with_case().program("intake_officer"), "needs", NEEDS)
    assert (answer.status_code, answer.json()["rule"]) == (403, "right.role")


def test_an_unknown_case_or_deed_is_not_found(lead: TestClient) -> None:
    assert lead.get(f"/api/cases/{uuid4()}").status_code == 404
    assert post(lead, "miracles", {}).status_code == 404


def test_a_case_is_never_begun_here(lead: TestClient) -> None:
    assert lead.post("/api/cases", json={}, headers={"Idempotency-Key": str(uuid4())}).status_code == 404


def test_the_open_part_of_a_case_holds_no_sealed_value(lead: TestClient) -> None:
    answer = lead.get(f"/api/cases/{CASE_ID}")
    assert answer.json()["file"]["lead"]["opened"]["name"] == {"sealed": True}
    assert answer.json()["deeds"]["reopening"] == {
        "deed": "support.case.reopen", "allowed": False, "rule": "right.stage",
        "why": "Hồ sơ đã kết thúc được mở lại khi có nhu cầu mới",
    }  # fmt: skip
    assert NAME not in answer.text
    assert answer.headers["etag"].startswith(f'"{answer.json()["version"]}-')


def test_a_look_at_a_case_is_recorded_and_asking_whether_anything_changed_is_not() -> None:
    office = lead_with_case()
    lead, before = office.program("case_lead"), office.ledger.store.last()
    tag = lead.get(f"/api/cases/{CASE_ID}").headers["etag"]
    (reading,) = (entry for entry in entries(office.ledger) if entry.position > before)
    assert reading.fact == SectionsOpened(("open_part",), Way.API)
    same = lead.get(f"/api/cases/{CASE_ID}", headers={"If-None-Match": tag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert office.ledger.store.last() == reading.position
    record(office.ledger, CASE, CASE_ID, AssessNeeds(NEXT, ("health",)), law=office.law)
    other = lead.get(f"/api/cases/{CASE_ID}", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


def test_sections_are_opened_by_name(lead: TestClient) -> None:
    answer = lead.get(f"/api/cases/{CASE_ID}/sections", params={"open": "identity"})
    assert answer.json()["sections"] == {"identity": {"name": NAME, "birth": "1999"}}
    assert lead.get(f"/api/cases/{CASE_ID}/sections", params={"open": "police"}).status_code == 403


def test_the_queue_lists_cases_by_stage(lead: TestClient) -> None:
    assert lead.get("/api/queue", params={"stage": "open"}).json()["cases"][str(CASE_ID)]["code"] == "HT-7K2Q4-9"
    assert lead.get("/api/queue", params={"stage": "closed"}).json()["cases"] == {}


def test_a_case_walks_from_needs_to_closing_and_back() -> None:
    lead = lead_with_case().program("case_lead")
    assert post(lead, "needs", NEEDS).status_code == 200
    assert post(lead, "plan", PLAN).status_code == 200
    assert post(lead, "referrals", OFFER).status_code == 200
    close = {"closed_on": str(LATER), "reason": "completed"}
    refused = post(lead, "closure", close)
    assert (refused.status_code, refused.json()["rule"]) == (409, "case.referrals_open")
    assert post(lead, "follow-up", {"on": str(LATER), "risk": "low"}).status_code == 200
    assert post(lead, "closure", close | {"reason": "lost_contact"}).status_code == 200
    assert lead.get(f"/api/cases/{CASE_ID}").json()["stage"] == "closed"
    assert post(lead, "reopening", {"reopened_on": str(LATER), "reason": "returned_again"}).status_code == 200
    assert lead.get(f"/api/cases/{CASE_ID}").json()["stage"] == "following"


def test_the_same_command_twice_gives_the_same_answer_and_one_effect() -> None:
    lead, command_id = lead_with_case().program("case_lead"), uuid4()
    first = post(lead, "needs", NEEDS, command_id=command_id).json()
    again = post(lead, "needs", NEEDS, command_id=command_id).json()
    assert again == first | {"again": True}
    other = post(lead, "needs", NEEDS | {"needs": ["health"]}, command_id=command_id)
    assert other.status_code == 422


def test_a_stale_version_is_a_conflict_that_says_what_came_between() -> None:
    lead = lead_with_case().program("case_lead")
    assert post(lead, "needs", NEEDS, version=1).status_code == 200
    stale = post(lead, "plan", PLAN, version=1)
    assert stale.status_code == 409
    assert (stale.json()["expected"], stale.json()["actual"]) == (1, 2)
    assert [entry["name"] for entry in stale.json()["since"]] == ["support.case.NeedsAssessed"]


@pytest.mark.parametrize(
    ("path", "fields", "fault"),
    [
        ("needs", NEEDS | {"assessed_on": "2030-01-01"}, ("assessed_on", "fault.in_the_future")),
        ("needs", NEEDS | {"needs": ["gold"]}, ("needs.0", "fault.unknown_code")),
        ("needs", NEEDS | {"mood": "good"}, ("mood", "fault.unknown_field")),
        ("plan", {"agreed_on": str(NEXT), "items": []}, ("she_agrees", "fault.missing")),
        ("plan", PLAN | {"items": [{"service": "treatment"}]}, ("items.0.agency", "fault.missing")),
        ("plan", PLAN | {"items": [PLAN_ITEM | {"regime": "PALACE"}]}, ("items.0.regime", "fault.unknown_code")),
        ("referrals", OFFER | {"sections": ["story"]}, ("sections.0", "fault.not_a_choice")),
        ("referrals", OFFER | {"agency": "navy"}, ("agency", "fault.unknown_agency")),
        ("follow-up", {"on": str(NEXT), "risk": "huge"}, ("risk", "fault.not_a_choice")),
    ],
)
def test_what_cannot_be_read_is_told_field_by_field(
    lead: TestClient, path: str, fields: dict[str, object], fault: tuple[str, str]
) -> None:
    answer = post(lead, path, fields)
    assert answer.status_code == 422
    assert fault in [(found["field"], found["rule"]) for found in answer.json()["faults"]]


def test_a_regime_before_the_proof_is_refused_in_words(lead: TestClient) -> None:
    answer = post(lead, "referrals", OFFER | {"regime": "EDU_VOCATIONAL"})
    assert (answer.status_code, answer.json()["rule"]) == (409, "regime.not_for_status")
    assert "Điều 32" in answer.json()["title"]


def test_an_agency_without_an_instance_is_asked_and_answers_by_letter() -> None:
    office = lead_with_case(unconnected="health")
    lead = office.program("case_lead")
    assert post(lead, "referrals", OFFER).json()["rule"] == "referral.letter_missing"
    by_letter = OFFER | {"letter": "12/CV-LĐTBXH", "letter_on": str(NEXT)}
    assert post(lead, "referrals", by_letter).status_code == 200
    answer = {"referral": str(FIRST), "letter": "3/TTYT", "letter_on": str(LATER), "answered_on": str(LATER)}
    assert post(lead, "referral-letter-answer", answer | {"answer": "accepted"}).status_code == 200
    assert post(lead, "referral-letter-answer", answer | {"answer": "delivered"}).status_code == 200
    (referral,) = lead.get(f"/api/cases/{CASE_ID}").json()["file"]["lead"]["referrals"]
    assert (referral["stage"], referral["answer"]["letter"]) == ("delivered", "3/TTYT")


def test_the_asked_agency_accepts_and_delivers() -> None:
    _, health = asked_office()
    nurse = health.program("service_officer")
    assert post(nurse, "delivery", delivery()).json()["rule"] == "service.not_accepted"
    assert post(nurse, "referral-acceptance", {"referral": str(FIRST), "accepted_on": str(NEXT)}).status_code == 200
    assert (
        post(nurse, "referral-refusal", {"referral": str(FIRST), "reason": "no_capacity"}).json()["rule"]
        == "referral.already_answered"
    )
    assert post(nurse, "delivery", delivery()).status_code == 200
    assert nurse.get(f"/api/cases/{CASE_ID}").json()["stage"] == "delivered"


def test_a_referral_of_another_case_is_refused() -> None:
    _, health = asked_office()
    foreign = {"referral": str(referral_id(CASE_ID, 7)), "accepted_on": str(NEXT)}
    answer = post(health.program("service_officer"), "referral-acceptance", foreign)
    assert (answer.status_code, answer.json()["rule"]) == (409, "referral.unknown")


def delivery() -> dict[str, object]:
    given = {"delivered_on": str(LATER), "quantity": 1, "confirmed_by_person": True, "outcome": "treated_here"}
    return {"referral": str(FIRST), **given}


def test_an_office_without_services_lists_and_does_nothing() -> None:
    supervisor = Office("fatherland_front").program("supervisor")
    assert supervisor.get("/api/queue").json() == {"cases": {}}
