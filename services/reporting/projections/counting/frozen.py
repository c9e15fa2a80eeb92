"""Answers of questions over histories that are given: what is pinned to positions of the journals is counted from there, and
comes out the same whatever is heard later."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

from services.reporting.projections.counting.clocks import AsOf, Span, dated
from services.reporting.projections.counting.kept import count
from services.reporting.projections.counting.question import Only, Question, Sum, Thing
from services.reporting.projections.told import Told
from shared.kernel.words import Code


class Frozen:
    """`Counts` over spans that are held in memory, gone through for each question."""

    def __init__(self, spans: Mapping[str, Sequence[tuple[Span, Thing]]]) -> None:
        self.spans = spans

    @classmethod
    def over(cls, histories: Iterable[Sequence[Told]], *questions: Question[Any]) -> "Frozen":
        """Each history is that of a case, or of all that were ever said to be one person's."""
        told = [dated(lines) for lines in histories]
        return cls({each.name: [one for lines in told for one in count(each, lines)] for each in questions})

    def ask(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, only: Only | None = None, whole: bool = False,
        before: date | None = None, slot: str | None = None,
    ) -> dict[tuple[str, ...], Sum]:  # fmt: skip
        if slot is not None:
            raise ValueError("nothing is counted beside what is held")
        was = {each.key for each in self.things(question, AsOf(before, at.known), only=only)} if before else set()
        found: dict[tuple[str, ...], Sum] = {}
        for thing in self.things(question, at, only=only):
            for line in _lines(question, thing, by, whole) if thing.key not in was else ():
                known = found.get(line, Sum(0, 0))
                found[line] = Sum(known.things + 1, known.amount + thing.amount)
        return found

    def together(
        self, question: Question[Any], bys: Sequence[Sequence[Code]], at: AsOf, *, only: Only | None = None
    ) -> list[dict[tuple[str, ...], Sum]]:
        return [self.ask(question, by, at, only=only, whole=True) for by in bys]

    def persons(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, only: Only | None = None
    ) -> dict[tuple[str, ...], int]:  # fmt: skip
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
            for span, thing in self.spans[question.name]
            if span.holds(at)
            and all({*thing.values[place].split()} & values for place, values in wanted.items())
            and (among is None or {*thing.cases} & {*among})
        )


def _lines(question: Question[Any], thing: Thing, by: Sequence[Code], whole: bool) -> Iterable[tuple[str, ...]]:
    values = [thing.values[question.at(name)] for name in by]
    return product(*([value] if whole else value.split() for value in values))
