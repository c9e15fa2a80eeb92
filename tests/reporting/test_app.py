"""Who may see what; and that a reading of a timeline is written down before it is answered."""

from datetime import date
from uuid import uuid4

import pytest

from services.reporting.projections.counting.statistics import Statistics
from shared.access import SectionsOpened, Way
from shared.journal import SEALED, covered
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.testing import actor, entries
from tests.reporting.office import Office
from tests.reporting.town import NAME, REFUSING, UNREAD, VICTIM

NOBODY = actor("office")
OFFICER = actor("health", "service_officer")
INTAKE_OFFICER = actor("labour", "intake_officer")
SUPERVISOR = actor("fatherland_front", "supervisor")
LEAD, LEADER, INSPECTOR = actor("labour", "case_lead"), actor("office", "leader"), actor("office", "inspector")


@pytest.mark.parametrize("who", [NOBODY, OFFICER])
def test_without_a_fitting_role_nothing_is_shown_and_nothing_written(who: Actor) -> None:
    office = Office()
    asks = (
        lambda: office.reporting.statistics(who), lambda: office.reporting.cases(who),
        lambda: office.reporting.trails.of(who, VICTIM, Way.VIEWED), lambda: office.reporting.sources(who),
        lambda: office.reporting.trails.entry(who, "intake.labour", 1, Way.VIEWED),
    )  # fmt: skip
    for ask in asks:
        with pytest.raises(NotPermitted):
            ask()
    assert entries(office.ledger) == []


def test_a_supervisor_sees_no_exact_figure_and_no_case() -> None:
    office = Office()
    for ask in (
        lambda: office.reporting.statistics(SUPERVISOR),
        lambda: office.reporting.cases(SUPERVISOR),
        lambda: office.reporting.trails.of(SUPERVISOR, VICTIM, Way.VIEWED),
        lambda: office.reporting.trails.entry(SUPERVISOR, "intake.labour", 1, Way.VIEWED),
    ):
        with pytest.raises(NotPermitted):
            ask()


def test_an_intake_officer_sees_who_holds_the_ball_and_no_timeline() -> None:
    office = Office()
    assert office.reporting.cases(INTAKE_OFFICER)
    with pytest.raises(NotPermitted):
        office.reporting.trails.of(INTAKE_OFFICER, VICTIM, Way.VIEWED)


@pytest.mark.parametrize("who", [LEAD, LEADER, INSPECTOR])
def test_reading_a_timeline_is_an_entry_of_our_own_ledger(who: Actor) -> None:
    office = Office()
    lines = office.reporting.trails.of(who, VICTIM, Way.VIEWED)
    (read,) = entries(office.ledger)
    assert lines
    assert (read.name, read.body.subject) == ("reporting.access.SectionsOpened", VICTIM)
    assert read.fact == SectionsOpened(("timeline",), Way.VIEWED)
    assert (read.body.by.actor, read.body.by.agency) == (who.id, who.agency)
    assert read.body.by.role in who.roles


def test_asking_for_a_case_nobody_told_of_writes_nothing() -> None:
    office = Office()
    with pytest.raises(LookupError):
        office.reporting.trails.of(INSPECTOR, uuid4(), Way.API)
    with pytest.raises(LookupError):
        office.reporting.trails.entry(INSPECTOR, "intake.labour", 10_000, Way.API)
    assert entries(office.ledger) == []


def test_only_an_inspector_opens_an_entry_and_that_is_written_down_too() -> None:
    office = Office()
    with pytest.raises(NotPermitted):
        office.reporting.trails.entry(LEADER, "intake.labour", 1, Way.VIEWED)
    page = office.reporting.trails.entry(INSPECTOR, "intake.labour", 1, Way.VIEWED)
    assert page.caused_by == "intake.communes/1"
    assert [entry.fact for entry in entries(office.ledger)] == [SectionsOpened(("entry",), Way.VIEWED)]


def test_an_entry_shows_its_receipts() -> None:
    page = Office().reporting.trails.entry(INSPECTOR, "intake.communes", 1, Way.VIEWED)
    assert [(told.inbox, told.receipt) for told in page.told] == [("intake.labour", "intake.labour/1")]


def test_sealed_values_of_an_entry_are_covered_and_the_rest_is_there() -> None:
    page = Office().reporting.trails.entry(INSPECTOR, "intake.communes", 1, Way.VIEWED)
    assert f'"name": "{SEALED}"' in page.covered
    assert '"channel": "person"' in page.covered
    assert NAME not in page.covered
    assert '"c":' not in page.covered


def test_a_value_that_only_looks_like_a_box_in_part_is_left_as_it_is() -> None:
    assert '"k": 1' in covered(b'{"fact":{"k":1,"n":2}}')


def test_figures_of_a_past_day_are_those_known_then() -> None:
    reporting = Office().reporting

    def of(true: date, known: date | None = None) -> Statistics:
        return reporting.statistics(LEAD, reporting.as_of(true, known))

    assert of(date(2023, 5, 4)).persons == 0
    assert of(date(2023, 5, 21)).groups["victim"] == 0
    past = of(date(2023, 5, 22))
    assert (past.groups["victim"], past.closed) == (2, 0)
    assert of(date(2023, 5, 31)) == reporting.statistics(LEAD)


def test_figures_of_a_past_day_as_known_later_have_what_was_written_down_since() -> None:
    """Four of five were received on the sixth and written down on the twenty-second; one of them held a proof on the seventh."""
    reporting = Office().reporting
    then, since = (
        reporting.statistics(LEAD, reporting.as_of(date(2023, 5, 7), known)) for known in (None, date(2023, 5, 31))
    )
    assert (then.persons, then.groups["victim"]) == (1, 0)
    assert (since.persons, since.groups["victim"]) == (5, 1)


def test_the_columns_follow_the_procedure_and_every_open_wait_stands_in_one() -> None:
    reporting = Office().reporting
    lines = reporting.cases(LEAD)
    columns = reporting.columns(lines)
    assert list(columns)[:3] == ["communes", "labour", "police"]
    assert sum(map(len, columns.values())) == sum(len(line.ball.waits) for line in lines)
    first, thread = columns["labour"][0]
    assert (first.case, thread) == (UNREAD, "reception")  # the only one with a term, so the first due
    assert {line.case for line, _ in columns["labour"]} == {line.case for line in lines} - {VICTIM}


def test_silence_is_counted_from_the_last_entry() -> None:
    lines = {line.case: line for line in Office().reporting.cases(LEAD)}
    assert lines[UNREAD].silent_days(date(2023, 5, 31)) == (date(2023, 5, 31) - lines[UNREAD].ball.moved_on).days  # type: ignore[operator]
    assert lines[REFUSING].code.startswith("HT-")
