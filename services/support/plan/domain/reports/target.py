"""The first target of the plan (T1): every unit carries the plan out, its own plan is complete, and it reaches its targets.

Pure, over what the lead was told: it can be asked as of any day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.words import Obliged
from shared.kernel.plans import Plan
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


def standing(who: Obliged, plan: Plan, own: UnitPlan, reports: UnitReports, day: date) -> Standing:
    """A unit at the end of a day."""
    own, reports = own.then(day), reports.then(day)
    version, counting = own.sent, reports.counting()
    lacking = version.lacks(plan) if version else tuple(plan.checklist)
    done = [each.figures for each in counting]
    aims = [each for each in (version.content.targets if version else ()) if each.number is not None]
    reached = sum(sum(each.of_task(aim.task) for each in done) >= (aim.number or 0) for aim in aims)
    activities = sum(each.times for each in done)
    gaps = {
        Gap.NO_PLAN: version is None,
        Gap.PLAN_LACKS: version is not None and bool(lacking),
        Gap.NO_TARGETS: version is not None and not aims,
        Gap.NOT_REPORTED: not reports.sent,
        Gap.RETURNED: bool(reports.sent) and not counting,
        Gap.NOTHING_DONE: bool(counting) and not activities,
        Gap.TARGETS_OPEN: bool(counting) and reached < len(aims),
    }
    return Standing(
        who, tuple(gap for gap, open_ in gaps.items() if open_), lacking if version else (), len(aims), reached, activities,
        any(each.late for each in own.versions), any(each.sent.late for each in reports.sent if each.sent),
    )  # fmt: skip


def standings_of(
    plan: Plan,
    units: Iterable[Obliged],
    plans: Mapping[Obliged, UnitPlan],
    reports: Mapping[Obliged, UnitReports],
    day: date,
) -> tuple[Standing, ...]:
    """Every unit at the end of a day. None at all: there is nothing to count."""
    return tuple(standing(who, plan, plans.get(who, UnitPlan()), reports.get(who, UnitReports()), day) for who in units)
