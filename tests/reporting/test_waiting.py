"""Every number of who holds the ball opens to what waits behind it: by agency and kind, how many, how many late, the oldest."""

import html
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.app.waiting import Held, HeldNumber, behind, waiting_rows
from services.reporting.projections.counting.clocks import AsOf
from shared.access import SectionsOpened, Way
from shared.kernel.rights import NotPermitted
from shared.testing import entries
from tests.reporting.office import Office
from tests.reporting.test_app import INTAKE_OFFICER, LEAD, SUPERVISOR
from tests.reporting.test_numbers import lines, text
from tests.reporting.town import NAME, UNREAD, VICTIM, may

OPENS = re.compile(r'<a class="tap" href="(/waiting\?[^"]+)">(?:<b>)?(\d+)( ngày)?(?:</b>)?</a>')
OFFICE = Office()
days = st.integers(1, 31).map(may)


def opens(office: Office, days: str = "") -> list[tuple[str, int, bool]]:
    """The numbers of the board, by their addresses; of the oldest it is days."""
    shown = office.browser("labour", "case_lead").get(f"/ball{days}").text
    return [(html.unescape(href), int(number), bool(oldest)) for href, number, oldest in OPENS.findall(shown)]


@pytest.mark.parametrize("days", ["", "?as_of=22/05/2023", "?as_of=22/05/2023&known=31/05/2023"])
def test_behind_every_number_of_the_board_wait_as_many_as_it_says(days: str) -> None:
    office = Office()
    browser, found = office.browser("labour", "case_lead"), opens(office, days)
    assert any("late=1" in href for href, _, _ in found)
    for href, number, oldest in found:
        shown = browser.get(href)
        assert shown.status_code == 200
        if oldest:  # the first line is the one that waits longest
            assert f"Ở đây {number} ngày" in text(shown.text.partition("<tbody>")[2].partition("</tr>")[0])
        else:
            assert lines(shown.text) == number, href
            assert f": {number}</h1>" in shown.text


@given(days, days)
def test_the_numbers_of_all_agencies_and_kinds_are_all_that_waits_on_any_two_days(true: date, known: date) -> None:
    at, day = AsOf(true, known), min(true, may(31))
    cases = OFFICE.reporting.cases(LEAD, at)
    rows = waiting_rows(OFFICE.reporting.columns(cases), day)
    assert sum(row.number for mine in rows.values() for row in mine) == sum(len(line.ball.waits) for line in cases)
    for holder, mine in rows.items():
        assert len(behind(cases, HeldNumber(holder), day)) == sum(row.number for row in mine)
        for row in mine:
            held = behind(cases, HeldNumber(holder, row.what), day)
            assert (len(held), held[0].wait.since) == (row.number, row.oldest)
            late = behind(cases, HeldNumber(holder, row.what, True), day)
            assert len(late) == row.late
            assert all(each.wait.due_on and each.wait.due_on < day for each in late)


@pytest.mark.parametrize("days", [{}, {"as_of": "2023-05-22"}, {"as_of": "2023-05-22", "known": "2023-05-31"}])
def test_a_program_reads_the_board_of_any_day(days: dict[str, str]) -> None:
    office = Office()
    found = office.program("labour", "case_lead").get("/api/ball", params=days).json()
    page = "&".join(f"{name}={date.fromisoformat(day):%d/%m/%Y}" for name, day in days.items())
    shown = {href: number for href, number, oldest in opens(office, f"?{page}") if not oldest and "late=1" not in href}
    assert found["numbers"]
    for holder, rows in found["numbers"].items():
        waiting = [wait for case in found["cases"] for wait in case["waits"] if wait["holder"] == holder]
        assert sum(row["number"] for row in rows) == len(waiting)
        assert len(waiting) in {number for href, number in shown.items() if f"holder={holder}&" in href}


def test_a_number_of_the_board_stays_what_it_is_when_days_have_gone_by() -> None:
    office = Office()
    before = [(href, number) for href, number, oldest in opens(office) if not oldest]
    office.clock.now += timedelta(days=40)
    later = office.browser("labour", "case_lead")
    assert all(lines(later.get(href).text) == number for href, number in before)
    assert "Đang xem tại thời điểm hết ngày 31/05/2023" in text(later.get(before[0][0]).text)


def test_that_a_number_of_the_board_was_opened_is_written_down_of_each_case_before_it_is_shown() -> None:
    office = Office()
    shown = office.browser("labour", "case_lead").get("/waiting?holder=labour").text
    read = [each.body.subject for each in entries(office.ledger)]
    assert len(read) == len({*read}) > 1
    assert all(f'href="/cases/{case}"' in shown for case in read)
    assert VICTIM not in read, "nothing of hers waits there"
    assert {each.fact for each in entries(office.ledger)} == {SectionsOpened(("figure",), Way.VIEWED)}
    assert NAME not in shown


def test_whoever_may_see_who_holds_the_ball_opens_its_numbers_and_nobody_else() -> None:
    office = Office()
    assert office.reporting.held(INTAKE_OFFICER, HeldNumber("labour")).number
    board = office.browser("labour", "intake_officer").get("/waiting?holder=labour").text
    assert f'href="/cases/{UNREAD}"' not in board  # whoever may not open a timeline gets no link to one
    read = len(entries(office.ledger))
    with pytest.raises(NotPermitted):
        office.reporting.held(SUPERVISOR, HeldNumber("labour"))
    assert office.browser("finance", "finance_officer").get("/waiting?holder=labour").status_code == 403
    assert len(entries(office.ledger)) == read


@pytest.mark.parametrize("asked", ["holder=nobody", "holder=labour&what=shoe_size", "holder="])
def test_a_number_of_the_board_that_there_is_none_of_is_no_page(asked: str) -> None:
    office = Office()
    assert office.browser("labour", "case_lead").get(f"/waiting?{asked}").status_code == 404
    assert entries(office.ledger) == []


def test_an_agency_that_holds_nothing_is_said_to_hold_nothing() -> None:
    assert "Không phát sinh" in text(Office().browser("labour", "case_lead").get("/waiting?holder=finance").text)


def test_many_that_wait_are_shown_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.reporting.app.numbers.AT_ONCE", 2)
    office, number = Office(), HeldNumber("labour")
    whole = office.reporting.held(LEAD, number).number
    shown: list[Held] = []
    after: int | None = 0
    while after is not None:
        part = office.reporting.held(LEAD, number, after=after)
        assert len(part.lines) <= 2
        shown, after = [*shown, *part.lines], part.further
    assert len(shown) == len({(each.line.case, each.wait.what) for each in shown}) == whole > 2


def test_a_program_gets_the_same_numbers() -> None:
    told = Office().program("labour", "case_lead").get("/api/ball").json()
    of_police = {row["what"]: row for row in told["numbers"]["police"]}
    assert of_police["verification"]["number"] == 1
