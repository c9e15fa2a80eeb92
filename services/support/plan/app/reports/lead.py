"""What the lead sees over everybody: the duties, the first target, what may be urged."""

from collections.abc import Iterator
from datetime import date

from services.support.plan.app.reports.rounds import ReviewFiles
from services.support.plan.app.reports.unit_plans import UnitPlans
from services.support.plan.app.reports.unit_reports import UnitReportFiles
from services.support.plan.app.units import Running, everybody, running
from services.support.plan.domain.reports.figures import Figures
from services.support.plan.domain.reports.handed_in import plan_duties, report_duties, review_duties
from services.support.plan.domain.reports.town.town_report import Progress
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.words import review_code
from shared.kernel.implementing import Standing, standings_of
from shared.kernel.unit_papers import Duty, HandedIn, obliged
from shared.kernel.words import Code


class Lead:
    """What the lead sees over everybody: the duties, the first target, what may be urged."""

    def __init__(self, plans: UnitPlans, reports: UnitReportFiles, rounds: ReviewFiles) -> None:
        self.plans, self.reports, self.rounds, self.desk = plans, reports, rounds, plans.desk

    @property
    def now(self) -> Running:
        """Raises `LookupError` when no plan runs, and none ran out lately."""
        now = running(self.desk)
        if now is None:
            raise LookupError("no plan")
        return now

    def duties(self, what: Code) -> list[Duty]:
        """Everybody's duty of one thing: `unit_plan`, `result_report`, `review.2023-06`."""
        now, all_ = self.now, everybody(self.desk)
        if what == HandedIn.PLAN:
            return list(plan_duties(now.plan, all_, self.plans.states()))
        if what == HandedIn.REPORT:
            return list(report_duties(now.plan, all_, self.reports.states()))
        months = (month for month in self.rounds.months() if review_code(month) == what)
        return [duty for month in months for duty in review_duties(self.rounds.state(month), all_)]

    def whats(self) -> Iterator[Code]:
        """All for which somebody can be late."""
        yield from HandedIn
        yield from (review_code(month) for month in self.rounds.months() if self.rounds.state(month).asked)

    def late(self, what: Code, day: date | None = None) -> list[Duty]:
        """Who by the end of a day (None: today) had not handed it in though its last day was over; the lead itself is none of
        them: nobody writes a letter to themselves."""
        day = day or self.desk.today()
        return [d for d in self.duties(what) if d.missing(day) and d.who.agency != self.plans.agency]

    def target(self, day: date) -> tuple[Standing, ...]:
        """The units as they stood at the end of a day."""
        plan = self.now.plan
        law = self.desk.law_on(min(max(day, plan.effective_from), plan.effective_to))
        units = [who for who in obliged(law) if who.unit]
        plans = {who: file.papers for who, file in self.plans.states().items()}
        reports = {who: file.papers for who, file in self.reports.states().items()}
        return standings_of(plan, units, plans, reports, day)

    def progress(self) -> Progress:
        """Where things stand today, in numbers."""
        today, target = self.desk.today(), self.target(self.desk.today())
        plans, reports = self.duties(HandedIn.PLAN), self.duties(HandedIn.REPORT)
        months = [review_code(month) for month in self.rounds.months()]
        return Progress(
            obliged=len(plans), plans=sum(d.came_on is not None for d in plans),
            plans_late=sum(d.came_on is not None and d.days_late(today) > 0 for d in plans),
            plans_missing=sum(d.missing(today) for d in plans),
            reports=sum(d.came_on is not None for d in reports),
            reports_late=sum(d.came_on is not None and d.days_late(today) > 0 for d in reports),
            reports_missing=sum(d.missing(today) for d in reports),
            reviews_missing=sum(d.missing(today) for month in months for d in self.duties(month)),
            activities=sum(each.times for state in self.reports.states().values() for each in _counted(state)),
            implementing=sum(each.implements for each in target), units=len(target),
        )  # fmt: skip


def _counted(state: UnitReports) -> Iterator[Figures]:
    return (each.figures for each in state.counting())
