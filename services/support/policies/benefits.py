"""Whenever another ledger tells us of an application for a benefit or of decided money, this is what support does about it."""

from collections.abc import Callable, Mapping

from services.support.domain.benefits.application import (
    ExpectApplication,
    HearDecision,
    TakeApplicationBack,
)
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.claim_commands import (
    LearnApplication,
    LearnDouble,
    LearnHeldBack,
    LearnPayment,
    LearnRegisterAsked,
    LearnReleased,
    LearnStopped,
    LearnWithdrawal,
)
from services.support.domain.benefits.payment import PAYMENT, LearnRegister, StopOrder, TakeOrder
from services.support.domain.benefits.reservations import (
    REGISTER,
    RESERVATIONS,
    GiveBack,
    JoinPersons,
    PartPersons,
    Reserve,
)
from services.support.domain.case import CASE
from shared.contracts.intake import PersonsLinked, PersonsUnlinked
from shared.contracts.support import (
    ApplicationAwaited,
    ApplicationReturned,
    ApplicationSent,
    ApplicationWithdrawn,
    BenefitDecided,
    BenefitPaid,
    DoubleFound,
    DoubleSettled,
    PaymentHeldBack,
    PaymentOrdered,
    PaymentReleased,
    PaymentStopAsked,
    PaymentStopped,
    ReservationAnswered,
    ReservationAsked,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard


def expect_her_whenever_she_was_guided_to_our_desk(heard: Heard) -> list[Act]:
    told: ApplicationAwaited = heard.message
    return [Act(APPLICATION, heard.subject, ExpectApplication(lead=heard.sender, **vars(told)))]


def learn_it_whenever_an_application_was_sent(heard: Heard) -> list[Act]:
    told: ApplicationSent = heard.message
    return [Act(CASE, heard.subject, LearnApplication(teller=heard.sender, **vars(told)))]


def learn_it_whenever_an_application_was_withdrawn(heard: Heard) -> list[Act]:
    told: ApplicationWithdrawn = heard.message
    return [Act(CASE, heard.subject, LearnWithdrawal(teller=heard.sender, **vars(told)))]


def take_it_back_whenever_an_application_was_returned(heard: Heard) -> list[Act]:
    told: ApplicationReturned = heard.message
    return [Act(APPLICATION, heard.subject, TakeApplicationBack(**vars(told)))]


def tell_her_whenever_a_benefit_was_decided(heard: Heard) -> list[Act]:
    told: BenefitDecided = heard.message
    return [Act(APPLICATION, heard.subject, HearDecision(**vars(told)))]


def ask_the_register_whenever_a_payment_was_ordered(heard: Heard) -> list[Act]:
    told: PaymentOrdered = heard.message
    return [Act(PAYMENT, heard.subject, TakeOrder(lead=heard.sender, **vars(told)))]


def reserve_it_once_whenever_a_reservation_was_asked(heard: Heard) -> list[Act]:
    told: ReservationAsked = heard.message
    return [
        Act(RESERVATIONS, REGISTER, Reserve(case=heard.subject, asker=heard.sender, **vars(told))),
        Act(CASE, heard.subject, LearnRegisterAsked(told.application, heard.sender)),
    ]


def pay_or_hold_back_whenever_the_register_answered(heard: Heard) -> list[Act]:
    told: ReservationAnswered = heard.message
    return [Act(PAYMENT, told.case, LearnRegister(told.application, told.reserved, told.held_by))]


def count_it_whenever_a_benefit_was_paid(heard: Heard) -> list[Act]:
    told: BenefitPaid = heard.message
    return [Act(CASE, heard.subject, LearnPayment(teller=heard.sender, **vars(told)))]


def look_at_both_whenever_a_payment_was_held_back(heard: Heard) -> list[Act]:
    told: PaymentHeldBack = heard.message
    return [Act(CASE, heard.subject, LearnHeldBack(**vars(told)))]


def look_at_both_whenever_a_double_was_found(heard: Heard) -> list[Act]:
    told: DoubleFound = heard.message
    return [Act(CASE, told.case, LearnDouble(told.application, told.other, found=True))]


def look_no_more_whenever_a_double_was_settled(heard: Heard) -> list[Act]:
    told: DoubleSettled = heard.message
    return [Act(CASE, told.case, LearnDouble(told.application, told.other, found=False))]


def go_on_whenever_a_payment_was_released(heard: Heard) -> list[Act]:
    told: PaymentReleased = heard.message
    return [Act(CASE, heard.subject, LearnReleased(told.application))]


def pay_no_more_whenever_a_stop_was_asked(heard: Heard) -> list[Act]:
    told: PaymentStopAsked = heard.message
    return [Act(PAYMENT, heard.subject, StopOrder(**vars(told)))]


def give_the_place_back_whenever_a_payment_was_stopped(heard: Heard) -> list[Act]:
    """Only where nothing was paid: what was paid in part has been given to her."""
    told: PaymentStopped = heard.message
    learned = Act(CASE, heard.subject, LearnStopped(heard.sender, told.application, told.paid))
    return [learned] if told.paid else [learned, Act(RESERVATIONS, REGISTER, GiveBack(told.application))]


def count_them_as_one_whenever_cases_were_linked(heard: Heard) -> list[Act]:
    told: PersonsLinked = heard.message
    return [Act(RESERVATIONS, REGISTER, JoinPersons(told.case, told.other))]


def count_them_apart_whenever_cases_were_unlinked(heard: Heard) -> list[Act]:
    told: PersonsUnlinked = heard.message
    return [Act(RESERVATIONS, REGISTER, PartPersons(told.case, told.other))]


OF_BENEFITS: Mapping[type, Callable[[Heard], list[Act]]] = {
    ApplicationAwaited: expect_her_whenever_she_was_guided_to_our_desk,
    ApplicationSent: learn_it_whenever_an_application_was_sent,
    ApplicationWithdrawn: learn_it_whenever_an_application_was_withdrawn,
    ApplicationReturned: take_it_back_whenever_an_application_was_returned,
    BenefitDecided: tell_her_whenever_a_benefit_was_decided,
    PaymentOrdered: ask_the_register_whenever_a_payment_was_ordered,
    ReservationAsked: reserve_it_once_whenever_a_reservation_was_asked,
    ReservationAnswered: pay_or_hold_back_whenever_the_register_answered,
    PaymentHeldBack: look_at_both_whenever_a_payment_was_held_back,
    BenefitPaid: count_it_whenever_a_benefit_was_paid,
    PaymentReleased: go_on_whenever_a_payment_was_released,
    PaymentStopAsked: pay_no_more_whenever_a_stop_was_asked,
    PaymentStopped: give_the_place_back_whenever_a_payment_was_stopped,
    DoubleFound: look_at_both_whenever_a_double_was_found,
    DoubleSettled: look_no_more_whenever_a_double_was_settled,
    PersonsLinked: count_them_as_one_whenever_cases_were_linked,
    PersonsUnlinked: count_them_apart_whenever_cases_were_unlinked,
}
