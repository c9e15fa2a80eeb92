"""The queue of reports: whole or step by step it is the same, and it says what the file says."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from services.intake.domain.report import REPORT
from services.intake.domain.report.asked import CloseReport
from services.intake.domain.report.words import RiskLevel, Stage
from services.intake.projections import QUEUE, REPORTS, ReportLine, ReportQueue
from services.intake.projections.reports import gathered
from shared.kernel.sealed import Sealed
from shared.testing import entries
from shared.views import Kept, fold
from tests.intake.report.samples import PASS_ON, REPORT_ID, RETURN, TAKE, TRIAGE
from tests.intake.report.ways import ReportTown, told

FIRST = datetime(2023, 5, 8, 9, tzinfo=UTC)


def line(town: ReportTown, agency: str) -> ReportLine:
    return fold(REPORTS, entries(town.ledgers[agency]))[str(REPORT_ID)]


def test_folded_whole_is_kept_step_by_step() -> None:
    for ledger in told().ledgers.values():
        kept = Kept(REPORTS)
        for entry in entries(ledger):
            kept.keep([entry], entry.position)
        assert kept.docs == fold(REPORTS, entries(ledger))


def test_a_line_says_the_same_as_its_file() -> None:
    town = told()
    for agency, ledger in town.ledgers.items():
        subjects = {str(e.body.subject): e.body.subject for e in entries(ledger) if isinstance(e.fact, REPORT.events)}
        for report, found in fold(REPORTS, entries(ledger)).items():
            file = town.report(agency, subjects[report]).state
            assert (found.stage, found.level, found.unit, found.act_by) == (
                file.stage, file.level, file.unit, file.act_by,
            )  # fmt: skip
            assert (found.called, found.joined) == (bool(file.calls), file.joined.case if file.joined else None)
            assert (found.holder is None) == (file.stage not in (Stage.PASSED_ON, Stage.SENT_BACK))


def test_a_report_is_no_line_of_the_queue_of_cases() -> None:
    for ledger in told().ledgers.values():
        lines = fold(QUEUE, entries(ledger))
        assert not [e for e in entries(ledger) if isinstance(e.fact, REPORT.events) and str(e.body.subject) in lines]


def test_it_waits_here_then_there_and_here_again() -> None:
    town = ReportTown().about("communes", TAKE)
    assert (line(town, "communes").queue, line(town, "communes").holder) == (ReportQueue.NEW, None)
    town.about("communes", PASS_ON)
    assert (line(town, "communes").queue, line(town, "communes").holder) == (ReportQueue.SENT, "labour")
    assert (line(town, "labour").queue, line(town, "labour").sender) == (ReportQueue.NEW, "communes")
    town.about("labour", RETURN)
    assert (line(town, "communes").queue, line(town, "communes").came_back) == (ReportQueue.NEW, True)
    assert line(town, "labour").queue is ReportQueue.DONE
    town.about("communes", TRIAGE, CloseReport(TRIAGE.on, "unfounded"))
    assert (line(town, "communes").queue, line(town, "communes").stage) == (ReportQueue.DONE, Stage.DISMISSED)


def test_nothing_sealed_stands_in_the_view() -> None:
    assert not any(isinstance(getattr(ReportLine(), f.name), Sealed) for f in fields(ReportLine))


def lines() -> some.SearchStrategy[dict[str, ReportLine]]:
    one = some.builds(
        lambda after, level, alike, source, aside: replace(
            ReportLine(), came=FIRST + timedelta(minutes=after), level=level, alike=alike, source=source, aside=aside
        ),
        some.integers(0, 300), some.sampled_from(RiskLevel), some.sampled_from([None, "a", "b"]),
        some.sampled_from([None, "x", "y"]), some.booleans(),
    )  # fmt: skip
    return some.dictionaries(some.uuids().map(str), one, max_size=30)


@settings(max_examples=200)
@given(lines())
def test_gathered_each_report_stands_once_and_the_gravest_stands_for_its_like(found: dict[str, ReportLine]) -> None:
    groups = gathered(found)
    assert sorted(member for group in groups for member in group.members) == sorted(found)
    for group in groups:
        assert group.report in group.members
        assert group.line.rank == min(found[member].rank for member in group.members)
        marked = [found[member] for member in group.members]
        assert len(marked) == 1 or all(each.alike or each.source or each.aside for each in marked)
    assert [group.line.rank for group in groups] == sorted(group.line.rank for group in groups)


def test_whoever_stands_alone_and_is_in_danger_comes_first_whatever_came_in_the_crowd() -> None:
    crowd = {f"rác {n}": replace(ReportLine(), came=FIRST, aside=True) for n in range(500)}
    real = replace(ReportLine(), came=FIRST + timedelta(hours=3), level=RiskLevel.URGENT)
    first, second = gathered(crowd | {"thật": real})
    assert (first.report, first.more) == ("thật", 0)
    assert second.more == 499
