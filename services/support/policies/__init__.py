"""Whenever another ledger tells us something, this is what support does about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.support.domain.benefits.application import (
    EndApplications,
)
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT, SuspendPayments
from services.support.domain.case import CASE
from services.support.domain.case_commands import LearnAnswer, LearnPastEnd, LearnStatus, LearnWishes, OpenCase
from services.support.domain.granted import HearLongerUntil
from services.support.domain.services.parts import LearnPart
from services.support.domain.words import Answer
from services.support.domain.work import WORK
from services.support.domain.work_commands import EndWork, HearWishes, TakeReferral
from services.support.policies.benefits import OF_BENEFITS
from services.support.policies.handing_on import HANDED_ON
from shared.contracts.intake import PastCaseEnded, PersonReceived, StatusDecided, WishesRecorded
from shared.contracts.support import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralOffered,
    ReferralProlonged,
    ReferralReturned,
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


def close_the_case_whenever_it_was_over_before(heard: Heard) -> list[Act]:
    told: PastCaseEnded = heard.message
    return [Act(CASE, heard.subject, LearnPastEnd(**vars(told)))]


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


def _learn(heard: Heard, learned: LearnAnswer) -> list[Act]:
    return [Act(CASE, heard.subject, replace(learned, teller=heard.sender))]


POLICIES: Mapping[type, Callable[[Heard], list[Act]]] = {
    PersonReceived: open_a_support_file_whenever_a_person_was_received,
    WishesRecorded: learn_her_wishes_whenever_they_were_recorded,
    StatusDecided: learn_the_status_whenever_it_was_decided,
    PastCaseEnded: close_the_case_whenever_it_was_over_before,
    ReferralOffered: take_the_referral_whenever_one_was_offered,
    ReferralProlonged: let_it_run_on_whenever_a_referral_was_prolonged,
    WishesPassedOn: keep_to_her_wishes_whenever_they_were_passed_on,
    ReferralAccepted: learn_it_whenever_a_referral_was_accepted,
    ReferralDeclined: learn_it_whenever_a_referral_was_declined,
    ReferralReturned: learn_it_whenever_a_referral_was_returned,
    ServicePartGiven: learn_it_whenever_a_part_of_a_service_was_given,
    ServiceDelivered: count_it_whenever_a_service_was_delivered,
    ServiceNotDelivered: learn_it_whenever_a_service_was_not_delivered,
    SupportClosed: end_the_work_whenever_support_was_closed,
    **OF_BENEFITS,
    **HANDED_ON,
}
