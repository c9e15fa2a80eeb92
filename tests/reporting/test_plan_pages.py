"""The pages and the JSON of the plan's own work: who opens them, what stands there, as of which day, and what never does."""

import re
from datetime import date
from typing import Any

import pytest

from services.support.domain.difficulties.commands import ReceiveDifficulty, SendDifficultyUp, TakeDifficulty
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.plan.domain.inspections.commands import MakeFinding, RecordSiteVisit
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.supervisions.commands import RecordSupervision
from services.support.plan.domain.supervisions.rules import SUPERVISION
from shared.kernel.tell import nobody
from shared.testing import memory_ledger, record
from tests.plan import (
    difficulties_lives,
    inspections_lives,
)
from tests.reporting.a_year import DAY, office, year
from tests.reporting.hearing import joined, journal
from tests.reporting.office import Office
from tests.reporting.test_pages import text

PAGES = ("", "/activities", "/papers", "/training", "/money", "/matters")


def seen(page: str, day: date = DAY, as_of: str = "") -> str:
    answer = office(day).browser("office", "leader").get(f"/plan{page}", params={"as_of": as_of} if as_of else {})
    assert answer.status_code == 200, answer.text[:300]
    return text(answer)


def asked(page: str, day: date = DAY, **params: str) -> Any:
    answer = office(day).program("office", "leader").get(f"/api/plan{page}", params=params)
    assert answer.status_code == 200, answer.text[:300]
    return answer.json()


def test_the_overview_says_what_is_behind_whose_it_is_and_where_to_read_on() -> None:
    said = seen("")
    assert "Việc cần đôn đốc" in said
    assert re.search(r"Đôn đốc gửi kế hoạch của đơn vị \d+ nơi chưa gửi .*Xã Bình Thành", said)
    assert "Kinh phí Phân bổ: 10.000.000 đ" in said
    behind = {each["what"]: each for each in asked("")["behind"]}
    assert behind["unit_plan"]["count"] == 17, "all but the one unit that handed in"
    assert behind["unit_plan"]["since"] == "2023-02-27"
    assert behind["unit_plan"]["page"] == "/plan/papers"


def test_what_was_asked_of_somebody_by_a_day_that_is_over_is_behind_and_was_not_before() -> None:
    town, on = inspections_lives.Town(), inspections_lives.VISITED
    town.do(
        town.labour, INSPECTION, inspections_lives.KT, inspections_lives.plan_inspection(),
        RecordSiteVisit(visited_on=on), MakeFinding(found="files_missing", grave=True), inspections_lives.order(),
    )  # fmt: skip
    town.do(
        town.front, SUPERVISION, inspections_lives.GS, inspections_lives.plan_supervision(),
        RecordSupervision(carried_out_on=on), inspections_lives.recommend(agency="police", unit=None),
    )  # fmt: skip
    raised = memory_ledger("support.labour", tells=[(DIFFICULTY, nobody)], law=difficulties_lives.law())
    come: dict[str, Any] = {"sender": "support.justice", "kind": "money", "step": "benefits", "unit": None}
    up = SendDifficultyUp(on, "town_committee", expected_on=date(2023, 6, 20))
    for command in (ReceiveDifficulty(**come, raised_on=on), TakeDifficulty(on), up):
        record(raised, DIFFICULTY, difficulties_lives.VM, command, law=difficulties_lives.law())
    made = Office(joined(journal(*town.all), journal(raised)))

    def behind(day: date) -> dict[str, tuple[int, str | None, Any]]:
        made.clock.set(day)
        found = made.program("office", "leader").get("/api/plan").json()["behind"]
        about = {each["what"]: (each["count"], each["since"], each["whom"][0]["agency"]) for each in found}
        return {
            what: each for what, each in about.items() if what in ("remedies", "recommendations", "difficulties_above")
        }

    assert behind(date(2023, 6, 20)) == {}
    assert "Vướng mắc 1 chờ cấp trên trả lời" in text(made.browser("office", "leader").get("/plan"))
    assert behind(date(2023, 6, 30)) == {
        "remedies": (1, "2023-06-20", "communes"), "recommendations": (1, "2023-06-28", "police"),
        "difficulties_above": (1, "2023-06-20", "justice"),
    }  # fmt: skip
    said = text(made.browser("office", "leader").get("/plan/matters"))
    assert "1 yêu cầu khắc phục quá hạn" in said
    assert "quá ngày chờ trả lời 20/06/2023" in said


def test_every_link_of_the_overview_opens() -> None:
    browser = office().browser("office", "leader")
    hrefs = set(re.findall(r'href="(/plan[^"]*)"', browser.get("/plan", params={"as_of": "30/11/2023"}).text))
    assert {href.partition("?")[0] for href in hrefs} >= {f"/plan{page}" for page in PAGES if page != "/training"}
    assert {browser.get(href).status_code for href in hrefs} == {200}


def test_what_units_handed_in_with_the_gaps_of_each() -> None:
    said = seen("/papers")
    assert "Kế hoạch của đơn vị, hạn hết 27/02/2023 1/18 nơi đã gửi; 17 chưa gửi" in said
    assert "Phường Hương Vân 21/02/2023" in said
    assert "Đôn đốc số 44/CV-LĐTBXH, ngày 15/06/2023: kế hoạch của đơn vị, 1 nơi" in said
    assert "Báo cáo tổng hợp số 7/BC-LĐTBXH" in said
    assert "Quá hạn chưa trả lời 6/2023 25/06/2023 1/18" in said


def test_t1_as_of_a_day_by_the_days_of_the_papers() -> None:
    before, after = (asked("/papers", as_of=day) for day in ("2023-02-20", "2023-12-01"))
    (then,) = [unit for unit in before["units"] if unit["unit"] == "20008"]
    (now,) = [unit for unit in after["units"] if unit["unit"] == "20008"]
    assert then["gaps"] == ["no_plan", "not_reported"]
    assert (now["implements"], now["reached"], now["activities"]) == (True, 1, 7)
    assert (before["implementing"], after["implementing"]) == (0, 1)
    assert len(after["units"]) == 9


def test_t3_and_the_classes() -> None:
    assert asked("/training", as_of="2023-05-31")["officers"] == 1
    assert asked("/training", as_of="2023-06-02")["officers"] == 0, "she left on the first of June"
    assert "1 trên 1 cán bộ đã được tập huấn (100%)" in seen("/training", as_of="31/05/2023")
    now = seen("/training")
    assert "không mở" in now
    assert "Chưa có ai trong danh sách · 18" in now


def test_the_money_by_source_with_its_chart_and_every_budget() -> None:
    browser = office().browser("office", "leader")
    page = browser.get("/plan/money")
    assert '<svg class="chart"' in page.text
    said = text(page)
    assert "Phân bổ theo 31/NQ-HĐND" in said
    assert "Trình UBND số 40/TTr-TCKH" in said
    found = asked("/money")
    assert sum(row["left"] for row in found["sources"]) == found["all"]["left"]
    assert {(row["agency"], row["unit"]) for row in found["budgets"]} == {("communes", "20008")}


def test_matters_say_how_far_each_is_and_tips_are_numbers_only() -> None:
    said = seen("/matters")
    assert "Vướng mắc · 2" in said
    assert "Kiểm tra, khắc phục · 3" in said
    assert "Tin báo về môi giới lao động đã kết thúc: 1" in said
    assert "Giám sát, kiến nghị · 2" in said


def test_few_people_and_few_donors_are_not_told_and_money_is_exact() -> None:
    given = asked("/matters")["contributions"]
    assert given["donors"] == {"firm": {"at_least": None, "hidden": 1}}
    assert given["people"] == {"at_least": 10, "hidden": 0}, "twelve, in steps of five"
    assert given["money"] == {"social": {"received": 600, "used": 400, "left": 200}}
    assert "Người đóng góp: doanh nghiệp dưới 10" in seen("/matters")


def test_money_and_matters_of_a_past_day_are_what_was_written_down_by_then() -> None:
    """All of these made-up entries were written down on one day."""
    written = min(entry.at for entry in year()).date()
    before, on = date.fromordinal(written.toordinal() - 1), written
    assert asked("/money", as_of=before.isoformat())["sources"] == []
    assert asked("/money", as_of=on.isoformat())["sources"]
    assert asked("/matters", as_of=before.isoformat())["difficulties"] == []
    assert len(asked("/matters", as_of=on.isoformat())["difficulties"]) == 2


def test_nothing_happened_yet_is_said_on_every_page() -> None:
    empty = Office([])
    empty.clock.set(date(2023, 2, 12))
    browser = empty.browser("office", "leader")
    assert "Không có việc nào chậm" not in text(browser.get("/plan")), "nobody has named an officer yet"
    assert "Nhắc lập danh sách cán bộ hỗ trợ 18 nơi chưa có ai" in text(browser.get("/plan"))
    assert "Chưa mở đợt rà soát nào" in text(browser.get("/plan/papers"))
    assert "chưa có cán bộ nào trong danh sách" in text(browser.get("/plan/training"))
    assert "cơ quan tài chính chưa nhận dự toán" in text(browser.get("/plan/money"))
    assert "chưa có vướng mắc nào" in text(browser.get("/plan/matters"))


@pytest.mark.parametrize("page", PAGES)
def test_a_day_that_is_none_says_so_and_shows_nothing_else(page: str) -> None:
    browser = office().browser("office", "leader")
    assert browser.get(f"/plan{page}", params={"as_of": "31/02/2023"}).status_code == 422
    assert browser.get(f"/plan{page}", params={"as_of": "01/01/2033"}).status_code == 422
