"""Whom the rosters name, and which classes there are: open fields only."""

from dataclasses import dataclass, replace
from datetime import date

from services.support.plan.domain.training.class_events import (
    AttendanceRecorded,
    AttendanceStruck,
    ClassCorrected,
    ClassEvent,
    ClassHeld,
    ClassNotHeld,
    ClassPlanned,
)
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.domain.training.roster import RosterLine, line_after
from services.support.plan.domain.training.words import ClassStage
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View

OFFICERS: View[Entry, RosterLine] = View(
    "support.officers.v1",
    RosterLine,
    RosterLine(),
    by_subject(OFFICER),
    lambda line, entry: line_after(line, entry.fact),
)


@dataclass(frozen=True)
class ClassLine:
    """A class in the list: `day` is that on which it was held, or for which it is planned; `attended` how many did."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    stage: ClassStage = ClassStage.NONE
    day: date | None = None
    subjects: tuple[Code, ...] = ()
    hours: int = 0
    attended: int = 0


def _after(line: ClassLine, event: ClassEvent) -> ClassLine:
    match event:
        case ClassPlanned(agency, unit, _, subjects, day, hours):
            return replace(
                line, agency=agency, unit=unit, stage=ClassStage.PLANNED, day=day, subjects=subjects, hours=hours
            )
        case ClassHeld(agency, unit, _, subjects, day, hours) | ClassCorrected(agency, unit, _, subjects, day, hours):
            return replace(
                line, agency=agency, unit=unit, stage=ClassStage.HELD, day=day, subjects=subjects, hours=hours
            )
        case ClassNotHeld():
            return replace(line, stage=ClassStage.NOT_HELD)
        case AttendanceRecorded(attended):
            return replace(line, attended=line.attended + len(attended))
        case AttendanceStruck():
            return replace(line, attended=line.attended - 1)
        case _:  # a certificate changes nothing of it
            return line


TRAININGS: View[Entry, ClassLine] = View(
    "support.trainings.v1", ClassLine, ClassLine(), by_subject(TRAINING), lambda line, entry: _after(line, entry.fact)
)
