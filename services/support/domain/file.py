"""The lead agency's support file of a case: the last word on each matter, and what each event changes in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from services.support.domain.benefits.claims import Claims, after
from services.support.domain.case_events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseworkEvent,
    CircumstancesRecorded,
    ClaimEvent,
    DeliveryConfirmed,
    DeliveryFailed,
    Event,
    FollowingEvent,
    HandingEvent,
    NeedsAssessed,
    PlanAgreed,
    ReadingChosen,
    ReferralCameBack,
    ReferralOffered,
    ReferralWasAccepted,
    ReferralWasDeclined,
    StatusLearned,
    StayEvent,
    WishesLearned,
)
from services.support.domain.following.events import FollowUpRecorded
from services.support.domain.following.track import Following
from services.support.domain.following.track import after as followed
from services.support.domain.granted import ReferralProlonged
from services.support.domain.handing_on.events import AnswerPassedOn, LeadWasTaken, ReferralsTakenOver
from services.support.domain.handing_on.handing import NOTHING_HANDED_ON, Handing
from services.support.domain.handing_on.handing import after as handed
from services.support.domain.referrals import Referral, taken_over
from services.support.domain.services.parts import PartWasGiven
from services.support.domain.stays.stays import Stays, after_stay
from services.support.domain.words import SENT_BACK, Stage
from shared.kernel.checks import must_follow
from shared.kernel.decider import Refused
from shared.kernel.sealed import Contact
from shared.kernel.words import Code, Source


@dataclass(frozen=True)
class File:
    """What the lead knows: the last word on each matter, every referral with its answer, every application for a benefit."""

    stage: Stage = Stage.NONE
    opened: CaseOpened | None = None
    wishes: WishesLearned | None = None
    status: StatusLearned | None = None
    assessments: tuple[NeedsAssessed, ...] = ()
    circumstances: CircumstancesRecorded | None = None
    readings: tuple[ReadingChosen, ...] = ()
    plans: tuple[PlanAgreed, ...] = ()
    referrals: tuple[Referral, ...] = ()
    claims: Claims = ()
    stays: Stays = field(default_factory=Stays)
    following: Following = field(default_factory=Following)
    closed: CaseClosed | None = None
    reopened: CaseReopened | None = None
    handing: Handing = NOTHING_HANDED_ON

    def referral(self, wanted: UUID) -> Referral:
        for referral in self.referrals:
            if referral.id == wanted:
                return referral
        raise Refused("referral.unknown", "this case has no such referral")

    def with_referral(self, changed: Referral) -> "File":
        return replace(self, referrals=tuple(changed if r.id == changed.id else r for r in self.referrals))

    def must_be_open(self, day: date) -> CaseOpened:
        """Refused unless there is a file, it is open, and the day is not before she was received."""
        opened = self.must_exist()
        if self.stage is Stage.CLOSED:
            raise Refused("case.closed", "the case is closed; it must be reopened first")
        if self.stage is Stage.HANDED_ON:
            raise Refused("case.handed_on", "another agency leads this case now")
        must_follow(day, opened.received_on, "date.before_reception")
        return opened

    def must_exist(self) -> CaseOpened:
        if self.opened is None:
            raise Refused("case.unknown", "no support file was opened for this case")
        return self.opened

    @property
    def needs(self) -> NeedsAssessed | None:
        """Her needs as assessed last; the earlier assessments stand beside."""
        return self.assessments[-1] if self.assessments else None

    @property
    def plan(self) -> PlanAgreed | None:
        """The plan that holds; the earlier ones stand beside."""
        return self.plans[-1] if self.plans else None

    @property
    def follow_up(self) -> FollowUpRecorded | None:
        """The latest visit at which she was met."""
        return self.following.last

    @property
    def confidentiality(self) -> tuple[Code, ...]:
        """What she wants kept from whom, as last told."""
        told = self.wishes or self.opened
        return told.confidentiality if told else ()

    @property
    def representative_suspected(self) -> bool:
        """May whoever speaks for a child be part of what happened? Then nothing is told to them."""
        told = self.wishes or self.opened
        return told is not None and told.representative_suspected

    @property
    def reachable(self) -> bool:
        return self.wishes is None or self.wishes.reachable

    @property
    def safe_contact(self) -> Contact | None:
        """The number that is safe to call, and when, as last told."""
        told = self.wishes or self.opened
        return told.safe_contact if told else None

    @property
    def at_work(self) -> tuple[tuple[Source, Referral], ...]:
        """What was not turned down, with the inbox of the agency: it works for her, or has worked, and knows her."""
        sent = [each for each in self.referrals if each.stage not in SENT_BACK]
        return tuple((each.offered.inbox, each) for each in sent if each.offered.inbox)

    @property
    def last_days(self) -> Mapping[Code, date]:
        """The days by which the lead itself has to act: the next visit, the end of the meals the state pays, and when another
        place is asked again."""
        meals = self.stays.paid_until if self.stays.open else None
        days = {"visit": self.following.next_on, "meals": meals, "elsewhere": self.handing.ask_again_on}
        return {what: day for what, day in days.items() if day}

    def open_on(self, day: date) -> tuple[Referral, ...]:
        """The referrals that another agency has to answer or to carry out on this day."""
        return tuple(referral for referral in self.referrals if referral.open_on(day))


LAST_WORD: Mapping[type, str] = {
    WishesLearned: "wishes",
    StatusLearned: "status",
    CircumstancesRecorded: "circumstances",
}
"""What is said again replaces what was said before."""


def evolve(file: File, event: Event) -> File:
    if isinstance(event, ClaimEvent):
        return replace(file, claims=after(file.claims, event))
    if isinstance(event, StayEvent):
        return replace(file, stays=after_stay(file.stays, event))
    if isinstance(event, FollowingEvent):
        stage = Stage.FOLLOWING if isinstance(event, FollowUpRecorded) else file.stage
        return replace(file, following=followed(file.following, event), stage=stage)
    if isinstance(event, HandingEvent):
        return _handed_on(file, event)
    return _evolve(file, event)


def _evolve(file: File, event: CaseworkEvent) -> File:
    match event:
        case CaseOpened():
            return replace(file, stage=Stage.OPEN, opened=event, handing=NOTHING_HANDED_ON)
        case WishesLearned() | StatusLearned() | CircumstancesRecorded():
            last: dict[str, Any] = {LAST_WORD[type(event)]: event}
            return replace(file, **last)
        case NeedsAssessed() | ReadingChosen() | PlanAgreed():
            return _kept_beside(file, event)
        case ReferralOffered():
            return replace(file, referrals=(*file.referrals, Referral(event)))
        case PartWasGiven():
            return file.with_referral(file.referral(event.referral).with_part(event))
        case (
            ReferralWasAccepted()
            | ReferralWasDeclined()
            | ReferralCameBack()
            | DeliveryConfirmed()
            | DeliveryFailed()
            | ReferralProlonged()
        ):
            return file.with_referral(file.referral(event.referral).answered(event))
        case CaseClosed():
            ended = tuple(referral.ended(event.closed_on) for referral in file.referrals)
            return replace(file, stage=Stage.CLOSED, closed=event, referrals=ended, following=file.following.stopped())
        case CaseReopened():
            stage = stage_before_closing(planned=file.plan is not None, followed=file.follow_up is not None)
            return replace(file, stage=stage, reopened=event, following=replace(file.following, death=None))
        case _:
            assert_never(event)


def _handed_on(file: File, event: HandingEvent) -> File:
    match event:
        case ReferralsTakenOver(came_from, referrals):
            return replace(file, referrals=(*file.referrals, *(taken_over(each, came_from) for each in referrals)))
        case AnswerPassedOn():
            return file.with_referral(file.referral(event.referral).passed_on_answer(event))
        case _:
            stage = Stage.HANDED_ON if isinstance(event, LeadWasTaken) else file.stage
            return replace(file, stage=stage, handing=handed(file.handing, event))


def _kept_beside(file: File, event: NeedsAssessed | ReadingChosen | PlanAgreed) -> File:
    """What is said again stands beside what was said before."""
    match event:
        case NeedsAssessed():
            return replace(file, assessments=(*file.assessments, event))
        case ReadingChosen():
            return replace(file, readings=(*file.readings, event))
        case PlanAgreed():
            first = Stage.PLANNED if file.stage is Stage.OPEN else file.stage
            return replace(file, plans=(*file.plans, event), stage=first)


def stage_before_closing(*, planned: bool, followed: bool) -> Stage:
    """Where a case goes on when it is reopened."""
    return Stage.FOLLOWING if followed else Stage.PLANNED if planned else Stage.OPEN
