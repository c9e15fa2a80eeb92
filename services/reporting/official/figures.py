"""What a report may say: counted, when a part of it is asked for, from the histories that are pinned."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from services.reporting.definitions.periods import Period
from services.reporting.projections.counting.access import Access, Reached, ServiceRow, access
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.deliveries import DELIVERIES
from services.reporting.projections.counting.flow import Flow, flow
from services.reporting.projections.counting.frozen import Frozen
from services.reporting.projections.counting.kept_terms import TermRow, kept_terms
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Only, Question, Sum
from services.reporting.projections.counting.statistics import Statistics, statistics
from services.reporting.projections.counting.terms import TERMS
from services.reporting.projections.plan.all import WORK_FACTS
from services.reporting.projections.plan.handed_in import HandedInOn
from services.reporting.projections.plan.targets import papers_on, trained
from services.reporting.projections.told import Told
from shared.kernel.law import Law
from shared.kernel.trained import TrainedOn
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code
from shared.views import View, fold

Doc = TypeVar("Doc")
COUNTED: Sequence[Question[Any]] = (PEOPLE, DELIVERIES, TERMS)


class Figures:
    """Of a period, as known at the end of a day: of the town, or of one unit (`whose`). `law_on` gives the words and the order of
    their lists."""

    def __init__(
        self,
        histories: Iterable[Sequence[Told]],
        law_on: Callable[[date], Law],
        period: Period,
        as_of: date,
        whose: Obliged | None = None,
    ) -> None:
        kept = list(histories)
        self.whose, self._since, self._law_on = whose, period.since, law_on
        self.at = AsOf(min(period.until, as_of), as_of)
        self._counts = Frozen.over(kept, *COUNTED)
        self._work = [line for lines in kept for line in lines if line.entry.name in WORK_FACTS]
        self._of: Only = {"unit": [whose.unit]} if whose and whose.unit else {}

    @property
    def law(self) -> Law:
        return self._law_on(self.at.known)

    @cached_property
    def flow(self) -> Flow:
        """What came and went in the period."""
        return flow(self._ask, self._since, self.at)

    @cached_property
    def statistics(self) -> Statistics:
        """Everybody, at the end of the period or on the day, where that is earlier."""
        return statistics(partial(self._counts.together, PEOPLE, at=self.at, only=self._of), self.law)

    @property
    def reached(self) -> Reached:
        """The victims, and whom of them services have reached (target T2)."""
        return self._access.victims

    @property
    def services(self) -> Sequence[ServiceRow]:
        return [row for row in self._access.services if self.whose is None or row.agency == self.whose.agency]

    @cached_property
    def terms(self) -> Sequence[TermRow]:
        rows = kept_terms(self._counts, self.at, list(self.law.agencies), self._of)
        return [row for row in rows if self.whose is None or row.holder == self.whose.agency]

    @cached_property
    def papers(self) -> HandedInOn | None:
        """Target T1; None, where there was no plan."""
        return papers_on(self._docs, self._law_on, self.at.known)

    @cached_property
    def trained(self) -> TrainedOn:
        """Target T3."""
        return trained(self._docs, self.law, self.at.known)

    @cached_property
    def _access(self) -> Access:
        return access(self._counts, self.at, self.law)

    def _ask(self, by: Sequence[Code], at: AsOf) -> Mapping[tuple[str, ...], Sum]:
        return self._counts.ask(PEOPLE, by, at, only=self._of, whole=True)

    def _docs(self, view: View[Told, Doc]) -> Mapping[str, Doc]:
        return fold(view, self._work)
