"""What can be said of a class, and what follows. Whether an officer was on the roster is asked of the officer's own line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never, get_args
from uuid import UUID

from services.support.plan.domain.checks import must_be_a_unit_then
from services.support.plan.domain.training.checks import taught_in
from services.support.plan.domain.training.class_commands import (
    CallOffClass,
    ClassCommand,
    CorrectClass,
    GiveCertificate,
    HoldClass,
    PlanClass,
    RecordAttendance,
    StrikeAttendance,
)
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
from services.support.plan.domain.training.course import Course, evolve
from services.support.plan.domain.training.words import ClassStage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import Code


def decide(command: ClassCommand, course: Course, law: Law) -> Sequence[ClassEvent]:
    """`law` is that of the day on which the class is said to have been held, else today's."""
    match command:
        case PlanClass():
            return _plan(command, course, law)
        case CorrectClass():
            return _correct(command, course, law)
        case HoldClass():
            return _hold(command, course, law)
        case CallOffClass():
            return _call_off(command, course, law)
        case RecordAttendance():
            return _attend(command, course)
        case StrikeAttendance():
            return _strike(command, course, law)
        case GiveCertificate():
            return _certify(command, course)
        case _:
            assert_never(command)


def _plan(command: PlanClass, course: Course, law: Law) -> list[ClassEvent]:
    planned = ClassPlanned(
        command.agency, command.unit, _running(law), taught_in(command.subjects, law), command.planned_for, command.hours,
        command.at_agency, command.in_unit, command.note,
    )  # fmt: skip
    if course.planned:
        raise Refused("class.planned_already", f"it is {course.stage}")
    return [planned]


def _hold(command: HoldClass, course: Course, law: Law) -> list[ClassEvent]:
    if course.stage is ClassStage.NOT_HELD:
        raise Refused("class.called_off", "it was said not to have been held")
    held = _held(command, course, law)
    if course.held:
        if replace(course.held, note=None) == replace(held, note=None) and held.note is None:
            return []
        raise Refused("class.held_already", "say what was wrong by correcting it")
    return [held]


def _correct(command: CorrectClass, course: Course, law: Law) -> list[ClassEvent]:
    if course.held is None:
        raise Refused("class.not_held_yet", f"it is {course.stage}")
    corrected = ClassCorrected(**vars(_held(command, course, law)))
    if command.note is None:
        if vars(replace(course.held, note=None)) == vars(corrected):
            return []
        corrected = replace(corrected, note=course.held.note)
    if command.attended != frozenset(course.attended):
        raise Refused("class.changed_meanwhile", "somebody else attended it than was thought")
    if any(each.dated < command.held_on for each in course.certificates):
        raise Refused("certificate.before_class", "a certificate was given before that day")
    return [corrected]


def _held(command: HoldClass, course: Course, law: Law) -> ClassHeld:
    whose = course.written or command
    must_be_a_unit_then(law, whose.unit)
    return ClassHeld(
        whose.agency, whose.unit, _running(law), taught_in(command.subjects, law), command.held_on, command.hours,
        command.at_agency, command.in_unit, command.note,
    )  # fmt: skip


def _call_off(command: CallOffClass, course: Course, law: Law) -> list[ClassEvent]:
    must_know(law, "not_held_reasons", command.reason)
    if course.not_held and (course.not_held.reason, command.note) == (command.reason, None):
        return []
    if course.stage is not ClassStage.PLANNED:
        raise Refused("class.not_planned", f"it is {course.stage}")
    return [ClassNotHeld(command.reason, command.note)]


def _attend(command: RecordAttendance, course: Course) -> list[ClassEvent]:
    if course.held is None:
        raise Refused("class.not_held_yet", f"it is {course.stage}")
    if not command.attended:
        raise Refused("attendance.nobody", "nobody is named")
    held, lesson = course.held, command.lesson
    if lesson is None or (lesson.held_on, lesson.subjects, lesson.hours) != (held.held_on, held.subjects, held.hours):
        raise Refused("class.changed_meanwhile", "it was held otherwise than was thought")
    new = sorted(command.attended - set(course.attended), key=lambda officer: officer.hex)
    return [AttendanceRecorded(tuple(new))] if new else []


def _strike(command: StrikeAttendance, course: Course, law: Law) -> list[ClassEvent]:
    must_know(law, "striking_reasons", command.reason)
    _must_have_attended(command.officer, course)
    return [AttendanceStruck(command.officer, command.reason)]


def _certify(command: GiveCertificate, course: Course) -> list[ClassEvent]:
    _must_have_attended(command.officer, course)
    given = CertificateGiven(command.officer, command.number, command.dated)
    if course.certificate(command.officer) == given:
        return []
    must_follow(command.dated, course.held.held_on if course.held else None, "certificate.before_class")
    return [given]


def _must_have_attended(officer: UUID, course: Course) -> None:
    if officer not in course.attended:
        raise Refused("attendance.unknown", "this officer did not attend it")


def _running(law: Law) -> Code:
    """The plan under which it is taught."""
    if law.plan is None:
        raise Refused("plan.not_in_force", "no plan runs on that day")
    return law.plan.id


TRAINING: Decider[Course, ClassCommand, ClassEvent] = Decider(
    "support.training", "plan", Course(), evolve, decide, get_args(ClassEvent)
)
