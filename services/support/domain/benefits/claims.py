"""An application for a benefit as the lead knows it: how far it is, what was decided, what was paid."""

from dataclasses import dataclass, replace
from typing import Any, assert_never
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
    MoneyEvent,
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
    if isinstance(event, MoneyEvent):
        return _paid(claim, event)
    match event:
        case ApplicationArrived():
            return replace(claim, arrived=event, stage=ClaimStage.ARRIVED)
        case ApplicationReturned():
            return replace(claim, returned=event, stage=ClaimStage.RETURNED)
        case ApplicationWasWithdrawn():
            return replace(claim, stage=ClaimStage.WITHDRAWN)
        case ApplicationAppraised():
            return replace(claim, appraised=event, stage=ClaimStage.APPRAISED)
        case BenefitDecided():
            return replace(claim, decided=event, stage=ClaimStage.GRANTED if event.granted else ClaimStage.REFUSED)
        case ComplaintRecorded():
            return replace(claim, complaint=event)
        case GuidedToApply():
            return claim
        case _:
            assert_never(event)


BESIDE = {
    PaymentAssigned: "assigned",
    RegisterWasAsked: "asked",
    BenefitWasHeldBack: "held_back",
    PaymentStopAsked: "stop",
}
"""What is kept and moves no step."""


def _paid(claim: Claim, event: MoneyEvent) -> Claim:
    match event:
        case BenefitWasPaid():
            paid = replace(claim, paid=(*claim.paid, event))
            whole = paid.decided is not None and paid.paid_amount >= (paid.decided.amount or 0)
            return replace(paid, stage=ClaimStage.PAID) if whole else paid
        case PaymentWasStopped():
            return replace(claim, stage=ClaimStage.STOPPED)
        case BenefitWasReleased():
            return replace(claim, held_back=None)
        case DoubleWasFound(other=other):
            return replace(claim, doubles=claim.doubles | {other})
        case DoubleWasSettled(other=other):
            return replace(claim, doubles=claim.doubles - {other})
        case PaymentAssigned() | RegisterWasAsked() | BenefitWasHeldBack() | PaymentStopAsked():
            beside: dict[str, Any] = {BESIDE[type(event)]: event}
            return replace(claim, **beside)
        case _:
            assert_never(event)
