"""Rules of an application at the lead: arrived, appraised within five working days, decided on paper, paid.

ND09 Điều 23 and TT35; the chair's own term is not known (null). A rule nobody confirmed refuses nothing: a refusal "not
entitled" needs a benefit that is not owed by a confirmed rule, and texts that disagree are chosen by a person first.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from services.support.domain.benefits.claim_commands import (
    AboutMoney,
    AppraiseApplication,
    Command,
    GuideToApply,
    LearnApplication,
    Learned,
    LearnPayment,
    LearnWithdrawal,
    RecordBenefitDecision,
    RecordComplaint,
    ReturnApplication,
    StopPayment,
)
from services.support.domain.benefits.claim_events import (
    ApplicationAppraised,
    ApplicationArrived,
    ApplicationReturned,
    ApplicationWasWithdrawn,
    BenefitDecided,
    BenefitWasPaid,
    ComplaintRecorded,
    Event,
    GuidedToApply,
    PaymentAssigned,
)
from services.support.domain.benefits.claims import Claim, Claims, claim_id, find
from services.support.domain.benefits.stopping import learn_of_money, stop
from services.support.domain.case_events import CaseOpened
from services.support.domain.entitlement import Entitlement, Standing
from services.support.domain.words import ClaimStage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code, UnitCode

RECEIVES = "residence"
"""The power of the agency at whose one-stop desk she applies: the commune where she lives."""
PAYS = "pays_benefits"
"""The power of an agency that can be ordered to pay a decided benefit."""
APPRAISAL_TERM = "benefit_appraisal"
"""Five working days from a full file (TT35)."""
ONCE = "once"
"""The period of what is given a single time."""


def decide_claim(
    command: Command, person: CaseOpened, claims: Claims, owed: Mapping[Code, Entitlement], law: Law
) -> Sequence[Event]:
    """`owed` is what the law owes her now, by benefit."""
    match command:
        case GuideToApply():
            return _guide(command, person, claims, owed, law)
        case ReturnApplication():
            return _return(command, find(claims, command.application), law)
        case AppraiseApplication():
            claim = find(claims, command.application)
            return _appraise(command, claim, _as_owed(claim, owed), law)
        case RecordBenefitDecision():
            claim = find(claims, command.application)
            return _decide(command, claim, _as_owed(claim, owed), law)
        case RecordComplaint():
            claim, complaint = find(claims, command.application), ComplaintRecorded(**vars(command))
            must_follow(command.complained_on, claim.guided.guided_on, "application.before_guidance")
            return [] if complaint == claim.complaint else [complaint]
        case StopPayment():
            return stop(command, find(claims, command.application), law)
        case _:
            return _learn(command, find(claims, command.application), law)


def _as_owed(claim: Claim, owed: Mapping[Code, Entitlement]) -> Entitlement:
    """What began under one law and is decided under another may be none of its benefits: that is for a person."""
    if claim.benefit not in owed:
        raise Refused("benefit.not_in_law", f"the law of this day has no benefit {claim.benefit}")
    return owed[claim.benefit]


def _guide(
    command: GuideToApply, person: CaseOpened, claims: Claims, owed: Mapping[Code, Entitlement], law: Law
) -> list[Event]:
    must_know(law, "benefits", command.benefit)
    benefit, standing = law.benefits[command.benefit], owed[command.benefit].standing
    if benefit.apply_within is None:
        raise Refused("benefit.not_applied_for", f"{command.benefit} is given without an application")
    open_ = [each for each in claims if each.benefit == command.benefit and each.is_open]
    if any(each.guided.guided_on == command.guided_on for each in open_):
        return []
    if open_:
        raise Refused("benefit.already_applied_for", "an application for this benefit is under way")
    if benefit.once and any(each.benefit == command.benefit and each.paid for each in claims):
        raise Refused("benefit.received_already", f"{command.benefit} is given once, and was paid")
    if not command.she_agrees:
        raise Refused("benefit.guided_without_consent", "her name goes to the commune only if she agrees")
    if standing in (Standing.NOT_OWED, Standing.WAITING):
        raise Refused(f"benefit.{standing}", f"{command.benefit} is not hers as things stand")
    desk, unit = law.holder(RECEIVES), command.unit or person.unit
    inbox = law.inbox("support", desk.id) if desk else None
    if desk is None or inbox is None:
        raise Refused("benefit.no_desk", "no one-stop desk of a commune is connected")
    _must_be_seen_there(unit, desk.id, law)
    number, since = claim_id(person.case, len(claims) + 1), owed[command.benefit].since
    apply_by = law.due(benefit.apply_within, since) if since else None
    warnings = (f"benefit.{standing}",) if standing is not Standing.OWED else ()
    return [GuidedToApply(number, command.benefit, desk.id, inbox, command.guided_on, apply_by, warnings, unit)]


def _must_be_seen_there(unit: UnitCode | None, desk: AgencyId, law: Law) -> None:
    if (units := law.units_of(desk)) and unit not in units:
        raise Refused("benefit.unit_missing", "the commune where she lives is named")


def _return(command: ReturnApplication, claim: Claim, law: Law) -> list[Event]:
    must_know(law, "return_reasons", command.reason)
    back = ApplicationReturned(**vars(command))
    if claim.stage is ClaimStage.RETURNED and back == claim.returned:
        return []
    _must_stand(claim, ClaimStage.ARRIVED)
    must_follow(command.returned_on, claim.arrived.sent_on if claim.arrived else None, "application.before_arrival")
    return [back]


def _must_stand(claim: Claim, *stages: ClaimStage) -> None:
    if claim.stage not in stages:
        raise Refused("application.not_now", f"the application stands at `{claim.stage}`")


def _appraise(command: AppraiseApplication, claim: Claim, owed: Entitlement, law: Law) -> list[Event]:
    appraised = ApplicationAppraised(**vars(command))
    if claim.stage is ClaimStage.APPRAISED and appraised == claim.appraised:
        return []
    _must_stand(claim, ClaimStage.ARRIVED, ClaimStage.APPRAISED)
    must_follow(command.appraised_on, claim.arrived.sent_on if claim.arrived else None, "application.before_arrival")
    _must_be_grounded(command.proposes, command.reason, owed, law)
    if command.proposes:
        _must_have_its_amount(command.amount, claim, law)
        if command.resolution is None or command.resolution_on is None:
            raise Refused("benefit.resolution_missing", "the resolution that sets the amount has a number and a day")
        must_follow(command.appraised_on, command.resolution_on, "benefit.resolution_after")
    return [appraised]


def _must_be_grounded(granted: bool, reason: Code | None, owed: Entitlement, law: Law) -> None:
    """Granted, nothing that a confirmed rule asks for is missing and no text is left to choose; refused, there is a reason,
    and "not entitled" is one only where a confirmed rule says so."""
    if granted:
        if any(each.matters and each.chosen is None for each in owed.disputes):
            raise Refused("benefit.reading_missing", "two texts come to different ends: choose one first")
        if owed.standing in (Standing.NOT_OWED, Standing.WAITING, Standing.TO_ASK):
            raise Refused(f"benefit.{owed.standing}", "as things stand it is not owed")
        return
    if reason is None:
        raise Refused("benefit.reason_missing", "a refusal says why, in writing")
    must_know(law, "refusal_reasons", reason)
    if law.lists["refusal_reasons"][reason].group == BY_RULE and owed.standing is not Standing.NOT_OWED:
        raise Refused("benefit.refused_without_rule", "no confirmed rule denies it")


BY_RULE = "by_rule"
"""The group of those reasons that say: the law does not give it."""


def _must_have_its_amount(amount: int | None, claim: Claim, law: Law) -> None:
    if amount is None:
        raise Refused("benefit.amount_missing", "what is granted has an amount")
    known = law.benefits[claim.benefit].amount
    if known and known.floor and amount < known.floor:
        raise Refused("benefit.below_floor", f"the national floor is {known.floor} đồng")


def _decide(command: RecordBenefitDecision, claim: Claim, owed: Entitlement, law: Law) -> list[Event]:
    period = ONCE if command.granted and law.benefits[claim.benefit].once else command.period
    said = {name: value for name, value in vars(command).items() if name != "payer"}
    decided = BenefitDecided(**{**said, "period": period})
    if claim.decided == decided:
        return []
    if claim.decided:
        raise Refused("benefit.decided_already", f"decision {claim.decided.number} of {claim.decided.dated} stands")
    _must_stand(claim, ClaimStage.APPRAISED)
    must_follow(
        command.dated, claim.appraised.appraised_on if claim.appraised else None, "benefit.decided_before_appraisal"
    )
    if not law.in_force(command.dated):
        raise Refused("benefit.law_not_in_force", f"version {law.id} was not in force on {command.dated}")
    _must_be_grounded(command.granted, command.reason, owed, law)
    if not command.granted:
        return [decided]
    _must_have_its_amount(command.amount, claim, law)
    if period is None:
        raise Refused("benefit.period_missing", "what is given more than once is given for a period")
    return [decided, _assigned(command, law)]


def _assigned(command: RecordBenefitDecision, law: Law) -> PaymentAssigned:
    inbox = law.inbox("support", command.payer)
    if command.payer is None or inbox is None or command.payer not in law.connected(PAYS, "support"):
        raise Refused("benefit.payer_missing", "an agency that pays benefits here is named")
    return PaymentAssigned(command.application, command.payer, inbox)


def _learn(command: Learned, claim: Claim, law: Law) -> list[Event]:
    """What others told is kept as it happened, from whom it was asked of."""
    if isinstance(command, AboutMoney):
        return learn_of_money(command, claim)
    said = {name: value for name, value in vars(command).items() if name != "teller"}
    payer = claim.assigned.inbox if claim.assigned else None  # who was not asked to pay can tell of no payment
    expected = payer if isinstance(command, LearnPayment) else claim.guided.inbox
    if command.teller != expected:
        raise Refused("answer.not_from_whom_we_asked", "another agency was asked for this")
    match command:
        case LearnApplication():
            return [ApplicationArrived(appraise_by=law.due(APPRAISAL_TERM, command.sent_on), **said)]
        case LearnWithdrawal():
            return [ApplicationWasWithdrawn(**said)] if claim.decided is None else []
        case LearnPayment():
            benefit = law.benefits.get(claim.benefit)
            return [BenefitWasPaid(regime=benefit.regime if benefit else None, **said)]
        case _:
            assert_never(command)
