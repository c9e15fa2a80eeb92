"""Words of support that the rules themselves know, and codes of lists that the profile keeps."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from shared.kernel.words import AgencyId, Code


class Stage(StrEnum):
    """How far the support of a case is: at the lead, and, before the file comes, at an agency that is asked to lead."""

    NONE = "none"
    ASKED = "asked"
    TAKEN_OVER = "taken_over"
    RETURNED = "returned"
    OPEN = "open"
    PLANNED = "planned"
    FOLLOWING = "following"
    CLOSED = "closed"
    HANDED_ON = "handed_on"


LED = frozenset({Stage.OPEN, Stage.PLANNED, Stage.FOLLOWING})
"""The lead works on it."""


class ReferralStage(StrEnum):
    """How far a referral is, on both sides. `ended`: the lead closed the case while it was open. `expired` is never kept:
    an offer is so on the days after its last one (`granted.stage_on`)."""

    NONE = "none"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETURNED = "returned"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    ENDED = "ended"
    EXPIRED = "expired"


OPEN_STAGES = frozenset({ReferralStage.OFFERED, ReferralStage.ACCEPTED})
SENT_BACK = frozenset({ReferralStage.DECLINED, ReferralStage.RETURNED, ReferralStage.EXPIRED})
"""A refusal, a return or no answer in time: somebody must ask again, or somebody else."""


class ApplicationStage(StrEnum):
    """How far an application for a benefit is at the one-stop desk."""

    NONE = "none"
    EXPECTED = "expected"
    MADE = "made"
    SENT = "sent"
    CAME_BACK = "came_back"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    ENDED = "ended"


class ClaimStage(StrEnum):
    """How far the same application is at the lead."""

    GUIDED = "guided"
    ARRIVED = "arrived"
    RETURNED = "returned"
    APPRAISED = "appraised"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    STOPPED = "stopped"


class PaymentStage(StrEnum):
    """How far decided money is at whoever pays it. `checking`: the lead's register has not answered yet; `suspended`: she
    died."""

    NONE = "none"
    CHECKING = "checking"
    TO_PAY = "to_pay"
    HELD_BACK = "held_back"
    SUSPENDED = "suspended"
    PAID = "paid"
    STOPPED = "stopped"


class Answer(StrEnum):
    """What an agency can answer to a referral, and later about a service it took on."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETURNED = "returned"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"


class Disclosure(StrEnum):
    """The sections of her file that can go along with a referral; never her story."""

    IDENTITY = "identity"
    CONTACT = "contact"
    HEALTH = "health"


class Truth(StrEnum):
    """What is known of a circumstance; of what is not known nothing is said."""

    MET = "met"
    NOT_MET = "not_met"


class Risk(StrEnum):
    """How likely it is that she is harmed or trafficked again, as the officer who visited sees it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def _of(kind: str) -> Meta:
    """The code stands in this list of the law in force: doors offer the list, rules ask it again."""
    return Meta(extra={"list": kind})


Need = Annotated[Code, _of("needs")]
Circumstance = Annotated[Code, _of("circumstances")]
ReadingOfLaw = Annotated[Code, _of("readings")]
Service = Annotated[Code, _of("services")]
ReferralPurpose = Annotated[Code, _of("referral_purposes")]
RegimeCode = Annotated[Code, _of("regimes")]
BenefitCode = Annotated[Code, _of("benefits")]
RefusalReason = Annotated[Code, _of("refusal_reasons")]
StopReason = Annotated[Code, _of("stop_reasons")]
ReturnReason = Annotated[Code, _of("return_reasons")]
DeclineReason = Annotated[Code, _of("decline_reasons")]
NonDeliveryReason = Annotated[Code, _of("not_delivered_reasons")]
LetterReason = Annotated[Code, _of("reasons")]
ClosingReason = Annotated[Code, _of("closing_reasons")]
ServicePlace = Annotated[Code, _of("places")]
ServiceOutcome = Annotated[Code, _of("outcomes")]
FacilityKind = Annotated[Code, _of("facility_kinds")]
MealsExtensionReason = Annotated[Code, _of("meals_extension_reasons")]
ReopeningReason = Annotated[Code, _of("reopening_reasons")]


@dataclass(frozen=True)
class PlanItem:
    """One line of a support plan: which service, by which agency, under which regime of the law, by when; `declined`: she
    does not want it, and nobody is asked for it."""

    service: Service
    agency: AgencyId
    regime: RegimeCode | None = None
    due_on: date | None = None
    declined: bool = False
