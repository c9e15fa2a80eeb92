"""What definitions are answered, out of spans kept in memory; and nothing that is counted beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from services.reporting.definitions.answers import Lines, Only
from services.reporting.projections.building import Build
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.question import Question, Sum
from tests.reporting.counts import Counts


@dataclass
class Answers:
    """`Answering` over what `Counts` has."""

    counts: Counts

    def ask(
        self, question: Question[Any], by: Sequence[str], at: AsOf, *, before: date | None = None,
        only: Only | None = None, slot: str | None = None,
    ) -> Lines:  # fmt: skip
        assert slot is None, "nothing is counted beside"
        earlier = self.counts.things(question, AsOf(before, at.known), only=only) if before else []
        was = {each.key for each in earlier}
        found: dict[tuple[str, ...], Sum] = {} if by else {(): Sum(0, 0)}
        for thing in self.counts.things(question, at, only=only):
            if thing.key not in was:
                for line in product(*(_values(question, thing.values, name) for name in by)):
                    known = found.get(line, Sum(0, 0))
                    found[line] = Sum(known.things + 1, known.amount + thing.amount)
        return found


def _values(question: Question[Any], values: Sequence[str], name: str) -> list[str]:
    value = values[question.at(name)]
    return value.split() if question.dimensions[question.at(name)].several else [value]


class NothingBeside:
    """Where no question is counted anew."""

    def listed(self) -> list[Build]:
        return []

    def begin(self, question: str) -> Build:
        raise LookupError(question)

    def swap(self, slot: str) -> None:
        raise LookupError(slot)

    def drop(self, slot: str) -> None:
        raise LookupError(slot)
