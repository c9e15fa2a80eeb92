"""What happened about her protection: at the agency that asks, and at the one that protects."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Wish
from shared.kernel.sealed import Contact, Identity, Note, Relatives
from shared.kernel.words import AgeGroup, AgencyId, Code, Digest, Ethnicity, PaperNumber, Sex, UnitCode


@dataclass(frozen=True)
class ProtectionAsked:
    of: AgencyId
    asked_on: date
    due_on: date | None
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    told_her: bool
    her_wish: Wish
    why: Note | None = None


@dataclass(frozen=True)
class ProtectionRecalled:
    """`of` is the agency that was asked."""

    of: AgencyId
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionWasGranted:
    """Told by the protecting agency, whether we asked or not."""

    protector: AgencyId
    granted_on: date
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    number: PaperNumber
    until: date | None = None


@dataclass(frozen=True)
class ProtectionWasDeclined:
    declined_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionWasRefused:
    """She refused it at another agency's desk; `told` are those whom we tell in turn."""

    refused_on: date
    heard_by: AgencyId
    told: tuple[AgencyId, ...] = ()


@dataclass(frozen=True)
class ProtectionWasEnded:
    ended_on: date
    reason: Code


@dataclass(frozen=True)
class ProtectionReceived:
    """At the protecting agency: another agency asks us to protect her."""

    asker: AgencyId
    code: Code
    unit: UnitCode | None
    asked_on: date
    due_on: date | None
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    her_wish: Wish
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    staying_at: Contact | None = None
    relatives: Relatives | None = None
    why: Note | None = None


@dataclass(frozen=True)
class ProtectionRecalledByAsker:
    """The request of this asker is waited for no more; those of others stay."""

    asker: AgencyId
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionRecallCameTooLate:
    """The asker took back what had been answered: filed, changing nothing. What was granted is ended, not recalled."""

    asker: AgencyId
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionGranted:
    """`told`, here and below, are the agencies that work with us on her and must know."""

    granted_on: date
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    number: PaperNumber
    until: date | None = None
    told: tuple[AgencyId, ...] = ()
    note: Note | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class ProtectionDeclined:
    declined_on: date
    reason: Code
    told: tuple[AgencyId, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionRefused:
    """By the person, at our desk: she was told what it means."""

    refused_on: date
    told: tuple[AgencyId, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionEnded:
    ended_on: date
    reason: Code
    told: tuple[AgencyId, ...] = ()
    note: Note | None = None


ProtectionRequest = (
    ProtectionAsked | ProtectionRecalled | ProtectionReceived | ProtectionRecalledByAsker | ProtectionRecallCameTooLate
)
"""What is asked and taken back, at both ends."""
ProtectionLearned = ProtectionWasGranted | ProtectionWasDeclined | ProtectionWasRefused | ProtectionWasEnded
ProtectorEvent = ProtectionGranted | ProtectionDeclined | ProtectionEnded
ProtectionEvent = ProtectionRequest | ProtectionLearned | ProtectorEvent | ProtectionRefused
