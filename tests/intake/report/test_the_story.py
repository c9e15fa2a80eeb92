"""The story of the demonstration that begins with the hotline, told over ledgers in memory by the officers who tell it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from deploy.demo.officers import Town
from deploy.demo.way import Way
from services.intake.domain import CASE, words
from services.intake.domain.report import REPORT
from services.intake.domain.report.words import Stage
from shared.kernel.people import Actor
from shared.testing import entries
from tests.intake.desks import PROFILE, Offices
from tests.web.doors import bearer


@dataclass
class Doors(Town):
    """The town of the story, over the desks in memory: an officer's token names the officer."""

    offices: Offices | None = None

    def origin(self, source: str) -> str:
        return f"http://{source}"

    def token(self, username: str) -> str:
        user = next(user for user in PROFILE.users if user.username == username)
        who = Actor(username, user.agency, user.unit, frozenset(user.roles))
        told = bearer(sub=who.id, agency=who.agency, unit=who.unit or "", roles=sorted(who.roles))
        return told["Authorization"].removeprefix("Bearer ")


class Client:
    def __init__(self, offices: Offices) -> None:
        self.offices = offices

    def request(self, method: str, url: str, **more: Any) -> Any:
        at = urlsplit(url)
        service, _, agency = str(at.hostname).partition(".")
        assert service == "intake"
        browser = TestClient(self.offices[agency].web, raise_server_exceptions=False)
        answer = browser.request(method, at.path, **more)
        self.offices.settle()
        return answer


def test_a_case_that_the_hotline_told_of_begins_as_a_report_and_goes_on_as_a_case() -> None:
    offices = Offices()
    client: Any = Client(offices)
    town = Doors(PROFILE, "nobody", {}, client)
    said: list[str] = []
    way = Way(town, 2, date(2023, 5, 8), said.append, lambda _: date(2023, 5, 8))
    case = way.told_by_hotline()
    way.receive()
    way.wishes()
    way.inform()
    way.lan.do("intake", way.case, "police-refusal", refused_on=way.on, reason="fear_of_reprisal")
    commune = offices["communes"].ledger
    (report,) = {e.body.subject for e in entries(commune) if isinstance(e.fact, REPORT.events)}
    file = commune.load(REPORT, report).state
    assert (file.stage, [link.case for link in file.cases]) == (Stage.DISMISSED, [case])
    begun = commune.load(CASE, case).state.person
    assert commune.open(begun.name) == way.person.name
    assert commune.open(begun.contact) == way.person.contact
    assert commune.open(begun.story) == way.person.story
    assert offices["labour"].ledger.load(CASE, case).state.stage is words.Stage.POLICE_REFUSED
    assert len(said) == 6
