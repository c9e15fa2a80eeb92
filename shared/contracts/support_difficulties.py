"""What support tells of difficulties: a unit's to the lead agency, and the lead's every step back to where it was raised.

`turn` counts how often whoever raised it had answered (it does not help; it helped) when the lead said so: what was said before
such an answer was heard does not undo it.
"""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Note
from shared.kernel.words import Code, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class DifficultySent:
    """An officer met a difficulty; nothing of it names a case or a person. `way` are the inboxes through which it goes on to the
    lead agency; none, where whoever hears this leads."""

    kind: Code
    step: Code
    unit: UnitCode | None
    raised_on: date
    document: Code | None = None
    article: int | None = None
    way: tuple[Source, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class DifficultyTaken:
    """The lead agency works on it."""

    taken_on: date
    turn: int = 0


@dataclass(frozen=True)
class GuidanceGiven:
    """What to do, in the words of the lead; `number` where a paper says it."""

    given_on: date
    number: PaperNumber | None = None
    note: Note | None = None
    turn: int = 0


@dataclass(frozen=True)
class DifficultySentUp:
    """The lead cannot answer it: a body above was asked. `expected_on` is the day a person set, no law names one."""

    sent_on: date
    to: Code
    number: PaperNumber | None = None
    expected_on: date | None = None
    turn: int = 0


@dataclass(frozen=True)
class DifficultyAnswered:
    """What the body above answered."""

    answered_on: date
    number: PaperNumber | None = None
    note: Note | None = None
    turn: int = 0


@dataclass(frozen=True)
class DifficultyClosed:
    closed_on: date
    reason: Code
    note: Note | None = None
    turn: int = 0


@dataclass(frozen=True)
class DifficultyReopened:
    """To the lead: what was said does not help, for this reason."""

    reopened_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class HelpConfirmed:
    """To the lead: what was said helped, there is nothing more to do."""

    confirmed_on: date
