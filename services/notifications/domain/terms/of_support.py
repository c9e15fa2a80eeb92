"""The terms of referrals, of the plan and of visits."""

from dataclasses import replace

from services.notifications.domain import of_support
from services.notifications.domain.facts import Fact
from services.notifications.domain.terms.running import Terms, answered, thread_of
from services.notifications.domain.words import REMINDERS, What


def in_support(now: Terms, fact: Fact, at: int) -> Terms:
    match fact:
        case of_support.PlanAgreed():
            return _planned(now, fact, at)
        case of_support.VisitsAgreed() | of_support.FollowUpRecorded() | of_support.VisitMissed():
            due = fact.first_on if isinstance(fact, of_support.VisitsAgreed) else fact.next_on
            return now.begin(What.FOLLOW_UP, due, at)
        case of_support.SentElsewhere(ask_again_on=due):
            return now.begin(What.ELSEWHERE, due, at)
        case of_support.ReceivedElsewhere():
            return now.end_all(What.ELSEWHERE)
        case of_support.CaseClosed() | of_support.LeadAnswered():
            now = now.end_all(What.APPLICATION, What.APPRAISAL, What.ELSEWHERE, *REMINDERS)
            return now.end_all(
                What.REFERRAL_LETTER, What.REFERRAL_UNTIL, What.PLAN, What.FOLLOW_UP, What.SERVICE_BEGIN, What.FACILITY_MEALS
            )  # fmt: skip
        case of_support.SupportWasClosed():
            return now.end_all(What.REFERRAL, What.SERVICE_BEGIN)
        case _:
            return _at_facility(now, fact, at)


def _at_facility(now: Terms, fact: Fact, at: int) -> Terms:
    """Until the last day on which her meals are paid, while she is there."""
    match fact:
        case of_support.FacilityEntered(paid_until=due) | of_support.MealsLimitMoved(paid_until=due, ended=False):
            return now.begin(What.FACILITY_MEALS, due, at)
        case of_support.MealsExtended(until=due, ended=False):
            return now.begin(What.FACILITY_MEALS, due, at)
        case of_support.FacilityLeft():
            return now.end_all(What.FACILITY_MEALS)
        case _:
            return _of_referrals(now, fact, at)


def _of_referrals(now: Terms, fact: Fact, at: int) -> Terms:
    match fact:
        case of_support.ReferralReceived(referral=id_, answer_by=due, until=until):
            return now.begin(What.REFERRAL, due, at, id_, until=until)
        case of_support.ReferralOffered():
            return _offered(now, fact, at)
        case of_support.ReferralProlonged():
            return _prolonged(now, fact, at)
        case of_support.ReferralAnswered(referral=id_, begins_on=due):
            return answered(now, id_).begin(What.SERVICE_BEGIN, due, at, id_)
        case of_support.ReferralCameBack() | of_support.ServiceBegan() | of_support.DeliveryFailed():
            return answered(now, fact.referral)
        case of_support.DeliveryConfirmed():
            return _delivered(answered(now, fact.referral), fact)
        case _:
            return now


def _offered(now: Terms, offered: of_support.ReferralOffered, at: int) -> Terms:
    """The lead watches the last day of every offer; of what went by letter the day of the answer too."""
    id_, until = offered.referral, offered.until
    now = now.begin(What.REFERRAL_UNTIL, until, at, id_)
    if offered.inbox:
        return now
    return now.begin(What.REFERRAL_LETTER, offered.answer_by, at, id_, offered.agency, until)


def _prolonged(now: Terms, prolonged: of_support.ReferralProlonged, at: int) -> Terms:
    """What waits for an answer waits longer; of what was answered nobody waits for a word."""
    id_, until = prolonged.referral, prolonged.until
    waiting = now.running.get(thread_of(What.REFERRAL_UNTIL, id_))
    now = now.begin(What.REFERRAL_UNTIL, until, at, id_) if waiting else now
    threads = (thread_of(what, id_) for what in (What.REFERRAL, What.REFERRAL_LETTER))
    longer = {thread: replace(now.running[thread], until=until) for thread in threads if thread in now.running}
    return replace(now, running=now.running | longer)


def _planned(now: Terms, plan: of_support.PlanAgreed, at: int) -> Terms:
    """A plan replaces the one before it; what was delivered already is not waited for again."""
    now = now.end_all(What.PLAN)
    for item in (each for each in plan.items if not each.declined):
        about = f"{item.service}/{item.agency}/{item.due_on}"
        if thread_of(What.PLAN, about) not in now.met:
            now = now.begin(What.PLAN, item.due_on, at, about, item.agency)
    return now


def _delivered(now: Terms, delivered: of_support.DeliveryConfirmed) -> Terms:
    """Each delivery meets the item of that service and agency that is due first."""
    mine = thread_of(What.PLAN, f"{delivered.service}/{delivered.agency}/")
    waiting = sorted((term.due_on, thread) for thread, term in now.running.items() if thread.startswith(mine))
    if not waiting:
        return now
    met = waiting[0][1]
    return replace(now.end(lambda thread: thread == met), met=(*now.met, met))
