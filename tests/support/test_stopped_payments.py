"""Decided money that is not paid any more: stopped where it is paid, its place given to whoever waits for it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.support.domain.benefits import claim_commands as asked
from services.support.domain.benefits import claim_events as happened
from services.support.domain.benefits import payment, reservations
from services.support.domain.benefits.claims import Claim
from services.support.domain.case import CASE
from services.support.domain.case_commands import CloseCase
from services.support.domain.words import ClaimStage, PaymentStage
from services.support.projections import QUEUE
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.testing import entries, given, identity, record
from shared.views import fold
from tests.support.benefit_lives import DAYS, LAW, OTHER, decided, ledgers, settle
from tests.support.samples import CASE_ID
from tests.support.test_benefits import (
    APPRAISED,
    ARRIVED,
    ASSIGNED,
    FIRST,
    GRANTED,
    GUIDED,
    ORDERED,
    PAY,
    RESERVED,
    case,
    till,
)

STOP = asked.StopPayment(FIRST, "9/CV-LĐTBXH", DAYS[9], "revoked", Sealed("theo ý kiến của người có thẩm quyền"))
GRANTED_SO_FAR = (GUIDED, ARRIVED, APPRAISED, GRANTED, ASSIGNED)
STOP_ASKED = happened.PaymentStopAsked(**vars(STOP))
PAID_IN_WHOLE = happened.BenefitWasPaid(FIRST, DAYS[9], 3_000_000, "5/DS", True)


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((GUIDED, ARRIVED, APPRAISED), STOP, "benefit.nothing_to_stop"),
        ((*GRANTED_SO_FAR, PAID_IN_WHOLE), STOP, "benefit.nothing_to_stop"),
        (GRANTED_SO_FAR, replace(STOP, dated=DAYS[7]), "benefit.stopped_before_decision"),
        (GRANTED_SO_FAR, replace(STOP, reason="because"), "code.unknown"),
        ((*GRANTED_SO_FAR, STOP_ASKED), replace(STOP, number="10/CV"), "benefit.stop_asked_already"),
    ],
)
def test_only_decided_money_that_is_not_paid_is_stopped_by_a_paper_that_came_after(
    past: tuple[Any, ...], command: Any, rule: str
) -> None:
    case(*past).when(command).refused(rule)


def test_stopped_twice_is_stopped_once_and_also_in_a_case_that_was_closed() -> None:
    case(*GRANTED_SO_FAR).when(STOP).then(STOP_ASKED)
    case(*GRANTED_SO_FAR).when(STOP, STOP).nothing()
    closed = case(*GRANTED_SO_FAR).when(CloseCase(DAYS[9], "deceased")).answer
    case(*GRANTED_SO_FAR, *closed).when(STOP).then(STOP_ASKED)


def test_only_whoever_was_to_pay_says_that_it_is_stopped() -> None:
    told = asked.LearnStopped("support.communes", FIRST, 0)
    stopped = case(*GRANTED_SO_FAR, STOP_ASKED).when(told)
    assert stopped.state_now.claims[0].stage is ClaimStage.STOPPED
    case(*GRANTED_SO_FAR, STOP_ASKED).when(replace(told, teller="support.justice")).refused(
        "answer.not_from_whom_we_asked"
    )


def test_the_till_pays_no_more_and_says_what_it_had_paid() -> None:
    stop = payment.StopOrder(FIRST, "9/CV", DAYS[9], "revoked")
    part = payment.BenefitPaid(FIRST, DAYS[9], 1_000_000, "5/DS", True)
    stopped = (
        till(ORDERED, RESERVED, part)
        .when(stop)
        .then(payment.OrderStopped(FIRST, "9/CV", DAYS[9], "revoked", 1_000_000))
    )
    (order,) = stopped.state_now.all
    assert (order.stage, order.left, order.paid_amount) == (PaymentStage.STOPPED, 0, 1_000_000)
    till(ORDERED, RESERVED, part, *stopped.answer).when(replace(PAY, receipt="6/DS", amount=5)).refused(
        "payment.stopped"
    )
    till(ORDERED, RESERVED, replace(part, amount=3_000_000)).when(stop).nothing()


# Between ledgers


def claim(lead: Ledger, of: UUID) -> Claim:
    (one,) = lead.load(CASE, of).state.claims
    assert isinstance(one, Claim)
    return one


def order(till_: Ledger, of: UUID) -> payment.Order:
    (one,) = till_.load(payment.PAYMENT, of).state.all
    assert isinstance(one, payment.Order)
    return one


def both_decided(*, linked_first: bool) -> tuple[Ledger, Ledger]:
    """Two cases of one person, both decided: the communes pay the first, the lead the other one."""
    lead, communes = ledgers()
    join = reservations.JoinPersons(CASE_ID, OTHER)
    if linked_first:
        record(lead, reservations.RESERVATIONS, reservations.REGISTER, join, law=LAW)
    decided(lead, communes)
    decided(lead, communes, OTHER, "labour", 2)
    if not linked_first:
        record(lead, reservations.RESERVATIONS, reservations.REGISTER, join, law=LAW)
    settle(lead, communes)
    return lead, communes


def stop(lead: Ledger, communes: Ledger, of: UUID) -> None:
    record(lead, CASE, of, replace(STOP, application=claim(lead, of).id), law=LAW)
    settle(lead, communes)


def test_whoever_waited_is_paid_once_the_first_is_stopped() -> None:
    lead, communes = both_decided(linked_first=True)
    assert order(lead, OTHER).stage is PaymentStage.HELD_BACK
    stop(lead, communes, CASE_ID)
    assert (claim(lead, CASE_ID).stage, order(communes, CASE_ID).stage) == (ClaimStage.STOPPED, PaymentStage.STOPPED)
    assert (order(lead, OTHER).stage, claim(lead, OTHER).held_back) == (PaymentStage.TO_PAY, None)


def test_what_was_paid_in_part_keeps_its_place() -> None:
    lead, communes = both_decided(linked_first=True)
    part = replace(PAY, application=claim(lead, CASE_ID).id, amount=1_000_000)
    record(communes, payment.PAYMENT, CASE_ID, part, law=LAW)
    stop(lead, communes, CASE_ID)
    assert (claim(lead, CASE_ID).stage, claim(lead, CASE_ID).paid_amount) == (ClaimStage.STOPPED, 1_000_000)
    assert order(lead, OTHER).stage is PaymentStage.HELD_BACK, "she has had some of it already"
    once_more = asked.GuideToApply("initial_allowance", DAYS[10], True)
    given(CASE, *(entry.fact for entry in lead.load(CASE, CASE_ID).entries), law=LAW).when(once_more).refused(
        "benefit.received_already"
    )


def test_a_stop_that_crosses_the_payment_stops_nothing_and_loses_nothing() -> None:
    lead, communes = both_decided(linked_first=True)
    record(lead, CASE, CASE_ID, replace(STOP, application=claim(lead, CASE_ID).id), law=LAW)
    record(communes, payment.PAYMENT, CASE_ID, replace(PAY, application=claim(lead, CASE_ID).id), law=LAW)
    settle(lead, communes)
    assert (claim(lead, CASE_ID).stage, claim(lead, CASE_ID).paid_amount) == (ClaimStage.PAID, 3_000_000)
    assert order(lead, OTHER).stage is PaymentStage.HELD_BACK


def test_a_double_stands_in_both_files_until_one_of_them_is_stopped() -> None:
    lead, communes = both_decided(linked_first=False)
    one, two = claim(lead, CASE_ID), claim(lead, OTHER)
    assert one.doubles == {two.id}
    assert two.doubles == {one.id}
    assert all(line.claims[0].must_be_looked_at for line in fold(QUEUE, entries(lead)).values())
    stop(lead, communes, OTHER)
    assert not claim(lead, CASE_ID).must_be_looked_at
    assert not claim(lead, OTHER).must_be_looked_at
    assert order(communes, CASE_ID).stage is PaymentStage.TO_PAY
    assert not any(line.claims[0].must_be_looked_at for line in fold(QUEUE, entries(lead)).values())


@pytest.mark.parametrize("linked_first", [True, False])
def test_who_are_two_persons_after_all_are_both_paid(linked_first: bool) -> None:
    lead, communes = both_decided(linked_first=linked_first)
    part = reservations.PartPersons(CASE_ID, OTHER)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, part, law=LAW)
    settle(lead, communes)
    assert (order(communes, CASE_ID).stage, order(lead, OTHER).stage) == (PaymentStage.TO_PAY, PaymentStage.TO_PAY)
    assert not claim(lead, OTHER).must_be_looked_at


def test_of_several_who_wait_the_first_who_asked_is_next() -> None:
    past: list[Any] = []
    for application in ("one", "two", "three"):
        asks = reservations.Reserve(CASE_ID, identity(application), "initial_allowance", "once", "support.communes")
        past += reservations.RESERVATIONS.decide(asks, reservations.RESERVATIONS.replay(past), LAW)
    back = given(reservations.RESERVATIONS, *past, law=LAW).when(reservations.GiveBack(identity("one")))
    assert [type(each) for each in back.answer] == [reservations.ReservationGivenBack, reservations.BenefitReserved]
    assert list(back.state_now.held) == [identity("two")]
    assert list(back.state_now.denied) == [identity("three")]
    given(reservations.RESERVATIONS, *past, law=LAW).when(reservations.GiveBack(identity("nobody"))).nothing()


def test_a_payment_nobody_ordered_is_not_taken() -> None:
    paid = asked.LearnPayment("support.communes", FIRST, DAYS[9], 1_000_000, "5/DS", True)
    case(GUIDED, ARRIVED).when(paid).refused("answer.not_from_whom_we_asked")
    assert len(case(*GRANTED_SO_FAR).when(paid).answer) == 1
