"""What happened to a report. Stored for good: fields are added with defaults, nothing is ever renamed or removed.

`on` is the day it was done.
"""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.report.words import CallWay, RiskLevel, YesNo
from shared.kernel.sealed import Contact, Identity, Informant, Note, Story
from shared.kernel.words import AgeGroup, AgencyId, CaseId, ClockTime, Code, PaperNumber, ReportId, Sex, UnitCode


@dataclass(frozen=True)
class ReportTaken:
    """Somebody told us something: a lead, not a case, and nobody is a victim in it. `unit` has it, `place` is where it is
    about. `level` is what the scale says of the signs, `act_by` the last day to act (urgent: the same day; None: nobody
    set a term).

    What came by the public page may come in floods. `alike` marks reports in the same words, `source` those of one
    sender on one day (keyed hashes; the key of `source` is thrown away each day), `aside` those that came in a crowd or
    filled in what people do not see: they are kept like all others, and shown as one line.
    """

    code: Code
    unit: UnitCode | None
    taken_on: date
    told_on: date
    channel: Code
    level: RiskLevel
    act_by: date | None
    signs: tuple[Code, ...] = ()
    place: UnitCode | None = None
    persons: int | None = None
    children: YesNo = YesNo.UNKNOWN
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    may_call_back: bool = False
    reference: PaperNumber | None = None
    alike: Code | None = None
    source: Code | None = None
    aside: bool = False
    story: Story | None = None
    name: Identity | None = None
    contact: Contact | None = None
    informant: Informant | None = None
    safe_hours: Informant | None = None


@dataclass(frozen=True)
class TipTaken:
    """Another agency's report was passed on to us, under the same id and code. `in_no_unit`: no unit there has it."""

    sender: AgencyId
    code: Code
    unit: UnitCode | None
    on: date
    told_on: date
    channel: Code
    level: RiskLevel
    act_by: date | None
    signs: tuple[Code, ...] = ()
    place: UnitCode | None = None
    persons: int | None = None
    children: YesNo = YesNo.UNKNOWN
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    may_call_back: bool = False
    reference: PaperNumber | None = None
    story: Story | None = None
    name: Identity | None = None
    contact: Contact | None = None
    informant: Informant | None = None
    safe_hours: Informant | None = None
    note: Note | None = None
    in_no_unit: bool = False


@dataclass(frozen=True)
class ReportTriaged:
    """`scale` is what the scale says, `level` what the officer says: they differ only with a note."""

    on: date
    signs: tuple[Code, ...]
    scale: RiskLevel
    level: RiskLevel
    act_by: date | None
    persons: int | None = None
    children: YesNo = YesNo.UNKNOWN
    note: Note | None = None


@dataclass(frozen=True)
class UrgentCallRecorded:
    """Who was called, by which way, when."""

    to: Code
    way: CallWay
    on: date
    at_time: ClockTime | None = None
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class CaseOpenedFromReport:
    on: date
    case: CaseId
    code: Code


@dataclass(frozen=True)
class ReportJoinedToCase:
    on: date
    case: CaseId
    code: Code


@dataclass(frozen=True)
class ReportHandedOver:
    """Another unit of this agency has it now."""

    on: date
    unit: UnitCode
    note: Note | None = None


@dataclass(frozen=True)
class TipPassedOn:
    """`in_no_unit`: each unit of ours sees its own, and none has this one, so that nobody would see it come back."""

    on: date
    to: AgencyId
    unit: UnitCode | None
    note: Note | None = None
    in_no_unit: bool = False


@dataclass(frozen=True)
class TipReceiptLearned:
    """Somebody at the agency we passed it on to has begun to work on it: the handover is complete."""

    sender: AgencyId
    on: date


@dataclass(frozen=True)
class TipReturnedToSender:
    on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class TipCameBack:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class AnswerSentToReporter:
    """To the hotline or agency that told us: on paper, and as a message where it has an instance."""

    number: PaperNumber
    dated: date
    reference: PaperNumber | None = None


@dataclass(frozen=True)
class TipAnswerLearned:
    sender: AgencyId
    number: PaperNumber
    dated: date
    reference: PaperNumber | None = None


@dataclass(frozen=True)
class HotlineNotified:
    """We told the hotline; `reference` is its number for it."""

    way: CallWay
    on: date
    reference: PaperNumber | None = None
    number: PaperNumber | None = None


@dataclass(frozen=True)
class HotlineAnswered:
    on: date
    reference: PaperNumber | None = None
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReportClosed:
    on: date
    reason: Code
    original: ReportId | None = None
    original_code: Code | None = None
    passed_to: Code | None = None
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReportReopened:
    on: date
    reason: Code
    note: Note | None = None


TriageEvent = ReportTaken | TipTaken | ReportTriaged | UrgentCallRecorded
HandingEvent = (
    CaseOpenedFromReport | ReportJoinedToCase | ReportHandedOver | TipPassedOn | TipReceiptLearned
    | TipReturnedToSender | TipCameBack
)  # fmt: skip
EndingEvent = (
    AnswerSentToReporter | TipAnswerLearned | HotlineNotified | HotlineAnswered | ReportClosed | ReportReopened
)
WorkEvent = ReportTriaged | UrgentCallRecorded | CaseOpenedFromReport | ReportJoinedToCase | TipPassedOn | ReportClosed
"""The first of these, done with a report that was passed on to us, tells its sender that somebody works on it."""
Event = TriageEvent | HandingEvent | EndingEvent
