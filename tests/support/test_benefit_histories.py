"""Whatever officers of two agencies try, in whatever order messages come: no more is paid than was decided, nothing twice
to one person, and both sides believe of each other what stands in the other's ledger."""

from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

from services.support.domain.benefits import application as desk
from services.support.domain.benefits import application_rules, payment, reservations
from services.support.domain.benefits import claim_commands as asked
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.words import ApplicationStage, ClaimStage
from shared.kernel.decider import Refused
from shared.kernel.people import By
from shared.kernel.when import When
from shared.ledger import Ledger
from shared.testing import deliver, record
from tests.support.benefit_lives import DAYS, LAW, OTHER, appraisal, ledgers, opened, settle
from tests.support.samples import CASE_ID

HERS = (CASE_ID, OTHER)
AMOUNTS = (1_000_000, 2_000_000, 3_000_000, 5_000_000)
STEP = st.tuples(st.sampled_from(HERS), st.integers(1, 2), st.sampled_from("gtsradwpcx"), st.integers(0, 3))


def attempt(lead: Ledger, communes: Ledger, case: UUID, number: int, step: str, chance: int) -> tuple[Ledger, Any, Any]:
    """One thing an officer may try, in its turn or not."""
    one, day, amount = claim_id(case, number), DAYS[9], AMOUNTS[chance]
    decision = asked.RecordBenefitDecision(one, "7/QĐ", day, True, amount, ("communes", "labour")[chance % 2])
    tries: dict[str, tuple[Ledger, Any, Any]] = {
        "g": (lead, CASE, asked.GuideToApply("initial_allowance", DAYS[1], True)),
        "t": (communes, application_rules.APPLICATION, desk.RecordApplication(one, DAYS[2], "MC-1")),
        "s": (communes, application_rules.APPLICATION, desk.SendApplication(one, DAYS[3], "8/UBND")),
        "r": (lead, CASE, asked.ReturnApplication(one, DAYS[4], "incomplete")),
        "a": (lead, CASE, appraisal(one)),
        "d": (lead, CASE, decision),
        "w": (communes, application_rules.APPLICATION, desk.WithdrawApplication(one, DAYS[9])),
        "p": (communes, payment.PAYMENT, payment.RecordPayment(one, DAYS[10], amount, f"{chance}/DS", True)),
        "x": (lead, CASE, asked.StopPayment(one, f"{chance}/CV", day, "double")),
        "c": (lead, payment.PAYMENT, payment.RecordPayment(one, DAYS[10], amount, f"{chance}/DS", True)),
    }
    return tries[step]


def tried(ledger: Ledger, decider: Any, case: UUID, command: Any) -> None:
    """An officer's deed; each attempt is one of its own."""
    by, when = By("officer", ledger.agency), When.day(DAYS[10])
    ledger.handle(decider, case, command, command_id=uuid4(), by=by, law=LAW, when=when)


IN_ORDER = "gtsadpc"
FAR = st.tuples(*(st.sampled_from((7, 5, 4, 2, 0)) for _ in HERS))
"""How many steps of the procedure each case has taken in order before anything is tried."""
REST = st.lists(st.one_of(STEP, st.sampled_from(["lead→communes", "communes→lead", "lead→lead", "all"])), max_size=30)


@pytest.mark.slow
@settings(max_examples=150)
@every(FAR, REST)
def test_no_more_is_paid_than_decided_and_nothing_twice_whatever_is_tried(
    far: tuple[int, ...], steps: list[Any]
) -> None:
    lead, communes = ledgers()
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, reservations.JoinPersons(*HERS), law=LAW)
    for case, taken in zip(HERS, far, strict=True):
        opened(lead, case)
        for step in IN_ORDER[:taken]:
            ledger, decider, command = attempt(lead, communes, case, 1, step, HERS.index(case) + 1)
            with suppress(Refused):  # of the two tills one was not asked to pay, or the other case has it
                tried(ledger, decider, case, command)
            settle(lead, communes)
    ways = {"lead→communes": (lead, communes), "communes→lead": (communes, lead), "lead→lead": (lead, lead)}
    for step in steps:
        if step == "all":
            settle(lead, communes)
        elif isinstance(step, str):
            deliver(*ways[step])
        else:
            ledger, decider, command = attempt(lead, communes, *step)
            with suppress(Refused):
                tried(ledger, decider, step[0], command)
        _hold(lead, communes)
    settle(lead, communes)
    _hold(lead, communes)
    _agree(lead, communes)


def _hold(lead: Ledger, communes: Ledger) -> None:
    """At every moment: paid is at most decided, nothing was paid after it was stopped, and of her two cases one application
    at most was paid, also when a place was given back."""
    orders = [order for till in (lead, communes) for case in HERS for order in orders_of(till, case)]
    assert all(order.left >= 0 for order in orders)
    assert all(order.paid_amount == order.stopped.paid for order in orders if order.stopped)
    assert len({order.id for order in orders if order.paid}) <= 1


def orders_of(till: Ledger, case: UUID) -> tuple[payment.Order, ...]:
    known: payment.Orders = till.load(payment.PAYMENT, case).state
    return known.all


def _agree(lead: Ledger, communes: Ledger) -> None:
    """Once all is heard: what was decided is known at the desk, what was paid at the lead."""
    for case in HERS:
        at_desk = {each.id: each for each in communes.load(application_rules.APPLICATION, case).state.all}
        for claim in lead.load(CASE, case).state.claims:
            here = at_desk[claim.id]
            assert (here.stage is ApplicationStage.DECIDED) == (claim.decided is not None)
            assert (here.stage is ApplicationStage.WITHDRAWN) == (claim.stage is ClaimStage.WITHDRAWN)
            paid = [p for till in (lead, communes) for o in orders_of(till, case) if o.id == claim.id for p in o.paid]
            assert claim.paid_amount == sum(each.amount for each in paid)
            stopped = any(o.stopped for till in (lead, communes) for o in orders_of(till, case) if o.id == claim.id)
            assert (claim.stage is ClaimStage.STOPPED) == stopped
