"""The file of one inspection: what its events made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.inspections.events import (
    Event,
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
from services.support.plan.domain.inspections.words import Recheck, RemedyState, Stage


@dataclass(frozen=True)
class Finding:
    """`after_conclusion`: it was written down when the conclusion was signed already."""

    made: FindingMade
    after_conclusion: bool = False


@dataclass(frozen=True)
class Remedy:
    """One remedy with the newest report and the newest look at it. `open_report` is a report nobody looked at yet."""

    ordered: RemedyOrdered
    report: RemedyReportLearned | RemedyReportFiled | None = None
    rechecked: RemedyRechecked | None = None
    open_report: bool = False

    @property
    def state(self) -> RemedyState:
        if self.rechecked and self.rechecked.result is Recheck.FULFILLED:
            return RemedyState.FULFILLED
        return RemedyState.REMEDIED if self.open_report else RemedyState.TO_REMEDY

    @property
    def is_open(self) -> bool:
        return self.state is not RemedyState.FULFILLED

    @property
    def until(self) -> date:
        """Its last day: as it was set first, or when somebody looked and it was not done."""
        again = self.rechecked.again_by if self.rechecked else None
        return again or self.ordered.until

    @property
    def was_late(self) -> bool:
        """Was the report that stands here of a day after the last one?"""
        return self.report is not None and self.state is not RemedyState.TO_REMEDY and self.report.done_on > self.until

    def is_late(self, today: date) -> bool:
        """Should it be done, and nobody has said that it is?"""
        return self.state is RemedyState.TO_REMEDY and self.until < today


@dataclass(frozen=True)
class Inspection:
    """Its findings and remedies in the order of their numbers."""

    planned: InspectionPlanned | None = None
    called_off: InspectionCalledOff | None = None
    visits: tuple[SiteVisited, ...] = ()
    findings: tuple[Finding, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    concluded: InspectionConcluded | None = None

    @property
    def stage(self) -> Stage:
        if self.planned is None:
            return Stage.NONE
        if self.called_off:
            return Stage.CALLED_OFF
        if not self.visits:
            return Stage.TO_VISIT
        if self.concluded is None:
            return Stage.VISITED
        return Stage.FOLLOWED if any(self.open_remedies()) else Stage.SETTLED

    @property
    def first_visit(self) -> date | None:
        return min((visit.visited_on for visit in self.visits), default=None)

    @property
    def visited_late(self) -> bool:
        """Were we there only after the day that was planned?"""
        return bool(self.planned and self.first_visit and self.first_visit > self.planned.planned_for)

    def open_remedies(self) -> Iterator[Remedy]:
        return (remedy for remedy in self.remedies if remedy.is_open)

    def finding(self, number: int) -> Finding | None:
        return self.findings[number - 1] if 0 < number <= len(self.findings) else None

    def remedy(self, number: int) -> Remedy | None:
        return self.remedies[number - 1] if 0 < number <= len(self.remedies) else None


def evolve(file: Inspection, event: Event) -> Inspection:
    match event:
        case InspectionPlanned():
            return replace(file, planned=event)
        case InspectionCalledOff():
            return replace(file, called_off=event)
        case SiteVisited():
            return replace(file, visits=(*file.visits, event))
        case FindingMade():
            return replace(file, findings=(*file.findings, Finding(event, file.concluded is not None)))
        case RemedyOrdered():
            return replace(file, remedies=(*file.remedies, Remedy(event)))
        case RemedyReportLearned() | RemedyReportFiled():
            return _with(file, event.number, report=event, open_report=True)
        case RemedyRechecked():
            return _with(file, event.number, rechecked=event, open_report=False)
        case InspectionConcluded():
            return replace(file, concluded=event)
        case _:
            assert_never(event)


def _with(file: Inspection, number: int, **new: object) -> Inspection:
    before, (remedy, *after) = file.remedies[: number - 1], file.remedies[number - 1 :]
    return replace(file, remedies=(*before, replace(remedy, **new), *after))  # type: ignore[arg-type]
