"""What can have happened to a class. Who attended it is known by the random ids of the roster; no name stands here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, PaperNumber, UnitCode


@dataclass(frozen=True)
class ClassPlanned:
    """An agency or unit will teach officers on a day. `at_agency`, `in_unit`: where."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    subjects: tuple[Code, ...]
    planned_for: date
    hours: int
    at_agency: AgencyId | None = None
    in_unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ClassHeld:
    """It took place: as planned, or without having been planned here."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    subjects: tuple[Code, ...]
    held_on: date
    hours: int
    at_agency: AgencyId | None = None
    in_unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ClassCorrected:
    """It was written down wrongly: this is how it was."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    subjects: tuple[Code, ...]
    held_on: date
    hours: int
    at_agency: AgencyId | None = None
    in_unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ClassNotHeld:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class AttendanceRecorded:
    """These officers attended it, beside those said before."""

    attended: tuple[UUID, ...]


@dataclass(frozen=True)
class AttendanceStruck:
    officer: UUID
    reason: Code


@dataclass(frozen=True)
class CertificateGiven:
    officer: UUID
    number: PaperNumber
    dated: date


ClassEvent = (
    ClassPlanned | ClassHeld | ClassCorrected | ClassNotHeld | AttendanceRecorded | AttendanceStruck | CertificateGiven
)
