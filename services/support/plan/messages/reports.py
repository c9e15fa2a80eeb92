"""Who is told of plans, reports, rounds and letters: the lead hears its units, each unit hears what the lead says of its own."""

from collections.abc import Iterable
from typing import assert_never

from services.support.plan.domain.reports.figures import Figures
from services.support.plan.domain.reports.plans import events as of_plan
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.rounds import events as of_round
from services.support.plan.domain.reports.rounds.review import Review
from services.support.plan.domain.reports.unit_reports import events as of_report
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.urging import urging as of_urging
from services.support.plan.domain.reports.urging.urging import Urgings
from shared.contracts import support_reports as told
from shared.contracts.handed import Figure, OwnTarget
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.words import Code, Digest

PLAN_WORK = "plan_work"
"""The purpose of all that is granted here (list `grant_purposes`)."""
DUTY = "legal_duty"
"""The basis (list `consent_bases`): the plan makes every unit hand these in (KH2023 V)."""


def tell_of_unit_plan(happened: Happened, file: UnitPlan) -> Iterable[Tell]:
    event: of_plan.Event = happened.fact
    match event:
        case of_plan.UnitPlanSent(inbox=str(inbox)):
            return [Tell(inbox, _plan(event, file), _grant(scan=_issued(event, file).scan))]
        case of_plan.UnitPlanCommented(inbox=str(inbox)):
            commented = told.UnitPlanCommented(
                event.plan, event.unit, event.version, event.missing, event.commented_on, event.note
            )
            return [Tell(inbox, commented, _grant(event.note))]
        case of_plan.UnitPlanApproved(inbox=str(inbox)):
            return [Tell(inbox, told.UnitPlanApproved(event.plan, event.unit, event.version, event.approved_on))]
        case of_plan.UnitPlanSent() | of_plan.UnitPlanCommented() | of_plan.UnitPlanApproved():
            return []  # it lies at the lead's own desk
        case of_plan.UnitPlanDrafted() | of_plan.UnitPlanIssued():
            return []  # the unit's own, until it sends it
        case of_plan.UnitPlanTaken() | of_plan.UnitPlanCommentLearned() | of_plan.UnitPlanApprovalLearned():
            return []  # told to us
        case _:
            assert_never(event)


def _plan(event: of_plan.UnitPlanSent, file: UnitPlan) -> told.UnitPlanSent:
    issued = _issued(event, file)
    targets = tuple(OwnTarget(each.task, each.number, each.by) for each in issued.content.targets)
    return told.UnitPlanSent(
        event.plan, event.unit, event.version, issued.number, issued.issued_on, event.sent_on, event.late,
        issued.content.covered, targets, issued.scan,
    )  # fmt: skip


def _issued(event: of_plan.UnitPlanSent, file: UnitPlan) -> of_plan.UnitPlanIssued | of_plan.UnitPlanTaken:
    version = file.version(event.version)
    assert version is not None
    assert version.issued is not None
    return version.issued


def tell_of_unit_report(happened: Happened, file: UnitReports) -> Iterable[Tell]:
    event: of_report.Event = happened.fact
    match event:
        case of_report.UnitReportSent(inbox=str(inbox)):
            message = _report(event, file)
            grant = _grant(message.results, message.difficulties, message.proposals, scan=message.scan)
            return [Tell(inbox, message, grant)]
        case of_report.UnitReportReceived(inbox=str(inbox)):
            return [Tell(inbox, told.UnitReportReceived(event.plan, event.unit, event.report, event.received_on))]
        case of_report.UnitReportReturned(inbox=str(inbox)):
            returned = told.UnitReportReturned(
                event.plan, event.unit, event.report, event.reason, event.returned_on, event.note
            )
            return [Tell(inbox, returned, _grant(event.note))]
        case of_report.UnitReportSent() | of_report.UnitReportReceived() | of_report.UnitReportReturned():
            return []  # it lies at the lead's own desk
        case of_report.UnitReportWritten():
            return []  # the unit's own, until it sends it
        case of_report.UnitReportTaken() | of_report.UnitReportReceiptLearned() | of_report.UnitReportReturnLearned():
            return []  # told to us
        case _:
            assert_never(event)


def _report(event: of_report.UnitReportSent, file: UnitReports) -> told.UnitReportSent:
    report = file.report(event.report)
    assert report is not None
    assert report.written is not None
    written, figures = report.written, report.figures
    return told.UnitReportSent(
        event.plan, event.unit, event.report, written.kind, written.from_on, written.to_on, event.sent_on, event.late,
        written.nothing, _lines(figures), figures.months_kept, figures.months_due, figures.places_reached,
        figures.places_listed, event.number, event.signed_on, event.scan, report.text("results"),
        report.text("difficulties"), report.text("proposals"),
    )  # fmt: skip


def _lines(figures: Figures) -> tuple[Figure, ...]:
    return tuple(Figure(**vars(line)) for line in figures.lines)


def tell_of_review(happened: Happened, _: Review) -> Iterable[Tell]:
    event: of_round.Event = happened.fact
    match event:
        case of_round.ReviewOpened():
            message = told.ReviewOpened(event.plan, event.month, event.answer_by)
            return [Tell(inbox, message) for inbox in event.inboxes]
        case of_round.ReviewAnswered(inbox=str(inbox)):
            answer = told.ReviewAnswered(
                event.plan, event.month, event.unit, event.cases, event.answered_on, event.late
            )
            return [Tell(inbox, answer)]
        case of_round.ReviewAnswered() | of_round.ReviewHeard() | of_round.ReviewAnswerTaken():
            return []  # it lies at the lead's own desk, or was told to us
        case _:
            assert_never(event)


def tell_of_urging(happened: Happened, _: Urgings) -> Iterable[Tell]:
    event: of_urging.Event = happened.fact
    match event:
        case of_urging.UnitsUrged():
            return [
                Tell(inbox, _urged(event, inbox.partition(".")[2]), _grant(scan=event.scan)) for inbox in event.inboxes
            ]
        case of_urging.UrgingHeard():
            return []  # told to us
        case _:
            assert_never(event)


def _urged(event: of_urging.UnitsUrged, agency: Code) -> told.UrgedToReport:
    """To each agency its own units only: who else is late is not its business."""
    whom = tuple(each for each in event.whom if each.partition(".")[0] == agency)
    return told.UrgedToReport(event.plan, event.what, whom, event.number, event.dated, event.scan)


def _grant(*notes: Sealed | None, scan: Digest | None = None) -> Grant | None:
    """Free text and the scan of the paper travel because handing them in is a duty of the plan."""
    sections = (*(("note",) if any(notes) else ()), *(("papers",) if scan else ()))
    return Grant(sections, PLAN_WORK, DUTY) if sections else None
