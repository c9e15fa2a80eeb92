"""What notifications reads of support: who was asked for what and until when, the plan, the next visit.

How a referral ended is not among them: one fact stands for every answer.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias
from uuid import UUID

import msgspec

from services.notifications.domain.shape import FirstShape, Shape
from shared.kernel.words import AgencyId, Code, Source


class CaseOpened(FirstShape, frozen=True):
    """The lead's support file."""

    past: bool | None = None  # entries written before it could be said have none

    @property
    def is_past(self) -> bool:
        return bool(self.past)


class ReferralReceived(FirstShape, frozen=True):
    referral: UUID
    answer_by: date | None
    until: date | None = None


class StatusLearned(Shape, frozen=True):
    """By the lead's support, from intake."""


class PlanItem(msgspec.Struct, frozen=True):
    service: Code
    agency: AgencyId
    due_on: date | None = None
    declined: bool = False


class PlanAgreed(Shape, frozen=True):
    items: tuple[PlanItem, ...]


class ReferralOffered(Shape, frozen=True):
    """Without `inbox` it went by letter. After the day `until` nobody waits for an answer any more."""

    referral: UUID
    inbox: Source | None
    answer_by: date | None = None
    agency: AgencyId | None = None
    until: date | None = None


class ReferralProlonged(Shape, frozen=True):
    """At the lead, or at the agency that was told: what was granted runs until then."""

    referral: UUID
    until: date


class ReferralAnswered(Shape, frozen=True):
    """Accepted or declined: at the agency that said so, or at the lead that learned it. `begins_on`: then the service is to
    begin."""

    referral: UUID
    begins_on: date | None = None


class ServiceBegan(Shape, frozen=True):
    """Given once, as a whole, or given up: at the agency, or a first time as the lead heard of it."""

    referral: UUID


class ReferralCameBack(Shape, frozen=True):
    """Something was missing: at the agency that returned it, or at the lead."""

    referral: UUID


class DeliveryConfirmed(Shape, frozen=True):
    referral: UUID
    service: Code
    agency: AgencyId


class DeliveryFailed(Shape, frozen=True):
    referral: UUID


class FacilityEntered(Shape, frozen=True):
    """She came to a facility, where her meals are paid until a day."""

    paid_until: date | None = None


class MealsExtended(Shape, frozen=True):
    """They are paid longer; `ended`: she had left by then."""

    until: date
    ended: bool = False


class MealsLimitMoved(Shape, frozen=True):
    """Another text is followed: they are paid until another day."""

    paid_until: date | None = None
    ended: bool = False


class FacilityLeft(Shape, frozen=True):
    """She is there no more."""


class VisitsAgreed(Shape, frozen=True):
    first_on: date


class FollowUpRecorded(Shape, frozen=True):
    """A visit. `alarming`: somebody who leads has to look at once; how grave it is is not among what is read."""

    next_on: date | None = None
    alarming: bool = False


class VisitMissed(Shape, frozen=True):
    """She was not met: the next day stands."""

    next_on: date | None = None


class LeadAsked(FirstShape, frozen=True):
    """At an agency that is asked to lead."""


class LeadAnswered(Shape, frozen=True):
    """At the one that asked: another agency leads now."""


class LeadReturned(Shape, frozen=True):
    """The request came back: at the one that asked."""


class SentElsewhere(Shape, frozen=True):
    """Another place was asked by letter; on this day it is asked again."""

    ask_again_on: date


class ReceivedElsewhere(Shape, frozen=True):
    pass


class NewLeadHeard(Shape, frozen=True):
    """Learned by an agency that works for her."""


class CaseClosed(Shape, frozen=True):
    """By the lead."""


class SupportWasClosed(Shape, frozen=True):
    """Learned by an agency that had been asked."""


SupportBegin: TypeAlias = CaseOpened | ReferralReceived | LeadAsked
HandedOn: TypeAlias = LeadAnswered | LeadReturned | SentElsewhere | ReceivedElsewhere | NewLeadHeard
SupportFact: TypeAlias = (
    SupportBegin | HandedOn | StatusLearned | PlanAgreed | ReferralOffered | ReferralProlonged | ReferralAnswered
    | ReferralCameBack | DeliveryConfirmed | ServiceBegan | FacilityEntered | MealsExtended | MealsLimitMoved | FacilityLeft
    | DeliveryFailed | VisitsAgreed | FollowUpRecorded | VisitMissed | CaseClosed | SupportWasClosed
)  # fmt: skip
SUPPORT_FACTS: Mapping[str, type[SupportFact]] = {
    "support.case.CaseOpened": CaseOpened,
    "support.case.StatusLearned": StatusLearned,
    "support.case.PlanAgreed": PlanAgreed,
    "support.case.ReferralOffered": ReferralOffered,
    "support.case.ReferralProlonged": ReferralProlonged,
    "support.case.ReferralWasAccepted": ReferralAnswered,
    "support.case.ReferralWasDeclined": ReferralAnswered,
    "support.case.ReferralCameBack": ReferralCameBack,
    "support.case.DeliveryConfirmed": DeliveryConfirmed,
    "support.case.DeliveryFailed": DeliveryFailed,
    "support.case.PartWasGiven": ServiceBegan,
    "support.case.FacilityEntered": FacilityEntered,
    "support.case.MealsExtended": MealsExtended,
    "support.case.MealsLimitMoved": MealsLimitMoved,
    "support.case.FacilityLeft": FacilityLeft,
    "support.case.VisitsAgreed": VisitsAgreed,
    "support.case.FollowUpRecorded": FollowUpRecorded,
    "support.case.VisitMissed": VisitMissed,
    "support.case.LeadWasTaken": LeadAnswered,
    "support.case.LeadCameBack": LeadReturned,
    "support.case.SentElsewhere": SentElsewhere,
    "support.case.ReceivedElsewhere": ReceivedElsewhere,
    "support.handing.LeadAsked": LeadAsked,
    "support.work.NewLeadHeard": NewLeadHeard,
    "support.case.CaseClosed": CaseClosed,
    "support.work.ReferralReceived": ReferralReceived,
    "support.work.LongerUntilHeard": ReferralProlonged,
    "support.work.ReferralAccepted": ReferralAnswered,
    "support.work.ReferralDeclined": ReferralAnswered,
    "support.work.ReferralReturnedToSender": ReferralCameBack,
    "support.work.PartGiven": ServiceBegan,
    "support.work.ServiceDelivered": ServiceBegan,
    "support.work.ServiceNotDelivered": ServiceBegan,
    "support.work.SupportWasClosed": SupportWasClosed,
}
NO_NOTICE_OF_SUPPORT = frozenset({
    "support.case.WishesLearned",
    "support.case.NeedsAssessed",
    "support.case.CircumstancesRecorded",
    "support.case.ReadingChosen",
    "support.case.CaseReopened",
    "support.case.GoalAgreed",
    "support.case.ReintegrationReviewed",
    "support.case.DeathRecorded",
    "support.case.LeadOffered",
    "support.case.ReferralsTakenOver",
    "support.case.AnswerPassedOn",
    "support.handing.LeadTaken",
    "support.handing.LeadReturned",
    "support.work.WishesHeard",
})  # fmt: skip
"""Done at the own desk and without a last day there."""
