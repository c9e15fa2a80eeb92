"""The plan that the agencies of a town carry out, as data: who has to do what, how often, by which day, and what is counted."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.words import AgencyId, Code, Confidence


class Cadence(StrEnum):
    """How often a task is to be done, by each unit or agency that is responsible for it."""

    MONTHLY = "monthly"
    ON_THE_DAY = "on_the_day"
    ONCE = "once"
    WHEN_NEEDED = "when_needed"


class Due(StrEnum):
    """How one time of a task stands on a day."""

    DONE = "done"
    NOW = "now"
    MISSED = "missed"
    LATER = "later"


class Asked(StrEnum):
    """What the form of a kind of activity asks for, besides its day, its content and its evidence."""

    PLACES = "places"
    AUDIENCE = "audience"
    LINK = "link"
    REACH = "reach"
    COPIES = "copies"
    JOBS = "jobs"
    PROGRAMMES = "programmes"
    MODEL = "model"


@dataclass(frozen=True)
class ActivityKind:
    """A kind of activity: what its form asks for; `needs` of that must be said."""

    code: Code
    vi: str
    en: str
    asks: frozenset[Asked]
    needs: frozenset[Asked] = frozenset()


@dataclass(frozen=True)
class PlanTask:
    """A task of the plan. `kinds` are the activities that carry it out; `responsible` agencies do it `together_with` others.
    `least` of them are due each time, `day` is (month, day) of one that has a day. `reason` says what is our reading."""

    code: Code
    vi: str
    section: Code
    kinds: tuple[Code, ...]
    responsible: tuple[AgencyId, ...]
    together_with: tuple[AgencyId, ...]
    cadence: Cadence
    least: int
    day: tuple[int, int] | None
    confidence: Confidence
    reason: str | None


@dataclass(frozen=True)
class ReportingDate:
    """Something to be handed in `before` a day: the last day is the one before it, until its end."""

    code: Code
    vi: str
    before: date
    confidence: Confidence
    reason: str | None

    @property
    def last_day(self) -> date:
        return self.before - timedelta(days=1)


@dataclass(frozen=True)
class Target:
    """A target of the plan, in percent of a denominator that is named in words."""

    code: Code
    vi: str
    percent: int
    of: str


@dataclass(frozen=True)
class ChecklistItem:
    """What a unit's own plan must contain, for the section it comes from."""

    code: Code
    vi: str
    section: Code


@dataclass(frozen=True)
class Plan:
    """One plan of the town, in force from its first day to its last. `sections` are the headings of its text, by number.

    `chairman_every` is the number of months between two regular reports to the Chairman; None, where the plan names no period:
    `chairman_reason` says so, and a person sets each day."""

    id: Code
    vi: str
    effective_from: date
    effective_to: date
    sections: Mapping[Code, str] = field(default_factory=dict)
    targets: Mapping[Code, Target] = field(default_factory=dict)
    kinds: Mapping[Code, ActivityKind] = field(default_factory=dict)
    tasks: Mapping[Code, PlanTask] = field(default_factory=dict)
    checklist: Mapping[Code, ChecklistItem] = field(default_factory=dict)
    dates: Mapping[Code, ReportingDate] = field(default_factory=dict)
    chairman_every: int | None = None
    chairman_reason: str | None = None

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day <= self.effective_to

    def chairman_due(self, set_for: date | None, last_told: date | None) -> date | None:
        """When the Chairman is to be told next: the day a person set, else so many months after the last time (or after the plan
        came into force). None: the plan names no period, and nobody set a day."""
        if set_for or self.chairman_every is None:
            return set_for
        last = last_told or self.effective_from
        year, month = divmod(last.year * 12 + last.month - 1 + self.chairman_every, 12)
        return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))

    def tasks_of(self, agency: AgencyId) -> tuple[PlanTask, ...]:
        """What this agency is responsible for, in the order of the plan."""
        return tuple(task for task in self.tasks.values() if agency in task.responsible)

    def months(self) -> Iterator[date]:
        """The first day of each month in which the plan is in force, even for a day."""
        month = self.effective_from.replace(day=1)
        while month <= self.effective_to:
            yield month
            month = (month + timedelta(days=31)).replace(day=1)

    def due_days(self, task: PlanTask) -> tuple[date, ...]:
        """The last day of each time the task is due, oldest first: the end of each month for a monthly one; none for what is
        done when it is needed. A month counts whole, also the one in which the plan comes into force."""
        match task.cadence:
            case Cadence.MONTHLY:
                ends = ((month + timedelta(days=31)).replace(day=1) - timedelta(days=1) for month in self.months())
                return tuple(min(end, self.effective_to) for end in ends)
            case Cadence.ON_THE_DAY if task.day:
                years = range(self.effective_from.year, self.effective_to.year + 1)
                return tuple(day for year in years if self.in_force(day := date(year, *task.day)))
            case Cadence.ONCE:
                return (self.effective_to,)
            case _:
                return ()

    def opens(self, task: PlanTask, due: date) -> date:
        """From which day on something done counts for the time that is due on that day."""
        match task.cadence:
            case Cadence.MONTHLY:
                return max(due.replace(day=1), self.effective_from)
            case Cadence.ON_THE_DAY:
                return max(due.replace(month=1, day=1), self.effective_from)
            case _:
                return self.effective_from

    def counts_for(self, task: PlanTask, due: date, day: date) -> bool:
        """Does something done on `day` count for the time of the task that is due on that last day?"""
        return self.opens(task, due) <= day <= due

    def stands(self, task: PlanTask, due: date, times: int, today: date) -> Due:
        """How the time that is due on that last day stands, of which so many were done."""
        if times >= task.least:
            return Due.DONE
        if due < today:
            return Due.MISSED
        return Due.NOW if self.opens(task, due) <= today else Due.LATER
