"""An agency's file of one case: what is known now, folded from what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import assert_never

from services.intake.domain.happened import (
    AskerEvent,
    EssentialNeedsGiven,
    Event,
    FoundNotVictim,
    FoundUnresolved,
    InitialInformationRecorded,
    LateAnswerFiled,
    NoticeCameBack,
    NoticeEvent,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    PersonReceived,
    PoliceRefused,
    ReceptionEvent,
    ReceptionLearned,
    ReportRecorded,
    StatusEvent,
    VerificationAnswered,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationCameBack,
    VerificationDelayed,
    VerificationExtended,
    VerificationReceived,
    VerificationReturnedToSender,
    VerifierEvent,
    VictimIdentified,
)
from services.intake.domain.words import Stage
from shared.kernel.sealed import Contact, Identity, Relatives, Story, Suspect
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, Sex, UnitCode

LEADS_TO: Mapping[type[Event], Stage] = {
    ReportRecorded: Stage.REPORTED,
    NoticeTaken: Stage.REPORTED,
    NoticeSentAgain: Stage.REPORTED,
    NoticeReturnedToSender: Stage.RETURNED,
    NoticeCameBack: Stage.RETURNED,
    ReceptionLearned: Stage.RECEIVED,
    PersonReceived: Stage.RECEIVED,
    PoliceRefused: Stage.POLICE_REFUSED,
    VerificationAsked: Stage.VERIFYING,
    VerificationAskedByLetter: Stage.VERIFYING,
    VerificationCameBack: Stage.INFORMED,
    VictimIdentified: Stage.VICTIM,
    FoundNotVictim: Stage.NOT_VICTIM,
    FoundUnresolved: Stage.UNRESOLVED,
    VerificationReceived: Stage.ASKED,
    VerificationReturnedToSender: Stage.RETURNED,
    VerificationAnswered: Stage.ANSWERED,
}
"""Where an event takes the file. All others leave it where it is."""


def next_stage(stage: Stage, event: Event) -> Stage:
    if isinstance(event, InitialInformationRecorded) and stage is Stage.RECEIVED:
        return Stage.INFORMED  # recorded later it is a correction
    return LEADS_TO.get(type(event), stage)


@dataclass(frozen=True)
class Person:
    """What we know of her: coarse facts in the open, all else sealed. The field names are those of the events."""

    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    relatives: Relatives | None = None
    story: Story | None = None
    suspect: Suspect | None = None

    def after(self, event: Event) -> "Person":
        """What is said later replaces what was said before; what is not said again stays."""
        said = {f.name: getattr(event, f.name, None) for f in fields(self)}
        return replace(self, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class File:
    """The newest fact of each kind, and what follows from them."""

    stage: Stage = Stage.NONE
    code: Code | None = None
    unit: UnitCode | None = None
    person: Person = Person()
    notice: ReportRecorded | NoticeTaken | None = None
    came_back: NoticeCameBack | VerificationCameBack | None = None
    reception: PersonReceived | None = None
    needs_given: tuple[EssentialNeedsGiven, ...] = ()
    information: InitialInformationRecorded | None = None
    police_refusal: PoliceRefused | None = None
    request: VerificationAsked | VerificationAskedByLetter | None = None
    delay: VerificationDelayed | None = None
    status: VictimIdentified | FoundNotVictim | FoundUnresolved | None = None
    task: VerificationReceived | None = None
    extension: VerificationExtended | None = None
    answer: VerificationAnswered | None = None

    @property
    def reporter(self) -> AgencyId | None:
        """The agency that notified us; None when we recorded the report ourselves."""
        return self.notice.sender if isinstance(self.notice, NoticeTaken) else None

    @property
    def notified(self) -> AgencyId | None:
        """The agency we notified; None when receiving the person is our own task."""
        return self.notice.notified if isinstance(self.notice, ReportRecorded) else None

    @property
    def due(self) -> date | None:
        """The last day of the term that runs now, if one does and the law's length is confirmed."""
        match self.stage:
            case Stage.REPORTED:
                return self.notice.reception_due if self.notice else None
            case Stage.VERIFYING:
                return self.delay.due_on if self.delay else self.request.due_on if self.request else None
            case Stage.ASKED:
                return self.extension.due_on if self.extension else self.task.due_on if self.task else None
            case _:
                return None


def evolve(file: File, event: Event) -> File:
    file = replace(file, stage=next_stage(file.stage, event), person=file.person.after(event))
    if isinstance(event, NoticeEvent):
        return _noticed(file, event)
    if isinstance(event, ReceptionEvent):
        return _received(file, event)
    if isinstance(event, AskerEvent):
        return _asked(file, event)
    if isinstance(event, StatusEvent):
        return file if isinstance(event, LateAnswerFiled) else replace(file, status=event)
    if isinstance(event, VerifierEvent):
        return _verifying(file, event)
    assert_never(event)


def _noticed(file: File, event: NoticeEvent) -> File:
    match event:
        case ReportRecorded() | NoticeTaken():
            return replace(file, code=event.code, unit=event.unit, notice=event, came_back=None)
        case NoticeSentAgain():
            return replace(file, unit=event.unit or file.unit, came_back=None)
        case NoticeCameBack():
            return replace(file, came_back=event)
        case NoticeReturnedToSender() | ReceptionLearned():
            return file
        case _:
            assert_never(event)


def _received(file: File, event: ReceptionEvent) -> File:
    match event:
        case PersonReceived():
            return replace(file, reception=event)
        case EssentialNeedsGiven():
            return replace(file, needs_given=(*file.needs_given, event))
        case InitialInformationRecorded():
            return replace(file, information=event)
        case PoliceRefused():
            return replace(file, police_refusal=event)
        case _:
            assert_never(event)


def _asked(file: File, event: AskerEvent) -> File:
    match event:
        case VerificationAsked() | VerificationAskedByLetter():
            return replace(file, request=event, delay=None, came_back=None)
        case VerificationDelayed():
            return replace(file, delay=event)
        case VerificationCameBack():
            return replace(file, request=None, delay=None, came_back=event)
        case _:
            assert_never(event)


def _verifying(file: File, event: VerifierEvent) -> File:
    match event:
        case VerificationReceived():
            return replace(file, code=event.code, unit=event.unit, task=event, extension=None, answer=None)
        case VerificationExtended():
            return replace(file, extension=event)
        case VerificationAnswered():
            return replace(file, answer=event)
        case VerificationReturnedToSender():
            return file
        case _:
            assert_never(event)
