"""Whenever a unit hands in its plan, a report or an answer, the lead takes it; whenever the lead says something of it, asks or
urges, the unit has it on its page. Whose it is, is never taken from the message alone: the agency is that of its sender."""

from collections.abc import Callable, Mapping

from services.support.plan.domain.reports.figures import Figure, Figures
from services.support.plan.domain.reports.plans.commands import (
    LearnUnitPlanApproval,
    LearnUnitPlanComment,
    TakeUnitPlan,
)
from services.support.plan.domain.reports.plans.events import Content, OwnTarget
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.rounds.commands import HearReview, TakeReviewAnswer
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.unit_reports.commands import (
    LearnUnitReportReceipt,
    LearnUnitReportReturn,
    TakeUnitReport,
)
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.urging.urging import URGING, HearUrging
from services.support.plan.domain.reports.words import ReportKind, plan_file, report_file, round_file, urging_file
from shared.contracts.support_reports import (
    ReviewAnswered,
    ReviewOpened,
    UnitPlanApproved,
    UnitPlanCommented,
    UnitPlanSent,
    UnitReportReceived,
    UnitReportReturned,
    UnitReportSent,
    UrgedToReport,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.kernel.words import agency_of


def take_the_plan_whenever_a_unit_sent_it(heard: Heard) -> list[Act]:
    told: UnitPlanSent = heard.message
    agency = agency_of(heard.sender)
    content = Content(told.covered, tuple(OwnTarget(**vars(each)) for each in told.targets))
    taken = TakeUnitPlan(
        agency=agency, unit=told.unit, plan=told.plan, version=told.version, number=told.number,
        issued_on=told.issued_on, sent_on=told.sent_on, late=told.late, content=content, scan=told.scan,
    )  # fmt: skip
    return [Act(UNIT_PLAN, plan_file(told.plan, agency, told.unit), taken)]


def learn_it_whenever_our_plan_was_commented_on(heard: Heard) -> list[Act]:
    told: UnitPlanCommented = heard.message
    learned = LearnUnitPlanComment(
        version=told.version, missing=told.missing, commented_on=told.commented_on, note=told.note
    )
    return [Act(UNIT_PLAN, heard.subject, learned)]


def learn_it_whenever_our_plan_was_approved(heard: Heard) -> list[Act]:
    told: UnitPlanApproved = heard.message
    learned = LearnUnitPlanApproval(version=told.version, approved_on=told.approved_on)
    return [Act(UNIT_PLAN, heard.subject, learned)]


def take_the_report_whenever_a_unit_sent_it(heard: Heard) -> list[Act]:
    told: UnitReportSent = heard.message
    agency = agency_of(heard.sender)
    lines = tuple(Figure(**vars(each)) for each in told.lines)
    counted = Figures(lines, told.months_kept, told.months_due, told.places_reached, told.places_listed)
    taken = TakeUnitReport(
        agency=agency, unit=told.unit, plan=told.plan, report=told.report, kind=ReportKind(told.kind),
        from_on=told.from_on, to_on=told.to_on, figures=counted, sent_on=told.sent_on, late=told.late,
        nothing=told.nothing, number=told.number, signed_on=told.signed_on, scan=told.scan, results=told.results,
        difficulties=told.difficulties, proposals=told.proposals,
    )  # fmt: skip
    return [Act(UNIT_REPORT, report_file(told.plan, agency, told.unit), taken)]


def learn_it_whenever_our_report_was_received(heard: Heard) -> list[Act]:
    told: UnitReportReceived = heard.message
    return [Act(UNIT_REPORT, heard.subject, LearnUnitReportReceipt(report=told.report, received_on=told.received_on))]


def learn_it_whenever_our_report_was_returned(heard: Heard) -> list[Act]:
    told: UnitReportReturned = heard.message
    learned = LearnUnitReportReturn(
        report=told.report, reason=told.reason, returned_on=told.returned_on, note=told.note
    )
    return [Act(UNIT_REPORT, heard.subject, learned)]


def review_our_cases_whenever_a_round_was_opened(heard: Heard) -> list[Act]:
    told: ReviewOpened = heard.message
    return [Act(REVIEW, round_file(told.plan, told.month), HearReview(**vars(told)))]


def take_the_answer_whenever_a_unit_reviewed(heard: Heard) -> list[Act]:
    told: ReviewAnswered = heard.message
    taken = TakeReviewAnswer(agency=agency_of(heard.sender), **vars(told))
    return [Act(REVIEW, round_file(told.plan, told.month), taken)]


def show_it_whenever_we_were_urged(heard: Heard) -> list[Act]:
    told: UrgedToReport = heard.message
    return [Act(URGING, urging_file(told.plan), HearUrging(**vars(told)))]


POLICIES: Mapping[type, Callable[[Heard], list[Act]]] = {
    UnitPlanSent: take_the_plan_whenever_a_unit_sent_it,
    UnitPlanCommented: learn_it_whenever_our_plan_was_commented_on,
    UnitPlanApproved: learn_it_whenever_our_plan_was_approved,
    UnitReportSent: take_the_report_whenever_a_unit_sent_it,
    UnitReportReceived: learn_it_whenever_our_report_was_received,
    UnitReportReturned: learn_it_whenever_our_report_was_returned,
    ReviewOpened: review_our_cases_whenever_a_round_was_opened,
    ReviewAnswered: take_the_answer_whenever_a_unit_reviewed,
    UrgedToReport: show_it_whenever_we_were_urged,
}
