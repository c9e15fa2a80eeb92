"""Who holds an application for a benefit, from the guidance to the money in her hands: the commune, the lead, the payer."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec.structs import replace

from services.reporting.projections.shape import Shape
from services.reporting.projections.waits import Wait
from shared.kernel.words import AgencyId, Code

APPLICATION, FILE, APPRAISAL, DECISION, PAYMENT = "application", "application_file", "appraisal", "decision", "payment"
UNDECIDED = frozenset({APPLICATION, FILE, APPRAISAL, DECISION})


class _OfOne(Shape, frozen=True, kw_only=True):
    """A fact about one application, as its reader sees it."""

    application: UUID


class GuidedToApply(_OfOne, frozen=True, kw_only=True):
    benefit: Code
    agency: AgencyId
    guided_on: date
    apply_by: date | None = None


class ApplicationMade(_OfOne, frozen=True, kw_only=True):
    """At the one-stop desk."""

    applied_on: date
    send_by: date | None = None


class ApplicationArrived(_OfOne, frozen=True, kw_only=True):
    """At the lead."""

    sent_on: date
    appraise_by: date | None = None


class ApplicationCameBack(_OfOne, frozen=True, kw_only=True):
    """To the one-stop desk, to be completed."""

    returned_on: date
    send_by: date | None = None


class ApplicationAppraised(_OfOne, frozen=True, kw_only=True):
    appraised_on: date


class BenefitDecided(_OfOne, frozen=True, kw_only=True):
    dated: date
    granted: bool
    amount: int | None = None


class PaymentAssigned(_OfOne, frozen=True, kw_only=True):
    payer: AgencyId


class RegisterAnswered(_OfOne, frozen=True, kw_only=True):
    """At whoever pays; held back, a person of the lead looks at it."""

    reserved: bool


class BenefitWasPaid(_OfOne, frozen=True, kw_only=True):
    """Money of a regime reached her, or a part of it."""

    amount: int
    regime: Code | None = None


class ClaimEnded(_OfOne, frozen=True, kw_only=True):
    """Withdrawn, or its payment stopped: nobody holds it any more."""


BenefitFact: TypeAlias = (
    GuidedToApply | ApplicationMade | ApplicationArrived | ApplicationCameBack | ApplicationAppraised | BenefitDecided
    | PaymentAssigned | RegisterAnswered | BenefitWasPaid | ClaimEnded
)  # fmt: skip
BENEFIT_FACTS: Mapping[str, type[BenefitFact]] = {
    "support.case.GuidedToApply": GuidedToApply,
    "support.application.ApplicationMade": ApplicationMade,
    "support.case.ApplicationArrived": ApplicationArrived,
    "support.application.ApplicationCameBack": ApplicationCameBack,
    "support.application.ApplicationWithdrawn": ClaimEnded,
    "support.case.ApplicationAppraised": ApplicationAppraised,
    "support.case.BenefitDecided": BenefitDecided,
    "support.case.PaymentAssigned": PaymentAssigned,
    "support.payment.RegisterAnswered": RegisterAnswered,
    "support.case.BenefitWasPaid": BenefitWasPaid,
    "support.case.PaymentWasStopped": ClaimEnded,
}


def moved(waits: Mapping[str, Wait], fact: BenefitFact, ours: AgencyId, lead: AgencyId | None) -> Mapping[str, Wait]:
    """The waits once this was written down at `ours`; `lead` is the agency to which it was told, if any."""
    thread = f"benefit:{fact.application}"
    if isinstance(fact, GuidedToApply):
        wait = Wait(APPLICATION, fact.agency, fact.guided_on, fact.apply_by, benefit=fact.benefit)
        return {**waits, thread: wait}
    now = _after(waits[thread], fact, ours, lead) if thread in waits else None
    others = {each: wait for each, wait in waits.items() if each != thread}
    return {**others, thread: now} if now else others


def _after(wait: Wait, fact: BenefitFact, ours: AgencyId, lead: AgencyId | None) -> Wait | None:
    """None: nobody holds it any more."""
    match fact:
        case ApplicationMade(applied_on=on, send_by=due):
            return replace(wait, what=FILE, holder=ours, since=on, due_on=due)
        case ApplicationArrived(sent_on=on, appraise_by=due):
            return replace(wait, what=APPRAISAL, holder=ours, since=on, due_on=due)
        case ApplicationCameBack(returned_on=on, send_by=due):
            return replace(wait, what=FILE, holder=ours, since=on, due_on=due)
        case ApplicationAppraised(appraised_on=on):
            return replace(wait, what=DECISION, holder=ours, since=on, due_on=None)
        case BenefitDecided(dated=on, granted=True, amount=amount):
            return replace(wait, what=PAYMENT, holder=ours, since=on, due_on=None, left=amount)
        case PaymentAssigned(payer=payer):
            return replace(wait, holder=payer)
        case RegisterAnswered(reserved=reserved):
            return replace(wait, holder=ours if reserved else lead or ours)
        case BenefitWasPaid(amount=amount):
            left = (wait.left or 0) - amount
            return replace(wait, left=left) if left > 0 else None
        case _:
            return None
