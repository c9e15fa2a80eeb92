"""Whenever another ledger tells us something, this is what support does about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.support.domain.case import CASE
from services.support.domain.case_commands import LearnAnswer, LearnStatus, LearnWishes, OpenCase
from services.support.domain.words import Answer
from services.support.domain.work import WORK
from services.support.domain.work_commands import EndWork, HearWishes, TakeReferral
from shared.contracts.intake import PersonReceived, StatusDecided, WishesRecorded
from shared.contracts.support import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralOffered,
    ReferralReturned,
    ServiceDelivered,
    ServiceNotDelivered,
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


def keep_to_her_wishes_whenever_they_were_passed_on(heard: Heard) -> list[Act]:
    told: WishesPassedOn = heard.message
    return [Act(WORK, heard.subject, HearWishes(**vars(told)))]


def learn_it_whenever_a_referral_was_accepted(heard: Heard) -> list[Act]:
    told: ReferralAccepted = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.ACCEPTED, answered_on=told.accepted_on))


def learn_it_whenever_a_referral_was_declined(heard: Heard) -> list[Act]:
    told: ReferralDeclined = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.DECLINED, reason=told.reason, note=told.note))


def learn_it_whenever_a_referral_was_returned(heard: Heard) -> list[Act]:
    told: ReferralReturned = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.RETURNED, reason=told.reason, note=told.note))


def count_it_whenever_a_service_was_delivered(heard: Heard) -> list[Act]:
    told: ServiceDelivered = heard.message
    learned = LearnAnswer(
        told.referral, Answer.DELIVERED, answered_on=told.delivered_on,
        quantity=told.quantity, confirmed_by_person=told.confirmed_by_person, note=told.note,
    )  # fmt: skip
    return _learn(heard, learned)


def learn_it_whenever_a_service_was_not_delivered(heard: Heard) -> list[Act]:
    told: ServiceNotDelivered = heard.message
    return _learn(heard, LearnAnswer(told.referral, Answer.NOT_DELIVERED, reason=told.reason))


def end_the_work_whenever_support_was_closed(heard: Heard) -> list[Act]:
    told: SupportClosed = heard.message
    return [Act(WORK, heard.subject, EndWork(**vars(told)))]


def _learn(heard: Heard, learned: LearnAnswer) -> list[Act]:
    return [Act(CASE, heard.subject, replace(learned, teller=heard.sender))]


POLICIES: Mapping[type, Callable[[Heard], list[Act]]] = {
    PersonReceived: open_a_support_file_whenever_a_person_was_received,
    WishesRecorded: learn_her_wishes_whenever_they_were_recorded,
    StatusDecided: learn_the_status_whenever_it_was_decided,
    ReferralOffered: take_the_referral_whenever_one_was_offered,
    WishesPassedOn: keep_to_her_wishes_whenever_they_were_passed_on,
    ReferralAccepted: learn_it_whenever_a_referral_was_accepted,
    ReferralDeclined: learn_it_whenever_a_referral_was_declined,
    ReferralReturned: learn_it_whenever_a_referral_was_returned,
    ServiceDelivered: count_it_whenever_a_service_was_delivered,
    ServiceNotDelivered: learn_it_whenever_a_service_was_not_delivered,
    SupportClosed: end_the_work_whenever_support_was_closed,
}
