"""What can be asked of a difficulty: by officers of the lead, by whoever raised it, and what is learned from the other side."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from shared.kernel.difficulties import RaiseDifficulty
from shared.kernel.difficulty_stages import Stage
from shared.kernel.sealed import Note
from shared.kernel.words import Code, PaperNumber, PastDate, Source, UnitCode

BodyAbove = Annotated[Code, Meta(extra={"list": "bodies_above"})]


@dataclass(frozen=True, kw_only=True)
class ReceiveDifficulty:
    sender: Source
    kind: Code
    step: Code
    unit: UnitCode | None
    raised_on: date
    document: Code | None = None
    article: int | None = None
    way: tuple[Source, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class TakeDifficulty:
    taken_on: PastDate


@dataclass(frozen=True)
class GiveGuidance:
    given_on: PastDate
    note: Note
    number: PaperNumber | None = None


@dataclass(frozen=True)
class SendDifficultyUp:
    sent_on: PastDate
    to: BodyAbove
    number: PaperNumber | None = None
    expected_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RecordAnswer:
    answered_on: PastDate
    note: Note
    number: PaperNumber | None = None


@dataclass(frozen=True)
class CloseDifficulty:
    closed_on: PastDate
    reason: Annotated[Code, Meta(extra={"list": "difficulty_closings"})]
    note: Note | None = None


@dataclass(frozen=True)
class GatherDifficulty:
    proposal: UUID


@dataclass(frozen=True)
class ReopenDifficulty:
    reopened_on: PastDate
    reason: Annotated[Code, Meta(extra={"list": "difficulty_reopenings"})]
    note: Note | None = None


@dataclass(frozen=True)
class ConfirmHelp:
    confirmed_on: PastDate


@dataclass(frozen=True, kw_only=True)
class LearnProgress:
    teller: Source
    stage: Stage
    on: date
    turn: int
    number: PaperNumber | None = None
    to: Code | None = None
    expected_on: date | None = None
    reason: Code | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class LearnReopening:
    teller: Source
    reopened_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class LearnConfirmation:
    teller: Source
    confirmed_on: date


OfLead = TakeDifficulty | GiveGuidance | SendDifficultyUp | RecordAnswer | CloseDifficulty
OfRaiser = ReopenDifficulty | ConfirmHelp
Told = ReceiveDifficulty | LearnProgress | LearnReopening | LearnConfirmation
Command = (
    RaiseDifficulty
    | TakeDifficulty
    | GiveGuidance
    | SendDifficultyUp
    | RecordAnswer
    | CloseDifficulty
    | GatherDifficulty
    | ReopenDifficulty
    | ConfirmHelp
    | ReceiveDifficulty
    | LearnProgress
    | LearnReopening
    | LearnConfirmation
)
