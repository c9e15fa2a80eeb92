"""The first target of the plan (T1): every unit carries the plan out, its own plan is complete, and it reaches its targets.

Pure, over the papers the lead has: it can be asked as of any day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.plans import Plan
from shared.kernel.unit_papers import Obliged, PlanPaper, ReportPaper, counting, newest, then
from shared.kernel.words import Code


class Gap(StrEnum):
    """Why a unit does not carry the plan out yet."""

    NO_PLAN = "no_plan"
    PLAN_LACKS = "plan_lacks"
    NO_TARGETS = "no_targets"
    NOT_REPORTED = "not_reported"
    RETURNED = "returned"
    NOTHING_DONE = "nothing_done"
    TARGETS_OPEN = "targets_open"


@dataclass(frozen=True)
class Standing:
    """How one unit stands. `lacking` are items of the checklist; of `targets` with a number so many are `reached`; what came late
    counts, and is marked."""

    who: Obliged
    gaps: tuple[Gap, ...]
    lacking: tuple[Code, ...] = ()
    targets: int = 0
    reached: int = 0
    activities: int = 0
    plan_late: bool = False
    report_late: bool = False

    @property
    def implements(self) -> bool:
        return not self.gaps


def standing(
    who: Obliged, plan: Plan, plans: Iterable[PlanPaper], reports: Iterable[ReportPaper], day: date
) -> Standing:
    """A unit at the end of a day."""
    versions, sent = then(plans, day), then(reports, day)
    version, counted = newest(versions), counting(sent)
    lacking = version.lacks(plan) if version else ()
    aims = [(aim.task, aim.number) for aim in (version.aims if version else ()) if aim.number is not None]
    reached = sum(sum(each.times.get(task, 0) for each in counted) >= number for task, number in aims)
    activities = sum(each.activities for each in counted)
    gaps = {
        Gap.NO_PLAN: version is None,
        Gap.PLAN_LACKS: bool(lacking),
        Gap.NO_TARGETS: version is not None and not aims,
        Gap.NOT_REPORTED: not sent,
        Gap.RETURNED: bool(sent) and not counted,
        Gap.NOTHING_DONE: bool(counted) and not activities,
        Gap.TARGETS_OPEN: bool(counted) and reached < len(aims),
    }
    return Standing(
        who, tuple(gap for gap, open_ in gaps.items() if open_), lacking, len(aims), reached, activities,
        any(each.late for each in versions), any(each.late for each in sent),
    )  # fmt: skip


def standings_of(
    plan: Plan,
    units: Iterable[Obliged],
    plans: Mapping[Obliged, tuple[PlanPaper, ...]],
    reports: Mapping[Obliged, tuple[ReportPaper, ...]],
    day: date,
) -> tuple[Standing, ...]:
    """Every unit at the end of a day. None at all: there is nothing to count."""
    return tuple(standing(who, plan, plans.get(who, ()), reports.get(who, ()), day) for who in units)
