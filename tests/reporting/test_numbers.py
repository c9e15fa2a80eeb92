"""Every number opens to the cases it was counted from, as far as the reader may see them; the views of access and of terms."""

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.reporting.app.numbers import Number
from services.reporting.projections.counting.access import AccessRow, AccessTable, Reached, access
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.deliveries import DELIVERIES
from services.reporting.projections.counting.kept_terms import kept_terms
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Counts as AnyCounts
from services.reporting.projections.counting.terms import TERMS
from shared.access import SectionsOpened, Way
from shared.kernel.rights import NotPermitted
from shared.testing import actor, entries
from tests.reporting.counts import Counts
from tests.reporting.office import Office
from tests.reporting.test_app import INTAKE_OFFICER, LEAD, SUPERVISOR
from tests.reporting.town import NAME, PROVEN, UNREAD, VICTIM, Town, law, linked, may, walked

COUNTS: AnyCounts = Counts.of(walked().journal(), PEOPLE, DELIVERIES, TERMS)
OPENS = re.compile(r'<a class="tap" href="(/behind\?[^"]+)">(?:<b>)?(\d+)(?:</b>)?</a>')
PAGES = ("/statistics", "/access", "/terms")
FINANCE = actor("finance", "finance_officer")
days = st.integers(1, 31).map(may)


def page(path: str, agency: str = "labour", role: str = "case_lead", office: Office | None = None) -> str:
    answer = (office or Office()).browser(agency, role).get(path)
    assert answer.status_code == 200, path
    return str(answer.text)


def text(shown: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)))


def lines(shown: str) -> int:
    """Rows of the table, those that are taken off as minus one."""
    table = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    return table.count("<tr>") - 2 * table.count("Trừ đi")


def opens(browser: TestClient, path: str) -> dict[str, int]:
    """The numbers of a page that open, by their addresses."""
    return {html.unescape(href): int(number) for href, number in OPENS.findall(browser.get(path).text)}


@pytest.mark.parametrize("as_of", ["", "?as_of=22/05/2023", "?as_of=22/05/2023&known=31/05/2023"])
@pytest.mark.parametrize("path", PAGES)
def test_behind_every_number_of_a_page_stand_as_many_lines_as_it_says(path: str, as_of: str) -> None:
    browser = Office().browser("labour", "case_lead")
    found = opens(browser, path + as_of)
    assert found
    for href, number in found.items():
        shown = browser.get(href)
        assert shown.status_code == 200
        assert lines(shown.text) == number, href
        assert f": {number}</h1>" in shown.text


@pytest.mark.parametrize("path", PAGES)
def test_behind_a_number_stands_the_same_for_a_program(path: str) -> None:
    office = Office()
    for href, number in opens(office.browser("labour", "case_lead"), f"{path}?as_of=22/05/2023").items():
        address = re.sub(r"(\d\d)%2F(\d\d)%2F(\d{4})", r"\3-\2-\1", href)
        found = office.program("labour", "case_lead").get(f"/api{address}")
        assert found.status_code == 200, found.text
        assert found.json()["number"] == number
        assert sum(-1 if each["taken_off"] else 1 for each in found.json()["lines"]) == number
    assert {each.fact.way for each in entries(office.ledger)} == {Way.API}


def test_a_program_asks_for_no_number_there_is_none_of_and_for_none_it_may_not_see() -> None:
    office = Office()
    assert office.program("labour", "case_lead").get("/api/behind?of=nothing").status_code == 404
    assert office.program("labour", "case_lead").get("/api/behind?of=persons&colour=red").status_code == 404
    assert office.program("finance", "finance_officer").get("/api/behind?of=persons").status_code == 403
    assert entries(office.ledger) == []


def test_the_numbers_of_a_period_open_to_those_who_came_and_went_in_it() -> None:
    browser = Office().browser("labour", "case_lead")
    for href, number in opens(browser, "/statistics?since=07/05/2023&as_of=31/05/2023&known=31/05/2023").items():
        assert lines(browser.get(href).text) == number, href


def test_the_day_of_a_number_stands_in_its_address_so_that_it_stays_what_it_is() -> None:
    assert all(
        "as_of=31%2F05%2F2023&known=31%2F05%2F2023" in href
        for href in opens(Office().browser("labour", "case_lead"), "/access")
    )


def test_whoever_may_see_figures_and_no_list_of_cases_sees_the_numbers_only() -> None:
    office = Office()
    for path in PAGES:
        assert "/behind" not in page(path, "finance", "finance_officer", office)
    for who in (FINANCE, INTAKE_OFFICER, SUPERVISOR):
        with pytest.raises(NotPermitted):
            office.reporting.opened(who, Number("persons", AsOf()))
    assert office.browser("finance", "finance_officer").get("/behind?of=persons").status_code == 403
    assert entries(office.ledger) == []


def test_that_a_number_was_opened_is_written_down_of_each_case_before_it_is_shown() -> None:
    office = Office()
    shown = page("/behind?of=persons&identification=victim&stage=supported&stage=closed", office=office)
    assert lines(shown) == 2
    read = entries(office.ledger)
    assert {each.body.subject for each in read} == {VICTIM, PROVEN}
    assert {each.fact for each in read} == {SectionsOpened(("figure",), Way.VIEWED)}
    assert f'href="/cases/{VICTIM}"' in shown
    assert NAME not in shown


def test_a_person_of_two_cases_stands_on_one_line_with_both() -> None:
    office = Office(linked(Town(), until=may(9)).journal())
    opened = office.reporting.opened(LEAD, Number("persons", AsOf()))
    assert [set(line.cases) for line in opened.lines] == [{VICTIM, PROVEN}]
    assert opened.number == 1


@pytest.mark.parametrize("asked", ["of=nothing", "of=persons&shoe_size=43", "of=terms&sex=female"])
def test_a_number_that_there_is_none_of_is_no_page_and_nothing_is_written(asked: str) -> None:
    office = Office()
    assert office.browser("labour", "case_lead").get(f"/behind?{asked}").status_code == 404
    assert entries(office.ledger) == []


def test_who_opens_many_lines_gets_them_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.reporting.app.numbers.AT_ONCE", 2)
    office, number = Office(), Number("persons", AsOf(), {"stage": ["supported", "closed"]})
    parts = [office.reporting.opened(LEAD, number, after) for after in (0, 2, 4)]
    assert [(part.number, len(part.lines), part.further) for part in parts] == [(5, 2, 2), (5, 2, 4), (5, 1, None)]
    assert len({case for part in parts for line in part.lines for case in line.cases}) == 5


def test_those_in_process_of_whom_something_is_late_are_counted_once_each_as_of_the_end_of_the_period() -> None:
    office = Office()
    of = [office.reporting.flow(LEAD, may(1), office.reporting.as_of(may(day), may(31))).late for day in (29, 30, 31)]
    assert of == [0, 1, 1]


def test_access_of_victims_and_beside_them_of_everybody() -> None:
    found = access(COUNTS, AsOf(may(31)), law())
    assert found.victims == Reached(persons=2, asked=2, reached=1, essential=2)
    assert found.everybody == Reached(persons=5, asked=5, reached=1, essential=5)
    assert (found.victims.share, found.everybody.share, Reached().share) == (50, 20, None)


def test_where_nobody_is_there_is_no_share() -> None:
    shown = text(page("/access", office=Office([])))
    assert "Không phát sinh" in shown
    assert "%" not in shown
    men = text(page("/access").partition("Nạn nhân theo giới tính")[2]).partition("Nam")[2]
    assert men.startswith(" Không phát sinh")


def test_the_gap_between_groups_is_said_with_its_numbers_and_what_one_person_weighs() -> None:
    shown = text(page("/access"))
    assert (
        "Thấp nhất: dưới 16 tuổi (trẻ em), 0 trên 1 người (0%). Cao nhất: từ đủ 18 tuổi, 1 trên 1 người (100%)."
        in shown
    )
    assert "mỗi người ứng với 100 điểm phần trăm: nên xem từng hồ sơ trước khi kết luận" in shown
    assert "Chỉ một nhóm có người, nên không so sánh được" in shown


def _row(code: str, persons: int, reached: int) -> AccessRow:
    side = Reached(persons, reached, reached, 0)
    return AccessRow(code, code, side, side)


groups = st.lists(st.integers(0, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), max_size=4)


@given(groups)
def test_a_gap_is_told_only_where_two_groups_with_somebody_in_them_differ(drawn: list[tuple[int, int]]) -> None:
    table = AccessTable("sex", tuple(_row(str(n), *each) for n, each in enumerate(drawn)))
    shares = {reached / persons for persons, reached in drawn if persons}
    assert (table.gap is not None) == (len(shares) > 1)


@given(days, days)
def test_access_adds_up_and_nobody_counts_twice(true: date, known: date) -> None:
    found = access(COUNTS, AsOf(true, known), law())
    for table in found.tables:
        for side in ("victims", "everybody"):
            parts = [getattr(row, side) for row in table.rows]
            assert tuple(map(sum, zip(*parts, strict=True))) == getattr(found, side)
            assert all(max(part.asked, part.reached, part.essential) <= part.persons for part in parts)
            assert all(part.reached <= part.asked for part in parts)
    for row in found.services:
        assert row.asked == row.given + row.not_given + row.on_the_way


@given(days, days)
def test_every_term_stands_in_one_line_and_under_one_outcome(true: date, known: date) -> None:
    at = AsOf(true, known)
    rows = kept_terms(COUNTS, at, list(law().agencies))
    assert sum(row.total for row in rows) == len(COUNTS.things(TERMS, at))
    assert all(row.share is None or 0 <= row.share <= 100 for row in rows)


def test_terms_by_agency_say_kept_missed_late_and_the_days_it_took() -> None:
    rows = {(row.holder, row.term): row for row in kept_terms(COUNTS, AsOf(may(31)), list(law().agencies))}
    asked = rows["police", "verification"]
    assert (asked.kept, asked.missed, asked.open, asked.late, asked.days, asked.share) == (2, 0, 0, 1, 12, 67)
    shown = text(page("/terms"))
    assert "Trả lời xác minh 2 (67%)" in shown
    assert "Tiếp nhận chưa đến hạn 0 1 0" in text(page("/terms?as_of=05/05/2023"))


def test_the_list_of_cases_as_of_a_past_day_is_that_of_the_day() -> None:
    office = Office()
    at = office.reporting.as_of
    then = {line.case: line for line in office.reporting.cases(LEAD, at(may(21), may(31)))}
    assert then[VICTIM].person.status == "verifying"
    assert then[VICTIM].ball.waits["verification"].holder == "police"
    assert UNREAD in then
    assert UNREAD not in {line.case for line in office.reporting.cases(LEAD, at(may(8), may(31)))}
    assert [*office.reporting.cases(LEAD, at(may(4), None))] == []


def test_the_list_as_of_today_is_the_list_and_a_past_one_is_marked() -> None:
    office = Office()
    now = office.reporting.cases(LEAD)
    assert office.reporting.cases(LEAD, AsOf(may(31), may(31))) == now
    shown = text(page("/cases?as_of=21/05/2023&known=31/05/2023", office=office))
    assert "Đang xem tại thời điểm hết ngày 21/05/2023, theo những gì biết đến nay" in shown
    assert "Đang xác minh" in shown


@given(days, days)
def test_as_many_persons_are_listed_as_are_counted_on_any_two_days(true: date, known: date) -> None:
    office = OFFICE
    listed = office.reporting.cases(LEAD, AsOf(true, known))
    assert len(listed) == sum(len(each.cases) for each in COUNTS.things(PEOPLE, AsOf(true, known)))


def test_the_list_says_how_long_it_waits_here_and_since_she_came() -> None:
    assert "Ở đây 22 ngày · từ khi trở về 22 ngày" in text(page("/cases")), "the notice that nobody has read"


OFFICE = Office()
