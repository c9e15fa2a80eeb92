"""The register of cases (sổ theo dõi hồ sơ), as an office keeps it on paper: a line for each case, never a name."""

from dataclasses import dataclass, replace
from datetime import date

from services.intake.domain import CASE, Event
from services.intake.domain.happened import (
    AcceptanceLearned,
    FoundNotVictim,
    FoundUnresolved,
    HandoverAccepted,
    LateAnswerFiled,
    LetterFiled,
    LetterSent,
    NoticeCameBack,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    PersonReceived,
    ProtectionGranted,
    ProtectionRecalledByAsker,
    ProtectionReceived,
    ProtectionWasGranted,
    ReceptionLearned,
    ReportRecorded,
    SignedPaperRecorded,
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
    VictimIdentified,
    WrittenAnswerGiven,
)
from services.intake.domain.stages import next_stage
from services.intake.domain.words import Stage
from shared.clock import local
from shared.kernel.words import AgencyId, Code, PaperNumber, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View

Began = ReportRecorded | NoticeTaken | VerificationReceived | ProtectionReceived


@dataclass(frozen=True)
class Numbered:
    """A paper by its number in the document register, and its day."""

    number: PaperNumber
    dated: date


@dataclass(frozen=True)
class RegisterLine:
    """`came_on`: the day it was reported, notified or asked for; `due`: the last day of the term that runs now or ran
    last; `answered_on`: the day of the outcome. `returned`: why it was sent back, until it comes again."""

    code: Code = "-"
    unit: UnitCode | None = None
    stage: Stage = Stage.NONE
    came_on: date | None = None
    channel: Code | None = None
    sender: AgencyId | None = None
    urgent: bool = False
    received_on: date | None = None
    due: date | None = None
    extended: bool = False
    answered_on: date | None = None
    papers: tuple[Numbered, ...] = ()
    returned: Code | None = None


def _evolve(line: RegisterLine, entry: Entry) -> RegisterLine:
    event: Event = entry.fact
    line = replace(line, stage=next_stage(line.stage, event))
    line = _begun(line, event, local(entry.at).date()) if isinstance(event, Began) else _moved(line, event)
    new = (Numbered(number, dated) for number, dated in _papers(event) if number and dated)
    return replace(line, papers=(*line.papers, *(paper for paper in new if paper not in line.papers)))


def _moved(line: RegisterLine, event: Event) -> RegisterLine:
    match event:
        case NoticeSentAgain(unit):
            return replace(line, unit=unit or line.unit, returned=None)
        case PersonReceived() | ReceptionLearned():
            return replace(line, received_on=event.received_on, returned=None)
        case VerificationAsked() | VerificationAskedByLetter():
            return replace(line, due=event.due_on, extended=False, answered_on=None, returned=None)
        case VerificationDelayed() | VerificationExtended():
            return replace(line, due=event.due_on, extended=True)
        case VictimIdentified() | FoundNotVictim() | FoundUnresolved():
            return replace(line, answered_on=event.decided_on)
        case VerificationAnswered():
            return replace(line, answered_on=event.answered_on)
        case NoticeReturnedToSender() | NoticeCameBack() | VerificationReturnedToSender() | VerificationCameBack():
            return replace(line, returned=event.reason)
        case NoticeRecalled() | NoticeRecalledBySender() | VerificationRecalled() | VerificationRecalledByAsker():
            return replace(line, due=None, extended=False, returned=None)
        case ProtectionRecalledByAsker(asker=line.sender) if line.stage is Stage.PROTECTING:
            return replace(line, due=None)  # the line had begun with that request
        case _:  # care, what she told and wishes, letters, contact, the end: no column of theirs but stage and papers
            return line


def _papers(event: Event) -> tuple[tuple[PaperNumber | None, date | None], ...]:
    """Number and day of each paper an event tells of; the answer before the certificate."""
    match event:
        case VerificationAskedByLetter() | LetterSent() | LetterFiled() | SignedPaperRecorded() | WrittenAnswerGiven():
            return ((event.number, event.dated),)
        case HandoverAccepted() | AcceptanceLearned():
            return ((event.number, event.accepted_on),)
        case VictimIdentified():
            return (event.answer, event.decided_on), (event.number, event.dated)
        case FoundNotVictim() | FoundUnresolved():
            return ((event.number, event.decided_on),)
        case ProtectionGranted() | ProtectionWasGranted():
            return ((event.number, event.granted_on),)
        case VerificationAnswered() | LateAnswerFiled():
            return (event.number, event.answered_on), (event.certificate, event.certificate_on)
        case _:
            return ()


def _begun(line: RegisterLine, event: Began, recorded_on: date) -> RegisterLine:
    """The first day stands, however often it is sent again; a request to protect begins a line only where there is none."""
    if isinstance(event, ProtectionReceived) and line.came_on:
        return line
    line = replace(line, code=event.code, unit=event.unit, returned=None)
    match event:
        case ReportRecorded():
            came, due = event.reported_on, event.reception_due
            return replace(line, came_on=came, due=due, channel=event.channel, urgent=event.urgent)
        case NoticeTaken():
            came, due = line.came_on or event.notified_on, event.reception_due
            return replace(line, came_on=came, due=due, sender=event.sender, urgent=event.urgent)
        case VerificationReceived() | ProtectionReceived():
            came, received = line.came_on or event.asked_on, line.received_on or recorded_on
            return replace(line, came_on=came, received_on=received, due=event.due_on, sender=event.asker)


REGISTER = View("intake.register.v2", RegisterLine, RegisterLine(), by_subject(CASE), _evolve)
