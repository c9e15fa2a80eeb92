"""What can have happened with what an agency was asked for.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.domain.granted import LongerUntilHeard
from services.support.domain.services.parts import PartGiven
from services.support.domain.words import ReferralStage
from shared.kernel.sealed import Contact, Health, Identity, Note
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, Sex, Source, UnitCode


@dataclass(frozen=True)
class ReferralReceived:
    """The lead agency asked us to help with a service: for `purpose`, and with `sections` of her file until the day `until`
    (None: told before that was said)."""

    lead: Source
    referral: UUID
    code: Code
    unit: UnitCode | None
    service: Code
    regime: Code | None
    offered_on: date
    answer_by: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    health: Health | None = None
    note: Note | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    reachable: bool = True
    safe_contact: Contact | None = None
    purpose: Code | None = None
    until: date | None = None
    sections: tuple[Code, ...] | None = None


@dataclass(frozen=True)
class WishesHeard:
    """The lead told what she wants kept from whom, and how she is reached, from now on."""

    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class NewLeadHeard:
    """Another agency leads the case now. Answers go where they went, and are passed on to it."""

    agency: AgencyId
    since: date


@dataclass(frozen=True)
class ReferralAccepted:
    referral: UUID
    accepted_on: date
    begins_on: date | None = None


@dataclass(frozen=True)
class ReferralDeclined:
    referral: UUID
    reason: Code
    note: Note | None = None
    declined_on: date | None = None


@dataclass(frozen=True)
class ReferralReturnedToSender:
    """Something is missing: the lead completes it and offers again."""

    referral: UUID
    reason: Code
    note: Note | None = None
    returned_on: date | None = None


@dataclass(frozen=True)
class ServiceDelivered:
    referral: UUID
    service: Code
    regime: Code | None
    delivered_on: date
    quantity: int
    confirmed_by_person: bool
    note: Note | None = None
    place: Code | None = None
    outcome: Code | None = None


@dataclass(frozen=True)
class ServiceNotDelivered:
    referral: UUID
    service: Code
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class SupportWasClosed:
    """The lead closed the case: what was still open here ends."""

    closed_on: date
    reason: Code


Answered = ReferralAccepted | ReferralDeclined | ReferralReturnedToSender | ServiceDelivered | ServiceNotDelivered
Event = ReferralReceived | LongerUntilHeard | WishesHeard | NewLeadHeard | Answered | PartGiven | SupportWasClosed

STAGE_AFTER: Mapping[type, ReferralStage] = {
    ReferralAccepted: ReferralStage.ACCEPTED,
    ReferralDeclined: ReferralStage.DECLINED,
    ReferralReturnedToSender: ReferralStage.RETURNED,
    ServiceDelivered: ReferralStage.DELIVERED,
    ServiceNotDelivered: ReferralStage.NOT_DELIVERED,
}
