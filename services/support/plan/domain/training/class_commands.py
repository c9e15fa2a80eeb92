"""What can be asked of a class. The desk adds whose it is (`agency`, `unit`) and, where officers hear of it, what was taught."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.plan.domain.training.words import Hours, NotHeldReason, StrikingReason, TrainingSubject
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, PaperNumber, PastDate, UnitCode


@dataclass(frozen=True, kw_only=True)
class _OfClass:
    agency: AgencyId
    unit: UnitCode | None = None
    subjects: frozenset[TrainingSubject]


@dataclass(frozen=True, kw_only=True)
class PlanClass(_OfClass):
    planned_for: date
    hours: Hours
    at_agency: AgencyId | None = None
    in_unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class HoldClass(_OfClass):
    """It took place; a class can begin with it."""

    held_on: PastDate
    hours: Hours
    at_agency: AgencyId | None = None
    in_unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectClass(HoldClass):
    """`training` and `attended` are added by the desk: which class it is, and who has to hear of it."""

    training: UUID
    attended: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class CallOffClass:
    reason: NotHeldReason
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What was taught, as the class has it: for the lines of those who attended."""

    unit: UnitCode | None
    subjects: tuple[TrainingSubject, ...]
    held_on: date
    hours: Hours


@dataclass(frozen=True, kw_only=True)
class RecordAttendance:
    """`training` and `lesson` are added by the desk."""

    training: UUID
    attended: frozenset[UUID] = frozenset()
    lesson: Lesson | None = None


@dataclass(frozen=True, kw_only=True)
class StrikeAttendance:
    officer: UUID
    reason: StrikingReason


@dataclass(frozen=True, kw_only=True)
class GiveCertificate:
    """The number comes from the register of the office that gives it, never from us."""

    officer: UUID
    number: PaperNumber
    dated: PastDate


ClassCommand = (
    PlanClass | HoldClass | CorrectClass | CallOffClass | RecordAttendance | StrikeAttendance | GiveCertificate
)
