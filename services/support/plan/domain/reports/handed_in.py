"""Who has handed in what, and who is late. Pure: over the files of the lead, or of one unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.rounds.review import Review
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.words import HandedIn, Obliged
from shared.kernel.plans import Plan


@dataclass(frozen=True)
class Duty:
    """What one unit owes by a day, and when it came, if it did."""

    who: Obliged
    last_day: date
    came_on: date | None

    def days_late(self, today: date) -> int:
        """So many days after its last day it came, or has not come yet; 0: in time, or there is time left."""
        return max(0, ((self.came_on or today) - self.last_day).days)

    def missing(self, day: date) -> bool:
        """By the end of a day it had not come, though its last day was over."""
        return (self.came_on is None or self.came_on > day) and day > self.last_day


def plan_duties(plan: Plan, everybody: Iterable[Obliged], files: Mapping[Obliged, UnitPlan]) -> Iterator[Duty]:
    if (day := plan.dates.get(HandedIn.PLAN)) is not None:
        for who in everybody:
            yield Duty(who, day.last_day, files.get(who, UnitPlan()).first_sent_on)


def report_duties(plan: Plan, everybody: Iterable[Obliged], files: Mapping[Obliged, UnitReports]) -> Iterator[Duty]:
    if (day := plan.dates.get(HandedIn.REPORT)) is not None:
        for who in everybody:
            yield Duty(who, day.last_day, files.get(who, UnitReports()).result_first_sent_on)


def review_duties(review: Review, everybody: Iterable[Obliged]) -> Iterator[Duty]:
    """None before the round was opened."""
    if review.asked:
        for who in everybody:
            yield Duty(who, review.asked.answer_by, review.first_answered_on(who))
