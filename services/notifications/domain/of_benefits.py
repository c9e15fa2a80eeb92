"""What notifications reads of an application for a benefit: who expects it, who has it, until when, and that money moved.

Which benefit, how much and whether it was granted are not among them.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.notifications.domain.shape import FirstShape, Shape
from shared.kernel.words import AgencyId, Source, UnitCode


class _OfOne(Shape, frozen=True):
    """About one application: a case can have several."""

    application: UUID


class GuidedToApply(_OfOne, frozen=True):
    """By the lead: the desk `inbox` of this agency expects her."""

    agency: AgencyId
    inbox: Source
    apply_by: date | None = None


class ApplicationExpected(_OfOne, frozen=True):
    """At the one-stop desk; where it knew nothing of her, its file begins with it."""

    unit: UnitCode | None
    apply_by: date | None


class ApplicationMade(_OfOne, frozen=True):
    """She applied at this desk, which sends the file."""

    send_by: date | None = None


class ApplicationLeft(_OfOne, frozen=True):
    """Sent by the one-stop desk, or she wants it no more: nothing is left to do there."""


class ApplicationCameBack(_OfOne, frozen=True):
    """To the one-stop desk: something is missing."""

    send_by: date | None = None


class DecisionHeard(_OfOne, frozen=True):
    """At the one-stop desk: however it was decided, she is told."""


class ApplicationsEnded(Shape, frozen=True):
    """At the one-stop desk: the lead closed the case."""


class ApplicationArrived(_OfOne, frozen=True):
    """At the lead, with the file."""

    appraise_by: date | None = None


class ApplicationWasWithdrawn(_OfOne, frozen=True):
    """Learned by the lead."""


class AppraisalEnded(_OfOne, frozen=True):
    """At the lead: appraised, returned or decided."""


class PaymentOrdered(FirstShape, frozen=True):
    """At whoever pays; where it knew nothing of her, its file begins with it."""


class RegisterAnswered(Shape, frozen=True):
    """At whoever pays. Reserved elsewhere nothing is paid, and a person looks at it; `freed`: it can be paid after all, which
    entries of before do not say."""

    reserved: bool
    freed: bool | None = None


class PaymentSuspended(Shape, frozen=True):
    """At whoever pays: nothing is paid any more, a person looks at it."""


class PaymentResumed(Shape, frozen=True):
    """At whoever pays: what was suspended is to be paid."""


class BenefitWasPaid(Shape, frozen=True):
    """Learned by the lead."""


class OrderStopped(Shape, frozen=True):
    """At whoever pays: nothing more is paid."""


class PaymentWasStopped(Shape, frozen=True):
    """Learned by the lead."""


class BenefitWasHeldBack(Shape, frozen=True):
    """Learned by the lead: a person looks at both applications."""


BenefitBegin: TypeAlias = ApplicationExpected | PaymentOrdered
BenefitFact: TypeAlias = (
    BenefitBegin | GuidedToApply | ApplicationMade | ApplicationLeft | ApplicationCameBack | DecisionHeard
    | ApplicationsEnded | ApplicationArrived | ApplicationWasWithdrawn | AppraisalEnded | RegisterAnswered
    | PaymentSuspended | PaymentResumed | BenefitWasPaid | BenefitWasHeldBack | OrderStopped | PaymentWasStopped
)  # fmt: skip
BENEFIT_FACTS: Mapping[str, type[BenefitFact]] = {
    "support.case.GuidedToApply": GuidedToApply,
    "support.case.ApplicationArrived": ApplicationArrived,
    "support.case.ApplicationReturned": AppraisalEnded,
    "support.case.ApplicationWasWithdrawn": ApplicationWasWithdrawn,
    "support.case.ApplicationAppraised": AppraisalEnded,
    "support.case.BenefitDecided": AppraisalEnded,
    "support.case.BenefitWasPaid": BenefitWasPaid,
    "support.case.BenefitWasHeldBack": BenefitWasHeldBack,
    "support.case.DoubleWasFound": BenefitWasHeldBack,
    "support.case.PaymentWasStopped": PaymentWasStopped,
    "support.application.ApplicationExpected": ApplicationExpected,
    "support.application.ApplicationMade": ApplicationMade,
    "support.application.ApplicationSent": ApplicationLeft,
    "support.application.ApplicationCameBack": ApplicationCameBack,
    "support.application.ApplicationWithdrawn": ApplicationLeft,
    "support.application.DecisionHeard": DecisionHeard,
    "support.application.ApplicationsEnded": ApplicationsEnded,
    "support.payment.PaymentOrdered": PaymentOrdered,
    "support.payment.RegisterAnswered": RegisterAnswered,
    "support.payment.OrderStopped": OrderStopped,
    "support.payment.PaymentSuspended": PaymentSuspended,
    "support.payment.PaymentResumed": PaymentResumed,
}
NO_NOTICE_OF_BENEFITS = frozenset({
    "support.case.PaymentAssigned",
    "support.case.RegisterWasAsked",
    "support.case.ComplaintRecorded",
    "support.case.PaymentStopAsked",
    "support.case.BenefitWasReleased",
    "support.case.DoubleWasSettled",
    "support.payment.BenefitPaid",
})  # fmt: skip
"""Done at the own desk and without a last day there."""
