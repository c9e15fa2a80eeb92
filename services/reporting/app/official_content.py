"""What reports to those above say, counted again from the entries they name; and who reports to whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol
from uuid import UUID

from services.reporting.definitions.periods import Period
from services.reporting.domain.official.events import ReportDrafted
from services.reporting.made_again import Heard, positions_of
from services.reporting.official.content import Content, Pin
from services.reporting.official.drafting import drafted, supplemented
from services.reporting.official.figures import Figures
from services.reporting.official.written import Frame
from services.reporting.projections.plan.targets import LEAD
from services.reporting.projections.told import Told
from shared.kernel.law import Law
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Source
from shared.papers import Letterhead, Signature
from shared.web.office import full_name
from shared.web.words import Words

KEPT = 16
"""So many reports are held as they were counted: who looks at one looks again, edits it and takes its files."""


class Pinned(Heard, Protocol):
    """Where a report is counted from."""

    def histories(self, positions: Mapping[Source, int]) -> Sequence[Sequence[Told]]: ...


class Drafted(NamedTuple):
    """A report and how it was drafted."""

    id: UUID
    event: ReportDrafted

    @property
    def whose(self) -> Obliged | None:
        """The unit whose results it tells; None: the town's."""
        return Obliged(self.event.agency, self.event.unit) if self.event.agency else None


class Contents:
    """`address` is that of the page of a report."""

    def __init__(
        self,
        pinned: Pinned,
        words: Words,
        law_on: Callable[[date], Law],
        town: str,
        address: Callable[[UUID], str],
    ) -> None:
        self._pinned, self._words, self._law_on = pinned, words, law_on
        self._town, self._address = town, address
        self._counted = lru_cache(KEPT)(self._count)

    def of(self, report: Drafted, corrected: Drafted | None = None) -> Content:
        """As it is drafted; one that supplements another says what has changed since that was."""
        content = self._counted(report)
        if corrected is None:
            return content
        return supplemented(content, self._counted(corrected), report.event.supplements or "")

    def frame(self, report: Drafted) -> Frame:
        """A unit reports to the lead of the plan, the lead to the committee of its town; the head of each signs."""
        law, words = self._law_on(report.event.as_of), self._words
        lead = law.holder(LEAD)
        by = report.whose or Obliged(lead.id if lead else "", None)
        committee = f"{words['official.to']} {self._town[:1].lower()}{self._town[1:]}"
        to = full_name(law, lead.id) if report.whose and lead else committee
        head = Letterhead(full_name(law, *by), self._town)
        return Frame(head, (to,), Signature((words["official.signs"],)), (words["official.as_above"],))

    def _count(self, report: Drafted) -> Content:
        made = report.event
        positions = positions_of(made.made.positions)
        period = Period(made.since, made.until)
        figures = Figures(self._pinned.histories(positions), self._law_on, period, made.as_of, report.whose)
        pin = Pin(made.kind, period, made.as_of, positions, self._address(report.id), made.made.definition)
        return drafted(pin, figures, self._words)
