"""What people ask about a report and its notice."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Channel, ReturnReason
from shared.kernel.sealed import Contact, Identity, Note, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, PastDate, Sex, UnitCode


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
