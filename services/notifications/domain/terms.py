"""The terms that run at one agency's desk for one case: begun, moved and ended by what happened there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from uuid import UUID

from services.notifications.domain import facts, of_benefits, of_reports
from services.notifications.domain.facts import Fact
from services.notifications.domain.words import REMINDERS, What
from shared.kernel.words import AgencyId

RECEPTION_TERM = "reception_after_notice"
"""The term of the law for receiving people; the other one of which a person may set the day is that of verification."""


@dataclass(frozen=True)
class Term:
    """Something to be done until `due_on`, set by the entry at `position`. `holder` is the agency that has to do it, where
    that is not the one whose desk watches the days."""

    what: What
    due_on: date
    position: int
    holder: AgencyId | None = None


@dataclass(frozen=True)
class Terms:
    """The terms that run, by thread. `reception_due` is the last day of the reception this agency gave notice of;
    `verifies`: it was asked to verify; `asked_of` is the agency it asked itself; `to_protect` are the last days that each
    asker of protection named; `met` are the threads of the plan that were delivered, so that a plan agreed again does not
    wait for them again."""

    running: dict[str, Term] = field(default_factory=dict)
    reception_due: date | None = None
    verifies: bool = False
    asked_of: AgencyId | None = None
    to_protect: tuple[tuple[AgencyId | None, Term], ...] = ()
    met: tuple[str, ...] = ()

    def begin(
        self, what: What, due: date | None, position: int, about: object = None, holder: AgencyId | None = None
    ) -> "Terms":
        """Begun, or moved; without a day nothing can fall due."""
        thread = _thread(what, about)
        others = self.end(lambda each: each == thread)
        return replace(others, running=others.running | {thread: Term(what, due, position, holder)}) if due else others

    def end(self, ends: Callable[[str], bool]) -> "Terms":
        return replace(self, running={thread: term for thread, term in self.running.items() if not ends(thread)})

    def end_all(self, *matters: What) -> "Terms":
        return replace(self, running={t: term for t, term in self.running.items() if term.what not in matters})


def terms(happened: Iterable[tuple[int, Fact]]) -> dict[str, Term]:
    """What runs after all this; facts with their positions, in order."""
    return reduce(_after, happened, Terms()).running


def _after(now: Terms, happened: tuple[int, Fact]) -> Terms:
    at, fact = happened
    now = _in_protection(_in_verification(_in_reception(now, fact, at), fact, at), fact, at)
    now = _in_applications(_in_support(now, fact, at), fact, at)
    return _in_reports(now, fact, at)


def _in_reception(now: Terms, fact: Fact, at: int) -> Terms:
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


def _in_verification(now: Terms, fact: Fact, at: int) -> Terms:
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


def _in_protection(now: Terms, fact: Fact, at: int) -> Terms:
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


def _in_support(now: Terms, fact: Fact, at: int) -> Terms:
    match fact:
        case facts.ReferralReceived(referral=id_, answer_by=due):
            return now.begin(What.REFERRAL, due, at, id_)
        case facts.ReferralOffered(referral=id_, inbox=None, answer_by=due, agency=holder):
            return now.begin(What.REFERRAL_LETTER, due, at, id_, holder)
        case facts.ReferralAnswered() | facts.ReferralCameBack() | facts.DeliveryFailed():
            return _answered(now, fact.referral)
        case facts.DeliveryConfirmed():
            return _delivered(_answered(now, fact.referral), fact)
        case facts.PlanAgreed():
            return _planned(now, fact, at)
        case facts.FollowUpRecorded(next_on=due):
            return now.begin(What.FOLLOW_UP, due, at)
        case facts.CaseClosed():
            now = now.end_all(What.APPLICATION, What.APPRAISAL, *REMINDERS)
            return now.end_all(What.REFERRAL_LETTER, What.PLAN, What.FOLLOW_UP)
        case facts.SupportWasClosed():
            return now.end_all(What.REFERRAL)
        case _:
            return now


def _in_applications(now: Terms, fact: Fact, at: int) -> Terms:
    """One by one: until she applies, until the file is sent, until it is appraised. The lead that guided her watches the
    first too; the agency at whose desk she applies is its holder."""
    match fact:
        case of_benefits.GuidedToApply(application=id_, agency=holder, apply_by=due):
            return _until_she_applies(now, due, at, id_, holder)
        case of_benefits.ApplicationExpected(application=id_, apply_by=due):
            return _until_she_applies(now, due, at, id_)
        case of_benefits.ApplicationMade(application=id_, send_by=due):
            return _answered(now, id_).begin(What.APPLICATION_FILE, due, at, id_)
        case of_benefits.ApplicationCameBack(application=id_, send_by=due):
            return now.begin(What.APPLICATION_FILE, due, at, id_)
        case of_benefits.ApplicationArrived(application=id_, appraise_by=due):
            return _answered(now, id_).begin(What.APPRAISAL, due, at, id_)
        case of_benefits.ApplicationLeft() | of_benefits.DecisionHeard():
            return _answered(now, fact.application)
        case of_benefits.AppraisalEnded() | of_benefits.ApplicationWasWithdrawn():
            return _answered(now, fact.application)
        case of_benefits.ApplicationsEnded():
            return now.end_all(What.APPLICATION, What.APPLICATION_FILE, *REMINDERS)
        case _:
            return now


def _until_she_applies(now: Terms, due: date | None, at: int, id_: UUID, holder: AgencyId | None = None) -> Terms:
    return reduce(lambda then, what: then.begin(what, due, at, id_, holder), (What.APPLICATION, *REMINDERS), now)


def _in_reports(now: Terms, fact: Fact, at: int) -> Terms:
    """Urgent means at once, and has a thread of its own: a call answers it, whatever term the report has besides."""
    match fact:
        case of_reports.ReportTaken(aside=True):
            return now
        case of_reports.ReportTaken() | of_reports.TipTaken() | of_reports.ReportTriaged():
            what = What.URGENT_REPORT if fact.level == of_reports.URGENT else What.REPORT
            return now.end_all(What.REPORT, What.URGENT_REPORT).begin(what, fact.act_by, at)
        case of_reports.UrgentCallRecorded():
            return now.end_all(What.URGENT_REPORT)
        case of_reports.ReportLeft():
            return now.end_all(What.REPORT, What.URGENT_REPORT)
        case _:
            return now


def _thread(what: What, about: object) -> str:
    return f"{what}:{about}" if about else what


def _answered(now: Terms, asked: UUID) -> Terms:
    """The lead's referrals to its own agency, and applications at its own desk, have one id on both sides: an answer ends
    each side's term."""
    return now.end(lambda thread: thread.endswith(f":{asked}"))


def _planned(now: Terms, plan: facts.PlanAgreed, at: int) -> Terms:
    """A plan replaces the one before it; what was delivered already is not waited for again."""
    now = now.end_all(What.PLAN)
    for item in (each for each in plan.items if not each.declined):
        about = f"{item.service}/{item.agency}/{item.due_on}"
        if _thread(What.PLAN, about) not in now.met:
            now = now.begin(What.PLAN, item.due_on, at, about, item.agency)
    return now


def _delivered(now: Terms, delivered: facts.DeliveryConfirmed) -> Terms:
    """Each delivery meets the item of that service and agency that is due first."""
    mine = _thread(What.PLAN, f"{delivered.service}/{delivered.agency}/")
    waiting = sorted((term.due_on, thread) for thread, term in now.running.items() if thread.startswith(mine))
    if not waiting:
        return now
    met = waiting[0][1]
    return replace(now.end(lambda thread: thread == met), met=(*now.met, met))
