"""What can be asked of an officer's line of the roster: by a person, beside a deed on a class, and by what other desks tell."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.plan.domain.training.officer_events import Spell
from services.support.plan.domain.training.words import Hours, LeavingReason, Position, StrikingReason, TrainingSubject
from shared.kernel.sealed import Identity
from shared.kernel.words import AgencyId, Code, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True, kw_only=True)
class ListOfficer:
    """The desk adds `agency` and `unit`: its own, and that of whoever asks. `of`: the lead keeps the roster of an agency that
    has no place of its own to write."""

    agency: AgencyId
    unit: UnitCode | None = None
    of: AgencyId | None = None
    name: Identity
    position: Position
    since: PastDate


@dataclass(frozen=True, kw_only=True)
class CorrectOfficer:
    """`name` only where it is another: what stands there is not shown in the form. `since` is the first day of the last time
    on the roster."""

    name: Identity | None = None
    position: Position
    since: PastDate


@dataclass(frozen=True, kw_only=True)
class RecordLeaving:
    """`until` is the last day; said again, it is corrected."""

    until: PastDate
    reason: LeavingReason


@dataclass(frozen=True, kw_only=True)
class TakeOfficerBack:
    since: PastDate


@dataclass(frozen=True, kw_only=True)
class StrikeOfficer:
    reason: StrikingReason


@dataclass(frozen=True, kw_only=True)
class RecordEarlierTraining:
    """A class no desk of ours keeps; it may be older than the line."""

    held_on: PastDate
    subjects: frozenset[TrainingSubject]
    hours: Hours
    certificate: PaperNumber | None = None
    dated: PastDate | None = None


@dataclass(frozen=True, kw_only=True)
class StrikeEarlierTraining:
    training: UUID
    reason: StrikingReason


@dataclass(frozen=True, kw_only=True)
class TrainOfficer:
    """Beside the attendance of a class: `unit` is that which keeps the class (None: an agency)."""

    training: UUID
    unit: UnitCode | None
    held_on: date
    subjects: tuple[Code, ...]
    hours: int


@dataclass(frozen=True, kw_only=True)
class CertifyOfficer:
    training: UUID
    certificate: PaperNumber
    dated: date


@dataclass(frozen=True, kw_only=True)
class TakeTrainingBack:
    training: UUID
    reason: Code


@dataclass(frozen=True, kw_only=True)
class HearOfficerListed:
    teller: Source
    agency: AgencyId
    unit: UnitCode | None
    position: Code
    since: date
    name: Identity | None


@dataclass(frozen=True, kw_only=True)
class HearOfficerChanged:
    teller: Source
    position: Code
    spells: tuple[Spell, ...]
    name: Identity | None


@dataclass(frozen=True, kw_only=True)
class HearOfficerLeft:
    teller: Source
    until: date
    reason: Code


@dataclass(frozen=True, kw_only=True)
class HearOfficerTrained:
    teller: Source
    training: UUID
    held_on: date
    subjects: tuple[Code, ...]
    hours: int
    certificate: PaperNumber | None
    dated: date | None


@dataclass(frozen=True, kw_only=True)
class HearTrainingTakenBack:
    teller: Source
    training: UUID


OnTheRoster = (
    ListOfficer
    | CorrectOfficer
    | RecordLeaving
    | TakeOfficerBack
    | StrikeOfficer
    | RecordEarlierTraining
    | StrikeEarlierTraining
)
Taught = TrainOfficer | CertifyOfficer | TakeTrainingBack
HeardOfOfficer = HearOfficerListed | HearOfficerChanged | HearOfficerLeft | HearOfficerTrained | HearTrainingTakenBack
OfficerCommand = (
    ListOfficer
    | CorrectOfficer
    | RecordLeaving
    | TakeOfficerBack
    | StrikeOfficer
    | RecordEarlierTraining
    | StrikeEarlierTraining
    | TrainOfficer
    | CertifyOfficer
    | TakeTrainingBack
    | HearOfficerListed
    | HearOfficerChanged
    | HearOfficerLeft
    | HearOfficerTrained
    | HearTrainingTakenBack
)
