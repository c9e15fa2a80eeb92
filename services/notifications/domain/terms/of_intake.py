"""The terms of reception, verification and protection."""

from dataclasses import replace

from services.notifications.domain import facts
from services.notifications.domain.facts import Fact
from services.notifications.domain.terms.running import Term, Terms
from services.notifications.domain.words import What
from shared.kernel.words import AgencyId

RECEPTION_TERM = "reception_after_notice"
"""The term of the law for receiving people; the other one of which a person may set the day is that of verification."""


def in_reception(now: Terms, fact: Fact, at: int) -> Terms:
    """The clock starts with the notice and stops for nobody: who has the notice, or got it back, has the term."""
    match fact:
        case facts.ReportRecorded(notified=None, reception_due=due) | facts.NoticeTaken(reception_due=due):
            return now.begin(What.RECEPTION, due, at)
        case facts.ReportRecorded(reception_due=due):
            return replace(now, reception_due=due)
        case facts.PersonReceived() | facts.NoticeReturnedToSender():
            return now.end_all(What.RECEPTION)
        case facts.NoticeCameBack():
            return now.begin(What.NOTICE, now.reception_due, at)
        case facts.NoticeSentAgain() | facts.ReceptionLearned():
            return now.end_all(What.NOTICE)
        case facts.NoticeRecalled():
            return now.end_all(What.NOTICE, What.RECEPTION)
        case facts.FileEnded():
            return now.end_all(What.RECEPTION, What.VERIFICATION_LETTER)
        case _:
            return now


def in_verification(now: Terms, fact: Fact, at: int) -> Terms:
    match fact:
        case facts.VerificationReceived(due_on=due):
            return replace(now, verifies=True).begin(What.VERIFICATION, due, at)
        case facts.VerificationAsked(of=agency):
            return replace(now, asked_of=agency)
        case facts.DueDaySet():
            return _set_by_a_person(now, fact, at)
        case facts.VerificationExtended(due_on=later):
            return now.begin(What.VERIFICATION, later, at)
        case facts.VerificationEnded():
            return now.end_all(What.VERIFICATION)
        case facts.VerificationAskedByLetter(due_on=due, to=holder):
            return replace(now, asked_of=holder).begin(What.VERIFICATION_LETTER, due, at, holder=holder)
        case facts.AnswerLearned() | facts.VerificationCameBack():
            return now.end_all(What.VERIFICATION_LETTER)
        case _:
            return now


def _set_by_a_person(now: Terms, day: facts.DueDaySet, at: int) -> Terms:
    """Where the law gave no day: watched at the desk that has to act, or at the one that asked."""
    if day.term == RECEPTION_TERM:
        return now.begin(What.RECEPTION, day.due_on, at)
    if now.verifies:
        return now.begin(What.VERIFICATION, day.due_on, at)
    return now.begin(What.VERIFICATION_LETTER, day.due_on, at, holder=now.asked_of)


def in_protection(now: Terms, fact: Fact, at: int) -> Terms:
    """Of several who ask, the first last day counts; a protection that is prolonged has another last day, or none."""
    match fact:
        case facts.ProtectionReceived(due_on=due, asker=asker):
            more = ((asker, Term(What.PROTECTION, due, at)),) if due else ()
            return _to_protect(now, (*now.to_protect, *more))
        case facts.ProtectionRecalledByAsker(asker=asker):
            return _to_protect(now, tuple(each for each in now.to_protect if each[0] != asker))
        case facts.ProtectionGranted(until=until):
            return _to_protect(now, ()).begin(What.PROTECTION_END, until, at)
        case facts.ProtectionDeclined():
            return _to_protect(now, ())
        case facts.ProtectionEnded():
            return now.end_all(What.PROTECTION_END)
        case facts.ProtectionRefused():
            return _to_protect(now, ()).end_all(What.PROTECTION_ANSWER, What.PROTECTION_END)
        case facts.ProtectionAsked(of=protector, due_on=due):
            return now.begin(What.PROTECTION_ANSWER, due, at, holder=protector)
        case facts.ProtectionRecalled() | facts.ProtectionAnswerLearned():
            return now.end_all(What.PROTECTION_ANSWER)
        case _:
            return now


def _to_protect(now: Terms, asked: tuple[tuple[AgencyId | None, Term], ...]) -> Terms:
    """Of those who ask, the one that named the first day is answered first."""
    first = min((term for _, term in asked), key=lambda term: term.due_on, default=None)
    now = replace(now.end_all(What.PROTECTION), to_protect=asked)
    return now.begin(What.PROTECTION, first.due_on, first.position) if first else now
