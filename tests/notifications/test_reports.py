"""A report (TB-…) that is no case: an urgent one is noticed at once, a flood drowns nobody, and silence is called late."""

from typing import Any
from uuid import UUID

from shared.journal import JournalEntry
from shared.kernel.codes import report_code
from shared.testing import identity
from tests.notifications.office import CLERK, COMMUNE, OTHER_COMMUNE, Office, done, entry, may, told

TB: UUID = identity("a report")
DESK = "intake.communes"


def taken(level: str, position: int = 1, *, by: str = "officer", about: UUID = TB, **more: Any) -> JournalEntry:
    act_by = "2023-05-05" if level == "urgent" else None
    fact = {"unit": "20035", "level": level, "act_by": act_by, "aside": False} | more
    return entry("intake.report.ReportTaken", position, DESK, about, by, fact)


def test_an_urgent_report_is_noticed_at_once_by_its_unit_and_no_other() -> None:
    office = Office().hear(taken("urgent"))
    assert office.seen_by(COMMUNE) == ["arrived urgent_report"]
    assert office.seen_by(OTHER_COMMUNE) == []
    (notice,) = office.raised()
    assert (notice.code, notice.case) == (report_code(TB), TB)


def test_what_an_officer_took_is_noticed_only_when_it_is_urgent() -> None:
    office = Office().hear(taken("normal"))
    assert office.seen_by(COMMUNE) == []
    office.hear(done("intake.report.ReportTriaged", 2, DESK, TB, level="urgent", act_by="2023-05-05"))
    office.hear(done("intake.report.ReportTriaged", 3, DESK, TB, level="urgent", act_by="2023-05-05"))
    assert office.seen_by(COMMUNE) == ["arrived urgent_report"]


def test_what_the_public_sent_is_noticed_and_what_came_in_a_crowd_waits_in_its_queue() -> None:
    office = Office().hear(taken("unclear", by="public"))
    crowd = [taken("urgent", n, by="public", about=identity(f"flood {n}"), aside=True) for n in range(2, 9)]
    office.hear(*crowd)
    assert office.seen_by(COMMUNE) == ["arrived report"]
    office.on(may(7))
    assert office.seen_by(COMMUNE) == ["arrived report"]


def test_an_urgent_report_nobody_acted_on_is_called_late_the_next_day() -> None:
    office = Office().hear(taken("urgent"))
    assert office.on(may(5)).seen_by(COMMUNE) == ["arrived urgent_report"]
    assert office.on(may(6)).seen_by(COMMUNE) == ["arrived urgent_report", "overdue urgent_report"]


def test_a_call_or_a_case_answers_the_alarm() -> None:
    for fact in ("UrgentCallRecorded", "CaseOpenedFromReport", "ReportClosed"):
        office = Office().hear(taken("urgent"), done(f"intake.report.{fact}", 2, DESK, TB))
        assert office.on(may(9)).seen_by(COMMUNE) == ["arrived urgent_report"], fact


def test_a_report_handed_to_another_unit_is_noticed_there() -> None:
    office = Office().hear(taken("normal"), done("intake.report.ReportHandedOver", 2, DESK, TB, unit="20011"))
    assert office.seen_by(OTHER_COMMUNE) == ["arrived report"]
    assert office.seen_by(COMMUNE) == []


def test_a_tip_passed_on_is_noticed_there_and_what_comes_of_it_here() -> None:
    tip = told("intake.report.TipTaken", 1, "intake.labour", TB, unit=None, level="high", act_by=None)
    back = told("intake.report.TipCameBack", 3, DESK, TB, reason="incomplete")
    receipt = told("intake.report.TipReceiptLearned", 4, DESK, TB, sender="labour", on="2023-05-08")
    office = Office().hear(taken("high"), done("intake.report.TipPassedOn", 2, DESK, TB), tip, back, receipt)
    assert office.seen_by(CLERK) == ["arrived report"]
    assert office.seen_by(COMMUNE) == ["answered report", "returned report"]


def test_a_notice_of_a_report_leads_to_its_page() -> None:
    page = Office().hear(taken("urgent")).browser(COMMUNE).get("/").text
    assert f'href="http://127.0.0.1:18101/reports/{TB}"' in page
    assert "Có tin báo khẩn. Xem và xử lý ngay." in page
