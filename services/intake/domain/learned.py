"""What our policies ask of our own file after another agency told us something."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Outcome, Wish
from shared.kernel.sealed import Contact, Identity, Note, Relatives, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, CountryCode, Digest, Ethnicity, PaperNumber, Sex, UnitCode


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
    past: bool = False


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
    """Another agency asks us to verify, and says what it was told already."""

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
class TakeVerificationRecall:
    """The asker took its request back."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LearnRescue:
    """Who told us of her has rescued her."""

    rescued_on: date
    unit: UnitCode | None = None
    rescued_by: Code | None = None
    essential_needs: tuple[Code, ...] = ()
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class LearnCertificate:
    """The rescue body has certified that she is a victim."""

    proof_type: Code
    number: PaperNumber
    dated: date
    scan: Digest | None = None


@dataclass(frozen=True)
class TakeProtection:
    """Another agency asks us to protect her."""

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
class TakeProtectionRecall:
    """The asker took its request back."""

    asker: AgencyId
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LearnProtection:
    """The protecting agency granted it, whether we asked or not."""

    protector: AgencyId
    granted_on: date
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    number: PaperNumber
    until: date | None = None


@dataclass(frozen=True)
class LearnProtectionDeclined:
    """The protecting agency does not grant it."""

    declined_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LearnProtectionRefused:
    """She refused it at another agency's desk."""

    refused_on: date
    heard_by: AgencyId


@dataclass(frozen=True)
class LearnProtectionEnded:
    """The protecting agency ended it."""

    ended_on: date
    reason: Code
