"""What holds of plans and reports in whatever order they come: found by trying, not by example."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from functools import reduce
from typing import Any

from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from services.support.plan.domain.reports.figures import Figure, Figures, figures_of, together
from services.support.plan.domain.reports.plans import commands as of_plan
from services.support.plan.domain.reports.plans.events import Content
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.town.town_report import consolidated
from services.support.plan.domain.reports.unit_reports import commands as of_report
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.words import ReportKind, plan_file, report_file
from services.support.plan.projections.reports import UNIT_PAPERS
from shared.kernel.decider import Refused
from shared.kernel.tell import nobody
from shared.kernel.unit_papers import Obliged
from shared.testing import entries, memory_ledger, record
from shared.views import Kept, fold
from tests.plan.report_samples import (
    FIRST,
    LAST,
    LAW,
    PLAN,
    PLAN_ID,
    UNIT,
    approve,
    book,
    comment,
    draft,
    give_back,
    hand_in,
    issue,
    nothing,
    receive,
    send,
    write,
)
from tests.support.living import live

DAYS = st.dates(FIRST, LAST)
ITEMS = st.lists(st.sampled_from(sorted(PLAN.checklist)), min_size=1, unique=True)
LINES = st.lists(
    st.builds(
        Figure, st.sampled_from(["exchange", "integrate", None]), st.sampled_from(["workshop", "integration"]),
        st.integers(1, 9), *[st.integers(0, 99)] * 5,
    ),
    max_size=4,
)  # fmt: skip
FIGURES = st.builds(Figures, LINES.map(tuple), *[st.integers(0, 12)] * 4)


def taken(version: int, covered: list[str]) -> of_plan.TakeUnitPlan:
    on = FIRST + timedelta(days=version)
    return of_plan.TakeUnitPlan(
        agency="communes", unit=UNIT, plan=PLAN_ID, version=version, number=f"{version}/KH", issued_on=on, sent_on=on,
        late=False, content=Content(tuple(sorted(covered))),
    )  # fmt: skip


@tried(st.lists(ITEMS, min_size=1, max_size=5).flatmap(lambda all_: st.permutations(list(enumerate(all_, 1)))))
def test_in_whatever_order_the_versions_come_the_newest_counts_and_each_is_there(
    all_: list[tuple[int, list[str]]],
) -> None:
    told = [taken(version, covered) for version, covered in all_]
    between = [comment("online", on=LAST), approve(LAST)]
    happened = live(UNIT_PLAN, [*told, *between, *told], LAW)
    file = UNIT_PLAN.replay(happened)
    assert file.sent
    assert file.sent.number == len(all_)
    assert {each.number: list(each.content.covered) for each in file.versions} == {v: sorted(c) for v, c in all_}


OWN = st.one_of(
    st.builds(lambda items: draft(*items), ITEMS),
    st.builds(issue, st.sampled_from(["1/KH", "2/KH", "3/KH"]), DAYS),
    st.builds(send, DAYS),
    st.builds(lambda items, on: comment(*items, on=on), ITEMS, DAYS),
    st.builds(approve, DAYS),
    st.builds(
        of_plan.LearnUnitPlanComment,
        version=st.integers(1, 3),
        missing=ITEMS.map(tuple),
        commented_on=DAYS,
        note=st.none(),
    ),
    st.builds(of_plan.LearnUnitPlanApproval, version=st.integers(1, 3), approved_on=DAYS),
)


@tried(st.lists(OWN, max_size=14))
def test_whatever_is_done_with_a_plan_no_version_is_lost_and_the_newest_that_was_sent_counts(asked: list[Any]) -> None:
    happened = live(UNIT_PLAN, asked, LAW)
    seen: list[int] = []
    file = UnitPlan()
    for event in happened:
        file = UNIT_PLAN.evolve(file, event)
        issued = [each.number for each in file.versions if each.issued]
        assert issued[: len(seen)] == seen, "a version is gone"
        seen = issued
        sent = [each.number for each in file.versions if each.sent_on]
        assert (file.sent.number if file.sent else None) == (max(sent) if sent else None)
    assert file == UNIT_PLAN.replay(happened)


REPORTS = st.one_of(
    st.builds(
        lambda figures, from_on, days, kind: write(figures, from_on, from_on + timedelta(days=days), kind=kind),
        FIGURES, DAYS, st.integers(0, 90), st.sampled_from(ReportKind),
    ),
    st.builds(hand_in, st.sampled_from(["1/BC", "2/BC", "3/BC"]), DAYS),
    st.builds(nothing, DAYS),
    st.builds(receive, st.just(date(2023, 12, 20))),
    st.builds(give_back, st.sampled_from(["figures", "content"]), st.just(date(2023, 12, 21))),
    st.builds(of_report.LearnUnitReportReceipt, report=st.integers(1, 3), received_on=DAYS),
    st.builds(
        of_report.LearnUnitReportReturn, report=st.integers(1, 3), reason=st.just("figures"), returned_on=DAYS,
        note=st.none(),
    ),
)  # fmt: skip


@tried(st.lists(REPORTS, max_size=14))
def test_whatever_is_reported_each_report_stays_and_no_two_that_count_speak_of_the_same_day(asked: list[Any]) -> None:
    happened = live(UNIT_REPORT, asked, LAW)
    file: UnitReports = UNIT_REPORT.replay(happened)
    sent = [event.report for event in happened if type(event).__name__ == "UnitReportSent"]
    assert [each.number for each in file.sent] == sent
    counting = file.counting()
    assert not any(one.paper.overlaps(b.paper) for one in counting for b in counting if one.number != b.number)
    for each in counting:
        later = [other for other in file.sent if other.number > each.number and other.period == each.period]
        assert not later, "a supplement was sent, and the old figures still count"


@settings(max_examples=25)
@tried(
    st.lists(
        st.one_of(OWN.map(lambda each: (UNIT_PLAN, each)), REPORTS.map(lambda each: (UNIT_REPORT, each))), max_size=10
    )
)
def test_folded_as_a_whole_or_step_by_step_it_is_the_same(asked: list[Any]) -> None:
    ledger = memory_ledger("support.communes", tells=[(UNIT_PLAN, nobody), (UNIT_REPORT, nobody)], law=LAW)
    ids = {
        UNIT_PLAN.name: plan_file(PLAN_ID, "communes", UNIT),
        UNIT_REPORT.name: report_file(PLAN_ID, "communes", UNIT),
    }
    kept: Kept[Any, Any] = Kept(UNIT_PAPERS)
    for decider, command in asked:
        before = ledger.store.last()
        with suppress(Refused):
            record(ledger, decider, ids[decider.name], command, law=LAW)
        kept.keep([each for each in entries(ledger) if each.position > before], ledger.store.last())
    for decider in (UNIT_PLAN, UNIT_REPORT):
        assert ledger.now(decider, ids[decider.name]).state == ledger.load(decider, ids[decider.name]).state
    assert kept.docs == fold(UNIT_PAPERS, entries(ledger))


UNITS = [Obliged("communes", code) for code in sorted(LAW.units)]


@tried(st.dictionaries(st.sampled_from(UNITS), st.lists(FIGURES, min_size=1, max_size=3)))
def test_the_sums_of_the_town_are_those_of_an_independent_count(told: dict[Obliged, list[Figures]]) -> None:
    files: dict[Obliged, UnitReports] = {}
    for who, all_ in told.items():
        steps = [step for n, each in enumerate(all_) for step in (write(each), hand_in(f"{n}/BC"))]
        files[who] = UNIT_REPORT.replay(live(UNIT_REPORT, steps, LAW))
    made = consolidated(files, UNITS, FIRST, LAST)
    counted: Counter[tuple[str, str, str]] = Counter()
    months = 0
    for all_ in told.values():  # the last one told of each unit, and nothing else
        months += all_[-1].months_kept
        for line in all_[-1].lines:
            for name in ("times", "audience", "reach", "copies", "jobs", "cost"):
                counted[(line.task or "", line.kind, name)] += getattr(line, name)
    found = {
        ((line.task or ""), line.kind, name): getattr(line, name)
        for line in made.figures.lines
        for name in ("times", "audience", "reach", "copies", "jobs", "cost")
    }
    assert {k: v for k, v in found.items() if v} == {k: v for k, v in counted.items() if v}
    assert made.figures.months_kept == months
    assert {part.whose for part in made.parts} == {who.code for who in told}
    assert {*made.missing} == {*UNITS} - told.keys()


@tried(st.lists(FIGURES, max_size=6), st.randoms())
def test_figures_add_up_the_same_in_any_order_and_grouping(all_: list[Figures], rolled: Any) -> None:
    mixed = [*all_]
    rolled.shuffle(mixed)
    assert together(all_) == together(mixed)
    assert together(all_) == reduce(lambda one, other: together([one, other]), all_, together([]))


WHEN = st.lists(st.tuples(DAYS, st.sampled_from(["loudspeaker_broadcast", "direct_talk"])), max_size=12)


@tried(WHEN, DAYS, st.integers(0, 200))
def test_a_book_and_a_count_by_hand_agree(lines: list[tuple[date, str]], from_on: date, days: int) -> None:
    to_on = from_on + timedelta(days=days)
    task = {"loudspeaker_broadcast": "monthly_broadcast", "direct_talk": "direct_communication"}
    kept = book(*((day, kind, task[kind]) for day, kind in lines))
    made = figures_of(kept, PLAN, "communes", from_on, to_on)
    by_hand = Counter(kind for day, kind in lines if from_on <= day <= to_on)
    assert {line.kind: line.times for line in made.lines} == dict(by_hand)
    broadcasts = {(d.year, d.month) for d, kind in lines if kind == "loudspeaker_broadcast" and from_on <= d <= to_on}
    assert made.months_kept == len(broadcasts)
