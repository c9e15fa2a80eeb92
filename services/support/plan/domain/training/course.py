"""A class, folded from what happened: planned, held or not, and who attended."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from services.support.plan.domain.training.class_events import (
    AttendanceRecorded,
    AttendanceStruck,
    CertificateGiven,
    ClassCorrected,
    ClassEvent,
    ClassHeld,
    ClassNotHeld,
    ClassPlanned,
)
from services.support.plan.domain.training.words import ClassStage
from shared.kernel.words import AgencyId, UnitCode

Written = ClassPlanned | ClassHeld | ClassCorrected


@dataclass(frozen=True)
class Course:
    """`written` is the newest wording of what it is; `certificates` are the newest of each officer."""

    planned: ClassPlanned | None = None
    held: ClassHeld | ClassCorrected | None = None
    not_held: ClassNotHeld | None = None
    attended: tuple[UUID, ...] = ()
    certificates: tuple[CertificateGiven, ...] = ()

    def __bool__(self) -> bool:
        return self.written is not None

    @property
    def written(self) -> Written | None:
        return self.held or self.planned

    @property
    def stage(self) -> ClassStage:
        if self.held:
            return ClassStage.HELD
        if self.not_held:
            return ClassStage.NOT_HELD
        return ClassStage.PLANNED if self.planned else ClassStage.NONE

    @property
    def day(self) -> date | None:
        """The day on which it was held, or for which it is planned."""
        return self.held.held_on if self.held else self.planned.planned_for if self.planned else None

    @property
    def agency(self) -> AgencyId:
        return self.written.agency if self.written else "-"

    @property
    def unit(self) -> UnitCode | None:
        return self.written.unit if self.written else None

    def certificate(self, officer: UUID) -> CertificateGiven | None:
        return next((each for each in self.certificates if each.officer == officer), None)


def evolve(course: Course, event: ClassEvent) -> Course:
    match event:
        case ClassPlanned():
            return replace(course, planned=event)
        case ClassHeld() | ClassCorrected():
            return replace(course, held=event)
        case ClassNotHeld():
            return replace(course, not_held=event)
        case AttendanceRecorded(attended):
            return replace(course, attended=(*course.attended, *attended))
        case AttendanceStruck(officer=officer):
            left = tuple(each for each in course.attended if each != officer)
            return replace(course, attended=left, certificates=_but(course, officer))
        case CertificateGiven(officer=officer):
            return replace(course, certificates=(*_but(course, officer), event))
        case _:
            assert_never(event)


def _but(course: Course, officer: UUID) -> tuple[CertificateGiven, ...]:
    return tuple(each for each in course.certificates if each.officer != officer)
