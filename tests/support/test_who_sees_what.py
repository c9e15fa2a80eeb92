"""What stands on the page of a case, section by section and role by role: each agency sees only what it was given."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from services.support.pages import HERE
from shared.testing import actor
from tests.support.office import CASE_ID, Office
from tests.support.paper_lives import COUNSELLING, GOALS, LEGAL, STORY, UNION, Desks
from tests.support.samples import NAME, PHONE
from tests.support.test_pages import PAGE, send, text

LEAD, OFFERED, ACCEPTED, DELIVERED, DESK = "lead", "asked", "taken on", "delivered", "one-stop desk"
EVERYBODY = {LEAD, OFFERED, ACCEPTED, DELIVERED, DESK}
ASKED = {OFFERED, ACCEPTED, DELIVERED}
SHOWN: Mapping[str, set[str]] = {
    "steps": EVERYBODY,
    "history": EVERYBODY,
    "sections": EVERYBODY,
    "entitlements": {LEAD},
    "needs": {LEAD},
    "plan": {LEAD},
    "sent": {LEAD},
    "claims": {LEAD},
    "stays": {LEAD},
    "request": set(),
    "handing": set(),
    "papers": {LEAD, ACCEPTED, DELIVERED},
    "following": {LEAD},
    "death": set(),  # in this story she lives
    "received": ASKED,
    "applied": {DESK},
    "orders": {DESK},
}
"""Every section that the page of a case can have, and whose page has it. Whoever adds a section says here who sees it."""
OPENS: Mapping[str, Mapping[str, bool]] = {
    LEAD: {"identity": True, "contact": True, "note": True},
    OFFERED: {"identity": False},
    ACCEPTED: {"identity": True, "contact": True},
    DELIVERED: {"identity": True},
    DESK: {"identity": True},
}
"""The sealed sections that hold something there, and whether the officer may open them."""
PRINTS: Mapping[str, set[str]] = {
    LEAD: {"ke_hoach_ho_tro", "tom_tat_ho_so", "giay_hen_va_viec_can_lam", "van_ban_tu_choi"},
    OFFERED: set(),
    ACCEPTED: {"phieu_xac_nhan_da_nhan"},
    DELIVERED: {"phieu_xac_nhan_da_nhan"},
    DESK: {"danh_sach_ky_nhan"},
}
OF_THE_LEAD = (
    *GOALS.splitlines(), STORY, NAME, PHONE, "Từ nhu cầu đến dịch vụ", "Kế hoạch hỗ trợ", "Nguy cơ", "Chỗ ở",
    "Hướng dẫn đăng ký lại giấy tờ bị mất", "Phòng Giáo dục", "Học văn hóa",
)  # fmt: skip
"""Her goals, her name, her needs, lines of the plan for which nobody else was asked."""
OF_ONE: Mapping[str, tuple[str, ...]] = {
    OFFERED: ("Tư vấn pháp lý", "Phòng Tư pháp"),
    ACCEPTED: ("Tư vấn, trị liệu tâm lý", "Trung tâm Y tế"),
    DELIVERED: ("Sinh hoạt Hội", "Hội LHPN"),
    DESK: ("Trợ cấp khó khăn ban đầu", "3.000.000", "Hỗ trợ học nghề", "77/QĐ-UBND"),
}
"""What was asked of one agency, decided for one desk: nobody else but the lead reads it."""


def office(desks: Desks, who: str) -> Office:
    offices = (desks.lead, desks.justice, desks.health, desks.union, desks.communes)
    return dict(zip((LEAD, OFFERED, ACCEPTED, DELIVERED, DESK), offices, strict=True))[who]


def browser(desks: Desks, who: str) -> TestClient:
    people = (desks.lan, desks.tam, desks.mai, desks.thuy, desks.nhung)
    return dict(zip((LEAD, OFFERED, ACCEPTED, DELIVERED, DESK), people, strict=True))[who]()


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize("section", SHOWN)
def test_a_section_stands_on_the_page_of_whom_it_is_for_and_of_nobody_else(
    section: str, who: str, whole: Desks
) -> None:
    page = browser(whole, who).get(PAGE).text
    assert (f'aria-labelledby="{section}"' in page) is (who in SHOWN[section])


def test_every_section_there_is_has_its_row() -> None:
    templates: list[Path] = [HERE / "case.html", *HERE.glob("_*.html")]
    found = {name for each in templates for name in re.findall(r'aria-labelledby="([a-z_]+)"', each.read_text("utf-8"))}
    assert sorted((found | {"sections"}) - SHOWN.keys()) == []


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_sealed_sections_are_there_for_whom_they_were_given_to_and_open_once_it_took_the_work_on(
    who: str, whole: Desks
) -> None:
    at = office(whole, who)
    roles = {LEAD: "case_lead", DESK: "commune_officer"}
    officer = actor(at.agency, roles.get(who, "service_officer"), unit="20035" if who == DESK else None)
    assert at.support.sections(officer, at.support.look(officer, CASE_ID).file) == OPENS[who]


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_each_is_offered_its_own_papers_and_no_others(who: str, whole: Desks) -> None:
    page = browser(whole, who).get(PAGE).text
    assert set(re.findall(r"/([a-z_]+)\.pdf", page)) == PRINTS[who]


@pytest.mark.parametrize("who", sorted(EVERYBODY - {LEAD}))
def test_nothing_of_the_leads_and_nothing_of_another_agency_stands_on_an_agencys_page(who: str, whole: Desks) -> None:
    page = text(browser(whole, who).get(PAGE))
    foreign = [told for other, all_ in OF_ONE.items() if other != who for told in all_]
    assert [told for told in (*OF_THE_LEAD, *foreign) if told in page] == []
    assert OF_ONE[who][0] in page


def test_before_it_took_the_work_on_no_agency_opens_her_name(whole: Desks) -> None:
    before = whole.justice.ledger.store.last()
    answer = send(whole.tam(), "sections", {"section": "identity"})
    assert answer.status_code == 403
    assert NAME not in answer.text
    shown = [entry for entry in whole.justice.ledger.since(before) if "identity" in getattr(entry.fact, "sections", ())]
    assert shown == []


def test_the_receipt_an_agency_is_offered_is_that_of_its_own_referral(whole: Desks) -> None:
    offered = {who: browser(whole, who).get(PAGE).text for who in (ACCEPTED, DELIVERED)}
    assert f"/referrals/{COUNSELLING}/" in offered[ACCEPTED]
    assert f"/referrals/{UNION}/" in offered[DELIVERED]
    assert not [
        n for page in offered.values() for n in (LEGAL, COUNSELLING, UNION) if page.count(f"/referrals/{n}/") > 1
    ]


@pytest.mark.parametrize(
    ("agency", "role", "unit", "status"),
    [
        ("labour", "intake_officer", "", 403), ("labour", "clerk", "", 403), ("labour", "leader", "", 403),
        ("communes", "commune_officer", "20008", 403), ("health", "clerk", "", 403),
        ("education", "service_officer", "", 404), ("office", "leader", "", 404), ("finance", "finance_officer", "", 404),
    ],
)  # fmt: skip
def test_who_was_given_nothing_sees_nothing(agency: str, role: str, unit: str, status: int, whole: Desks) -> None:
    here = {each.agency: each for each in (whole.lead, whole.health, whole.communes)}
    answer = here.get(agency, Office(agency)).browser(role, unit=unit or None).get(PAGE)
    assert answer.status_code == status
    assert NAME not in answer.text
