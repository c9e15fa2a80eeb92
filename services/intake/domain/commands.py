"""What people ask of intake."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import (
    Channel,
    Country,
    EssentialNeed,
    ExtensionReason,
    Outcome,
    PersonStatus,
    PoliceRefusalReason,
    ProofType,
    Purpose,
    ReturnReason,
    Route,
    Wish,
)
from shared.kernel.sealed import Contact, Identity, Note, Relatives, Story, Suspect
from shared.kernel.words import (
    AgeGroup,
    AgencyId,
    Code,
    Digest,
    Ethnicity,
    PaperNumber,
    PastDate,
    Sex,
    UnitCode,
)


@dataclass(frozen=True)
class RecordReport:
    """Somebody came back. Nothing sensitive is required. The desk adds `code`, `recorder` and `notified_on`."""

    code: Code
    recorder: AgencyId
    notified_on: date
    reported_on: PastDate
    channel: Channel
    unit: UnitCode | None = None
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    urgent: bool = False
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class SendNoticeAgain:
    """The receiving agency sent our notice back; here it is again, with what was missing."""

    unit: UnitCode | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class ReturnNotice:
    reason: ReturnReason
    note: Note | None = None


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
    name: Identity | None = None
    birth: Identity | None = None
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


@dataclass(frozen=True)
class AskVerification:
    asked_on: PastDate
    told_her: bool
    her_wish: Wish


@dataclass(frozen=True)
class AskVerificationByLetter:
    asked_on: PastDate
    to: Code
    number: PaperNumber
    dated: PastDate
    signer: Note
    told_her: bool
    her_wish: Wish
    scan: Digest | None = None


@dataclass(frozen=True)
class RecordLetterAnswer:
    outcome: Outcome
    number: PaperNumber
    dated: PastDate
    certificate: PaperNumber | None = None
    certificate_on: PastDate | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class ReturnVerification:
    reason: ReturnReason
    note: Note | None = None


@dataclass(frozen=True)
class ExtendVerification:
    """`due_on` is asked for only where the law's longest term is not confirmed."""

    reason: ExtensionReason
    due_on: date | None = None


@dataclass(frozen=True)
class AnswerVerification:
    """A victim gets a certificate: its number and day."""

    outcome: Outcome
    answered_on: PastDate
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: PastDate | None = None
    scan: Digest | None = None
