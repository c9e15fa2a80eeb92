"""Who is told what when something happened in intake, and what stays inside."""

from collections.abc import Iterator
from typing import assert_never

from services.intake.domain import Event, File
from services.intake.domain.happened import (
    AcceptanceLearned,
    AskerEvent,
    CareEvent,
    ChildCareArranged,
    ConsentEvent,
    ContactLost,
    ContactRegained,
    DeadlineEvent,
    EndingEvent,
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
    NoticeEvent,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    PersonReceived,
    PersonRescued,
    PoliceRefused,
    ProtectionEvent,
    RecallCameTooLate,
    ReceptionEvent,
    ReceptionLearned,
    ReportRecorded,
    RescueEvent,
    RescueLearned,
    SafetyAssessed,
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
)
from services.intake.domain.words import Stage
from services.intake.messages.matching import tell_matching, tell_person
from services.intake.messages.protection import DUTY, tell_protection
from shared.contracts import intake as told
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.words import AgencyId

__all__ = ["DUTY", "tell", "tell_matching", "tell_person"]


def tell(happened: Happened, file: File) -> Iterator[Tell]:
    """Every event is told, or named here as kept inside."""
    event: Event = happened.fact
    if isinstance(event, NoticeEvent):
        yield from _tell_notice(event, file)
    elif isinstance(event, RescueEvent):
        yield from _tell_rescue(event, file)
    elif isinstance(event, ReceptionEvent):
        yield from _tell_reception(event, file, happened.by.agency)
    elif isinstance(event, AskerEvent):
        yield from _tell_request(event, file)
    elif isinstance(event, StatusEvent):
        yield from _tell_status(event, file, happened.by.agency)
    elif isinstance(event, VerifierEvent):
        yield from _tell_asker(event, file)
    elif isinstance(event, ProtectionEvent):
        yield from tell_protection(event, file)
    elif isinstance(event, SafetyAssessed | ChildCareArranged | ContactLost | ContactRegained | FileEnded):
        yield from _tell_support(event, file, happened.by.agency)
    elif isinstance(event, CareEvent | ConsentEvent | FactsEvent | LetterEvent | EndingEvent | DeadlineEvent):
        return  # hers and ours: nobody else needs it for what they have to do
    else:
        assert_never(event)


def _tell_notice(event: NoticeEvent, file: File) -> Iterator[Tell]:
    match event:
        case ReportRecorded() | NoticeSentAgain():
            if file.notified:
                grant = Grant(("identity", "contact", "story"), "reception", DUTY)
                yield Tell(f"intake.{file.notified}", _notice(file), grant)
        case NoticeReturnedToSender(reason, note):
            if file.reporter:
                returned = told.NoticeReturned(reason, note)
                yield Tell(f"intake.{file.reporter}", returned, Grant(("note",), "reception", DUTY))
        case NoticeRecalled(reason, note):
            message = told.NoticeRecalled(reason, note)
            yield Tell(f"intake.{file.notified}", message, Grant(("note",), "reception", DUTY))
        case HandoverAccepted(accepted_on, person_came, number):
            yield Tell(f"intake.{file.reporter}", told.HandoverAccepted(accepted_on, person_came, number))
        case NoticeTaken() | NoticeCameBack() | ReceptionLearned() | AcceptanceLearned():
            return  # told to us
        case NoticeRecalledBySender() | RecallCameTooLate():
            return
        case _:
            assert_never(event)


def _notice(file: File) -> told.PersonReported:
    notice, person = file.notice, file.person
    assert notice is not None
    assert file.code is not None
    return told.PersonReported(
        file.code, file.unit, notice.channel, notice.notified_on,
        person.sex, person.age_group, person.ethnicity, notice.urgent,
        person.name, person.birth, person.contact, person.story, file.past,
    )  # fmt: skip


def _tell_rescue(event: RescueEvent, file: File) -> Iterator[Tell]:
    """The receiving agency learns how she was found and what she was given, so that nobody asks her again."""
    match event:
        case PersonRescued():
            if file.notified:
                rescued = told.PersonRescued(
                    event.rescued_on, event.unit, event.rescued_by, event.essential_needs,
                    event.name, event.birth, event.contact, event.story,
                )  # fmt: skip
                grant = Grant(("identity", "contact", "story"), "reception", DUTY)
                yield Tell(f"intake.{file.notified}", rescued, grant)
        case RescueLearned():
            return
        case _:
            assert_never(event)


def _tell_reception(event: ReceptionEvent, file: File, ours: AgencyId) -> Iterator[Tell]:
    match event:
        case PersonReceived():
            grant = Grant(("identity", "contact", "relatives"), "referral", DUTY)
            yield Tell(f"support.{ours}", _received(event, file), grant)
            if file.reporter:
                yield Tell(f"intake.{file.reporter}", told.ReceptionRecorded(event.received_on))
        case PoliceRefused(refused_on, _):
            yield Tell(f"support.{ours}", told.StatusDecided(Stage.POLICE_REFUSED, refused_on))
        case EssentialNeedsGiven() | InitialInformationRecorded():
            return
        case _:
            assert_never(event)


def _tell_support(event: CareEvent | EndingEvent, file: File, ours: AgencyId) -> Iterator[Tell]:
    """Of an end whoever supports her hears only where a past case was over before it was written down here."""
    if not isinstance(event, FileEnded):
        yield from _tell_wishes(file, ours)
    elif event.past and file.reception:
        yield Tell(f"support.{ours}", told.PastCaseEnded(event.ended_on))


def _tell_wishes(file: File, ours: AgencyId) -> Iterator[Tell]:
    """Whoever supports her must not call where she asked not to be called. Before reception there is nobody to tell."""
    if file.reception:
        safety, child = file.care.safety, file.care.child
        wishes = told.WishesRecorded(
            safety.level if safety else None, safety.confidentiality if safety else (),
            child is not None and child.representative_suspected, file.lost is None, file.person.safe_contact,
        )  # fmt: skip
        yield Tell(f"support.{ours}", wishes, Grant(("contact",), "referral", DUTY))


def _received(event: PersonReceived, file: File) -> told.PersonReceived:
    person = file.person
    assert file.code is not None
    return told.PersonReceived(
        file.code, file.unit, event.received_on, person.sex, person.age_group, person.ethnicity,
        event.person_status, event.essential_needs, event.first_examination,
        person.name, person.birth, person.contact, person.relatives,
        file.care.safety.confidentiality if file.care.safety else (),
        file.care.child is not None and file.care.child.representative_suspected, person.safe_contact,
        file.past,
    )  # fmt: skip


def _tell_request(event: AskerEvent, file: File) -> Iterator[Tell]:
    match event:
        case VerificationAsked(of):
            grant = Grant(("identity", "story"), "verification", DUTY)
            yield Tell(f"intake.{of}", _request(event, file), grant)
        case VerificationRecalled(of, reason, note):
            if of:
                recalled = told.VerificationRecalled(reason, note)
                yield Tell(f"intake.{of}", recalled, Grant(("note",), "verification", DUTY))
        case VerificationAskedByLetter() | VerificationCameBack() | VerificationDelayed():
            return  # the letter itself tells; the others were told to us
        case _:
            assert_never(event)


def _request(event: VerificationAsked, file: File) -> told.VerificationAsked:
    """With what she told us already: nobody asks her twice."""
    person, before = file.person, file.information
    assert file.code
    assert before
    return told.VerificationAsked(
        file.code, file.unit, event.asked_on, event.due_on,
        person.sex, person.age_group, person.ethnicity, person.name, person.birth, person.story,
        before.purposes, before.primary_purpose, before.route, before.country, before.returned_on,
    )  # fmt: skip


def _tell_status(event: StatusEvent, file: File, ours: AgencyId) -> Iterator[Tell]:
    match event:
        case VictimIdentified(proof_type) if file.notified:  # by us, who rescued her and have handed her over
            certified = told.VictimCertified(proof_type, event.number, event.dated, event.scan)
            grant = Grant(("papers",), "reception", DUTY) if event.scan else None
            yield Tell(f"intake.{file.notified}", certified, grant)
        case VictimIdentified(proof_type):
            yield Tell(f"support.{ours}", told.StatusDecided(file.stands, event.decided_on, proof_type))
        case FoundNotVictim(decided_on) | FoundUnresolved(decided_on):
            yield Tell(f"support.{ours}", told.StatusDecided(file.stands, decided_on))
        case LateAnswerFiled():
            return
        case _:
            assert_never(event)


def _tell_asker(event: VerifierEvent, file: File) -> Iterator[Tell]:
    """The verifying agency's answers go to whoever asked."""
    assert file.task
    asker = f"intake.{file.task.asker}"
    match event:
        case VerificationReturnedToSender(reason, note):
            yield Tell(asker, told.VerificationReturned(reason, note), Grant(("note",), "verification", DUTY))
        case VerificationExtended():
            yield Tell(asker, told.VerificationExtended(**vars(event)))
        case VerificationAnswered():
            grant = Grant(("papers",), "verification", DUTY) if event.scan else None
            yield Tell(asker, told.VerificationAnswered(**vars(event)), grant)
        case VerificationReceived() | VerificationRecalledByAsker():
            return
        case _:
            assert_never(event)
