"""What people ask about a report and its notice."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Channel, RecallReason, ReturnReason
from shared.kernel.sealed import Contact, Identity, Note, Story
from shared.kernel.words import (
    AgeGroup,
    AgencyId,
    Code,
    Digest,
    Ethnicity,
    ImportId,
    PaperNumber,
    PastDate,
    ReportId,
    Sex,
    UnitCode,
)


@dataclass(frozen=True)
class RecordReport:
    """Somebody came back. Nothing sensitive is required. The desk adds `code`, `recorder` and `notified_on`; from the
    report it follows from (`from_report`) it takes over what is sealed there and was not typed again.

    Written down late from the paper form, the notice may have been given by telephone on the day itself. `from_import` is
    said by the desk of past cases alone (decision 47)."""

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
    told_by_phone_on: PastDate | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None
    from_report: ReportId | None = None
    from_import: ImportId | None = None


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
class RecallNotice:
    """We told an agency that is not to receive her after all."""

    reason: RecallReason
    note: Note | None = None


@dataclass(frozen=True)
class AcceptHandover:
    """The notice is accepted; if she herself was brought, the minutes are the receipt. No clock moves by this."""

    accepted_on: PastDate
    person_came: bool
    number: PaperNumber | None = None
    scan: Digest | None = None
