"""An agency's file of one case: what is known now, folded from what happened."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.intake.domain.happened import (
    AcceptanceLearned,
    AskerEvent,
    CareEvent,
    ConsentAnswered,
    ConsentEvent,
    ContactLost,
    ContactRegained,
    DeadlineEvent,
    DueDaySet,
    EndingEvent,
    EssentialNeedsGiven,
    Event,
    FileEnded,
    FileReopened,
    FoundNotVictim,
    FoundUnresolved,
    HandoverAccepted,
    InitialInformationRecorded,
    LateAnswerFiled,
    LetterEvent,
    NoticeCameBack,
    NoticeEvent,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    PersonReceived,
    PoliceRefused,
    RecallCameTooLate,
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
    VerificationRecalled,
    VerificationRecalledByAsker,
    VerificationReceived,
    VerificationReturnedToSender,
    VerifierEvent,
    VictimIdentified,
    WrittenAnswerGiven,
)
from services.intake.domain.known import NO_CARE_YET, NOTHING_YET, Care, Person
from services.intake.domain.stages import next_stage
from services.intake.domain.words import Stage
from shared.kernel.words import AgencyId, Code, UnitCode

TIMED = (Stage.REPORTED, Stage.VERIFYING, Stage.ASKED)
BEGINS = (ReportRecorded, NoticeTaken, VerificationAsked, VerificationAskedByLetter, VerificationReceived)
"""Where a term runs, and what begins one."""


@dataclass(frozen=True)
class File:
    """The newest fact of each kind, and what follows from them."""

    stage: Stage = Stage.NONE
    code: Code | None = None
    unit: UnitCode | None = None
    person: Person = NOTHING_YET
    care: Care = NO_CARE_YET
    consent: ConsentAnswered | None = None
    notice: ReportRecorded | NoticeTaken | None = None
    handover: HandoverAccepted | AcceptanceLearned | None = None
    late_recall: RecallCameTooLate | None = None
    came_back: NoticeCameBack | VerificationCameBack | None = None
    reception: PersonReceived | None = None
    needs_given: tuple[EssentialNeedsGiven, ...] = ()
    information: InitialInformationRecorded | None = None
    police_refusal: PoliceRefused | None = None
    request: VerificationAsked | VerificationAskedByLetter | None = None
    delay: VerificationDelayed | None = None
    status: VictimIdentified | FoundNotVictim | FoundUnresolved | None = None
    late_answer: LateAnswerFiled | None = None
    letters: tuple[LetterEvent, ...] = ()
    lost: ContactLost | None = None
    written_answer: WrittenAnswerGiven | None = None
    ended: FileEnded | None = None
    task: VerificationReceived | None = None
    extension: VerificationExtended | None = None
    answer: VerificationAnswered | None = None
    due_set: DueDaySet | None = None

    @property
    def reporter(self) -> AgencyId | None:
        """The agency that notified us; None when we recorded the report ourselves."""
        return self.notice.sender if isinstance(self.notice, NoticeTaken) else None

    @property
    def notified(self) -> AgencyId | None:
        """The agency we notified; None when receiving the person is our own task."""
        return self.notice.notified if isinstance(self.notice, ReportRecorded) else None

    @property
    def ours(self) -> bool:
        """Is she ours to receive and care for? Not where another agency was notified, nor where we only verify."""
        return self.notice is not None and self.notified is None and self.task is None

    @property
    def stands(self) -> Stage:
        """How far the procedure has come, whether or not we are in contact with her now."""
        match self.status:
            case VictimIdentified():
                return Stage.VICTIM
            case FoundNotVictim():
                return Stage.NOT_VICTIM
            case FoundUnresolved():
                return Stage.UNRESOLVED
        if self.request:
            return Stage.VERIFYING
        if self.police_refusal:
            return Stage.POLICE_REFUSED
        return Stage.INFORMED if self.information else Stage.RECEIVED if self.reception else Stage.REPORTED

    @property
    def due(self) -> date | None:
        """The last day of the term that runs now: the one that was counted, or that a person set where none could be."""
        return self.counted_due or (self.due_set.due_on if self.due_set and self.stage in TIMED else None)

    @property
    def counted_due(self) -> date | None:
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
    set_day = None if isinstance(event, BEGINS) else file.due_set
    file = replace(file, stage=next_stage(file.stage, event), person=file.person.after(event), due_set=set_day)
    if isinstance(event, NoticeEvent):
        return _noticed(file, event)
    if isinstance(event, ReceptionEvent):
        return _received(file, event)
    if isinstance(event, AskerEvent):
        return _asked(file, event)
    if isinstance(event, StatusEvent):
        return replace(file, late_answer=event) if isinstance(event, LateAnswerFiled) else replace(file, status=event)
    if isinstance(event, EndingEvent):
        return _ended(file, event)
    if isinstance(event, VerifierEvent):
        return _verifying(file, event)
    return _beside(file, event)


def _beside(file: File, event: CareEvent | ConsentEvent | LetterEvent | DeadlineEvent) -> File:
    """What takes the procedure no step further."""
    if isinstance(event, CareEvent):
        return replace(file, care=file.care.after(event))
    if isinstance(event, LetterEvent):
        return replace(file, letters=(*file.letters, event))
    return replace(file, due_set=event) if isinstance(event, DeadlineEvent) else replace(file, consent=event)


def _noticed(file: File, event: NoticeEvent) -> File:
    match event:
        case ReportRecorded() | NoticeTaken():
            return replace(file, code=event.code, unit=event.unit, notice=event, came_back=None, handover=None)
        case NoticeSentAgain():
            return replace(file, unit=event.unit or file.unit, came_back=None)
        case NoticeCameBack():
            return replace(file, came_back=event)
        case HandoverAccepted() | AcceptanceLearned():
            return replace(file, handover=event)
        case RecallCameTooLate():
            return replace(file, late_recall=event)
        case NoticeReturnedToSender() | ReceptionLearned() | NoticeRecalled() | NoticeRecalledBySender():
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
            return replace(file, request=event, delay=None, came_back=None, status=None, police_refusal=None)
        case VerificationDelayed():
            return replace(file, delay=event)
        case VerificationCameBack():
            return replace(file, request=None, delay=None, came_back=event)
        case VerificationRecalled():
            return replace(file, request=None, delay=None)
        case _:
            assert_never(event)


def _ended(file: File, event: EndingEvent) -> File:
    match event:
        case ContactLost():
            return replace(file, lost=event)
        case ContactRegained():
            return replace(file, lost=None)
        case WrittenAnswerGiven():
            return replace(file, written_answer=event)
        case FileEnded():
            return replace(file, ended=event)
        case FileReopened():
            kept = None if isinstance(file.status, FoundNotVictim) else file.status
            return replace(file, ended=None, lost=None, status=kept, request=None if kept is None else file.request)
        case _:
            assert_never(event)


def _verifying(file: File, event: VerifierEvent) -> File:
    match event:
        case VerificationReceived():
            return replace(
                file, code=event.code, unit=event.unit, task=event, extension=None, answer=None, due_set=None
            )
        case VerificationExtended():
            return replace(file, extension=event)
        case VerificationAnswered():
            return replace(file, answer=event)
        case VerificationReturnedToSender() | VerificationRecalledByAsker():
            return file
        case _:
            assert_never(event)
