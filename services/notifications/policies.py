"""Whenever an agency was told something, a last day of its is near or past, or nobody answers what was sent, the officers
of the desks concerned get a notice.

An agency's own journal says what it was told: an entry by a policy stands for another agency's message. What its own
officers wrote they know already.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from services.notifications.domain import (
    REMINDERS,
    REPORTS,
    File,
    Kind,
    Place,
    RaiseNotice,
    Term,
    What,
    facts,
    of_benefits,
    of_reports,
    of_support,
)
from services.notifications.domain.facts import Fact
from services.notifications.domain.silence import silent
from shared.kernel.codes import case_code, report_code
from shared.kernel.law import Law
from shared.kernel.words import Source, UnitCode

DAYS_BEFORE = 1
"""So many days before its end a term is called to mind."""


class Hop(NamedTuple):
    """What it means for a desk to be told a fact."""

    kind: Kind
    what: What


HOPS: Mapping[type[Fact], Hop] = {
    facts.NoticeTaken: Hop(Kind.ARRIVED, What.RECEPTION),
    facts.NoticeCameBack: Hop(Kind.RETURNED, What.NOTICE),
    facts.ReceptionLearned: Hop(Kind.ANSWERED, What.NOTICE),
    facts.VerificationReceived: Hop(Kind.ARRIVED, What.VERIFICATION),
    facts.VerificationCameBack: Hop(Kind.RETURNED, What.VERIFICATION),
    facts.VerificationDelayed: Hop(Kind.ANSWERED, What.VERIFICATION_TERM),
    facts.AnswerLearned: Hop(Kind.ANSWERED, What.VERIFICATION),
    facts.ProtectionReceived: Hop(Kind.ARRIVED, What.PROTECTION),
    facts.ProtectionAnswerLearned: Hop(Kind.ANSWERED, What.PROTECTION),
    facts.ProtectionRefused: Hop(Kind.ANSWERED, What.PROTECTION),
    facts.ProtectionWasEnded: Hop(Kind.ARRIVED, What.PROTECTION_END),
    of_support.CaseOpened: Hop(Kind.ARRIVED, What.CASE),
    of_support.StatusLearned: Hop(Kind.ANSWERED, What.STATUS),
    of_support.ReferralReceived: Hop(Kind.ARRIVED, What.REFERRAL),
    of_support.ReferralAnswered: Hop(Kind.ANSWERED, What.REFERRAL),
    of_support.ReferralCameBack: Hop(Kind.RETURNED, What.REFERRAL),
    of_support.DeliveryConfirmed: Hop(Kind.ANSWERED, What.DELIVERY),
    of_support.DeliveryFailed: Hop(Kind.ANSWERED, What.DELIVERY),
    of_support.LeadAsked: Hop(Kind.ARRIVED, What.LEAD),
    of_support.LeadAnswered: Hop(Kind.ANSWERED, What.LEAD),
    of_support.LeadReturned: Hop(Kind.RETURNED, What.LEAD),
    of_support.NewLeadHeard: Hop(Kind.ARRIVED, What.NEW_LEAD),
    of_support.SupportWasClosed: Hop(Kind.ARRIVED, What.CLOSING),
    of_reports.TipCameBack: Hop(Kind.RETURNED, What.REPORT),
    of_reports.TipAnswered: Hop(Kind.ANSWERED, What.REPORT),
    of_benefits.ApplicationExpected: Hop(Kind.ARRIVED, What.APPLICATION),
    of_benefits.ApplicationCameBack: Hop(Kind.RETURNED, What.APPLICATION_FILE),
    of_benefits.DecisionHeard: Hop(Kind.ANSWERED, What.DECISION),
    of_benefits.ApplicationArrived: Hop(Kind.ARRIVED, What.APPRAISAL),
    of_benefits.ApplicationWasWithdrawn: Hop(Kind.ANSWERED, What.APPLICATION),
    of_benefits.PaymentOrdered: Hop(Kind.ARRIVED, What.PAYMENT),
    of_benefits.RegisterAnswered: Hop(Kind.ANSWERED, What.PAYMENT_CHECK),
    of_benefits.OrderStopped: Hop(Kind.ARRIVED, What.PAYMENT_STOP),
    of_benefits.PaymentWasStopped: Hop(Kind.ANSWERED, What.PAYMENT_STOP),
    of_benefits.PaymentSuspended: Hop(Kind.ARRIVED, What.PAYMENT_CHECK),
    of_benefits.PaymentResumed: Hop(Kind.ARRIVED, What.PAYMENT),
    of_benefits.BenefitWasPaid: Hop(Kind.ANSWERED, What.PAYMENT),
    of_benefits.BenefitWasHeldBack: Hop(Kind.ARRIVED, What.PAYMENT_CHECK),
}


def raise_a_notice_whenever_an_agency_was_told(place: Place, file: File) -> Iterator[RaiseNotice]:
    """All there ever were for this file. None before its first step was heard: only that says whose unit it is."""
    for position, step in file.steps.items() if file.begun else ():
        if step.told and not file.is_history(step) and (hop := _hop(step.fact)):
            yield _notice(place, file.unit, hop, _last_day(step.fact), position)


def _hop(fact: Fact) -> Hop | None:
    """That a payment can be made is news only after it was held back; and what the register holds back has to be looked at."""
    match fact:
        case of_benefits.RegisterAnswered(reserved=True, freed=freed):
            return HOPS[of_benefits.PaymentOrdered] if freed else None
        case _:
            return HOPS.get(type(fact))


def raise_a_notice_whenever_a_report_came(place: Place, file: File) -> Iterator[RaiseNotice]:
    """To the desk that has it: whenever others brought it, and at once whenever it becomes urgent, whoever saw that.
    What came in a crowd waits in its queue."""
    urgent = False
    for position, step in file.steps.items() if file.begun else ():
        came, level = _came(step.fact, told=step.told), getattr(step.fact, "level", None)
        becomes = level == of_reports.URGENT and not urgent and not getattr(step.fact, "aside", False)
        urgent = level == of_reports.URGENT if level else urgent
        if came or becomes:
            hop = Hop(Kind.ARRIVED, What.URGENT_REPORT if urgent else What.REPORT)
            yield _notice(place, file.unit, hop, None, position)


def _came(fact: Fact, *, told: bool) -> bool:
    match fact:
        case of_reports.ReportTaken(aside=aside):
            return told and not aside
        case of_reports.TipTaken() | of_reports.ReportHandedOver():
            return True
        case _:
            return False


def raise_a_notice_whenever_a_visit_gives_concern(place: Place, file: File) -> Iterator[RaiseNotice]:
    """To the desk that follows her, at once, whoever of it was there: those who lead it have to see it too."""
    for position, step in file.steps.items() if file.begun else ():
        if isinstance(step.fact, of_support.FollowUpRecorded) and step.fact.alarming:
            yield _notice(place, file.unit, Hop(Kind.ARRIVED, What.CONCERN), step.fact.next_on, position)


def raise_a_notice_whenever_a_last_day_is_near_or_past(
    place: Place, file: File, there: Mapping[Source, File], today: date
) -> Iterator[RaiseNotice]:
    """To the desk where the term runs: one when its last day is near, one when that day has passed; of a long time to
    apply, one each time it is called to mind before. `there` are the files of the case at the desks she was guided to."""
    for term in file.due(there, today) if file.begun else ():
        left = (term.due_on - today).days
        if _is_said(term, left):
            hop = Hop(Kind.OVERDUE if left < 0 else Kind.DUE_SOON, term.what)
            yield _notice(place, file.unit, hop, term.due_on, term.position)


def _is_said(term: Term, left: int) -> bool:
    if term.what in REMINDERS:
        return left in REMINDERS[term.what]
    return left <= (-1 if term.what is What.URGENT_REPORT else DAYS_BEFORE)  # that it is urgent was said at once


def raise_a_notice_at_both_ends_whenever_nobody_answers(
    place: Place, file: File, there: Mapping[Source, File], law: Law, today: date
) -> Iterator[RaiseNotice]:
    """About what this file sent: to its own desk and to the one where it lies. `there` are the files of the case at the
    desks it was sent to: what they answered counts, even before the word is back."""
    waiting = file.unanswered(there) if file.begun else {}
    for thread, hoped_for in silent(waiting, law, today).items():
        sent = waiting[thread]
        lies, unit = Place(sent.to, place.case), there.get(sent.to, file).unit or file.unit
        yield _notice(lies, unit, Hop(Kind.AWAITED, sent.what), hoped_for, sent.position, place.desk)
        if lies != place:
            hop = Hop(Kind.UNANSWERED, sent.what)
            yield _notice(place, file.unit, hop, hoped_for, sent.position, place.desk)


def _notice(
    place: Place, unit: UnitCode | None, hop: Hop, due_on: date | None, position: int, sent_by: Source | None = None
) -> RaiseNotice:
    desk, case = place
    code = report_code(case) if hop.what in REPORTS else case_code(case)
    return RaiseNotice(case, code, desk, unit, hop.kind, hop.what, due_on, position, sent_by)


def _last_day(fact: Fact) -> date | None:
    """By when the agency that was told must act, or will have its answer."""
    match fact:
        case facts.NoticeTaken(reception_due=day) | of_support.ReferralReceived(answer_by=day):
            return day
        case facts.VerificationReceived(due_on=day) | facts.ProtectionReceived(due_on=day):
            return day
        case facts.VerificationDelayed(due_on=later):
            return later
        case of_benefits.ApplicationExpected(apply_by=day) | of_benefits.ApplicationCameBack(send_by=day):
            return day
        case of_benefits.ApplicationArrived(appraise_by=day):
            return day
        case _:
            return None
