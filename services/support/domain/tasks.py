"""What an agency was asked for in a case, as it knows it: each task with its answer, what was given, and whom to call."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from services.support.domain.benefits.application import ApplicationExpected
from services.support.domain.granted import LongerUntilHeard, runs, stage_on
from services.support.domain.services.parts import PartGiven
from services.support.domain.words import OPEN_STAGES, ReferralStage
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
from shared.kernel.decider import Refused
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
