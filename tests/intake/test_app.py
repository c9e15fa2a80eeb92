"""Who may do what at the desks of intake, under the real table of rights."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.intake.domain.asked import RecordReport
from shared.access import SectionsOpened, Way
from shared.kernel.codes import case_code
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Sealed
from shared.testing import actor, entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Offices
from tests.intake.samples import CASE_ID, NAME, RECORD_RECEPTION

REPORT = RecordReport(
    case_code(CASE_ID), "communes", RECORD_RECEPTION.received_on, RECORD_RECEPTION.received_on, "person", "20035",
    name=Sealed(NAME),
)  # fmt: skip


@pytest.fixture
def town() -> Offices:
    town = Offices()
    desk = town["communes"].intake.desk
    desk.do(COMMUNE, desk.deeds["new"], CASE_ID, REPORT, command_id=uuid4())
    town.settle()
    return town


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        (actor("communes", unit="20035"), "right.role"),
        (actor("communes", "service_officer", unit="20035"), "right.role"),
        (OTHER_COMMUNE, "right.unit"),
        (actor("labour", "commune_officer"), "right.power"),
    ],
    ids=["no role", "wrong role", "another unit", "another agency"],
)
def test_a_report_is_recorded_only_by_an_officer_of_the_unit(who: Actor, rule: str) -> None:
    town = Offices()
    desk = town["communes"].intake.desk
    with pytest.raises(NotPermitted) as refused:
        desk.do(who, desk.deeds["new"], CASE_ID, REPORT, command_id=uuid4())
    assert refused.value.rule == rule
    assert not entries(town["communes"].ledger)


def test_only_the_receiving_agency_receives(town: Offices) -> None:
    desk = town["labour"].intake.desk
    with pytest.raises(NotPermitted):
        desk.do(POLICE, desk.deeds["reception"], CASE_ID, RECORD_RECEPTION, command_id=uuid4())
    desk.do(CLERK, desk.deeds["reception"], CASE_ID, RECORD_RECEPTION, command_id=uuid4())
    assert town["labour"].intake.look(CLERK, CASE_ID).stage == "received"


def test_the_role_under_which_it_was_done_stands_in_the_entry(town: Offices) -> None:
    assert entries(town["communes"].ledger)[0].body.by.role == "commune_officer"


def test_a_section_that_is_not_theirs_is_refused_and_no_reading_is_recorded(town: Offices) -> None:
    intake, before = town["labour"].intake, town["labour"].ledger.store.last()
    for who, section in ((INSPECTOR, "identity"), (CLERK, "suspect")):
        with pytest.raises(NotPermitted):
            intake.open(who, CASE_ID, [section], Way.VIEWED)
    assert town["labour"].ledger.store.last() == before


def test_a_reading_is_recorded_with_its_way_and_opens_the_value(town: Offices) -> None:
    opened = town["labour"].intake.open(CLERK, CASE_ID, ["identity"], Way.API)
    assert opened == {"identity": {"name": NAME}}
    assert entries(town["labour"].ledger)[-1].fact == SectionsOpened(("identity",), Way.API)


def test_reading_does_not_make_a_form_stale(town: Offices) -> None:
    intake = town["labour"].intake
    seen = intake.look(CLERK, CASE_ID)
    intake.open(CLERK, CASE_ID, ["identity"], Way.VIEWED)
    deed = intake.desk.deeds["reception"]
    intake.desk.do(CLERK, deed, CASE_ID, RECORD_RECEPTION, command_id=uuid4(), expected=seen.version)


def test_an_officer_lists_the_cases_of_the_own_unit_only(town: Offices) -> None:
    intake = town["communes"].intake
    assert list(intake.queue(COMMUNE)) == [str(CASE_ID)]
    assert list(intake.queue(OTHER_COMMUNE)) == []
    assert list(intake.queue(COMMUNE, "received")) == []


def test_a_reporter_reads_back_the_own_report_but_labour_reads_it_without_the_unit(town: Offices) -> None:
    assert town["communes"].intake.open(COMMUNE, CASE_ID, ["identity"], Way.VIEWED)["identity"]["name"] == NAME
    with pytest.raises(NotPermitted):
        town["communes"].intake.look(replace(COMMUNE, unit="20008"), CASE_ID)
