"""What happened to a term whose last day the law does not give."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.words import Code


@dataclass(frozen=True)
class DueDaySet:
    """A person set the last day of the `term` that runs here."""

    term: Code
    due_on: date


DeadlineEvent = DueDaySet
