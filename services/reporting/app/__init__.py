"""The desk of reporting: figures, who holds the ball, and (in rooms of their own) the plan's work and the trail of a case, for
those who may."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from services.reporting.app.numbers import Behind, Number, Numbers, Opened, a_part, write_down
from services.reporting.app.plan import PLAN, TownPlan, Written
from services.reporting.app.plan_behind import PlanBehind
from services.reporting.app.trail import Cases, Trails, Witnessed, own
from services.reporting.app.waiting import CaseLine, Held, HeldNumber, behind
from services.reporting.app.work_behind import WorkBehind
from services.reporting.projections.ball import BALL as BALLS
from services.reporting.projections.ball import Ball
from services.reporting.projections.counting.access import Access
from services.reporting.projections.counting.clocks import END, AsOf
from services.reporting.projections.counting.flow import Flow, flow
from services.reporting.projections.counting.kept_terms import TermRow
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Counts
from services.reporting.projections.counting.statistics import Statistics, statistics
from services.reporting.projections.keeping import Heard
from services.reporting.projections.past import cases_on
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.to_fold import Sources
from services.reporting.projections.told import Told
from shared import access
from shared.access import Way
from shared.desk import Desk
from shared.kernel.codes import case_code
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Verdict
from shared.kernel.words import AgencyId, Code, Source
from shared.ledger.units import Row
from shared.story.sentences import Sentences
from shared.views import Kept, Shelf
from shared.web.ledger_door import AT_ONCE, must_read_ledgers

STATISTICS, BALL = "reporting.statistics.read", "reporting.ball.read"
FIGURES = (STATISTICS, BALL, PLAN)
"""Whoever may see any figures may see how complete their sources are."""
ACCESS = access.access("reporting")
NOW = AsOf()
EPOCH = date(2000, 1, 1)


class Journals(Written, Cases, Protocol):
    """What the app asks of everything that was heard."""

    def since(self, source: Source, position: int, limit: int) -> Sequence[Row]: ...

    def sources(self, listened_to: Sequence[Source]) -> Sequence[Heard]: ...

    def histories_until(self, day: date) -> Sequence[Sequence[Told]]: ...


class Reporting:
    """`shelves` are the kept views by their names, `listens_to` the journals heard here; `waits` says how much of them is not
    folded yet. Everything raises `NotPermitted` for those who may not."""

    def __init__(
        self,
        desk: Desk,
        journals: Journals,
        shelves: Mapping[str, Shelf[Any, Any] | Kept[Any, Any]],
        counts: Counts,
        sentences: Sentences,
        witnessed: Witnessed,
        listens_to: Sequence[Source],
        waits: Callable[[], int] = lambda: 0,
    ) -> None:
        self.desk, self._journals, self._counts, self._waits = desk, journals, counts, waits
        self._persons: Shelf[Any, Person] | Kept[Any, Person] = shelves[PERSONS.name]
        self._balls: Shelf[Any, Ball] | Kept[Any, Ball] = shelves[BALLS.name]
        self.plan = TownPlan(desk, journals, shelves, self.law_on)
        self._numbers = Numbers(desk, counts, self.law_on)
        self.trails = Trails(desk, journals, witnessed, sentences, self.law_on, listens_to)
        self.plan_behind = PlanBehind(self.plan, self.trails)
        self.work_behind = WorkBehind(self.plan, self.trails)
        self.listens_to = tuple(listens_to)

    def may(self, actor: Actor, deed: Code) -> Verdict:
        return self.desk.rights.judge(actor, deed, own(actor))

    def statistics(self, actor: Actor, as_of: AsOf = NOW) -> Statistics:
        """All tables as of now, or of what was so on a past day as it was known on that or another day: a person once, however
        many cases were said to be hers by then."""
        self._must(actor, STATISTICS)
        ask = partial(self._counts.together, PEOPLE, at=as_of)
        return statistics(ask, self.law_on(min(as_of.true, self.desk.today())))

    def flow(self, actor: Actor, since: date, as_of: AsOf = NOW) -> Flow:
        """What came and went from a day until that of the figures. Raises `ValueError` for one that ends before it begins."""
        self._must(actor, STATISTICS)
        found = flow(partial(self._counts.ask, PEOPLE), since, as_of)
        return found._replace(late=len(self._numbers.late(as_of)))

    def access(self, actor: Actor, as_of: AsOf = NOW) -> Access:
        """Whom services and essential needs have reached, and whether all alike (T2)."""
        self._must(actor, STATISTICS)
        return self._numbers.access(as_of)

    def terms(self, actor: Actor, as_of: AsOf = NOW) -> list[TermRow]:
        """Terms kept, missed, open and late, by agency and kind."""
        self._must(actor, STATISTICS)
        return self._numbers.terms(as_of)

    def opened(self, actor: Actor, number: Number, after: int = 0, way: Way = Way.VIEWED) -> Opened[Behind]:
        """The cases behind a number, for those who may see the number and a list of cases."""
        self._must(actor, STATISTICS)
        self._must(actor, BALL)
        return self._numbers.opened(actor, BALL, number, after, way)

    def as_of(self, true: date | None, known: date | None) -> AsOf:
        """Two days as they were asked for: without the second, what was known on the first; today and later is now."""
        days = (None if day is None or day >= self.desk.today() else day for day in (true, known or true))
        return AsOf(*(day or END for day in days))

    def cases(self, actor: Actor, as_of: AsOf = NOW) -> list[CaseLine]:
        """Every case now, or as it stood on a past day; the one that came last first."""
        self._must(actor, BALL)
        day = min(as_of.true, self.desk.today())
        if as_of == NOW:
            persons: Mapping[str, Person] = self._persons.where()
            held: Mapping[str, Ball] = self._balls.where()
        else:
            persons, held = cases_on(self._journals.histories_until(as_of.known), as_of)
        balls = {key: ball.on(day) for key, ball in held.items()}
        lines = [CaseLine(UUID(k), case_code(UUID(k)), persons[k], ball) for k, ball in balls.items() if k in persons]
        return sorted(lines, key=lambda line: (line.ball.came_on or EPOCH, str(line.case)), reverse=True)

    def columns(self, lines: Sequence[CaseLine], as_of: AsOf = NOW) -> dict[AgencyId, list[tuple[CaseLine, str]]]:
        """By agency in the order of the procedure: the cases that wait there, each with the thread of its wait, the
        first due first. Whoever holds a case by letter only stands at the end."""
        law = self.law_on(min(as_of.true, self.desk.today()))
        columns: dict[AgencyId, list[tuple[CaseLine, str]]] = {agency: [] for agency in law.agencies}
        for line in lines:
            for thread, wait in line.ball.waits.items():
                columns.setdefault(wait.holder, []).append((line, thread))
        for waiting in columns.values():
            waiting.sort(key=lambda at: (at[0].ball.waits[at[1]].due_on or date.max, at[0].ball.waits[at[1]].since))
        return columns

    def held(self, actor: Actor, number: HeldNumber, as_of: AsOf = NOW, after: int = 0) -> Opened[Held]:
        """The cases behind a number of who holds the ball, from one line on; that a case stood there is written down of each
        before it is shown."""
        held = behind(self.cases(actor, as_of), number, min(as_of.true, self.desk.today()))
        opened = a_part(len(held), held, after)
        write_down(self.desk, actor, BALL, (each.line.case for each in opened.lines), Way.VIEWED)
        return opened

    def copies(self, actor: Actor, source: Source, after: int) -> Sequence[Row]:
        """The journal of a source as it was told, for an inspector; that it is read is written down. `LookupError`: not heard."""
        if source not in self.listens_to:
            raise LookupError(source)
        must_read_ledgers(self.desk, actor, source)
        return self._journals.since(source, after, AT_ONCE)

    def sources(self, actor: Actor) -> Sources:
        """How complete each journal is from which figures come, and how much of that waits to be folded, for everybody who may
        see figures. Our own holds none: only who looked."""
        self._must(actor, next((deed for deed in FIGURES if self.may(actor, deed).allowed), STATISTICS))
        others = [source for source in self.listens_to if source != self.desk.ledger.source]
        return Sources(self._journals.sources(others), self._waits())

    def law_on(self, day: date) -> Law:
        """The law of a day; for a day before all versions, that of today."""
        try:
            return self.desk.law_on(day)
        except LookupError:
            return self.desk.law()

    def _must(self, actor: Actor, deed: Code) -> None:
        self.desk.rights.must(actor, deed, own(actor))
