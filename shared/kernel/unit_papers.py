"""What units hand in under the plan, as far as it is counted: which paper counts on a day, what it lacks, who is late. Pure.

Whoever keeps the papers and whoever only hears of them count with these same rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.words import AgencyId, Code, UnitCode


class HandedIn(StrEnum):
    """What is handed in by a day that the plan names; the words are those of its dates."""

    PLAN = "unit_plan"
    REPORT = "result_report"


class Obliged(NamedTuple):
    """A unit, or an agency without units, that hands in something."""

    agency: AgencyId
    unit: UnitCode | None

    @property
    def code(self) -> Code:
        """`communes.20008`, `justice`: so a letter names whom it is for."""
        return f"{self.agency}.{self.unit}" if self.unit else self.agency


def obliged(law: Law) -> Iterator[Obliged]:
    """Everybody who hands in something on this day: each unit, and each agency that has none."""
    for agency in law.agencies:
        units: list[UnitCode | None] = [*sorted(law.units_of(agency))] or [None]
        yield from (Obliged(agency, unit) for unit in units)


@dataclass(frozen=True)
class Said:
    """What the lead said of a paper: that it takes it as it is, or what it wants else (`missing` of the checklist)."""

    on: date
    taken: bool
    missing: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One paper of a unit by its number. `sent_on`: since when the lead has it (None: not yet); what was said of it, in order."""

    number: int = 0
    sent_on: date | None = None
    late: bool = False
    said: tuple[Said, ...] = ()

    @property
    def returned(self) -> bool:
        return bool(self.said) and not self.said[-1].taken


@dataclass(frozen=True)
class Aim:
    """What a unit wants to reach of a task: so many times; None: it named no number."""

    task: Code
    number: int | None = None


@dataclass(frozen=True)
class PlanPaper(Paper):
    """A version of a unit's own plan: which items of the checklist it covers, and what the unit wants to reach."""

    covered: tuple[Code, ...] = ()
    aims: tuple[Aim, ...] = ()

    def lacks(self, plan: Plan) -> tuple[Code, ...]:
        """The items of the checklist that are missing: not covered, or said by the lead to be missing in it."""
        missing = self.said[-1].missing if self.said else ()
        return tuple(item for item in plan.checklist if item not in self.covered or item in missing)


@dataclass(frozen=True)
class ReportPaper(Paper):
    """A report on a time. `whole`: it is the one on the whole plan, that has a day; `times`: how often each task was done, and
    `activities` how much was done in all."""

    from_on: date = date.min
    to_on: date = date.min
    whole: bool = False
    times: Mapping[Code, int] = field(default_factory=dict)
    activities: int = 0

    def overlaps(self, other: "ReportPaper") -> bool:
        return self.from_on <= other.to_on and other.from_on <= self.to_on


AnyPaper = TypeVar("AnyPaper", bound=Paper)


def then(papers: Iterable[AnyPaper], day: date) -> tuple[AnyPaper, ...]:
    """The papers as they were at the lead at the end of a day."""
    return tuple(
        replace(each, said=tuple(said for said in each.said if said.on <= day))
        for each in papers
        if each.sent_on and each.sent_on <= day
    )


def newest(papers: Iterable[AnyPaper]) -> AnyPaper | None:
    """The one that counts of those the lead has."""
    return max((each for each in papers if each.sent_on), key=lambda each: each.number, default=None)


def first_sent_on(papers: Iterable[Paper]) -> date | None:
    """Since when the lead has one: a later one makes nobody late."""
    return min((each.sent_on for each in papers if each.sent_on), default=None)


def on_the_whole(reports: Iterable[ReportPaper]) -> tuple[ReportPaper, ...]:
    """Those for which the plan names a day."""
    return tuple(each for each in reports if each.whole)


def counting(
    reports: Iterable[ReportPaper], from_on: date | None = None, to_on: date | None = None
) -> tuple[ReportPaper, ...]:
    """The reports that count of a time, oldest first: sent, not returned, lying within it; of those that overlap the newest."""
    settled: list[ReportPaper] = []
    for each in sorted((each for each in reports if each.sent_on), key=lambda each: -each.number):
        within = (from_on is None or from_on <= each.from_on) and (to_on is None or each.to_on <= to_on)
        if within and not any(each.overlaps(later) for later in settled):
            settled.append(each)
    return tuple(each for each in reversed(settled) if not each.returned)


@dataclass(frozen=True)
class Duty:
    """What one unit owes by a day, and when it came, if it did."""

    who: Obliged
    last_day: date
    came_on: date | None

    def days_late(self, day: date) -> int:
        """So many days after its last day it came, or had not come by the end of a day; 0: in time, or there was time left."""
        return max(0, (min(self.came_on or day, day) - self.last_day).days)

    def has_come(self, day: date) -> bool:
        """By the end of a day."""
        return self.came_on is not None and self.came_on <= day

    def missing(self, day: date) -> bool:
        """By the end of a day it had not come, though its last day was over."""
        return not self.has_come(day) and day > self.last_day


def duties(
    last_day: date | None, everybody: Iterable[Obliged], came_on: Callable[[Obliged], date | None]
) -> Iterator[Duty]:
    """Everybody's duty of one thing; none, where nobody named a day for it."""
    if last_day is not None:
        for who in everybody:
            yield Duty(who, last_day, came_on(who))


def last_day_of(plan: Plan, what: Code) -> date | None:
    """The last day the plan names for something that is handed in."""
    return plan.dates[what].last_day if what in plan.dates else None
