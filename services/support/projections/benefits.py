"""How applications for benefits and decided money move the line of their case."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from services.support.domain.benefits import application as at_desk
from services.support.domain.benefits import application_rules, payment
from services.support.domain.benefits import claim_events as of_claim
from services.support.domain.benefits.claims import moved_on
from services.support.domain.words import ApplicationStage, ClaimStage, PaymentStage
from services.support.projections.lines import BenefitLine, QueueLine

Lines = tuple[BenefitLine, ...]
HALTED = frozenset({PaymentStage.SUSPENDED, PaymentStage.STOPPED, PaymentStage.PAID})
"""Where a payment stands still, whatever the register answers."""


def with_claim(line: QueueLine, event: of_claim.Event) -> QueueLine:
    """The lead's side: whose turn it is, and until when."""
    if isinstance(event, of_claim.GuidedToApply):
        guided = BenefitLine(event.application, event.benefit, ClaimStage.GUIDED, event.apply_by, event.agency)
        return replace(line, claims=(*line.claims, guided))
    return replace(
        line,
        claims=tuple(_moved(each, event) if each.application == event.application else each for each in line.claims),
    )


def _moved(line: BenefitLine, event: of_claim.Event) -> BenefitLine:
    """A step further nobody else has to act, and by no day, unless the event says so."""
    stage, left = moved_on(ClaimStage(line.stage), line.left, event)
    now = line if stage == line.stage else replace(line, stage=stage, act_by=None, holder=None)
    return _beside(replace(now, left=left), event)


def _beside(line: BenefitLine, event: of_claim.Event) -> BenefitLine:
    match event:
        case of_claim.ApplicationArrived():
            return replace(line, act_by=event.appraise_by)
        case of_claim.PaymentAssigned():
            return replace(line, holder=event.payer)
        case of_claim.PaymentWasStopped():
            return replace(line, held_back=False, doubles=frozenset())
        case of_claim.BenefitWasHeldBack() | of_claim.BenefitWasReleased():
            return replace(line, held_back=isinstance(event, of_claim.BenefitWasHeldBack))
        case of_claim.DoubleWasFound():
            return replace(line, doubles=line.doubles | {event.other})
        case of_claim.DoubleWasSettled():
            return replace(line, doubles=line.doubles - {event.other})
        case _:
            return line


def with_application(line: QueueLine, event: at_desk.Event) -> QueueLine:
    """The side of the one-stop desk."""
    match event:
        case at_desk.ApplicationExpected():
            awaited = BenefitLine(event.application, event.benefit, ApplicationStage.EXPECTED, event.apply_by)
            known = replace(line, code=event.code, unit=event.unit, since=line.since or event.guided_on)
            return replace(known, applications=(*known.applications, awaited))
        case at_desk.ApplicationsEnded():
            undecided = application_rules.STAGES_BEFORE[at_desk.WithdrawApplication]
            open_ = [each.application for each in line.applications if each.stage in undecided]
            return replace(line, applications=_ended(line.applications, open_))
        case at_desk.ApplicationMade() | at_desk.ApplicationCameBack():
            changed = {"stage": application_rules.STAGE_AFTER[type(event)], "act_by": event.send_by}
        case _:
            changed = {"stage": application_rules.STAGE_AFTER[type(event)], "act_by": None}
    return replace(line, applications=_changed(line.applications, event.application, changed))


def with_payment(line: QueueLine, event: payment.Event) -> QueueLine:
    """The side of whoever pays."""
    match event:
        case payment.PaymentOrdered():
            order = BenefitLine(event.application, event.benefit, PaymentStage.CHECKING, left=event.amount)
            known = replace(line, code=event.code, unit=event.unit, since=line.since or event.dated)
            return replace(known, orders=(*known.orders, order))
        case payment.RegisterAnswered():
            stage = PaymentStage.TO_PAY if event.reserved else PaymentStage.HELD_BACK
            halted = _order(line.orders, event.application).stage in HALTED
            moved = "before" if halted else "stage"
            return replace(line, orders=_changed(line.orders, event.application, {moved: stage}))
        case payment.PaymentSuspended():
            suspended = {"stage": PaymentStage.SUSPENDED, "before": _order(line.orders, event.application).stage}
            return replace(line, orders=_changed(line.orders, event.application, suspended))
        case payment.PaymentResumed():
            again = {"stage": _order(line.orders, event.application).before, "before": None}
            return replace(line, orders=_changed(line.orders, event.application, again))
        case payment.BenefitPaid():
            left = _left(line.orders, event.application) - event.amount
            paid = {"left": left, **({} if left > 0 else {"stage": PaymentStage.PAID})}
            return replace(line, orders=_changed(line.orders, event.application, paid))
        case payment.OrderStopped():
            stopped = {"left": 0, "stage": PaymentStage.STOPPED}
            return replace(line, orders=_changed(line.orders, event.application, stopped))


def _ended(lines: Lines, open_: Sequence[UUID]) -> Lines:
    return tuple(
        replace(each, stage=ApplicationStage.ENDED, act_by=None) if each.application in open_ else each
        for each in lines
    )


def _changed(lines: Lines, application: UUID, changed: Mapping[str, object]) -> Lines:
    return tuple(replace(each, **changed) if each.application == application else each for each in lines)  # type: ignore[arg-type]


def _left(lines: Lines, application: UUID) -> int:
    return _order(lines, application).left


def _order(lines: Lines, application: UUID) -> BenefitLine:
    return next(each for each in lines if each.application == application)
