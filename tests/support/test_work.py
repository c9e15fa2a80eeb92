"""What an agency that was asked may do with a referral, and that saying it twice changes nothing."""

from dataclasses import replace

import pytest

from services.support.domain.words import ReferralStage
from services.support.domain.work import WORK
from services.support.domain.work_commands import (
    AcceptReferral,
    Answering,
    DeclineReferral,
    DeliverService,
    EndWork,
    HearWishes,
    ReportNonDelivery,
    ReturnReferral,
    TakeReferral,
)
from services.support.domain.work_events import (
    Answered,
    Event,
    ReferralAccepted,
    ReferralDeclined,
    ReferralReturnedToSender,
    ServiceDelivered,
    ServiceNotDelivered,
    SupportWasClosed,
    WishesHeard,
)
from shared.kernel.sealed import Sealed
from shared.testing import given
from tests.support.samples import FIRST, LATER, LAW, NEXT, RECEIVED, SECOND, received

NOTE = Sealed("cần giấy ra viện")
ACCEPTED = ReferralAccepted(FIRST, NEXT)


def work(*past: Event) -> given:
    return given(WORK, *past, law=LAW)


def test_a_referral_taken_twice_is_taken_once() -> None:
    take = TakeReferral(**vars(received()))
    work().when(take).then(received())
    work().when(take, take).nothing()


ANSWERS: list[tuple[Answering, Answered, ReferralStage]] = [
    (AcceptReferral(FIRST, NEXT), ACCEPTED, ReferralStage.ACCEPTED),
    (DeclineReferral(FIRST, "no_capacity", NOTE), ReferralDeclined(FIRST, "no_capacity", NOTE), ReferralStage.DECLINED),
    (
        ReturnReferral(FIRST, "incomplete"),
        ReferralReturnedToSender(FIRST, "incomplete"),
        ReferralStage.RETURNED,
    ),
]
OUTCOMES: list[tuple[Answering, Answered, ReferralStage]] = [
    (
        DeliverService(FIRST, LATER, 2, confirmed_by_person=True),
        ServiceDelivered(FIRST, "health_care", "medical", LATER, 2, True),
        ReferralStage.DELIVERED,
    ),
    (
        ReportNonDelivery(FIRST, "person_absent"),
        ServiceNotDelivered(FIRST, "health_care", "person_absent"),
        ReferralStage.NOT_DELIVERED,
    ),
]


@pytest.mark.parametrize(("command", "event", "stage"), ANSWERS)
def test_an_offered_referral_is_answered_once(command: Answering, event: Answered, stage: ReferralStage) -> None:
    answered = work(received()).when(command).then(event)
    assert answered.state_now.task(FIRST).stage is stage
    work(received()).when(command, command).nothing()


@pytest.mark.parametrize(("command", "event", "stage"), OUTCOMES)
def test_an_accepted_service_is_delivered_or_not_once(
    command: Answering, event: Answered, stage: ReferralStage
) -> None:
    done = work(received(), ACCEPTED).when(command).then(event)
    assert done.state_now.task(FIRST).stage is stage
    work(received(), ACCEPTED).when(command, command).nothing()


def test_a_service_is_not_delivered_before_it_was_accepted() -> None:
    work(received()).when(DeliverService(FIRST, LATER, 1, True)).refused("service.not_accepted")


def test_an_answered_referral_is_not_answered_differently() -> None:
    work(received(), ACCEPTED).when(DeclineReferral(FIRST, "no_capacity")).refused("referral.already_answered")


def test_nobody_answers_what_was_never_asked() -> None:
    work(received()).when(AcceptReferral(SECOND, NEXT)).refused("referral.unknown")


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (DeclineReferral(FIRST, "rain"), "code.unknown"),
        (AcceptReferral(FIRST, RECEIVED), "referral.accepted_before_offer"),
    ],
)
def test_an_answer_is_checked(command: Answering, rule: str) -> None:
    work(received()).when(command).refused(rule)


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (DeliverService(FIRST, LATER, 0, True), "service.nothing_delivered"),
        (DeliverService(FIRST, RECEIVED, 1, True), "service.delivered_before_offer"),
        (ReportNonDelivery(FIRST, "rain"), "code.unknown"),
    ],
)
def test_a_delivery_is_checked(command: Answering, rule: str) -> None:
    work(received(), ACCEPTED).when(command).refused(rule)


def test_her_wishes_as_last_told_bind_the_agency() -> None:
    first = replace(received(), confidentiality=("not_family",))
    told = HearWishes(("no_calls",), True, False, Sealed("gọi dì, buổi tối"))
    heard = work(first).when(told).then(WishesHeard(**vars(told)))
    assert (heard.state.wishes, heard.state_now.wishes) == (first, WishesHeard(**vars(told)))
    work(first).when(told, told).nothing()
    later = replace(received(), referral=SECOND)
    both = WORK.replay([first, WishesHeard(**vars(told)), later])
    assert (both.wishes, both.safe_contact) == (later, told.safe_contact)


def test_the_closing_ends_what_is_open_and_leaves_what_is_done() -> None:
    done = replace(received(), referral=SECOND)
    past = (received(), done, ReferralDeclined(SECOND, "no_capacity"))
    ended = work(*past).when(EndWork(LATER, "deceased")).then(SupportWasClosed(LATER, "deceased"))
    assert ended.state_now.task(FIRST).stage is ReferralStage.ENDED
    assert ended.state_now.task(SECOND).stage is ReferralStage.DECLINED
    work(*past).when(EndWork(LATER, "deceased"), EndWork(LATER, "deceased")).nothing()


def test_the_current_task_is_the_newest_open_one_or_the_last() -> None:
    second = replace(received(), referral=SECOND)
    assert (
        work(received(), second, ReferralDeclined(SECOND, "no_capacity")).state.current_on(NEXT).received.referral
        == FIRST
    )
    both = (ReferralDeclined(FIRST, "no_capacity"), second, ReferralDeclined(SECOND, "no_capacity"))
    assert work(received(), *both).state.current_on(NEXT).received.referral == SECOND
    assert work().state.current_on(NEXT) is None
