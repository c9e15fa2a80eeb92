"""What can have happened to a review round. Stored for good: fields are added with defaults, none is renamed or removed."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.words import AgencyId, Code, Source, UnitCode


@dataclass(frozen=True)
class ReviewOpened:
    """The lead asks everybody to review their cases of this month (its first day), and to answer by a day a person set."""

    plan: Code
    month: date
    answer_by: date
    inboxes: tuple[Source, ...]


@dataclass(frozen=True)
class ReviewHeard:
    """We are asked to review."""

    plan: Code
    month: date
    answer_by: date


@dataclass(frozen=True)
class ReviewAnswered:
    """A unit holds so many cases; 0: không phát sinh. A later answer takes the place of an earlier one."""

    plan: Code
    month: date
    agency: AgencyId
    unit: UnitCode | None
    cases: int
    answered_on: date
    late: bool
    inbox: Source | None


@dataclass(frozen=True)
class ReviewAnswerTaken:
    """The lead has an answer: it was told."""

    plan: Code
    month: date
    agency: AgencyId
    unit: UnitCode | None
    cases: int
    answered_on: date
    late: bool


Event = ReviewOpened | ReviewHeard | ReviewAnswered | ReviewAnswerTaken
