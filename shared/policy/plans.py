"""The plans of a town (`plans/`, each a file or a folder): their shape, what can be wrong, what the rules are given to read."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Annotated

from msgspec import Meta, field

from shared.kernel.law import Item
from shared.kernel.plans import ActivityKind, Asked, Cadence, ChecklistItem, Plan, PlanTask, ReportingDate, Target
from shared.kernel.words import AgencyId, Code, Confidence
from shared.policy.checks import Town, unknown
from shared.policy.faults import Fault
from shared.policy.law_shapes import LawFile, ListShape
from shared.policy.sheet import Sheet
from shared.policy.words import Strict, Words

MonthDay = Annotated[str, Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class _Read(Strict, frozen=True, kw_only=True):
    """What the text of the plan says, or how we read it: then with the reason."""

    confidence: Confidence
    reason: Words | None = None

    def __post_init__(self) -> None:
        if self.reason is None and self.confidence is not Confidence.VERIFIED:
            raise ValueError("a reading that is not verified needs its `reason`")


class KindShape(Strict, frozen=True, kw_only=True):
    vi: Words
    en: Words
    asks: frozenset[Asked] = frozenset()
    needs: frozenset[Asked] = frozenset()

    def __post_init__(self) -> None:
        if missing := sorted(self.needs - self.asks):
            raise ValueError(f"needs {', '.join(missing)} and does not ask for it")


class TaskShape(_Read, frozen=True, kw_only=True):
    vi: Words
    section: Code
    kinds: tuple[Code, ...]
    responsible: Annotated[tuple[AgencyId, ...], Meta(min_length=1)]
    together_with: tuple[AgencyId, ...] = ()
    cadence: Cadence
    least: Annotated[int, Meta(ge=1)] = 1
    day: MonthDay | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.day is not None) != (self.cadence is Cadence.ON_THE_DAY):
            raise ValueError("a `day` belongs to the cadence on_the_day, and to no other")


class DateShape(_Read, frozen=True, kw_only=True):
    vi: Words
    before: date


class TargetShape(Strict, frozen=True, kw_only=True):
    vi: Words
    percent: Annotated[int, Meta(ge=0, le=100)]
    of: Words


class ChecklistShape(Strict, frozen=True, kw_only=True):
    vi: Words
    section: Code


class ChairmanShape(_Read, frozen=True, kw_only=True):
    """Months between two regular reports; null where the plan names no period."""

    every: Annotated[int, Meta(ge=1, le=12)] | None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.every is None and self.reason is None:
            raise ValueError("a period that is null needs its `reason`")


class PlanFile(Strict, frozen=True, kw_only=True):
    id: Code
    vi: Words
    effective_from: date
    effective_to: date
    sections: dict[Code, Words]
    targets: dict[Code, TargetShape]
    kinds: dict[Code, KindShape]
    tasks: dict[Code, TaskShape]
    checklist: dict[Code, ChecklistShape]
    dates: dict[Code, DateShape]
    chairman: ChairmanShape
    lists: dict[Code, ListShape] = field(default_factory=dict)
    """Codes of the plan's own work; they stand beside those of the law."""

    def __post_init__(self) -> None:
        if self.effective_to < self.effective_from:
            raise ValueError(f"effective_to {self.effective_to} is before effective_from {self.effective_from}")

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day <= self.effective_to


def plan_on(plans: Sequence[PlanFile], day: date) -> PlanFile | None:
    """The plan in force on a day, if there is one."""
    return next((plan for plan in plans if plan.in_force(day)), None)


def spoken_on(plans: Sequence[PlanFile], day: date) -> PlanFile | None:
    """The plan whose words are spoken on a day: that which runs, else the last one that did. What was done in December is also
    written down in January, and its codes are still called something."""
    ended = (plan for plan in plans if plan.effective_to < day)
    return plan_on(plans, day) or max(ended, key=lambda plan: plan.effective_to, default=None)


def plan_of(shape: PlanFile) -> Plan:
    return Plan(
        shape.id,
        shape.vi,
        shape.effective_from,
        shape.effective_to,
        shape.sections,
        {code: Target(code, each.vi, each.percent, each.of) for code, each in shape.targets.items()},
        {code: ActivityKind(code, each.vi, each.en, each.asks, each.needs) for code, each in shape.kinds.items()},
        {code: _task(code, each) for code, each in shape.tasks.items()},
        {code: ChecklistItem(code, each.vi, each.section) for code, each in shape.checklist.items()},
        {
            code: ReportingDate(code, each.vi, each.before, each.confidence, each.reason)
            for code, each in shape.dates.items()
        },
        shape.chairman.every,
        shape.chairman.reason,
    )


def codes_of(shape: PlanFile) -> dict[str, dict[Code, Item]]:
    """A form chooses among kinds and tasks, and a page names sections: they are lists like the others."""
    basis = (shape.id,)
    return {
        "activity_kinds": {code: Item(code, each.vi, each.en, None, basis) for code, each in shape.kinds.items()},
        "plan_tasks": {
            code: Item(code, each.vi, code, each.section, (f"{shape.id} {each.section}",), each.confidence)
            for code, each in shape.tasks.items()
        },
        "plan_checklist": {
            code: Item(code, each.vi, code, each.section, (f"{shape.id} {each.section}",))
            for code, each in shape.checklist.items()
        },
    }


def _task(code: Code, each: TaskShape) -> PlanTask:
    day = (int(each.day[:2]), int(each.day[3:])) if each.day else None
    return PlanTask(
        code, each.vi, each.section, each.kinds, each.responsible, each.together_with, each.cadence, each.least, day,
        each.confidence, each.reason,
    )  # fmt: skip


def plan_faults(plan: Sheet[PlanFile], town: Town, laws: Sequence[Sheet[LawFile]]) -> Iterator[Fault]:
    """Every section, kind and agency that is named is there; a day of the year can come; no list is one of the law."""
    content = plan.content
    for name in content.lists:
        if any(name in law.content.lists for law in laws):
            yield plan.fault(f"list `{name}` is already in the law", "lists", name)
    for code in content.tasks:
        yield from _of_task(plan, code, town)
    sections = {("tasks", code): task.section for code, task in content.tasks.items()}
    sections |= {("checklist", code): item.section for code, item in content.checklist.items()}
    for at, section in sections.items():
        if section not in content.sections:
            yield plan.fault(unknown("section", section, content.sections), *at, "section")
    for code, each in content.dates.items():
        if not content.in_force(each.before):
            yield plan.fault(f"{each.before} lies outside the plan", "dates", code, "before")


def _of_task(plan: Sheet[PlanFile], code: Code, town: Town) -> Iterator[Fault]:
    task, at = plan.content.tasks[code], ("tasks", code)
    agencies = town.content.agencies
    used = (
        ("kinds", "kind", task.kinds, plan.content.kinds),
        ("responsible", "agency", task.responsible, agencies),
        ("together_with", "agency", task.together_with, agencies),
    )
    for key, called, words, known in used:
        yield from (plan.fault(unknown(called, word, known), *at, key) for word in words if word not in known)
    if task.day is not None and not _comes(task.day):
        yield plan.fault(f"there is no {task.day} in a year; expected `month-day`", *at, "day")


def overlapping(plans: Sequence[Sheet[PlanFile]]) -> Iterator[Fault]:
    """On each day at most one plan is in force, and each has a name of its own."""
    for earlier, later in combinations(sorted(plans, key=lambda sheet: sheet.content.effective_from), 2):
        if earlier.content.id == later.content.id:
            yield later.fault(f"plan `{later.content.id}` is already in {earlier.path.name}", "id")
        if later.content.effective_from <= earlier.content.effective_to:
            yield later.fault(f"in force while `{earlier.content.id}` ({earlier.path.name}) is", "effective_from")


def _comes(day: str) -> bool:
    try:
        date(2023, int(day[:2]), int(day[3:]))
    except ValueError:
        return False
    return True
