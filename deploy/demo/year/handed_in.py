"""What was really handed in, and what target T1 comes to by an arithmetic of its own: nothing here is the product's code.

As decision 39 reads the plan: a unit carries it out when its newest plan that was sent is complete and has targets in numbers,
and the reports that count tell of something done and of every such target reached.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared.kernel.words import Code


@dataclass
class SentPlan:
    """A version that went to the lead. `said`: what the lead answered on which day, in order: the items it found missing; none of
    them: it is complete."""

    sent_on: date
    covered: frozenset[Code]
    aims: Mapping[Code, int]
    said: list[tuple[date, frozenset[Code]]] = field(default_factory=list)

    def lacks(self, checklist: Iterable[Code], day: date) -> list[Code]:
        heard = [items for on, items in self.said if on <= day]
        missing = heard[-1] if heard else frozenset()
        return [item for item in checklist if item not in self.covered or item in missing]


@dataclass
class SentReport:
    """A report that went to the lead: `done` so many times for each task. `said`: was it returned (else received), by day."""

    whole: bool
    from_on: date
    to_on: date
    sent_on: date
    done: Mapping[Code, int]
    said: list[tuple[date, bool]] = field(default_factory=list)

    def returned(self, day: date) -> bool:
        heard = [returned for on, returned in self.said if on <= day]
        return bool(heard) and heard[-1]

    def shares_a_day_with(self, other: "SentReport") -> bool:
        return max(self.from_on, other.from_on) <= min(self.to_on, other.to_on)


@dataclass
class HandedIn:
    """By the code of whoever handed it in (`communes.20008`, `justice`), oldest first; `answers` by the month's first day."""

    plans: dict[Code, list[SentPlan]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[Code, list[SentReport]] = field(default_factory=lambda: defaultdict(list))
    rounds: dict[date, date] = field(default_factory=dict)
    """Until when a round is to be answered."""
    answers: dict[date, dict[Code, list[tuple[date, int]]]] = field(default_factory=dict)

    def first_plan(self, code: Code) -> date | None:
        return min((each.sent_on for each in self.plans[code]), default=None)

    def first_result(self, code: Code) -> date | None:
        return min((each.sent_on for each in self.reports[code] if each.whole), default=None)

    def first_answer(self, month: date, code: Code) -> date | None:
        return min((on for on, _ in self.answers[month].get(code, [])), default=None)

    def counting(self, code: Code, day: date) -> list[SentReport]:
        """Of the reports that were there the newest of each time; one that was returned counts as missing."""
        newest: list[SentReport] = []
        for each in reversed([each for each in self.reports[code] if each.sent_on <= day]):
            if not any(each.shares_a_day_with(later) for later in newest):
                newest.append(each)
        return [each for each in newest if not each.returned(day)]

    def standing(self, code: Code, checklist: Iterable[Code], before: Mapping[Code, date], day: date) -> dict[str, Any]:
        """A unit at the end of a day, in the words of the town's answer; `before` are the days of plan and report."""
        plans = [each for each in self.plans[code] if each.sent_on <= day]
        reports = [each for each in self.reports[code] if each.sent_on <= day]
        counting, plan = self.counting(code, day), plans[-1] if plans else None
        lacking, aims = (plan.lacks(checklist, day), plan.aims) if plan else ([], {})
        done: dict[Code, int] = defaultdict(int)
        for each in counting:
            for task, times in each.done.items():
                done[task] += times
        reached = len([task for task, number in aims.items() if done[task] >= number])
        gaps = []
        if plan is None:
            gaps.append("no_plan")
        if lacking:
            gaps.append("plan_lacks")
        if plan is not None and not aims:
            gaps.append("no_targets")
        if not reports:
            gaps.append("not_reported")
        elif not counting:
            gaps.append("returned")
        elif sum(done.values()) == 0:
            gaps.append("nothing_done")
        if counting and reached < len(aims):
            gaps.append("targets_open")
        whole = [each.sent_on for each in reports if each.whole]
        return {
            "gaps": gaps, "lacking": lacking, "targets": len(aims), "reached": reached, "activities": sum(done.values()),
            "plan_late": bool(plans) and plans[0].sent_on >= before["unit_plan"],
            "report_late": bool(whole) and whole[0] >= before["result_report"],
        }  # fmt: skip
