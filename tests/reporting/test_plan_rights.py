"""Who opens the pages and the JSON of the plan's own work, and what stands on none of them."""

import pytest

from services.reporting.pages import menu
from shared.testing import actor
from tests.reporting.a_year import office

PAGES = ("", "/activities", "/papers", "/training", "/money", "/matters")
FOLLOW = (
    ("labour", "case_lead"), ("labour", "leader"), ("labour", "clerk"), ("office", "leader"), ("office", "inspector"),
    ("fatherland_front", "supervisor"), ("finance", "finance_officer"),
)  # fmt: skip
OTHERS = (
    ("communes", "commune_officer"), ("health", "service_officer"), ("justice", "service_officer"),
    ("police", "police_officer"), ("womens_union", "service_officer"),
)  # fmt: skip
OF_ITS_OWN = {"/reports"}
"""A unit reports of itself; it sees no report of others."""
SEALED = (
    "Trần Thị Mẫu", "Lê Văn Mẫu", "Công ty Thử", "Bà Thử", "0900000000", "hứa đi Nhật", "ghi chú mẫu", "Lan, Bình",
    "chưa có nguồn chi tiền ăn",
)  # fmt: skip


@pytest.mark.parametrize(("agency", "role"), FOLLOW)
def test_whoever_follows_the_plan_opens_every_page_of_it(agency: str, role: str) -> None:
    made = office()
    browser, program = made.browser(agency, role), made.program(agency, role)
    for page in PAGES:
        assert browser.get(f"/plan{page}").status_code == 200
        if page != "/activities":
            assert program.get(f"/api/plan{page}").status_code == 200


@pytest.mark.parametrize(("agency", "role"), OTHERS)
def test_nobody_else_opens_any(agency: str, role: str) -> None:
    made = office()
    browser, program = made.browser(agency, role), made.program(agency, role)
    for page in PAGES:
        assert browser.get(f"/plan{page}").status_code == 403
        if page != "/activities":
            assert program.get(f"/api/plan{page}").status_code == 403


@pytest.mark.parametrize(("agency", "role"), FOLLOW + OTHERS + (("labour", "intake_officer"),))
def test_what_stands_in_a_menu_opens(agency: str, role: str) -> None:
    made = office()
    groups = menu(made.reporting, made.desks, actor(agency, role))
    links = [link.href for group in groups for link in group.links]
    browser = made.browser(agency, role)
    assert [browser.get(href).status_code for href in links] == [200] * len(links)
    others = (agency, role) in OTHERS
    assert {*links} <= OF_ITS_OWN if others else links
    first = browser.get("/", follow_redirects=True)
    assert first.status_code == (200 if links else 403)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_sealed_stands_on_a_page_or_in_an_answer(page: str) -> None:
    made = office()
    answers = [made.browser("office", "leader").get(f"/plan{page}").text]
    if page != "/activities":
        answers.append(made.program("office", "leader").get(f"/api/plan{page}").text)
    for said in answers:
        assert not [words for words in SEALED if words in said]
