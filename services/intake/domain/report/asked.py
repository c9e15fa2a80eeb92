"""What people ask about a report."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.report.words import (
    CallWay,
    Channel,
    ClosingReason,
    OtherBody,
    Persons,
    ReopeningReason,
    ReturnReason,
    RiskLevel,
    RiskSign,
    Spoken,
    UrgentContact,
    YesNo,
)
from shared.kernel.sealed import Contact, Identity, Informant, Note, Story
from shared.kernel.words import (
    AgeGroup,
    AgencyId,
    CaseId,
    ClockTime,
    Code,
    PaperNumber,
    PastDate,
    ReportId,
    Sex,
    UnitCode,
)


@dataclass(frozen=True)
class TakeReport:
    """Somebody told us something. Only the day and the channel are required. The desk adds `code`, `recorder`,
    `taken_on` and `unit`; for what came by the public page also the marks by which a flood is gathered
    (`happened.ReportTaken`)."""

    code: Code
    recorder: AgencyId
    taken_on: date
    told_on: PastDate
    channel: Channel
    signs: tuple[RiskSign, ...] = ()
    story: Story | None = None
    place: UnitCode | None = None
    persons: Persons | None = None
    children: YesNo = YesNo.UNKNOWN
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    name: Identity | None = None
    contact: Contact | None = None
    informant: Informant | None = None
    may_call_back: bool = False
    safe_hours: Informant | None = None
    reference: PaperNumber | None = None
    unit: UnitCode | None = None
    alike: Code | None = None
    source: Code | None = None
    aside: bool = False


@dataclass(frozen=True)
class TellOnline:
    """What the public page asks: nothing about a person is required, but an empty page tells nobody anything."""

    signs: tuple[RiskSign, ...] = ()
    story: Story | None = None
    place: UnitCode | None = None
    children: YesNo = YesNo.UNKNOWN
    informant: Informant | None = None
    safe_hours: Informant | None = None


@dataclass(frozen=True)
class TriageReport:
    """`level` only where the officer judges otherwise than the scale: then the note says why. The desk adds `on`."""

    on: date
    signs: tuple[RiskSign, ...]
    persons: Persons | None = None
    children: YesNo = YesNo.UNKNOWN
    level: RiskLevel | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RecordUrgentCall:
    """Somebody was called at once: the police, or whoever can help. The note is for who answered and what they said."""

    to: UrgentContact
    way: CallWay
    on: PastDate
    at_time: ClockTime | None = None
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class LinkCase:
    """A case was opened from this report: asked by the deed that opens it, never by a form."""

    on: date
    case: CaseId
    code: Code


@dataclass(frozen=True)
class JoinReport:
    """It is about somebody whose case lies here. Officers type the code; the desk finds the case and adds `on`."""

    on: date
    code: Spoken | None = None
    case: CaseId | None = None


@dataclass(frozen=True)
class PassReportOn:
    """To another agency's intake, or another unit of this one. The desk adds `giver` and `on`."""

    giver: AgencyId
    on: date
    to: AgencyId
    unit: UnitCode | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReturnTip:
    """Back to the agency that passed it on. The desk adds `on`."""

    on: date
    reason: ReturnReason
    note: Note | None = None


@dataclass(frozen=True)
class AnswerReporter:
    """The hotline or agency that told us was answered on paper: their reference, our number."""

    number: PaperNumber
    dated: PastDate
    reference: PaperNumber | None = None


@dataclass(frozen=True)
class NotifyHotline:
    """We told the hotline; `reference` is the number it gave us."""

    way: CallWay
    on: PastDate
    reference: PaperNumber | None = None
    number: PaperNumber | None = None


@dataclass(frozen=True)
class RecordHotlineAnswer:
    on: PastDate
    reference: PaperNumber | None = None
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class CloseReport:
    """Some reasons ask for more: the report it repeats (`original`, found by `duplicate_of`), the body it went to. The
    desk adds `on`."""

    on: date
    reason: ClosingReason
    duplicate_of: Spoken | None = None
    original: ReportId | None = None
    passed_to: OtherBody | None = None
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReopenReport:
    """The desk adds `on`."""

    on: date
    reason: ReopeningReason
    note: Note | None = None
