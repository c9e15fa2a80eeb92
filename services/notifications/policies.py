"""Whenever an agency was told something, a last day of its is near or past, or nobody answers what was sent, the officers
of the desks concerned get a notice.

An agency's own journal says what it was told: an entry by a policy stands for another agency's message. What its own
officers wrote they know already.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from services.notifications.domain import File, Kind, Place, RaiseNotice, What, facts
from services.notifications.domain.facts import Fact
from services.notifications.domain.silence import silent
from shared.kernel.codes import case_code
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
    facts.CaseOpened: Hop(Kind.ARRIVED, What.CASE),
    facts.StatusLearned: Hop(Kind.ANSWERED, What.STATUS),
    facts.ReferralReceived: Hop(Kind.ARRIVED, What.REFERRAL),
    facts.ReferralAnswered: Hop(Kind.ANSWERED, What.REFERRAL),
    facts.ReferralCameBack: Hop(Kind.RETURNED, What.REFERRAL),
    facts.DeliveryConfirmed: Hop(Kind.ANSWERED, What.DELIVERY),
    facts.DeliveryFailed: Hop(Kind.ANSWERED, What.DELIVERY),
    facts.SupportWasClosed: Hop(Kind.ARRIVED, What.CLOSING),
}


def raise_a_notice_whenever_an_agency_was_told(place: Place, file: File) -> Iterator[RaiseNotice]:
    """All there ever were for this file. None before its first step was heard: only that says whose unit it is."""
    for position, step in file.steps.items() if file.begun else ():
        if step.told and (hop := HOPS.get(type(step.fact))):
            yield _notice(place, file.unit, hop, _last_day(step.fact), position)


def raise_a_notice_whenever_a_last_day_is_near_or_past(place: Place, file: File, today: date) -> Iterator[RaiseNotice]:
    """To the desk where the term runs: one when its last day is near, one when that day has passed."""
    for term in file.terms.values():
        left = (term.due_on - today).days
        if file.begun and left <= DAYS_BEFORE:
            hop = Hop(Kind.OVERDUE if left < 0 else Kind.DUE_SOON, term.what)
            yield _notice(place, file.unit, hop, term.due_on, term.position)


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
    return RaiseNotice(case, case_code(case), desk, unit, hop.kind, hop.what, due_on, position, sent_by)


def _last_day(fact: Fact) -> date | None:
    """By when the agency that was told must act, or will have its answer."""
    match fact:
        case facts.NoticeTaken(reception_due=day) | facts.ReferralReceived(answer_by=day):
            return day
        case facts.VerificationReceived(due_on=day) | facts.ProtectionReceived(due_on=day):
            return day
        case facts.VerificationDelayed(due_on=later):
            return later
        case _:
            return None
