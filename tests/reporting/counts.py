"""What is counted, kept in memory: every span of the town's journals, gone through for each question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from services.reporting.counting.clocks import BEGIN, END, AsOf, Span
from services.reporting.counting.kept import count
from services.reporting.counting.question import Question, Sum, Thing
from services.reporting.projections.keeping import fit
from shared.access import is_reading
from shared.journal import JournalEntry

ALWAYS = Span(BEGIN, END, BEGIN, END)


class Counts:
    """`Counts` over spans that were folded over the whole town at once."""

    def __init__(self, spans: Iterable[tuple[Span, Thing]]) -> None:
        self._spans = list(spans)

    @classmethod
    def of(cls, question: Question[Any], entries: Iterable[JournalEntry]) -> "Counts":
        return cls(count(question, (line for line in fit(entries)[0] if not is_reading(line.entry.name))))

    def ask(
        self, question: Question[Any], by: Sequence[str], at: AsOf, *,
        only: Mapping[str, Collection[str]] | None = None, whole: bool = False,
    ) -> dict[tuple[str, ...], Sum]:  # fmt: skip
        found: dict[tuple[str, ...], Sum] = {}
        for span, thing in self._spans:
            values = {name: thing.values[question.at(name)] for name in (*by, *(only or {}))}
            if span.holds(at) and all({*values[name].split()} & {*wanted} for name, wanted in (only or {}).items()):
                for line in product(*([values[n]] if whole else values[n].split() for n in by)):
                    known = found.get(line, Sum(0, 0))
                    found[line] = Sum(known.things + 1, known.amount + thing.amount)
        return found
