"""Notifications at its desk: the real app, doors, law and rights, over journals told by the town in memory."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from fastapi import FastAPI
from starlette.testclient import TestClient

from services.notifications.api import api
from services.notifications.app import DEEDS, Notifications
from services.notifications.domain import NOTICE, File, NoticeRaised
from services.notifications.messages import tell
from services.notifications.pages import HERE, pages
from services.notifications.projections import FILES, LINES, Heard, NoticeLine
from shared.desk import Desk
from shared.journal import JournalEntry, entry_of
from shared.kernel.people import Actor, By
from shared.kernel.when import When
from shared.ledger import Entry
from shared.sealing.keys import KeyStore
from shared.testing import StillClock, actor, entries, identity, memory_ledger, shelf
from shared.views import Kept
from shared.web.door import create
from shared.web.identity import Issuer
from shared.web.pages import Link, Surroundings
from tests.reporting.town import profile
from tests.retold import retold
from tests.web.doors import ISSUER, bearer, door, logged_in, published, sessions
from tests.web.doors import LAN as OFFICER

SOURCE = "notifications.office"
GOLDEN = Path(__file__).parent / "golden"
CASE_ID = identity("her case")
POLICE, HEALTH = actor("police", "police_officer"), actor("health", "service_officer")
CLERK, LEAD = actor("labour", "intake_officer"), actor("labour", "case_lead")
COMMUNE, OTHER_COMMUNE = (actor("communes", "commune_officer", unit=unit) for unit in ("20035", "20011"))
INSPECTOR = actor("office", "inspector")


def may(day: int) -> date:
    return date(2023, 5, day)


def on(day: date, made: JournalEntry) -> JournalEntry:
    """The same entry, written down on another day."""
    return retold(made, at=StillClock(day)())


def told(name: str, position: int, desk: str = "intake.police", about: UUID = CASE_ID, /, **fact: Any) -> JournalEntry:
    """An entry made by a policy: another agency had told it."""
    return entry(name, position, desk, about, "policy:take_it_whenever_it_is_told", fact)


def done(name: str, position: int, desk: str = "intake.police", about: UUID = CASE_ID, /, **fact: Any) -> JournalEntry:
    """An entry made by an officer of that desk."""
    return entry(name, position, desk, about, "officer", fact)


def entry(name: str, position: int, desk: str, about: UUID, by: str, fact: dict[str, Any]) -> JournalEntry:
    body = {
        "v": 1, "at": StillClock()(), "to": [], "subject": about, "when": When.unknown(), "by": By(by, desk.partition(".")[2]),
        "because": "intake.labour/7", "fact": fact,
    }  # fmt: skip
    return entry_of(desk, position, str(identity(f"{desk} {about}")), position, name, msgspec.json.encode(body))


class Office:
    """Notifications of the town, in memory, on a day that can be moved."""

    def __init__(self, day: date = date(2023, 5, 5), keys: KeyStore | None = None) -> None:
        self.clock = StillClock(day)
        self.ledger = memory_ledger(SOURCE, tells=[(NOTICE, tell)], law=profile().law_on, clock=self.clock, keys=keys)
        desk = Desk(
            self.ledger, service="notifications", deeds=DEEDS,
            rights=profile().rights, law_on=profile().law_on, clock=self.clock, attachments=shelf(self.ledger),
        )  # fmt: skip
        self.lines: Kept[Entry, NoticeLine] = Kept(LINES)
        self.files: Kept[Heard, File] = Kept(FILES)
        self.app = Notifications(desk, self.lines, self.files)

    def hear(self, *heard: JournalEntry) -> "Office":
        self.app.keep(heard)
        return self._view()

    def on(self, day: date) -> "Office":
        """The town's day becomes this one, and the clock ticks twice."""
        self.clock.set(day)
        self.app.tick()
        self.app.tick()
        return self._view()

    def read(self, officer: Actor, notice: str) -> "Office":
        self.app.mark_read(officer, UUID(notice), identity(f"{officer.id} reads {notice}"))
        return self._view()

    def _view(self) -> "Office":
        rows = self.ledger.store.since(self.lines.position(), 10_000)
        if rows:
            self.lines.keep([self.ledger.decode(row) for row in rows], rows[-1].position)
        return self

    def seen_by(self, officer: Actor) -> list[str]:
        """Kind and matter of each notice this officer sees."""
        return sorted(f"{line.kind} {line.what}" for line, _ in self.app.notices(officer).values())

    def raised(self) -> list[NoticeRaised]:
        return [entry.fact for entry in entries(self.ledger) if isinstance(entry.fact, NoticeRaised)]

    def web(self) -> FastAPI:
        """The application of this office, made for the first who comes."""
        return self._web

    @cached_property
    def _web(self) -> FastAPI:
        around = Surroundings("Thị xã Hương Trà", "Thông báo", bell=self._bell)
        made = create(
            door(
                source=SOURCE, clock=self.clock, law_on=profile().law_on, around=around, templates=[HERE],
                words_of=[HERE], issuer=Issuer(ISSUER, SOURCE, "secret", fetch=published),
                sessions=sessions(),
            )
        )  # fmt: skip
        for router in (api(self.app), pages(self.app, place_of)):
            made.include_router(router)
        return made

    def _bell(self, officer: Actor) -> Link:
        unread = self.app.unread(officer)
        return Link("Thông báo", "/", len(unread), keys=unread)

    def program(self, officer: Actor) -> TestClient:
        who = bearer(sub=officer.id, aud=SOURCE, agency=officer.agency, roles=[*officer.roles], unit=officer.unit or "")
        return TestClient(self.web(), headers=who, raise_server_exceptions=False)

    def browser(self, officer: Actor) -> TestClient:
        return logged_in(
            self.web(), OFFICER, sub=officer.id, agency=officer.agency, roles=(*officer.roles,), unit=officer.unit
        )


def place_of(source: str) -> str | None:
    """Where the town's instances are found: the port of the profile."""
    return next((f"http://127.0.0.1:{i.port}" for i in profile().instances if i.source == source), None)
