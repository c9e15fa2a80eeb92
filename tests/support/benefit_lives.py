"""Ledgers of a lead and of the communes in which everything about benefits has happened once."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.support.domain.benefits import application as desk
from services.support.domain.benefits import application_rules, payment, reservations
from services.support.domain.benefits import claim_commands as asked
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.case_commands import CloseCase, LearnStatus, OpenCase, RecordCircumstances, ReopenCase
from services.support.domain.following.commands import RecordDeath
from services.support.domain.following.words import DeathPlace, RelativesCare
from services.support.domain.words import Truth
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from services.support.messages.benefits import tell_of_application, tell_of_payment, tell_of_reservation
from services.support.policies import POLICIES
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import StillClock, deliver, identity, memory_ledger, record
from tests.support.office import as_citizen, profile
from tests.support.samples import CASE_ID, NEXT

LAW = profile().law_on(NEXT)
COMMUNES, LABOUR = "support.communes", "support.labour"
DAYS = [date(2023, 5, 9 + n) for n in range(20)]
KNOWN = ("poor_household", "poor_by_income", "returned_to_residence", "needs_training")
OTHER, THIRD, FOURTH = identity("her other case"), identity("a third case"), identity("a fourth case")
NOTE = Sealed("ghi chú mẫu")


def ledgers(keys: KeyStore | None = None) -> tuple[Ledger, Ledger]:
    tells: list[Any] = [
        (CASE, tell_of_case), (WORK, tell_of_work), (application_rules.APPLICATION, tell_of_application),
        (payment.PAYMENT, tell_of_payment), (reservations.RESERVATIONS, tell_of_reservation),
    ]  # fmt: skip
    lead, communes = (
        memory_ledger(source, tells=tells, policies=POLICIES, law=LAW, clock=StillClock(DAYS[9]), keys=keys)
        for source in (LABOUR, COMMUNES)
    )
    return lead, communes


def settle(*all_: Ledger) -> None:
    """Everybody hears everybody, themselves too: the lead asks its own register like anybody else."""
    for _ in range(4):
        for sender in all_:
            for receiver in all_:
                deliver(sender, receiver)


def received(case: UUID) -> OpenCase:
    return as_citizen(case=case)


def opened(lead: Ledger, case: UUID) -> None:
    for command in (
        received(case), LearnStatus("victim", NEXT, "POLICE_DISTRICT_CERT"),
        RecordCircumstances(NEXT, dict.fromkeys(KNOWN, Truth.MET)),
    ):  # fmt: skip
        record(lead, CASE, case, command, law=LAW)


def appraisal(application: UUID) -> asked.AppraiseApplication:
    resolution = ("12/NQ-HĐND", date(2020, 7, 10))
    return asked.AppraiseApplication(application, DAYS[6], "15/TTr-LĐTBXH", True, 3_000_000, *resolution, note=NOTE)


def decided(lead: Ledger, communes: Ledger, case: UUID = CASE_ID, payer: str = "communes", n: int = 1) -> UUID:
    """One application up to the decision."""
    application = claim_id(case, 1)
    opened(lead, case)
    steps: list[tuple[Ledger, Any, Any]] = [
        (lead, CASE, asked.GuideToApply("initial_allowance", DAYS[1], True)),
        (
            communes,
            application_rules.APPLICATION,
            desk.RecordApplication(application, DAYS[2], f"MC-{n}", DAYS[12], note=NOTE),
        ),
        (communes, application_rules.APPLICATION, desk.SendApplication(application, DAYS[3], f"{n}/UBND", NOTE)),
        (lead, CASE, appraisal(application)),
        (
            lead,
            CASE,
            asked.RecordBenefitDecision(application, f"{n}/QĐ-UBND", DAYS[8], True, 3_000_000, payer, note=NOTE),
        ),
    ]
    _do(lead, communes, case, steps)
    return application


def lived(keys: KeyStore | None = None) -> tuple[Ledger, Ledger]:
    lead, communes = ledgers(keys)
    join = reservations.JoinPersons(CASE_ID, OTHER)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, join, law=LAW)
    one = decided(lead, communes)
    pay = payment.RecordPayment(one, DAYS[9], 3_000_000, "5/DS", True, note=NOTE)
    _do(lead, communes, CASE_ID, [(communes, payment.PAYMENT, pay)])
    decided(lead, communes, OTHER, "labour", 2)  # held back: both cases are hers
    complaint = asked.RecordComplaint(claim_id(OTHER, 1), DAYS[9], NOTE)
    _do(lead, communes, OTHER, [(lead, CASE, complaint)])
    part = reservations.PartPersons(CASE_ID, OTHER)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, part, law=LAW)
    third = decided(lead, communes, THIRD, "labour", 3)
    again = replace(join, other=THIRD)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, again, law=LAW)
    settle(lead, communes)  # a double is found, and ends with the payment that is stopped
    _do(lead, communes, THIRD, [(lead, CASE, asked.StopPayment(third, "9/CV", DAYS[9], "double", NOTE))])
    _sent_back_and_withdrawn(lead, communes)
    died_and_taken_up_again(lead, communes)
    return lead, communes


def _sent_back_and_withdrawn(lead: Ledger, communes: Ledger) -> None:
    """A second application comes back and is withdrawn; a third is open when the case is closed."""
    training = claim_id(CASE_ID, 2)
    steps: list[tuple[Ledger, Any, Any]] = [
        (lead, CASE, asked.GuideToApply("vocational_training", DAYS[9], True)),
        (communes, application_rules.APPLICATION, desk.RecordApplication(training, DAYS[10], "MC-4")),
        (communes, application_rules.APPLICATION, desk.SendApplication(training, DAYS[11], "4/UBND")),
        (lead, CASE, asked.ReturnApplication(training, DAYS[12], "incomplete", NOTE)),
        (communes, application_rules.APPLICATION, desk.WithdrawApplication(training, DAYS[13], NOTE)),
        (lead, CASE, asked.GuideToApply("vocational_training", DAYS[14], True)),
        (lead, CASE, CloseCase(DAYS[15], "lost_contact")),
    ]
    _do(lead, communes, CASE_ID, steps)


def died_and_taken_up_again(lead: Ledger, communes: Ledger) -> UUID:
    """Granted money that nobody paid yet is stopped by a death, and ordered again when that was written down in error."""
    granted = decided(lead, communes, FOURTH, n=5)
    steps: list[tuple[Ledger, Any, Any]] = [
        (lead, CASE, RecordDeath(DAYS[9], DeathPlace.UNKNOWN, RelativesCare.NOT_TOLD, NOTE)),
        (lead, CASE, ReopenCase(DAYS[9], "closed_in_error", NOTE)),
    ]
    _do(lead, communes, FOURTH, steps)
    return granted


def _do(lead: Ledger, communes: Ledger, case: UUID, steps: list[tuple[Ledger, Any, Any]]) -> None:
    for ledger, decider, command in steps:
        record(ledger, decider, case, command, law=LAW)
        settle(lead, communes)
