"""What reporting reads of the facts others record: per stored name the few fields it needs, and nothing else.

Fields are read as the tellers' golden files write them; what is not named here is left alone, and so are names that are
not in `told.FACTS`.
"""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.reporting.projections.of_benefits import BenefitFact
from services.reporting.projections.of_handing_on import HandedOn
from services.reporting.projections.of_plan import PlanFact
from services.reporting.projections.plan.all import WorkFact
from services.reporting.projections.shape import Shape
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, Sex, UnitCode


class _Described(Shape, frozen=True, kw_only=True):
    """Somebody, as coarse as statistics need it."""

    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    unit: UnitCode | None = None


class ReportRecorded(_Described, frozen=True, kw_only=True):
    notified_on: date
    notified: AgencyId | None = None
    reception_due: date | None = None


class NoticeTaken(_Described, frozen=True, kw_only=True):
    sender: AgencyId
    notified_on: date
    reception_due: date | None = None


class NoticeReturnedToSender(Shape, frozen=True, kw_only=True):
    reason: Code


class NoticeRecalled(Shape, frozen=True, kw_only=True):
    """Taken back: by the sender, or as the receiver learned it."""


class NoticeSentAgain(Shape, frozen=True, kw_only=True):
    unit: UnitCode | None = None


class PersonReceived(_Described, frozen=True, kw_only=True):
    received_on: date


class InitialInformationRecorded(Shape, frozen=True, kw_only=True):
    primary_purpose: Code
    route: Code
    cross_border: bool
    country: Code | None = None


class EssentialNeedsGiven(Shape, frozen=True, kw_only=True):
    needs: tuple[Code, ...]


class VerificationAsked(Shape, frozen=True, kw_only=True):
    of: AgencyId
    asked_on: date
    due_on: date | None = None


class VerificationAskedByLetter(Shape, frozen=True, kw_only=True):
    to: Code
    asked_on: date
    due_on: date | None = None


class VerificationReturnedToSender(Shape, frozen=True, kw_only=True):
    reason: Code


class VerificationRecalled(Shape, frozen=True, kw_only=True):
    """By the asker."""


class VerificationExtended(Shape, frozen=True, kw_only=True):
    due_on: date


class DueDaySet(Shape, frozen=True, kw_only=True):
    """A person set the last day of a term that the law gives none."""

    term: Code
    due_on: date


class VerificationAnswered(Shape, frozen=True, kw_only=True):
    answered_on: date


class VictimIdentified(Shape, frozen=True, kw_only=True):
    proof_type: Code
    decided_on: date


class FoundNotVictim(Shape, frozen=True, kw_only=True):
    decided_on: date


class FoundUnresolved(Shape, frozen=True, kw_only=True):
    decided_on: date


class PoliceRefused(Shape, frozen=True, kw_only=True):
    refused_on: date


class ProtectionAsked(Shape, frozen=True, kw_only=True):
    of: AgencyId
    asked_on: date
    due_on: date | None = None


class ProtectionRecalled(Shape, frozen=True, kw_only=True):
    """By the asker: its own request."""


class ProtectionAnswered(Shape, frozen=True, kw_only=True):
    """Granted, declined, or refused by her: it waits for nobody any more."""


class FileEnded(Shape, frozen=True, kw_only=True):
    ended_on: date


class FileReopened(Shape, frozen=True, kw_only=True):
    reopened_on: date


class CaseOpened(_Described, frozen=True, kw_only=True):
    received_on: date


class StatusLearned(Shape, frozen=True, kw_only=True):
    status: Code
    proof_type: Code | None = None


class ReferralOffered(Shape, frozen=True, kw_only=True):
    referral: UUID
    service: Code
    agency: AgencyId
    offered_on: date
    answer_by: date | None = None
    until: date | None = None


class ReferralProlonged(Shape, frozen=True, kw_only=True):
    """By the lead: it can be answered until then."""

    referral: UUID
    until: date


class ReferralTaken(Shape, frozen=True, kw_only=True):
    """Said yes to: by the agency itself, or as the lead learned it."""

    referral: UUID
    accepted_on: date


class ReferralEnded(Shape, frozen=True, kw_only=True):
    """Declined, returned or not delivered: the agency that was asked holds it no longer."""

    referral: UUID


class ServiceDelivered(Shape, frozen=True, kw_only=True):
    """The agency that was asked says that the service reached her; the lead's own word, `DeliveryConfirmed`, counts it."""

    referral: UUID


class PartWasGiven(Shape, frozen=True, kw_only=True):
    """One time of a service that is given in several, as the lead learned it."""

    referral: UUID


class DeliveryConfirmed(Shape, frozen=True, kw_only=True):
    referral: UUID
    service: Code
    delivered_on: date
    quantity: int
    regime: Code | None = None


class VisitsAgreed(Shape, frozen=True, kw_only=True):
    """A schedule of visits: from here on the first of them is waited for."""

    agreed_on: date
    first_on: date


class FollowUpRecorded(Shape, frozen=True, kw_only=True):
    """A visit, whether she was met or not."""

    on: date
    next_on: date | None = None


class CaseClosed(Shape, frozen=True, kw_only=True):
    closed_on: date
    reason: Code


class CaseReopened(Shape, frozen=True, kw_only=True):
    reopened_on: date


class CasesLinked(Shape, frozen=True, kw_only=True):
    """An officer of the lead agency said that two cases are one person's. Its subject is that person, no case."""

    case: UUID
    other: UUID


class CasesUnlinked(Shape, frozen=True, kw_only=True):
    """That was taken back."""

    case: UUID
    other: UUID


Fact: TypeAlias = (
    ReportRecorded | NoticeTaken | NoticeReturnedToSender | NoticeRecalled | NoticeSentAgain | PersonReceived
    | VerificationRecalled | FileEnded | FileReopened | ProtectionAsked | ProtectionRecalled | ProtectionAnswered
    | EssentialNeedsGiven | InitialInformationRecorded | VerificationAsked | VerificationAskedByLetter
    | VerificationReturnedToSender | DueDaySet
    | VerificationExtended | VerificationAnswered | VictimIdentified | FoundNotVictim | FoundUnresolved | PoliceRefused
    | CaseOpened | StatusLearned | ReferralOffered | ReferralProlonged | ReferralTaken | ReferralEnded | DeliveryConfirmed
    | ServiceDelivered | PartWasGiven
    | BenefitFact | PlanFact | WorkFact
    | HandedOn | VisitsAgreed | FollowUpRecorded | CaseClosed | CaseReopened | CasesLinked | CasesUnlinked
)  # fmt: skip
