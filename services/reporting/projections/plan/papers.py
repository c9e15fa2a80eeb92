"""The plans and reports of units, as a ledger has them: by whose they are, with what of them is counted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from services.reporting.projections.plan.ledgers import OfLedger, by_ledger
from services.reporting.projections.shape import Shape
from shared.journal import JournalEntry
from shared.kernel.unit_papers import Aim, AnyPaper, Obliged, PlanPaper, ReportPaper, Said
from shared.kernel.words import AgencyId, Code, UnitCode


class OfUnit(Shape, frozen=True, kw_only=True):
    """Whose it is, under which plan."""

    agency: AgencyId
    unit: UnitCode | None = None
    plan: Code


class Content(Shape, frozen=True, kw_only=True):
    covered: tuple[Code, ...] = ()
    targets: tuple[Aim, ...] = ()


class UnitPlanIssued(OfUnit, frozen=True, kw_only=True):
    version: int
    content: Content


class UnitPlanSent(OfUnit, frozen=True, kw_only=True):
    version: int
    sent_on: date
    late: bool


class UnitPlanTaken(UnitPlanIssued, frozen=True, kw_only=True):
    """Issued and sent at once, as the lead was told."""

    sent_on: date
    late: bool


class UnitPlanCommented(OfUnit, frozen=True, kw_only=True):
    version: int
    missing: tuple[Code, ...]
    commented_on: date


class UnitPlanApproved(OfUnit, frozen=True, kw_only=True):
    version: int
    approved_on: date


class ReportLine(Shape, frozen=True, kw_only=True):
    times: int
    task: Code | None = None


class ReportFigures(Shape, frozen=True, kw_only=True):
    lines: tuple[ReportLine, ...] = ()


class UnitReportWritten(OfUnit, frozen=True, kw_only=True):
    report: int
    kind: Code
    from_on: date
    to_on: date
    figures: ReportFigures


class UnitReportSent(OfUnit, frozen=True, kw_only=True):
    report: int
    sent_on: date
    late: bool


class UnitReportTaken(UnitReportWritten, frozen=True, kw_only=True):
    """Written and sent at once, as the lead was told."""

    sent_on: date
    late: bool


class UnitReportReceived(OfUnit, frozen=True, kw_only=True):
    report: int
    received_on: date


class UnitReportReturned(OfUnit, frozen=True, kw_only=True):
    report: int
    returned_on: date


PlanFact: TypeAlias = UnitPlanIssued | UnitPlanSent | UnitPlanTaken | UnitPlanCommented | UnitPlanApproved
ReportFact: TypeAlias = (
    UnitReportWritten | UnitReportSent | UnitReportTaken | UnitReportReceived | UnitReportReturned
)  # fmt: skip
PLAN_READ: dict[str, type[PlanFact]] = {
    "support.unit_plan.UnitPlanIssued": UnitPlanIssued,
    "support.unit_plan.UnitPlanSent": UnitPlanSent,
    "support.unit_plan.UnitPlanTaken": UnitPlanTaken,
    "support.unit_plan.UnitPlanCommented": UnitPlanCommented,
    "support.unit_plan.UnitPlanApproved": UnitPlanApproved,
}
REPORT_READ: dict[str, type[ReportFact]] = {
    "support.unit_report.UnitReportWritten": UnitReportWritten,
    "support.unit_report.UnitReportSent": UnitReportSent,
    "support.unit_report.UnitReportTaken": UnitReportTaken,
    "support.unit_report.UnitReportReceived": UnitReportReceived,
    "support.unit_report.UnitReportReturned": UnitReportReturned,
}


@dataclass(frozen=True)
class UnitFile(OfLedger):
    """Whose it is."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    plan: Code = "-"

    @property
    def whose(self) -> Obliged:
        return Obliged(self.agency, self.unit)


@dataclass(frozen=True)
class PlanFile(UnitFile):
    """A unit's own plan: its versions by their number."""

    versions: tuple[PlanPaper, ...] = ()


@dataclass(frozen=True)
class ReportFile(UnitFile):
    """The reports of a unit by their number."""

    reports: tuple[ReportPaper, ...] = ()


def _with(
    papers: tuple[AnyPaper, ...], blank: AnyPaper, change: Callable[[AnyPaper], AnyPaper]
) -> tuple[AnyPaper, ...]:
    """These papers, of which the one with the number of `blank` is changed; there was none with it: it is begun."""
    known = next((each for each in papers if each.number == blank.number), blank)
    return (*(each for each in papers if each.number != blank.number), change(known))


def _plan(file: PlanFile, fact: PlanFact, _: JournalEntry) -> PlanFile:
    file = replace(file, agency=fact.agency, unit=fact.unit, plan=fact.plan)

    def at(change: Callable[[PlanPaper], PlanPaper]) -> PlanFile:
        return replace(file, versions=_with(file.versions, PlanPaper(fact.version), change))

    match fact:
        case UnitPlanTaken(content=content, sent_on=on, late=late):
            return at(lambda known: replace(_worded(known, content), sent_on=on, late=late))
        case UnitPlanIssued(content=content):
            return at(lambda known: _worded(known, content))
        case UnitPlanSent(sent_on=on, late=late):
            return at(lambda known: replace(known, sent_on=on, late=late))
        case UnitPlanCommented(commented_on=on, missing=missing):
            return at(lambda known: replace(known, said=(*known.said, Said(on, False, missing))))
        case UnitPlanApproved(approved_on=on):
            return at(lambda known: replace(known, said=(*known.said, Said(on, True))))


def _worded(known: PlanPaper, content: Content) -> PlanPaper:
    return replace(known, covered=content.covered, aims=content.targets)


def _report(file: ReportFile, fact: ReportFact, _: JournalEntry) -> ReportFile:
    file = replace(file, agency=fact.agency, unit=fact.unit, plan=fact.plan)

    def at(change: Callable[[ReportPaper], ReportPaper]) -> ReportFile:
        return replace(file, reports=_with(file.reports, ReportPaper(fact.report), change))

    match fact:
        case UnitReportTaken(sent_on=on, late=late):
            return at(lambda known: replace(_counted(known, fact), sent_on=on, late=late))
        case UnitReportWritten():
            return at(lambda known: _counted(known, fact))
        case UnitReportSent(sent_on=on, late=late):
            return at(lambda known: replace(known, sent_on=on, late=late))
        case UnitReportReceived(received_on=on):
            return at(lambda known: replace(known, said=(*known.said, Said(on, True))))
        case UnitReportReturned(returned_on=on):
            return at(lambda known: replace(known, said=(*known.said, Said(on, False))))


def _counted(known: ReportPaper, fact: UnitReportWritten) -> ReportPaper:
    times: dict[Code, int] = {}
    for line in fact.figures.lines:
        if line.task:
            times[line.task] = times.get(line.task, 0) + line.times
    return replace(
        known, from_on=fact.from_on, to_on=fact.to_on, whole=fact.kind == "result", times=times,
        activities=sum(line.times for line in fact.figures.lines),
    )  # fmt: skip


PLANS = by_ledger("reporting.unit_plans.v1", PlanFile, PLAN_READ, _plan)
REPORTS = by_ledger("reporting.unit_reports.v1", ReportFile, REPORT_READ, _report)
