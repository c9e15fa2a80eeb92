"""Visits: a risk that is high or rose is noticed at once by those who lead, and a death stops what called them to mind."""

from services.notifications.domain import Place
from services.notifications.policies import raise_a_notice_whenever_a_visit_gives_concern
from shared.journal import JournalEntry
from shared.kernel.words import CaseId
from shared.testing import actor
from tests.notifications.office import CASE_ID, COMMUNE, LEAD, Office, done, may, told

LAB, TILL = "support.labour", "support.communes"
OPENED = told("support.case.CaseOpened", 1, LAB, unit="20035")


def visit(position: int, *, alarming: bool, next_on: str | None = "2023-05-20") -> JournalEntry:
    return done("support.case.FollowUpRecorded", position, LAB, risk="high", next_on=next_on, alarming=alarming)


def test_a_visit_that_gives_concern_is_noticed_at_once_at_the_desk_that_leads() -> None:
    office = Office().hear(OPENED, visit(2, alarming=True))
    assert "arrived concern" in office.seen_by(LEAD)
    assert "arrived concern" in office.seen_by(actor("labour", "leader"))
    assert "arrived concern" not in office.seen_by(COMMUNE)
    assert "high" not in str(office.raised()), "how grave it is stands on the page of the case alone"


def test_each_such_visit_is_noticed_once_and_a_calm_one_not_at_all() -> None:
    office = Office().hear(OPENED, visit(2, alarming=False))
    assert "arrived concern" not in office.seen_by(LEAD)
    office.hear(visit(3, alarming=True)).hear(visit(3, alarming=True))
    assert office.seen_by(LEAD).count("arrived concern") == 1
    office.hear(visit(4, alarming=True))
    assert office.seen_by(LEAD).count("arrived concern") == 2


def test_a_visit_of_the_first_version_gives_no_concern() -> None:
    old = done("support.case.FollowUpRecorded", 2, LAB, risk="high", next_on=None)
    (file,) = Office().hear(OPENED, old).files.docs.values()
    assert not list(raise_a_notice_whenever_a_visit_gives_concern(Place(LAB, CaseId(CASE_ID)), file))


def test_the_day_of_a_schedule_is_called_to_mind_until_the_case_is_closed() -> None:
    agreed = done("support.case.VisitsAgreed", 2, LAB, first_on="2023-05-12")
    office = Office(may(5)).hear(OPENED, agreed).on(may(11))
    assert "due_soon follow_up" in office.seen_by(LEAD)
    missed = done("support.case.VisitMissed", 3, LAB, reason="absent", next_on="2023-05-26")
    assert "overdue follow_up" not in office.hear(missed).on(may(14)).seen_by(LEAD)
    died = done("support.case.DeathRecorded", 4, LAB, died_on="2023-05-15")
    closed = done("support.case.CaseClosed", 5, LAB, closed_on="2023-05-15", reason="deceased")
    before = office.hear(died, closed).seen_by(LEAD)
    assert office.on(may(28)).seen_by(LEAD) == before


def test_whoever_pays_is_told_that_a_payment_was_stopped() -> None:
    ordered = told("support.payment.PaymentOrdered", 1, TILL, unit="20035")
    stopped = told("support.payment.PaymentSuspended", 2, TILL, application="x", reason="deceased")
    office = Office().hear(ordered, stopped)
    assert "arrived payment_check" in office.seen_by(COMMUNE)
