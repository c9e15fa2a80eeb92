"""Inspections: what can be written into a file, what it refuses, and that no remedy is done before somebody looked again."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as some

from services.support.plan.domain.inspections import asked
from services.support.plan.domain.inspections.asked import (
    REMEDY,
    HearRemedyAsked,
    HearRemedyRechecked,
    RemedyCarriedOut,
    RemedyReceived,
    ReportRemedy,
)
from services.support.plan.domain.inspections.commands import (
    CallOffInspection,
    Command,
    ConcludeInspection,
    FileRemedyReport,
    LearnRemedyReport,
    MakeFinding,
    RecordSiteVisit,
)
from services.support.plan.domain.inspections.events import (
    FindingMade,
    InspectionCalledOff,
    InspectionConcluded,
    InspectionPlanned,
    RemedyOrdered,
    RemedyRechecked,
    RemedyReportFiled,
    RemedyReportLearned,
    SiteVisited,
)
from services.support.plan.domain.inspections.inspection import Inspection
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.inspections.words import Recheck, RemedyState, Stage, remedy_id
from services.support.plan.projections.inspections import ASKED_REMEDIES, INSPECTIONS
from shared.kernel.decider import Refused
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.sealing.keys import KeysInMemory
from shared.testing import entries, given, told
from shared.views import fold
from tests.plan.inspections_lives import (
    AGAIN,
    CHECKED,
    COMMUNES,
    DECIDED,
    DIGEST,
    DONE,
    KT,
    LABOUR,
    OTHER,
    UNIT,
    UNTIL,
    VISITED,
    Town,
    law,
    lived,
    order,
    plan_inspection,
    recheck,
)

PLANNED = InspectionPlanned(
    "labour", "support_policy", "communes", UNIT, VISITED, "12/QĐ-LĐTBXH", DECIDED, 3, ("finance", "justice")
)  # fmt: skip
OF_A_BUSINESS = InspectionPlanned(
    "labour", "labour_export", None, None, VISITED, "12/QĐ-LĐTBXH", DECIDED, 3, business=Sealed("Công ty Thử")
)  # fmt: skip
SEEN, FOUND = SiteVisited(VISITED), FindingMade(1, "files_missing", True)
ORDERED = RemedyOrdered(1, 1, "complete_files", "communes", UNIT, COMMUNES, UNTIL)
LEARNED = RemedyReportLearned(1, DONE, DIGEST)
BEFORE = (PLANNED, SEEN, FOUND, ORDERED)
REPORT = LearnRemedyReport(COMMUNES, 1, DONE, DIGEST)
VISIT, FIND = RecordSiteVisit(visited_on=VISITED), MakeFinding(found="files_missing", grave=True)
CONCLUDE = ConcludeInspection(conclusion="15/KL", concluded_on=AGAIN)
CONCLUDED = InspectionConcluded("15/KL", AGAIN)
NOT_DONE = RemedyRechecked(1, CHECKED, Recheck.NOT_FULFILLED, AGAIN)
FULFILLED = RemedyRechecked(1, CHECKED, Recheck.FULFILLED)


def ask(*past: Any) -> given:
    return given(INSPECTION, *past, law=law())


def test_an_inspection_is_planned_and_said_twice_it_is_one() -> None:
    ask().when(plan_inspection()).then(PLANNED)
    ask(PLANNED).when(plan_inspection()).nothing()
    ask(PLANNED).when(plan_inspection(members=4)).refused("inspection.planned_already")


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"topic": "weather"}, "code.unknown"),
        ({"agency": "nobody", "unit": None}, "code.unknown"),
        ({"together_with": frozenset({"nobody"})}, "code.unknown"),
        ({"unit": None}, "office.unit_missing"),
        ({"agency": "health"}, "office.unit_elsewhere"),
        ({"unit": "99999"}, "office.unit_elsewhere"),
        ({"agency": None, "unit": None}, "inspection.whom"),
        ({"business": Sealed("Công ty Thử")}, "inspection.whom"),
        ({"agency": None, "business": Sealed("Công ty Thử")}, "inspection.whom"),
    ],
)
def test_it_must_be_of_one_office_of_that_day_or_of_one_business(wrong: dict[str, Any], rule: str) -> None:
    ask().when(plan_inspection(**wrong)).refused(rule)


def test_what_has_not_begun_can_be_called_off_and_then_nobody_goes_there() -> None:
    off = InspectionCalledOff("weather")
    ask(PLANNED).when(CallOffInspection(reason="weather")).then(off)
    ask(PLANNED, off).when(CallOffInspection(reason="weather")).nothing()
    ask(PLANNED, off).when(VISIT).refused("inspection.not_planned")
    ask(PLANNED, SEEN).when(CallOffInspection(reason="weather")).refused("inspection.visited_already")
    ask().when(CallOffInspection(reason="weather")).refused("inspection.visited_already")
    ask(PLANNED).when(CallOffInspection(reason="no")).refused("code.unknown")


def test_a_visit_has_its_days_and_one_that_is_late_is_marked() -> None:
    ask(PLANNED).when(VISIT).then(SEEN)
    ask(PLANNED, SEEN).when(VISIT).nothing()
    ask(PLANNED, SEEN).when(RecordSiteVisit(visited_on=DONE)).then(SiteVisited(DONE))
    ask().when(VISIT).refused("inspection.not_planned")
    ask(PLANNED).when(RecordSiteVisit(visited_on=date(2023, 5, 31))).refused("inspection.visit_before_decision")
    assert not ask(PLANNED, SEEN).state.visited_late
    late = ask(PLANNED).when(RecordSiteVisit(visited_on=DONE)).state_now
    assert late.visited_late, "what comes late is taken and marked"


def test_a_forgotten_day_is_written_down_after_the_conclusion_but_none_that_is_later() -> None:
    past = (PLANNED, SEEN, CONCLUDED)
    ask(*past).when(RecordSiteVisit(visited_on=DONE)).then(SiteVisited(DONE))
    ask(*past).when(RecordSiteVisit(visited_on=AGAIN + timedelta(1))).refused("inspection.concluded_already")


def test_findings_are_numbered_and_one_after_the_conclusion_is_taken_and_marked() -> None:
    ask(PLANNED, SEEN).when(FIND).then(FOUND)
    ask(PLANNED, SEEN, FOUND).when(FIND).nothing()
    ask(PLANNED, SEEN, FOUND).when(MakeFinding(found="done_late", grave=False)).then(FindingMade(2, "done_late", False))
    ask(PLANNED).when(FIND).refused("inspection.not_visited")
    ask(PLANNED, SEEN).when(MakeFinding(found="nothing_like_it", grave=False)).refused("code.unknown")
    made = ask(PLANNED, SEEN, FOUND, CONCLUDED).when(MakeFinding(found="done_late", grave=False)).state_now
    assert [each.after_conclusion for each in made.findings] == [False, True]


def test_a_remedy_is_ordered_from_who_was_inspected_or_from_another_office() -> None:
    past = (PLANNED, SEEN, FOUND)
    ask(*past).when(order()).then(ORDERED)
    ask(*BEFORE).when(order()).nothing()
    other = RemedyOrdered(1, 1, "complete_files", "communes", OTHER, COMMUNES, UNTIL)
    ask(*past).when(order(unit=OTHER)).then(other)
    health = RemedyOrdered(1, 1, "complete_files", "health", None, "support.health", UNTIL)
    ask(*past).when(order(agency="health")).then(health)
    police = RemedyOrdered(1, 1, "complete_files", "police", None, None, UNTIL)
    ask(*past).when(order(agency="police")).then(police)
    own = RemedyOrdered(1, 1, "complete_files", "labour", None, None, UNTIL)
    ask(*past).when(order(agency="labour")).then(own)
    ask(*past).when(order(agency="communes")).refused("office.unit_missing")
    ask(*past).when(order(agency="health", unit=UNIT)).refused("office.unit_elsewhere")


def test_of_a_business_its_remedy_is_its_own_and_comes_by_letter() -> None:
    past = (OF_A_BUSINESS, SEEN, FOUND)
    ask(*past).when(order()).then(RemedyOrdered(1, 1, "complete_files", None, None, None, UNTIL))
    ask(*past).when(order(unit=UNIT)).refused("inspection.whom")


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (order(finding=2), "finding.unknown"),
        (order(until=date(2023, 6, 4)), "remedy.until_before_visit"),
        (order(measure="nothing_like_it"), "code.unknown"),
    ],
)
def test_a_remedy_belongs_to_a_finding_and_its_last_day_is_set_by_a_person(command: Any, rule: str) -> None:
    ask(PLANNED, SEEN, FOUND).when(command).refused(rule)
    ask(PLANNED).when(order()).refused("inspection.not_visited")


def test_a_report_is_taken_from_whom_it_was_asked_and_from_nobody_else() -> None:
    ask(*BEFORE).when(REPORT).then(LEARNED)
    ask(*BEFORE, LEARNED).when(REPORT).nothing()
    ask(*BEFORE, LEARNED).when(LearnRemedyReport(COMMUNES, 1, AGAIN)).refused("remedy.reported_already")
    ask(*BEFORE).when(LearnRemedyReport("support.health", 1, DONE)).refused("remedy.not_theirs")
    ask(*BEFORE).when(LearnRemedyReport(COMMUNES, 2, DONE)).refused("remedy.unknown")
    ask(*BEFORE, LEARNED, FULFILLED).when(LearnRemedyReport(COMMUNES, 1, AGAIN)).refused("remedy.fulfilled")


def test_by_letter_reports_only_whom_no_message_reaches() -> None:
    past = (OF_A_BUSINESS, SEEN, FOUND, RemedyOrdered(1, 1, "stop", None, None, None, UNTIL))
    letter = FileRemedyReport(number=1, done_on=DONE, paper="3/BC")
    ask(*past).when(letter).then(RemedyReportFiled(1, DONE, "3/BC"))
    ask(*past, RemedyReportFiled(1, DONE, "3/BC")).when(letter).nothing()
    ask(*BEFORE).when(letter).refused("remedy.answers_itself")
    ask(*past).when(FileRemedyReport(number=1, done_on=date(2023, 6, 4))).refused("remedy.done_before_visit")
    ask(*past).when(FileRemedyReport(number=4, done_on=DONE)).refused("remedy.unknown")


def test_nothing_is_rechecked_before_it_was_reported() -> None:
    ask(*BEFORE).when(recheck(Recheck.FULFILLED)).refused("remedy.not_reported")
    ask(*BEFORE, LEARNED, NOT_DONE).when(recheck(Recheck.FULFILLED)).refused("remedy.not_reported")


def test_a_recheck_closes_the_remedy_or_sets_a_new_last_day() -> None:
    done = ask(*BEFORE, LEARNED).when(recheck(Recheck.FULFILLED))
    done.then(FULFILLED)
    assert done.state_now.remedy(1).state is RemedyState.FULFILLED
    ask(*BEFORE, LEARNED, FULFILLED).when(recheck(Recheck.FULFILLED)).nothing()
    ask(*BEFORE, LEARNED, FULFILLED).when(recheck(Recheck.FULFILLED, AGAIN)).refused("remedy.fulfilled")
    again = ask(*BEFORE, LEARNED).when(recheck(Recheck.NOT_FULFILLED, again_by=AGAIN))
    again.then(NOT_DONE)
    remedy = again.state_now.remedy(1)
    assert (remedy.state, remedy.until) == (RemedyState.TO_REMEDY, AGAIN)
    ask(*BEFORE, LEARNED, NOT_DONE).when(recheck(Recheck.NOT_FULFILLED, again_by=AGAIN)).nothing()
    second = (*BEFORE, LEARNED, NOT_DONE, RemedyReportLearned(1, CHECKED))
    ask(*second).when(recheck(Recheck.NOT_FULFILLED, again_by=AGAIN)).then(NOT_DONE)


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (recheck(Recheck.NOT_FULFILLED), "remedy.again_by_missing"),
        (recheck(Recheck.NOT_FULFILLED, again_by=DONE), "remedy.again_by_before_check"),
        (recheck(Recheck.FULFILLED, date(2023, 6, 17)), "remedy.checked_before_done"),
        (recheck(Recheck.FULFILLED, number=3), "remedy.unknown"),
    ],
)
def test_a_recheck_has_its_days(command: Any, rule: str) -> None:
    ask(*BEFORE, LEARNED).when(command).refused(rule)


def test_a_day_of_a_fulfilled_recheck_falls_away() -> None:
    ask(*BEFORE, LEARNED).when(recheck(Recheck.FULFILLED, again_by=AGAIN)).then(FULFILLED)


def test_what_is_reported_after_its_last_day_is_taken_and_marked_late() -> None:
    state = ask(*BEFORE).when(LearnRemedyReport(COMMUNES, 1, AGAIN)).state_now
    assert state.remedy(1).was_late
    waiting = ask(*BEFORE).state.remedy(1)
    assert not waiting.is_late(UNTIL), "its last day is a whole day"
    assert waiting.is_late(UNTIL + timedelta(1))
    assert not ask(*BEFORE, LEARNED).state.remedy(1).is_late(date(2023, 12, 1)), "it waits for us now"


def test_the_conclusion_waits_for_no_remedy_and_the_inspection_is_settled_with_the_last_one() -> None:
    ask(*BEFORE).when(CONCLUDE).then(CONCLUDED)
    assert ask(*BEFORE, CONCLUDED).state.stage is Stage.FOLLOWED
    assert ask(*BEFORE, CONCLUDED, LEARNED, FULFILLED).state.stage is Stage.SETTLED
    assert ask(PLANNED, SEEN, CONCLUDED).state.stage is Stage.SETTLED
    ask(*BEFORE, CONCLUDED).when(CONCLUDE).nothing()
    other = ConcludeInspection(conclusion="16/KL", concluded_on=AGAIN)
    ask(*BEFORE, CONCLUDED).when(other).refused("inspection.concluded_already")
    ask(PLANNED).when(CONCLUDE).refused("inspection.not_visited")
    early = ConcludeInspection(conclusion="15/KL", concluded_on=date(2023, 6, 4))
    ask(*BEFORE).when(early).refused("inspection.concluded_before_visit")


# -- at the office that has to carry it out

ASKED = HearRemedyAsked(
    LABOUR, KT, 1, UNIT, "support_policy", "files_missing", True, "complete_files", "12/QĐ", VISITED, UNTIL
)  # fmt: skip
RECEIVED = RemedyReceived(**vars(ASKED))
CARRIED_OUT = RemedyCarriedOut(DONE, DIGEST)
REPORT_IT = ReportRemedy(done_on=DONE, evidence=DIGEST)


def here(*past: Any) -> given:
    return given(REMEDY, *past, law=law())


def test_the_office_hears_of_it_once_reports_it_and_learns_what_was_seen() -> None:
    here().when(ASKED).then(RECEIVED)
    here(RECEIVED).when(ASKED).nothing()
    here(RECEIVED).when(REPORT_IT).then(CARRIED_OUT)
    here(RECEIVED, CARRIED_OUT).when(REPORT_IT).nothing()
    here(RECEIVED, CARRIED_OUT).when(ReportRemedy(done_on=AGAIN)).refused("remedy.reported_already")
    seen = HearRemedyRechecked(LABOUR, CHECKED, Recheck.NOT_FULFILLED, AGAIN)
    again = here(RECEIVED, CARRIED_OUT).when(seen)
    again.then(asked.RecheckLearned(CHECKED, Recheck.NOT_FULFILLED, AGAIN))
    assert (again.state_now.state, again.state_now.until) == (RemedyState.TO_REMEDY, AGAIN)
    done = asked.RecheckLearned(CHECKED, Recheck.FULFILLED)
    here(RECEIVED, CARRIED_OUT, done).when(ReportRemedy(done_on=AGAIN)).refused("remedy.fulfilled")


def test_the_office_takes_a_recheck_only_from_who_asked_and_only_of_what_it_reported() -> None:
    seen = HearRemedyRechecked(LABOUR, CHECKED, Recheck.FULFILLED)
    here(RECEIVED).when(seen).refused("remedy.not_reported")
    here(RECEIVED, CARRIED_OUT).when(HearRemedyRechecked("support.office", CHECKED, Recheck.FULFILLED)).refused(
        "remedy.not_theirs"
    )
    here().when(seen).refused("remedy.not_theirs")
    here(RECEIVED, CARRIED_OUT).when(seen, seen).nothing()


def test_nobody_reports_what_was_not_asked_or_before_the_visit_and_what_is_late_is_marked() -> None:
    here().when(REPORT_IT).refused("remedy.unknown")
    here(RECEIVED).when(ReportRemedy(done_on=date(2023, 6, 4))).refused("remedy.done_before_visit")
    assert here(RECEIVED).when(ReportRemedy(done_on=AGAIN)).state_now.was_late
    assert not here(RECEIVED).when(REPORT_IT).state_now.was_late


# -- whatever is asked, in whatever order

DAYS = some.dates(date(2023, 6, 1), date(2023, 7, 31))
NUMBERS = some.integers(1, 4)
OFFICES = some.sampled_from([None, "health", "police"])
RESULTS = some.sampled_from(list(Recheck))
COMMANDS: some.SearchStrategy[Command] = some.one_of(
    some.builds(RecordSiteVisit, visited_on=DAYS),
    some.builds(MakeFinding, found=some.sampled_from(["not_done", "done_late"]), grave=some.booleans()),
    some.builds(order, NUMBERS, DAYS, agency=OFFICES, measure=some.sampled_from(["do_it", "stop"])),
    some.builds(LearnRemedyReport, some.sampled_from([COMMUNES, "support.health"]), NUMBERS, DAYS),
    some.builds(FileRemedyReport, number=NUMBERS, done_on=DAYS),
    some.builds(recheck, RESULTS, DAYS, some.none() | DAYS, NUMBERS),
    some.builds(ConcludeInspection, conclusion=some.just("15/KL"), concluded_on=DAYS),
)


def live(commands: Sequence[Command]) -> list[Any]:
    """All that happened then. A refusal writes nothing; what is said again at once is done once."""
    happened: list[Any] = []
    for command in [plan_inspection(), *commands]:
        try:
            new = INSPECTION.decide(command, INSPECTION.replay(happened), law())
        except Refused:
            continue
        happened += new
        assert not INSPECTION.decide(command, INSPECTION.replay(happened), law()), "said twice was done twice"
    return happened


@whatever(some.lists(COMMANDS, max_size=40))
def test_whatever_is_asked_no_remedy_is_fulfilled_and_open_and_none_is_looked_at_before_it_was_reported(
    commands: list[Command],
) -> None:
    """An independent count of reports and looks, event by event, agrees with the file at every step."""
    reported: dict[int, int] = {}
    looked: dict[int, int] = {}
    last: dict[int, Recheck] = {}
    file = Inspection()
    for event in live(commands):
        file = INSPECTION.evolve(file, event)
        match event:
            case RemedyReportLearned(number=number) | RemedyReportFiled(number=number):
                assert last.get(number) is not Recheck.FULFILLED, "it was fulfilled, and reported once more"
                reported[number] = reported.get(number, 0) + 1
            case RemedyRechecked(number=number, result=result):
                looked[number] = looked.get(number, 0) + 1
                last[number] = result
                assert looked[number] <= reported.get(number, 0), "looked at before it was reported"
        for remedy in file.remedies:
            number = remedy.ordered.number
            fulfilled = last.get(number) is Recheck.FULFILLED
            assert (remedy.state is RemedyState.FULFILLED) is fulfilled
            assert remedy.is_open is not fulfilled
            assert remedy.open_report is (reported.get(number, 0) > looked.get(number, 0))
    assert file == INSPECTION.replay(live(commands)), "the same history tells the same"
    settled = bool(file.concluded) and all(not remedy.is_open for remedy in file.remedies)
    assert (file.stage is Stage.SETTLED) is settled


@whatever(some.lists(COMMANDS, max_size=25))
@settings(max_examples=40)
def test_whatever_is_asked_the_list_says_what_the_file_says(commands: list[Command]) -> None:
    town, by = Town(), By("officer", "labour")
    for n, command in enumerate([plan_inspection(), *commands]):
        with suppress(Refused):
            town.labour.handle(
                INSPECTION, KT, command, command_id=UUID(int=n), by=by, law=law(), when=When.day(VISITED)
            )  # fmt: skip
    file = town.labour.load(INSPECTION, KT).state
    line = fold(INSPECTIONS, entries(town.labour))[str(KT)]
    assert line.stage == file.stage
    assert [(each.number, each.state, each.until) for each in line.remedies] == [
        (each.ordered.number, each.state, each.until) for each in file.remedies
    ]
    assert (line.findings, line.grave) == (len(file.findings), sum(each.made.grave for each in file.findings))


# -- between the offices


def test_the_office_is_told_of_its_own_remedy_only_and_both_sides_agree_to_the_end() -> None:
    town = Town()
    note = Sealed("sổ còn thiếu chữ ký")
    town.do(
        town.labour, INSPECTION, KT, plan_inspection(team=Sealed("Lan")), VISIT, FIND, order(note=note), order(agency="police"),
    )  # fmt: skip
    (message,) = told(town.labour, town.communes)
    assert message.message.until == UNTIL
    assert message.message.note == note
    remedy = remedy_id(KT, 1)
    assert fold(ASKED_REMEDIES, entries(town.communes))[str(remedy)].stage is RemedyState.TO_REMEDY
    town.do(town.communes, REMEDY, remedy, ReportRemedy(done_on=DONE, evidence=DIGEST))
    report = town.labour.load(INSPECTION, KT).state.remedy(1)
    assert (report.state, report.report.evidence) == (RemedyState.REMEDIED, DIGEST)
    town.do(town.labour, INSPECTION, KT, recheck(Recheck.NOT_FULFILLED, again_by=AGAIN))
    assert town.communes.load(REMEDY, remedy).state.until == AGAIN
    town.do(town.communes, REMEDY, remedy, ReportRemedy(done_on=AGAIN))
    town.do(town.labour, INSPECTION, KT, recheck(Recheck.FULFILLED, AGAIN))
    for state in (town.labour.load(INSPECTION, KT).state.remedy(1), town.communes.load(REMEDY, remedy).state):
        assert state.state is RemedyState.FULFILLED
    line = fold(ASKED_REMEDIES, entries(town.communes))[str(remedy)]
    assert (line.stage, line.until) == (RemedyState.FULFILLED, AGAIN)


def test_names_and_what_was_found_elsewhere_never_leave_the_inspecting_office() -> None:
    ledgers = list(lived(KeysInMemory()))
    for ledger in ledgers:
        for entry in entries(ledger):
            for line in entry.body.to:
                granted = set(line.grant.sections) if line.grant else set()
                assert "identity" not in granted, "names of a team or a business travelled"
                if line.type.startswith("support.Remedy"):
                    assert granted <= {"note", "papers"}


def test_a_remedy_reported_under_another_file_changes_nothing() -> None:
    """Whoever tells of a remedy that was never asked of them is refused, and the message is parked."""
    town = Town()
    town.do(town.labour, INSPECTION, KT, plan_inspection(), VISIT, FIND, order(agency="health"))
    stranger = uuid4()
    town.do(
        town.communes,
        REMEDY,
        stranger,
        HearRemedyAsked(LABOUR, KT, 1, UNIT, "x", "x", False, "x", "1/QĐ", VISITED, UNTIL),
    )
    with pytest.raises(Refused, match=r"remedy\.not_theirs"):
        town.do(town.communes, REMEDY, stranger, ReportRemedy(done_on=DONE))
    assert town.labour.load(INSPECTION, KT).state.remedy(1).state is RemedyState.TO_REMEDY
