"""What units handed in as of a day: plans, reports, review rounds, who was urged; and target T1 with each unit's gaps. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.projections.plan.of_the_lead import Letter, Letters, Round, TownReport, TownReports
from services.reporting.projections.plan.papers import PlanFile, ReportFile
from shared.kernel.implementing import Standing, standings_of
from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.unit_papers import (
    Duty,
    HandedIn,
    Obliged,
    duties,
    first_sent_on,
    last_day_of,
    obliged,
    on_the_whole,
)
from shared.kernel.words import Code


@dataclass(frozen=True)
class Owed:
    """One thing that everybody owes (`unit_plan`, `result_report`, `review.2023-06`), as it stood at the end of a day."""

    what: Code
    day: date
    duties: tuple[Duty, ...] = ()
    month: date | None = None

    @property
    def last_day(self) -> date | None:
        return self.duties[0].last_day if self.duties else None

    @property
    def came(self) -> list[Duty]:
        return [each for each in self.duties if each.has_come(self.day)]

    @property
    def late(self) -> list[Duty]:
        """It came, after its last day."""
        return [each for each in self.came if each.days_late(self.day)]

    @property
    def missing(self) -> list[Duty]:
        """It had not come, though its last day was over."""
        return [each for each in self.duties if each.missing(self.day)]

    def of(self, who: Obliged) -> Duty | None:
        return next((each for each in self.duties if each.who == who), None)


@dataclass(frozen=True)
class HandedInOn:
    """All of it. `chairman_due`: the day on which the Chairman was to be told next, where one was known."""

    day: date
    plan: Plan
    everybody: tuple[Obliged, ...]
    plans: Owed
    reports: Owed
    rounds: tuple[Owed, ...]
    target: tuple[Standing, ...]
    letters: tuple[Letter, ...] = ()
    issued: tuple[TownReport, ...] = ()
    told: tuple[date, ...] = ()
    chairman_due: date | None = None

    @property
    def implementing(self) -> int:
        return sum(each.implements for each in self.target)

    def urged(self, who: Obliged) -> list[Letter]:
        return [each for each in self.letters if who.code in each.whom]

    def standing(self, who: Obliged) -> Standing | None:
        return next((each for each in self.target if each.who == who), None)

    @property
    def chairman_late(self) -> bool:
        return self.chairman_due is not None and self.chairman_due < self.day


@dataclass(frozen=True)
class AtTheLead:
    """What the lead has of all that, under one plan."""

    plans: Mapping[Obliged, PlanFile]
    reports: Mapping[Obliged, ReportFile]
    rounds: tuple[Round, ...]
    letters: Letters
    town: TownReports


def handed_in(at_lead: AtTheLead, law: Law, plan: Plan, day: date) -> HandedInOn:
    """As of the end of a day, by the days that the papers bear; `law` says who had to hand in something then."""
    everybody, plans, reports = tuple(obliged(law)), at_lead.plans, at_lead.reports
    rounds = sorted(_opened(at_lead.rounds, day), key=lambda each: each.month or day)
    told = tuple(each for each in at_lead.town.told if each <= day)
    return HandedInOn(
        day, plan, everybody,
        Owed(HandedIn.PLAN, day, tuple(duties(
            last_day_of(plan, HandedIn.PLAN), everybody,
            lambda who: first_sent_on(plans[who].versions) if who in plans else None,
        ))),
        Owed(HandedIn.REPORT, day, tuple(duties(
            last_day_of(plan, HandedIn.REPORT), everybody,
            lambda who: first_sent_on(on_the_whole(reports[who].reports)) if who in reports else None,
        ))),
        tuple(_round(each, everybody, day) for each in rounds),
        standings_of(
            plan, [who for who in everybody if who.unit], {who: file.versions for who, file in plans.items()},
            {who: file.reports for who, file in reports.items()}, day,
        ),
        tuple(each for each in at_lead.letters.letters if each.dated <= day),
        tuple(each for each in at_lead.town.issued if each.dated <= day),
        told, plan.chairman_due(at_lead.town.next_on, told[-1] if told else None),
    )  # fmt: skip


def _opened(rounds: Iterable[Round], day: date) -> list[Round]:
    return [each for each in rounds if each.answer_by and each.opened_on and each.opened_on <= day]


def _round(one: Round, everybody: Iterable[Obliged], day: date) -> Owed:
    asked = duties(one.answer_by, everybody, lambda who: one.answered.get(who.code))
    return Owed(f"review.{one.month:%Y-%m}", day, tuple(asked), one.month)
