"""The desk of the classes: what is offered, what stands in a form, whose names are opened for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, day_of
from services.support.plan.app.officers import IDENTITY, Officers, name_of
from services.support.plan.domain.training import class_commands as of_class
from services.support.plan.domain.training import officer_commands as of_officer
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.course import Course
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.domain.training.words import ClassStage
from services.support.plan.projections.training import ClassLine
from shared.access import Way
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.decider import Act
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Values
from shared.web.fields import LEFT_OUT, Choice
from shared.web.words import Words

A_CLASS = About(
    "training", "trainings", "trainings", "/trainings", lambda training: f"LTH-{training.hex[:6].upper()}",
    UUID("0d0b7a55-4a3d-4a5f-8f0b-6b1a2c9e4d32"), of_people=False,
)  # fmt: skip
LIST: Code = "danh_sach_hoc_vien"
PRINT: Code = "support.training.print"


def deeds(agency: AgencyId) -> list[Deed]:
    def place(course: Course, command: Any, actor: Actor) -> Subject:
        if course.stage is ClassStage.NONE:
            return Subject(agency, command.unit if command else actor.unit, ClassStage.NONE)
        return _place(agency, course)

    def deed(name: Code, path: str, command: type[Any], day: str = "", **more: Any) -> Deed:
        on = day_of(day)
        return Deed(f"support.training.{name}", path, command, TRAINING, place, on, **more)

    def of_lesson(command: of_class.RecordAttendance) -> date | None:
        return command.lesson.held_on if command.lesson else None

    held_on = attrgetter("held_on")
    return [
        deed("plan", "new", of_class.PlanClass),
        deed("hold", "holding", of_class.HoldClass, "held_on", judged_on=held_on, begins=True),
        deed("call_off", "calling-off", of_class.CallOffClass),
        replace(deed("attend", "attendance", of_class.RecordAttendance, beside=_attended), on=of_lesson),
        deed("certify", "certificate", of_class.GiveCertificate, "dated", beside=_certified),
        deed("correct", "correction", of_class.CorrectClass, "held_on", judged_on=held_on, beside=_corrected),
        deed("strike", "striking", of_class.StrikeAttendance, beside=_struck),
    ]


def _attended(training: UUID, command: of_class.RecordAttendance) -> Sequence[Act]:
    """The lines of those who attended: one who was not on the roster that day stops it all."""
    if command.lesson is None:
        return ()  # it was not held: the class says so
    taught = of_officer.TrainOfficer(training=training, **vars(command.lesson))
    return [Act(OFFICER, officer, taught) for officer in _in_order(command.attended)]


def _corrected(training: UUID, command: of_class.CorrectClass) -> Sequence[Act]:
    taught = of_officer.TrainOfficer(
        training=training, unit=command.unit, held_on=command.held_on, subjects=tuple(sorted(command.subjects)),
        hours=command.hours,
    )  # fmt: skip
    return [Act(OFFICER, officer, taught) for officer in _in_order(command.attended)]


def _certified(training: UUID, command: of_class.GiveCertificate) -> Sequence[Act]:
    given = of_officer.CertifyOfficer(training=training, certificate=command.number, dated=command.dated)
    return [Act(OFFICER, command.officer, given)]


def _struck(training: UUID, command: of_class.StrikeAttendance) -> Sequence[Act]:
    return [Act(OFFICER, command.officer, of_officer.TakeTrainingBack(training=training, reason=command.reason))]


def _in_order(officers: Iterable[UUID]) -> list[UUID]:
    return sorted(officers, key=lambda officer: officer.hex)


def _place(agency: AgencyId, course: Course) -> Subject:
    return Subject(agency, course.unit, course.stage)


def _notes(course: Course) -> SealedParts:
    written = {"planned": course.planned, "held": course.held, "not_held": course.not_held}
    return {"note": {f"note:{name}": event.note for name, event in written.items() if event}}


KIND = Kind(A_CLASS, TRAINING, "support.training.read", "support.training.list", _place, bool, _notes)


class Trainings(PlanFiles):
    """The classes kept here; `officers` are those who can attend them."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Shelf[Entry, ClassLine] | Kept[Entry, ClassLine],
        officers: Officers,
    ) -> None:
        super().__init__(KIND, desk, agency, words, lines, "new")
        self.officers = officers

    def could_attend(self, actor: Actor, course: Course) -> list[UUID]:
        """Who was, or as far as is known will be, on a roster on the day of a class, in the order of the rosters."""
        day = course.day
        if day is None:
            return []
        there = {officer: line for officer, line in self.officers.lines_of(actor).items() if line.on_roster(day)}
        mine = {
            o: line
            for o, line in there.items()
            if course.unit is None or (line.unit == course.unit and not line.teller)
        }
        return [UUID(o) for o in sorted(mine, key=lambda o: (mine[o].agency, mine[o].unit or "", mine[o].position, o))]

    def may_open_names(self, actor: Actor, officers: Iterable[UUID]) -> bool:
        """Is there any name this actor could read?"""
        states = (self.desk.ledger.now(OFFICER, id_).state for id_ in officers)
        return any(self.desk.sections(actor, self.officers.place(each), name_of(each)).get(IDENTITY) for each in states)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        course: Course = self.desk.ledger.now(TRAINING, file).state
        whose = {
            "agency": course.agency if course else self.agency,
            "unit": (course.unit if course else actor.unit) or "",
        }
        match deed.command:
            case of_class.PlanClass | of_class.HoldClass:
                return whose
            case of_class.CorrectClass:
                return {**whose, "training": str(file), "attended": ""}
            case of_class.RecordAttendance:
                return {"training": str(file), "lesson": ""}
            case _:
                return {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """What the lines of those who attended take over from the class."""
        match command:
            case of_class.CorrectClass():
                return replace(command, attended=frozenset(self._course(command.training).attended))
            case of_class.RecordAttendance():
                held = self._course(command.training).held
                if held is None:
                    return command
                lesson = of_class.Lesson(
                    unit=held.unit, subjects=held.subjects, held_on=held.held_on, hours=held.hours
                )  # fmt: skip
                return replace(command, lesson=lesson)
            case _:
                return command

    def known(self, deed: Deed, actor: Actor, file: Course, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        match deed.command:
            case of_class.PlanClass:
                return {"planned_for": self.desk.today(), "at_agency": self.agency}
            case of_class.HoldClass | of_class.CorrectClass:
                return self._as_it_stands(file)
            case of_class.RecordAttendance:
                not_yet = [each for each in self.could_attend(actor, file) if each not in file.attended]
                return {"attended": Choice(self._by_name(actor, not_yet), required=True) if not_yet else LEFT_OUT}
            case of_class.StrikeAttendance:
                return {"officer": Choice(self._by_name(actor, file.attended), required=True)}
            case of_class.GiveCertificate:
                without = [each for each in file.attended if file.certificate(each) is None]
                rest = [each for each in file.attended if file.certificate(each)]
                return {
                    "officer": Choice(self._by_name(actor, [*without, *rest]), required=True),
                    "dated": self.desk.today(),
                }
            case _:
                return {}

    def _as_it_stands(self, course: Course) -> dict[str, Any]:
        """What was planned or held, as far as it is known."""
        written, today = course.written, self.desk.today()
        if written is None:
            return {"held_on": today, "at_agency": self.agency}
        stands = {
            "subjects": written.subjects,
            "hours": written.hours,
            "at_agency": written.at_agency,
            "in_unit": written.in_unit,
        }
        return {**stands, "held_on": min(course.day or today, today)}

    def _by_name(self, actor: Actor, officers: Sequence[UUID]) -> tuple[tuple[str, str], ...]:
        """The form in which somebody is ticked names them: the readings are recorded first."""
        return self.officers.called(officers, self.officers.names(actor, officers, Way.VIEWED))

    def _course(self, training: UUID) -> Course:
        found: Course = self.desk.ledger.now(TRAINING, training).state
        return found
