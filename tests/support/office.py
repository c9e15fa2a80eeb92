"""An office of the town with its desk of support: the real app, doors, law and rights; its ledger lies in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from services.support.api import api
from services.support.app import Support, deeds
from services.support.app.target import Targets
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT
from services.support.domain.benefits.reservations import RESERVATIONS
from services.support.domain.case import CASE
from services.support.domain.case_commands import OpenCase
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.domain.handing_on.request import REQUEST
from services.support.domain.target import Known
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from services.support.messages.benefits import tell_of_application, tell_of_payment, tell_of_reservation
from services.support.messages.difficulties import tell_of_difficulty
from services.support.messages.handing_on import tell_of_request
from services.support.pages import HERE, pages
from services.support.pages.queues import navigation
from services.support.pages.target import target_menu, target_routes
from services.support.policies import POLICIES
from services.support.projections import QUEUE, QueueLine
from services.support.projections.target import TARGET
from shared.access import access
from shared.desk import Desk
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.ledger import Entry
from shared.policy import Profile, load
from shared.seeing import papers_of
from shared.testing import StillClock, actor, deliver, entries, memory_ledger, record, shelf
from shared.views import Kept
from shared.web import words
from shared.web.door import create
from shared.web.identity import Issuer
from shared.web.pages import Menu, Surroundings
from tests.support.samples import CASE_ID, open_case
from tests.web.doors import ISSUER, bearer, door, logged_in, published, sessions
from tests.web.doors import LAN as OFFICER

TODAY = date(2023, 6, 30)
WORDS = words.load(HERE)
PROFILE = Path(__file__).parents[2] / "deploy" / "profiles" / "huong-tra-2023"


@cache
def profile() -> Profile:
    return load(PROFILE)


class Office:
    """Support at one agency. Its queue is kept as a worker would keep it. `unconnected` is an agency that has no
    instance of support and is asked by letter."""

    def __init__(self, agency: str, unconnected: str = "") -> None:
        self.agency, self.source, self.clock = agency, f"support.{agency}", StillClock(TODAY)
        self.law = _without_instance(profile().law_on(TODAY), unconnected)
        tells = [
            (CASE, tell_of_case), (WORK, tell_of_work), (APPLICATION, tell_of_application), (PAYMENT, tell_of_payment),
            (RESERVATIONS, tell_of_reservation), (REQUEST, tell_of_request),
            (DIFFICULTY, tell_of_difficulty), (access("support"), nobody), (papers_of("support"), nobody),
        ]  # fmt: skip
        self.ledger = memory_ledger(
            self.source, tells=tells, policies=POLICIES, law=self.law_on, clock=self.clock  # type: ignore[arg-type]
        )  # fmt: skip
        desk = Desk(
            self.ledger, service="support", deeds=deeds(agency),
            rights=profile().rights, law_on=self.law_on, clock=self.clock, attachments=shelf(self.ledger),
        )  # fmt: skip
        self.lines: Kept[Entry, QueueLine] = Kept(QUEUE)
        self.support = Support(desk, agency, self.lines, WORDS)
        self.known: Kept[Entry, Known] = Kept(TARGET)
        self.targets = Targets(desk, agency, self.known)

    def law_on(self, _: date) -> Law:
        return self.law

    def web(self) -> FastAPI:
        """The application of this office, made for the first who comes."""
        return self._web

    @cached_property
    def _web(self) -> FastAPI:
        around = Surroundings("Thị xã Hương Trà", self.law.agencies[self.agency].vi, self.menu)
        made = create(
            door(
                source=self.source, clock=self.clock, law_on=self.law_on, around=around, templates=[HERE],
                words_of=[HERE], issuer=Issuer(ISSUER, self.source, "secret", fetch=published),
                sessions=sessions(),
            )
        )  # fmt: skip
        for router in (api(self.support), pages(self.support, profile().roles), target_routes(self.targets)):
            made.include_router(router)
        return made

    def menu(self, who: Actor) -> Sequence[Menu]:
        return (*navigation(self.support, who), *target_menu(self.targets, who, WORDS))

    def keep(self) -> None:
        """What the worker does: fold what is new into the queue."""
        at = self.lines.position()
        new = [entry for entry in entries(self.ledger) if entry.position > at]
        if new:
            self.lines.keep(new, new[-1].position)
            self.known.keep(new, new[-1].position)

    def program(self, *roles: str, unit: str = "") -> TestClient:
        """A client of the API in the name of an officer with these roles."""
        who = bearer(
            sub=str(actor(self.agency, *roles).id), aud=self.source, agency=self.agency, roles=[*roles], unit=unit
        )
        return TestClient(self.web(), headers=who, raise_server_exceptions=False)

    def browser(self, *roles: str, unit: str | None = None) -> TestClient:
        """The browser of an officer with these roles."""
        return logged_in(self.web(), OFFICER, agency=self.agency, roles=roles, unit=unit)


def as_citizen(**more: Any) -> OpenCase:
    """The made-up case in the words of the real profile."""
    asked = vars(open_case()) | {"essential_needs": ("meals",)} | more
    return OpenCase(**asked)


def _without_instance(law: Law, unconnected: str) -> Law:
    without = {
        code: replace(agency, services=frozenset()) for code, agency in law.agencies.items() if code == unconnected
    }
    return replace(law, agencies={**law.agencies, **without})


def lead_with_case(unconnected: str = "", **more: Any) -> Office:
    """The lead agency with the made-up case on its desk."""
    office = Office("labour", unconnected)
    record(office.ledger, CASE, CASE_ID, as_citizen(**more), law=office.law)
    office.keep()
    return office


def asked_office(agency: str = "health", **more: Any) -> tuple[Office, Office]:
    """The lead, and an agency that has received the request for a first examination."""
    lead, office = lead_with_case(first_examination=True, **more), Office(agency)
    deliver(lead.ledger, office.ledger)
    office.keep()
    return lead, office


def post(
    client: TestClient,
    path: str,
    fields: Mapping[str, Any],
    *,
    command_id: UUID | None = None,
    version: int | None = None,
) -> Response:
    """A deed on the made-up case, by the JSON door."""
    headers = {"Idempotency-Key": str(command_id or uuid4())}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    answer: Response = client.post(f"/api/cases/{CASE_ID}/{path}", json=dict(fields), headers=headers)
    return answer


__all__ = ["CASE_ID", "Office", "as_citizen", "asked_office", "lead_with_case", "post", "profile"]
