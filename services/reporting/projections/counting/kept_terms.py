"""Terms kept and missed, by agency and by kind, with the days it took."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.persons import PEOPLE, SUPPORTED
from services.reporting.projections.counting.question import UNSAID, Counts, Only, Thing
from services.reporting.projections.counting.terms import KEPT, LATE, MISSED, OPEN, TERMS
from shared.kernel.words import AgencyId, Code


@dataclass(frozen=True)
class TermRow:
    """A kind of term at an agency. `days`: how long half of those that are over took at most; None where none is over."""

    holder: AgencyId
    term: Code
    kept: int
    missed: int
    open: int
    late: int
    days: int | None

    @property
    def total(self) -> int:
        return self.kept + self.missed + self.open + self.late

    @property
    def share(self) -> int | None:
        """Per cent kept of those that are over or late; None where nothing was due yet."""
        due = self.kept + self.missed + self.late
        return round(100 * self.kept / due) if due else None


def kept_terms(counts: Counts, at: AsOf, agencies: Sequence[AgencyId], only: Only | None = None) -> list[TermRow]:
    """As of a day that is not after all days (of that everything is late), agencies in the order of the procedure."""
    outcomes: dict[tuple[str, str], Counter[str]] = {}
    days: dict[tuple[str, str], list[int]] = {}
    for (holder, term, outcome, took), found in counts.ask(
        TERMS, ["holder", "term", "outcome", "days"], at, only=only
    ).items():
        outcomes.setdefault((holder, term), Counter())[outcome] += found.things
        days.setdefault((holder, term), []).extend([] if took == UNSAID else [int(took)] * found.things)
    order = {agency: place for place, agency in enumerate(agencies)}
    rows = [
        TermRow(*key, each[KEPT], each[MISSED], each[OPEN], each[LATE], median_low(days[key]) if days[key] else None)
        for key, each in outcomes.items()
    ]
    return sorted(rows, key=lambda row: (order.get(row.holder, len(order)), row.holder, row.term))


def late_persons(counts: Counts, at: AsOf) -> list[Thing]:
    """Persons in process of whom something is past its last day, each once."""
    late = {case for thing in counts.things(TERMS, at, only={"outcome": [LATE]}) for case in thing.cases}
    return [*counts.things(PEOPLE, at, only={"stage": [SUPPORTED]}, among=late)] if late else []
