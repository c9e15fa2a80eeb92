"""The plan's own work of the whole town, for those who follow it: as it stands, or stood at the end of a past day, as known at
the end of another.

Activities, papers and target figures go by the days they bear: from all that is known today where nothing else is asked, as the
rooms themselves count them. What stands as it was last said (money, matters, classes) is folded from what was so by the end of
that day, as known then where nothing else is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from services.reporting.projections.books import BOOKS, grids, sums
from services.reporting.projections.counting.clocks import true_on
from services.reporting.projections.plan import matters as of
from services.reporting.projections.plan.difficulties import DIFFICULTIES, PROPOSALS
from services.reporting.projections.plan.gifts import DONORS, GIFTS
from services.reporting.projections.plan.handed_in import HandedInOn
from services.reporting.projections.plan.inspections import INSPECTIONS, TIPS
from services.reporting.projections.plan.ledgers import subject_of
from services.reporting.projections.plan.money import MONEY
from services.reporting.projections.plan.overview import Activities, Overview, TrainingOn
from services.reporting.projections.plan.supervisions import SUPERVISIONS
from services.reporting.projections.plan.targets import LEAD, Docs, holder, law_of_papers, papers_on, trained
from services.reporting.projections.plan.town_money import MoneyOn, money_of
from services.reporting.projections.plan.training import CLASSES
from services.reporting.projections.told import Told
from shared.clock import day_over, local
from shared.desk import Desk
from shared.journal import JournalEntry
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.trained import without_a_roster
from shared.kernel.words import Source
from shared.views import Kept, Shelf, fold

PLAN = "reporting.plan.read"
FINANCE = "budget"


class Days(NamedTuple):
    """What was so at the end of which day, as known at the end of which. None: today, and as each part takes it by itself."""

    as_of: date | None = None
    known: date | None = None


NOW = Days()


class Written(Protocol):
    """What was told of the plan's work before a moment."""

    def work_until(self, moment: datetime) -> Sequence[Told]: ...


class TownPlan:
    """Everything raises `NotPermitted` for those who may not. `shelves` by the names of their views."""

    def __init__(
        self,
        desk: Desk,
        written: Written,
        shelves: Mapping[str, Shelf[Any, Any] | Kept[Any, Any]],
        law_on: Callable[[date], Law],
    ) -> None:
        self.desk, self._written, self._shelves, self.law_on = desk, written, shelves, law_on

    def overview(self, actor: Actor, days: Days = NOW) -> Overview | None:
        """All of it on a day; None, where no plan had come into force by then."""
        day, by_days, as_said = self._day(actor, days), self.by_days(days), self.as_said(days)
        if (papers := papers_on(by_days, self.law_on, day)) is None:
            return None
        return Overview(
            day, self._activities(day, by_days), papers, self._training(day, by_days, as_said),
            self._money(day, as_said), self._matters(day, as_said),
        )  # fmt: skip

    def activities(self, actor: Actor, days: Days = NOW) -> Activities:
        return self._activities(self._day(actor, days), self.by_days(days))

    def papers(self, actor: Actor, days: Days = NOW) -> HandedInOn | None:
        """What units handed in, and target T1; None, where no plan had come into force. When none runs any more it is that of
        the one that ran last: what comes late is taken all the same."""
        day = self._day(actor, days)
        return papers_on(self.by_days(days), self.law_on, day)

    def training(self, actor: Actor, days: Days = NOW) -> TrainingOn:
        return self._training(self._day(actor, days), self.by_days(days), self.as_said(days))

    def money(self, actor: Actor, days: Days = NOW) -> MoneyOn:
        return self._money(self._day(actor, days), self.as_said(days))

    def matters(self, actor: Actor, days: Days = NOW) -> of.MattersOn:
        return self._matters(self._day(actor, days), self.as_said(days))

    def lead_on(self, day: date) -> Source:
        """The ledger in which the papers and the rosters of a day were counted."""
        return holder(law_of_papers(self.law_on, day), LEAD)

    def by_days(self, days: Days) -> Docs:
        """Documents of what goes by the days it bears, as known. Whether somebody may see its numbers was asked before."""
        return self._docs(date.max, self.known_on(days))

    def as_said(self, days: Days) -> Docs:
        """Documents of what stands as it was last said."""
        return self._docs(*self._said_by(days))

    def known_on(self, days: Days) -> date:
        """The last day of which anything is known, for what goes by the days it bears."""
        return min(days.known or date.max, self.desk.today())

    def was_said(self, entry: JournalEntry, days: Days) -> bool:
        """Whether what was last said on that day, as known, rests on this entry."""
        as_of, known = self._said_by(days)
        written = local(entry.at).date()
        return written <= known and min(true_on(entry.when, entry.at), written) <= as_of

    def _said_by(self, days: Days) -> tuple[date, date]:
        today = self.desk.today()
        return min(days.as_of or today, today), min(days.known or days.as_of or today, today)

    def _docs(self, as_of: date, known: date) -> Docs:
        """Folded from what was so by the end of a day, as written down by the end of another; of today as it is kept."""
        today = self.desk.today()
        if min(as_of, known) >= today:
            return lambda view: self._shelves[view.name].where()
        asked = Days(as_of, known)
        lines = [line for line in self._written.work_until(day_over(known)) if self.was_said(line.entry, asked)]
        return lambda view: fold(view, lines)

    def _activities(self, day: date, docs: Docs) -> Activities:
        law, books = self.law_on(day), list(docs(BOOKS).values())
        counted = sums(books, law.plan, day) if law.plan else []
        return Activities(day, tuple(grids(books, law, day)), tuple(counted))

    def _training(self, day: date, by_days: Docs, as_said: Docs) -> TrainingOn:
        law = self.law_on(day)
        t3 = trained(by_days, law, day)
        classes = ((subject_of(key), one) for key, one in as_said(CLASSES).items())
        newest_first = sorted(classes, key=lambda each: each[1].day or day, reverse=True)
        return TrainingOn(t3, tuple(without_a_roster(t3, law)), tuple(newest_first))

    def _money(self, day: date, docs: Docs) -> MoneyOn:
        finance = holder(self.law_on(day), FINANCE)
        towns = docs(MONEY).values()
        return money_of((town for town in towns if town.source == finance), day)

    def _matters(self, day: date, docs: Docs) -> of.MattersOn:
        law = self.law_on(day)
        inspections, supervisions = docs(INSPECTIONS), docs(SUPERVISIONS)
        since = law.latest_plan.effective_from if law.latest_plan else date.min
        return of.MattersOn(
            day, tuple(of.difficulties(docs(DIFFICULTIES), holder(law, LEAD), day)), docs(PROPOSALS), inspections, supervisions,
            tuple(of.late_remedies(inspections.values(), day)), tuple(of.late_answers(supervisions.values(), day)),
            of.tips(docs(TIPS)), of.contributions(docs(GIFTS), docs(DONORS), law, since, day),
        )  # fmt: skip

    def _day(self, actor: Actor, days: Days) -> date:
        """The day that is asked about; of a day to come there is nothing but today's."""
        self.desk.rights.must(actor, PLAN, Subject(actor.agency, actor.unit, "*"))
        return min(days.as_of or self.desk.today(), self.desk.today())
