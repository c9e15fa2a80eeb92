"""What intake tells: a person was reported, received, sent to be verified, and what came of it; which reports that are no
cases (tips) were passed on; and which cases look alike."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.likeness import Likeness, Strength
from shared.kernel.sealed import Contact, Identity, Informant, Note, Relatives, Story
from shared.kernel.words import AgeGroup, Code, CountryCode, Digest, Ethnicity, PaperNumber, Sex, Source, UnitCode


@dataclass(frozen=True)
class PersonReported:
    """To the lead agency, at once: somebody came back. The three-day clock starts with `notified_on`. `past`: she came
    long ago, and stood in a spreadsheet of past cases."""

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
class PersonRescued:
    """To the agency that receives people: she was rescued; what she was given at once. The notice goes before it."""

    rescued_on: date
    unit: UnitCode | None
    rescued_by: Code | None
    essential_needs: tuple[Code, ...]
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class VictimCertified:
    """To the agency that received her: the rescue body itself certifies that she is a victim; what kind of paper, its
    number and day."""

    proof_type: Code
    number: PaperNumber
    dated: date
    scan: Digest | None = None


@dataclass(frozen=True)
class NoticeReturned:
    """To the reporter: something is missing, please send again."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class NoticeRecalled:
    """To the agency notified: this notice is taken back."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class HandoverAccepted:
    """To the reporter: the notice is accepted; `number` is that of the minutes where the person herself was handed over."""

    accepted_on: date
    person_came: bool
    number: PaperNumber | None = None


@dataclass(frozen=True)
class ReceptionRecorded:
    """To the reporter: the lead agency has received the person."""

    received_on: date


@dataclass(frozen=True)
class PersonReceived:
    """To the support service of the lead agency: open a file; needs and the first examination do not wait. `past`: she
    was received long ago, and is now brought in from a spreadsheet."""

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
class PastCaseEnded:
    """To the support service of the lead agency: this case was over before anybody wrote it down here."""

    ended_on: date


@dataclass(frozen=True)
class WishesRecorded:
    """To the support service of the lead agency: what is kept from whom, and how she may be reached safely."""

    safety: Code | None
    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class StatusDecided:
    """To the support service: victim, not a victim, unresolved, or she refuses the police; and on which proof."""

    status: Code
    decided_on: date
    proof_type: Code | None = None


@dataclass(frozen=True)
class VerificationAsked:
    """To the verifying agency: please verify; the answer is due at the end of `due_on`. With what she told already."""

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
class VerificationReturned:
    """To the asker: cannot be verified as it is, for this reason."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationRecalled:
    """To the verifying agency: nobody is to verify it any more."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationExtended:
    """To the asker: a complex case, more time is taken; `by_person`: until a day that a person set."""

    due_on: date
    reason: Code
    by_person: bool = False


@dataclass(frozen=True)
class VerificationAnswered:
    """To the asker: the outcome, and the numbers of the papers; never what stands in them."""

    outcome: Code
    answered_on: date
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class ProtectionAsked:
    """To the protecting agency: please protect her, her relatives, or both; an answer is asked for by `due_on`. What she
    wants kept from whom binds the protector too."""

    code: Code
    unit: UnitCode | None
    asked_on: date
    due_on: date | None
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    her_wish: Code
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
class ProtectionRecalled:
    """To the protecting agency: our request to protect her is taken back; what others asked stays asked."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionGranted:
    """To those who work on her case: she is protected, by these measures, until then or until it is ended."""

    granted_on: date
    protects: tuple[Code, ...]
    measures: tuple[Code, ...]
    number: PaperNumber
    until: date | None = None


@dataclass(frozen=True)
class ProtectionDeclined:
    """To the asker: protection is not granted, for this reason."""

    declined_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ProtectionRefused:
    """She does not want to be protected: said at the desk of the teller, who told her what it means."""

    refused_on: date


@dataclass(frozen=True)
class ProtectionEnded:
    """To those who work on her case: she is not protected any more."""

    ended_on: date
    reason: Code


@dataclass(frozen=True)
class TipPassedOn:
    """To another agency's intake: here is what somebody told us, under our id and code; you have it from now on.
    `in_no_unit`: no unit of ours has it, so that nobody here would see it come back."""

    code: Code
    unit: UnitCode | None
    on: date
    told_on: date
    channel: Code
    level: Code
    signs: tuple[Code, ...]
    place: UnitCode | None
    persons: int | None
    children: Code
    sex: Sex
    age_group: AgeGroup
    may_call_back: bool
    reference: PaperNumber | None
    story: Story | None = None
    name: Identity | None = None
    contact: Contact | None = None
    informant: Informant | None = None
    safe_hours: Informant | None = None
    note: Note | None = None
    in_no_unit: bool = False


@dataclass(frozen=True)
class TipReceived:
    """To whoever passed it on: somebody here has begun to work on it."""

    on: date


@dataclass(frozen=True)
class TipReturned:
    """To whoever passed it on: it is not for us, or something is missing."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class TipAnswered:
    """To whoever passed it on: our answer, by its number; `reference` is theirs."""

    number: PaperNumber
    dated: date
    reference: PaperNumber | None = None


@dataclass(frozen=True)
class PersonDescribed:
    """To the intake of the lead agency: what our case can be compared by, as tokens under the town's key for matching. Each
    description holds all that is known now; what was forgotten is missing in the next."""

    code: Code
    unit: UnitCode | None
    sex: Sex
    age_group: AgeGroup
    papers: tuple[PaperNumber, ...] = ()
    name_tokens: Identity | None = None
    number_tokens: Contact | None = None


@dataclass(frozen=True)
class PossibleDuplicate:
    """To everybody who described the case: the case `other`, held at `at`, may be about the same person."""

    other: UUID
    at: Source
    strength: Strength
    agrees: tuple[Likeness, ...]


@dataclass(frozen=True)
class CasesLinked:
    """To everybody who described the case: the case `other` is about the same person, says an officer of the lead agency."""

    other: UUID
    person: UUID


@dataclass(frozen=True)
class CasesUnlinked:
    """To the same: that was taken back."""

    other: UUID
    person: UUID


@dataclass(frozen=True)
class PersonsLinked:
    """To the register of benefits of the lead agency: both cases are one person's, who gets a benefit once."""

    case: UUID
    other: UUID


@dataclass(frozen=True)
class PersonsUnlinked:
    """To the same: that was taken back."""

    case: UUID
    other: UUID
