"""What can be asked about a case in support: by an officer, or by a policy when another agency told something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.support.domain.benefits import claim_commands
from services.support.domain.following import commands as following
from services.support.domain.following.words import NotAskedReason
from services.support.domain.granted import ProlongReferral
from services.support.domain.handing_on import commands as handing_commands
from services.support.domain.services.parts import LearnPart
from services.support.domain.stays import stay_commands
from services.support.domain.words import (
    Answer,
    Circumstance,
    ClosingReason,
    Disclosure,
    LetterReason,
    Need,
    PlanItem,
    ReadingOfLaw,
    ReferralPurpose,
    RegimeCode,
    ReopeningReason,
    Service,
    ServiceOutcome,
    ServicePlace,
    Truth,
)
from shared.kernel.sealed import Contact, Health, Identity, Note, Relatives
from shared.kernel.words import (
    AgeGroup,
    AgencyId,
    CaseId,
    Code,
    Ethnicity,
    PaperNumber,
    PastDate,
    Sex,
    Source,
    UnitCode,
)


@dataclass(frozen=True)
class OpenCase:
    case: CaseId
    code: Code
    unit: UnitCode | None
    received_on: date
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    person_status: Code
    essential_needs: tuple[Code, ...]
    first_examination: bool
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    relatives: Relatives | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    safe_contact: Contact | None = None
    past: bool = False


@dataclass(frozen=True)
class LearnWishes:
    """Intake told what she wants kept from whom, and whether and how she can be reached."""

    safety: Code | None
    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class LearnStatus:
    status: Code
    decided_on: date
    proof_type: Code | None = None


@dataclass(frozen=True)
class LearnPastEnd:
    """Intake told that this case was over before anybody wrote it down here."""

    ended_on: date


@dataclass(frozen=True)
class AssessNeeds:
    """`health` is what a health service must know; it travels only where that section is referred along."""

    assessed_on: PastDate
    needs: tuple[Need, ...]
    health: Health | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RecordCircumstances:
    """What of all that benefits ask for is true of her, and what is not; the rest is not known."""

    known_on: PastDate
    circumstances: Mapping[Circumstance, Truth] = field(default_factory=dict)
    note: Note | None = None


@dataclass(frozen=True)
class ChooseReading:
    """Two texts in force disagree: this one is followed for her, for the reason in the note."""

    chosen_on: PastDate
    reading: ReadingOfLaw
    note: Note


@dataclass(frozen=True)
class AgreePlan:
    """A line she does not want stays in the plan as declined. A goal agreed before stands until another one is agreed for
    the same area."""

    agreed_on: PastDate
    items: tuple[PlanItem, ...]
    goals: tuple[following.Goal, ...] = field(default=(), kw_only=True)
    she_agrees: bool


@dataclass(frozen=True)
class OfferReferral:
    """`sections` of her file go along if she agrees to it, for the `purpose`; they are read, and an offer is answered, no
    longer than `until`. `letter` is needed where the agency has no instance."""

    service: Service
    agency: AgencyId
    offered_on: PastDate
    she_agrees: bool
    sections: tuple[Disclosure, ...] = ()
    regime: RegimeCode | None = None
    answer_by: date | None = None
    letter: PaperNumber | None = None
    letter_on: PastDate | None = None
    note: Note | None = None
    purpose: ReferralPurpose | None = None
    until: date | None = None


@dataclass(frozen=True)
class LearnAnswer:
    """What the agency itself told (`teller` is its instance), or (with a letter) what its letter says."""

    referral: UUID
    answer: Answer
    answered_on: date | None = None
    reason: Code | None = None
    quantity: int = 1
    confirmed_by_person: bool = False
    note: Note | None = None
    letter: PaperNumber | None = None
    letter_on: date | None = None
    teller: Source | None = None
    begins_on: date | None = None
    place: Code | None = None
    outcome: Code | None = None


@dataclass(frozen=True)
class RecordLetterAnswer:
    """An agency without an instance answered by letter: `answered_on` is the day of what the letter tells."""

    referral: UUID
    answer: Answer
    answered_on: PastDate
    letter: PaperNumber
    letter_on: PastDate
    reason: LetterReason | None = None
    begins_on: date | None = field(default=None, kw_only=True)
    quantity: int = 1
    outcome: ServiceOutcome | None = field(default=None, kw_only=True)
    place: ServicePlace | None = field(default=None, kw_only=True)
    confirmed_by_person: bool = False
    note: Note | None = None


@dataclass(frozen=True)
class CloseCase:
    """With her view, or why she could not be asked."""

    closed_on: PastDate
    reason: ClosingReason
    her_view: Note | None = None
    not_asked: NotAskedReason | None = None


@dataclass(frozen=True)
class ReopenCase:
    reopened_on: PastDate
    reason: ReopeningReason
    note: Note | None = None


ClaimCommand = claim_commands.Command
StayCommand = stay_commands.Command
CaseworkCommand = (
    OpenCase | LearnWishes | LearnStatus | LearnPastEnd | AssessNeeds | RecordCircumstances | ChooseReading | AgreePlan
    | CloseCase | ReopenCase
)  # fmt: skip
ReferralCommand = OfferReferral | ProlongReferral | LearnAnswer | RecordLetterAnswer | LearnPart
FollowingCommand = following.Command
HandingCommand = handing_commands.Command
Command = CaseworkCommand | ReferralCommand | ClaimCommand | StayCommand | FollowingCommand | HandingCommand
