"""The rules of a budget: what is covered and what waits, what is refused, and that each amount is there to the đồng."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from services.support.plan.domain.money import commands as asked
from services.support.plan.domain.money import events as happened
from services.support.plan.domain.money.budget import Budget, budget_id, commitment_for
from services.support.plan.domain.money.coverage import now_covered
from services.support.plan.domain.money.rules import BUDGET
from services.support.plan.domain.money.town import town_id
from services.support.plan.domain.money.town_commands import ConsolidateEstimates
from services.support.plan.domain.money.town_rules import TOWN, budgets_of
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.people import By
from shared.kernel.town_money import SourceStanding
from shared.kernel.when import When
from shared.ledger import Ledger
from shared.testing import deliver, entries, given, identity
from tests.plan.money_lives import (
    DAY,
    DECISION,
    OURS,
    UNIT,
    YEAR,
    allocated,
    allocation,
    benefit_paid,
    committed,
    decided,
    drafted,
    law,
    ledgers,
    moved,
    paid,
    released,
    settled,
    stopped,
    submitted,
    taken_back,
    transferred,
)

OTHER, THIRD = identity("another decided benefit"), identity("a third decided benefit")
BUDGET_ID, TOWN_ID = budget_id(YEAR, "communes", UNIT), town_id(YEAR)


def after(*commands: Any) -> given:
    """What follows when these are asked one after the other; the last one's answer is judged."""
    return given(BUDGET, law=law()).when(*commands)


def now(*commands: Any) -> Budget:
    state: Budget = after(*commands).state_now
    return state


def waits(budget: Budget) -> list[int]:
    return [each.line for each in budget.waiting()]


# -- the estimate


def test_a_draft_said_twice_is_one_and_another_takes_its_place() -> None:
    after(drafted()).then(happened.EstimateDrafted(**OURS, amounts={"recurrent": 20_000_000}))
    after(drafted(), drafted()).nothing()
    assert now(drafted(), drafted(social=5)).drafted == {"social": 5}


def test_an_estimate_goes_to_finance_with_its_paper_once() -> None:
    sent = happened.EstimateSubmitted(
        **OURS, number="12/KP-UBND", dated=DAY, amounts={"recurrent": 20_000_000}, inbox="support.finance"
    )
    after(drafted(), submitted()).then(sent)
    after(drafted(), submitted(), submitted()).nothing()
    after(drafted(), submitted(), submitted("13/KP-UBND")).refused("estimate.submitted_already")
    assert now(drafted(), submitted(), drafted(recurrent=9), submitted("13/KP-UBND")).estimate == {"recurrent": 9}


def test_nothing_is_submitted_that_was_not_drafted() -> None:
    after(submitted()).refused("estimate.none")
    after(asked.DraftEstimate(**OURS, amounts={})).refused("estimate.empty")
    after(drafted(treasure=1)).refused("code.unknown")


# -- committed, covered, waiting


def test_what_is_allocated_can_be_committed_and_no_more() -> None:
    assert now(allocated(10), committed(10)).figures("recurrent").left == 0
    after(allocated(10), committed(11)).refused("commitment.no_allocation")
    after(committed(1)).refused("commitment.no_allocation")
    after(allocated(10), committed(5, money="social")).refused("commitment.no_allocation")


def test_an_urgent_essential_is_never_refused_it_waits_and_is_paid_all_the_same() -> None:
    budget = now(committed(5, urgent=True), paid(1, 5))
    assert (waits(budget), budget.lines[0].paid, budget.figures("recurrent").unfunded) == ([1], 5, 5)


def test_a_decided_benefit_is_committed_by_itself_with_or_without_money() -> None:
    commitment = commitment_for(DECISION)
    made = happened.MoneyCommitted(
        **OURS, line=1, commitment=commitment, amount=3, committed_on=DAY, money="recurrent", covered=False,
        benefit="initial_allowance", urgent=True, inbox="support.finance",
    )  # fmt: skip
    after(decided(3)).then(made)
    after(allocated(3), decided(3)).then(replace(made, covered=True))
    after(decided(3), decided(3)).nothing()


def test_where_no_plan_names_a_source_the_benefit_waits_for_a_person_to_name_one() -> None:
    plain = Law("test", "0" * 64, date(2023, 1, 1))
    (event,) = BUDGET.decide(decided(3), Budget(), plain)
    budget = BUDGET.replay([event])
    assert (budget.lines[0].money, budget.lines[0].covered, budget.figures(None).waiting) == (None, False, 3)
    given(BUDGET, event, law=law()).when(allocated(3), moved(1, "recurrent")).then(
        happened.CommitmentMoved(**OURS, line=1, money="recurrent", number="8/QĐ-UBND", dated=DAY, covered=True)
    )


def test_when_money_comes_those_who_wait_are_covered_in_the_order_of_their_day() -> None:
    late, early = date(2023, 5, 9), date(2023, 5, 2)
    waiting = (decided(6, late), decided(5, early, OTHER), decided(1, date(2023, 5, 10), THIRD))
    assert waits(now(*waiting)) == [2, 1, 3]
    assert after(*waiting, allocated(5)).answer[0].covers == (2,)
    assert after(*waiting, allocated(10)).answer[0].covers == (2,)  # the next does not fit, and is not overtaken
    assert after(*waiting, allocated(12)).answer[0].covers == (2, 1, 3)


def test_nobody_overtakes_those_who_wait_but_who_was_before_them() -> None:
    past = (allocated(4), decided(6))
    after(*past, committed(2)).refused("commitment.no_allocation")
    assert not after(*past, committed(2, urgent=True)).answer[0].covered
    assert after(*past, decided(2, date(2023, 5, 1), OTHER)).answer[0].covered


def test_what_is_freed_covers_what_waits() -> None:
    past = (allocated(6), decided(6), decided(4, decision=OTHER))
    after(*past, stopped()).then(happened.CommitmentReleased(**OURS, line=1, amount=6, released_on=DAY, covers=(2,)))
    after(*past, stopped(), stopped()).nothing()
    by_hand = (allocated(6), committed(6), decided(4))
    assert after(*by_hand, released(1)).answer[0].covers == (2,)
    after(*by_hand, released(1), released(1)).nothing()


def test_a_stopped_payment_frees_only_what_was_not_paid() -> None:
    budget = now(allocated(6), decided(6), benefit_paid(2), stopped())
    assert (budget.lines[0].owed, budget.figures("recurrent").left) == (2, 4)


def test_a_second_allocation_adds_and_the_same_told_again_is_one() -> None:
    assert now(allocated(6), allocated(4, number="32/NQ-HĐND")).figures("recurrent").allocated == 10
    after(allocated(6), allocated(6)).nothing()


def test_a_cut_that_crossed_a_commitment_takes_money_from_what_can_wait_first_then_from_the_newest() -> None:
    past = (allocated(10), decided(4), committed(3), decided(3, date(2023, 5, 20), OTHER))
    cut = after(*past, allocated(2, number="9/NQ-HĐND", cut=True)).answer[0]
    assert (cut.uncovers, cut.covers) == ((2,), ())
    free = after(allocated(10), committed(8), allocated(2, number="9/NQ-HĐND", cut=True)).answer[0]
    assert (free.uncovers, free.covers) == ((), ())
    deep = after(*past, allocated(5, number="9/NQ-HĐND", cut=True))
    assert deep.answer[0].uncovers == (2, 3)
    assert deep.state_now.figures("recurrent").left == 1


def test_the_same_by_hand_is_asked_about_and_done_when_it_was_meant() -> None:
    after(allocated(9), committed(3), committed(3)).refused("commitment.twice")
    assert len(now(allocated(9), committed(3), committed(3, again=True)).lines) == 2


def test_a_commitment_is_for_a_known_thing_in_the_year_of_the_budget() -> None:
    after(allocated(9), committed(3, kind="banquet")).refused("code.unknown")
    after(allocated(9), committed(3, day=date(2022, 12, 31))).refused("commitment.other_year")
    bare = replace(law(), plan=None)
    given(BUDGET, law=bare).when(allocated(9), committed(3)).refused("budget.no_plan")


# -- moved and transferred


def test_a_transfer_has_its_paper_and_takes_only_what_is_free() -> None:
    past = (allocated(10), committed(4), committed(5, money="social", urgent=True))
    after(*past, transferred(7)).refused("transfer.more_than_free")
    done = after(*past, transferred(6))
    assert done.answer[0].covers == (2,)
    assert [done.state_now.figures(money).allocated for money in ("recurrent", "social")] == [4, 6]
    after(*past, transferred(6), transferred(6)).nothing()
    after(*past, transferred(1, to="recurrent")).refused("transfer.same_source")


def test_another_source_pays_what_waits_and_what_it_leaves_covers_others() -> None:
    past = (allocated(4), allocated(5, "social"), decided(4), decided(4, decision=OTHER))
    shifted = after(*past, moved(1, "social"))
    assert (shifted.answer[0].covered, shifted.answer[0].covers) == (True, (2,))
    after(*past, moved(1, "social"), moved(1, "social")).nothing()
    after(allocated(4), committed(4), moved(1, "social")).refused("commitment.no_allocation")
    after(*past, benefit_paid(1), moved(1, "social")).refused("commitment.paid_already")
    after(allocated(4), committed(4), released(1), moved(1, "social")).refused("commitment.released")
    after(moved(7, "social")).refused("commitment.unknown")


# -- paid


def test_paid_in_parts_and_never_more_than_committed() -> None:
    past = (allocated(10), committed(10), paid(1, 4))
    assert now(*past, paid(1, 6, "2/PC")).lines[0].left == 0
    after(*past, paid(1, 7, "2/PC")).refused("money.more_than_committed")
    after(*past, paid(1, 4)).nothing()
    after(*past, paid(1, 5)).refused("money.voucher_used")
    after(*past, paid(1, 1, "2/PC", date(2023, 5, 3))).refused("money.before_commitment")
    after(*past, paid(2, 1, "2/PC")).refused("commitment.unknown")


def test_what_lost_its_money_and_is_not_urgent_is_not_paid() -> None:
    cut = allocated(5, number="9/NQ-HĐND", cut=True)
    after(allocated(10), committed(10), cut, paid(1, 1)).refused("commitment.waits")


def test_a_payment_written_down_by_mistake_is_taken_back() -> None:
    past = (allocated(10), committed(10), paid(1, 4))
    assert now(*past, taken_back(1)).lines[0].left == 10
    after(*past, taken_back(1), taken_back(1)).refused("money.no_voucher")
    assert now(*past, released(1), taken_back(1), released(1)).lines[0].owed == 0


def test_what_casework_decided_is_paid_and_stopped_there() -> None:
    past = (allocated(10), decided(10))
    after(*past, paid(1, 1)).refused("commitment.of_casework")
    after(*past, released(1)).refused("commitment.of_casework")
    after(*past, taken_back(1)).refused("commitment.of_casework")
    after(*past, benefit_paid(10), benefit_paid(10)).nothing()
    after(benefit_paid(10)).refused("commitment.unknown")


# -- settled


def test_a_settlement_balances_to_the_dong_or_is_refused() -> None:
    past = (allocated(10), committed(7), paid(1, 6))
    after(*past, settled(4)).then(
        happened.SourceSettled(
            **OURS, money="recurrent", allocated=10, committed=7, paid=6, unfunded=0, returned=4, carried=0,
            number="3/QT-UBND", dated=date(2024, 1, 15), reason="saved",
        )
    )  # fmt: skip
    after(*past, settled(3, 1), settled(3, 1)).nothing()
    for wrong in (settled(3), settled(5), settled(3, 2), settled(0)):
        after(*past, wrong).refused("settlement.not_balanced")


def test_what_is_left_is_explained_and_nothing_needs_no_explanation() -> None:
    after(allocated(10), settled(10, reason=None)).refused("settlement.not_explained")
    after(allocated(10), settled(10, reason="because")).refused("code.unknown")
    assert after(allocated(6), committed(6), paid(1, 6), settled(reason=None)).refusal is None


def test_what_was_paid_without_money_is_shown_and_explained_and_nothing_else_pays_for_it() -> None:
    past = (allocated(10), decided(12), benefit_paid(12))
    after(*past, settled(10, reason=None)).refused("settlement.not_explained")
    done = after(*past, settled(10, reason="paid_without_money")).answer[0]
    assert (done.allocated, done.paid, done.unfunded, done.returned) == (10, 12, 12, 10)


def test_a_year_is_settled_when_it_is_over_and_where_there_was_something() -> None:
    after(allocated(10), settled(10, dated=date(2023, 12, 30))).refused("settlement.before_year_end")
    after(settled()).refused("settlement.nothing")


def test_after_the_settlement_nothing_is_written_by_hand_and_what_is_heard_is_recorded_as_late() -> None:
    past = (allocated(10), allocated(1, "social"), decided(4), committed(2), paid(2, 1), settled(9))
    for command in (
        committed(1), paid(2, 1, "2/PC"), released(2), taken_back(2), transferred(1), transferred(1, "social", "recurrent"),
        moved(2, "social"),
    ):  # fmt: skip
        after(*past, command).refused("settlement.done")
    late = after(*past, benefit_paid(4))
    assert late.answer[0].after_settlement
    assert not late.state_now.as_settled("recurrent")
    again = now(*past, benefit_paid(4), settled(5, number="4/QT-UBND"))
    assert again.as_settled("recurrent")


# -- any history at all

AMOUNTS = st.integers(1, 12)
SOURCES = st.sampled_from(("recurrent", "social"))
DAYS = st.dates(date(2023, 4, 1), date(2023, 4, 6))
DECISIONS = st.sampled_from([identity(f"decision {n}") for n in range(4)])
NUMBERS = st.integers(1, 6).map(lambda n: f"{n}/QĐ")
LINES = st.integers(1, 8)
COMMANDS = st.one_of(
    st.builds(lambda a, m, n, c: allocated(a, m, n, cut=c), AMOUNTS, SOURCES, NUMBERS, st.booleans()),
    st.builds(lambda a, m, d, u: committed(a, m, d, urgent=u, again=True), AMOUNTS, SOURCES, DAYS, st.booleans()),
    st.builds(decided, AMOUNTS, DAYS, DECISIONS),
    st.builds(benefit_paid, AMOUNTS, NUMBERS, DAYS, DECISIONS),
    st.builds(stopped, DECISIONS, DAYS),
    st.builds(paid, LINES, AMOUNTS, NUMBERS, DAYS),
    st.builds(taken_back, LINES, NUMBERS),
    st.builds(released, LINES),
    st.builds(moved, LINES, SOURCES),
    st.builds(transferred, AMOUNTS, SOURCES, SOURCES, NUMBERS),
    st.builds(lambda r, c, m: settled(r, c, money=m), st.integers(0, 12), st.integers(0, 12), SOURCES),
)


def steps(commands: Iterable[Any]) -> Iterable[tuple[Any, Budget, list[Any]]]:
    """What each command led to; what casework would never say (paid or stopped what was not ordered, paid more) is left out."""
    budget, history = Budget(), list[Any]()
    for command in commands:
        if isinstance(command, asked.HearBenefitPaid | asked.HearPaymentStopped):
            known = budget.known_as(command.commitment)
            if known is None or (isinstance(command, asked.HearBenefitPaid) and command.amount > known.left):
                continue
        try:
            events = list(BUDGET.decide(command, budget, law()))
        except Refused:
            events = []
        for event in events:
            budget = BUDGET.evolve(budget, event)
        history += events
        yield command, budget, history


@any_of(st.lists(COMMANDS, max_size=30))
def test_no_interleaving_covers_more_than_is_allocated_and_waiting_and_covered_are_all_that_is_committed(
    commands: list[Any],
) -> None:
    for _, budget, _ in steps(commands):
        for money in budget.sources():
            covered = sum(each.owed for each in budget.lines if each.money == money and each.covered)
            waiting = sum(each.owed for each in budget.lines if each.money == money and not each.covered)
            figures = budget.figures(money)
            assert covered <= max(0, figures.allocated)
            assert (covered + waiting, waiting) == (figures.committed, figures.waiting)
            assert now_covered(budget, money) == (), "whoever is next and fits does not wait"
        for each in budget.lines:
            assert 0 <= each.paid <= each.owed
            assert not each.waits or each.made.urgent or _lost_its_money(each.line, budget)


def _lost_its_money(line: int, budget: Budget) -> bool:
    """Only a cut takes money from what is not urgent."""
    return any(cut for *_, cut in budget.papers)


@any_of(st.lists(COMMANDS, max_size=30))
def test_a_settlement_always_balances_and_stays_what_it_was(commands: list[Any]) -> None:
    for _, budget, history in steps(commands):
        for done in budget.settled.values():
            assert done.allocated == done.paid - done.unfunded + done.returned + done.carried
        written = {e.money: e for e in history if isinstance(e, happened.SourceSettled)}
        assert budget.settled == written


@any_of(st.lists(COMMANDS, max_size=30))
def test_a_whole_history_says_what_its_steps_said_and_twice_is_once(commands: list[Any]) -> None:
    budget, history = Budget(), list[Any]()
    for command, budget, history in steps(commands):  # noqa: B007 - the last is looked at
        if isinstance(command, asked.Heard):
            assert not list(BUDGET.decide(command, budget, law())), "told again"
    assert BUDGET.replay(history) == budget


@any_of(st.lists(COMMANDS, max_size=30))
def test_the_table_is_what_an_independent_count_of_the_entries_says(commands: list[Any]) -> None:
    budget, history = Budget(), list[Any]()
    for _, budget, history in steps(commands):  # noqa: B007 - the last is looked at
        pass
    for money in ("recurrent", "social"):
        figures = budget.figures(money)
        assert (figures.allocated, figures.committed, figures.paid) == counted(history, money)


def counted(history: list[Any], money: str) -> tuple[int, int, int]:
    """Allocated, committed and paid of a source, from the entries alone."""
    in_, out, source, owed, spent = 0, 0, dict[int, Any](), dict[int, int](), dict[int, int]()
    for event in history:
        name = type(event).__name__
        if name == "MoneyWasAllocated" and event.money == money:
            in_ += -event.amount if event.cut else event.amount
        if name == "MoneyTransferred":
            in_ += event.amount if event.to == money else 0
            out += event.amount if event.money == money else 0
        if name == "MoneyCommitted":
            source[event.line], owed[event.line], spent[event.line] = event.money, event.amount, 0
        if name == "CommitmentMoved":
            source[event.line] = event.money
        if name == "CommitmentReleased":
            owed[event.line] -= event.amount
        if name == "MoneySpent":
            spent[event.line] += event.amount
        if name == "PaymentTakenBack":
            spent[event.line] -= event.amount
    lines = [line for line, of in source.items() if of == money]
    return in_ - out, sum(owed[line] for line in lines), sum(spent[line] for line in lines)


# -- between the budgets and finance


def ask(ledger: Ledger, decider: Any, subject: Any, *commands: Any) -> None:
    for command in commands:
        ledger.handle(
            decider,
            subject,
            command,
            command_id=uuid4(),
            by=By("officer", ledger.agency),
            law=law(),
            when=When.day(DAY),
        )


def exchange(*all_: Ledger) -> None:
    for _ in range(2):
        for sender in all_:
            for receiver in all_:
                deliver(sender, receiver)


def consolidation(number: str = "40/TTr-TCKH") -> ConsolidateEstimates:
    return ConsolidateEstimates(year=YEAR, number=number, dated=DAY)


def test_from_the_estimate_to_the_settlement_finance_and_the_unit_say_the_same_to_the_dong() -> None:
    finance, communes = ledgers()
    ask(communes, BUDGET, BUDGET_ID, drafted(recurrent=30, social=4), submitted())
    exchange(finance, communes)
    ask(finance, TOWN, TOWN_ID, consolidation(), allocation(20), allocation(3, money="social"))
    exchange(finance, communes)
    ask(
        communes, BUDGET, BUDGET_ID, decided(12), committed(5), paid(2, 5), decided(9, decision=OTHER), benefit_paid(12)
    )
    exchange(finance, communes)
    ask(finance, TOWN, TOWN_ID, allocation(6, number="32/NQ-HĐND"))
    exchange(finance, communes)
    ask(
        communes,
        BUDGET,
        BUDGET_ID,
        benefit_paid(9, "6/DS", decision=OTHER),
        settled(0, reason=None),
        settled(3, money="social"),
    )
    exchange(finance, communes)
    town, budget = finance.now(TOWN, TOWN_ID).state, communes.now(BUDGET, BUDGET_ID).state
    facts = [entry.fact for entry in entries(communes)]
    for money in ("recurrent", "social"):
        told, here = town.sum(money), budget.figures(money)
        assert (told.allocated, told.committed, told.paid) == counted(facts, money)
        assert told == SourceStanding(money, here.estimate, here.allocated, here.committed, here.waiting, here.paid)
        settled_there = town.part("communes", UNIT).settled[money]
        assert settled_there.allocated == settled_there.paid + settled_there.returned + settled_there.carried
    assert town.consolidated[-1].totals == {"recurrent": 30, "social": 4}


def test_what_moved_between_sources_stands_at_finance_by_source_and_can_be_cut_where_it_went() -> None:
    finance, communes = ledgers()
    ask(finance, TOWN, TOWN_ID, allocation(10))
    exchange(finance, communes)
    ask(communes, BUDGET, BUDGET_ID, committed(3), transferred(6))
    exchange(finance, communes)
    town, budget = finance.now(TOWN, TOWN_ID).state, communes.now(BUDGET, BUDGET_ID).state
    for money, stands in (("recurrent", (4, 1)), ("social", (6, 6))):
        told = town.sum(money)
        assert (told.allocated, told.left) == stands == (budget.figures(money).allocated, budget.figures(money).left)
        assert town.part("communes", UNIT).of(money) == told
    with pytest.raises(Refused, match=r"allocation\.below_committed"):
        ask(finance, TOWN, TOWN_ID, allocation(2, number="9/NQ", cut=True))
    ask(finance, TOWN, TOWN_ID, allocation(5, money="social", number="10/NQ", cut=True))
    assert finance.now(TOWN, TOWN_ID).state.part("communes", UNIT).of("social").left == 1, "before the unit has heard"
    exchange(finance, communes)
    assert communes.now(BUDGET, BUDGET_ID).state.figures("social").allocated == 1


@pytest.mark.parametrize("what", [committed(5, urgent=True), decided(5)])
def test_finance_hears_what_waits_where_nothing_was_estimated_or_allocated(what: Any) -> None:
    finance, communes = ledgers()
    ask(communes, BUDGET, BUDGET_ID, what)
    exchange(finance, communes)
    assert finance.now(TOWN, TOWN_ID).state.sum("recurrent").waiting == 5
    ask(finance, TOWN, TOWN_ID, allocation(8))
    exchange(finance, communes)
    assert finance.now(TOWN, TOWN_ID).state.part("communes", UNIT).of("recurrent").left == 3


def test_what_is_told_twice_is_one_and_a_second_consolidation_needs_something_new() -> None:
    finance, communes = ledgers()
    with pytest.raises(Refused, match=r"consolidation\.empty"):
        ask(finance, TOWN, TOWN_ID, consolidation())
    ask(communes, BUDGET, BUDGET_ID, drafted(), submitted())
    exchange(finance, communes)
    ask(finance, TOWN, TOWN_ID, consolidation())
    heard = len(entries(finance))
    ask(finance, TOWN, TOWN_ID, consolidation())
    exchange(finance, communes)
    assert len(entries(finance)) == heard
    with pytest.raises(Refused, match=r"consolidation\.nothing_new"):
        ask(finance, TOWN, TOWN_ID, consolidation("41/TTr-TCKH"))


def test_finance_cuts_nothing_that_is_committed_and_a_paper_counts_once() -> None:
    finance, communes = ledgers()
    ask(finance, TOWN, TOWN_ID, allocation(10), allocation(10))
    assert finance.now(TOWN, TOWN_ID).state.sum("recurrent").allocated == 10
    with pytest.raises(Refused, match=r"allocation\.paper_used"):
        ask(finance, TOWN, TOWN_ID, allocation(11))
    with pytest.raises(Refused, match=r"allocation\.more_than_there_is"):
        ask(finance, TOWN, TOWN_ID, allocation(11, number="9/NQ", cut=True))
    exchange(finance, communes)
    ask(communes, BUDGET, BUDGET_ID, committed(8))
    exchange(finance, communes)
    with pytest.raises(Refused, match=r"allocation\.below_committed"):
        ask(finance, TOWN, TOWN_ID, allocation(3, number="9/NQ", cut=True))
    ask(finance, TOWN, TOWN_ID, allocation(2, number="9/NQ", cut=True))
    exchange(finance, communes)
    assert communes.now(BUDGET, BUDGET_ID).state.figures("recurrent").left == 0
    with pytest.raises(Refused, match=r"budget\.unknown"):
        ask(finance, TOWN, TOWN_ID, allocation(1, whose="communes.99999"))


def test_every_unit_and_agency_of_the_day_has_a_budget_and_one_without_a_desk_is_kept_at_the_lead() -> None:
    assert {"labour", "police", f"communes.{UNIT}", "communes.20041"} <= set(budgets_of(law()))
    assert "communes" not in budgets_of(law())
    finance, _ = ledgers()
    ask(finance, TOWN, TOWN_ID, allocation(5, whose="police"))
    assert entries(finance)[-1].fact.inbox == "support.labour"


def test_no_message_names_a_commitment_a_benefit_or_a_voucher() -> None:
    finance, communes = ledgers()
    ask(communes, BUDGET, BUDGET_ID, drafted(), submitted(), decided(5), benefit_paid(5))
    said = b" ".join(bytes(line.data) for entry in entries(communes) for line in entry.body.to)
    assert b"standing" in said
    for word in (str(commitment_for(DECISION)), str(DECISION), "initial_allowance", "5/DS"):
        assert word.encode() not in said
    deliver(communes, finance)
