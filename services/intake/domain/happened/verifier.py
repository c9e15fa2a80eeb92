"""What happened at the agency that verifies."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Outcome
from shared.kernel.sealed import Identity, Note, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, CountryCode, Digest, Ethnicity, PaperNumber, Sex, UnitCode


@dataclass(frozen=True)
class VerificationReceived:
    """With what the asker was told already, so that nobody asks her twice."""

    asker: AgencyId
    code: Code
    unit: UnitCode | None
    asked_on: date
    due_on: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    name: Identity | None = None
    birth: Identity | None = None
    story: Story | None = None
    purposes: tuple[Code, ...] = ()
    primary_purpose: Code | None = None
    route: Code | None = None
    country: CountryCode | None = None
    returned_on: date | None = None


@dataclass(frozen=True)
class VerificationReturnedToSender:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationExtended:
    """`by_person`: a person set the day, beside the longest term of the law or because it has none."""

    due_on: date
    reason: Code
    by_person: bool = False


@dataclass(frozen=True)
class VerificationAnswered:
    outcome: Outcome
    answered_on: date
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class VerificationRecalledByAsker:
    reason: Code
    note: Note | None = None


VerifierEvent = (
    VerificationReceived
    | VerificationReturnedToSender
    | VerificationRecalledByAsker
    | VerificationExtended
    | VerificationAnswered
)
