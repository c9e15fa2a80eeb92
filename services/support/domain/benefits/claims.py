"""An application for a benefit as the lead knows it: how far it is, what was decided, what was paid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from services.support.domain.benefits.claim_events import (
    ApplicationAppraised,
    ApplicationArrived,
    ApplicationReturned,
    ApplicationWasWithdrawn,
    BenefitDecided,
    BenefitWasHeldBack,
    BenefitWasPaid,
    BenefitWasReleased,
    ComplaintRecorded,
    DoubleWasFound,
    DoubleWasSettled,
    Event,
    GuidedToApply,
    PaymentAssigned,
    PaymentStopAsked,
    PaymentWasStopped,
    RegisterWasAsked,
)
from services.support.domain.words import ClaimStage
from shared.kernel.decider import Refused
from shared.kernel.words import Code


@dataclass(frozen=True)
class Claim:
    """One application as the lead knows it. `doubles` are others that reserved the same benefit for her."""

    guided: GuidedToApply
    stage: ClaimStage = ClaimStage.GUIDED
    arrived: ApplicationArrived | None = None
    returned: ApplicationReturned | None = None
    appraised: ApplicationAppraised | None = None
    decided: BenefitDecided | None = None
    assigned: PaymentAssigned | None = None
    asked: RegisterWasAsked | None = None
    paid: tuple[BenefitWasPaid, ...] = ()
    held_back: BenefitWasHeldBack | None = None
    complaint: ComplaintRecorded | None = None
    doubles: frozenset[UUID] = frozenset()
    stop: PaymentStopAsked | None = None

    @property
    def id(self) -> UUID:
        return self.guided.application

    @property
    def benefit(self) -> Code:
        return self.guided.benefit

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something about it."""
        return self.stage in OPEN

    @property
    def must_be_looked_at(self) -> bool:
        """Another application of hers has the same benefit: a person looks at both."""
        return self.stage in (ClaimStage.GRANTED, ClaimStage.PAID) and bool(self.held_back or self.doubles)

    @property
    def paid_amount(self) -> int:
        return sum(each.amount for each in self.paid)

    @property
    def left(self) -> int:
        """What was granted and is not paid, in đồng."""
        return ((self.decided.amount or 0) if self.decided else 0) - self.paid_amount


AT_DESK = frozenset({ClaimStage.GUIDED, ClaimStage.RETURNED})
"""The commune has to act: send the file, or complete it."""
AT_LEAD = frozenset({ClaimStage.ARRIVED, ClaimStage.APPRAISED})
"""The lead has to act: appraise, or bring the submission to the chair and write down what was signed."""
UNDECIDED = AT_DESK | AT_LEAD
OPEN = UNDECIDED | {ClaimStage.GRANTED}
Claims = tuple[Claim, ...]


def claim_id(case: UUID, number: int) -> UUID:
    """The id of the case's `number`-th application, the same for everybody who counts."""
    return uuid5(case, f"application/{number}")


def find(claims: Claims, wanted: UUID) -> Claim:
    for each in claims:
        if each.id == wanted:
            return each
    raise Refused("application.unknown", "this case has no such application")


def after(claims: Claims, event: Event) -> Claims:
    """The applications once this has happened."""
    if isinstance(event, GuidedToApply):
        return (*claims, Claim(event))
    return tuple(_moved(each, event) if each.id == event.application else each for each in claims)


def _moved(claim: Claim, event: Event) -> Claim:
    stage, _ = moved_on(claim.stage, claim.left, event)
    return replace(_kept(claim, event), stage=stage)


STAGE_AFTER: Mapping[type, ClaimStage] = {
    ApplicationArrived: ClaimStage.ARRIVED,
    ApplicationReturned: ClaimStage.RETURNED,
    ApplicationWasWithdrawn: ClaimStage.WITHDRAWN,
    ApplicationAppraised: ClaimStage.APPRAISED,
    PaymentWasStopped: ClaimStage.STOPPED,
}


def moved_on(stage: ClaimStage, left: int, event: Event) -> tuple[ClaimStage, int]:
    """Where an application stands once this has happened, and what is granted and not paid then, in đồng; `left` is that
    before."""
    match event:
        case BenefitDecided(granted=granted, amount=amount):
            return ClaimStage.GRANTED if granted else ClaimStage.REFUSED, amount or 0
        case BenefitWasPaid(amount=amount):
            return ClaimStage.PAID if 0 < left <= amount else stage, left - amount
        case _:
            return STAGE_AFTER.get(type(event), stage), left


LAST_WORD: Mapping[type, str] = {
    ApplicationArrived: "arrived",
    ApplicationReturned: "returned",
    ApplicationAppraised: "appraised",
    BenefitDecided: "decided",
    PaymentAssigned: "assigned",
    RegisterWasAsked: "asked",
    BenefitWasHeldBack: "held_back",
    ComplaintRecorded: "complaint",
    PaymentStopAsked: "stop",
}
"""What is said again replaces what was said before."""


def _kept(claim: Claim, event: Event) -> Claim:
    match event:
        case BenefitWasPaid():
            return replace(claim, paid=(*claim.paid, event))
        case BenefitWasReleased():
            return replace(claim, held_back=None)
        case DoubleWasFound(other=other):
            return replace(claim, doubles=claim.doubles | {other})
        case DoubleWasSettled(other=other):
            return replace(claim, doubles=claim.doubles - {other})
        case GuidedToApply() | ApplicationWasWithdrawn() | PaymentWasStopped():
            return claim
        case _:
            last: dict[str, Any] = {LAST_WORD[type(event)]: event}
            return replace(claim, **last)
