"""What can be written into the file of an inspection, and what follows."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never, get_args

from services.support.plan.domain.inspections.commands import (
    CallOffInspection,
    Command,
    ConcludeInspection,
    FileRemedyReport,
    LearnRemedyReport,
    MakeFinding,
    OrderRemedy,
    PlanInspection,
    RecheckRemedy,
    RecordSiteVisit,
)
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
from services.support.plan.domain.inspections.inspection import Inspection, Remedy, evolve
from services.support.plan.domain.inspections.words import Recheck, RemedyState, Stage
from services.support.plan.domain.offices import inbox_of, must_be_an_office
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law


def decide(command: Command, file: Inspection, law: Law) -> Sequence[Event]:
    match command:
        case PlanInspection():
            return _plan(command, file, law)
        case CallOffInspection():
            return _call_off(command, file, law)
        case RecordSiteVisit():
            return _visit(command, file)
        case MakeFinding():
            return _find(command, file, law)
        case OrderRemedy():
            return _order(command, file, law)
        case LearnRemedyReport():
            return _learn(command, file)
        case FileRemedyReport():
            return _file(command, file)
        case RecheckRemedy():
            return _recheck(command, file)
        case ConcludeInspection():
            return _conclude(command, file)
        case _:
            assert_never(command)


def _plan(command: PlanInspection, file: Inspection, law: Law) -> list[Event]:
    must_know(law, "inspection_subjects", command.topic)
    for agency in sorted(command.together_with):
        if agency not in law.agencies:
            raise Refused("code.unknown", f"no agency {agency} on that day")
    if (command.agency is None) == (command.business is None):
        raise Refused("inspection.whom", "either an office or a business is inspected")
    if command.agency is not None:
        must_be_an_office(law, command.agency, command.unit)
    elif command.unit is not None:
        raise Refused("inspection.whom", "a unit without its agency")
    told = {**vars(command), "together_with": tuple(sorted(command.together_with))}
    event = InspectionPlanned(**told)
    if file.planned == event:
        return []
    if file.planned:
        raise Refused("inspection.planned_already", "this file is of another inspection")
    return [event]


def _call_off(command: CallOffInspection, file: Inspection, law: Law) -> list[Event]:
    must_know(law, "inspection_calling_off_reasons", command.reason)
    if file.called_off:
        return []
    if file.stage is not Stage.TO_VISIT:
        raise Refused("inspection.visited_already", "somebody was there already")
    return [InspectionCalledOff(command.reason, command.note)]


def _visit(command: RecordSiteVisit, file: Inspection) -> list[Event]:
    if file.planned is None or file.called_off:
        raise Refused("inspection.not_planned", f"the inspection is {file.stage}")
    must_follow(command.visited_on, file.planned.decided_on, "inspection.visit_before_decision")
    if command.visited_on in {visit.visited_on for visit in file.visits}:
        return []
    if file.concluded and command.visited_on > file.concluded.concluded_on:
        raise Refused("inspection.concluded_already", "the conclusion was signed")
    return [SiteVisited(command.visited_on, command.note)]


def _find(command: MakeFinding, file: Inspection, law: Law) -> list[Event]:
    must_know(law, "finding_kinds", command.found)
    _visited(file)
    event = FindingMade(len(file.findings) + 1, command.found, command.grave, command.note)
    same = ((each.made.found, each.made.grave, each.made.note) for each in file.findings)
    return [] if (event.found, event.grave, event.note) in set(same) else [event]


def _order(command: OrderRemedy, file: Inspection, law: Law) -> list[Event]:
    must_know(law, "remedy_kinds", command.measure)
    first = _visited(file)
    planned = file.planned
    assert planned is not None
    if file.finding(command.finding) is None:
        raise Refused("finding.unknown", f"no finding {command.finding}")
    must_follow(command.until, first, "remedy.until_before_visit")
    agency, unit = (command.agency, command.unit) if command.agency else (planned.agency, command.unit or planned.unit)
    if agency is not None:
        must_be_an_office(law, agency, unit)
    elif unit is not None:
        raise Refused("inspection.whom", "a unit without its agency")
    event = RemedyOrdered(
        len(file.remedies) + 1, command.finding, command.measure, agency, unit,
        inbox_of(law, agency, planned.inspector), command.until, command.note,
    )  # fmt: skip
    return [] if any(_same(each.ordered, event) for each in file.remedies) else [event]


def _same(one: RemedyOrdered, other: RemedyOrdered) -> bool:
    return (one.finding, one.measure, one.agency, one.unit, one.until, one.note) == (
        other.finding, other.measure, other.agency, other.unit, other.until, other.note
    )  # fmt: skip


def _learn(command: LearnRemedyReport, file: Inspection) -> list[Event]:
    """Taken only from whom we asked. What they say twice is said once; what comes late is taken."""
    remedy = _remedy(file, command.number)
    if remedy.ordered.inbox != command.teller:
        raise Refused("remedy.not_theirs", f"remedy {command.number} was not asked of {command.teller}")
    event = RemedyReportLearned(command.number, command.done_on, command.evidence, command.note)
    return _reported(remedy, event)


def _file(command: FileRemedyReport, file: Inspection) -> list[Event]:
    remedy = _remedy(file, command.number)
    if remedy.ordered.inbox:
        raise Refused("remedy.answers_itself", f"{remedy.ordered.inbox} reports it itself")
    must_follow(command.done_on, _visited(file), "remedy.done_before_visit")
    return _reported(remedy, RemedyReportFiled(**vars(command)))


def _reported(remedy: Remedy, event: RemedyReportLearned | RemedyReportFiled) -> list[Event]:
    if remedy.state is RemedyState.TO_REMEDY:
        return [event]
    if remedy.report == event:
        return []
    if remedy.state is RemedyState.FULFILLED:
        raise Refused("remedy.fulfilled", f"remedy {event.number} is fulfilled")
    raise Refused("remedy.reported_already", f"remedy {event.number} waits for somebody to look again")


def _recheck(command: RecheckRemedy, file: Inspection) -> list[Event]:
    remedy = _remedy(file, command.number)
    done = command.result is Recheck.FULFILLED
    again_by = None if done else command.again_by
    event = RemedyRechecked(command.number, command.checked_on, command.result, again_by, command.note)
    if not remedy.open_report:
        if remedy.rechecked == event:
            return []
        rule = "remedy.not_reported" if remedy.is_open else "remedy.fulfilled"
        raise Refused(rule, f"remedy {command.number} is {remedy.state}")
    assert remedy.report is not None
    must_follow(command.checked_on, remedy.report.done_on, "remedy.checked_before_done")
    if not done:
        if again_by is None:
            raise Refused("remedy.again_by_missing", "until when it has to be done now")
        must_follow(again_by, command.checked_on, "remedy.again_by_before_check")
    return [event]


def _conclude(command: ConcludeInspection, file: Inspection) -> list[Event]:
    event = InspectionConcluded(command.conclusion, command.concluded_on, command.scan)
    if file.concluded == event:
        return []
    if file.concluded:
        raise Refused("inspection.concluded_already", "the conclusion was signed")
    must_follow(command.concluded_on, _visited(file), "inspection.concluded_before_visit")
    return [event]


def _visited(file: Inspection) -> date:
    """The first day on which somebody was there."""
    if file.first_visit is None:
        raise Refused("inspection.not_visited", f"the inspection is {file.stage}")
    return file.first_visit


def _remedy(file: Inspection, number: int) -> Remedy:
    if (found := file.remedy(number)) is None:
        raise Refused("remedy.unknown", f"no remedy {number}")
    return found


INSPECTION: Decider[Inspection, Command, Event] = Decider(
    "support.inspection", "plan", Inspection(), evolve, decide, get_args(Event)
)
