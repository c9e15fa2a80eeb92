"""The lead agency's support file of a case: opened, needs assessed, a plan agreed, agencies asked, followed, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, get_args
from uuid import UUID

from services.support.domain.case_commands import (
    AgreePlan,
    AssessNeeds,
    CloseCase,
    Command,
    LearnAnswer,
    LearnStatus,
    LearnWishes,
    OfferReferral,
    OpenCase,
    RecordFollowUp,
    RecordLetterAnswer,
    ReopenCase,
)
from services.support.domain.case_events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    DeliveryConfirmed,
    DeliveryFailed,
    Event,
    FollowUpRecorded,
    NeedsAssessed,
    PlanAgreed,
    ReferralCameBack,
    ReferralOffered,
    ReferralWasAccepted,
    ReferralWasDeclined,
    StatusLearned,
    WishesLearned,
)
from services.support.domain.checks import must_follow, must_know, must_provide, regime_warnings
from services.support.domain.referrals import Referral, answer_to, first_examination, offer, referral_id
from services.support.domain.words import Stage
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Contact
from shared.kernel.words import Code


@dataclass(frozen=True)
class File:
    """What the lead knows: the last word on each matter, and every referral with its answer."""

    stage: Stage = Stage.NONE
    opened: CaseOpened | None = None
    wishes: WishesLearned | None = None
    status: StatusLearned | None = None
    needs: NeedsAssessed | None = None
    plan: PlanAgreed | None = None
    referrals: tuple[Referral, ...] = ()
    follow_up: FollowUpRecorded | None = None
    closed: CaseClosed | None = None
    reopened: CaseReopened | None = None

    def referral(self, wanted: UUID) -> Referral:
        for referral in self.referrals:
            if referral.id == wanted:
                return referral
        raise Refused("referral.unknown", "this case has no such referral")

    def with_referral(self, changed: Referral) -> "File":
        return replace(self, referrals=tuple(changed if r.id == changed.id else r for r in self.referrals))

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
    def open_referrals(self) -> tuple[Referral, ...]:
        return tuple(referral for referral in self.referrals if referral.is_open)


def evolve(file: File, event: Event) -> File:
    match event:
        case CaseOpened():
            return replace(file, stage=Stage.OPEN, opened=event)
        case WishesLearned() | StatusLearned():
            return replace(file, wishes=event) if isinstance(event, WishesLearned) else replace(file, status=event)
        case NeedsAssessed():
            return replace(file, needs=event)
        case PlanAgreed():
            return replace(file, plan=event, stage=Stage.PLANNED if file.stage is Stage.OPEN else file.stage)
        case ReferralOffered():
            return replace(file, referrals=(*file.referrals, Referral(event)))
        case (
            ReferralWasAccepted() | ReferralWasDeclined() | ReferralCameBack() | DeliveryConfirmed() | DeliveryFailed()
        ):
            return file.with_referral(file.referral(event.referral).answered(event))
        case FollowUpRecorded():
            return replace(file, follow_up=event, stage=Stage.FOLLOWING)
        case CaseClosed():
            ended = tuple(referral.ended() for referral in file.referrals)
            return replace(file, stage=Stage.CLOSED, closed=event, referrals=ended)
        case CaseReopened():
            stage = stage_before_closing(planned=file.plan is not None, followed=file.follow_up is not None)
            return replace(file, stage=stage, reopened=event)
        case _:
            assert_never(event)


def stage_before_closing(*, planned: bool, followed: bool) -> Stage:
    """Where a case goes on when it is reopened."""
    return Stage.FOLLOWING if followed else Stage.PLANNED if planned else Stage.OPEN


def decide(command: Command, file: File, law: Law) -> Sequence[Event]:
    match command:
        case OpenCase():
            return _open(command, file, law)
        case LearnWishes() | LearnStatus():
            return _told_by_intake(command, file)
        case AssessNeeds():
            return _assess(command, file, law)
        case AgreePlan():
            return _agree(command, file, law)
        case OfferReferral():
            return _offer(command, file, law)
        case LearnAnswer() | RecordLetterAnswer():
            return _learn(command, file, law)
        case RecordFollowUp():
            return _follow(command, file)
        case CloseCase():
            return _close(command, file, law)
        case ReopenCase():
            return _reopen(command, file, law)
        case _:
            assert_never(command)


def eligibility(file: File, law: Law) -> Code:
    """As whom the law of benefits sees this person today: as awaiting verification until there is a proof."""
    found = file.opened.person_status if file.opened else AWAITING
    if law.knows("statuses", found):
        return found
    proved = file.status is not None and file.status.status == "victim"
    item = law.lists.get("person_statuses", {}).get(found)
    return item.group if proved and item and item.group else AWAITING


AWAITING = "awaiting_verification"
FINDS_NOBODY = frozenset({"deceased", "lost_contact"})
"""Reasons for closing that no open referral can hold up."""


def _new(event: Event, last: Event | None) -> list[Event]:
    """Said twice, done once."""
    return [] if event == last else [event]


def _told_by_intake(command: LearnWishes | LearnStatus, file: File) -> list[Event]:
    if isinstance(command, LearnStatus):
        return _new(StatusLearned(**vars(command)), file.status)
    return _new(WishesLearned(**vars(command)), file.wishes) if file.opened else []


def _open(command: OpenCase, file: File, law: Law) -> list[Event]:
    if file.opened:
        return []
    opened = CaseOpened(**vars(command))
    asked = first_examination(command.case, command.received_on, law) if command.first_examination else []
    return [opened, *asked]


def _must_be_open(file: File, day: date) -> CaseOpened:
    if file.opened is None:
        raise Refused("case.unknown", "no support file was opened for this case")
    if file.stage is Stage.CLOSED:
        raise Refused("case.closed", "the case is closed; it must be reopened first")
    must_follow(day, file.opened.received_on, "date.before_reception")
    return file.opened


def _assess(command: AssessNeeds, file: File, law: Law) -> list[Event]:
    _must_be_open(file, command.assessed_on)
    must_know(law, "needs", *command.needs)
    return _new(NeedsAssessed(**vars(command)), file.needs)


def _agree(command: AgreePlan, file: File, law: Law) -> list[Event]:
    _must_be_open(file, command.agreed_on)
    if not command.she_agrees:
        raise Refused("plan.without_her_agreement", "a plan she does not agree to is no plan")
    if not command.items:
        raise Refused("plan.empty", "a plan names at least one service")
    status, warnings = eligibility(file, law), set[Code]()
    for item in command.items:
        must_provide(law, item.service, item.agency)
        warnings |= set(regime_warnings(law, item.regime, status))
    return _new(PlanAgreed(command.agreed_on, command.items, tuple(sorted(warnings))), file.plan)


def _offer(command: OfferReferral, file: File, law: Law) -> list[Event]:
    opened = _must_be_open(file, command.offered_on)
    number = referral_id(opened.case, len(file.referrals) + 1)
    offered = offer(command, number, regime_warnings(law, command.regime, eligibility(file, law)), law)
    for earlier in file.open_referrals:
        if replace(offered, referral=earlier.id) == earlier.offered:
            return []
        if (earlier.offered.service, earlier.offered.agency) == (command.service, command.agency):
            raise Refused("referral.already_open", "this agency was asked for this service and has not finished")
    return [offered]


def _learn(command: LearnAnswer | RecordLetterAnswer, file: File, law: Law) -> list[Event]:
    """What an agency told is kept even if the case was closed meanwhile: it happened. A letter is read by an officer,
    so what it can say is checked."""
    referral = file.referral(command.referral)
    if isinstance(command, LearnAnswer) and command.teller != referral.offered.inbox:
        raise Refused("answer.not_from_whom_we_asked", "another agency was asked for this")
    learned = _new(answer_to(referral, LearnAnswer(**vars(command))), referral.answer)
    if learned and isinstance(command, RecordLetterAnswer):
        must_know(law, "reasons", command.reason)
        referral.must_take_by_letter(command.answer, command.answered_on)
    return learned


def _follow(command: RecordFollowUp, file: File) -> list[Event]:
    _must_be_open(file, command.on)
    must_follow(command.next_on, command.on, "follow_up.next_before_this")
    return _new(FollowUpRecorded(**vars(command)), file.follow_up)


def _close(command: CloseCase, file: File, law: Law) -> list[Event]:
    closed = CaseClosed(**vars(command))
    if file.stage is Stage.CLOSED and closed == file.closed:
        return []
    _must_be_open(file, command.closed_on)
    must_know(law, "closing_reasons", command.reason)
    if file.open_referrals and command.reason not in FINDS_NOBODY:
        raise Refused("case.referrals_open", f"{len(file.open_referrals)} referrals are open")
    return [closed]


def _reopen(command: ReopenCase, file: File, law: Law) -> list[Event]:
    reopened = CaseReopened(**vars(command))
    if file.stage is not Stage.CLOSED:
        if file.opened and reopened == file.reopened:
            return []
        raise Refused("case.not_closed", "only a closed case can be reopened")
    must_know(law, "reopening_reasons", command.reason)
    must_follow(command.reopened_on, file.closed.closed_on if file.closed else None, "case.reopened_before_closing")
    return [reopened]


CASE = Decider("support.case", "case", File(), evolve, decide, get_args(Event))
