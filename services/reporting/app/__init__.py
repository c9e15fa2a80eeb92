"""The desk of reporting: figures, who holds the ball, the timeline of a case, and single entries, for those who may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

import msgspec

from services.reporting.app.plan import PLAN, TownPlan, Written
from services.reporting.projections.ball import BALL as BALLS
from services.reporting.projections.ball import Ball
from services.reporting.projections.keeping import Heard
from services.reporting.projections.links import LINKS, Links, each_once
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.statistics import Statistics, statistics
from shared import access
from shared.access import Way
from shared.clock import TOWN, local
from shared.desk import Desk
from shared.journal import JournalEntry
from shared.kernel.codes import case_code
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject, Verdict
from shared.kernel.words import AgencyId, Code, Source
from shared.ledger.units import Row
from shared.story.sentences import Sentences
from shared.story.timeline import Handover, TimelineLine, timeline
from shared.views import Kept, Shelf
from shared.web.ledger_door import AT_ONCE, must_read_ledgers

STATISTICS, BALL = "reporting.statistics.read", "reporting.ball.read"
TIMELINE, ENTRY = "reporting.timeline.read", "reporting.entry.read"
FIGURES = (STATISTICS, BALL, PLAN)
"""Whoever may see any figures may see how complete their sources are."""
ACCESS = access.access("reporting")
EPOCH = date(2000, 1, 1)


class Journals(Written, Protocol):
    """What the app asks of everything that was heard."""

    def case(self, case: UUID) -> Sequence[JournalEntry]: ...

    def entry(self, source: Source, position: int) -> JournalEntry | None: ...

    def since(self, source: Source, position: int, limit: int) -> Sequence[Row]: ...

    def known_until(self, moment: datetime) -> tuple[Mapping[str, Person], Sequence[Links]]: ...

    def sources(self, listened_to: Sequence[Source]) -> Sequence[Heard]: ...


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: what may be known of it without opening anything."""

    case: UUID
    code: Code
    person: Person
    ball: Ball

    def silent_days(self, today: date) -> int:
        """For how many days nobody wrote anything down."""
        return (today - self.ball.moved_on).days if self.ball.moved_on else 0


@dataclass(frozen=True)
class EntryPage:
    """One entry as an inspector reads it: in a sentence, as stored JSON with sealed values covered, and whom it told."""

    entry: JournalEntry
    sentence: str
    covered: str
    told: tuple[Handover, ...]
    caused_by: str | None
    law: Law


class Reporting:
    """`shelves` are the kept views by their names, `listens_to` the journals heard here. Everything raises `NotPermitted` for
    those who may not."""

    def __init__(
        self,
        desk: Desk,
        journals: Journals,
        shelves: Mapping[str, Shelf[Any, Any] | Kept[Any, Any]],
        sentences: Sentences,
        listens_to: Sequence[Source],
    ) -> None:
        self.desk, self._journals, self._sentences = desk, journals, sentences
        self._persons: Shelf[Any, Person] | Kept[Any, Person] = shelves[PERSONS.name]
        self._balls: Shelf[Any, Ball] | Kept[Any, Ball] = shelves[BALLS.name]
        self._links: Shelf[Any, Links] | Kept[Any, Links] = shelves[LINKS.name]
        self.plan = TownPlan(desk, journals, shelves, self.law_on)
        self.listens_to = tuple(listens_to)

    def may(self, actor: Actor, deed: Code) -> Verdict:
        return self.desk.rights.judge(actor, deed, _own(actor))

    def statistics(self, actor: Actor, as_of: date | None = None) -> Statistics:
        """All tables as of now, or as they were known at the end of a past day: a person once, however many cases were
        said to be hers by then."""
        self._must(actor, STATISTICS)
        if as_of is None or as_of >= self.desk.today():
            now = each_once(self._persons.where(), self._links.where().values())
            return statistics(now, self.law_on(self.desk.today()))
        end = datetime.combine(as_of + timedelta(days=1), time(), TOWN)
        return statistics(each_once(*self._journals.known_until(end)), self.law_on(as_of))

    def cases(self, actor: Actor) -> list[CaseLine]:
        """Every case, the one that came last first."""
        self._must(actor, BALL)
        today = self.desk.today()
        persons = self._persons.where()
        balls = {key: ball.on(today) for key, ball in self._balls.where().items()}
        lines = [CaseLine(UUID(k), case_code(UUID(k)), persons[k], ball) for k, ball in balls.items() if k in persons]
        return sorted(lines, key=lambda line: (line.ball.came_on or EPOCH, str(line.case)), reverse=True)

    def case(self, case: UUID) -> CaseLine:
        """The line of one case; for those who may see its timeline."""
        key = str(case)
        return CaseLine(
            case,
            case_code(case),
            self._persons.get(key) or Person(),
            (self._balls.get(key) or Ball()).on(self.desk.today()),
        )

    def columns(self, lines: Sequence[CaseLine]) -> dict[AgencyId, list[tuple[CaseLine, str]]]:
        """By agency in the order of the procedure: the cases that wait there, each with the thread of its wait, the
        first due first. Whoever holds a case by letter only stands at the end."""
        law = self.law_on(self.desk.today())
        columns: dict[AgencyId, list[tuple[CaseLine, str]]] = {agency: [] for agency in law.agencies}
        for line in lines:
            for thread, wait in line.ball.waits.items():
                columns.setdefault(wait.holder, []).append((line, thread))
        for waiting in columns.values():
            waiting.sort(key=lambda at: (at[0].ball.waits[at[1]].due_on or date.max, at[0].ball.waits[at[1]].since))
        return columns

    def timeline(self, actor: Actor, case: UUID, way: Way) -> list[TimelineLine]:
        """What every agency did for a case, oldest first; the reading is recorded before. `LookupError`: no case."""
        self._must(actor, TIMELINE)
        if not (entries := self._journals.case(case)):
            raise LookupError(str(case))
        self._record(actor, TIMELINE, case, "timeline", way)
        return timeline(entries, self._sentences, self.law_on, self.listens_to)

    def entry(self, actor: Actor, source: Source, position: int, way: Way) -> EntryPage:
        """One entry, its sealed values still sealed; the reading is recorded before. `LookupError`: not heard."""
        self._must(actor, ENTRY)
        if (entry := self._journals.entry(source, position)) is None:
            raise LookupError(f"{source}/{position}")
        self._record(actor, ENTRY, entry.subject, "entry", way)
        lines = timeline(self._journals.case(entry.subject), self._sentences, self.law_on, self.listens_to)
        line = next(line for line in lines if (line.source, line.position) == (source, position))
        cause = entry.because if "/" in entry.because else None
        return EntryPage(
            entry, line.sentence, covered(entry.body), line.told, cause, self.law_on(local(entry.at).date())
        )

    def line(self, source: Source, position: int) -> TimelineLine | None:
        """One entry in a sentence, for a page whose showing is recorded itself; None, where it was not heard."""
        if (entry := self._journals.entry(source, position)) is None:
            return None
        return timeline([entry], self._sentences, self.law_on, self.listens_to)[0]

    def copies(self, actor: Actor, source: Source, after: int) -> Sequence[Row]:
        """The journal of a source as it was told, for an inspector; that it is read is written down. `LookupError`: not heard."""
        if source not in self.listens_to:
            raise LookupError(source)
        must_read_ledgers(self.desk, actor, source)
        return self._journals.since(source, after, AT_ONCE)

    def sources(self, actor: Actor) -> Sequence[Heard]:
        """How complete each journal is, for everybody who may see figures."""
        self._must(actor, next((deed for deed in FIGURES if self.may(actor, deed).allowed), STATISTICS))
        return self._journals.sources(self.listens_to)

    def law_on(self, day: date) -> Law:
        """The law of a day; for a day before all versions, that of today."""
        try:
            return self.desk.law_on(day)
        except LookupError:
            return self.desk.law()

    def _must(self, actor: Actor, deed: Code) -> None:
        self.desk.rights.must(actor, deed, _own(actor))

    def _record(self, actor: Actor, deed: Code, case: UUID, what: Code, way: Way) -> None:
        self.desk.shown(actor, case, (what,), way, self.desk.rights.role_for(actor, deed, _own(actor)))


SEALED = "đã niêm phong"
_BOX = frozenset({"k", "n", "c"})


def covered(body: bytes) -> str:
    """The stored body, laid out to be read, with every sealed value said to be sealed."""
    return msgspec.json.format(msgspec.json.encode(_covered(msgspec.json.decode(body))), indent=2).decode()


def _covered(value: Any) -> Any:
    match value:
        case dict() if value.keys() == _BOX:
            return SEALED
        case dict():
            return {name: _covered(each) for name, each in value.items()}
        case list():
            return [_covered(each) for each in value]
        case _:
            return value


def _own(actor: Actor) -> Subject:
    """Figures lie in no single agency: rights are asked of the officer's own."""
    return Subject(actor.agency, actor.unit, "*")
