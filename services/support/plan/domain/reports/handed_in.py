"""Who has handed in what, over the files of the lead, or of one unit. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.rounds.review import Review
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from shared.kernel.plans import Plan
from shared.kernel.unit_papers import Duty, HandedIn, Obliged, duties, last_day_of


def plan_duties(plan: Plan, everybody: Iterable[Obliged], files: Mapping[Obliged, UnitPlan]) -> Iterator[Duty]:
    return duties(last_day_of(plan, HandedIn.PLAN), everybody, lambda who: files.get(who, UnitPlan()).first_sent_on)


def report_duties(plan: Plan, everybody: Iterable[Obliged], files: Mapping[Obliged, UnitReports]) -> Iterator[Duty]:
    return duties(
        last_day_of(plan, HandedIn.REPORT), everybody, lambda who: files.get(who, UnitReports()).result_first_sent_on
    )


def review_duties(review: Review, everybody: Iterable[Obliged]) -> Iterator[Duty]:
    """None before the round was opened."""
    return duties(review.asked.answer_by if review.asked else None, everybody, review.first_answered_on)
