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
    EndingEvent,
    EssentialNeedsGiven,
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
from services.intake.domain.matching import (
    DescriptionTaken,
    DuplicateSuspected,
    Matching,
    OtherPersonLearned,
    PersonDescribed,
    SamePersonLearned,
)
from services.intake.domain.matching import Event as MatchingEvent
from services.intake.domain.person import Links
from services.intake.domain.words import Stage
from shared.contracts import intake as told
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.words import AgencyId

DUTY = "legal_duty"
"""The basis of our grants (list `consent_bases`): which article, the version of the law named in the entry says."""


def tell(happened: Happened, file: File) -> Iterator[Tell]:
    """Every event is told, or named here as kept inside."""
    event: Event = happened.fact
    if isinstance(event, NoticeEvent):
        yield from _tell_notice(event, file)
    elif isinstance(event, ReceptionEvent):
        yield from _tell_reception(event, file, happened.by.agency)
    elif isinstance(event, AskerEvent):
        yield from _tell_request(event, file)
    elif isinstance(event, StatusEvent):
        yield from _tell_status(event, file, happened.by.agency)
    elif isinstance(event, VerifierEvent):
        yield from _tell_asker(event, file)
    elif isinstance(event, SafetyAssessed | ChildCareArranged | ContactLost | ContactRegained):
        yield from _tell_wishes(file, happened.by.agency)
    elif isinstance(event, CareEvent | ConsentEvent | LetterEvent | EndingEvent):
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
        person.name, person.birth, person.contact, person.story,
    )  # fmt: skip


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
    person = file.person
    assert file.code
    return told.VerificationAsked(
        file.code, file.unit, event.asked_on, event.due_on,
        person.sex, person.age_group, person.ethnicity, person.name, person.birth, person.story,
    )  # fmt: skip


def _tell_status(event: StatusEvent, file: File, ours: AgencyId) -> Iterator[Tell]:
    match event:
        case VictimIdentified(proof_type):
            yield Tell(f"support.{ours}", told.StatusDecided(file.stage, event.decided_on, proof_type))
        case FoundNotVictim(decided_on) | FoundUnresolved(decided_on):
            yield Tell(f"support.{ours}", told.StatusDecided(file.stage, decided_on))
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
        case VerificationExtended(due_on, reason):
            yield Tell(asker, told.VerificationExtended(due_on, reason))
        case VerificationAnswered():
            yield Tell(asker, told.VerificationAnswered(**vars(event)))
        case VerificationReceived() | VerificationRecalledByAsker():
            return
        case _:
            assert_never(event)


def tell_matching(happened: Happened, _: Matching) -> Iterator[Tell]:
    """Descriptions go to the matcher; what it found, to the instances that described the case (`told`)."""
    event: MatchingEvent = happened.fact
    match event:
        case PersonDescribed(matcher):
            if matcher:
                said = {name: value for name, value in vars(event).items() if name != "matcher"}
                grant = Grant(("identity", "contact"), "matching", DUTY)
                yield Tell(f"intake.{matcher}", told.PersonDescribed(**said), grant)
        case DuplicateSuspected(other, at, strength, agrees, whom):
            yield from (Tell(source, told.PossibleDuplicate(other, at, strength, agrees)) for source in whom)
        case SamePersonLearned(other, person, whom):
            yield from (Tell(source, told.CasesLinked(other, person)) for source in whom)
        case OtherPersonLearned(other, person, whom):
            yield from (Tell(source, told.CasesUnlinked(other, person)) for source in whom)
        case DescriptionTaken():
            return
        case _:
            assert_never(event)


def tell_person(_: Happened, __: Links) -> Iterator[Tell]:
    """A link is told case by case: see `tell_matching`. It stands in the journal, where figures count by it."""
    yield from ()
