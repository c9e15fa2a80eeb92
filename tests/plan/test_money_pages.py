"""The money of the plan as officers use it: through the real doors, with their rights, in every state, with wrong input."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from services.support.plan.domain.money.budget import Budget, budget_id
from services.support.plan.domain.money.rules import BUDGET
from services.support.plan.domain.money.town import Town, town_id
from services.support.plan.domain.money.town_rules import TOWN
from services.support.plan.pages import money as room_of_money
from shared.access import SectionsOpened
from shared.kernel.people import Actor
from shared.testing import actor, deliver, record
from shared.web.charts import Bars, chart
from tests.plan.money_lives import (
    YEAR,
    allocated,
    committed,
    decided,
    drafted,
    law,
    paid,
    submitted,
    transferred,
)
from tests.plan.office import Office, Officer, facts

ROOMS = (room_of_money.ROOM,)

UNIT = "20008"
OURS, LABOURS, TOWNS = budget_id(YEAR, "communes", UNIT), budget_id(YEAR, "labour", None), town_id(YEAR)
AT = f"/budgets/{OURS}"


def commune(at: Office | None = None, unit: str = UNIT) -> Officer:
    return (at or Office("communes")).officer("commune_officer", unit=unit)


def budget(at: Office, of: UUID = OURS) -> Budget:
    state: Budget = at.ledger.now(BUDGET, of).state
    return state


def town(at: Office) -> Town:
    state: Town = at.ledger.now(TOWN, TOWNS).state
    return state


def granted(at: Office, amount: int, money: str = "recurrent") -> None:
    record(at.ledger, BUDGET, OURS, allocated(amount, money), law=law())


class Words(HTMLParser):
    """What is read on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(page: str) -> str:
    words = Words()
    words.feed(page)
    return " ".join(" ".join(words.said).split())


def test_an_officer_drafts_submits_commits_and_pays_in_four_forms() -> None:
    thao = commune()
    assert "Chưa có dự toán. Ghi số tiền cần theo từng nguồn." in thao.page("/money")
    thao.send(f"{AT}/estimate", **{"amounts.recurrent": "20.000.000", "amounts.social": "1000000"})
    assert "In, ký, gửi cơ quan tài chính" in thao.page("/money")
    thao.send(f"{AT}/submission", number="12/KP-UBND", dated="10/06/2023")
    assert "Đang chờ Hội đồng nhân dân phân bổ" in thao.page("/money")
    granted(thao.office, 15_000_000)
    form = thao.page(f"{AT}/commitment")
    assert "Kinh phí chi thường xuyên" in form
    thao.send(
        f"{AT}/commitment", kind="communication", money="recurrent", amount="5.000.000", committed_on="12/06/2023"
    )
    assert "Truyền thông, tuyên truyền · 5.000.000 đ" in thao.page(f"{AT}/lines/1/payment")
    thao.send(f"{AT}/payment", line="1", amount="2000000", number="1/PC", paid_on="13/06/2023")
    page = read(thao.page("/money"))
    for said in (
        "20.000.000 đ",
        "15.000.000 đ",
        "5.000.000 đ",
        "2.000.000 đ",
        "10.000.000 đ",
        "Còn phải chi 3.000.000 đ",
    ):
        assert said in page
    assert budget(thao.office).figures("recurrent").left == 10_000_000
    thao.send(
        f"{AT}/transfer", money="recurrent", to="social", amount="4000000", number="7/QĐ-UBND", dated="14/06/2023"
    )
    page = read(thao.page("/money"))
    for paper in (
        "Dự toán số 12/KP-UBND, ngày 10/06/2023: 21.000.000 đ", "Phân bổ theo 31/NQ-HĐND, ngày 20/12/2022: 15.000.000 đ",
        "Chuyển nguồn theo 7/QĐ-UBND, ngày 14/06/2023: 4.000.000 đ từ kinh phí chi thường xuyên sang nguồn lực xã hội",
    ):  # fmt: skip
        assert paper in page


@pytest.mark.parametrize(
    ("amount", "said"),
    [("-5", "Số nhỏ hơn mức cho phép."), ("0", "Số nhỏ hơn mức cho phép."), ("12,5", "Ô này nhận số nguyên"),
     ("1.5", "Ô này nhận số nguyên"), ("năm triệu", "Ô này nhận số nguyên"), ("9" * 14, "Số lớn hơn mức cho phép.")],
)  # fmt: skip
def test_an_amount_that_is_no_whole_dong_is_named_at_its_field_and_nothing_typed_is_lost(
    amount: str, said: str
) -> None:
    thao = commune()
    granted(thao.office, 15_000_000)
    before = len(facts(thao.office))
    sent = {"kind": "communication", "money": "recurrent", "amount": amount, "committed_on": "12/06/2023"}
    answer = thao.send(f"{AT}/commitment", 422, **sent)
    assert said in answer.text
    assert f'value="{amount}"' in answer.text
    assert 'value="12/06/2023"' in answer.text
    assert len(facts(thao.office)) == before
    estimate = thao.send(f"{AT}/estimate", 422, **{"amounts.recurrent": amount, "amounts.social": "7"})
    assert said in estimate.text
    assert 'value="7"' in estimate.text


def test_a_commitment_without_allocation_is_refused_with_what_to_do_and_an_essential_waits_for_money() -> None:
    thao = commune()
    sent = {"kind": "essentials", "money": "recurrent", "amount": "500000", "committed_on": "12/06/2023"}
    answer = thao.send(f"{AT}/commitment", 409, **sent)
    assert "đánh dấu “thiết yếu, khẩn cấp” để chờ nguồn" in answer.text
    assert 'value="500000"' in answer.text
    assert facts(thao.office) == []
    thao.send(f"{AT}/commitment", **sent, urgent="on")
    page = read(thao.page("/money"))
    assert "Chờ nguồn · 1" in page
    assert "Nhu cầu thiết yếu: ăn, ở, đi lại, y tế ban đầu · 500.000 đ" in page
    thao.send(f"{AT}/payment", line="1", amount="500000", number="1/PC", paid_on="13/06/2023")
    assert "đã chi trước 500.000 đ" in read(thao.page("/money"))


def test_a_program_gets_a_clear_answer_to_fractions_and_to_what_the_desk_adds_itself() -> None:
    thao = commune()
    granted(thao.office, 15)
    said = {"kind": "communication", "money": "recurrent", "committed_on": "2023-06-12"}
    path = f"/api/budgets/{OURS}/commitment"
    assert thao.api(path, 422, **said, amount=1.5)["faults"][0]["field"] == "amount"
    assert thao.api(path, 422, **said, amount=-1)["faults"][0]["field"] == "amount"
    assert thao.api(path, 422, **said, amount=5, year=2024)["faults"][0]["field"] == "year"
    assert thao.api(path, 409, **said, amount=16)["rule"] == "commitment.no_allocation"
    assert thao.api(path, **said, amount=15)["version"] == 2


def test_a_unit_sees_and_writes_its_own_budget_only() -> None:
    at = Office("communes")
    minh = commune(at, "20011")
    minh.page(AT, 403)
    minh.send(f"{AT}/estimate", 403, **{"amounts.recurrent": "5"})
    minh.page(f"/budgets/{UUID(int=7)}", 404)
    at.officer("service_officer", unit=UNIT).page(AT)
    leader = Office("labour").officer("leader")
    page = leader.page("/money")
    assert "Chỉ xem" in page
    leader.send(f"/budgets/{LABOURS}/estimate", 403, **{"amounts.recurrent": "5"})


def test_the_town_s_money_is_finance_s_and_nobody_else_s() -> None:
    for agency, role in (("labour", "case_lead"), ("communes", "commune_officer")):
        officer = Office(agency).officer(role, unit=UNIT if agency == "communes" else None)
        assert "/money/town" not in officer.page("/money")
        officer.page("/money/town", 404)
    phuong = Office("finance").officer("finance_officer")
    phuong.page(f"/townbudgets/{TOWNS}/papers/bang_du_toan.pdf", 409)
    assert 'href="/money/town"' in phuong.page("/money")
    assert "Chưa có dự toán nào gửi đến." in phuong.page("/money/town")


def test_finance_consolidates_and_allocates_and_the_unit_sees_it_at_once() -> None:
    finance, communes = Office("finance"), Office("communes")
    thao, phuong = commune(communes), finance.officer("finance_officer")
    thao.send(f"{AT}/estimate", **{"amounts.recurrent": "20000000"})
    thao.send(f"{AT}/submission", number="12/KP-UBND", dated="10/06/2023")
    deliver(communes.ledger, finance.ledger)
    page = read(phuong.page("/money/town"))
    assert phuong.browser.get(f"/townbudgets/{TOWNS}/papers/bang_du_toan.pdf").content.startswith(b"%PDF")
    assert facts(finance)[-1].paper == "bang_du_toan"
    assert "Có dự toán mới chưa trình UBND" in page
    assert "Phường Hương Vân" in page
    assert "Dự toán số 12/KP-UBND, 10/06/2023" in page
    at = f"/townbudgets/{TOWNS}"
    phuong.send(f"{at}/consolidation", number="40/TTr-TCKH", dated="11/06/2023")
    assert 'value="communes.20008" selected' in phuong.page(f"{at}/parts/communes.{UNIT}/allocation").replace("  ", " ")
    sent = {"whose": f"communes.{UNIT}", "money": "recurrent", "number": "31/NQ-HĐND", "dated": "20/12/2022"}
    phuong.send(f"{at}/allocation", **sent, amount="15000000")
    assert phuong.send(f"{at}/allocation", 409, **sent, amount="16000000").text.count("Văn bản này đã ghi") >= 1
    deliver(finance.ledger, communes.ledger)
    assert budget(communes).figures("recurrent").allocated == 15_000_000
    deliver(communes.ledger, finance.ledger)
    page = read(phuong.page("/money/town"))
    assert "Trình UBND số 40/TTr-TCKH, ngày 11/06/2023: 1 dự toán, 20.000.000 đ" in page
    assert "Phân bổ theo 31/NQ-HĐND, ngày 20/12/2022: 15.000.000 đ" in page
    cut = phuong.send(f"{at}/allocation", 409, **{**sent, "number": "9/NQ-HĐND"}, amount="16000000", cut="on")
    assert "Số cắt giảm nhiều hơn số đã giao." in cut.text
    assert town(finance).sum("recurrent").allocated == 15_000_000


def test_a_settlement_that_does_not_balance_is_refused_and_one_that_does_is_told_to_finance() -> None:
    communes, finance = Office("communes"), Office("finance")
    thao = commune(communes)
    granted(communes, 10_000_000)
    said = {"kind": "training", "money": "recurrent", "amount": "7000000", "committed_on": "12/06/2023"}
    thao.send(f"{AT}/commitment", **said)
    thao.send(f"{AT}/payment", line="1", amount="6000000", number="1/PC", paid_on="13/06/2023")
    early = {"money": "recurrent", "returned": "4000000", "number": "3/QT", "reason": "saved"}
    assert "Năm ngân sách chưa hết" in thao.send(f"{AT}/settlement", 409, **early, dated="14/06/2023").text
    communes.clock.set(date(2024, 1, 15))
    page = read(thao.page(AT))
    assert "Quyết toán từng nguồn" in page
    form = thao.page(f"{AT}/sources/recurrent/settlement")
    assert 'value="4000000"' in form
    assert "Tiết kiệm chi" in form  # the lists of the year that is over
    wrong = {**early, "returned": "3999999", "dated": "15/01/2024"}
    answer = thao.send(f"{AT}/settlement", 409, **wrong)
    assert "Chưa cân" in answer.text
    assert 'value="3999999"' in answer.text
    thao.send(f"{AT}/settlement", **early, dated="15/01/2024", note="hai lớp gộp làm một")
    page = read(thao.page(AT))
    assert "Đã quyết toán" in page
    assert "nộp trả 4.000.000 đ" in page
    assert "hai lớp gộp làm một" not in page
    assert "hai lớp gộp làm một" in thao.send(f"{AT}/sections", 200).text
    deliver(communes.ledger, finance.ledger)
    assert town(finance).part("communes", UNIT).settled["recurrent"].returned == 4_000_000


def test_a_source_is_settled_from_the_last_day_of_the_year_on_as_the_rule_has_it() -> None:
    thao = commune()
    granted(thao.office, 10)
    form = f'href="{AT}/sources/recurrent/settlement"'
    thao.office.clock.set(date(2023, 12, 30))
    assert form not in thao.page(AT)
    thao.office.clock.set(date(2023, 12, 31))
    page = thao.page(AT)
    assert form in page
    assert "Quyết toán từng nguồn" in page
    assert f'href="{AT}/transfer"' in page, "the year is not over yet"
    thao.send(f"{AT}/settlement", money="recurrent", returned="10", number="3/QT", dated="31/12/2023", reason="saved")
    assert "Không còn việc nào cho năm này" in thao.page(AT)


URGED = {
    "Chưa có dự toán. Ghi số tiền": ["estimate"], "In, ký, gửi cơ quan tài chính": ["submission"],
    "Đang chờ Hội đồng nhân dân phân bổ": ["commitment"], "Đã có kinh phí": ["commitment"],
    "Đề nghị bổ sung dự toán hoặc chọn nguồn khác": ["estimate"], "Không còn kinh phí để cam kết": ["estimate"],
    "Kinh phí đã cam kết hết. Ghi lần chi": [],
}  # fmt: skip
SPENT = (allocated(5), committed(5))


@pytest.mark.parametrize(
    ("so_far", "waits", "step"),
    [
        ((), False, "Chưa có dự toán. Ghi số tiền"),
        ((decided(5),), True, "Chưa có dự toán. Ghi số tiền"),
        ((decided(5), drafted()), True, "In, ký, gửi cơ quan tài chính"),
        ((drafted(), submitted()), False, "Đang chờ Hội đồng nhân dân phân bổ"),
        ((drafted(), submitted(), decided(5)), True, "Đang chờ Hội đồng nhân dân phân bổ"),
        ((allocated(4), decided(5)), True, "Đề nghị bổ sung dự toán hoặc chọn nguồn khác"),
        ((allocated(5),), False, "Đã có kinh phí"),
        (SPENT, False, "Kinh phí đã cam kết hết. Ghi lần chi"),
        ((*SPENT, paid(1, 5)), False, "Không còn kinh phí để cam kết"),
        ((drafted(), submitted(), allocated(5), allocated(5, number="9/NQ-HĐND", cut=True)), False,
         "Không còn kinh phí để cam kết"),
    ],
)  # fmt: skip
def test_the_page_says_what_waits_for_money_and_the_step_that_is_open(
    so_far: tuple[Any, ...], waits: bool, step: str
) -> None:
    thao = commune()
    for command in so_far:
        record(thao.office.ledger, BUDGET, OURS, command, law=law())
    page = thao.page("/money")
    assert ("Có 1 khoản chờ nguồn: 5 đ." in read(page)) is waits
    assert read(page).count(step) == 1
    assert page.count("Đang chờ Hội đồng nhân dân phân bổ") == (step == "Đang chờ Hội đồng nhân dân phân bổ")
    assert f'href="{AT}/commitment"' in page, "what cannot wait is written down in any case"
    urged = re.findall(rf'class="button" href="{AT}/(\w+)"', page)
    assert urged == URGED[step], "one next step is urged"


def test_finance_reads_on_its_page_what_waits_in_a_unit_that_has_estimated_nothing() -> None:
    finance, communes = Office("finance"), Office("communes")
    record(communes.ledger, BUDGET, OURS, decided(5), law=law())
    deliver(communes.ledger, finance.ledger)
    page = read(finance.officer("finance_officer").page("/money/town"))
    assert "Trong thị xã có 5 đ chờ nguồn." in page
    assert "Phường Hương Vân · kinh phí chi thường xuyên" in page


def test_a_program_lists_the_budgets_it_may_read_and_finance_those_of_the_town_as_their_pages_show_them() -> None:
    finance, communes = Office("finance"), Office("communes")
    thao, phuong = commune(communes), finance.officer("finance_officer")
    sent = {"whose": f"communes.{UNIT}", "money": "recurrent", "number": "31/NQ-HĐND", "dated": "2022-12-20"}
    phuong.api(f"/api/townbudgets/{TOWNS}/allocation", **sent, amount=10)
    deliver(finance.ledger, communes.ledger)
    for command in (committed(3), paid(1, 2), transferred(6), committed(2, "international", urgent=True)):
        record(communes.ledger, BUDGET, OURS, command, law=law())
    deliver(communes.ledger, finance.ledger)
    seen = thao.read("/api/budgets").json()["budgets"]
    assert sorted((each["year"], each["agency"], each["unit"]) for each in seen.values()) == [
        (year, "communes", UNIT) for year in (2022, 2023, 2024)
    ]
    ours = {each.pop("money"): each for each in seen[str(OURS)]["sources"]}
    left = {"estimate": 0, "unfunded": 0}
    assert ours == {
        "recurrent": {**left, "allocated": 4, "committed": 3, "waiting": 0, "paid": 2, "left": 1, "unspent": 2},
        "social": {**left, "allocated": 6, "committed": 0, "waiting": 0, "paid": 0, "left": 6, "unspent": 6},
        "international": {**left, "allocated": 0, "committed": 2, "waiting": 2, "paid": 0, "left": 0, "unspent": 0},
    }
    towns = phuong.read("/api/townbudgets").json()["townbudgets"][str(TOWNS)]
    assert towns["year"] == 2023
    for told in (towns["sources"], towns["budgets"][f"communes.{UNIT}"]):
        assert {each["money"]: (each["allocated"], each["waiting"], each["left"]) for each in told} == {
            money: (each["allocated"], each["waiting"], each["left"]) for money, each in ours.items()
        }
    assert commune(communes, "20011").read("/api/budgets").json()["budgets"].keys().isdisjoint(seen)
    thao.read("/api/townbudgets", 404)
    finance.officer("leader").read("/api/townbudgets", 403)
    Office("labour").officer("public").read("/api/budgets", 403)


def test_next_year_is_estimated_and_allocated_before_its_plan_is_there() -> None:
    communes, finance = Office("communes", today=date(2023, 12, 20)), Office("finance", today=date(2023, 12, 20))
    thao, phuong = commune(communes), finance.officer("finance_officer")
    next_year = budget_id(2024, "communes", UNIT)
    thao.send(f"/budgets/{next_year}/estimate", **{"amounts.recurrent": "9000000"})
    thao.send(f"/budgets/{next_year}/submission", number="90/KP-UBND", dated="20/12/2023")
    deliver(communes.ledger, finance.ledger)
    sent = {"whose": f"communes.{UNIT}", "number": "50/NQ-HĐND", "dated": "20/12/2023", "amount": "8000000"}
    phuong.send(f"/townbudgets/{town_id(2024)}/allocation", money="recurrent", **sent)
    phuong.send(f"/townbudgets/{town_id(2024)}/allocation", 422, money="treasure", **sent)
    deliver(finance.ledger, communes.ledger)
    assert budget(communes, next_year).figures("recurrent")[:2] == (9_000_000, 8_000_000)
    assert f'href="/budgets/{next_year}"' in thao.page("/money")


def test_notes_are_opened_after_the_reading_was_recorded() -> None:
    thao = commune()
    granted(thao.office, 10)
    said = {
        "kind": "training",
        "money": "recurrent",
        "amount": "7",
        "committed_on": "12/06/2023",
        "note": "lớp ở nhà văn hóa",
    }
    thao.send(f"{AT}/commitment", **said)
    assert "lớp ở nhà văn hóa" not in thao.page(AT)
    assert "lớp ở nhà văn hóa" in thao.send(f"{AT}/sections", 200).text
    assert isinstance(facts(thao.office)[-1], SectionsOpened)


def test_the_papers_are_printed_after_their_printing_was_recorded() -> None:
    thao = commune()
    thao.page(f"{AT}/papers/bang_du_toan.pdf", 409)
    thao.page(f"{AT}/papers/bang_quyet_toan.pdf", 409)
    thao.page(f"{AT}/papers/other.pdf", 404)
    thao.send(f"{AT}/estimate", **{"amounts.recurrent": "20000000"})
    answer = thao.browser.get(f"{AT}/papers/bang_du_toan.pdf")
    assert answer.content.startswith(b"%PDF")
    assert facts(thao.office)[-1].paper == "bang_du_toan"
    granted(thao.office, 10)
    thao.office.clock.set(date(2024, 1, 15))
    thao.send(f"{AT}/settlement", money="recurrent", returned="10", number="3/QT", dated="15/01/2024", reason="saved")
    assert thao.browser.get(f"{AT}/papers/bang_quyet_toan.pdf").content.startswith(b"%PDF")


def test_the_menu_counts_what_waits_for_money_and_what_finance_has_not_laid_before_the_ubnd() -> None:
    labour = Office("labour")
    (link,) = [
        link for menu in labour.menu(_actor(labour, "case_lead")) for link in menu.links if link.href == "/money"
    ]
    assert link.count == 0
    told = decided(3)
    record(labour.ledger, BUDGET, LABOURS, told, law=law())
    (link,) = [
        link for menu in labour.menu(_actor(labour, "case_lead")) for link in menu.links if link.href == "/money"
    ]
    assert link.count == 1
    assert not [link for menu in labour.menu(_actor(labour, "public")) for link in menu.links if link.href == "/money"]


def _actor(at: Office, role: str) -> Actor:
    return actor(at.agency, role)


def test_the_chart_says_every_number_and_is_told_apart_without_colours() -> None:
    drawn = chart("Kinh phí", ["Dự toán", "Được giao", "Cam kết", "Đã chi"], [Bars("Nguồn <A>", (10, 5, 4, 0))])
    tree = ET.fromstring(str(drawn))
    texts = ["".join(each.itertext()) for each in tree.iter("text")]
    assert texts[4:] == ["Nguồn <A>", "10 đ", "5 đ", "4 đ", "0 đ"]
    assert {each.get("fill") for each in tree.iter("rect")} == {"none", "url(#slant)", "url(#dots)", "currentColor"}
    bars = [int(each.get("width") or 0) for each in tree.iter("rect")][4:]
    assert bars == sorted(bars, reverse=True)
    assert bars[0] == 2 * bars[1]
    assert int(tree.get("width") or 0) <= 320
    assert re.search(r"<desc[^>]*>Nguồn &lt;A&gt;: Dự toán 10 đ, Được giao 5 đ", str(drawn))


def test_a_chart_of_nothing_has_no_bar_and_says_so() -> None:
    drawn = chart("Kinh phí", ["a", "b", "c", "d"], [Bars("Nguồn", (0, 0, -3, 0))])
    assert "-3 đ" in str(drawn)
