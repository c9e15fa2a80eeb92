"""Who holds the ball: what each case waits for, at which desk, since when, and by when it should have moved."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from services.reporting.projections import facts, of_benefits, of_handing_on
from services.reporting.projections.told import Told
from services.reporting.projections.waits import Wait
from shared.clock import local
from shared.kernel.words import AgencyId, UnitCode, agency_of
from shared.views import View

RECEPTION, IDENTIFICATION, VERIFICATION, SUPPORT = "reception", "identification", "verification", "support"
REFERRAL, DELIVERY, PROTECTION = "referral", "delivery", "protection"
DECEASED = "deceased"
"""The reason with which the lead closes the case of somebody who died."""
LEAD, ELSEWHERE = "lead", "elsewhere"
TERMS = {"reception_after_notice": RECEPTION, "verification_answer": VERIFICATION}
"""The wait that a term of the law is about."""


class Ball(msgspec.Struct, frozen=True):
    """All open waits of a case by thread; `came_on` is when we first knew of her, `moved_on` the last entry; `asks` what
    each agency that asked for her protection waits for."""

    unit: UnitCode | None = None
    came_on: date | None = None
    moved_on: date | None = None
    waits: dict[str, Wait] = {}
    asks: dict[AgencyId, Wait] = {}

    def on(self, day: date) -> "Ball":
        """Who holds the ball on this day."""
        return replace(self, waits={thread: wait.on(day) for thread, wait in self.waits.items()})


def _key(told: Told) -> str | None:
    return told.case if told.about_a_case else None


def _evolve(ball: Ball, told: Told) -> Ball:
    day = local(told.entry.at).date()
    ball = replace(ball, moved_on=max(filter(None, (ball.moved_on, day))))
    fact, ours = told.fact, told.entry.by.agency
    match fact:
        case facts.ReportRecorded() | facts.NoticeTaken():
            return _reported(ball, fact, ours)
        case facts.NoticeReturnedToSender():
            return _handed(ball, RECEPTION, _listener(told), day)
        case facts.NoticeRecalled():
            return _done(ball, RECEPTION)
        case facts.NoticeSentAgain():
            return _handed(_unit(ball, fact.unit), RECEPTION, _listener(told), day)
        case facts.PersonReceived(received_on=on):
            ball = replace(_unit(ball, fact.unit), came_on=min(filter(None, (ball.came_on, on))))
            return _set(_done(ball, RECEPTION), IDENTIFICATION, Wait(IDENTIFICATION, ours, on))
        case facts.CaseOpened(received_on=on):
            ball = replace(_unit(ball, fact.unit), came_on=min(filter(None, (ball.came_on, on))))
            return ball if _led_by(ball, ours) else _set(ball, SUPPORT, Wait(SUPPORT, ours, on))
        case _:
            return _in_benefits(
                _in_support(_in_protection(_in_verification(ball, told, day), fact, ours), fact, ours), told
            )


def _reported(ball: Ball, fact: facts.ReportRecorded | facts.NoticeTaken, ours: AgencyId) -> Ball:
    """The receiving agency holds it from the notice on, whether it has looked or not."""
    holder = (fact.notified or ours) if isinstance(fact, facts.ReportRecorded) else ours
    ball = replace(_unit(ball, fact.unit), came_on=min(filter(None, (ball.came_on, fact.notified_on))))
    return _set(ball, RECEPTION, Wait(RECEPTION, holder, fact.notified_on, fact.reception_due))


def _in_verification(ball: Ball, told: Told, day: date) -> Ball:
    fact, asker = told.fact, told.entry.by.agency
    match fact:
        case facts.VerificationAsked(of=holder) | facts.VerificationAskedByLetter(to=holder):
            wait = Wait(VERIFICATION, holder, fact.asked_on, fact.due_on)
            return _set(_done(ball, IDENTIFICATION), VERIFICATION, wait)
        case facts.VerificationReturnedToSender():
            asker = _listener(told) or asker
            return _set(_done(ball, VERIFICATION), IDENTIFICATION, Wait(IDENTIFICATION, asker, day))
        case facts.VerificationExtended() | facts.DueDaySet():
            return _moved(ball, fact)
        case facts.VerificationAnswered():
            return _done(ball, VERIFICATION)
        case facts.FoundUnresolved(decided_on=on):  # asked again, or decided otherwise: by whoever recorded it
            return _set(_done(ball, VERIFICATION), IDENTIFICATION, Wait(IDENTIFICATION, asker, on))
        case facts.VictimIdentified() | facts.FoundNotVictim() | facts.PoliceRefused():
            return _done(ball, IDENTIFICATION, VERIFICATION)
        case facts.VerificationRecalled():
            return _set(_done(ball, VERIFICATION), IDENTIFICATION, Wait(IDENTIFICATION, asker, day))
        case facts.FileEnded():
            return _done(ball, RECEPTION, IDENTIFICATION, VERIFICATION)
        case facts.FileReopened(reopened_on=on):
            return _set(ball, IDENTIFICATION, Wait(IDENTIFICATION, asker, on))
        case _:
            return ball


def _paid_to_nobody(waits: Mapping[str, Wait], lead: AgencyId) -> dict[str, Wait]:
    """Once she died, decided money is no longer the payer's to pay: somebody at the lead decides what becomes of it."""
    return {t: replace(wait, holder=lead) if wait.what == of_benefits.PAYMENT else wait for t, wait in waits.items()}


def _moved(ball: Ball, fact: facts.VerificationExtended | facts.DueDaySet) -> Ball:
    """The last day of what waits is another one now."""
    thread = TERMS.get(fact.term, VERIFICATION) if isinstance(fact, facts.DueDaySet) else VERIFICATION
    return _set(ball, thread, replace(ball.waits[thread], due_on=fact.due_on)) if thread in ball.waits else ball


def _in_protection(ball: Ball, fact: facts.Fact | None, ours: AgencyId) -> Ball:
    """Several agencies may ask for it, and each takes back its own request only; one answer is for all."""
    match fact:
        case facts.ProtectionAsked(of=holder, asked_on=on, due_on=due):
            return _asked_by(ball, ball.asks | {ours: Wait(PROTECTION, holder, on, due)})
        case facts.ProtectionRecalled():
            return _asked_by(ball, {asker: ask for asker, ask in ball.asks.items() if asker != ours})
        case facts.ProtectionAnswered():
            return _asked_by(ball, {})
        case _:
            return ball


def _asked_by(ball: Ball, asks: dict[AgencyId, Wait]) -> Ball:
    """It waits since the first of those who ask did so, until the first day that one of them named."""
    ball = replace(_done(ball, PROTECTION), asks=asks)
    if not asks:
        return ball
    first = min(asks.values(), key=lambda ask: ask.since)
    due = min((ask.due_on for ask in asks.values() if ask.due_on), default=None)
    return _set(ball, PROTECTION, replace(first, due_on=due))


def _in_support(ball: Ball, fact: facts.Fact | None, ours: AgencyId) -> Ball:
    match fact:
        case facts.ReferralOffered(referral=id_):
            return _set(ball, _thread(id_), _asked_until(fact, ours))
        case facts.ReferralProlonged(referral=id_, until=until) if _waits_for_answer(ball, id_):
            return _set(ball, _thread(id_), replace(ball.waits[_thread(id_)], until=until))
        case facts.ReferralTaken(referral=id_, accepted_on=on) if _thread(id_) in ball.waits:
            return _set(
                ball, _thread(id_), replace(ball.waits[_thread(id_)], what=DELIVERY, since=on, due_on=None, until=None)
            )
        case (
            facts.ReferralEnded(referral=id_)
            | facts.ServiceDelivered(referral=id_)
            | facts.DeliveryConfirmed(referral=id_)
        ):
            return _done(ball, _thread(id_))
        case facts.VisitsAgreed(agreed_on=on, first_on=due) | facts.FollowUpRecorded(on=on, next_on=due):
            return _set(ball, SUPPORT, Wait(SUPPORT, ours, on, due))
        case facts.CaseClosed(reason=reason):
            over = {SUPPORT, REFERRAL, DELIVERY, LEAD, ELSEWHERE} | of_benefits.UNDECIDED
            kept = {t: w for t, w in ball.waits.items() if w.what not in over}
            return replace(ball, waits=_paid_to_nobody(kept, ours) if reason == DECEASED else kept)
        case facts.CaseReopened(reopened_on=on):
            return _set(ball, SUPPORT, Wait(SUPPORT, ours, on))
        case _:
            return _handed_on(ball, fact, ours)


def _handed_on(ball: Ball, fact: facts.Fact | None, ours: AgencyId) -> Ball:
    """The lead goes to whoever took it; until then, and while another place has not answered, it is still here."""
    match fact:
        case of_handing_on.LeadOffered(agency=asked, offered_on=on):
            return _set(ball, LEAD, Wait(LEAD, asked, on))
        case of_handing_on.LeadWasTaken(agency=leads, taken_on=on):
            return _set(_done(ball, LEAD, ELSEWHERE), SUPPORT, Wait(SUPPORT, leads, on))
        case of_handing_on.LeadCameBack():
            return _done(ball, LEAD)
        case of_handing_on.SentElsewhere(sent_on=on, ask_again_on=due):
            return _set(ball, ELSEWHERE, Wait(ELSEWHERE, ours, on, due))
        case of_handing_on.ReceivedElsewhere():
            return _done(ball, ELSEWHERE)
        case _:
            return ball


def _led_by(ball: Ball, agency: AgencyId) -> bool:
    """Taken over already: the file that comes then begins nothing anew."""
    return SUPPORT in ball.waits and ball.waits[SUPPORT].holder == agency


def _in_benefits(ball: Ball, told: Told) -> Ball:
    if not isinstance(told.fact, of_benefits.BenefitFact):
        return ball
    return replace(ball, waits=dict(of_benefits.moved(ball.waits, told.fact, told.entry.by.agency, _listener(told))))


def _asked_until(offered: facts.ReferralOffered, ours: AgencyId) -> Wait:
    """Until its last day the agency that was asked has it, then we again."""
    asked = Wait(REFERRAL, offered.agency, offered.offered_on, offered.answer_by, offered.service)
    return replace(asked, until=offered.until, asker=ours) if offered.until else asked


def _waits_for_answer(ball: Ball, referral: UUID) -> bool:
    return _thread(referral) in ball.waits and ball.waits[_thread(referral)].what == REFERRAL


def _thread(referral: UUID) -> str:
    return f"{REFERRAL}:{referral}"


def _listener(told: Told) -> AgencyId | None:
    """The agency this entry was told to, if any."""
    return agency_of(told.entry.to[0].inbox) if told.entry.to else None


def _handed(ball: Ball, thread: str, holder: AgencyId | None, day: date) -> Ball:
    """Another desk has it now; the term, once begun, runs on."""
    wait = ball.waits.get(thread)
    if wait is None or holder is None:
        return ball
    return _set(ball, thread, replace(wait, holder=holder, since=day))


def _unit(ball: Ball, unit: UnitCode | None) -> Ball:
    return replace(ball, unit=unit or ball.unit)


def _set(ball: Ball, thread: str, wait: Wait) -> Ball:
    return replace(ball, waits=ball.waits | {thread: wait})


def _done(ball: Ball, *threads: str) -> Ball:
    return replace(ball, waits={t: w for t, w in ball.waits.items() if t not in threads})


BALL = View("reporting.ball.v6", Ball, Ball(), _key, _evolve)
