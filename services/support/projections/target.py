"""What target T2 knows of each case, kept entry by entry, so that no file is read for the page of all of them."""

from dataclasses import replace

from services.support.domain import case_events as of_case
from services.support.domain.access_to_services import AppliedFor, AskedFor, Help
from services.support.domain.benefits import claim_events as of_claim
from services.support.domain.benefits.claims import moved_on
from services.support.domain.case import CASE
from services.support.domain.granted import ReferralProlonged
from services.support.domain.handing_on.events import AnswerPassedOn, LeadWasTaken, ReferralsTakenOver
from services.support.domain.referrals import STAGE_AFTER
from services.support.domain.target import Known
from services.support.domain.words import ReferralStage
from services.support.projections.lines import ended, moved, prolonged
from shared.ledger import Entry, by_subject
from shared.views import View


def _evolve(known: Known, entry: Entry) -> Known:
    match entry.fact:
        case of_case.CaseOpened() as opened:
            return replace(
                known, code=opened.code, unit=opened.unit, since=opened.received_on, sex=opened.sex,
                age_group=opened.age_group, ethnicity=opened.ethnicity, person_status=opened.person_status,
            )  # fmt: skip
        case of_case.StatusLearned(status=status):
            return replace(known, status=status)
        case of_case.CaseClosed(reason=reason):
            asked = ended(known.help.asked, entry.fact.closed_on)
            return replace(known, closed=reason, help=replace(known.help, asked=asked))
        case of_case.CaseReopened():
            return replace(known, closed=None)
        case LeadWasTaken():
            return replace(known, since=None)  # whoever leads now counts her
        case fact:
            return replace(known, help=_helped(known.help, fact))


def _helped(now: Help, fact: of_case.Event) -> Help:
    match fact:
        case of_case.NeedsAssessed(needs=needs):
            return replace(now, needs=needs)
        case of_case.PlanAgreed(items=items):
            return replace(now, unwanted=tuple(item.service for item in items if item.declined))
        case of_case.ReferralOffered():
            return replace(
                now, asked=(*now.asked, AskedFor(fact.referral, fact.service, fact.agency, until=fact.until))
            )
        case of_claim.GuidedToApply():
            return replace(now, applied=(*now.applied, AppliedFor(fact.application, fact.benefit, fact.agency)))
        case _ if isinstance(fact, of_case.ClaimEvent):
            return replace(now, applied=tuple(_moved(each, fact) for each in now.applied))
        case ReferralProlonged() | AnswerPassedOn() | ReferralsTakenOver():
            return replace(now, asked=_handed(now.asked, fact))
        case _ if isinstance(fact, of_case.Answered):
            return replace(now, asked=moved(now.asked, fact.referral, STAGE_AFTER[type(fact)]))
        case _:
            return now


def _handed(
    asked: tuple[AskedFor, ...], fact: ReferralProlonged | AnswerPassedOn | ReferralsTakenOver
) -> tuple[AskedFor, ...]:
    """Prolonged, answered through the lead before, or taken over from it."""
    match fact:
        case ReferralProlonged(referral, _, until):
            return prolonged(asked, referral, until)
        case AnswerPassedOn(referral, stage):
            return moved(asked, referral, ReferralStage(stage))
        case ReferralsTakenOver(_, referrals):
            earlier = (AskedFor(r.referral, r.service, r.agency, ReferralStage(r.stage), r.until) for r in referrals)
            return (*asked, *earlier)


def _moved(applied: AppliedFor, fact: of_case.ClaimEvent) -> AppliedFor:
    if applied.application != fact.application:
        return applied
    stage, left = moved_on(applied.stage, applied.left, fact)
    return replace(applied, stage=stage, left=left)


TARGET: View[Entry, Known] = View("support.target.v2", Known, Known(), by_subject(CASE), _evolve)
