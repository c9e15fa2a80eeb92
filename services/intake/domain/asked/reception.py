"""What people ask when somebody is received and cared for."""

from dataclasses import dataclass

from services.intake.domain.words import (
    Country,
    EssentialNeed,
    PersonStatus,
    PoliceRefusalReason,
    ProofType,
    Purpose,
    Route,
)
from shared.kernel.sealed import Contact, Identity, Relatives, Story, Suspect
from shared.kernel.words import AgeGroup, Digest, Ethnicity, PaperNumber, PastDate, Sex


@dataclass(frozen=True)
class RecordReception:
    received_on: PastDate
    person_status: PersonStatus
    first_examination: bool
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    essential_needs: tuple[EssentialNeed, ...] = ()
    accompanying_minors: int = 0
    route: Route | None = None
    interpreter_needed: bool = False
    name: Identity | None = None
    birth: Identity | None = None
    ethnic_group: Identity | None = None
    language: Identity | None = None
    staying_at: Contact | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    relatives: Relatives | None = None


@dataclass(frozen=True)
class GiveEssentialNeeds:
    needs: tuple[EssentialNeed, ...]
    given_on: PastDate


@dataclass(frozen=True)
class RecordInitialInformation:
    """Recorded again, it corrects: both entries stay."""

    informed_on: PastDate
    purposes: tuple[Purpose, ...]
    primary_purpose: Purpose
    route: Route
    cross_border: bool
    country: Country | None = None
    returned_on: PastDate | None = None
    story: Story | None = None
    suspect: Suspect | None = None


@dataclass(frozen=True)
class RecordProof:
    """She already holds a paper that proves it."""

    proof_type: ProofType
    number: PaperNumber
    dated: PastDate
    scan: Digest | None = None


@dataclass(frozen=True)
class RecordPoliceRefusal:
    """She does not want the police to be asked. Support goes on."""

    refused_on: PastDate
    reason: PoliceRefusalReason
