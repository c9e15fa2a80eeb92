"""An application at the one-stop desk of a commune: what can have happened with it, and what can be asked.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Contact, Identity, Note
from shared.kernel.words import AgeGroup, Code, Digest, Dong, Ethnicity, PaperNumber, PastDate, Sex, Source, UnitCode


@dataclass(frozen=True)
class ApplicationExpected:
    """The lead guided somebody to our desk, with what is kept from whom."""

    lead: Source
    application: UUID
    code: Code
    unit: UnitCode | None
    benefit: Code
    guided_on: date
    apply_by: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    name: Identity | None = None
    birth: Identity | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    reachable: bool = True
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class ApplicationMade:
    """She applied, under the code of the one-stop desk; the slip calls her back for `appointment_on`. The commune sends the
    file by `send_by`."""

    application: UUID
    applied_on: date
    one_stop_code: PaperNumber
    appointment_on: date | None = None
    send_by: date | None = None
    late: bool = False
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ApplicationSent:
    """Confirmed by the commune and sent, by the letter `number`."""

    application: UUID
    sent_on: date
    number: PaperNumber
    note: Note | None = None


@dataclass(frozen=True)
class ApplicationCameBack:
    """The lead misses something."""

    application: UUID
    returned_on: date
    reason: Code
    note: Note | None = None
    send_by: date | None = None


@dataclass(frozen=True)
class ApplicationWithdrawn:
    application: UUID
    withdrawn_on: date
    note: Note | None = None


@dataclass(frozen=True)
class DecisionHeard:
    """The lead told what was decided: she is told here."""

    application: UUID
    number: PaperNumber
    dated: date
    granted: bool
    amount: Dong | None = None
    reason: Code | None = None


@dataclass(frozen=True)
class ApplicationsEnded:
    """The lead closed the case: what was not decided ends."""

    closed_on: date
    reason: Code


OfOne = ApplicationMade | ApplicationSent | ApplicationCameBack | ApplicationWithdrawn | DecisionHeard
Event = ApplicationExpected | OfOne | ApplicationsEnded


@dataclass(frozen=True)
class ExpectApplication:
    lead: Source
    application: UUID
    code: Code
    unit: UnitCode | None
    benefit: Code
    guided_on: date
    apply_by: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    name: Identity | None = None
    birth: Identity | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    reachable: bool = True
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class RecordApplication:
    application: UUID
    applied_on: PastDate
    one_stop_code: PaperNumber
    appointment_on: date | None = None
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class SendApplication:
    application: UUID
    sent_on: PastDate
    number: PaperNumber
    note: Note | None = None


@dataclass(frozen=True)
class WithdrawApplication:
    """She does not want it any more, while nothing was decided."""

    application: UUID
    withdrawn_on: PastDate
    note: Note | None = None


@dataclass(frozen=True)
class TakeApplicationBack:
    application: UUID
    returned_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class HearDecision:
    application: UUID
    number: PaperNumber
    dated: date
    granted: bool
    amount: Dong | None = None
    reason: Code | None = None


@dataclass(frozen=True)
class EndApplications:
    closed_on: date
    reason: Code


ByOfficer = RecordApplication | SendApplication | WithdrawApplication
Command = ExpectApplication | ByOfficer | TakeApplicationBack | HearDecision | EndApplications
