"""The real desks, rights, doors and pages of intake over ledgers in memory, under the profile of Hương Trà 2023."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from fastapi import FastAPI
from starlette.routing import BaseRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from services.intake import main, pages
from services.intake.api import api, import_api
from services.intake.app import Intake, deeds
from services.intake.app.online import Online
from services.intake.app.reports import Reports, report_deeds
from services.intake.followers import Describer, Matcher
from services.intake.linking import Linking
from services.intake.past_cases import Importer, PastCases
from services.intake.policies import POLICIES
from services.intake.projections import DIFFICULTIES, IMPORTS, QUEUE, REGISTER, REPORTS, SEARCHED, QueueLine
from services.intake.registers import Registers
from shared.bookmarks import InMemory as Bookmark
from shared.desk import Deed, Desk
from shared.files.shelf import Attachments
from shared.kernel.people import Actor
from shared.ledger import Entry, Ledger
from shared.policy import Profile, load
from shared.search.described import InMemory as Described
from shared.search.index import InMemory, Level
from shared.search.keeper import Keeper
from shared.search.seeker import Seeker
from shared.search.tokens import OWN, Blinder
from shared.testing import StillClock, actor, deliver, entries, memory_ledger, shelf
from shared.views import Doc, Kept, Pile, Some, View, fold
from shared.web import words
from shared.web.crowd import Crowd
from shared.web.difficulty_pages import difficulty_routes
from shared.web.pages import Surroundings
from shared.web.sessions import Visit
from tests.web.doors import ORIGIN, SOURCE, app, browser, door

PROFILE = load(Path(__file__).parents[2] / "deploy" / "profiles" / "huong-tra-2023")
CLERK = actor("labour", "intake_officer")
COMMUNE = actor("communes", "commune_officer", unit="20035")
OTHER_COMMUNE = actor("communes", "commune_officer", unit="20008")
POLICE = actor("police", "police_officer")
INSPECTOR = actor("labour", "inspector")
AGENCIES = ("communes", "labour", "police")
COOKIE = f"trove-{SOURCE}"


class Live(Kept[Entry, Doc]):
    """A view as of now: folded from the ledger whenever it is asked."""

    def __init__(self, view: View[Entry, Doc], ledger: Ledger) -> None:
        super().__init__(view)
        self._ledger = ledger

    def get(self, key: str) -> Any:
        self._fold()
        return super().get(key)

    def where(self, **equal: Any) -> dict[str, Doc]:
        self._fold()
        return super().where(**equal)

    def some(self, keys: Sequence[str]) -> dict[str, Doc]:
        self._fold()
        return super().some(keys)

    def piles(self, names: Collection[str], unit: str | None = None, *, keys: int = 0) -> dict[str, Pile]:
        self._fold()
        return super().piles(names, unit, keys=keys)

    def on(self, pile: str, unit: str | None = None, *, most: int, after: str = "") -> Some[Doc]:
        self._fold()
        return super().on(pile, unit, most=most, after=after)

    def _fold(self) -> None:
        self.docs = fold(self.view, entries(self._ledger))


class LiveIndex(InMemory):
    """The index as of now: in step with the ledger whenever it is asked."""

    def __init__(self, ledger: Ledger, lines: Live[QueueLine]) -> None:
        super().__init__(lines)
        self._ledger = ledger
        self.keep_up = Keeper(ledger, self, SEARCHED, Blinder(ledger.vault.derived(OWN)))

    def candidates(self, levels: Sequence[Level], most: int, where: Mapping[str, Any] | None = None) -> list[UUID]:
        self._catch_up()
        return super().candidates(levels, most, where)

    def known(self, tokens: Collection[bytes]) -> frozenset[bytes]:
        self._catch_up()
        return super().known(tokens)

    def _catch_up(self) -> None:
        while self.keep_up(self._ledger.store.last()):
            pass


ASKED: ContextVar["Office"] = ContextVar("the office whose door was knocked at")
WAYS: dict[str, list[BaseRoute]] = {}
"""The ways of each agency's pages, worked out once (half of what a test of pages took) and walked in every office."""


class Asked:
    """Marks the office whose door was knocked at."""

    def __init__(self, app: ASGIApp, office: "Office") -> None:
        self._app, self._office = app, office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ASKED.set(self._office)
        await self._app(scope, receive, send)


class OfAsked:
    """Stands in a way for that part of whichever office is asked; `inner` for what a way takes out of it beforehand."""

    def __init__(self, part: Callable[["Office"], Any], **inner: Any) -> None:
        self._part, self._inner = part, inner

    def __getattr__(self, name: str) -> Any:
        return self._inner[name] if name in self._inner else getattr(self._part(ASKED.get()), name)


@dataclass
class Office:
    """One agency's intake: its app, and the doors to it."""

    agency: str
    clock: StillClock
    profile: Profile = PROFILE
    ledger: Ledger = field(init=False)
    intake: Intake = field(init=False)
    linking: Linking = field(init=False)
    descriptions: Described = field(default_factory=Described)
    followers: tuple[Callable[[int], int], ...] = field(init=False)
    registers: Registers = field(init=False)
    past: PastCases = field(init=False)
    attachments: Attachments = field(init=False)
    reports: Reports = field(init=False)
    difficulties: Live[Any] = field(init=False)
    online: Online = field(init=False)
    crowd: Crowd = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = memory_ledger(
            f"intake.{self.agency}",
            tells=main.SERVICE.deciders,
            policies=POLICIES,
            law=PROFILE.law_on,
            clock=self.clock,
        )
        self.attachments = shelf(self.ledger)
        said, cases = words.load(main.FOLDER), Live(QUEUE, self.ledger)
        self.reports = Reports(
            self._desk(report_deeds(self.agency)), self.agency, Live(REPORTS, self.ledger), cases, said
        )
        desk, index = self._desk(deeds(self.agency)), LiveIndex(self.ledger, cases)
        blinder = Blinder(self.ledger.vault.derived(OWN))
        self.intake = Intake(desk, self.agency, cases, said, self.reports, index, blinder)
        self.linking = Linking(desk, self.agency, cases, self.descriptions, PROFILE.matching)
        self.registers = Registers(desk, self.agency, Live(REGISTER, self.ledger))
        self.past = PastCases(self.intake, Live(IMPORTS, self.ledger))
        self.begin_following()
        self.difficulties, self.online, self.crowd = Live(DIFFICULTIES, self.ledger), Online(self.reports), Crowd()

    @cached_property
    def web(self) -> FastAPI:
        """Its doors and pages; made for the first who comes: few tests need those of every office."""
        around = Surroundings(
            "Thị xã Hương Trà",
            self.agency,
            lambda who: pages.menu(self.intake, who, self.past),
            may_search=self.seeker.may,
        )
        web = app(
            door(
                clock=self.clock, law_on=PROFILE.law_on, around=around, templates=[main.FOLDER],
                words_of=[main.FOLDER], file_limit=self.attachments.limit,
            )
        )  # fmt: skip
        if self.agency not in WAYS:
            WAYS[self.agency] = self._ways()
        web.router.routes.extend(WAYS[self.agency])
        web.add_middleware(Asked, office=self)
        return web

    def _ways(self) -> list[BaseRoute]:
        desk: Any = OfAsked(lambda office: office.intake.desk)
        reports: Any = OfAsked(lambda office: office.reports, desk=OfAsked(lambda office: office.reports.desk))
        seeker: Any = OfAsked(lambda office: office.seeker)
        intake: Any = OfAsked(lambda office: office.intake, desk=desk, reports=reports, seeker=seeker)
        linking: Any = OfAsked(lambda office: office.linking, desk=desk)
        registers: Any = OfAsked(lambda office: office.registers, desk=desk)
        difficulties: Any = OfAsked(lambda office: office.difficulties)
        past: Any = OfAsked(lambda office: office.past, desk=desk)
        online: Any = OfAsked(lambda office: office.online)
        crowd: Any = OfAsked(lambda office: office.crowd)
        ASKED.set(self)
        ways = FastAPI(openapi_url=None)
        ways.include_router(api(intake, linking))
        ways.include_router(pages.import_pages(past))
        ways.include_router(import_api(past))
        ways.include_router(pages.pages(intake, linking, registers, self.profile.roles))
        ways.include_router(difficulty_routes(desk, self.agency, difficulties))
        ways.include_router(pages.public_pages(online, crowd))
        return ways.router.routes

    def _desk(self, deeds: list[Deed]) -> Desk:
        return Desk(
            self.ledger, service="intake", deeds=deeds, rights=PROFILE.rights, law_on=PROFILE.law_on, clock=self.clock,
            attachments=self.attachments,
        )  # fmt: skip

    def anybody(self, address: str = "203.0.113.1") -> TestClient:
        """The browser of somebody without a login, at this address of the net."""
        return TestClient(
            self.web, base_url=ORIGIN, headers={"Accept": "text/html"}, follow_redirects=False,
            raise_server_exceptions=False, client=(address, 4711),
        )  # fmt: skip

    def begin_following(self) -> None:
        """Who follows the ledger reads it from its first entry on."""
        desk, source, town = self.intake.desk, f"intake.{self.agency}", Blinder(b"town" * 8)
        self.followers = (
            Describer(desk, source, Bookmark(), town),
            Matcher(desk, source, Bookmark(), town, self.descriptions, PROFILE.matching),
            Importer(self.past),
        )

    @property
    def seeker(self) -> Seeker:
        assert self.intake.seeker
        return self.intake.seeker

    def at(self, who: Actor) -> TestClient:
        """The browser of an officer who is logged in."""
        client = browser(self.web)
        client.cookies.set(COOKIE, self.cookie(who))
        return client

    def cookie(self, who: Actor) -> str:
        """What a browser shows of a login."""
        visit = Visit(
            sub=who.id,
            agency=who.agency,
            unit=who.unit,
            roles=tuple(sorted(who.roles)),
            name="Cán bộ Thử",
            csrf="token",
        )
        cookie: str = self.web.state.door.sessions.open(msgspec.structs.replace(visit))
        return cookie


@dataclass
class Offices:
    """The three agencies; `settle` hands over what they told each other."""

    clock: StillClock = field(default_factory=lambda: StillClock(date(2023, 5, 8)))
    offices: dict[str, Office] = field(init=False)

    def __post_init__(self) -> None:
        self.offices = {agency: Office(agency, self.clock) for agency in AGENCIES}

    def __getitem__(self, agency: str) -> Office:
        return self.offices[agency]

    def settle(self) -> None:
        """What was heard before is dropped by its number, so all can be handed over again. Then who follows a ledger has
        its turn."""
        for _ in AGENCIES:
            for office in self.offices.values():
                while sum(follow(office.ledger.store.last()) for follow in office.followers):
                    pass
            for sender in self.offices.values():
                for receiver in self.offices.values():
                    deliver(sender.ledger, receiver.ledger)


def case_of(location: str) -> UUID:
    """The case id in an address."""
    return UUID(location.split("/")[2])
