"""An office of the town with its part of the plan's work: the real rooms, doors, law and rights; its ledger lies in memory."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from services.support.main import SERVICE
from services.support.plan.rooms import ROOMS
from shared.desk import Deed, Desk
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.ledger import Entry
from shared.policy import Profile, load
from shared.testing import StillClock, entries, memory_ledger, shelf
from shared.views import Kept
from shared.web import words
from shared.web.deeds import api_routes, page_routes
from shared.web.door import create
from shared.web.identity import Issuer
from shared.web.pages import Menu, Surroundings
from tests.web.doors import ISSUER, LAN, bearer, door, logged_in, published, sessions

TODAY = date(2023, 6, 15)
PROFILE = Path(__file__).parents[2] / "deploy" / "profiles" / "huong-tra-2023"
WORDS = words.load(*SERVICE.pages)


@cache
def profile() -> Profile:
    return load(PROFILE)


class Office:
    """The support of one agency (`shared` `Site` for the rooms): what its rooms write, tell, hear and show."""

    def __init__(self, agency: str, of: Profile | None = None, today: date = TODAY) -> None:
        self.agency, self.source, self.clock = agency, f"support.{agency}", StillClock(today)
        self.profile = of or profile()
        self.ledger = memory_ledger(
            self.source, tells=SERVICE.deciders, policies=SERVICE.policies, law=self.law_on, clock=self.clock
        )
        self.attachments = shelf(self.ledger)
        self.shelves: Mapping[str, Kept[Entry, Any]] = {view.name: Kept(view) for view in SERVICE.views}

    def law_on(self, day: date) -> Law:
        return self.profile.law_on(day)

    def desk(self, deeds: Sequence[Deed]) -> Desk:
        return Desk(
            self.ledger, service="support", deeds=deeds, rights=self.profile.rights, law_on=self.law_on,
            clock=self.clock, attachments=self.attachments,
        )  # fmt: skip

    def keep(self) -> None:
        """What the worker does: fold what is new into the views."""
        read = entries(self.ledger)
        for each in self.shelves.values():
            if new := read[each.position() :]:
                each.keep(new, new[-1].position)

    @cached_property
    def web(self) -> FastAPI:
        around = Surroundings("Thị xã Hương Trà", self.profile.law_on(TODAY).agencies[self.agency].vi, self.menu)
        made = create(
            door(
                source=self.source, clock=self.clock, law_on=self.law_on, around=around, templates=SERVICE.pages,
                words_of=SERVICE.pages, issuer=Issuer(ISSUER, self.source, "secret", fetch=published),
                sessions=sessions(), file_limit=1_000_000,
            )
        )  # fmt: skip
        rooms = [room.doors(self, WORDS) for room in ROOMS]
        apps = [app for room in rooms for app in room.apps]
        for router in (*map(api_routes, apps), *(page for room in rooms for page in room.pages), page_routes(*apps)):
            made.include_router(router)
        return made

    def menu(self, actor: Actor) -> Sequence[Menu]:
        return (Menu("KẾ HOẠCH", [link for room in ROOMS for link in room.menu(self, WORDS, actor)]),)

    def officer(self, *roles: str, unit: str | None = None) -> "Officer":
        return Officer(self, roles, unit)


class Officer:
    """Somebody who works there, with a browser and a program."""

    def __init__(self, office: Office, roles: Sequence[str], unit: str | None) -> None:
        self.office, self.roles, self.unit = office, tuple(roles), unit

    @cached_property
    def browser(self) -> TestClient:
        return logged_in(
            self.office.web,
            LAN,
            agency=self.office.agency,
            unit=self.unit,
            roles=self.roles,
            sub=f"sub-{self.roles[0]}",
        )

    def page(self, path: str, status: int = 200) -> str:
        self.office.keep()
        answer: Response = self.browser.get(path)
        assert answer.status_code == status, answer.text[:600]
        return answer.text

    def send(self, path: str, status: int = 303, files: Any = None, /, **fields: Any) -> Response:
        """A form as the page sends it."""
        housekeeping = {"csrf": LAN.csrf, "command_id": str(uuid4()), "step": "send"}
        answer: Response = self.browser.post(path, data={**housekeeping, **fields}, files=files)
        assert answer.status_code == status, answer.text[:1500]
        self.office.keep()
        return answer

    def api(self, path: str, status: int = 200, version: str | None = None, /, **fields: Any) -> Any:
        """A deed as a program asks for it; `version` is the one it looked at."""
        head = {"Idempotency-Key": str(uuid4()), **({"If-Match": version} if version else {})}
        answer = self._program(head).post(path, json=fields)
        assert answer.status_code == status, answer.text[:600]
        self.office.keep()
        return answer.json()

    def read(self, path: str, status: int = 200) -> Response:
        """What a program is answered, or, away from `/api`, the page itself."""
        self.office.keep()
        answer: Response = (self._program({}) if path.startswith("/api") else self.browser).get(path)
        assert answer.status_code == status, answer.text[:600]
        return answer

    def _program(self, head: Mapping[str, str]) -> TestClient:
        by = bearer(
            aud=self.office.source, agency=self.office.agency, unit=self.unit or "", roles=list(self.roles),
            sub=f"sub-{self.roles[0]}",
        )  # fmt: skip
        return TestClient(self.office.web, base_url="https://x", raise_server_exceptions=False, headers={**by, **head})


def book_of(office: Office, unit: str | None = None, agency: str | None = None) -> UUID:
    from services.support.plan.domain.activities.book import book_id

    return book_id("KH2023", agency or office.agency, unit)


def facts(office: Office) -> list[Any]:
    """All that happened at an office, in order."""
    return [entry.fact for entry in entries(office.ledger)]
