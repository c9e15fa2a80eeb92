"""What casework decides commits its money by itself, exactly once, and nothing in the budget leads back to the case."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.support.domain.benefits.claims import claim_id
from services.support.domain.benefits.payment import PAYMENT, LearnRegister, RecordPayment, StopOrder, TakeOrder
from services.support.plan.app.following_payments import PaymentsFollowed
from services.support.plan.app.money import deeds
from services.support.plan.domain.money import events as happened
from services.support.plan.domain.money.budget import Budget, budget_id, commitment_for
from services.support.plan.domain.money.commands import HearAllocation
from services.support.plan.domain.money.rules import BUDGET
from shared.bookmarks import InMemory
from shared.ledger import stored
from shared.testing import entries, identity, record
from tests.plan.money_lives import YEAR, law
from tests.plan.office import Office
from tests.support.benefit_lives import decided, settle
from tests.support.samples import CASE_ID

CASE, APPLICATION = identity("her case, which no budget knows"), identity("her application")
DECIDED = date(2023, 5, 17)
LABOURS = budget_id(YEAR, "labour", None)


def order(application: UUID = APPLICATION, amount: int = 3_000_000, dated: date = DECIDED) -> TakeOrder:
    return TakeOrder(
        lead="support.labour", application=application, code="HT-7K2-9", unit="20008", benefit="initial_allowance",
        period="once", amount=amount, number="1/QĐ-UBND", dated=dated,
    )  # fmt: skip


def office(agency: str = "labour", *commands: Any) -> Office:
    made = Office(agency)
    tell(made, *commands)
    return made


def tell(at: Office, *commands: Any) -> None:
    for command in commands:
        record(at.ledger, PAYMENT, CASE, command)


def follower(at: Office, mark: InMemory | None = None) -> PaymentsFollowed:
    return PaymentsFollowed(at.desk(deeds(at.agency)), mark or InMemory())


def follow(at: Office, by: PaymentsFollowed | None = None) -> None:
    """What the worker does, until nothing is new."""
    following = by or follower(at)
    while following(at.ledger.store.last()):
        pass


def budget(at: Office, of: UUID = LABOURS) -> Budget:
    state: Budget = at.ledger.now(BUDGET, of).state
    return state


def money_of(at: Office) -> list[Any]:
    return [each for each in entries(at.ledger) if isinstance(each.fact, BUDGET.events)]


def test_an_ordered_payment_is_committed_paid_in_parts_and_stopped_by_itself() -> None:
    labour = office("labour", order(), LearnRegister(APPLICATION, True))
    follow(labour)
    (line,) = budget(labour).lines
    assert (line.made.benefit, line.owed, line.made.committed_on, line.waits) == (
        "initial_allowance",
        3_000_000,
        DECIDED,
        True,
    )
    tell(labour, RecordPayment(APPLICATION, date(2023, 5, 20), 1_000_000, "5/DS", True))
    follow(labour)
    assert (budget(labour).lines[0].paid, budget(labour).lines[0].left) == (1_000_000, 2_000_000)
    tell(labour, StopOrder(APPLICATION, "9/CV", date(2023, 5, 25), "double"))
    follow(labour)
    assert (budget(labour).lines[0].owed, budget(labour).lines[0].left) == (1_000_000, 0)


def test_read_again_from_the_beginning_or_by_two_workers_nothing_is_committed_twice() -> None:
    labour = office("labour", order(), LearnRegister(APPLICATION, True))
    tell(labour, RecordPayment(APPLICATION, date(2023, 5, 20), 1_000_000, "5/DS", True))
    first, second = follower(labour), follower(labour)
    last = labour.ledger.store.last()
    first(last)
    second(last)
    follow(labour)
    follow(labour, first)
    assert [type(each.fact).__name__ for each in money_of(labour)] == ["MoneyCommitted", "MoneySpent"]


def test_what_was_ordered_and_paid_before_there_was_any_money_is_paid_all_the_same_and_covered_when_some_comes() -> (
    None
):
    labour = office("labour", order(), LearnRegister(APPLICATION, True))
    tell(labour, RecordPayment(APPLICATION, date(2023, 5, 20), 3_000_000, "5/DS", True))
    follow(labour)
    assert [each.paid for each in budget(labour).waiting()] == [3_000_000]
    told = HearAllocation(
        agency="labour", year=YEAR, money="recurrent", amount=5_000_000, cut=False, number="31/NQ-HĐND",
        dated=date(2023, 6, 1), finance="support.finance",
    )  # fmt: skip
    record(labour.ledger, BUDGET, LABOURS, told, law=law())
    assert budget(labour).waiting() == []
    assert budget(labour).figures("recurrent").left == 2_000_000


def test_an_agency_of_units_pays_from_the_budget_of_the_unit_where_she_applied() -> None:
    communes = office("communes", order())
    follow(communes)
    assert len(budget(communes, budget_id(YEAR, "communes", "20008")).lines) == 1
    assert not budget(communes, budget_id(YEAR, "communes", None)).lines


def test_what_is_paid_for_somebody_of_no_unit_is_seen_by_whoever_sees_the_whole_agency() -> None:
    communes = office("communes", replace(order(), unit=None))
    follow(communes)
    of_none = budget_id(YEAR, "communes", None)
    assert len(budget(communes, of_none).lines) == 1
    assert "3.000.000 đ" in communes.officer("leader").page(f"/budgets/{of_none}")
    communes.officer("commune_officer", unit="20008").page(f"/budgets/{of_none}", 403)


def test_the_year_is_that_of_the_decision_also_when_it_is_paid_in_the_next() -> None:
    labour = office("labour", order(dated=date(2023, 12, 28)), LearnRegister(APPLICATION, True))
    tell(labour, RecordPayment(APPLICATION, date(2024, 1, 5), 3_000_000, "5/DS", True))
    follow(labour)
    assert budget(labour).lines[0].left == 0
    assert not budget(labour, budget_id(2024, "labour", None)).lines


def test_a_decision_older_than_the_plan_is_paid_as_the_plan_of_its_year_says() -> None:
    labour = office("labour", order(dated=date(2023, 1, 20)))
    follow(labour)
    assert budget(labour).lines[0].money == "recurrent"


def test_a_decision_of_a_year_without_a_plan_waits_for_a_person_to_name_its_source() -> None:
    labour = office("labour", order(dated=date(2022, 12, 20)))
    follow(labour)
    (line,) = budget(labour, budget_id(2022, "labour", None)).lines
    assert (line.money, line.waits) == (None, True)


def test_nothing_that_the_money_writes_names_the_case_the_person_or_the_decision() -> None:
    labour = office("labour", order(), LearnRegister(APPLICATION, True))
    tell(labour, RecordPayment(APPLICATION, date(2023, 5, 20), 3_000_000, "5/DS", True))
    follow(labour)
    rows = [row for row in labour.ledger.store.since(0, 1000) if row.name.startswith("support.budget.")]
    assert len(rows) == 2
    for row in rows:
        for hidden in (CASE, APPLICATION, "HT-7K2-9", "1/QĐ-UBND"):
            assert str(hidden) not in row.body.decode()
            assert str(hidden) not in str(row.stream)
        assert stored.decode_body(row.body).by.actor.startswith("policy:commit_the_money")
    assert commitment_for(APPLICATION) != APPLICATION


@pytest.mark.parametrize("payer", ["communes", "labour"])
def test_from_the_decision_of_the_lead_the_money_is_committed_where_it_is_paid(payer: str) -> None:
    labour, communes = Office("labour"), Office("communes")
    application = decided(labour.ledger, communes.ledger, payer=payer)
    settle(labour.ledger, communes.ledger)
    follow(labour)
    follow(communes)
    at, other = (communes, labour) if payer == "communes" else (labour, communes)
    (entry,) = money_of(at)
    assert isinstance(entry.fact, happened.MoneyCommitted)
    assert entry.fact.commitment == commitment_for(application) == commitment_for(claim_id(CASE_ID, 1))
    assert (entry.fact.amount, entry.fact.benefit) == (3_000_000, "initial_allowance")
    assert money_of(other) == []
