"""Decided money that is not to be paid any more, and what the payer and the register tell of it.

Why it is stopped is a person's decision under a paper of its own: the law notes know no rule, so none is kept here.
"""

from typing import assert_never

from services.support.domain.benefits.claim_commands import (
    AboutMoney,
    LearnDouble,
    LearnHeldBack,
    LearnRegisterAsked,
    LearnReleased,
    LearnStopped,
    StopPayment,
)
from services.support.domain.benefits.claim_events import (
    BenefitWasHeldBack,
    BenefitWasReleased,
    DoubleWasFound,
    DoubleWasSettled,
    Event,
    PaymentStopAsked,
    PaymentWasStopped,
    RegisterWasAsked,
)
from services.support.domain.benefits.claims import Claim
from services.support.domain.words import ClaimStage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law


def stop(command: StopPayment, claim: Claim, law: Law) -> list[Event]:
    """Whoever pays may just have paid: what was paid counts, and only the rest is stopped."""
    asked = PaymentStopAsked(**vars(command))
    if asked == claim.stop:
        return []
    must_know(law, "stop_reasons", command.reason)
    if claim.stage is not ClaimStage.GRANTED:
        raise Refused("benefit.nothing_to_stop", f"the application stands at `{claim.stage}`")
    if claim.stop:
        raise Refused(
            "benefit.stop_asked_already", f"paper {claim.stop.number} of {claim.stop.dated} was sent to the payer"
        )
    must_follow(command.dated, claim.decided.dated if claim.decided else None, "benefit.stopped_before_decision")
    return [asked]


def learn_of_money(command: AboutMoney, claim: Claim) -> list[Event]:
    """What is told is kept as it happened."""
    match command:
        case LearnRegisterAsked():
            asked = RegisterWasAsked(**vars(command))
            return [] if asked == claim.asked else [asked]
        case LearnHeldBack():
            held = BenefitWasHeldBack(**vars(command))
            return [] if held == claim.held_back else [held]
        case LearnReleased(application):
            return [BenefitWasReleased(application)] if claim.held_back else []
        case LearnDouble(application, other, found):
            if found == (other in claim.doubles):
                return []
            return [DoubleWasFound(application, other) if found else DoubleWasSettled(application, other)]
        case LearnStopped(teller, application, paid):
            if claim.assigned is None or teller != claim.assigned.inbox:
                raise Refused("answer.not_from_whom_we_asked", "another agency was asked to pay this")
            return [] if claim.stage is ClaimStage.STOPPED else [PaymentWasStopped(application, paid)]
        case _:
            assert_never(command)
