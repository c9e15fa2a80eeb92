"""The count that the year holds against the town (`deploy/demo/year`) is an arithmetic of its own: here it meets the rules of the
product on many histories, and in a moment instead of a year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given as tried
from hypothesis import strategies as st

from deploy.demo.officers import Officer, Town
from deploy.demo.year.desks import Desk
from deploy.demo.year.handed_in import HandedIn, SentPlan, SentReport
from deploy.demo.year.rosters import Listed, by_desk, share
from services.support.plan.domain.reports.figures import Figure, Figures
from services.support.plan.domain.reports.plans.commands import Target
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.training.officer_events import Spell
from services.support.plan.domain.training.roster import Attended, RosterLine
from shared.kernel.decider import AnyDecider, Refused
from shared.kernel.implementing import standing
from shared.kernel.trained import trained_on
from tests.plan.office import profile
from tests.plan.report_samples import (
    ALL,
    FIRST,
    LAW,
    PLAN,
    WHO,
    approve,
    comment,
    draft,
    give_back,
    hand_in,
    issue,
    receive,
    send,
    write,
)  # fmt: skip

BEFORE = {what: day.before for what, day in PLAN.dates.items()}
TASKS = ("monthly_broadcast", "direct_communication", "national_day")
DONE = st.dictionaries(st.sampled_from(TASKS), st.integers(1, 4), max_size=3)
ITEMS = st.sets(st.sampled_from(sorted(ALL)), min_size=1, max_size=2).map(frozenset)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("plan"), st.one_of(st.just(ALL), st.just(ALL - {"online"})), DONE),
        st.tuples(st.just("comment"), ITEMS),
        st.tuples(st.just("approve")),
        st.tuples(st.just("report"), st.sampled_from(["result", "interim"]), st.integers(0, 200), DONE),
        st.tuples(st.just("return")),
        st.tuples(st.just("receive")),
    ),
    max_size=12,
)


def after(decider: AnyDecider, state: Any, *commands: Any) -> Any:
    """A file after these deeds; raises `Refused` where one is refused."""
    for command in commands:
        for event in decider.decide(command, state, LAW):
            state = decider.evolve(state, event)
    return state


class BothWays:
    """One unit, as the product keeps it and as the year remembers it."""

    def __init__(self) -> None:
        self.plan: Any = UNIT_PLAN.initial
        self.reports: Any = UNIT_REPORT.initial
        self.handed, self.number = HandedIn(), 0

    def takes(self, step: Sequence[Any], day: date) -> None:
        self.number += 1
        try:
            getattr(self, f"_{step[0]}")(day, *step[1:])
        except Refused:
            return  # the lead has nothing to say anything of; or it lacks something

    def _plan(self, day: date, covered: frozenset[str], aims: dict[str, int]) -> None:
        targets = tuple(Target(task=task, number=times) for task, times in aims.items())
        self.plan = after(
            UNIT_PLAN, self.plan, draft(*covered, aims=targets), issue(f"{self.number}/KH", day), send(day)
        )
        self.handed.plans[WHO.code].append(SentPlan(day, covered, aims))

    def _comment(self, day: date, missing: frozenset[str]) -> None:
        self.plan = after(UNIT_PLAN, self.plan, comment(*missing, on=day))
        self.handed.plans[WHO.code][-1].said.append((day, missing))

    def _approve(self, day: date) -> None:
        self.plan = after(UNIT_PLAN, self.plan, approve(day))
        self.handed.plans[WHO.code][-1].said.append((day, frozenset()))

    def _report(self, day: date, kind: str, length: int, done: dict[str, int]) -> None:
        to_on = min(day, FIRST + timedelta(days=length))
        lines = tuple(Figure(task, "workshop", times) for task, times in sorted(done.items()))
        self.reports = after(
            UNIT_REPORT, self.reports, write(Figures(lines), FIRST, to_on, kind=kind), hand_in(f"{self.number}/BC", day)
        )
        self.handed.reports[WHO.code].append(SentReport(kind == "result", FIRST, to_on, day, done))

    def _return(self, day: date) -> None:
        self.reports = after(UNIT_REPORT, self.reports, give_back(on=day))
        self.handed.reports[WHO.code][-1].said.append((day, True))

    def _receive(self, day: date) -> None:
        self.reports = after(UNIT_REPORT, self.reports, receive(day))
        self.handed.reports[WHO.code][-1].said.append((day, False))


@tried(STEPS, st.lists(st.integers(1, 40), min_size=12, max_size=12), st.integers(0, 400))
def test_t1_by_the_arithmetic_of_the_year_is_t1_by_the_rules(steps: Any, waits: list[int], asked: int) -> None:
    unit, day = BothWays(), FIRST
    for step, wait in zip(steps, waits, strict=False):
        day += timedelta(days=wait)
        unit.takes(step, day)
    for as_of in (FIRST + timedelta(days=asked), day):
        told = standing(WHO, PLAN, unit.plan.papers, unit.reports.papers, as_of)
        wanted = unit.handed.standing(WHO.code, PLAN.checklist, BEFORE, as_of)
        assert {name: getattr(told, name) for name in wanted} == {
            **wanted, "gaps": tuple(wanted["gaps"]), "lacking": tuple(wanted["lacking"]),
        }  # fmt: skip


CLASS = UUID(int=1)
TOWN = Town(profile(), "", {})
DESKS = tuple(
    Desk(agency, unit, Officer(TOWN, "made-up", agency))
    for agency, unit in (("communes", "20008"), ("communes", "20011"), ("justice", None))
)
MONTHS = st.integers(0, 11).map(lambda n: FIRST.replace(day=1, month=n + 1))
LINES = st.lists(
    st.tuples(st.sampled_from(DESKS), st.lists(MONTHS, max_size=4, unique=True), st.lists(MONTHS, max_size=2)),
    max_size=6,
)


@tried(LINES, MONTHS)
def test_t3_by_the_arithmetic_of_the_year_is_t3_by_the_rules(lines: Any, day: date) -> None:
    ours: list[Listed] = []
    theirs: dict[str, RosterLine] = {}
    for n, (desk, days, classes) in enumerate(lines):
        ends = sorted(days)
        times = [(ends[i], ends[i + 1] if i + 1 < len(ends) else None) for i in range(0, len(ends), 2)]
        ours.append(Listed(str(n), desk, times, list(classes)))
        theirs[str(n)] = RosterLine(
            desk.agency, desk.unit, spells=tuple(Spell(since, until) for since, until in times),
            attended=tuple(Attended(CLASS, held_on, ("approach",), 8) for held_on in classes), there=True,
        )  # fmt: skip
    told = trained_on(day, theirs)
    assert share(ours, day) == (len(told.all.officers), told.all.trained)
    assert by_desk(ours, day) == {
        f"{agency}.{unit}" if unit else agency: (len(each.officers), each.trained)
        for (agency, unit), each in told.desks.items()
    }
