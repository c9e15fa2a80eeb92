"""What is counted, kept in memory: every span of the town's journals, gone through for each question."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.reporting.projections.counting.clocks import BEGIN, END, Span
from services.reporting.projections.counting.frozen import Frozen
from services.reporting.projections.counting.question import Question, Thing
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


class Counts(Frozen):
    """Of journals as they stand in tests."""

    @classmethod
    def of(cls, entries: Iterable[JournalEntry], *questions: Question[Any]) -> "Counts":
        return cls(Frozen.over(histories(entries), *questions).spans)

    @classmethod
    def always(cls, question: Question[Any], things: Iterable[Thing]) -> "Counts":
        """These things, on every day."""
        return cls({question.name: [(ALWAYS, thing) for thing in things]})
