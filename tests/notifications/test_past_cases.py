"""A past case that is brought in rings for nobody: neither what was due years ago, nor that it came. What falls due after that
rings as ever."""

from datetime import date, datetime

from services.notifications.domain import File, Place, Step, facts, of_support
from services.notifications.domain.facts import Fact
from services.notifications.policies import (
    raise_a_notice_whenever_a_last_day_is_near_or_past,
    raise_a_notice_whenever_an_agency_was_told,
)
from shared.kernel.words import CaseId
from shared.testing import identity

CASE = CaseId(identity("a past case"))
AT_LABOUR, AT_SUPPORT = Place("intake.labour", CASE), Place("support.labour", CASE)
TODAY, THEN = datetime(2023, 5, 8, 9), date(2021, 2, 8)  # noqa: DTZ001 - the town's wall clock, as steps keep it


def file(*steps: Fact, told: bool = False, at: datetime = TODAY) -> File:
    made = File()
    for position, fact in enumerate(steps, 1):
        made = made.with_step(position, Step(fact, told, at))
    return made


def due(made: File, today: date) -> list[date | None]:
    return [n.due_on for n in raise_a_notice_whenever_a_last_day_is_near_or_past(AT_LABOUR, made, {}, today)]


def test_a_deadline_of_years_ago_rings_for_nobody_even_between_two_steps_of_the_import() -> None:
    old, past = (facts.ReportRecorded("20035", None, THEN, from_import=of) for of in (None, identity("a sheet")))
    assert due(file(old), TODAY.date()) == [THEN], "of any other case it does, at once"
    assert due(file(past), TODAY.date()) == []
    asked = facts.VerificationAskedByLetter(date(2021, 3, 1), "police")
    assert due(file(past, facts.PersonReceived(), asked), TODAY.date()) == []


def test_a_term_that_still_runs_when_a_past_case_is_brought_in_rings_in_time() -> None:
    soon = date(2023, 5, 9)
    past = facts.ReportRecorded("20035", None, soon, from_import=identity("a sheet"))
    assert due(file(past), TODAY.date()) == [soon]
    later = facts.VerificationAskedByLetter(date(2023, 7, 1), "police")
    made = file(
        facts.ReportRecorded("20035", None, THEN, from_import=identity("a sheet")), facts.PersonReceived(), later
    )
    assert due(made, date(2023, 7, 2)) == [date(2023, 7, 1)]


def test_nobody_is_told_one_by_one_that_past_cases_came() -> None:
    steps: list[Fact] = [of_support.CaseOpened("20035", past=True), of_support.StatusLearned()]
    assert not list(raise_a_notice_whenever_an_agency_was_told(AT_SUPPORT, file(*steps, told=True)))
    notice: list[Fact] = [facts.NoticeTaken("20035", THEN, past=True)]
    assert not list(raise_a_notice_whenever_an_agency_was_told(AT_LABOUR, file(*notice, told=True)))
    assert due(file(*notice, told=True), TODAY.date()) == []


def test_what_comes_later_of_a_past_case_is_news() -> None:
    opened = file(of_support.CaseOpened("20035", past=True), told=True)
    later = opened.with_step(2, Step(of_support.StatusLearned(), told=True, at=datetime(2023, 5, 9, 9)))  # noqa: DTZ001
    assert len(list(raise_a_notice_whenever_an_agency_was_told(AT_SUPPORT, later))) == 1
