"""Followed after help has begun: goals, visits on a schedule agreed with her, the risk of being trafficked again, a death."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from services.support.domain.benefits import payment
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.case_commands import AgreePlan, CloseCase, ReopenCase
from services.support.domain.case_events import (
    CaseClosed,
    CaseReopened,
    Event,
    PlanAgreed,
    ReferralWasAccepted,
    WishesLearned,
)
from services.support.domain.following.commands import (
    AgreeVisits,
    Goal,
    RecordDeath,
    RecordFollowUp,
    RecordMissedVisit,
)
from services.support.domain.following.events import (
    DeathRecorded,
    FollowUpRecorded,
    GoalAgreed,
    VisitMissed,
    VisitsAgreed,
)
from services.support.domain.following.words import DeathPlace, Interval, RelativesCare, VisitWay
from services.support.domain.words import ClaimStage, PaymentStage, ReferralStage, Risk, Stage
from services.support.projections import QUEUE
from shared.kernel.decider import Refused
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.testing import entries, given, record
from shared.views import Kept, fold
from tests.support import benefit_lives
from tests.support.living import live
from tests.support.office import as_citizen
from tests.support.samples import CASE_ID, FIRST, LATER, LAW, NEXT, PLAN_ITEM, RECEIVED, offered, opened

JUNE_5 = date(2023, 6, 5)
EVERY_TWO_WEEKS = VisitsAgreed(NEXT, LATER, VisitWay.OFFICE, 2, Interval.WEEKS)
AGREE = AgreeVisits(NEXT, VisitWay.OFFICE, LATER, 2, Interval.WEEKS, she_agrees=True)
WHY = Sealed("khoản nợ đã có người đứng ra trả")


def case(*past: Event) -> given:
    return given(CASE, opened(), *past, law=LAW)


# Goals of the plan


def test_each_goal_of_a_plan_is_kept_in_her_words_with_its_area_and_day() -> None:
    words = Sealed("có việc gần nhà")
    plan = AgreePlan(NEXT, (PLAN_ITEM,), True, goals=(Goal("work", LATER, words), Goal("housing")))
    case().when(plan).then(
        PlanAgreed(NEXT, (PLAN_ITEM,)), GoalAgreed("work", NEXT, LATER, words), GoalAgreed("housing", NEXT)
    )
    case().when(plan, plan).nothing()


def test_a_goal_stands_until_another_is_agreed_for_its_area() -> None:
    first, second = GoalAgreed("work", NEXT, LATER), GoalAgreed("work", LATER, JUNE_5)
    plan = AgreePlan(LATER, (PLAN_ITEM,), True)
    kept = case(PlanAgreed(NEXT, (PLAN_ITEM,)), first, GoalAgreed("housing", NEXT)).when(plan)
    assert kept.state_now.following.standing_goals == (first, GoalAgreed("housing", NEXT))
    again = case(first).when(replace(plan, goals=(Goal("work", JUNE_5),)))
    assert again.state_now.following.standing_goals == (second,)


def test_an_area_has_one_goal_and_no_day_before_the_plan() -> None:
    def plan(*goals: Goal) -> AgreePlan:
        return AgreePlan(NEXT, (PLAN_ITEM,), True, goals=goals)

    case().when(plan(Goal("work"), Goal("work", LATER))).refused("plan.goal_twice")
    case().when(plan(Goal("work", RECEIVED))).refused("plan.goal_before_plan")
    case().when(plan(Goal("riches"))).refused("code.unknown")


def test_a_plan_of_the_first_version_still_has_its_one_text() -> None:
    file = CASE.replay([opened(), PlanAgreed(NEXT, (PLAN_ITEM,), goals=Sealed("mở quán ăn sáng"))])
    assert file.plan
    assert file.plan.goals == Sealed("mở quán ăn sáng")
    assert file.following.goals == ()


# The schedule


def test_a_schedule_she_agreed_to_names_the_first_day_and_each_next_one_follows() -> None:
    agreed = case().when(AGREE).then(EVERY_TWO_WEEKS)
    assert agreed.state_now.following.next_on == LATER
    case().when(AGREE, AGREE).nothing()
    met = case(EVERY_TWO_WEEKS).when(RecordFollowUp(LATER, Risk.LOW)).then(FollowUpRecorded(LATER, Risk.LOW, JUNE_5))
    assert (met.state_now.following.next_on, met.state_now.stage) == (JUNE_5, Stage.FOLLOWING)


def test_months_end_on_the_same_day_or_on_the_last_of_the_month() -> None:
    monthly = VisitsAgreed(NEXT, LATER, VisitWay.HOME, 1, Interval.MONTHS)
    visit = RecordFollowUp(date(2023, 5, 31), Risk.LOW)
    assert case(monthly).when(visit).state_now.following.next_on == date(2023, 6, 30)


def test_an_officer_may_set_another_day_and_without_an_interval_has_to() -> None:
    own = RecordFollowUp(LATER, Risk.LOW, date(2023, 5, 25))
    case(EVERY_TWO_WEEKS).when(own).then(FollowUpRecorded(LATER, Risk.LOW, date(2023, 5, 25)))
    without = replace(EVERY_TWO_WEEKS, every=None, each=None)
    case(without).when(RecordFollowUp(LATER, Risk.LOW)).then(FollowUpRecorded(LATER, Risk.LOW))
    assert LAW.due("follow_up_visit", LATER) is None, "no law says how often"


def test_a_schedule_until_a_day_gives_none_after_it() -> None:
    until = replace(EVERY_TWO_WEEKS, until=date(2023, 6, 4))
    case(until).when(RecordFollowUp(LATER, Risk.LOW)).then(FollowUpRecorded(LATER, Risk.LOW, None))


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(AGREE, she_agrees=False), "visits.without_her_agreement"),
        (replace(AGREE, each=None), "visits.interval_incomplete"),
        (replace(AGREE, every=None), "visits.interval_incomplete"),
        (replace(AGREE, first_on=RECEIVED), "visits.first_before_agreed"),
        (replace(AGREE, until=NEXT), "visits.until_before_first"),
        (replace(AGREE, agreed_on=date(2023, 5, 1)), "date.before_reception"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(command: AgreeVisits, rule: str) -> None:
    case().when(command).refused(rule)


@pytest.mark.parametrize(("way", "wish"), [(VisitWay.HOME, "no_visits"), (VisitWay.PHONE, "no_calls")])
def test_nobody_is_met_in_a_way_she_does_not_want(way: VisitWay, wish: str) -> None:
    wishes = WishesLearned("worried", (wish,), False, True)
    case(wishes).when(replace(AGREE, way=way)).refused("visits.against_her_wish")
    case(wishes).when(AGREE).then(EVERY_TWO_WEEKS)


def test_a_new_schedule_begins_after_what_was() -> None:
    met = FollowUpRecorded(LATER, Risk.LOW)
    case(met).when(AGREE).then(EVERY_TWO_WEEKS)
    case(replace(met, on=JUNE_5)).when(AGREE).refused("visits.first_before_last")


# Visits


def test_a_visit_that_did_not_take_place_says_why_and_the_next_day_stands() -> None:
    missed = RecordMissedVisit(LATER, "absent")
    said = case(EVERY_TWO_WEEKS).when(missed).then(VisitMissed(LATER, "absent", JUNE_5))
    assert (said.state_now.following.next_on, said.state_now.stage) == (JUNE_5, Stage.OPEN)
    case(EVERY_TWO_WEEKS).when(missed, missed).nothing()
    case().when(replace(missed, reason="rain")).refused("code.unknown")


def test_all_visits_stay_by_their_days_and_one_written_down_late_moves_nothing() -> None:
    first, second = FollowUpRecorded(NEXT, Risk.LOW, LATER), FollowUpRecorded(LATER, Risk.MEDIUM, JUNE_5, alarming=True)
    late = RecordFollowUp(date(2023, 5, 15), Risk.LOW)
    written = case(EVERY_TWO_WEEKS, first, second).when(late).state_now
    assert [visit.on.day for visit in written.following.visits] == [9, 15, 22]
    assert written.following.next_on == JUNE_5
    assert written.follow_up == second
    case(second).when(replace(late, next_on=NEXT)).refused("follow_up.next_before_this")
    case(second).when(replace(late, next_on=date(2023, 5, 16))).refused("follow_up.next_before_last")


# The risk


def test_signs_and_a_low_risk_need_the_reason_and_the_officers_word_decides() -> None:
    visit = RecordFollowUp(LATER, Risk.LOW, signs=("debts", "no_income"))
    case().when(visit).refused("follow_up.low_with_signs")
    said = replace(visit, note=WHY)
    case().when(said).then(FollowUpRecorded(LATER, Risk.LOW, note=WHY, signs=("debts", "no_income")))
    case().when(replace(visit, risk=Risk.MEDIUM)).then(
        FollowUpRecorded(LATER, Risk.MEDIUM, signs=("debts", "no_income"))
    )
    case().when(replace(visit, signs=("rumours",))).refused("code.unknown")


@pytest.mark.parametrize(
    ("before", "now", "alarming"),
    [
        (None, Risk.LOW, False), (None, Risk.MEDIUM, False), (None, Risk.HIGH, True), (Risk.LOW, Risk.MEDIUM, True),
        (Risk.MEDIUM, Risk.MEDIUM, False), (Risk.HIGH, Risk.MEDIUM, False), (Risk.HIGH, Risk.HIGH, True),
    ],
)  # fmt: skip
def test_a_high_risk_and_one_that_rose_are_alarming(before: Risk | None, now: Risk, alarming: bool) -> None:
    past = [FollowUpRecorded(NEXT, before)] if before else []
    said = case(*past).when(RecordFollowUp(LATER, now))
    assert said.answer[0].alarming is alarming
    case(*past).when(RecordFollowUp(LATER, now), RecordFollowUp(LATER, now)).nothing()


# The end of a schedule


def test_a_closing_ends_the_schedule_and_a_reopening_begins_none() -> None:
    past = EVERY_TWO_WEEKS, FollowUpRecorded(LATER, Risk.LOW, JUNE_5), CaseClosed(LATER, "completed")
    closed = case(*past)
    assert (closed.state.following.agreed, closed.state.following.next_on) == (None, None)
    again = closed.when(ReopenCase(LATER, "new_need")).then(CaseReopened(LATER, "new_need")).state_now
    assert (again.following.agreed, again.following.before, again.following.next_on) == (None, EVERY_TWO_WEEKS, None)
    assert len(again.following.visits) == 1
    case(*past, CaseReopened(LATER, "new_need")).when(RecordFollowUp(JUNE_5, Risk.LOW)).then(
        FollowUpRecorded(JUNE_5, Risk.LOW, None)
    )


# A death

DIED = RecordDeath(LATER, DeathPlace.FACILITY, RelativesCare.NONE_FOUND)
DEATH = DeathRecorded(LATER, DeathPlace.FACILITY, RelativesCare.NONE_FOUND)


def test_a_death_closes_the_case_over_all_that_is_open() -> None:
    past = EVERY_TWO_WEEKS, offered(), ReferralWasAccepted(FIRST, NEXT)
    closed = case(*past).when(DIED).then(DEATH, CaseClosed(LATER, "deceased"))
    assert closed.state_now.referral(FIRST).stage is ReferralStage.ENDED
    assert closed.state_now.following.next_on is None
    case(*past).when(DIED, DIED).nothing()


def test_a_death_has_a_deed_of_its_own_and_is_not_before_she_was_last_met() -> None:
    case().when(CloseCase(LATER, "deceased")).refused("closing.death_first")
    case(FollowUpRecorded(JUNE_5, Risk.LOW)).when(DIED).refused("death.before_a_visit")
    case(CaseClosed(LATER, "lost_contact")).when(DIED).refused("case.closed")


def test_a_death_written_down_in_error_is_taken_back_with_the_reopening() -> None:
    again = case(DEATH, CaseClosed(LATER, "deceased")).when(ReopenCase(LATER, "new_need")).state_now
    assert (again.following.death, again.stage) == (None, Stage.OPEN)


def test_granted_money_is_paid_to_nobody_once_she_died_and_ordered_again_if_that_was_an_error() -> None:
    lead, communes = benefit_lives.ledgers()
    granted = benefit_lives.decided(lead, communes)
    pay = payment.RecordPayment(granted, benefit_lives.DAYS[9], 1_000_000, "5/DS", True)

    def till() -> payment.Order:
        return communes.load(payment.PAYMENT, CASE_ID).state.find(granted)  # type: ignore[no-any-return]

    record(lead, CASE, CASE_ID, replace(DIED, died_on=benefit_lives.DAYS[9]), law=benefit_lives.LAW)
    benefit_lives.settle(lead, communes)
    assert (till().stage, till().left) == (PaymentStage.SUSPENDED, 3_000_000)
    with pytest.raises(Refused) as refused:
        record(communes, payment.PAYMENT, CASE_ID, pay, law=benefit_lives.LAW)
    assert refused.value.rule == "payment.suspended"
    assert fold(QUEUE, entries(communes))[str(CASE_ID)].orders[0].stage == PaymentStage.SUSPENDED
    assert lead.load(CASE, CASE_ID).state.claims[0].stage is ClaimStage.GRANTED

    record(lead, CASE, CASE_ID, ReopenCase(benefit_lives.DAYS[9], "closed_in_error"), law=benefit_lives.LAW)
    benefit_lives.settle(lead, communes)
    assert till().stage is PaymentStage.TO_PAY
    assert fold(QUEUE, entries(communes))[str(CASE_ID)].orders[0].stage == PaymentStage.TO_PAY
    record(communes, payment.PAYMENT, CASE_ID, pay, law=benefit_lives.LAW)
    assert till().left == 2_000_000


def test_a_register_that_answers_after_the_death_leaves_the_payment_stopped() -> None:
    order = payment.PaymentOrdered(
        "support.labour", claim_id(CASE_ID, 1), "HT-7K2Q4-9", None, "loan", "once", 10, "1/QĐ", NEXT
    )
    answered = payment.RegisterAnswered(order.application, True)
    stop = payment.SuspendPayments(LATER, "deceased")
    stopped = given(payment.PAYMENT, order).when(stop, payment.LearnRegister(order.application, True))
    assert stopped.state_now.all[0].stage is PaymentStage.SUSPENDED
    given(payment.PAYMENT, order, answered).when(stop, stop).nothing()
    given(payment.PAYMENT, order, answered).when(replace(stop, reason="lost_contact")).nothing()


# Whatever is written down, in whatever order

DAYS = st.integers(0, 60).map(lambda n: NEXT + timedelta(days=n))
ASKED = st.one_of(
    st.builds(RecordFollowUp, DAYS, st.sampled_from(Risk), st.none() | DAYS),
    st.builds(RecordMissedVisit, DAYS, st.just("absent"), st.none() | DAYS),
    st.builds(
        AgreeVisits,
        DAYS,
        st.sampled_from(VisitWay),
        DAYS,
        st.integers(1, 8),
        st.sampled_from(Interval),
        she_agrees=st.just(True),
    ),
    st.builds(CloseCase, DAYS, st.just("lost_contact")),
    st.builds(ReopenCase, DAYS, st.just("new_need")),
)


def lived(commands: list[Any]) -> list[Event]:
    return live(CASE, commands, LAW, past=[opened()])


@every(st.lists(ASKED, max_size=15))
def test_the_next_visit_is_never_before_the_last_one_and_the_risk_shown_is_the_latest(commands: list[Any]) -> None:
    file = CASE.replay(lived(commands))
    now = file.following
    assert [visit.on for visit in now.visits] == sorted(visit.on for visit in now.visits)
    assert now.next_on is None or now.last_on is None or now.next_on >= now.last_on
    met = [visit for visit in now.visits if isinstance(visit, FollowUpRecorded)]
    assert now.last == (met[-1] if met else None)


@every(st.lists(ASKED, max_size=15))
def test_the_queue_shows_the_risk_and_the_next_visit_of_the_file(commands: list[Any]) -> None:
    ledger = benefit_lives.ledgers()[0]
    for command in (as_citizen(), *commands):
        with suppress(Refused):
            ledger.handle(
                CASE, CASE_ID, command,
                command_id=uuid4(), by=By("officer", "labour"), law=benefit_lives.LAW, when=When.day(NEXT),
            )  # fmt: skip
    written, kept = entries(ledger), Kept(QUEUE)
    for entry in written:
        kept.keep([entry], entry.position)
    line, file = fold(QUEUE, written)[str(CASE_ID)], ledger.load(CASE, CASE_ID).state
    assert kept.docs[str(CASE_ID)] == line
    assert (line.risk, line.next_visit_on) == (file.follow_up.risk if file.follow_up else None, file.following.next_on)
    assert (line.stage, line.alarming) == (file.stage, file.follow_up.alarming if file.follow_up else False)


TILL = (
    payment.TakeOrder(
        "support.labour", ONE := claim_id(CASE_ID, 1), "HT-7K2Q4-9", None, "loan", "once", 3, "1/QĐ", NEXT
    ),
    payment.LearnRegister(ONE, True),
    payment.LearnRegister(ONE, False, claim_id(CASE_ID, 9)),
    payment.SuspendPayments(LATER, "deceased"),
    payment.SuspendPayments(LATER, "lost_contact"),
    payment.StopOrder(ONE, "9/QĐ", LATER, "revoked"),
    *(payment.RecordPayment(ONE, LATER, amount, f"{amount}/DS", True) for amount in (1, 2, 3)),
)


@every(st.lists(st.sampled_from(TILL), max_size=12))
def test_whatever_comes_in_whatever_order_what_is_suspended_is_not_paid_and_the_queue_says_so(asked: list[Any]) -> None:
    till = benefit_lives.ledgers()[1]
    for command in (TILL[0], *asked):
        before = till.load(payment.PAYMENT, CASE_ID).state
        with suppress(Refused):
            till.handle(
                payment.PAYMENT, CASE_ID, command,
                command_id=uuid4(), by=By("officer", "communes"), law=benefit_lives.LAW, when=When.day(NEXT),
            )  # fmt: skip
        (order,) = till.load(payment.PAYMENT, CASE_ID).state.all
        assert not (before.all and before.all[0].stage is PaymentStage.SUSPENDED) or order.paid == before.all[0].paid
        line = fold(QUEUE, entries(till))[str(CASE_ID)].orders[0]
        assert (line.stage, line.left) == (order.stage, order.left)
