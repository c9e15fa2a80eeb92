"""What is kept of plans, reports and review rounds: who has handed in what, for the menu, for lists and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.support.plan.domain.reports.plans import events as of_plan
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.rounds import events as of_round
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.unit_reports import events as of_report
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.words import ReportKind
from shared.kernel.unit_papers import HandedIn, Obliged
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class PaperLine:
    """A unit's own plan, or its reports: `number` is its newest version or report, `sent_on` the day on which the lead first had
    one; `said` is what the lead said last of the newest (commented, approved, received, returned), None: it has said nothing."""

    what: Code = ""
    agency: AgencyId = ""
    unit: UnitCode | None = None
    plan: Code = ""
    number: int = 0
    sent: int = 0
    sent_on: date | None = None
    late: bool = False
    said: Code | None = None
    result_on: date | None = None
    """The day on which the lead first had a report on the whole."""
    result: tuple[int, ...] = ()
    """Which of the reports are on the whole."""


def _evolve(line: PaperLine, entry: Entry) -> PaperLine:
    event: of_plan.Event | of_report.Event = entry.fact
    what = HandedIn.PLAN if isinstance(event, UNIT_PLAN.events) else HandedIn.REPORT
    line = replace(line, what=what, agency=event.agency, unit=event.unit, plan=event.plan)
    match event:
        case of_plan.UnitPlanIssued():
            return replace(line, number=max(line.number, event.version))
        case of_plan.UnitPlanSent() | of_plan.UnitPlanTaken():
            return _sent(line, event.version, event.sent_on, event.late)
        case of_report.UnitReportWritten():
            whole = (event.report,) if event.kind is ReportKind.RESULT else ()
            others = tuple(each for each in line.result if each != event.report)
            return replace(line, number=max(line.number, event.report), result=(*others, *whole))
        case of_report.UnitReportTaken():
            whole = (event.report,) if event.kind is ReportKind.RESULT else ()
            return _reported(replace(line, result=(*line.result, *whole)), event.report, event.sent_on, event.late)
        case of_report.UnitReportSent():
            return _reported(line, event.report, event.sent_on, event.late)
        case of_plan.UnitPlanDrafted():
            return line
        case _:
            return _said(line, event)


def _sent(line: PaperLine, number: int, on: date, late: bool) -> PaperLine:
    newest = number > line.sent
    return replace(
        line, number=max(line.number, number), sent=max(line.sent, number), late=line.late or late,
        sent_on=min(on, line.sent_on or on), said=None if newest else line.said,
    )  # fmt: skip


def _reported(line: PaperLine, number: int, on: date, late: bool) -> PaperLine:
    line = _sent(line, number, on, late)
    return replace(line, result_on=min(on, line.result_on or on)) if number in line.result else line


SAID: Mapping[type, Code] = {
    of_plan.UnitPlanCommented: "commented",
    of_plan.UnitPlanCommentLearned: "commented",
    of_plan.UnitPlanApproved: "approved",
    of_plan.UnitPlanApprovalLearned: "approved",
    of_report.UnitReportReceived: "received",
    of_report.UnitReportReceiptLearned: "received",
    of_report.UnitReportReturned: "returned",
    of_report.UnitReportReturnLearned: "returned",
}


def _said(line: PaperLine, event: of_plan.Event | of_report.Event) -> PaperLine:
    number: int = getattr(event, "version", 0) or getattr(event, "report", 0)
    return replace(line, said=SAID[type(event)]) if number >= line.sent else line


UNIT_PAPERS = View("support.unit_papers.v1", PaperLine, PaperLine(), by_subject(UNIT_PLAN, UNIT_REPORT), _evolve)


@dataclass(frozen=True)
class ReviewLine:
    """A review round: `cases` by who answered (`communes.20008`), the newest answer of each."""

    plan: Code = ""
    month: date | None = None
    answer_by: date | None = None
    cases: Mapping[Code, int] = field(default_factory=dict)


def _reviewed(line: ReviewLine, entry: Entry) -> ReviewLine:
    event: of_round.Event = entry.fact
    line = replace(line, plan=event.plan, month=event.month)
    match event:
        case of_round.ReviewOpened() | of_round.ReviewHeard():
            return replace(line, answer_by=event.answer_by)
        case of_round.ReviewAnswered() | of_round.ReviewAnswerTaken():
            return replace(line, cases={**line.cases, Obliged(event.agency, event.unit).code: event.cases})


REVIEWS = View("support.reviews.v1", ReviewLine, ReviewLine(), by_subject(REVIEW), _reviewed)
