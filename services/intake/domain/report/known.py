"""An agency's file of one report: what is known now, folded from what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import assert_never

from services.intake.domain.report.happened import (
    AnswerSentToReporter,
    CaseOpenedFromReport,
    EndingEvent,
    Event,
    HandingEvent,
    HotlineAnswered,
    HotlineNotified,
    ReportClosed,
    ReportHandedOver,
    ReportJoinedToCase,
    ReportReopened,
    ReportTaken,
    ReportTriaged,
    TipAnswerLearned,
    TipCameBack,
    TipPassedOn,
    TipReceiptLearned,
    TipReturnedToSender,
    TipTaken,
    TriageEvent,
    UrgentCallRecorded,
    WorkEvent,
)
from services.intake.domain.report.words import RiskLevel, Stage, YesNo
from shared.kernel.sealed import Contact, Identity, Informant, Story
from shared.kernel.words import AgeGroup, AgencyId, Code, PaperNumber, Sex, UnitCode

LEADS_TO: Mapping[type[Event], Stage] = {
    ReportTaken: Stage.UNTRIAGED,
    TipTaken: Stage.UNTRIAGED,
    ReportTriaged: Stage.TRIAGED,
    CaseOpenedFromReport: Stage.LINKED,
    ReportJoinedToCase: Stage.LINKED,
    TipPassedOn: Stage.PASSED_ON,
    TipReturnedToSender: Stage.SENT_BACK,
    ReportClosed: Stage.DISMISSED,
}
"""Where an event takes the file; one that came back or was re-opened goes where it was (`Report.open_stage`)."""


@dataclass(frozen=True)
class Told:
    """What was told: coarse in the open, all else sealed. The field names are those of the events."""

    place: UnitCode | None = None
    signs: tuple[Code, ...] = ()
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

    def after(self, event: ReportTaken | TipTaken | ReportTriaged) -> "Told":
        """What is said later replaces what was said before; what is not said again stays."""
        said = {f.name: getattr(event, f.name, None) for f in fields(self)}
        return replace(self, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class Report:
    """The newest fact of each kind, and what follows from them. `asked` are all agencies it was ever passed on to;
    `works` counts what was done with it here since it came."""

    stage: Stage = Stage.NONE
    code: Code | None = None
    unit: UnitCode | None = None
    told: Told = Told()
    level: RiskLevel = RiskLevel.UNCLEAR
    act_by: date | None = None
    taken: ReportTaken | TipTaken | None = None
    triage: ReportTriaged | None = None
    calls: tuple[UrgentCallRecorded, ...] = ()
    cases: tuple[CaseOpenedFromReport, ...] = ()
    joined: ReportJoinedToCase | None = None
    moved: ReportHandedOver | None = None
    passed: TipPassedOn | None = None
    asked: tuple[AgencyId, ...] = ()
    receipt: TipReceiptLearned | None = None
    came_back: TipCameBack | None = None
    sent_back: TipReturnedToSender | None = None
    learned: TipAnswerLearned | None = None
    answers: tuple[AnswerSentToReporter, ...] = ()
    hotline: tuple[HotlineNotified | HotlineAnswered, ...] = ()
    closed: ReportClosed | None = None
    reopened: ReportReopened | None = None
    works: int = 0

    @property
    def sender(self) -> AgencyId | None:
        """The agency that passed it on to us; None when we took it ourselves."""
        return self.taken.sender if isinstance(self.taken, TipTaken) else None

    @property
    def has_no_way_back(self) -> bool:
        """No unit of the sender has it: nobody there would see it come back. It is not returned but passed on, to a unit."""
        return isinstance(self.taken, TipTaken) and self.taken.in_no_unit

    @property
    def told_on(self) -> date | None:
        """The day somebody told us, or whoever passed it on to us: nothing was done about it before."""
        return self.taken.told_on if self.taken else None

    @property
    def led_to(self) -> int:
        """For how many people there is a case: one was opened from it, or it joined theirs."""
        return len(self.cases) + (self.joined is not None)

    @property
    def is_open(self) -> bool:
        """It lies here and waits for somebody to act."""
        return self.stage in (Stage.UNTRIAGED, Stage.TRIAGED)

    @property
    def open_stage(self) -> Stage:
        if self.cases or self.joined:
            return Stage.LINKED
        return Stage.TRIAGED if self.triage else Stage.UNTRIAGED

    @property
    def notified(self) -> bool:
        """The hotline was told."""
        return any(isinstance(each, HotlineNotified) for each in self.hotline)


def evolve(report: Report, event: Event) -> Report:
    works = report.works + isinstance(event, WorkEvent)
    report = replace(report, stage=LEADS_TO.get(type(event), report.stage), works=works)
    if isinstance(event, TriageEvent):
        return _triaged(report, event)
    if isinstance(event, HandingEvent):
        return _handed(report, event)
    if isinstance(event, EndingEvent):
        return _ended(report, event)
    assert_never(event)


def _triaged(report: Report, event: TriageEvent) -> Report:
    match event:
        case ReportTaken() | TipTaken():
            come = replace(report, taken=event, code=event.code, unit=event.unit, works=0, triage=None, came_back=None)
            return replace(come, told=report.told.after(event), level=event.level, act_by=event.act_by)
        case ReportTriaged(level=level, act_by=act_by):
            return replace(report, triage=event, told=report.told.after(event), level=level, act_by=act_by)
        case UrgentCallRecorded():
            return replace(report, calls=(*report.calls, event))
        case _:
            assert_never(event)


def _handed(report: Report, event: HandingEvent) -> Report:
    match event:
        case CaseOpenedFromReport():
            return replace(report, cases=(*report.cases, event))
        case ReportJoinedToCase():
            return replace(report, joined=event)
        case ReportHandedOver(unit=unit):
            return replace(report, unit=unit, moved=event)
        case TipPassedOn(to=to):
            return replace(report, passed=event, asked=(*report.asked, to), receipt=None, came_back=None)
        case TipReceiptLearned():
            return replace(report, receipt=event)
        case TipReturnedToSender():
            return replace(report, sent_back=event)
        case TipCameBack():
            return replace(report, came_back=event, stage=report.open_stage)
        case _:
            assert_never(event)


def _ended(report: Report, event: EndingEvent) -> Report:
    match event:
        case AnswerSentToReporter():
            return replace(report, answers=(*report.answers, event))
        case TipAnswerLearned():
            return replace(report, learned=event)
        case HotlineNotified() | HotlineAnswered():
            return replace(report, hotline=(*report.hotline, event))
        case ReportClosed():
            return replace(report, closed=event)
        case ReportReopened():
            return replace(report, closed=None, reopened=event, stage=report.open_stage)
        case _:
            assert_never(event)
