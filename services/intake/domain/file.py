"""An agency's file of one case: what is known now; how it comes to be known, `folding` says."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.happened import (
    AcceptanceLearned,
    ConsentAnswered,
    ContactLost,
    DueDaySet,
    EssentialNeedsGiven,
    FactsEvent,
    FileEnded,
    FoundNotVictim,
    FoundUnresolved,
    HandoverAccepted,
    InitialInformationRecorded,
    LateAnswerFiled,
    LetterEvent,
    NoticeCameBack,
    NoticeTaken,
    PersonReceived,
    PoliceRefused,
    RecallCameTooLate,
    ReportRecorded,
    RescueEvent,
    VerificationAnswered,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationCameBack,
    VerificationDelayed,
    VerificationExtended,
    VerificationReceived,
    VictimIdentified,
    WrittenAnswerGiven,
)
from services.intake.domain.journey import EXPLOITATION, Leg
from services.intake.domain.known import NO_CARE_YET, NOT_ASKED_YET, NOTHING_YET, Care, Person, Protection, Told
from services.intake.domain.words import Stage
from shared.kernel.words import AgencyId, Code, UnitCode

TIMED = (Stage.REPORTED, Stage.VERIFYING, Stage.ASKED)
"""Where a term of the law runs."""


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
    rescue: RescueEvent | None = None
    reception: PersonReceived | None = None
    needs_given: tuple[EssentialNeedsGiven, ...] = ()
    information: InitialInformationRecorded | None = None
    facts: FactsEvent | None = None
    protection: Protection = NOT_ASKED_YET
    police_refusal: PoliceRefused | None = None
    request: VerificationAsked | VerificationAskedByLetter | None = None
    awaited: VerificationAsked | VerificationAskedByLetter | None = None
    delay: VerificationDelayed | None = None
    status: VictimIdentified | FoundNotVictim | FoundUnresolved | None = None
    late_answer: LateAnswerFiled | None = None
    letters: tuple[LetterEvent, ...] = ()
    lost: ContactLost | None = None
    written_answer: WrittenAnswerGiven | None = None
    unanswered: FoundNotVictim | None = None
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
    def past(self) -> bool:
        """She stood in a spreadsheet of past cases: what was done then was done on paper, by its rules."""
        return isinstance(self.notice, ReportRecorded) and self.notice.from_import is not None

    @property
    def ours(self) -> bool:
        """Is she ours to receive and care for? Not where another agency was notified, nor where we only verify."""
        return self.notice is not None and self.notified is None and self.task is None

    @property
    def reported_on(self) -> date | None:
        """The day from which anybody can have done anything for her."""
        if isinstance(self.notice, ReportRecorded):
            return self.notice.reported_on
        return self.notice.notified_on if self.notice else None

    @property
    def told_before(self) -> Told:
        """What our own initial information says of the trafficking, or what whoever asks us to verify wrote down."""
        told = self.information or self.task
        if told is None:
            return Told()
        legs = (Leg(EXPLOITATION, told.country),) if told.country else ()
        return Told(told.purposes, told.primary_purpose, told.route, told.returned_on, legs)

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
            case Stage.PROTECTING:
                return self.protection.due
            case _:
                return None
