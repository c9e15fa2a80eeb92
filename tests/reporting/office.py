"""Reporting at its desk: the real app, doors, law and rights over journals told by the town in memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from starlette.testclient import TestClient

from services.reporting.api import api
from services.reporting.api.asking import asking_api
from services.reporting.api.exports import export_api
from services.reporting.api.odd import odd_api
from services.reporting.api.official import official_api
from services.reporting.api.publications import publication_api
from services.reporting.app import Reporting, official_deeds
from services.reporting.app import exports as export_desk
from services.reporting.app.asking import Asking, Beside
from services.reporting.app.asking import deeds as asking_deeds
from services.reporting.app.counting import Counting, Persons
from services.reporting.app.exports import Exports
from services.reporting.app.odd import Odd, deeds
from services.reporting.app.official import Officials
from services.reporting.app.official_content import Contents
from services.reporting.app.publications import Publications
from services.reporting.app.publications import deeds as publication_deeds
from services.reporting.main import SERVICE
from services.reporting.pages import HERE, Desks, menu, pages
from services.reporting.projections.counting.question import Counts as AnyCounts
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.exported import EXPORTS
from services.reporting.projections.findings import FINDINGS
from services.reporting.projections.folding import VIEWS
from services.reporting.projections.keeping import Heard
from services.reporting.projections.links import LINKS, Links
from services.reporting.projections.officials import OFFICIALS
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.pinned import Cases, folded, grouped
from services.reporting.projections.seals import Seal
from services.reporting.projections.told import Told, told
from services.reporting.projections.watched import Watched, watched
from services.reporting.projections.watching import Break, Look, look_of
from shared.access import is_reading
from shared.clock import local
from shared.desk import Deed, Desk
from shared.journal import JournalEntry
from shared.kernel.oversight import Oversight
from shared.ledger.units import Row
from shared.story import sentences
from shared.testing import StillClock, actor, entries, memory_ledger, shelf
from shared.views import Kept, fold
from shared.web import words
from shared.web.cases import Cases as AnyCases
from shared.web.deeds import api_routes, page_routes
from shared.web.door import create
from shared.web.identity import Issuer
from shared.web.pages import Surroundings
from tests.reporting.answered import NothingBeside
from tests.reporting.counts import Counts, histories
from tests.reporting.logs import Logs
from tests.reporting.town import SOURCES, profile, walked
from tests.web.doors import ISSUER, bearer, door, logged_in, published, sessions
from tests.web.doors import LAN as OFFICER

SOURCE, TODAY = "reporting.labour", date(2023, 5, 31)


@dataclass
class Listening:
    """What `Journals` keeps in PostgreSQL, kept in a list. Of the `holed` journals an entry before the last is missing."""

    entries: list[JournalEntry] = field(default_factory=list)
    holed: Collection[str] = ()

    def case(self, case: UUID) -> list[JournalEntry]:
        return in_order(entry for entry in self.entries if entry.subject == case)

    def entry(self, source: str, position: int) -> JournalEntry | None:
        return next((entry for entry in self.entries if entry.id == f"{source}/{position}"), None)

    def since(self, source: str, position: int, limit: int) -> list[Row]:
        mine = sorted(
            (e for e in self.entries if e.source == source and e.position > position), key=lambda e: e.position
        )
        return [Row(each.stream, each.version, each.name, each.body, each.position) for each in mine[:limit]]

    def known_until(self, moment: datetime) -> tuple[dict[str, Person], list[Links]]:
        lines = [told(entry) for entry in in_order(entry for entry in self.entries if entry.at < moment)]
        return fold(PERSONS, lines), list(fold(LINKS, lines).values())

    def histories_until(self, day: date) -> list[list[Told]]:
        return [lines for lines in histories(entry for entry in self.entries if local(entry.at).date() <= day) if lines]

    def work_until(self, moment: datetime) -> list[Told]:
        return [told(entry) for entry in in_order(entry for entry in self.entries if entry.at < moment)]

    def sources(self, listened_to: Sequence[str]) -> list[Heard]:
        return [self._heard(source) for source in listened_to]

    def _heard(self, source: str) -> Heard:
        mine = [entry for entry in self.entries if entry.source == source]
        last = max((entry.position for entry in mine), default=0)
        newest = max((entry.at for entry in mine), default=None)
        return Heard(source, 0 if source in self.holed else last, last, newest, newest, 0, 0)


@dataclass
class Pinned:
    """What `Pinned` reads in PostgreSQL, read from a list."""

    entries: Sequence[JournalEntry]

    def positions(self, sources: Sequence[str], until: datetime | None = None) -> dict[str, int]:
        mine = [e for e in self.entries if e.source in sources and (until is None or e.at < until)]
        return {source: max(e.position for e in mine if e.source == source) for source in {e.source for e in mine}}

    def cases(self, positions: Mapping[str, int]) -> Cases:
        upto = (e for e in self.entries if e.position <= positions.get(e.source, 0))
        return folded([told(entry) for entry in in_order(upto)])

    def histories(self, positions: Mapping[str, int]) -> list[list[Told]]:
        upto = [e for e in self.entries if e.position <= positions.get(e.source, 0) and not is_reading(e.name)]
        return grouped(sorted(upto, key=lambda entry: entry.subject))


@dataclass
class Watching:
    """What `Watching` keeps in PostgreSQL, folded from a list."""

    entries: Sequence[JournalEntry]
    broken: Sequence[Break] = ()

    def cases(self, today: date, limits: Oversight) -> dict[UUID, Watched]:  # noqa: ARG002 - the rules leave out the others
        by_subject: dict[UUID, list[JournalEntry]] = {}
        for entry in self.entries:
            by_subject.setdefault(entry.subject, []).append(entry)
        folded = {subject: watched([told(e) for e in in_order(mine)]) for subject, mine in by_subject.items()}
        return {subject: doc for subject, doc in folded.items() if doc}

    def looks(self, limits: Oversight) -> list[Look]:  # noqa: ARG002 - the rules leave out the others
        return [look for entry in self.entries if (look := look_of(entry))]

    def breaks(self, sources: Sequence[str]) -> Sequence[Break]:
        return [each for each in self.broken if each.source in sources]


class Office:
    """Reporting of the lead agency; `heard` are the entries it heard (by default the six ways of the town), all of it seen by
    other agencies unless something else was `seen` (`Logs`), or `seals` say how the ledgers stand. `counting` says who
    stands in which line of a table, where that is not told by what was heard;
    `definitions` are answered and counted anew by these; `waits` says how much is not folded yet,
    `holed` which journals have a hole."""

    def __init__(
        self,
        heard: Sequence[JournalEntry] | None = None,
        seals: Sequence[Seal] | None = None,
        broken: Sequence[Break] = (),
        counting: Counting | None = None,
        definitions: tuple[AnyCounts, Beside] | None = None,
        waits: Callable[[], int] = lambda: 0,
        holed: Collection[str] = (),
        **seen: Any,
    ) -> None:
        self.clock = StillClock(TODAY)
        listening = Listening(list(walked().journal() if heard is None else heard), holed)
        self.ledger = memory_ledger(
            SOURCE,
            tells=[*SERVICE.deciders],
            law=profile().law_on,
            clock=self.clock,
        )
        desk = self._desk([])
        logs = Logs(listening.entries, SOURCES, **seen)
        stands = logs.of(SOURCES) if seals is None else seals
        self.findings = Kept(FINDINGS)
        self.watching = Watching(listening.entries, broken)
        self.odd = Odd(
            self._desk(deeds(self.ledger.agency)), self.watching, lambda: stands, self.findings,
            profile().oversight, words.load(HERE), SOURCES, self.clock,
        )  # fmt: skip
        self.exported = Kept(EXPORTS)
        self.pinned = Pinned(listening.entries)
        lines = [told(entry) for entry in in_order(listening.entries)]
        shelves = {view.name: Kept(view, fold(view, lines)) for view in VIEWS}
        said = sentences.load(profile().sections)
        counts = Counts.of(listening.entries, *QUESTIONS)
        self.reporting = Reporting(desk, listening, shelves, counts, said, logs, SOURCES, waits)
        self.asking = Asking(
            self._desk(asking_deeds("")), *(definitions or (counts, NothingBeside())), self.reporting.sources
        )
        counted = counting or Persons(listening, self.reporting.law_on, desk.today, SOURCES)
        self.publications = Publications(self._desk(publication_deeds("")), counted, profile().publishing)
        self.exports = Exports(
            self._desk(export_desk.deeds(self.ledger.agency)), self.pinned, self.exported, words.load(HERE), SOURCES,
            self.reporting.law_on,
        )  # fmt: skip
        self.official_lines = Kept(OFFICIALS)
        contents = Contents(
            self.pinned, words.load(HERE), self.reporting.law_on, profile().town, lambda id_: f"http://reporting.test/reports/{id_}"
        )  # fmt: skip
        self.officials = Officials(
            self._desk(official_deeds.deeds(self.ledger.agency)), self.pinned, contents, self.official_lines, words.load(HERE),
            SOURCES,
        )  # fmt: skip
        self.desks = Desks(self.odd, self.publications, self.exports, self.asking, self.officials)

    def _desk(self, of: Sequence[Deed]) -> Desk:
        return Desk(
            self.ledger, service="reporting", deeds=of,
            rights=profile().rights, law_on=profile().law_on, clock=self.clock, attachments=shelf(self.ledger),
        )  # fmt: skip

    def keep(self) -> None:
        """What the worker does: fold what is new in the own ledger into its view."""
        if new := entries(self.ledger)[self.findings.position() :]:
            for kept in (self.findings, self.exported, self.official_lines):
                kept.keep(new, new[-1].position)

    def web(self) -> FastAPI:
        """The application of this office, made for the first who comes."""
        return self._web

    @cached_property
    def _web(self) -> FastAPI:
        around = Surroundings(
            "Thị xã Hương Trà", "Báo cáo và theo dõi", lambda who: menu(self.reporting, self.desks, who)
        )
        made = create(
            door(
                source=SOURCE, clock=self.clock, law_on=profile().law_on, around=around, templates=[HERE],
                words_of=[HERE], issuer=Issuer(ISSUER, SOURCE, "secret", fetch=published),
                sessions=sessions(),
            )
        )  # fmt: skip
        owner = {"intake.labour": "http://labour.test"}.get
        looks = pages(self.reporting, self.desks, profile().roles, owner)
        own = (
            api(self.reporting),
            odd_api(self.odd),
            publication_api(self.publications),
            export_api(self.exports),
            asking_api(self.asking),
            looks,
        )
        apps: tuple[AnyCases, ...] = (self.odd, self.exports, self.officials)
        deeds_of = (*map(api_routes, apps), page_routes(*apps), official_api(self.officials))
        for router in (*own, *deeds_of):
            made.include_router(router)
        return made

    def program(self, agency: str, *roles: str, unit: str = "") -> TestClient:
        who = bearer(sub=actor(agency, *roles).id, aud=SOURCE, agency=agency, roles=[*roles], unit=unit)
        return TestClient(self.web(), headers=who, raise_server_exceptions=False)

    def browser(self, agency: str, *roles: str, unit: str | None = None) -> TestClient:
        return logged_in(self.web(), OFFICER, agency=agency, roles=roles, unit=unit)
