"""The work of an agency that was asked to help in a case: each referral taken, answered, and its service delivered."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never, get_args

from services.support.domain.granted import HearLongerUntil, LongerUntilHeard, must_run
from services.support.domain.services.counted import must_be_somewhere, must_count, must_end_as
from services.support.domain.services.part_rules import give, must_be_under_way, must_cover, total
from services.support.domain.services.parts import GivePart
from services.support.domain.tasks import Task, Work, evolve
from services.support.domain.words import ReferralStage
from services.support.domain.work_commands import (
    STAGE_BEFORE,
    AcceptReferral,
    Answering,
    Command,
    DeclineReferral,
    DeliverService,
    EndWork,
    HearNewLead,
    HearWishes,
    ReportNonDelivery,
    ReturnReferral,
    TakeReferral,
)
from services.support.domain.work_events import (
    Answered,
    Event,
    NewLeadHeard,
    ReferralAccepted,
    ReferralDeclined,
    ReferralReceived,
    ReferralReturnedToSender,
    ServiceDelivered,
    ServiceNotDelivered,
    SupportWasClosed,
    WishesHeard,
)
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law


def decide(command: Command, work: Work, law: Law) -> Sequence[Event]:
    match command:
        case TakeReferral():
            return [] if work.knows(command.referral) else [ReferralReceived(**vars(command))]
        case AcceptReferral() | DeclineReferral() | ReturnReferral() | DeliverService() | ReportNonDelivery():
            return _answer(command, work, law)
        case GivePart():
            task = work.task(command.referral)
            return give(command, task.received.service, task.received.offered_on, task.stage, task.parts, law)
        case HearLongerUntil():
            longer = LongerUntilHeard(**vars(command))
            return [] if longer == work.task(command.referral).longer else [longer]
        case HearWishes():
            heard = WishesHeard(**vars(command))
            return [] if heard == work.wishes else [heard]
        case HearNewLead():
            led = NewLeadHeard(**vars(command))
            return [] if led == work.leads or not work.tasks else [led]
        case EndWork():
            ended = SupportWasClosed(**vars(command))
            return [] if ended == work.closed or not work.tasks else [ended]
        case _:
            assert_never(command)


def _answer(command: Answering, work: Work, law: Law) -> list[Event]:
    task = work.task(command.referral)
    answer = _as_event(command, task, law)
    if answer == task.answer:
        return []
    _must_be_next(command, task)
    _must_be_true(command, task, law)
    return [answer]


def _as_event(command: Answering, task: Task, law: Law) -> Answered:
    asked = task.received
    match command:
        case AcceptReferral():
            return ReferralAccepted(**vars(command))
        case DeclineReferral():
            return ReferralDeclined(**vars(command))
        case ReturnReferral():
            return ReferralReturnedToSender(**vars(command))
        case DeliverService():
            given = vars(command) | {"quantity": total(asked.service, command.quantity, task.parts, law)}
            return ServiceDelivered(service=asked.service, regime=asked.regime, **given)
        case ReportNonDelivery():
            return ServiceNotDelivered(service=asked.service, **vars(command))
        case _:
            assert_never(command)


def _must_be_next(command: Answering, task: Task) -> None:
    if STAGE_BEFORE[type(command)] is ReferralStage.ACCEPTED:
        must_be_under_way(task.stage)
    elif task.stage is not ReferralStage.OFFERED:
        raise Refused("referral.already_answered", f"the referral stands at `{task.stage}`")


def _must_be_true(command: Answering, task: Task, law: Law) -> None:
    must_run(task.stage, task.until, _day_of_answer(command))
    match command:
        case AcceptReferral(accepted_on=on, begins_on=begins_on):
            must_follow(on, task.received.offered_on, "referral.accepted_before_offer")
            must_follow(begins_on, task.received.offered_on, "service.begins_before_offer")
        case DeliverService():
            _must_be_delivered(command, task, law)
        case DeclineReferral(reason=reason):
            must_know(law, "decline_reasons", reason)
        case ReturnReferral(reason=reason):
            must_know(law, "return_reasons", reason)
        case ReportNonDelivery(reason=reason):
            must_know(law, "not_delivered_reasons", reason)
        case _:
            assert_never(command)


def _must_be_delivered(command: DeliverService, task: Task, law: Law) -> None:
    service, on = task.received.service, command.delivered_on
    quantity = total(service, command.quantity, task.parts, law)
    must_follow(on, task.received.offered_on, "service.delivered_before_offer")
    must_count(service, quantity, law)
    must_cover(service, quantity, on, task.parts, law)
    must_be_somewhere(command.place, law)
    must_end_as(service, command.outcome, law)


def _day_of_answer(command: Answering) -> date | None:
    match command:
        case AcceptReferral(accepted_on=on) | DeclineReferral(declined_on=on) | ReturnReferral(returned_on=on):
            return on
        case _:
            return None


WORK = Decider("support.work", "case", Work(), evolve, decide, get_args(Event))
