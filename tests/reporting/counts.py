"""What is counted, kept in memory: every span of the town's journals, gone through for each question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

from services.reporting.projections.counting.clocks import BEGIN, END, AsOf, Span, dated
from services.reporting.projections.counting.kept import count
from services.reporting.projections.counting.question import Only, Question, Sum, Thing
from services.reporting.projections.facts import CasesLinked, CasesUnlinked
from services.reporting.projections.histories import fit
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

    def __init__(self, spans: Mapping[str, Sequence[tuple[Span, Thing]]]) -> None:
        self._spans = spans

    @classmethod
    def of(cls, entries: Iterable[JournalEntry], *questions: Question[Any]) -> "Counts":
        told = histories(entries)
        return cls({each.name: [one for lines in told for one in count(each, dated(lines))] for each in questions})

    @classmethod
    def always(cls, question: Question[Any], things: Iterable[Thing]) -> "Counts":
        """These things, on every day."""
        return cls({question.name: [(ALWAYS, thing) for thing in things]})

    def ask(
        self, question: Question[Any], by: Sequence[str], at: AsOf, *, only: Only | None = None, whole: bool = False,
        before: date | None = None, slot: str | None = None,
    ) -> dict[tuple[str, ...], Sum]:  # fmt: skip
        assert slot is None, "nothing is counted beside"
        was = {each.key for each in self.things(question, AsOf(before, at.known), only=only)} if before else set()
        found: dict[tuple[str, ...], Sum] = {}
        for thing in self.things(question, at, only=only):
            for line in _lines(question, thing, by, whole) if thing.key not in was else ():
                known = found.get(line, Sum(0, 0))
                found[line] = Sum(known.things + 1, known.amount + thing.amount)
        return found

    def persons(
        self, question: Question[Any], by: Sequence[str], at: AsOf, *, only: Only | None = None
    ) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], set[object]] = {}
        for thing in self.things(question, at, only=only):
            for line in _lines(question, thing, by, whole=False):
                found.setdefault(line, set()).add(thing.cases)
        return {line: len(who) for line, who in found.items()}

    def things(
        self, question: Question[Any], at: AsOf, *, only: Only | None = None,
        among: Collection[UUID] | None = None,
    ) -> list[Thing]:  # fmt: skip
        wanted = {question.at(name): {*values} for name, values in (only or {}).items()}
        return sorted(
            thing
            for span, thing in self._spans[question.name]
            if span.holds(at)
            and all({*thing.values[place].split()} & values for place, values in wanted.items())
            and (among is None or {*thing.cases} & {*among})
        )


def _lines(question: Question[Any], thing: Thing, by: Sequence[str], whole: bool) -> Iterable[tuple[str, ...]]:
    values = [thing.values[question.at(name)] for name in by]
    return product(*([value] if whole else value.split() for value in values))
