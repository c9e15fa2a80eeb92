"""What can have happened to a difficulty.

Events are stored for good: fields are added with defaults, none is renamed or removed. Where it is raised, `DifficultyRaised`
stands first (`shared.difficulties`); where it was told of, `DifficultyReceived`.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.difficulties import DifficultyRaised
from shared.kernel.difficulty_stages import Stage
from shared.kernel.sealed import Note
from shared.kernel.words import Code, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class DifficultyReceived:
    """`sender` told of it. `way` are the inboxes through which it goes on to the lead agency (none: here it is led), `back` is
    the support that is told each step (None: there is none, or it is this one)."""

    sender: Source
    kind: Code
    step: Code
    unit: UnitCode | None
    raised_on: date
    document: Code | None = None
    article: int | None = None
    way: tuple[Source, ...] = ()
    back: Source | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DifficultyTaken:
    taken_on: date


@dataclass(frozen=True)
class GuidanceGiven:
    """What to do, in words; `number` where a paper says it."""

    given_on: date
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DifficultySentUp:
    """A body above was asked (list `bodies_above`). `expected_on` is the day a person set: no law names one."""

    sent_on: date
    to: Code
    number: PaperNumber | None = None
    expected_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DifficultyAnswered:
    """The body above answered."""

    answered_on: date
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DifficultyClosed:
    """The lead needs to do no more (list `difficulty_closings`)."""

    closed_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class DifficultyGathered:
    """It was put into a proposal on the law."""

    proposal: UUID


@dataclass(frozen=True)
class DifficultyReopened:
    """Whoever raised it: what was said does not help (list `difficulty_reopenings`)."""

    reopened_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class HelpConfirmed:
    """Whoever raised it: what was said helped."""

    confirmed_on: date


@dataclass(frozen=True)
class ProgressLearned:
    """Where it was raised: the lead took this step on this day. `turn` is how often we had answered when the lead said so: what
    was said before our last answer was heard moves nothing."""

    stage: Stage
    on: date
    turn: int
    number: PaperNumber | None = None
    to: Code | None = None
    expected_on: date | None = None
    reason: Code | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReopeningLearned:
    """At the lead: whoever raised it said that it does not help."""

    reopened_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ConfirmationLearned:
    """At the lead: whoever raised it said that it helped."""

    confirmed_on: date


Begun = DifficultyRaised | DifficultyReceived
Event = (
    DifficultyRaised
    | DifficultyReceived
    | DifficultyTaken
    | GuidanceGiven
    | DifficultySentUp
    | DifficultyAnswered
    | DifficultyClosed
    | DifficultyGathered
    | DifficultyReopened
    | HelpConfirmed
    | ProgressLearned
    | ReopeningLearned
    | ConfirmationLearned
)
