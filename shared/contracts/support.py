"""What support tells: a service was asked for, accepted or not, delivered or not, and that the case was closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Contact, Health, Identity, Note
from shared.kernel.words import AgeGroup, Code, Ethnicity, Sex, UnitCode


@dataclass(frozen=True)
class ReferralOffered:
    """To an agency: please help with this service. `sections` of the file come along, for `purpose`; what she wants kept
    from whom always does: it binds whoever works for her."""

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


@dataclass(frozen=True)
class WishesPassedOn:
    """To every agency that works on a referral, or has helped: from now on this is kept from whom, and so she is reached."""

    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class ReferralAccepted:
    referral: UUID
    accepted_on: date


@dataclass(frozen=True)
class ReferralDeclined:
    referral: UUID
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ReferralReturned:
    """Something is missing: the lead completes it and offers again."""

    referral: UUID
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ServiceDelivered:
    referral: UUID
    delivered_on: date
    quantity: int
    confirmed_by_person: bool
    note: Note | None = None


@dataclass(frozen=True)
class ServiceNotDelivered:
    referral: UUID
    reason: Code


@dataclass(frozen=True)
class SupportClosed:
    """To every agency that had a referral: the case is closed, open grants end."""

    closed_on: date
    reason: Code
