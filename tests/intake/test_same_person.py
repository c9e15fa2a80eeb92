"""The pages where two cases are looked at side by side: who may say that they are one person's, and what others see of it."""

import re
from uuid import UUID, uuid4

import pytest

from services.intake.domain.person import CasesLinked, CasesUnlinked
from shared.access import SectionsOpened
from shared.kernel.codes import case_code
from shared.testing import actor, entries
from tests.intake.desks import CLERK, COMMUNE, POLICE, Offices
from tests.intake.test_matching import report, state

LEAD = actor("labour", "case_lead")


@pytest.fixture
def town() -> Offices:
    return Offices()


@pytest.fixture
def both(town: Offices) -> tuple[UUID, UUID]:
    """One woman, reported to the commune and to the police."""
    hers = report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001", contact="0912 345 678")
    again = report(town["police"], "Nguyễn Thị Hương Vân", birth="2001")
    town.settle()
    return hers, again


def say(town: Offices, one: UUID, other: UUID, deed: str, reason: str, **more: str) -> int:
    form = {"csrf": "token", "command_id": str(uuid4()), "deed": deed, "reason": reason, **more}
    answer = town["labour"].at(CLERK).post(f"/cases/{one}/same-person/{other}", data=form)
    town.settle()
    return int(answer.status_code)


def test_the_page_of_a_case_names_the_other_one_and_where_it_lies_and_no_person(
    town: Offices, both: tuple[UUID, UUID]
) -> None:
    hers, again = both
    page = town["communes"].at(COMMUNE).get(f"/cases/{hers}").text
    assert case_code(again) in page
    assert "Công an thị xã" in page
    assert "Rất giống" in page
    assert "tên, " in page
    assert f"/cases/{again}" not in page, "it is no case of ours"
    assert "Hương Vân" not in page
    assert "same-person" not in page, "only the agency that leads says so"


def test_the_lead_agency_looks_at_both_says_so_and_everybody_hears(town: Offices, both: tuple[UUID, UUID]) -> None:
    hers, again = both
    clerk = town["labour"].at(CLERK)
    assert f'href="/cases/{hers}/same-person"' in clerk.get(f"/cases/{hers}").text
    assert f'href="/cases/{hers}/same-person/{again}"' in clerk.get(f"/cases/{hers}/same-person").text
    page = clerk.get(f"/cases/{hers}/same-person/{again}").text
    assert "Có phải cùng một người?" in page
    assert "Hương Vân" not in page
    read = [e.body.subject for e in entries(town["labour"].ledger)[-2:] if isinstance(e.fact, SectionsOpened)]
    assert set(read) == {hers, again}, "that both were looked at is written down before they are shown"
    assert say(town, hers, again, "link", "she_says_so") == 303
    assert "Cùng một người" in town["police"].at(POLICE).get(f"/cases/{again}").text
    (linked,) = (e for e in entries(town["labour"].ledger) if isinstance(e.fact, CasesLinked))
    assert (linked.fact.reason, linked.body.by.actor, linked.body.by.role) == (
        "she_says_so",
        CLERK.id,
        "intake_officer",
    )


def test_who_has_not_looked_at_both_cannot_say_so(town: Offices, both: tuple[UUID, UUID]) -> None:
    hers, again = both
    town["labour"].at(CLERK).get(f"/cases/{hers}")
    form = {"csrf": "token", "command_id": str(uuid4()), "deed": "link", "reason": "she_says_so"}
    answer = town["labour"].at(CLERK).post(f"/cases/{hers}/same-person/{again}", data=form)
    assert answer.status_code == 409
    assert "Xem cả hai hồ sơ trước" in answer.text
    assert "Nhóm tuổi" not in answer.text, "and is shown nothing of the other one instead"
    assert not [e for e in entries(town["labour"].ledger) if isinstance(e.fact, CasesLinked)]


def test_a_link_is_taken_back_from_either_side_and_said_twice_is_done_once(
    town: Offices, both: tuple[UUID, UUID]
) -> None:
    hers, again = both
    town["labour"].at(CLERK).get(f"/cases/{hers}/same-person/{again}")
    assert [say(town, hers, again, "link", "she_says_so") for _ in range(2)] == [303, 303]
    assert "Bỏ ghi cùng một người" in town["labour"].at(CLERK).get(f"/cases/{again}/same-person/{hers}").text
    assert [say(town, again, hers, "unlink", "mistaken") for _ in range(2)] == [303, 303]
    done = [type(e.fact) for e in entries(town["labour"].ledger) if isinstance(e.fact, CasesLinked | CasesUnlinked)]
    assert done == [CasesLinked, CasesUnlinked]
    assert state(town["communes"], hers).linked == {}
    assert "Rất giống" in town["communes"].at(COMMUNE).get(f"/cases/{hers}").text


def test_a_reason_is_asked_for_and_what_is_missing_is_said_beside_it(town: Offices, both: tuple[UUID, UUID]) -> None:
    hers, again = both
    clerk = town["labour"].at(CLERK)
    clerk.get(f"/cases/{hers}/same-person/{again}")
    form = {"csrf": "token", "command_id": str(uuid4()), "deed": "link"}
    answer = clerk.post(f"/cases/{hers}/same-person/{again}", data=form)
    assert answer.status_code == 422
    assert 'id="e-reason"' in answer.text


@pytest.mark.parametrize(("agency", "who"), [("communes", COMMUNE), ("police", POLICE), ("labour", LEAD)])
def test_nobody_else_may_say_so(town: Offices, both: tuple[UUID, UUID], agency: str, who: object) -> None:
    hers, again = both
    client = town[agency].at(who)  # type: ignore[arg-type]
    form = {"csrf": "token", "command_id": str(uuid4()), "deed": "link", "reason": "she_says_so"}
    for one, other in ((hers, again), (again, hers)):
        assert client.get(f"/cases/{one}/same-person").status_code == 403
        assert client.get(f"/cases/{one}/same-person/{other}").status_code == 403
        assert client.post(f"/cases/{one}/same-person/{other}", data=form).status_code == 403


def test_cases_of_the_same_name_and_nothing_else_are_shown_to_the_one_who_decides_only(town: Offices) -> None:
    one = report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001")
    other = report(town["police"], "Nguyễn Thị Hương Vân", birth="1990")
    town.settle()
    assert not state(town["communes"], one).suspected
    assert case_code(other) not in town["communes"].at(COMMUNE).get(f"/cases/{one}").text
    page = town["labour"].at(CLERK).get(f"/cases/{one}/same-person").text
    assert case_code(other) in page
    assert "Chỉ trùng tên" in page


def test_any_two_cases_can_be_compared_by_code(town: Offices) -> None:
    one, other = report(town["communes"], "Lan"), report(town["police"], "Phạm Thị Hồng")
    town.settle()
    clerk = town["labour"].at(CLERK)
    form = {"csrf": "token", "code": case_code(other).lower()}
    answer = clerk.post(f"/cases/{one}/same-person", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{one}/same-person/{other}")
    assert "Chưa thấy gì giống nhau." in clerk.get(answer.headers["location"]).text
    assert clerk.post(f"/cases/{one}/same-person", data={"csrf": "token", "code": "HT-XXXXX-X"}).status_code == 422
    assert clerk.get(f"/cases/{one}/same-person/{uuid4()}").status_code == 404
    assert clerk.get(f"/cases/{one}/same-person/{one}").status_code == 404


def test_a_program_says_so_by_the_same_rules(town: Offices, both: tuple[UUID, UUID]) -> None:
    hers, again = both
    clerk, head = town["labour"].at(CLERK), {"X-CSRF-Token": "token", "Idempotency-Key": str(uuid4())}
    said = {"deed": "link", "reason": "she_says_so"}
    assert clerk.post(f"/api/cases/{hers}/same-person/{again}", json=said, headers=head).status_code == 409
    for case in both:
        clerk.get(f"/api/cases/{case}")
    assert clerk.post(f"/api/cases/{hers}/same-person/{again}", json=said, headers=head).status_code == 204
    assert [e.fact.other for e in entries(town["labour"].ledger) if isinstance(e.fact, CasesLinked)] == [again]


def test_no_page_about_two_cases_names_anybody_in_its_title_or_address(town: Offices, both: tuple[UUID, UUID]) -> None:
    hers, again = both
    for path in (f"/cases/{hers}/same-person", f"/cases/{hers}/same-person/{again}"):
        page = town["labour"].at(CLERK).get(path).text
        around = [*re.findall(r"<title>(.*?)</title>", page), *re.findall(r'(?:href|action)="([^"]*)"', page)]
        assert not [text for text in around if "Vân" in text]
