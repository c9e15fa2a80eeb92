"""What happened in intake. Stored for good: fields are added with defaults, nothing is ever renamed or removed."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Outcome, Wish
from shared.kernel.sealed import Contact, Identity, Note, Relatives, Story, Suspect
from shared.kernel.words import AgeGroup, AgencyId, Code, CountryCode, Digest, Ethnicity, PaperNumber, Sex, UnitCode


@dataclass(frozen=True)
class ReportRecorded:
    """Somebody came back. `notified`: the agency told at once; None when the recorder itself receives people, or the
    receiving agency has no instance."""

    code: Code
    unit: UnitCode | None
    channel: Code
    reported_on: date
    notified_on: date
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    urgent: bool
    notified: AgencyId | None
    reception_due: date | None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class NoticeSentAgain:
    """Sent again, completed; the receiving agency's clock still runs from the first notice."""

    unit: UnitCode | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class NoticeTaken:
    """`reception_due` is counted from `notified_on`, never from the day we looked."""

    sender: AgencyId
    code: Code
    unit: UnitCode | None
    channel: Code
    notified_on: date
    reception_due: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    urgent: bool
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class NoticeReturnedToSender:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class NoticeCameBack:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ReceptionLearned:
    """The agency we notified has received the person: the handover is complete."""

    received_on: date


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


@dataclass(frozen=True)
class VerificationAsked:
    of: AgencyId
    asked_on: date
    due_on: date | None
    told_her: bool
    her_wish: Wish


@dataclass(frozen=True)
class VerificationAskedByLetter:
    to: Code
    asked_on: date
    due_on: date | None
    number: PaperNumber
    dated: date
    signer: Note
    told_her: bool
    her_wish: Wish
    scan: Digest | None = None


@dataclass(frozen=True)
class VerificationCameBack:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationDelayed:
    due_on: date
    reason: Code


@dataclass(frozen=True)
class VictimIdentified:
    """On the paper that proves it: what kind, its number and day. What stands in it is not kept here."""

    proof_type: Code
    number: PaperNumber
    dated: date
    decided_on: date
    answer: PaperNumber | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class FoundNotVictim:
    decided_on: date
    number: PaperNumber
    scan: Digest | None = None


@dataclass(frozen=True)
class FoundUnresolved:
    decided_on: date
    number: PaperNumber
    scan: Digest | None = None


@dataclass(frozen=True)
class LateAnswerFiled:
    """An answer came although she had been identified on another paper: kept with the file, changing nothing."""

    outcome: Outcome
    answered_on: date
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class VerificationReceived:
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
class VerificationReturnedToSender:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationExtended:
    due_on: date
    reason: Code


@dataclass(frozen=True)
class VerificationAnswered:
    outcome: Outcome
    answered_on: date
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: date | None = None
    scan: Digest | None = None


NoticeEvent = (
    ReportRecorded | NoticeSentAgain | NoticeTaken | NoticeReturnedToSender | NoticeCameBack | ReceptionLearned
)
ReceptionEvent = PersonReceived | EssentialNeedsGiven | InitialInformationRecorded | PoliceRefused
AskerEvent = VerificationAsked | VerificationAskedByLetter | VerificationCameBack | VerificationDelayed
StatusEvent = VictimIdentified | FoundNotVictim | FoundUnresolved | LateAnswerFiled
VerifierEvent = VerificationReceived | VerificationReturnedToSender | VerificationExtended | VerificationAnswered
Event = NoticeEvent | ReceptionEvent | AskerEvent | StatusEvent | VerifierEvent
