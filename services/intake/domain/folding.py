"""How an agency's file of a case is folded from what happened."""

from dataclasses import replace
from typing import assert_never

from services.intake.domain.file import File
from services.intake.domain.happened import (
    AcceptanceLearned,
    AskerEvent,
    BesideEvent,
    CareEvent,
    ConsentEvent,
    ContactLost,
    ContactRegained,
    DeadlineEvent,
    EndingEvent,
    EssentialNeedsGiven,
    Event,
    FactsEvent,
    FileEnded,
    FileReopened,
    FoundNotVictim,
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
    ProtectionEvent,
    ProtectionReceived,
    RecallCameTooLate,
    ReceptionEvent,
    ReceptionLearned,
    ReportRecorded,
    RescueEvent,
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
from services.intake.domain.stages import next_stage

BEGINS = (ReportRecorded, NoticeTaken, VerificationAsked, VerificationAskedByLetter, VerificationReceived)
"""What begins a term: a day that a person had set for the one before is over."""


def evolve(file: File, event: Event) -> File:
    set_day = None if isinstance(event, BEGINS) else file.due_set
    file = replace(file, stage=next_stage(file.stage, event), person=file.person.after(event), due_set=set_day)
    if isinstance(event, NoticeEvent):
        return _noticed(file, event)
    if isinstance(event, RescueEvent):
        return replace(file, rescue=event)
    if isinstance(event, ReceptionEvent):
        return _received(file, event)
    if isinstance(event, AskerEvent):
        return _asked(file, event)
    if isinstance(event, StatusEvent):
        return _found(file, event)
    if isinstance(event, EndingEvent):
        return _ended(file, event)
    if isinstance(event, VerifierEvent):
        return _verifying(file, event)
    return _beside(file, event)


def _beside(file: File, event: BesideEvent) -> File:
    """What moves no procedure: it can happen at any step."""
    if isinstance(event, CareEvent):
        return replace(file, care=file.care.after(event))
    if isinstance(event, ConsentEvent):
        return replace(file, consent=event)
    if isinstance(event, FactsEvent):
        return replace(file, facts=event)
    if isinstance(event, ProtectionEvent):
        return _protected(file, event)
    if isinstance(event, LetterEvent):
        return replace(file, letters=(*file.letters, event))
    if isinstance(event, DeadlineEvent):
        return replace(file, due_set=event)
    assert_never(event)


def _noticed(file: File, event: NoticeEvent) -> File:
    match event:
        case ReportRecorded() | NoticeTaken():
            begun = replace(file, code=event.code, unit=event.unit, notice=event)
            return replace(begun, came_back=None, handover=None, lost=None, ended=None)
        case NoticeSentAgain():
            return replace(file, unit=event.unit or file.unit, came_back=None, handover=None)
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
            asked = replace(file, request=event, awaited=event, delay=None, came_back=None)
            return replace(asked, status=None, police_refusal=None)
        case VerificationDelayed():
            return replace(file, delay=event)
        case VerificationCameBack():
            return replace(file, request=None, awaited=None, delay=None, came_back=event)
        case VerificationRecalled():
            return replace(file, request=None, awaited=None, delay=None)
        case _:
            assert_never(event)


def _found(file: File, event: StatusEvent) -> File:
    """A paper she held already answers nobody's question: who was asked is still at it."""
    if isinstance(event, LateAnswerFiled):
        return replace(file, late_answer=event, awaited=None)
    awaited = file.awaited if isinstance(event, VictimIdentified) and event.answer is None else None
    file = replace(file, status=event, awaited=awaited, unanswered=None)
    return replace(file, unanswered=event, written_answer=None) if isinstance(event, FoundNotVictim) else file


def _ended(file: File, event: EndingEvent) -> File:
    match event:
        case ContactLost():
            return replace(file, lost=event)
        case ContactRegained():
            return replace(file, lost=None)
        case WrittenAnswerGiven():
            return replace(file, written_answer=event, unanswered=None)
        case FileEnded():
            return replace(file, ended=event)
        case FileReopened():
            taken_up = replace(file, ended=None, lost=None)
            if isinstance(file.status, FoundNotVictim):  # to be verified anew
                return replace(taken_up, status=None, request=None)
            return taken_up
        case _:
            assert_never(event)


def _protected(file: File, event: ProtectionEvent) -> File:
    file = replace(file, protection=file.protection.after(event))
    if isinstance(event, ProtectionReceived):  # it may be the first that we hear of her
        return replace(file, code=file.code or event.code, unit=file.unit or event.unit)
    return file


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
