"""The plan's own work of a whole year, in a town of its own: told through the public doors, counted, and done by hand in a real
browser by the officers whose work it is."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.year import run_year
from tests.town.running import FOLDER, RunningTown, a_town
from tests.town.walking import PHONE, AtDesk, Walk

pytestmark = [pytest.mark.browser, pytest.mark.alone, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def town() -> Iterator[RunningTown]:
    """A town of its own: its days go by, from the first of the plan to the last."""
    with a_town("year", 1500) as started:
        yield started


@pytest.fixture(scope="module")
def told(town: RunningTown) -> float:
    """The year, told and counted: how many seconds it took."""
    began = time.monotonic()
    run_year(town.home, FOLDER)
    return time.monotonic() - began


@pytest.fixture
def walk(browser: Browser, town: RunningTown, told: float) -> Iterator[Walk]:  # the year is told first
    made = Walk(browser, town, secrets=("Nguyễn Thị Hư Cấu",), taken=500)
    yield made
    assert made.wrong == []


def test_the_year_of_the_whole_town_is_told_in_two_minutes_and_the_town_counts_what_was_done(told: float) -> None:
    print(f"\nthe year took {told:.0f} s")
    assert told < 120


def test_a_broadcast_on_a_telephone_is_four_actions(walk: Walk) -> None:
    walk.on(2023, 10, 20)
    phuc = walk.desk("phuc.20041", "support")
    phuc.page.set_viewport_size(PHONE)
    actions: list[Callable[[], object]] = [
        lambda: phuc.page.locator("label[for=side-open]").click(),
        lambda: phuc.menu("Việc theo kế hoạch"),
        lambda: phuc.press("Ghi đã làm"),
        lambda: phuc.press("Ghi nhận"),
    ]
    for action in actions:
        action()
    phuc.sees("Đã ghi. Không cần làm gì thêm")
    assert len(actions) <= 4
    phuc.picture("plan-of-a-commune", phone=True)


def test_the_page_of_a_unit_says_what_it_missed_and_an_officer_makes_it_good(walk: Walk) -> None:
    walk.on(2023, 11, 3)
    loan = walk.desk("loan.20026", "support").menu("Việc theo kế hoạch").sees("thiếu 1 tháng")
    loan.press("Ghi hoạt động khác").picture("plan-any-activity", phone=True)
    loan.pick("Loại hoạt động", "Phát trên hệ thống loa phát thanh").fill("Ngày làm", "15/03/2023")
    loan.tick("Đã đến tất cả thôn").press("Ghi nhận").sees("Đã ghi").sees_not("thiếu 1 tháng")


def test_a_mistake_stands_beside_its_field_and_what_was_typed_is_there(walk: Walk) -> None:
    thao = walk.desk("thao.20008", "support").menu("Việc theo kế hoạch").press("Ghi hoạt động khác")
    thao.pick("Loại hoạt động", "Truyền thông trực tiếp tại cộng đồng").fill("Ngày làm", "02/11/2023")
    thao.tick("Đã đến tất cả thôn").press("Ghi nhận").sees("Ghi số người nghe")
    assert thao.value("Ngày làm") == "02/11/2023"
    thao.picture("plan-what-is-missing", phone=True)


def test_the_office_sees_every_unit_and_month_with_the_gaps(walk: Walk) -> None:
    son = walk.desk("son.office", "reporting").menu("Thực hiện kế hoạch")
    son.sees("Việc cần đôn đốc", "Xã Bình Tiến (2)").picture("plan-of-the-town", phone=True)
    son.menu("Hoạt động").sees("Xã Bình Tiến (2)").picture("plan-grid-of-the-town", phone=True)
    page = walk.desk("quang.fatherland_front", "reporting").menu("Hoạt động")
    assert re.search(r"Phường Tứ Hạ", page.text())


def test_the_office_reads_papers_training_money_and_matters_each_on_its_page(walk: Walk) -> None:
    son = walk.desk("son.office", "reporting")
    for link, page in (
        ("Kế hoạch, báo cáo đơn vị", "papers"), ("Tập huấn", "training"), ("Kinh phí", "money"),
        ("Vướng mắc, kiểm tra, đóng góp", "matters"),
    ):  # fmt: skip
        son.menu(link).sees("nguồn nhận đủ").picture(f"plan-{page}-of-the-town", phone=True)


@pytest.mark.parametrize(
    "link", ["Hoạt động", "Kế hoạch, báo cáo đơn vị", "Tập huấn", "Kinh phí", "Vướng mắc, kiểm tra, đóng góp"]
)
def test_an_inspector_opens_every_number_of_the_year_to_what_was_counted(walk: Walk, link: str) -> None:
    thanh = walk.desk("thanh.office", "reporting").menu(link)
    numbers = thanh.page.locator("main a[href*='/behind?'], main a[href*='/classes/']")
    opens = numbers.evaluate_all("all => all.map(each => [each.href, each.textContent])")
    assert opens
    for href, said in opens:
        answer = thanh.page.context.request.get(href)
        assert answer.ok, href
        if "turn=" in href:
            assert f"được đếm: {int(re.sub(r'[^0-9]', '', said))}" in answer.text()
    thanh.page.goto(opens[0][0])
    thanh.sees("Các mục nhật ký" if "Vướng mắc" not in link else "được đếm")
    thanh.picture(f"plan-opened-{link[:3]}", phone=True)


def test_the_lead_writes_for_the_police_who_have_no_place_of_their_own(walk: Walk) -> None:
    lan: AtDesk = walk.desk("lan.labour", "support").menu("Việc theo kế hoạch").press("Công an thị xã")
    lan.sees("Phát động phong trào toàn dân").picture("plan-of-the-police", phone=True)


def test_as_of_a_past_day_the_gaps_are_those_of_that_day(walk: Walk) -> None:
    son = walk.desk("son.office", "reporting")
    son.page.goto(son.origin + "/plan/activities?as_of=15/07/2023")
    son.sees("Đang xem đến hết ngày 15/07/2023", "Xã Bình Thành (2)").sees_not("Xã Bình Tiến (")
