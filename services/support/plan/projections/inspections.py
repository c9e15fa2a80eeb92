"""The inspections of an office, and the remedies it has to carry out itself: what waits, until when, at whose desk."""

from dataclasses import dataclass, replace
from datetime import date

from services.support.plan.domain.inspections import asked
from services.support.plan.domain.inspections.asked import REMEDY
from services.support.plan.domain.inspections.events import (
    FindingMade,
    InspectionCalledOff,
    InspectionConcluded,
    InspectionPlanned,
    RemedyOrdered,
    RemedyRechecked,
    RemedyReportFiled,
    RemedyReportLearned,
    SiteVisited,
)
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.inspections.words import Recheck, RemedyState, Stage
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class RemedyLine:
    """A remedy of one of our inspections. Without an agency it is the business that has to act."""

    number: int
    agency: AgencyId | None
    unit: UnitCode | None
    until: date
    state: RemedyState = RemedyState.TO_REMEDY


@dataclass(frozen=True)
class InspectionLine:
    """An inspection in its list. `unit` is whose desk it lies on: always the whole agency's."""

    unit: UnitCode | None = None
    stage: Stage = Stage.NONE
    topic: Code = "-"
    agency: AgencyId | None = None
    at_unit: UnitCode | None = None
    planned_for: date | None = None
    findings: int = 0
    grave: int = 0
    remedies: tuple[RemedyLine, ...] = ()

    @property
    def to_look_at(self) -> int:
        """Reports of remedies nobody looked at yet."""
        return sum(each.state is RemedyState.REMEDIED for each in self.remedies)

    @property
    def next_remedy(self) -> RemedyLine | None:
        """The open one that is due first."""
        open_ones = [each for each in self.remedies if each.state is RemedyState.TO_REMEDY]
        return min(open_ones, key=lambda each: (each.until, each.number), default=None)

    @property
    def due_on(self) -> date | None:
        if self.stage is Stage.TO_VISIT:
            return self.planned_for
        return self.next_remedy.until if self.next_remedy else None

    @property
    def is_open(self) -> bool:
        return self.stage in (Stage.TO_VISIT, Stage.VISITED, Stage.FOLLOWED)


def _of_inspection(line: InspectionLine, entry: Entry) -> InspectionLine:
    line = _after(line, entry)
    concluded = line.stage in (Stage.FOLLOWED, Stage.SETTLED)
    if not concluded:
        return line
    open_ = any(each.state is not RemedyState.FULFILLED for each in line.remedies)
    return replace(line, stage=Stage.FOLLOWED if open_ else Stage.SETTLED)


def _after(line: InspectionLine, entry: Entry) -> InspectionLine:
    match entry.fact:
        case InspectionPlanned(topic=topic, agency=agency, unit=unit, planned_for=day):
            return replace(line, stage=Stage.TO_VISIT, topic=topic, agency=agency, at_unit=unit, planned_for=day)
        case InspectionCalledOff():
            return replace(line, stage=Stage.CALLED_OFF)
        case SiteVisited():
            return replace(line, stage=Stage.VISITED) if line.stage is Stage.TO_VISIT else line
        case FindingMade(grave=grave):
            return replace(line, findings=line.findings + 1, grave=line.grave + grave)
        case RemedyOrdered(number=number, agency=agency, unit=unit, until=until):
            return replace(line, remedies=(*line.remedies, RemedyLine(number, agency, unit, until)))
        case RemedyReportLearned(number=number) | RemedyReportFiled(number=number):
            return _moved(line, number, RemedyState.REMEDIED)
        case RemedyRechecked(number=number, result=Recheck.FULFILLED):
            return _moved(line, number, RemedyState.FULFILLED)
        case RemedyRechecked(number=number, again_by=again_by):
            return _moved(line, number, RemedyState.TO_REMEDY, again_by)
        case InspectionConcluded():
            return replace(line, stage=Stage.SETTLED)
        case _:
            return line


def _moved(line: InspectionLine, number: int, state: RemedyState, until: date | None = None) -> InspectionLine:
    remedies = (
        replace(each, state=state, until=until or each.until) if each.number == number else each
        for each in line.remedies
    )
    return replace(line, remedies=tuple(remedies))


@dataclass(frozen=True)
class AskedRemedyLine:
    """A remedy that was asked of us."""

    unit: UnitCode | None = None
    stage: RemedyState = RemedyState.NONE
    topic: Code = "-"
    found: Code = "-"
    grave: bool = False
    measure: Code = "-"
    until: date | None = None
    inspector: Code = "-"


def _of_remedy(line: AskedRemedyLine, entry: Entry) -> AskedRemedyLine:
    match entry.fact:
        case asked.RemedyReceived() as told:
            return AskedRemedyLine(
                told.unit, RemedyState.TO_REMEDY, told.topic, told.found, told.grave, told.measure, told.until,
                told.inspector.partition(".")[2],
            )  # fmt: skip
        case asked.RemedyCarriedOut():
            return replace(line, stage=RemedyState.REMEDIED)
        case asked.RecheckLearned(result=Recheck.FULFILLED):
            return replace(line, stage=RemedyState.FULFILLED)
        case asked.RecheckLearned(again_by=again_by):
            return replace(line, stage=RemedyState.TO_REMEDY, until=again_by or line.until)
        case _:
            return line


INSPECTIONS = View("support.inspections.v1", InspectionLine, InspectionLine(), by_subject(INSPECTION), _of_inspection)
ASKED_REMEDIES = View("support.asked_remedies.v1", AskedRemedyLine, AskedRemedyLine(), by_subject(REMEDY), _of_remedy)
