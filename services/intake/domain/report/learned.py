"""What our policies ask of our own file of a report after another agency told us something."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.report.words import RiskLevel, YesNo
from shared.kernel.sealed import Contact, Identity, Informant, Note, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, PaperNumber, Sex, UnitCode


@dataclass(frozen=True)
class TakeTip:
    """Another agency passed a report on to us."""

    sender: AgencyId
    code: Code
    unit: UnitCode | None
    on: date
    told_on: date
    channel: Code
    level: RiskLevel
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
class TakeTipBack:
    """The agency we passed it on to sent it back."""

    sender: AgencyId
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LearnTipReceipt:
    """Somebody at the agency we passed it on to has begun to work on it."""

    sender: AgencyId
    on: date


@dataclass(frozen=True)
class LearnTipAnswer:
    """The agency we passed it on to has answered us."""

    sender: AgencyId
    number: PaperNumber
    dated: date
    reference: PaperNumber | None = None
