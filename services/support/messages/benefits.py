"""Who is told of a benefit: the commune and the payer hear the lead, the lead hears both, the register answers who asked."""

from collections.abc import Iterable
from typing import assert_never

from services.support.domain.benefits import application, application_rules, claim_events, payment, reservations
from services.support.domain.benefits.claims import find
from services.support.domain.file import File
from services.support.domain.referrals import CONSENT, LEGAL_DUTY
from services.support.messages.grants import her_wishes, remark
from shared.contracts import support as told
from shared.kernel.tell import Grant, Happened, Tell

BENEFIT = "benefit"
"""The purpose of all that is granted here (list `grant_purposes`)."""


def tell_of_claim(event: claim_events.Event, file: File) -> list[Tell]:
    """The lead: her desk is told to expect her, what came back and what was decided; the payer is told to pay."""
    claim = find(file.claims, event.application)
    match event:
        case claim_events.GuidedToApply():
            return _awaited(event, file)
        case claim_events.ApplicationReturned(application_, returned_on, reason, note):
            back = told.ApplicationReturned(application_, returned_on, reason, note)
            return [Tell(claim.guided.inbox, back, remark(note, BENEFIT))]
        case claim_events.BenefitDecided():
            heard = told.BenefitDecided(
                event.application, event.number, event.dated, event.granted, event.amount, event.reason
            )
            return [Tell(claim.guided.inbox, heard)]
        case claim_events.PaymentAssigned():
            return _order(event, file)
        case claim_events.PaymentStopAsked(application_, number, dated, reason, note):
            assert claim.assigned
            stop = told.PaymentStopAsked(application_, number, dated, reason, note)
            return [Tell(claim.assigned.inbox, stop, remark(note, BENEFIT))]
        case (
            claim_events.ApplicationArrived()
            | claim_events.ApplicationWasWithdrawn()
            | claim_events.RegisterWasAsked()
            | claim_events.BenefitWasPaid()
            | claim_events.BenefitWasHeldBack()
            | claim_events.BenefitWasReleased()
            | claim_events.DoubleWasFound()
            | claim_events.DoubleWasSettled()
            | claim_events.PaymentWasStopped()
        ):
            return []  # told to us
        case claim_events.ApplicationAppraised() | claim_events.ComplaintRecorded():
            return []  # the lead's own file
        case _:
            assert_never(event)


def _awaited(event: claim_events.GuidedToApply, file: File) -> list[Tell]:
    person = file.must_exist()
    awaited = told.ApplicationAwaited(
        application=event.application, code=person.code, unit=event.unit or person.unit, benefit=event.benefit,
        guided_on=event.guided_on, apply_by=event.apply_by, sex=person.sex, age_group=person.age_group,
        ethnicity=person.ethnicity, name=person.name, birth=person.birth, **her_wishes(file, contact=True),
    )  # fmt: skip
    return [Tell(event.inbox, awaited, Grant(("identity", "contact"), BENEFIT, CONSENT))]


def _order(event: claim_events.PaymentAssigned, file: File) -> list[Tell]:
    person, claim = file.must_exist(), find(file.claims, event.application)
    decided = claim.decided
    assert decided
    assert decided.amount
    assert decided.period
    order = told.PaymentOrdered(
        event.application, person.code, claim.guided.unit or person.unit, claim.benefit, decided.period,
        decided.amount, decided.number, decided.dated, person.name,
    )  # fmt: skip
    return [Tell(event.inbox, order, Grant(("identity",), BENEFIT, LEGAL_DUTY))]


def tell_of_application(happened: Happened, known: application_rules.Applications) -> Iterable[Tell]:
    """The commune tells the lead that guided her here."""
    event: application.Event = happened.fact
    match event:
        case application.ApplicationSent():
            one = known.find(event.application)
            assert one.made
            sent = told.ApplicationSent(
                event.application, one.made.one_stop_code, one.made.applied_on, event.sent_on, event.number,
                one.made.late, one.made.scan, event.note,
            )  # fmt: skip
            return [Tell(one.expected.lead, sent, Grant(("note", "papers"), BENEFIT, LEGAL_DUTY))]
        case application.ApplicationWithdrawn():
            withdrawn = told.ApplicationWithdrawn(event.application, event.withdrawn_on)
            return [Tell(known.find(event.application).expected.lead, withdrawn)]
        case application.ApplicationExpected() | application.ApplicationCameBack() | application.DecisionHeard():
            return []  # told to us
        case application.ApplicationMade() | application.ApplicationsEnded():
            return []  # sent with the file, or told to us
        case _:
            assert_never(event)


def tell_of_payment(happened: Happened, known: payment.Orders) -> Iterable[Tell]:
    """The payer asks the register before it pays, and tells the lead what it paid."""
    event: payment.Event = happened.fact
    match event:
        case payment.PaymentOrdered():
            asked = told.ReservationAsked(event.application, event.benefit, event.period)
            return [Tell(event.lead, asked)]
        case payment.BenefitPaid(application_, paid_on, amount, receipt, confirmed):
            paid = told.BenefitPaid(application_, paid_on, amount, receipt, confirmed)
            return [Tell(known.find(application_).ordered.lead, paid)]
        case payment.RegisterAnswered(application_, _, held_by, freed):
            held = told.PaymentHeldBack(application_, held_by) if held_by else None
            news = held or (told.PaymentReleased(application_) if freed else None)
            return [Tell(known.find(application_).ordered.lead, news)] if news else []
        case payment.OrderStopped(application=application_, paid=so_far):
            return [Tell(known.find(application_).ordered.lead, told.PaymentStopped(application_, so_far))]
        case payment.PaymentSuspended() | payment.PaymentResumed():
            return []  # told to us
        case _:
            assert_never(event)


def tell_of_reservation(happened: Happened, _: reservations.Register) -> Iterable[Tell]:
    """The register answers whoever asked, and says in the files of its own agency where two stand in each other's way."""
    event: reservations.Event = happened.fact
    match event:
        case reservations.BenefitReserved():
            answer = told.ReservationAnswered(event.case, event.application, True)
            return [Tell(event.asker, answer)]
        case reservations.ReservationDenied():
            answer = told.ReservationAnswered(event.case, event.application, False, event.held_by)
            return [Tell(event.asker, answer)]
        case reservations.DoubleFound(application_, other, case) if case:
            return [Tell(f"support.{happened.by.agency}", told.DoubleFound(case, application_, other))]
        case reservations.DoubleSettled(application_, other, case):
            return [Tell(f"support.{happened.by.agency}", told.DoubleSettled(case, application_, other))]
        case (
            reservations.PersonsJoined()
            | reservations.PersonsParted()
            | reservations.ReservationGivenBack()
            | reservations.DoubleFound()
        ):
            return []
        case _:
            assert_never(event)
