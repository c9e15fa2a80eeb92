"""A benefit from the guidance to the money: every step, who may not skip which, and that nothing is paid twice."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args
from uuid import uuid5

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from services.support.domain.benefits import application as desk
from services.support.domain.benefits import application_rules, payment, reservations
from services.support.domain.benefits import claim_commands as asked
from services.support.domain.benefits import claim_events as happened
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.case_commands import CloseCase
from services.support.domain.case_events import CircumstancesRecorded, StatusLearned
from services.support.domain.words import ApplicationStage, ClaimStage, PaymentStage
from services.support.domain.work import WORK
from services.support.projections import QUEUE
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup
from shared.testing import entries, given, identity, record
from shared.views import Kept, fold
from tests.support.benefit_lives import COMMUNES, DAYS, LABOUR, LAW, decided, ledgers, lived, settle
from tests.support.office import as_citizen
from tests.support.samples import CASE_ID, NAME, NEXT, opened

FIRST = claim_id(CASE_ID, 1)
CITIZEN = replace(opened(), **{name: value for name, value in vars(as_citizen()).items() if name != "case"})
VICTIM = StatusLearned("victim", NEXT, "POLICE_DISTRICT_CERT")
POOR = CircumstancesRecorded(NEXT, ("poor_household", "poor_by_income", "returned_to_residence"))
GUIDED = happened.GuidedToApply(
    FIRST, "initial_allowance", "communes", COMMUNES, DAYS[1], date(2024, 5, 9), unit="20035"
)  # fmt: skip
ARRIVED = happened.ApplicationArrived(FIRST, "MC-12", DAYS[2], DAYS[3], "8/UBND", appraise_by=DAYS[10])
APPRAISED = happened.ApplicationAppraised(
    FIRST, DAYS[6], "15/TTr-LĐTBXH", True, 3_000_000, "12/NQ-HĐND", date(2020, 7, 10)
)  # fmt: skip
GRANTED = happened.BenefitDecided(FIRST, "77/QĐ-UBND", DAYS[8], True, 3_000_000, "once")
ASSIGNED = happened.PaymentAssigned(FIRST, "communes", COMMUNES)
PAID = happened.BenefitWasPaid(FIRST, DAYS[9], 3_000_000, "5/DS", True)


def case(*past: Any) -> given:
    return given(CASE, CITIZEN, VICTIM, POOR, *past, law=LAW)


# The lead's side


def test_she_is_guided_to_the_desk_of_her_commune_with_the_day_until_which_she_can_apply() -> None:
    guide = asked.GuideToApply("initial_allowance", DAYS[1], True)
    case().when(guide).then(GUIDED)
    case().when(guide, guide).nothing()
    case(GUIDED).when(replace(guide, guided_on=DAYS[2])).refused("benefit.already_applied_for")


def test_where_her_file_names_no_commune_the_officer_does_and_it_is_one_of_the_desk() -> None:
    nowhere = replace(CITIZEN, unit=None)
    guide = asked.GuideToApply("initial_allowance", DAYS[1], True)
    given(CASE, nowhere, VICTIM, POOR, law=LAW).when(guide).refused("benefit.unit_missing")
    named = given(CASE, nowhere, VICTIM, POOR, law=LAW).when(replace(guide, unit="20008"))
    assert named.answer[0].unit == "20008"


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((), asked.GuideToApply("clothing", DAYS[1], True), "benefit.not_applied_for"),
        ((), asked.GuideToApply("initial_allowance", DAYS[1], False), "benefit.guided_without_consent"),
        ((CircumstancesRecorded(NEXT, (), ("poor_household",)),), asked.GuideToApply("initial_allowance", DAYS[1], True),
         "benefit.not_owed"),
        ((StatusLearned("unresolved", NEXT),), asked.GuideToApply("initial_allowance", DAYS[1], True), "benefit.waiting"),
        ((GUIDED, ARRIVED, APPRAISED, GRANTED, ASSIGNED, PAID), asked.GuideToApply("initial_allowance", DAYS[10], True),
         "benefit.received_already"),
        ((GUIDED,), asked.AppraiseApplication(FIRST, DAYS[6], "1/TTr", True, 1_000_000, "1/NQ", NEXT),
         "application.not_now"),
        ((GUIDED, ARRIVED), asked.AppraiseApplication(FIRST, DAYS[2], "1/TTr", True, 1_000_000, "1/NQ", NEXT),
         "application.before_arrival"),
        ((GUIDED, ARRIVED), asked.AppraiseApplication(FIRST, DAYS[6], "1/TTr", True, None, "1/NQ", NEXT),
         "benefit.amount_missing"),
        ((GUIDED, ARRIVED), asked.AppraiseApplication(FIRST, DAYS[6], "1/TTr", True, 1_000_000),
         "benefit.resolution_missing"),
        ((GUIDED, ARRIVED), asked.AppraiseApplication(FIRST, DAYS[6], "1/TTr", True, 1_000_000, "1/NQ", DAYS[7]),
         "benefit.resolution_after"),
        ((GUIDED, ARRIVED), asked.AppraiseApplication(FIRST, DAYS[6], "1/TTr", False), "benefit.reason_missing"),
        ((GUIDED, ARRIVED), asked.AppraiseApplication(FIRST, DAYS[6], "1/TTr", False, reason="not_entitled"),
         "benefit.refused_without_rule"),
        ((GUIDED, ARRIVED, APPRAISED, CircumstancesRecorded(DAYS[7], ("poor_household", "returned_to_residence"))),
         asked.RecordBenefitDecision(FIRST, "7/QĐ", DAYS[8], True, 1_000_000, "communes"), "benefit.reading_missing"),
        ((GUIDED, ARRIVED, APPRAISED, CircumstancesRecorded(DAYS[7], ("poor_household", "poor_by_income"))),
         asked.RecordBenefitDecision(FIRST, "7/QĐ", DAYS[8], True, 1_000_000, "communes"), "benefit.to_ask"),
        ((GUIDED, ARRIVED), asked.RecordBenefitDecision(FIRST, "7/QĐ", DAYS[8], True, 1_000_000, "communes"),
         "application.not_now"),
        ((GUIDED, ARRIVED, APPRAISED), asked.RecordBenefitDecision(FIRST, "7/QĐ", DAYS[5], True, 1_000_000, "communes"),
         "benefit.decided_before_appraisal"),
        ((GUIDED, ARRIVED, APPRAISED), asked.RecordBenefitDecision(FIRST, "7/QĐ", DAYS[8], True, 1_000_000, "justice"),
         "benefit.payer_missing"),
        ((GUIDED, ARRIVED, APPRAISED), asked.RecordBenefitDecision(FIRST, "7/QĐ", DAYS[8], True, None, "communes"),
         "benefit.amount_missing"),
        ((GUIDED, ARRIVED, APPRAISED), asked.RecordBenefitDecision(FIRST, "7/QĐ", date(2025, 7, 2), True, 1, "communes"),
         "benefit.law_not_in_force"),
        ((GUIDED, ARRIVED, APPRAISED, GRANTED), asked.RecordBenefitDecision(FIRST, "8/QĐ", DAYS[9], False, reason="too_late"),
         "benefit.decided_already"),
        ((GUIDED,), CloseCase(DAYS[9], "completed"), "case.benefits_open"),
        ((), asked.ReturnApplication(FIRST, DAYS[4], "incomplete"), "application.unknown"),
    ],
)  # fmt: skip
def test_no_step_is_skipped_and_nothing_is_granted_or_refused_without_its_ground(
    past: tuple[Any, ...], command: Any, rule: str
) -> None:
    case(*past).when(command).refused(rule)


def test_appraised_and_decided_with_the_amount_its_resolution_and_who_pays() -> None:
    appraise = asked.AppraiseApplication(**vars(APPRAISED))
    case(GUIDED, ARRIVED).when(appraise).then(APPRAISED)
    decide = asked.RecordBenefitDecision(FIRST, "77/QĐ-UBND", DAYS[8], True, 3_000_000, "communes")
    done = case(GUIDED, ARRIVED, APPRAISED).when(decide).then(GRANTED, ASSIGNED)
    assert done.state_now.claims[0].stage is ClaimStage.GRANTED
    case(GUIDED, ARRIVED, APPRAISED).when(decide, decide).nothing()


def test_a_refusal_names_its_reason_and_a_late_application_is_for_a_person_to_judge() -> None:
    late = replace(ARRIVED, late=True)
    refuse = asked.RecordBenefitDecision(FIRST, "78/QĐ-UBND", DAYS[8], False, reason="too_late")
    refused = case(GUIDED, late, APPRAISED).when(refuse)
    assert refused.state_now.claims[0].stage is ClaimStage.REFUSED
    granted = asked.RecordBenefitDecision(FIRST, "77/QĐ-UBND", DAYS[8], True, 3_000_000, "communes")
    case(GUIDED, late, APPRAISED).when(granted).then(GRANTED, ASSIGNED)
    by_rule = (GUIDED, ARRIVED, APPRAISED, CircumstancesRecorded(DAYS[7], (), ("poor_household",)))
    assert case(*by_rule).when(replace(refuse, reason="not_entitled")).refusal is None


def test_what_is_given_more_than_once_is_given_for_a_period() -> None:
    pupil = CircumstancesRecorded(DAYS[7], ("poor_household", "goes_to_school"))
    minor = replace(CITIZEN, age_group=AgeGroup.UNDER_16)
    guided = replace(GUIDED, benefit="schooling")
    past = (minor, VICTIM, pupil, guided, ARRIVED, APPRAISED)
    decide = asked.RecordBenefitDecision(FIRST, "77/QĐ-UBND", DAYS[8], True, 500_000, "labour")
    given(CASE, *past, law=LAW).when(decide).refused("benefit.period_missing")
    done = given(CASE, *past, law=LAW).when(replace(decide, period="2023-2024"))
    assert done.answer[0].period == "2023-2024"


def test_money_that_was_told_counts_until_the_whole_is_paid() -> None:
    pay = asked.LearnPayment(COMMUNES, FIRST, DAYS[9], 1_000_000, "5/DS", True)
    first = case(GUIDED, ARRIVED, APPRAISED, GRANTED, ASSIGNED).when(pay)
    assert (first.state_now.claims[0].stage, first.state_now.claims[0].paid_amount) == (ClaimStage.GRANTED, 1_000_000)
    paid = happened.BenefitWasPaid(FIRST, DAYS[9], 1_000_000, "5/DS", True)
    assert first.answer[0].regime == "INITIAL_ALLOWANCE_LOAN", "the regime that counts as received"
    whole = case(GUIDED, ARRIVED, APPRAISED, GRANTED, ASSIGNED, paid).when(
        replace(pay, amount=2_000_000, receipt="6/DS")
    )
    assert whole.state_now.claims[0].stage is ClaimStage.PAID
    case(GUIDED, ARRIVED, APPRAISED, GRANTED, ASSIGNED).when(replace(pay, teller=LABOUR)).refused(
        "answer.not_from_whom_we_asked"
    )


def test_a_complaint_is_kept_and_changes_no_step() -> None:
    complain = asked.RecordComplaint(FIRST, DAYS[9], Sealed("mức quá thấp"))
    done = case(GUIDED, ARRIVED, APPRAISED, GRANTED).when(complain)
    assert done.state_now.claims[0].stage is ClaimStage.GRANTED
    case(GUIDED).when(complain, complain).nothing()


# The one-stop desk

EXPECTED = desk.ApplicationExpected(
    LABOUR, FIRST, CITIZEN.code, "20035", "initial_allowance", DAYS[1], date(2024, 5, 9),
    CITIZEN.sex, CITIZEN.age_group, CITIZEN.ethnicity, name=Sealed(NAME),
)  # fmt: skip
MADE = desk.ApplicationMade(FIRST, DAYS[2], "MC-12", DAYS[10], send_by=DAYS[5])


def at_desk(*past: Any) -> given:
    return given(application_rules.APPLICATION, *past, law=LAW)


def test_an_application_is_taken_confirmed_and_sent_within_three_working_days() -> None:
    take = desk.RecordApplication(FIRST, DAYS[2], "MC-12", DAYS[10])
    made = at_desk(EXPECTED).when(take)
    assert made.answer == [replace(MADE, send_by=date(2023, 5, 16))], "11/05 was a Thursday"
    at_desk(EXPECTED).when(take, take).nothing()
    send = desk.SendApplication(FIRST, DAYS[3], "8/UBND")
    sent = at_desk(EXPECTED, MADE).when(send).then(desk.ApplicationSent(**vars(send)))
    assert sent.state_now.all[0].stage is ApplicationStage.SENT
    at_desk(EXPECTED).when(send).refused("application.not_now")
    at_desk(EXPECTED, MADE).when(replace(send, sent_on=DAYS[1])).refused("application.sent_before")
    at_desk(EXPECTED).when(replace(take, applied_on=DAYS[0])).refused("application.before_guidance")
    at_desk(EXPECTED).when(replace(take, appointment_on=DAYS[1])).refused("application.appointment_before")


def test_after_twelve_months_it_is_taken_all_the_same_and_says_so() -> None:
    late = at_desk(EXPECTED).when(desk.RecordApplication(FIRST, date(2024, 5, 10), "MC-99"))
    assert late.answer[0].late
    on_the_day = at_desk(EXPECTED).when(desk.RecordApplication(FIRST, date(2024, 5, 9), "MC-99"))
    assert not on_the_day.answer[0].late


def test_what_came_back_is_completed_and_sent_again() -> None:
    sent = desk.ApplicationSent(FIRST, DAYS[3], "8/UBND")
    back = at_desk(EXPECTED, MADE, sent).when(desk.TakeApplicationBack(FIRST, DAYS[6], "incomplete"))
    assert back.answer == [desk.ApplicationCameBack(FIRST, DAYS[6], "incomplete", send_by=date(2023, 5, 18))]
    again = at_desk(EXPECTED, MADE, sent, *back.answer).when(desk.SendApplication(FIRST, DAYS[7], "9/UBND"))
    assert again.state_now.all[0].stage is ApplicationStage.SENT


def test_she_may_withdraw_until_it_is_decided() -> None:
    withdraw = desk.WithdrawApplication(FIRST, DAYS[4])
    assert at_desk(EXPECTED, MADE).when(withdraw).state_now.all[0].stage is ApplicationStage.WITHDRAWN
    heard = desk.DecisionHeard(FIRST, "77/QĐ", DAYS[8], True, 3_000_000)
    at_desk(EXPECTED, MADE, heard).when(withdraw).refused("application.not_now")
    ended = at_desk(EXPECTED).when(desk.EndApplications(DAYS[9], "deceased"))
    assert ended.state_now.all[0].stage is ApplicationStage.ENDED


# Money

ORDERED = payment.PaymentOrdered(
    LABOUR, FIRST, CITIZEN.code, "20035", "initial_allowance", "once", 3_000_000, "77/QĐ-UBND", DAYS[8]
)  # fmt: skip
RESERVED = payment.RegisterAnswered(FIRST, True)
PAY = payment.RecordPayment(FIRST, DAYS[9], 3_000_000, "5/DS", True)


def till(*past: Any) -> given:
    return given(payment.PAYMENT, *past, law=LAW)


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((), PAY, "payment.not_ordered"),
        ((ORDERED,), PAY, "payment.being_checked"),
        ((ORDERED, payment.RegisterAnswered(FIRST, False, identity("other"))), PAY, "payment.held_back"),
        ((ORDERED, RESERVED), replace(PAY, amount=3_000_001), "payment.more_than_decided"),
        ((ORDERED, RESERVED), replace(PAY, paid_on=DAYS[7]), "payment.before_decision"),
        ((ORDERED, RESERVED, payment.BenefitPaid(FIRST, DAYS[9], 1, "5/DS", True)), replace(PAY, amount=5),
         "payment.receipt_used"),
    ],
)  # fmt: skip
def test_nothing_is_paid_unordered_unchecked_too_early_or_beyond_the_decision(
    past: tuple[Any, ...], command: Any, rule: str
) -> None:
    till(*past).when(command).refused(rule)


def test_paid_and_signed_for_it_is_done_and_said_twice_is_done_once() -> None:
    done = till(ORDERED, RESERVED).when(PAY).then(payment.BenefitPaid(**vars(PAY)))
    assert (done.state.all[0].stage, done.state_now.all[0].stage) == (PaymentStage.TO_PAY, PaymentStage.PAID)
    till(ORDERED, RESERVED).when(PAY, PAY).nothing()


AMOUNTS = st.lists(st.tuples(st.integers(1, 4_000_000), st.sampled_from(["1/DS", "2/DS", "3/DS", "4/DS"])), max_size=8)


@every(AMOUNTS)
def test_money_paid_never_exceeds_what_was_decided(payments: list[tuple[int, str]]) -> None:
    past: list[Any] = [ORDERED, RESERVED]
    for amount, receipt in payments:
        attempt = till(*past).when(replace(PAY, amount=amount, receipt=receipt))
        past += attempt.answer
        assert 0 <= payment.PAYMENT.replay(past).all[0].left <= 3_000_000


# The register


def reserve(person: str, application: str, asker: str = COMMUNES, period: str = "once") -> reservations.Reserve:
    return reservations.Reserve(identity(person), identity(application), "initial_allowance", period, asker)


def book(*past: Any) -> given:
    return given(reservations.RESERVATIONS, *past, law=LAW)


def test_whoever_asks_first_has_it_and_the_second_is_told_who() -> None:
    first = book().when(reserve("Lan", "one"))
    second = book(*first.answer).when(reserve("Lan", "two", LABOUR))
    assert isinstance(second.answer[0], reservations.ReservationDenied)
    assert second.answer[0].held_by == identity("one")
    book(*first.answer).when(reserve("Lan", "two", period="2024"), reserve("Mai", "three")).state_now  # noqa: B018
    book(*first.answer).when(reserve("Lan", "one")).nothing()


def test_linked_cases_are_one_person_also_through_a_third() -> None:
    first = book().when(reserve("Lan", "one")).answer
    links = [
        reservations.PersonsJoined(identity("Lan"), identity("B")),
        reservations.PersonsJoined(identity("B"), identity("C")),
    ]
    denied = book(*first, *links).when(reserve("C", "three"))
    assert isinstance(denied.answer[0], reservations.ReservationDenied)
    parted = reservations.PersonsParted(identity("B"), identity("C"))
    assert isinstance(book(*first, *links, parted).when(reserve("C", "three")).answer[0], reservations.BenefitReserved)


def test_a_link_that_comes_after_both_were_reserved_is_shown_to_a_person() -> None:
    both = [*book().when(reserve("Lan", "one")).answer, *book().when(reserve("B", "two")).answer]
    joined = book(*both).when(reservations.JoinPersons(identity("Lan"), identity("B")))
    assert {type(each) for each in joined.answer} == {reservations.PersonsJoined, reservations.DoubleFound}
    assert [each.case for each in joined.answer[1:]] == [identity("Lan"), identity("B")], "said in both files"
    book(*both, *joined.answer).when(reservations.JoinPersons(identity("B"), identity("Lan"))).nothing()


ASKS = st.lists(
    st.one_of(
        st.builds(reserve, st.sampled_from("ABC"), st.sampled_from("123456"), st.sampled_from([COMMUNES, LABOUR])),
        st.builds(reservations.JoinPersons, st.sampled_from([identity("A")]), st.sampled_from([identity("B"), identity("C")])),
        st.builds(reservations.PartPersons, st.sampled_from([identity("A")]), st.sampled_from([identity("B"), identity("C")])),
        st.builds(reservations.GiveBack, st.sampled_from([identity(each) for each in "123456"])),
    ),
    max_size=16,
)  # fmt: skip


@every(ASKS)
def test_a_reservation_stands_once_for_a_person_and_every_double_is_found(asks: list[Any]) -> None:
    past: list[Any] = []
    for each in asks:
        past += reservations.RESERVATIONS.decide(each, reservations.RESERVATIONS.replay(past), LAW)
    register = reservations.RESERVATIONS.replay(past)
    held = list(register.held.values())
    doubles = {
        frozenset({one.application, other.application})
        for at, one in enumerate(held)
        for other in held[at + 1 :]
        if other.case in register.cases_of_person(one.case)
    }
    assert register.doubles == doubles, "all that there are, and none that is settled"
    assert all(register.holder(d.case, d.benefit, d.period) for d in register.denied.values()), (
        "nobody waits for nothing"
    )
    assert not register.denied.keys() & register.held.keys()


# The whole way, between real ledgers


@pytest.mark.parametrize("payer", ["communes", "labour"])
def test_from_the_guidance_to_the_money_in_her_hands(payer: str) -> None:
    lead, communes = ledgers()
    application = decided(lead, communes, payer=payer)
    till_ = communes if payer == "communes" else lead
    order = till_.load(payment.PAYMENT, CASE_ID).state.find(application)
    assert (order.stage, till_.open(order.ordered.name)) == (PaymentStage.TO_PAY, NAME)
    record(till_, payment.PAYMENT, CASE_ID, replace(PAY, application=application), law=LAW)
    settle(lead, communes)
    (claim,) = lead.load(CASE, CASE_ID).state.claims
    assert (claim.stage, claim.paid_amount) == (ClaimStage.PAID, 3_000_000)
    heard = communes.load(application_rules.APPLICATION, CASE_ID).state.find(application)
    assert (heard.stage, heard.decided and heard.decided.amount) == (ApplicationStage.DECIDED, 3_000_000)


def test_two_cases_of_one_person_are_paid_once_whoever_pays() -> None:
    lead, communes = ledgers()
    other = identity("her other case")
    link = reservations.JoinPersons(CASE_ID, other)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, link, law=LAW)
    one = decided(lead, communes)
    two = decided(lead, communes, other, "labour", 2)
    assert communes.load(payment.PAYMENT, CASE_ID).state.find(one).stage is PaymentStage.TO_PAY
    held = lead.load(payment.PAYMENT, other).state.find(two)
    assert (held.stage, held.register and held.register.held_by) == (PaymentStage.HELD_BACK, one)
    (claim,) = lead.load(CASE, other).state.claims
    assert claim.held_back == happened.BenefitWasHeldBack(two, one), "and the lead's page says so"


def test_everything_that_can_happen_has_happened_and_is_read_back_as_it_was_decided() -> None:
    deciders = (CASE, application_rules.APPLICATION, payment.PAYMENT, reservations.RESERVATIONS)
    told = [entry for ledger in lived() for entry in entries(ledger)]
    for decider in deciders[1:]:
        assert {type(entry.fact) for entry in told} >= set(decider.events)
    assert {type(entry.fact) for entry in told} >= set(get_args(happened.Event))


def test_the_lines_of_the_queues_are_the_same_folded_whole_and_kept_step_by_step() -> None:
    for ledger in lived():
        told = entries(ledger)
        kept = Kept(QUEUE)
        for entry in told:
            kept.keep([entry], entry.position)
        assert kept.docs == fold(QUEUE, told)
        assert all(line.code != "-" for line in kept.docs.values())


def test_an_agency_that_only_took_an_application_writes_down_no_end_of_work() -> None:
    _, communes = lived()
    assert communes.load(WORK, CASE_ID).entries == ()


def test_no_name_and_no_word_of_hers_stands_in_the_open() -> None:
    lead, communes = ledgers()
    decided(lead, communes)
    for ledger in (lead, communes):
        for row in ledger.store.since(0, 10_000):
            assert NAME.encode() not in row.body
    assert uuid5(CASE_ID, "application/1") == FIRST
    assert entries(lead)
