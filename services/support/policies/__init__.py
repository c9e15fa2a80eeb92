"""Whenever another ledger tells us something, this is what support does about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.support.domain.benefits.application import (
    EndApplications,
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
from services.support.domain.benefits.payment import PAYMENT, LearnRegister, StopOrder, SuspendPayments, TakeOrder
from services.support.domain.benefits.reservations import (
    REGISTER,
    RESERVATIONS,
    GiveBack,
    JoinPersons,
    PartPersons,
    Reserve,
)
from services.support.domain.case import CASE
from services.support.domain.case_commands import LearnAnswer, LearnStatus, LearnWishes, OpenCase
from services.support.domain.granted import HearLongerUntil
from services.support.domain.services.parts import LearnPart
from services.support.domain.words import Answer
from services.support.domain.work import WORK
from services.support.domain.work_commands import EndWork, HearWishes, TakeReferral
from services.support.policies.handing_on import HANDED_ON
from shared.contracts.intake import PersonReceived, PersonsLinked, PersonsUnlinked, StatusDecided, WishesRecorded
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
    ReferralAccepted,
    ReferralDeclined,
    ReferralOffered,
    ReferralProlonged,
    ReferralReturned,
    ReservationAnswered,
    ReservationAsked,
    ServiceDelivered,
    ServiceNotDelivered,
    ServicePartGiven,
    SupportClosed,
    WishesPassedOn,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.kernel.words import CaseId


def open_a_support_file_whenever_a_person_was_received(heard: Heard) -> list[Act]:
    told: PersonReceived = heard.message
    return [Act(CASE, heard.subject, OpenCase(case=CaseId(heard.subject), **vars(told)))]


def learn_her_wishes_whenever_they_were_recorded(heard: Heard) -> list[Act]:
    told: WishesRecorded = heard.message
    return [Act(CASE, heard.subject, LearnWishes(**vars(told)))]


def learn_the_status_whenever_it_was_decided(heard: Heard) -> list[Act]:
    told: StatusDecided = heard.message
    return [Act(CASE, heard.subject, LearnStatus(**vars(told)))]


def take_the_referral_whenever_one_was_offered(heard: Heard) -> list[Act]:
    told: ReferralOffered = heard.message
    return [Act(WORK, heard.subject, TakeReferral(lead=heard.sender, **vars(told)))]


def let_it_run_on_whenever_a_referral_was_prolonged(heard: Heard) -> list[Act]:
    told: ReferralProlonged = heard.message
    return [Act(WORK, heard.subject, HearLongerUntil(**vars(told)))]


def keep_to_her_wishes_whenever_they_were_passed_on(heard: Heard) -> list[Act]:
    told: WishesPassedOn = heard.message
    return [Act(WORK, heard.subject, HearWishes(**vars(told)))]


def learn_it_whenever_a_referral_was_accepted(heard: Heard) -> list[Act]:
    told: ReferralAccepted = heard.message
    learned = LearnAnswer(told.referral, Answer.ACCEPTED, answered_on=told.accepted_on, begins_on=told.begins_on)
    return _learn(heard, learned)


def learn_it_whenever_a_referral_was_declined(heard: Heard) -> list[Act]:
    told: ReferralDeclined = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.DECLINED, told.declined_on, told.reason, note=told.note))


def learn_it_whenever_a_referral_was_returned(heard: Heard) -> list[Act]:
    told: ReferralReturned = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.RETURNED, told.returned_on, told.reason, note=told.note))


def count_it_whenever_a_service_was_delivered(heard: Heard) -> list[Act]:
    told: ServiceDelivered = heard.message
    learned = LearnAnswer(
        told.referral, Answer.DELIVERED, answered_on=told.delivered_on,
        quantity=told.quantity, confirmed_by_person=told.confirmed_by_person, note=told.note,
        place=told.place, outcome=told.outcome,
    )  # fmt: skip
    return _learn(heard, learned)


def learn_it_whenever_a_part_of_a_service_was_given(heard: Heard) -> list[Act]:
    told: ServicePartGiven = heard.message
    return [Act(CASE, heard.subject, LearnPart(teller=heard.sender, **vars(told)))]


def learn_it_whenever_a_service_was_not_delivered(heard: Heard) -> list[Act]:
    told: ServiceNotDelivered = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.NOT_DELIVERED, reason=told.reason))


def end_the_work_whenever_support_was_closed(heard: Heard) -> list[Act]:
    told: SupportClosed = heard.message
    ended = EndApplications(told.closed_on, told.reason)
    return [
        Act(WORK, heard.subject, EndWork(**vars(told))),
        Act(APPLICATION, heard.subject, ended),
        Act(PAYMENT, heard.subject, SuspendPayments(told.closed_on, told.reason)),
    ]


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


def _learn(heard: Heard, learned: LearnAnswer) -> list[Act]:
    return [Act(CASE, heard.subject, replace(learned, teller=heard.sender))]


POLICIES: Mapping[type, Callable[[Heard], list[Act]]] = {
    PersonReceived: open_a_support_file_whenever_a_person_was_received,
    WishesRecorded: learn_her_wishes_whenever_they_were_recorded,
    StatusDecided: learn_the_status_whenever_it_was_decided,
    ReferralOffered: take_the_referral_whenever_one_was_offered,
    ReferralProlonged: let_it_run_on_whenever_a_referral_was_prolonged,
    WishesPassedOn: keep_to_her_wishes_whenever_they_were_passed_on,
    ReferralAccepted: learn_it_whenever_a_referral_was_accepted,
    ReferralDeclined: learn_it_whenever_a_referral_was_declined,
    ReferralReturned: learn_it_whenever_a_referral_was_returned,
    ServicePartGiven: learn_it_whenever_a_part_of_a_service_was_given,
    ServiceDelivered: count_it_whenever_a_service_was_delivered,
    ServiceNotDelivered: learn_it_whenever_a_service_was_not_delivered,
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
    **HANDED_ON,
    SupportClosed: end_the_work_whenever_support_was_closed,
}
