"""What can be asked about the work of an agency: by its officer, or by a policy when the lead told something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.support.domain.granted import HearLongerUntil
from services.support.domain.services.parts import GivePart
from services.support.domain.words import (
    DeclineReason,
    NonDeliveryReason,
    ReferralStage,
    ReturnReason,
    ServiceOutcome,
    ServicePlace,
)
from shared.kernel.sealed import Contact, Health, Identity, Note
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, PastDate, Sex, Source, UnitCode


@dataclass(frozen=True)
class TakeReferral:
    """`lead` asks; it is told every answer. `sections` are those that were granted until `until`; None: told before that
    was said."""

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
class HearWishes:
    """The lead passed on what she wants kept from whom, and how she is reached."""

    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class HearNewLead:
    """Another agency leads the case now."""

    agency: AgencyId
    since: date


@dataclass(frozen=True)
class AcceptReferral:
    """`begins_on` is the day on which the service is to begin, if it is known."""

    referral: UUID
    accepted_on: PastDate
    begins_on: date | None = None


@dataclass(frozen=True)
class DeclineReferral:
    referral: UUID
    reason: DeclineReason
    note: Note | None = None
    declined_on: PastDate | None = None


@dataclass(frozen=True)
class ReturnReferral:
    referral: UUID
    reason: ReturnReason
    note: Note | None = None
    returned_on: PastDate | None = None


@dataclass(frozen=True)
class DeliverService:
    """The service is finished. `quantity` is all of it, in what the service is counted in (sessions, visits…); None: what was
    written down part by part."""

    referral: UUID
    delivered_on: PastDate
    quantity: int | None = None
    outcome: ServiceOutcome | None = field(default=None, kw_only=True)
    place: ServicePlace | None = field(default=None, kw_only=True)
    confirmed_by_person: bool = False
    note: Note | None = None


@dataclass(frozen=True)
class ReportNonDelivery:
    referral: UUID
    reason: NonDeliveryReason
    note: Note | None = None


@dataclass(frozen=True)
class EndWork:
    closed_on: date
    reason: Code


Answering = AcceptReferral | DeclineReferral | ReturnReferral | DeliverService | ReportNonDelivery
Command = TakeReferral | HearLongerUntil | HearWishes | HearNewLead | Answering | GivePart | EndWork

STAGE_BEFORE: Mapping[type, ReferralStage] = {
    AcceptReferral: ReferralStage.OFFERED,
    DeclineReferral: ReferralStage.OFFERED,
    ReturnReferral: ReferralStage.OFFERED,
    DeliverService: ReferralStage.ACCEPTED,
    GivePart: ReferralStage.ACCEPTED,
    ReportNonDelivery: ReferralStage.ACCEPTED,
}
"""A referral is answered while it is offered; a service is delivered, in parts or whole, or not, once it was accepted."""
