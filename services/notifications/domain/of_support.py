"""What notifications reads of support: who was asked for what and until when, the plan, the next visit.

How a referral ended is not among them: one fact stands for every answer.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias
from uuid import UUID

import msgspec

from shared.kernel.words import AgencyId, Code, Source, UnitCode


class _Fact(msgspec.Struct, frozen=True, tag=True):
    """A fact as its reader sees it; kept under the name of its class."""


class _Begin(_Fact, frozen=True):
    """The first fact of an agency's file of a case: it says whose unit the case is, where that is known."""

    unit: UnitCode | None


class CaseOpened(_Begin, frozen=True):
    """The lead's support file."""


class ReferralReceived(_Begin, frozen=True):
    referral: UUID
    answer_by: date | None
    until: date | None = None


class StatusLearned(_Fact, frozen=True):
    """By the lead's support, from intake."""


class PlanItem(msgspec.Struct, frozen=True):
    service: Code
    agency: AgencyId
    due_on: date | None = None
    declined: bool = False


class PlanAgreed(_Fact, frozen=True):
    items: tuple[PlanItem, ...]


class ReferralOffered(_Fact, frozen=True):
    """Without `inbox` it went by letter. After the day `until` nobody waits for an answer any more."""

    referral: UUID
    inbox: Source | None
    answer_by: date | None = None
    agency: AgencyId | None = None
    until: date | None = None


class ReferralProlonged(_Fact, frozen=True):
    """At the lead, or at the agency that was told: what was granted runs until then."""

    referral: UUID
    until: date


class ReferralAnswered(_Fact, frozen=True):
    """Accepted or declined: at the agency that said so, or at the lead that learned it. `begins_on`: then the service is to
    begin."""

    referral: UUID
    begins_on: date | None = None


class ServiceBegan(_Fact, frozen=True):
    """Given once, as a whole, or given up: at the agency, or a first time as the lead heard of it."""

    referral: UUID


class ReferralCameBack(_Fact, frozen=True):
    """Something was missing: at the agency that returned it, or at the lead."""

    referral: UUID


class DeliveryConfirmed(_Fact, frozen=True):
    referral: UUID
    service: Code
    agency: AgencyId


class DeliveryFailed(_Fact, frozen=True):
    referral: UUID


class FacilityEntered(_Fact, frozen=True):
    """She came to a facility, where her meals are paid until a day."""

    paid_until: date | None = None


class MealsExtended(_Fact, frozen=True):
    """They are paid longer; `ended`: she had left by then."""

    until: date
    ended: bool = False


class MealsLimitMoved(_Fact, frozen=True):
    """Another text is followed: they are paid until another day."""

    paid_until: date | None = None
    ended: bool = False


class FacilityLeft(_Fact, frozen=True):
    """She is there no more."""


class VisitsAgreed(_Fact, frozen=True):
    first_on: date


class FollowUpRecorded(_Fact, frozen=True):
    """A visit. `alarming`: somebody who leads has to look at once; how grave it is is not among what is read."""

    next_on: date | None = None
    alarming: bool = False


class VisitMissed(_Fact, frozen=True):
    """She was not met: the next day stands."""

    next_on: date | None = None


class LeadAsked(_Begin, frozen=True):
    """At an agency that is asked to lead."""


class LeadAnswered(_Fact, frozen=True):
    """At the one that asked: another agency leads now."""


class LeadReturned(_Fact, frozen=True):
    """The request came back: at the one that asked."""


class SentElsewhere(_Fact, frozen=True):
    """Another place was asked by letter; on this day it is asked again."""

    ask_again_on: date


class ReceivedElsewhere(_Fact, frozen=True):
    pass


class NewLeadHeard(_Fact, frozen=True):
    """Learned by an agency that works for her."""


class CaseClosed(_Fact, frozen=True):
    """By the lead."""


class SupportWasClosed(_Fact, frozen=True):
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
