"""What one desk sent to another and hears nothing about: neither accepted nor returned, and for how long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce

from services.notifications.domain import facts, of_support
from services.notifications.domain.facts import Fact
from services.notifications.domain.words import What
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Source, agency_of

AGAIN = "silence_again"
"""The term after which it is said again. How long something may lie is the term `silence_<what>`."""

ENDS: Mapping[type[Fact], tuple[What, ...]] = {
    facts.NoticeAccepted: (What.NOTICE,),
    facts.NoticeCameBack: (What.NOTICE,),
    facts.NoticeRecalled: (What.NOTICE,),
    facts.ReceptionLearned: (What.NOTICE,),
    facts.VerificationDelayed: (What.VERIFICATION,),
    facts.VerificationCameBack: (What.VERIFICATION,),
    facts.AnswerLearned: (What.VERIFICATION,),
    facts.ProtectionRecalled: (What.PROTECTION,),
    facts.ProtectionAnswerLearned: (What.PROTECTION,),
    facts.ProtectionRefused: (What.PROTECTION,),
    facts.FileEnded: (What.NOTICE, What.VERIFICATION),
}
"""What is answered, or waited for no longer, once its sender has written this down."""


@dataclass(frozen=True)
class Sent:
    """Something that lies at the desk `to`, sent by the entry at `position` and written down `at` that moment of the
    town's time. After the day `until` nobody waits for an answer any more."""

    what: What
    to: Source
    at: datetime
    position: int
    until: date | None = None

    @property
    def agency(self) -> AgencyId:
        return agency_of(self.to)


@dataclass(frozen=True)
class Sendings:
    """What this desk sent and waits for, and when it last answered what others sent; by thread. `notified` is whom it
    told of the person."""

    waiting: dict[str, Sent] = field(default_factory=dict)
    answered: dict[str, datetime] = field(default_factory=dict)
    notified: AgencyId | None = None

    def send(self, thread: str, sent: Sent) -> "Sendings":
        return replace(self, waiting=self.waiting | {thread: sent})

    def end(self, *threads: str) -> "Sendings":
        """Answered, or nobody waits any more."""
        return replace(self, waiting={t: sent for t, sent in self.waiting.items() if t not in threads})

    def answer(self, thread: str, at: datetime) -> "Sendings":
        return replace(self, answered=self.answered | {thread: at})

    def take(self, thread: str) -> "Sendings":
        """It came, perhaps once more: nothing was said about it yet."""
        return replace(self, answered={t: at for t, at in self.answered.items() if t != thread})


def sendings(happened: Iterable[tuple[int, Fact, datetime]]) -> Sendings:
    """What waits after all this; facts with their positions and moments, in order."""
    return reduce(lambda now, each: _answers(_sends(now, *each), each[1], each[2]), happened, Sendings())


def _sends(now: Sendings, position: int, fact: Fact, at: datetime) -> Sendings:
    """As the desk sees it that sent something."""
    if ends := ENDS.get(type(fact)):
        return now.end(*ends)
    match fact:
        case facts.ReportRecorded(notified=agency) if agency:
            sent = Sent(What.NOTICE, f"intake.{agency}", at, position)
            return replace(now, notified=agency).send(What.NOTICE, sent)
        case facts.NoticeSentAgain() if now.notified:
            return now.send(What.NOTICE, Sent(What.NOTICE, f"intake.{now.notified}", at, position))
        case facts.VerificationAsked(of=agency):
            return now.send(What.VERIFICATION, Sent(What.VERIFICATION, f"intake.{agency}", at, position))
        case facts.ProtectionAsked(of=agency):
            return now.send(What.PROTECTION, Sent(What.PROTECTION, f"intake.{agency}", at, position))
        case of_support.ReferralOffered(referral=id_, inbox=to, until=until) if to:
            return now.send(f"{What.REFERRAL}:{id_}", Sent(What.REFERRAL, to, at, position, until))
        case of_support.ReferralProlonged(referral=id_, until=until) if (
            thread := f"{What.REFERRAL}:{id_}"
        ) in now.waiting:
            return now.send(thread, replace(now.waiting[thread], until=until))
        case (
            of_support.ReferralAnswered()
            | of_support.ReferralCameBack()
            | of_support.DeliveryConfirmed()
            | of_support.DeliveryFailed()
        ):
            return now.end(f"{What.REFERRAL}:{fact.referral}")
        case of_support.CaseClosed() | of_support.LeadAnswered():
            return now.end(*(thread for thread in now.waiting if thread.startswith(What.REFERRAL)))
        case _:
            return now


def _answers(now: Sendings, fact: Fact, at: datetime) -> Sendings:
    """As the desk sees it to which something was sent."""
    match fact:
        case facts.NoticeTaken():
            return now.take(What.NOTICE)
        case facts.VerificationReceived():
            return now.take(What.VERIFICATION)
        case facts.ProtectionReceived():
            return now.take(What.PROTECTION)
        case facts.ProtectionGranted() | facts.ProtectionDeclined() | facts.ProtectionRefused():
            return now.answer(What.PROTECTION, at)
        case facts.NoticeAccepted() | facts.PersonReceived() | facts.NoticeReturnedToSender():
            return now.answer(What.NOTICE, at)
        case facts.VerificationExtended() | facts.VerificationEnded():
            return now.answer(What.VERIFICATION, at)
        case of_support.ReferralAnswered() | of_support.ReferralCameBack():
            return now.answer(f"{What.REFERRAL}:{fact.referral}", at)
        case _:
            return now


def silent(waiting: Mapping[str, Sent], law: Law, today: date) -> dict[str, date]:
    """The threads about which nothing was heard for longer than the law's data lets them lie, each with the last day by
    which a word was hoped for: of the last time it is to be said, not of every time. Where nobody set a time, none."""
    hoped = {thread: sent for thread, sent in waiting.items() if sent.until is None or today <= sent.until}
    late = {thread: law.due(f"silence_{sent.what}", sent.at.date()) for thread, sent in hoped.items()}
    return {thread: _last_time(day, law, today) for thread, day in late.items() if day and day < today}


def _last_time(hoped_for: date, law: Law, today: date) -> date:
    while (again := law.due(AGAIN, hoped_for)) and again < today:
        hoped_for = again
    return hoped_for
