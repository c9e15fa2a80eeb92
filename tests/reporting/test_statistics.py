"""Figures from a history in which everything happens: victim, not a victim, refuses the police, holds a proof."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from services.intake.domain.report import REPORT
from services.reporting.projections.ball import BALL
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.persons import PEOPLE, People
from services.reporting.projections.counting.statistics import Statistics, Table, received_regimes, statistics
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.told import told
from shared.journal import JournalEntry, entry_of
from shared.views import fold
from tests.intake.report.ways import told as reports_told
from tests.reporting.counts import Counts
from tests.reporting.town import NOT_VICTIM, PROVEN, REFUSING, SOURCES, UNREAD, VICTIM, WAITING, law, walked


def persons(entries: Sequence[JournalEntry]) -> dict[str, Person]:
    return fold(PERSONS, map(told, in_order(entries)))


def everybody() -> dict[str, Person]:
    return persons(walked().journal())


def of(people: Mapping[str, Person]) -> Statistics:
    """The statistics of these people now."""
    cases = People(people)
    counts = Counts.always(PEOPLE, PEOPLE.things(cases, cases))
    return statistics(partial(counts.together, PEOPLE, at=AsOf()), law())


def figures() -> Statistics:
    return of(everybody())


def table(name: str) -> Table:
    return next(table for table in figures().tables if table.name == name)


def line(name: str, code: str) -> dict[str, int]:
    return dict(next(row for row in table(name).rows if row.code == code).counts)


def test_each_person_stands_where_her_identification_does() -> None:
    found = {case: person.status for case, person in everybody().items()}
    assert found == {
        str(VICTIM): "victim", str(NOT_VICTIM): "not_victim", str(REFUSING): "police_refused",
        str(PROVEN): "victim", str(WAITING): "verifying", str(UNREAD): "reported",
    }  # fmt: skip


def test_those_who_were_only_reported_stand_beside_the_sum() -> None:
    assert (figures().persons, figures().reported) == (5, 1)
    assert figures().groups == {"victim": 2, "in_identification": 1, "police_refused": 1, "not_victim": 1}


def test_persons_by_sex() -> None:
    assert line("sex", "female") == {"victim": 2, "in_identification": 1, "police_refused": 1, "not_victim": 0}
    assert line("sex", "male") == {"victim": 0, "in_identification": 0, "police_refused": 0, "not_victim": 1}


def test_persons_by_age_group() -> None:
    assert line("age_group", "u16")["victim"] == 1
    assert line("age_group", "16_17")["not_victim"] == 1
    assert line("age_group", "18plus")["victim"] == 1


def test_persons_by_purpose() -> None:
    assert line("purpose", "P06") == {"victim": 2, "in_identification": 0, "police_refused": 0, "not_victim": 0}
    assert {row.code: row.total for row in table("purpose").rows} == {"P06": 2, "P09": 1, "P11": 1, "P99": 1}


def test_a_delivered_service_counts_its_regime_as_received() -> None:
    assert line("regime", "MEDICAL")["victim"] == 1
    assert next(row.vi for row in table("regime").rows if row.code == "MEDICAL") == "Hỗ trợ y tế"
    assert {row.code for row in table("regime").rows} == set(law().regimes)


def test_essential_needs_given_at_the_reception_are_the_regime_they_are_part_of() -> None:
    assert line("regime", "ESSENTIAL_TRAVEL") == figures().groups
    assert received_regimes([], ["clothing", "travel"], law()) == ["ESSENTIAL_TRAVEL"]
    assert received_regimes(["MEDICAL"], ["shelter"], law()) == ["MEDICAL"]


def test_who_has_received_nothing_stands_in_a_line_of_their_own() -> None:
    nobody = of({"a": Person(received_on=date(2023, 5, 5), essential_needs=("shelter",))})
    rows = next(table.rows for table in nobody.tables if table.name == "regime")
    assert [(row.code, row.total) for row in rows if row.total] == [("-", 1)]


def test_tables_without_several_lines_a_person_add_up_to_the_persons() -> None:
    for each in figures().tables:
        if not each.several:
            assert sum(row.total for row in each.rows) == figures().persons, each.name


def test_nobody_is_nobody_and_never_a_percentage() -> None:
    nobody = of({})
    assert (nobody.persons, nobody.reported, nobody.share(0, nobody.persons)) == (0, 0, None)


def test_a_closed_case_stays_in_the_figures() -> None:
    assert figures().closed == 1
    assert everybody()[str(VICTIM)].closed_on == date(2023, 5, 27)


def test_a_reading_of_a_file_makes_nobody_a_person() -> None:
    readings = [entry for entry in walked().journal() if ".access." in entry.name]
    assert readings
    assert persons(readings) == {}


def test_a_report_is_no_person_and_no_case_whatever_becomes_of_it() -> None:
    """TB-…: taken, weighed, passed on, linked to a case, answered, closed. Only the case itself is somebody."""
    reports = [
        entry_of(ledger.source, row.position, str(row.stream), row.version, row.name, row.body)
        for ledger in reports_told().ledgers.values()
        for row in ledger.store.since(0, 1000)
    ]
    happened = {entry.name for entry in reports if entry.name.startswith("intake.report.")}
    assert happened == {f"intake.report.{event.__name__}" for event in REPORT.events}
    assert persons(reports) == {}
    assert fold(BALL, map(told, in_order(reports))) == {}
    assert (found := of(persons(reports))).persons == found.reported == 0


def test_the_figures_do_not_depend_on_which_journal_was_heard_first() -> None:
    assert persons(walked().journal(*reversed(SOURCES))) == everybody()


def test_a_status_support_learned_late_does_not_cover_the_one_intake_decided() -> None:
    support = [e for e in walked().journal("support.labour") if e.subject == VICTIM]
    assert persons(support)[str(VICTIM)].status == "victim"  # intake's journal is not heard: support's word stands
    intake = [e for e in walked().journal("intake.labour") if e.subject == VICTIM]
    learned = next(e for e in support if e.name == "support.case.StatusLearned")
    assert PERSONS.evolve(Person(status="not_victim"), told(learned)).status == "not_victim"
    assert persons(intake + support)[str(VICTIM)].status == "victim"
