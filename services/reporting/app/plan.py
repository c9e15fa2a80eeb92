"""The plan's own work of the whole town, for those who follow it: as it stands, or stood at the end of a past day, as known at
the end of another.

Activities, papers and target figures go by the days they bear: from all that is known today where nothing else is asked, as the
rooms themselves count them. What stands as it was last said (money, matters, classes) is folded from what was so by the end of
that day, as known then where nothing else is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

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
from shared.views import Kept, Shelf, View, fold

PLAN = "reporting.plan.read"
FINANCE = "budget"
Doc = TypeVar("Doc")


class Days(NamedTuple):
    """What was so at the end of which day, as known at the end of which. None: today, and as each part takes it by itself."""

    as_of: date | None = None
    known: date | None = None


NOW = Days()


class Written(Protocol):
    """What was told of the plan's work before a moment."""

    def work_until(self, moment: datetime) -> Sequence[Told]: ...


class PlanOn:
    """The plan's work as of two days. What it rests on is read once, however much is asked of it, and only when it is asked."""

    def __init__(
        self, days: Days, today: date, written: Written, kept: Docs, law_on: Callable[[date], Law]
    ) -> None:  # fmt: skip
        self._today, self._written, self._kept, self.law_on = today, written, kept, law_on
        self.day = min(days.as_of or today, today)  # of a day to come there is nothing but today's
        self._known, self._known_then = (min(day or today, today) for day in (days.known, days.known or days.as_of))

    @property
    def overview(self) -> Overview | None:
        """All of it on a day; None, where no plan had come into force by then."""
        if self.papers is None:
            return None
        return Overview(self.day, self.activities, self.papers, self.training, self.money, self.matters)

    @cached_property
    def activities(self) -> Activities:
        law, books = self.law_on(self.day), list(self.by_days(BOOKS).values())
        counted = sums(books, law.plan, self.day) if law.plan else []
        return Activities(self.day, tuple(grids(books, law, self.day)), tuple(counted))

    @cached_property
    def papers(self) -> HandedInOn | None:
        """What units handed in, and target T1; None, where no plan had come into force. When none runs any more it is that of
        the one that ran last: what comes late is taken all the same."""
        return papers_on(self.by_days, self.law_on, self.day)

    @cached_property
    def training(self) -> TrainingOn:
        law = self.law_on(self.day)
        t3 = trained(self.by_days, law, self.day)
        classes = ((subject_of(key), one) for key, one in self.as_said(CLASSES).items())
        newest_first = sorted(classes, key=lambda each: each[1].day or self.day, reverse=True)
        return TrainingOn(t3, tuple(without_a_roster(t3, law)), tuple(newest_first))

    @cached_property
    def money(self) -> MoneyOn:
        finance = holder(self.law_on(self.day), FINANCE)
        towns = self.as_said(MONEY).values()
        return money_of((town for town in towns if town.source == finance), self.day)

    @cached_property
    def matters(self) -> of.MattersOn:
        law, docs, day = self.law_on(self.day), self.as_said, self.day
        inspections, supervisions = docs(INSPECTIONS), docs(SUPERVISIONS)
        since = law.latest_plan.effective_from if law.latest_plan else date.min
        return of.MattersOn(
            day, tuple(of.difficulties(docs(DIFFICULTIES), holder(law, LEAD), day)), docs(PROPOSALS), inspections, supervisions,
            tuple(of.late_remedies(inspections.values(), day)), tuple(of.late_answers(supervisions.values(), day)),
            of.tips(docs(TIPS)), of.contributions(docs(GIFTS), docs(DONORS), law, since, day),
        )  # fmt: skip

    @property
    def lead(self) -> Source:
        """The ledger in which the papers and the rosters of the day were counted."""
        return holder(law_of_papers(self.law_on, self.day), LEAD)

    @cached_property
    def by_days(self) -> Docs:
        """Documents of what goes by the days it bears."""
        return self._docs(self._today, self._known)

    @cached_property
    def as_said(self) -> Docs:
        """Documents of what stands as it was last said."""
        return self._docs(self.day, self._known_then)

    def is_known(self, entry: JournalEntry) -> bool:
        """Whether what goes by the days it bears may rest on this entry."""
        return _was_so(entry, self._today, self._known)

    def was_said(self, entry: JournalEntry) -> bool:
        """Whether what was last said may rest on this entry."""
        return _was_so(entry, self.day, self._known_then)

    def _docs(self, as_of: date, known: date) -> Docs:
        """Folded from what was so by the end of a day, as written down by the end of another; of today as it is kept."""
        if min(as_of, known) == self._today:
            return self._kept
        lines = [each for each in self._written.work_until(day_over(known)) if _was_so(each.entry, as_of, known)]
        return lambda view: fold(view, lines)


class TownPlan:
    """`shelves` by the names of their views."""

    def __init__(
        self,
        desk: Desk,
        written: Written,
        shelves: Mapping[str, Shelf[Any, Any] | Kept[Any, Any]],
        law_on: Callable[[date], Law],
    ) -> None:
        self.desk, self._written, self._shelves, self._law_on = desk, written, shelves, law_on

    def on(self, actor: Actor, days: Days = NOW) -> PlanOn:
        """Raises `NotPermitted` for those who may not."""
        self.desk.rights.must(actor, PLAN, Subject(actor.agency, actor.unit, "*"))
        return PlanOn(days, self.desk.today(), self._written, self._kept, self._law_on)

    def _kept(self, view: View[Any, Doc]) -> Mapping[str, Doc]:
        return self._shelves[view.name].where()


def _was_so(entry: JournalEntry, as_of: date, known: date) -> bool:
    """By the end of a day, as written down by the end of another."""
    written = local(entry.at).date()
    return written <= known and min(true_on(entry.when, entry.at), written) <= as_of
