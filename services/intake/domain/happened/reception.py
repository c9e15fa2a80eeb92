"""What happened when a person was received and cared for."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Contact, Identity, Relatives, Story, Suspect
from shared.kernel.words import AgeGroup, Code, CountryCode, Ethnicity, Sex


@dataclass(frozen=True)
class PersonReceived:
    """Received and cared for, before anybody asks for proof."""

    received_on: date
    person_status: Code
    first_examination: bool
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    essential_needs: tuple[Code, ...] = ()
    accompanying_minors: int = 0
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    relatives: Relatives | None = None
    route: Code | None = None
    interpreter_needed: bool = False
    ethnic_group: Identity | None = None
    language: Identity | None = None
    staying_at: Contact | None = None


@dataclass(frozen=True)
class EssentialNeedsGiven:
    needs: tuple[Code, ...]
    given_on: date


@dataclass(frozen=True)
class InitialInformationRecorded:
    informed_on: date
    purposes: tuple[Code, ...]
    primary_purpose: Code
    route: Code
    cross_border: bool
    country: CountryCode | None = None
    returned_on: date | None = None
    story: Story | None = None
    suspect: Suspect | None = None


@dataclass(frozen=True)
class PoliceRefused:
    """She does not want the police to be asked."""

    refused_on: date
    reason: Code


ReceptionEvent = PersonReceived | EssentialNeedsGiven | InitialInformationRecorded | PoliceRefused
