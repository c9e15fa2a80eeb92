"""What would be another number, if what was counted beside came in place of what is asked."""

from typing import Any, NamedTuple

from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.question import Counts, Question, Sum
from shared.kernel.words import Code


class Difference(NamedTuple):
    """A number before and after: of a value on a dimension, or of everything together."""

    dimension: Code | None
    value: str | None
    before: Sum
    after: Sum


def differences(counts: Counts, question: Question[Any], slot: str, at: AsOf | None = None) -> list[Difference]:
    """All together, then by each dimension; what is the same is left out. Where nothing differs, all is the same by each, though
    not yet by several together."""
    found: list[Difference] = []
    for dimension in (None, *(each.name for each in question.dimensions)):
        by = [dimension] if dimension else []
        before = counts.ask(question, by, at or AsOf())
        after = counts.ask(question, by, at or AsOf(), slot=slot)
        for line in sorted({*before, *after}):
            was, now = before.get(line, Sum(0, 0)), after.get(line, Sum(0, 0))
            if was != now:
                found.append(Difference(dimension, line[0] if line else None, was, now))
    return found
