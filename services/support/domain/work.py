"""The work of an agency that was asked to help in a case: each referral taken, answered, and its service delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, get_args
from uuid import UUID

from services.support.domain.benefits.application import ApplicationExpected
from services.support.domain.checks import must_follow, must_know
from services.support.domain.granted import HearLongerUntil, LongerUntilHeard, must_run, runs, stage_on
from services.support.domain.services.counted import must_be_somewhere, must_count, must_end_as
from services.support.domain.services.part_rules import give, must_be_under_way, must_cover, total
from services.support.domain.services.parts import GivePart, PartGiven
from services.support.domain.words import OPEN_STAGES, ReferralStage
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
    STAGE_AFTER,
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
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Contact


@dataclass(frozen=True)
class Task:
    """One referral as the agency that was asked sees it."""

    received: ReferralReceived
    stage: ReferralStage = ReferralStage.OFFERED
    answer: Answered | None = None
    parts: tuple[PartGiven, ...] = ()
    begins_on: date | None = None
    longer: LongerUntilHeard | None = None

    @property
    def until(self) -> date | None:
        """The last day of what was granted, as told last."""
        return self.longer.until if self.longer else self.received.until

    def stage_on(self, day: date) -> ReferralStage:
        return stage_on(self.stage, self.until, day)

    def runs_on(self, day: date) -> bool:
        """May what was granted with it be read on this day?"""
        return runs(self.until, day)

    @property
    def grants_contact(self) -> bool:
        """Is the number to call granted with it? Asked before that was said, it always was."""
        return self.received.sections is None or "contact" in self.received.sections


@dataclass(frozen=True)
class Work:
    """All that this agency was asked to do for one case, oldest first; `wishes` say last what is kept from whom."""

    tasks: tuple[Task, ...] = ()
    wishes: ReferralReceived | WishesHeard | None = None
    safe_contact: Contact | None = None
    closed: SupportWasClosed | None = None
    leads: NewLeadHeard | None = None

    def knows(self, referral: UUID) -> bool:
        return any(task.received.referral == referral for task in self.tasks)

    def task(self, referral: UUID) -> Task:
        for task in self.tasks:
            if task.received.referral == referral:
                return task
        raise Refused("referral.unknown", "this agency was not asked for this")

    def at(self, stage: ReferralStage, day: date) -> tuple[Task, ...]:
        """The tasks that stand there on this day, oldest first."""
        return tuple(task for task in self.tasks if task.stage_on(day) is stage)

    def current_on(self, day: date) -> Task | None:
        """What the officer works on: the newest open task, or the last one there was."""
        last = self.tasks[-1] if self.tasks else None
        return next((task for task in reversed(self.tasks) if task.stage_on(day) in OPEN_STAGES), last)


def safe_number(before: Contact | None, told: ReferralReceived | ApplicationExpected | WishesHeard) -> Contact | None:
    """The number to call once this was told: her last word replaces it; what she is sent for takes none back."""
    return told.safe_contact if isinstance(told, WishesHeard) else told.safe_contact or before


def evolve(work: Work, event: Event) -> Work:
    match event:
        case ReferralReceived():
            tasks, number = (*work.tasks, Task(event)), safe_number(work.safe_contact, event)
            return replace(work, tasks=tasks, wishes=event, safe_contact=number)
        case WishesHeard():
            return replace(work, wishes=event, safe_contact=safe_number(work.safe_contact, event))
        case (
            ReferralAccepted()
            | ReferralDeclined()
            | ReferralReturnedToSender()
            | ServiceDelivered()
            | ServiceNotDelivered()
        ):
            return replace(work, tasks=tuple(_answered(task, event) for task in work.tasks))
        case PartGiven():
            return replace(work, tasks=tuple(_with_part(task, event) for task in work.tasks))
        case LongerUntilHeard():
            mine = event.referral
            tasks = tuple(replace(t, longer=event) if t.received.referral == mine else t for t in work.tasks)
            return replace(work, tasks=tasks)
        case NewLeadHeard():
            return replace(work, leads=event)
        case SupportWasClosed():
            return replace(work, tasks=tuple(_ended(task, event.closed_on) for task in work.tasks), closed=event)
        case _:
            assert_never(event)


def _answered(task: Task, answer: Answered) -> Task:
    if task.received.referral != answer.referral:
        return task
    begins_on = answer.begins_on if isinstance(answer, ReferralAccepted) else task.begins_on
    return replace(task, stage=STAGE_AFTER[type(answer)], answer=answer, begins_on=begins_on)


def _with_part(task: Task, part: PartGiven) -> Task:
    return replace(task, parts=(*task.parts, part)) if task.received.referral == part.referral else task


def _ended(task: Task, day: date) -> Task:
    """What had expired before the day of the closing stays so."""
    return replace(task, stage=ReferralStage.ENDED) if task.stage_on(day) in OPEN_STAGES else task


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
