"""What our policies ask of our own file after another agency told us something."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Outcome
from shared.kernel.sealed import Contact, Identity, Note, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, Digest, Ethnicity, PaperNumber, Sex, UnitCode


@dataclass(frozen=True)
class TakeNotice:
    """Another agency notified us."""

    sender: AgencyId
    code: Code
    unit: UnitCode | None
    channel: Code
    notified_on: date
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    urgent: bool
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class TakeReturn:
    """Our notice came back."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class TakeRecall:
    """The sender took its notice back."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LearnAcceptance:
    """The agency we notified has accepted."""

    accepted_on: date
    person_came: bool
    number: PaperNumber | None = None


@dataclass(frozen=True)
class LearnReception:
    """The agency we notified has received the person."""

    received_on: date


@dataclass(frozen=True)
class LearnAnswer:
    """The verifying agency answered."""

    outcome: Outcome
    answered_on: date
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class LearnDelay:
    """The verifying agency takes more time."""

    due_on: date
    reason: Code
    by_person: bool = False


@dataclass(frozen=True)
class TakeRequestBack:
    """The verifying agency cannot verify it as it is."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class TakeVerification:
    """Another agency asks us to verify."""

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


@dataclass(frozen=True)
class TakeVerificationRecall:
    """The asker took its request back."""

    reason: Code
    note: Note | None = None
