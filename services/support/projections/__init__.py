"""What an officer finds in the morning: every case this agency supports or was asked to help with, and what waits."""

from dataclasses import replace

from services.support.domain import case_events as of_case
from services.support.domain import work_events as of_work
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT
from services.support.domain.case import CASE
from services.support.domain.file import stage_before_closing
from services.support.domain.granted import LongerUntilHeard, ReferralProlonged
from services.support.domain.handing_on.request import REQUEST
from services.support.domain.referrals import STAGE_AFTER as ANSWERED_TO_US
from services.support.domain.services.parts import PartGiven, PartWasGiven
from services.support.domain.words import OPEN_STAGES, Stage
from services.support.domain.work import WORK
from services.support.domain.work_events import STAGE_AFTER as ANSWERED_BY_US
from services.support.projections.benefits import with_application, with_claim, with_payment
from services.support.projections.following import with_following
from services.support.projections.handing_on import with_handing, with_request
from services.support.projections.lines import BenefitLine, Due, QueueLine, ReferralLine, ended, moved, prolonged
from services.support.projections.stays import with_stay
from shared.ledger import Entry
from shared.views import View

__all__ = ["QUEUE", "BenefitLine", "Due", "QueueLine", "ReferralLine"]
ABOUT_A_CASE = CASE.events + WORK.events + APPLICATION.events + PAYMENT.events + REQUEST.events


def _key(entry: Entry) -> str | None:
    return str(entry.body.subject) if isinstance(entry.fact, ABOUT_A_CASE) else None


def _evolve(line: QueueLine, entry: Entry) -> QueueLine:
    if isinstance(entry.fact, of_case.ClaimEvent):
        return with_claim(line, entry.fact)
    if isinstance(entry.fact, of_case.StayEvent):
        return with_stay(line, entry.fact)
    if isinstance(entry.fact, of_case.FollowingEvent):
        return with_following(line, entry.fact)
    if isinstance(entry.fact, of_case.HandingEvent):
        return with_handing(line, entry.fact)
    if isinstance(entry.fact, REQUEST.events):
        return with_request(line, entry.fact)
    if isinstance(entry.fact, CASE.events):
        return _of_case(line, entry.fact)
    if isinstance(entry.fact, APPLICATION.events):
        return with_application(line, entry.fact)
    if isinstance(entry.fact, PAYMENT.events):
        return with_payment(line, entry.fact)
    return _of_work(line, entry.fact)


def _of_case(line: QueueLine, event: of_case.CaseworkEvent) -> QueueLine:
    match event:
        case of_case.CaseOpened():
            return replace(line, code=event.code, unit=event.unit, since=event.received_on, stage=Stage.OPEN)
        case of_case.PlanAgreed():
            return replace(line, planned=True, stage=Stage.PLANNED if line.stage is Stage.OPEN else line.stage)
        case of_case.CaseClosed():
            claims = tuple(replace(claim, act_by=None) for claim in line.claims)
            return replace(
                line, stage=Stage.CLOSED, sent=ended(line.sent, event.closed_on), claims=claims, next_visit_on=None,
                ask_again_on=None,
            )  # fmt: skip
        case of_case.CaseReopened():
            return replace(line, stage=stage_before_closing(planned=line.planned, followed=line.risk is not None))
        case ReferralProlonged():
            return replace(line, sent=prolonged(line.sent, event.referral, event.until))
        case of_case.ReferralOffered():
            asked = ReferralLine(
                event.referral, event.service, event.agency, event.offered_on, event.answer_by, until=event.until
            )  # fmt: skip
            return replace(line, sent=(*line.sent, asked))
        case (
            of_case.WishesLearned()
            | of_case.StatusLearned()
            | of_case.NeedsAssessed()
            | of_case.CircumstancesRecorded()
            | of_case.ReadingChosen()
            | PartWasGiven()
        ):
            return line
        case _:
            return replace(line, sent=moved(line.sent, event.referral, ANSWERED_TO_US[type(event)]))


def _of_work(line: QueueLine, event: of_work.Event) -> QueueLine:
    match event:
        case of_work.ReferralReceived():
            asked = ReferralLine(
                event.referral, event.service, None, event.offered_on, event.answer_by, until=event.until
            )  # fmt: skip
            since = line.since or event.offered_on
            return _worked(replace(line, code=event.code, unit=event.unit, since=since), (*line.received, asked))
        case of_work.WishesHeard() | of_work.NewLeadHeard() | PartGiven():
            return line
        case LongerUntilHeard():
            return _worked(line, prolonged(line.received, event.referral, event.until))
        case of_work.SupportWasClosed():
            return _worked(line, ended(line.received, event.closed_on))
        case _:
            return _worked(line, moved(line.received, event.referral, ANSWERED_BY_US[type(event)]))


def _worked(line: QueueLine, received: tuple[ReferralLine, ...]) -> QueueLine:
    """The case stands where its newest open referral stands, or its last one."""
    current = next((each for each in reversed(received) if each.stage in OPEN_STAGES), received[-1])
    return replace(line, received=received, work=current.stage)


QUEUE = View("support.queue.v4", QueueLine, QueueLine(), _key, _evolve)
