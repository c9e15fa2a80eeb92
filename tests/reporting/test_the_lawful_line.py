"""Exact figures stay on the lawful line (unit → Phòng → UBND → Sở): who stands outside reaches none, by page or by program."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared.testing import actor, entries, identity
from tests.reporting.crowd import crowded, many
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.reporting.test_publications import SEX, publish
from tests.reporting.town import VICTIM
from tests.web.doors import LAN

SUPERVISOR = ("fatherland_front", "supervisor")
OUTSIDE = (SUPERVISOR, ("womens_union", "service_officer"), ("communes", "public"))
OF_THE_HOUSE = ("/auth/", "/events", "/drafts")
"""Login, what moves by itself, the own drafts: nobody's figures stand there."""
PUBLISHED = {"/publications", "/publications/{publication}", "/api/publications", "/api/publications/{publication}"}
OF_THE_PLAN = ("/plan", "/api/plan")
"""The plan's own work: people and donors are counted there under the threshold (`test_plan_rights.py`)."""
OF_ITS_OWN = ("/reports", "/api/reports")
"""A unit begins the line: what it did itself it reports upwards (`test_official_desk.py`), and sees nobody else's."""
SOURCES = {"/sources", "/api/sources"}
"""How complete the journals are: no figure of persons."""


def ways(office: Office) -> Iterator[tuple[str, str]]:
    """Every way into reporting: method and address."""
    for path, methods in office.web().openapi()["paths"].items():
        if not path.startswith(OF_THE_HOUSE):
            yield from ((method, path) for method in methods)


def address(path: str, publication: str) -> str:
    known = {
        "case": str(VICTIM), "publication": publication, "source": "intake.labour", "position": "1",
        "finding": str(identity("odd")), "report": str(identity("odd")), "form": "pdf",
        "training": str(identity("odd")), "export": str(identity("odd")),
        "subject": str(identity("odd")), "file": "intake.labour-1.json",
        "path": "dismissal", "digest": "0" * 64, "question": "persons.v2", "what": "swap",
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: known[found[1]], path)


def town() -> tuple[Office, str]:
    """A town with figures, one table of which is published."""
    office = crowded(many())
    return office, publish(office, **SEX).headers["location"].partition("?")[0].rpartition("/")[2]


def opened(office: Office, publication: str, agency: str, role: str) -> set[str]:
    """The ways that answer such a person with anything but a no."""
    browser, program = office.browser(agency, role), office.program(agency, role)
    found = set()
    for method, path in ways(office):
        at = address(path, publication)
        if method == "get":
            answer = program.get(at) if path.startswith("/api") else browser.get(at)
        elif path.startswith("/api"):
            answer = program.post(at, json={}, headers={"Idempotency-Key": str(uuid4())})
        else:
            answer = browser.post(at, data={"csrf": LAN.csrf, "command_id": str(uuid4())})
        if answer.status_code < 400:
            found.add(path)
    return found


@pytest.mark.parametrize(("agency", "role"), OUTSIDE)
def test_whoever_is_outside_the_line_reaches_published_tables_only(agency: str, role: str) -> None:
    office, publication = town()
    before = len(entries(office.ledger))
    found = opened(office, publication, agency, role)
    exact = {path for path in found if not path.startswith((*OF_THE_PLAN, *OF_ITS_OWN))} - SOURCES
    leads_on = {
        SUPERVISOR: {"/", "/statistics"},
        OUTSIDE[1]: {"/"},
    }  # to the plan, to the own reports: without a figure
    assert exact == (PUBLISHED if (agency, role) == SUPERVISOR else set()) | leads_on.get((agency, role), set())
    assert len(entries(office.ledger)) == before


def test_a_supervisor_who_asks_for_exact_figures_is_led_to_the_plan() -> None:
    office, _ = town()
    for path in ("/", "/statistics", "/statistics?as_of=31/03/2023"):
        answer = office.browser(*SUPERVISOR).get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/plan")
    assert office.program(*SUPERVISOR).get("/api/statistics").status_code == 403


def test_what_the_supervisor_reads_holds_no_exact_number() -> None:
    office, publication = town()
    for path in ("/publications", f"/publications/{publication}"):
        assert not {"24", "6", "5"} & set(text(office.browser(*SUPERVISOR).get(path)).split())


@pytest.mark.parametrize(("agency", "role"), [("labour", "case_lead"), ("labour", "leader"), ("office", "leader")])
def test_the_line_itself_goes_on_to_see_exact_figures(agency: str, role: str) -> None:
    office = Office()
    assert office.program(agency, role).get("/api/statistics").json()["persons"] == 5
    assert "Tổng số: 5 người" in text(office.browser(agency, role).get("/"))


@pytest.mark.parametrize(("agency", "role"), [("labour", "clerk"), ("labour", "leader"), ("office", "leader")])
def test_those_who_publish_are_offered_it(agency: str, role: str) -> None:
    office, _ = town()
    assert "Công bố bảng mới" in text(office.browser(agency, role).get("/publications"))
    assert office.browser(agency, role).get("/publications/new").status_code == 200


@pytest.mark.parametrize(
    ("agency", "role"), [SUPERVISOR, ("office", "inspector"), ("office", "clerk"), ("finance", "finance_officer")]
)
def test_those_who_only_read_are_not(agency: str, role: str) -> None:
    office, _ = town()
    assert "Công bố bảng mới" not in text(office.browser(agency, role).get("/publications"))
    assert office.browser(agency, role).get("/publications/new").status_code == 403
    assert not office.publications.may(actor(agency, role), "reporting.publication.publish")
