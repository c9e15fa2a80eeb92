"""Money of a regime that reached somebody counts as the regime received; and who holds an application, step by step."""

from datetime import date
from typing import Any
from uuid import UUID

from services.reporting.projections.ball import BALL
from services.reporting.projections.counting.statistics import received_regimes
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS
from services.reporting.projections.told import told
from services.reporting.projections.waits import Wait
from services.support.domain.benefits import application as desk
from services.support.domain.benefits import claim_commands as asked
from services.support.domain.benefits import reservations
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.claims import claim_id
from services.support.domain.benefits.payment import PAYMENT, RecordPayment
from services.support.domain.case import CASE
from services.support.domain.case_commands import CloseCase, ReopenCase
from services.support.domain.following.commands import RecordDeath
from services.support.domain.following.words import DeathPlace, RelativesCare
from shared.kafka.wire import journal_record
from shared.ledger import Ledger
from shared.testing import record
from shared.views import fold
from tests.reporting.town import heard, law
from tests.support.benefit_lives import DAYS, LAW, OTHER, appraisal, decided, ledgers, lived, opened, settle
from tests.support.samples import CASE_ID


def regimes(ledger: Ledger) -> dict[str, list[str]]:
    journal = [heard(journal_record(ledger.source, row)) for row in ledger.store.since(0, 10_000)]
    return {
        case: received_regimes(person.regimes, person.essential_needs, law())
        for case, person in fold(PERSONS, map(told, journal)).items()
    }


def test_a_benefit_that_was_paid_is_a_regime_she_has_received() -> None:
    lead, _ = lived()
    found = regimes(lead)
    assert found[str(CASE_ID)] == ["INITIAL_ALLOWANCE_LOAN"]
    assert found[str(OTHER)] == [], "granted, and held back because it is hers already"


def waits(lead: Ledger, communes: Ledger, case: UUID) -> list[Wait]:
    """What waits for whom, as both journals say."""
    journals = [
        heard(journal_record(one.source, row)) for one in (lead, communes) for row in one.store.since(0, 10_000)
    ]
    ball = fold(BALL, map(told, in_order(journals)))[str(case)]
    return [wait for wait in ball.waits.values() if wait.benefit]


def test_an_application_is_held_by_the_desk_the_lead_and_the_payer_in_turn() -> None:
    lead, communes = ledgers()
    application, held = claim_id(CASE_ID, 1), list[tuple[str, str, date, date | None]]()
    opened(lead, CASE_ID)
    for ledger, decider, command in way_of(application, lead, communes):
        record(ledger, decider, CASE_ID, command, law=LAW)
        settle(lead, communes)
        held += [(each.what, each.holder, each.since, each.due_on) for each in waits(lead, communes, CASE_ID)]
    assert held == [
        ("application", "communes", DAYS[1], date(2024, 5, 9)),
        ("application_file", "communes", DAYS[2], date(2023, 5, 16)),
        ("appraisal", "labour", DAYS[3], date(2023, 5, 19)),
        ("decision", "labour", DAYS[6], None),
        ("payment", "communes", DAYS[8], None),
        ("payment", "communes", DAYS[8], None),
    ], "and once all is paid nobody holds it"


def way_of(application: UUID, lead: Ledger, communes: Ledger) -> list[tuple[Ledger, Any, Any]]:
    decision = asked.RecordBenefitDecision(application, "7/QĐ", DAYS[8], True, 3_000_000, "communes")
    return [
        (lead, CASE, asked.GuideToApply("initial_allowance", DAYS[1], True)),
        (communes, APPLICATION, desk.RecordApplication(application, DAYS[2], "MC-1")),
        (communes, APPLICATION, desk.SendApplication(application, DAYS[3], "8/UBND")),
        (lead, CASE, appraisal(application)),
        (lead, CASE, decision),
        (communes, PAYMENT, RecordPayment(application, DAYS[9], 1_000_000, "5/DS", True)),
        (communes, PAYMENT, RecordPayment(application, DAYS[10], 2_000_000, "6/DS", True)),
    ]


def test_what_is_held_back_lies_with_the_lead_and_what_is_stopped_with_nobody() -> None:
    lead, communes = ledgers()
    join = reservations.JoinPersons(CASE_ID, OTHER)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, join, law=LAW)
    decided(lead, communes, payer="labour")
    decided(lead, communes, OTHER, "communes", 2)
    assert [wait.holder for wait in waits(lead, communes, OTHER)] == ["labour"], "a person of the lead looks at both"
    stop = asked.StopPayment(claim_id(CASE_ID, 1), "9/CV", DAYS[9], "double")
    record(lead, CASE, CASE_ID, stop, law=LAW)
    settle(lead, communes)
    assert waits(lead, communes, CASE_ID) == []
    assert [wait.holder for wait in waits(lead, communes, OTHER)] == ["communes"]


def test_closing_ends_what_is_undecided_and_money_stays_to_be_paid() -> None:
    lead, communes = ledgers()
    decided(lead, communes)
    training = asked.GuideToApply("vocational_training", DAYS[9], True)
    for command in (training, CloseCase(DAYS[15], "lost_contact")):
        record(lead, CASE, CASE_ID, command, law=LAW)
        settle(lead, communes)
    assert [wait.what for wait in waits(lead, communes, CASE_ID)] == ["payment"]


def test_once_she_died_decided_money_is_the_leads_to_think_of_until_that_was_an_error() -> None:
    lead, communes = ledgers()
    decided(lead, communes)
    assert [wait.holder for wait in waits(lead, communes, CASE_ID)] == ["communes"]
    died = RecordDeath(DAYS[9], DeathPlace.UNKNOWN, RelativesCare.NOT_TOLD)
    for command, holder in ((died, "labour"), (ReopenCase(DAYS[9], "closed_in_error"), "communes")):
        record(lead, CASE, CASE_ID, command, law=LAW)
        settle(lead, communes)
        assert [(wait.what, wait.holder) for wait in waits(lead, communes, CASE_ID)] == [("payment", holder)]
