"""What reporting says of the plan's work is what the rooms say themselves, whatever happened in them and in whatever order."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from services.reporting.app.plan import Days
from services.reporting.projections.folding import VIEWS
from services.reporting.projections.plan.difficulties import DIFFICULTIES, PROPOSALS
from services.reporting.projections.plan.gifts import DONORS, GIFTS
from services.reporting.projections.plan.inspections import INSPECTIONS, TIPS
from services.reporting.projections.plan.matters import contributions
from services.reporting.projections.plan.supervisions import SUPERVISIONS
from services.reporting.projections.plan.training import CLASSES, OFFICERS
from services.support.plan.domain.money.budget import budget_id
from services.support.plan.domain.money.rules import BUDGET
from services.support.plan.domain.money.town import town_id
from services.support.plan.domain.money.town_rules import TOWN
from services.support.plan.domain.reports.handed_in import plan_duties, report_duties
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.words import plan_file, report_file
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.projections import contributions as gifts_of_rooms
from services.support.plan.projections import difficulties as difficulties_of_rooms
from services.support.plan.projections import inspections as inspections_of_rooms
from services.support.plan.projections import proposals as proposals_of_rooms
from services.support.plan.projections import supervisions as supervisions_of_rooms
from services.support.plan.projections import training as training_of_rooms
from services.support.plan.projections.brokers import BROKER_TIPS
from shared.kernel.implementing import standings_of
from shared.kernel.tell import nobody
from shared.kernel.trained import trained_on
from shared.kernel.unit_papers import obliged
from shared.ledger import Entry, Ledger
from shared.sealing.keys import KeysInMemory, KeyStore
from shared.testing import deliver, entries, identity, memory_ledger
from shared.views import View, fold
from tests.plan import (
    activity_lives,
    contributions_lives,
    difficulties_lives,
    inspections_lives,
    reports_lives,
    training_lives,
)
from tests.plan import money_lives as of_money
from tests.plan.report_samples import LAW, PLAN, PLAN_ID, UNIT, WHO
from tests.plan.test_reports_any_order import OWN, REPORTS
from tests.plan.test_training import days, histories
from tests.reporting.hearing import LEADER, docs, journal, step_by_step, town_plan, tried

TODAY = date(2023, 12, 28)
ASKED = st.dates(date(2023, 2, 10), TODAY)


def at_the_lead(command: Any) -> bool:
    """What the lead said of a paper is learned in the unit's ledger, never in its own."""
    return not type(command).__name__.startswith("Learn")


@settings(max_examples=40)
@whatever(
    st.lists(
        st.one_of(
            OWN.filter(at_the_lead).map(lambda each: (UNIT_PLAN, each)),
            REPORTS.filter(at_the_lead).map(lambda each: (UNIT_REPORT, each)),
        ),
        max_size=14,
    ),
    ASKED,
)
def test_t1_and_who_is_late_are_what_the_lead_counts_on_any_day(asked: list[tuple[Any, Any]], day: date) -> None:
    lead = memory_ledger("support.labour", tells=[(UNIT_PLAN, nobody), (UNIT_REPORT, nobody)], law=LAW)
    ids = {"support.unit_plan": plan_file, "support.unit_report": report_file}
    files = {name: id_of(PLAN_ID, "communes", UNIT) for name, id_of in ids.items()}
    for decider in (UNIT_PLAN, UNIT_REPORT):
        tried(lead, decider, files[decider.name], *(command for of, command in asked if of is decider), law=LAW)
    own, sent = (lead.now(decider, files[decider.name]).state for decider in (UNIT_PLAN, UNIT_REPORT))
    everybody = list(obliged(LAW))
    units = [who for who in everybody if who.unit]

    found = town_plan(journal(lead), TODAY).on(LEADER, Days(day)).papers

    assert found
    assert found.target == standings_of(PLAN, units, {WHO: own.papers}, {WHO: sent.papers}, day)
    for owed, duties in (
        (found.plans, list(plan_duties(PLAN, everybody, {WHO: own}))),
        (found.reports, list(report_duties(PLAN, everybody, {WHO: sent}))),
    ):
        assert list(owed.duties) == duties
        assert owed.missing == [duty for duty in duties if duty.missing(day)]


@settings(max_examples=40)
@whatever(histories, days)
def test_t3_is_what_the_lead_counts_on_any_day(
    drawn: list[tuple[tuple[str, str | None], date, list[Any]]], day: date
) -> None:
    lead, law = training_lives.desk("support.labour"), activity_lives.law()
    homes = {agency: training_lives.desk(f"support.{agency}") for agency in ("communes", "justice")}
    for number, ((agency, unit), since, asked) in enumerate(drawn):
        listing = training_lives.listing(since, agency=agency, unit=unit)
        tried(homes[agency], OFFICER, identity(f"officer {number}"), listing, *asked, law=law)
    for home in homes.values():
        deliver(home, lead)
    rosters: Mapping[str, Any] = fold(training_of_rooms.OFFICERS, entries(lead))
    theirs = trained_on(day, rosters)
    assert len(rosters) == len(drawn)

    lines = docs(OFFICERS, journal(lead))
    ours = trained_on(day, {key.rpartition("/")[2]: line for key, line in lines.items()})

    assert (ours.all, ours.desks) == (theirs.all, theirs.desks)


SMALL, SOURCES = st.integers(1, 12), st.sampled_from(("recurrent", "social"))
MONEY = st.one_of(
    st.builds(lambda a, m, n, cut: ("finance", (a, m, n, cut)), SMALL, SOURCES, st.integers(1, 9), st.booleans()),
    st.builds(lambda a, b: ("unit", of_money.drafted(recurrent=a, social=b)), SMALL, SMALL),
    st.builds(lambda n: ("unit", of_money.submitted(f"{n}/KP")), st.integers(1, 9)),
    st.builds(lambda a, m: ("unit", of_money.committed(a, m, urgent=True)), SMALL, SOURCES),
    st.builds(lambda a, n: ("unit", of_money.decided(a, decision=identity(f"{n}"))), SMALL, st.integers(1, 3)),
    st.builds(lambda n, a: ("unit", of_money.paid(n, a)), st.integers(1, 5), SMALL),
    st.builds(lambda a, m, to: ("unit", of_money.transferred(a, m, to)), SMALL, SOURCES, SOURCES),
    st.builds(lambda n: ("unit", of_money.released(n)), st.integers(1, 5)),
)


@settings(max_examples=40)
@whatever(st.lists(MONEY, max_size=16))
def test_the_money_of_the_town_is_what_finance_says(asked: list[tuple[str, Any]]) -> None:
    finance, communes = of_money.ledgers()
    budget, town = budget_id(of_money.YEAR, "communes", of_money.UNIT), town_id(of_money.YEAR)
    for who, command in asked:
        if who == "finance":
            amount, money, number, cut = command
            decided = of_money.allocation(amount, money=money, number=f"{number}/NQ", cut=cut)
            tried(finance, TOWN, town, decided, law=of_money.law())
        else:
            tried(communes, BUDGET, budget, command, law=of_money.law())
        deliver(finance, communes)
        deliver(communes, finance)
    theirs = finance.now(TOWN, town).state

    ours = town_plan(journal(finance, communes), TODAY).on(LEADER).money

    assert list(ours.rows) == [theirs.sum(money) for money in theirs.sources()]
    assert [each.stands for each in ours.lines] == [
        part.of(money) for _, part in sorted(theirs.parts.items()) for money in part.sources()
    ]
    assert ours.all.left == sum(row.left for row in ours.rows)


Lived = Callable[[KeyStore], Iterator[Ledger]]
SAME: list[tuple[str, Lived, View[Any, Any], View[Entry, Any], tuple[str, ...]]] = [
    ("classes", training_lives.lived, CLASSES, training_of_rooms.TRAININGS,
     ("agency", "unit", "stage", "day", "subjects", "hours", "attended")),
    ("difficulties", difficulties_lives.lived, DIFFICULTIES, difficulties_of_rooms.DIFFICULTIES,
     ("stage", "since", "turn", "to", "expected_on", "kind", "step", "agency", "unit", "raised_on", "led")),
    ("proposals", difficulties_lives.lived, PROPOSALS, proposals_of_rooms.PROPOSALS,
     ("stage", "document", "count", "drafted_on", "sent_on", "to", "outcome")),
    ("inspections", inspections_lives.lived, INSPECTIONS, inspections_of_rooms.INSPECTIONS,
     ("stage", "topic", "agency", "planned_for", "findings", "grave")),
    ("tips", inspections_lives.lived, TIPS, BROKER_TIPS, ("stage",)),
    ("supervisions", inspections_lives.lived, SUPERVISIONS, supervisions_of_rooms.SUPERVISIONS,
     ("stage", "topic", "agency", "planned_for")),
]  # fmt: skip


@pytest.mark.parametrize(("lived", "ours", "theirs", "fields"), [each[1:] for each in SAME], ids=[e[0] for e in SAME])
def test_after_every_step_each_file_stands_as_its_room_lists_it(
    lived: Lived, ours: View[Any, Any], theirs: View[Entry, Any], fields: tuple[str, ...]
) -> None:
    looked = 0
    for ledger in lived(KeysInMemory()):
        all_ = entries(ledger)
        for step in range(1, len(all_) + 1):
            of_room = fold(theirs, all_[:step])
            if ours is DIFFICULTIES:  # how the raiser heard of the lead's steps is not read: the lead itself says them
                of_room = {key: line for key, line in of_room.items() if line.led}
            heard = docs(ours, journal(ledger)[:step])
            for key, line in of_room.items():
                mine = heard[f"{ledger.source}/{key}"]
                assert [getattr(mine, name) for name in fields] == [getattr(line, name) for name in fields]
                looked += 1
    assert looked


def test_remedies_and_recommendations_stand_as_whoever_asked_for_them_lists_them() -> None:
    looked = 0
    for ledger in inspections_lives.lived(KeysInMemory()):
        all_ = entries(ledger)
        for step in range(1, len(all_) + 1):
            heard = journal(ledger)[:step]
            inspections, supervisions = docs(INSPECTIONS, heard), docs(SUPERVISIONS, heard)
            for key, line in fold(inspections_of_rooms.INSPECTIONS, all_[:step]).items():
                mine = inspections[f"{ledger.source}/{key}"].remedies
                assert [vars(one) for one in mine] == [vars(one) for one in line.remedies]
                looked += len(mine)
            for key, listed in fold(supervisions_of_rooms.SUPERVISIONS, all_[:step]).items():
                made = supervisions[f"{ledger.source}/{key}"].recommendations
                assert [(one.number, one.answer_by, one.state) for one in made] == [
                    (one.number, one.answer_by, one.state) for one in listed.recommendations
                ]
                looked += len(made)
    assert looked > 20


@pytest.mark.parametrize("day", [contributions_lives.JUNE[0] + timedelta(days=n) for n in range(0, 16, 3)])
def test_what_was_given_in_money_is_what_the_room_sums_up(day: date) -> None:
    (ledger,) = contributions_lives.lived(KeysInMemory())
    law, since = contributions_lives.law(), PLAN.effective_from
    gifts = fold(gifts_of_rooms.CONTRIBUTIONS, entries(ledger))
    donors = fold(gifts_of_rooms.DONORS, entries(ledger))
    theirs = gifts_of_rooms.money_by_source(gifts, donors, law, since, day)
    heard = journal(ledger)
    assert contributions(docs(GIFTS, heard), docs(DONORS, heard), law, since, day).money == theirs


ALL_LIVED = (
    activity_lives.lived, contributions_lives.lived, difficulties_lives.lived, inspections_lives.lived,
    of_money.lived, reports_lives.lived, training_lives.lived,
)  # fmt: skip


@pytest.mark.parametrize("lived", ALL_LIVED, ids=lambda each: each.__module__.rpartition(".")[2])
def test_folded_whole_is_kept_step_by_step_and_the_order_between_agencies_does_not_matter(lived: Lived) -> None:
    told_in_order = journal(*lived(KeysInMemory()))
    whole = {view.name: docs(view, told_in_order) for view in VIEWS}
    assert any(whole.values())
    assert step_by_step(told_in_order) == whole
    for seed in range(3):
        mixed = told_in_order[:]
        random.Random(seed).shuffle(mixed)
        assert {view.name: docs(view, mixed) for view in VIEWS} == whole


def test_before_the_plan_came_into_force_there_are_no_papers() -> None:
    town, before = town_plan([], TODAY), date(2023, 1, 5)
    assert town.on(LEADER, Days(before)).papers is None
    assert town.on(LEADER, Days(before)).overview is None
