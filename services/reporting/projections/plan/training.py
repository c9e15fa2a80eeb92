"""The rosters and the classes: who is counted in target T3, without a name, and what was taught."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from services.reporting.projections.plan.ledgers import OfLedger, by_ledger
from services.reporting.projections.shape import Shape
from shared.journal import JournalEntry
from shared.kernel.words import AgencyId, Code, UnitCode


@dataclass(frozen=True)
class Spell:
    """A time on the roster, both days included; `until` None: it lasts."""

    since: date
    until: date | None = None


class OfficerListed(Shape, frozen=True, kw_only=True):
    """At this desk, or as another told of it."""

    agency: AgencyId
    unit: UnitCode | None = None
    since: date


class OfficerCorrected(Shape, frozen=True, kw_only=True):
    since: date


class OfficerWasChanged(Shape, frozen=True, kw_only=True):
    spells: tuple[Spell, ...]


class OfficerLeft(Shape, frozen=True, kw_only=True):
    until: date


class OfficerCameBack(Shape, frozen=True, kw_only=True):
    since: date


class OfficerStruck(Shape, frozen=True, kw_only=True):
    """The line counts on no day."""


class OfficerTrained(Shape, frozen=True, kw_only=True):
    """At a class of this desk, of another, or elsewhere; said again of the same class, this is how it was."""

    training: UUID
    held_on: date


class TrainingTakenBack(Shape, frozen=True, kw_only=True):
    training: UUID


class ClassPlanned(Shape, frozen=True, kw_only=True):
    agency: AgencyId
    unit: UnitCode | None = None
    subjects: tuple[Code, ...]
    planned_for: date
    hours: int


class ClassHeld(Shape, frozen=True, kw_only=True):
    """Or corrected: this is how it was."""

    agency: AgencyId
    unit: UnitCode | None = None
    subjects: tuple[Code, ...]
    held_on: date
    hours: int


class ClassNotHeld(Shape, frozen=True, kw_only=True):
    """It was called off."""


class AttendanceRecorded(Shape, frozen=True, kw_only=True):
    attended: tuple[UUID, ...]


class AttendanceStruck(Shape, frozen=True, kw_only=True):
    officer: UUID


OfficerFact: TypeAlias = (
    OfficerListed | OfficerCorrected | OfficerWasChanged | OfficerLeft | OfficerCameBack | OfficerStruck
    | OfficerTrained | TrainingTakenBack
)  # fmt: skip
ClassFact: TypeAlias = ClassPlanned | ClassHeld | ClassNotHeld | AttendanceRecorded | AttendanceStruck
OFFICER_READ: dict[str, type[OfficerFact]] = {
    "support.officer.OfficerListed": OfficerListed,
    "support.officer.OfficerWasListed": OfficerListed,
    "support.officer.OfficerCorrected": OfficerCorrected,
    "support.officer.OfficerWasChanged": OfficerWasChanged,
    "support.officer.OfficerLeft": OfficerLeft,
    "support.officer.OfficerHadLeft": OfficerLeft,
    "support.officer.OfficerCameBack": OfficerCameBack,
    "support.officer.OfficerStruck": OfficerStruck,
    "support.officer.OfficerTrained": OfficerTrained,
    "support.officer.OfficerWasTrained": OfficerTrained,
    "support.officer.OfficerTrainedElsewhere": OfficerTrained,
    "support.officer.TrainingTakenBack": TrainingTakenBack,
    "support.officer.TrainingWasTakenBack": TrainingTakenBack,
}
CLASS_READ: dict[str, type[ClassFact]] = {
    "support.training.ClassPlanned": ClassPlanned,
    "support.training.ClassHeld": ClassHeld,
    "support.training.ClassCorrected": ClassHeld,
    "support.training.ClassNotHeld": ClassNotHeld,
    "support.training.AttendanceRecorded": AttendanceRecorded,
    "support.training.AttendanceStruck": AttendanceStruck,
}


@dataclass(frozen=True)
class Attended:
    training: UUID
    held_on: date


@dataclass(frozen=True)
class RosterLine(OfLedger):
    """An officer without a name, as the kernel counts them (`shared/kernel/trained.py`)."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    spells: tuple[Spell, ...] = ()
    attended: tuple[Attended, ...] = ()


@dataclass(frozen=True)
class Class(OfLedger):
    """A class: `day` is that on which it was held, or for which it is planned; `attended` how many did."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    stage: Code = "none"
    day: date | None = None
    subjects: tuple[Code, ...] = ()
    hours: int = 0
    attended: int = 0


def _officer(line: RosterLine, fact: OfficerFact, _: JournalEntry) -> RosterLine:
    match fact:
        case OfficerListed(agency=agency, unit=unit, since=since):
            return replace(line, agency=agency, unit=unit, spells=(Spell(since),))
        case OfficerCorrected(since=since):
            return replace(line, spells=_last(line, since=since))
        case OfficerWasChanged(spells=spells):
            return replace(line, spells=spells)
        case OfficerLeft(until=until):
            return replace(line, spells=_last(line, until=until))
        case OfficerCameBack(since=since):
            return replace(line, spells=(*line.spells, Spell(since)))
        case OfficerStruck():
            return replace(line, spells=())
        case OfficerTrained(training=training, held_on=day):
            return replace(line, attended=(*_but(line, training), Attended(training, day)))
        case TrainingTakenBack(training=training):
            return replace(line, attended=_but(line, training))


def _last(line: RosterLine, **said: Any) -> tuple[Spell, ...]:
    return (*line.spells[:-1], replace(line.spells[-1], **said)) if line.spells else ()


def _but(line: RosterLine, training: UUID) -> tuple[Attended, ...]:
    return tuple(each for each in line.attended if each.training != training)


def _class(one: Class, fact: ClassFact, _: JournalEntry) -> Class:
    match fact:
        case ClassPlanned(planned_for=day):
            return replace(_written(one, fact), stage="planned", day=day)
        case ClassHeld(held_on=day):
            return replace(_written(one, fact), stage="held", day=day)
        case ClassNotHeld():
            return replace(one, stage="not_held")
        case AttendanceRecorded(attended=officers):
            return replace(one, attended=one.attended + len(officers))
        case AttendanceStruck():
            return replace(one, attended=one.attended - 1)


def _written(one: Class, fact: ClassPlanned | ClassHeld) -> Class:
    return replace(one, agency=fact.agency, unit=fact.unit, subjects=fact.subjects, hours=fact.hours)


OFFICERS = by_ledger("reporting.officers.v1", RosterLine, OFFICER_READ, _officer)
CLASSES = by_ledger("reporting.classes.v1", Class, CLASS_READ, _class)
