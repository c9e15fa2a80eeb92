"""The plan's own work of the whole town, for those who follow it: as it stands, or as it stood at the end of a past day.

Activities, papers and target figures go by the days they bear, from all that is known today, as the rooms themselves count them.
What stands as it was last said (money, matters, classes) is folded from what had been written down by the end of that day.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from services.reporting.projections.books import BOOKS, grids, sums
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
from shared.clock import day_over
from shared.desk import Desk
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.trained import without_a_roster
from shared.kernel.words import Source
from shared.views import Kept, Shelf, View, fold

PLAN = "reporting.plan.read"
FINANCE = "budget"
Doc = TypeVar("Doc")


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

    def overview(self, actor: Actor, as_of: date | None = None) -> Overview | None:
        """All of it on a day; None, where no plan had come into force by then."""
        day = self._day(actor, as_of)
        if (papers := self._papers(day)) is None:
            return None
        docs = self._known(day)
        return Overview(
            day, self._activities(day), papers, self._training(day, docs), self._money(day, docs),
            self._matters(day, docs),
        )  # fmt: skip

    def activities(self, actor: Actor, as_of: date | None = None) -> Activities:
        return self._activities(self._day(actor, as_of))

    def papers(self, actor: Actor, as_of: date | None = None) -> HandedInOn | None:
        """What units handed in, and target T1; None, where no plan had come into force. When none runs any more it is that of
        the one that ran last: what comes late is taken all the same."""
        return self._papers(self._day(actor, as_of))

    def training(self, actor: Actor, as_of: date | None = None) -> TrainingOn:
        day = self._day(actor, as_of)
        return self._training(day, self._known(day))

    def money(self, actor: Actor, as_of: date | None = None) -> MoneyOn:
        day = self._day(actor, as_of)
        return self._money(day, self._known(day))

    def matters(self, actor: Actor, as_of: date | None = None) -> of.MattersOn:
        day = self._day(actor, as_of)
        return self._matters(day, self._known(day))

    def lead_on(self, day: date) -> Source:
        """The ledger in which the papers and the rosters of a day were counted."""
        return holder(law_of_papers(self.law_on, day), LEAD)

    def now(self, view: View[Any, Doc]) -> Mapping[str, Doc]:
        """All documents of a view as they are known today; whether somebody may see its numbers was asked before."""
        return self._shelves[view.name].where()

    def _activities(self, day: date) -> Activities:
        law, books = self.law_on(day), list(self.now(BOOKS).values())
        counted = sums(books, law.plan, day) if law.plan else []
        return Activities(day, tuple(grids(books, law, day)), tuple(counted))

    def _papers(self, day: date) -> HandedInOn | None:
        return papers_on(self.now, self.law_on, day)

    def _training(self, day: date, docs: Docs) -> TrainingOn:
        law = self.law_on(day)
        t3 = trained(self.now, law, day)
        classes = ((subject_of(key), one) for key, one in docs(CLASSES).items())
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

    def _day(self, actor: Actor, as_of: date | None) -> date:
        """The day that is asked about; of a day to come there is nothing but today's."""
        self.desk.rights.must(actor, PLAN, Subject(actor.agency, actor.unit, "*"))
        return min(as_of or self.desk.today(), self.desk.today())

    def _known(self, day: date) -> Docs:
        """Documents as they were known at the end of a day."""
        if day >= self.desk.today():
            return self.now
        lines = self._written.work_until(day_over(day))
        return lambda view: fold(view, lines)
