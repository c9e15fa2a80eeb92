"""The papers of a benefit: the slip of the one-stop desk and the list for the money, each as its own officer prints it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from httpx import Response
from pypdf import PdfReader
from starlette.testclient import TestClient

from services.support.app import Folder
from services.support.domain.benefits.payment import BenefitPaid, Order, Orders, PaymentOrdered, RegisterAnswered
from services.support.pages.papers import SEEN_AT_HOME, must_be_payable, to_sign_for
from shared.access import SectionsOpened, Way
from shared.kernel.decider import Refused
from shared.testing import deliver, entries
from tests.support.office import profile
from tests.support.samples import NAME
from tests.support.test_benefit_pages import APPRAISAL, FIRST, Town, decided, guided, sent
from tests.support.test_pages import PAGE, text
from tests.web.doors import LAN

pytestmark = pytest.mark.slow  # each sets a paper or two

SLIP = f"{PAGE}/applications/{FIRST}/giay_hen_mot_cua.pdf"
FORM = f"{PAGE}/papers/don_de_nghi_ho_tro_de_trong.pdf"
LIST = f"{PAGE}/papers/danh_sach_ky_nhan.pdf"
DECISION = {
    "application": FIRST, "number": "77/QĐ-UBND", "dated": "22/05/2023", "granted": "true", "amount": "3000000",
}  # fmt: skip
TELLING = ("nạn nhân", "mua bán", "công an", "xác minh", "buôn")
"""Words that would tell a stranger why, in small letters."""


@pytest.fixture
def town() -> Town:
    return Town()


def made(town: Town) -> None:
    guided(town)
    fields = {
        "application": FIRST,
        "applied_on": "11/05/2023",
        "one_stop_code": "MC-12",
        "appointment_on": "22/05/2023",
    }
    town.done(town.nhung(), "application", **fields)


def on_paper(who: TestClient, address: str) -> str:
    answer = who.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return words(answer)


def words(answer: Response) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())


def without_reading(town: Town) -> None:
    """A commune whose officers may read of nobody who she is."""
    desk = town.communes.support.desk
    rows = [replace(row, sections=row.sections - {"identity"}) for row in desk.rights.rows]
    desk.rights = replace(desk.rights, rows=tuple(rows))


def test_the_slip_says_who_applied_where_for_what_and_when_to_come_back(town: Town) -> None:
    made(town)
    slip = on_paper(town.nhung(), SLIP)
    for told in (
        "ỦY BAN NHÂN DÂN XÃ BÌNH TIẾN",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ một cửa: MC-12",
        f"Người nộp hồ sơ: {NAME}",
        "Nội dung: hồ sơ đề nghị hỗ trợ: trợ cấp khó khăn ban đầu",
        "Ngày nhận hồ sơ: 11/05/2023",
        "Ngày hẹn: 22/05/2023",
        "Đến: Bộ phận tiếp nhận và trả kết quả, Ủy ban nhân dân xã Bình Tiến",
        "Cần hỏi, gọi số nào, giờ nào: ......",
        "Mang theo: giấy hẹn này; giấy tờ tùy thân, nếu có.",
        "Mẫu chưa xác nhận",
    ):
        assert told in slip


def test_no_slip_of_any_benefit_she_can_apply_for_tells_a_stranger_why(town: Town) -> None:
    made(town)
    slip = on_paper(town.nhung(), SLIP).lower()
    benefits = [each.vi.lower() for each in town.communes.law.benefits.values() if each.apply_within]
    assert benefits
    for telling in TELLING:
        assert telling not in slip
        assert not [benefit for benefit in benefits if telling in benefit]


def test_the_name_is_on_the_slip_only_after_an_entry_says_who_read_it_and_the_foot_names_that_entry(town: Town) -> None:
    made(town)
    slip = on_paper(town.nhung(), SLIP)
    entry = entries(town.communes.ledger)[-1]
    assert entry.fact == SectionsOpened(("identity",), Way.PRINTED, "giay_hen_mot_cua")
    assert f"Hồ sơ HT-7K2Q4-9 · Mục {entry.position}, nhật ký support.communes" in slip


def test_who_may_not_read_the_name_prints_a_dotted_line_and_no_reading_of_it_is_recorded(town: Town) -> None:
    made(town)
    without_reading(town)
    slip = on_paper(town.nhung(), SLIP)
    assert NAME not in slip
    assert "Người nộp hồ sơ: ......" in slip
    assert entries(town.communes.ledger)[-1].fact == SectionsOpened(("open_part",), Way.PRINTED, "giay_hen_mot_cua")


def test_before_she_applied_and_after_she_withdrew_there_is_no_slip(town: Town) -> None:
    guided(town)
    assert town.nhung().get(SLIP).status_code == 409
    assert "giay_hen_mot_cua" not in town.nhung().get(PAGE).text
    fields = {"application": FIRST, "applied_on": "11/05/2023", "one_stop_code": "MC-12"}
    town.done(town.nhung(), "application", **fields)
    town.done(town.nhung(), "application-withdrawal", application=FIRST, withdrawn_on="12/05/2023")
    before = town.communes.ledger.store.last()
    answer = town.nhung().get(SLIP)
    assert answer.status_code == 409
    assert "Chưa in được giấy này ở bước hiện tại." in text(answer)
    assert town.communes.ledger.store.last() == before


def test_another_commune_and_another_role_print_nothing(town: Town) -> None:
    made(town)
    before = town.communes.ledger.store.last()
    unit, lists, case = town.nhung("20008"), town.communes.browser("clerk", unit="20035"), f"/cases/{uuid4()}"
    assert [who.get(SLIP).status_code for who in (unit, lists)] == [403, 403]
    assert town.nhung().get(SLIP.replace(PAGE, case)).status_code == 404
    assert town.nhung().get(SLIP.replace(FIRST, str(uuid4()))).status_code == 409
    assert town.communes.ledger.store.last() == before


def test_who_may_look_but_not_print_is_offered_no_paper_and_gets_none(town: Town) -> None:
    made(town)
    desk = town.communes.support.desk
    rows = [row for row in desk.rights.rows if "support.papers.print" not in row.deeds]
    desk.rights = replace(desk.rights, rows=tuple(rows))
    assert town.nhung().get(SLIP).status_code == 403
    assert "giay_hen_mot_cua" not in town.nhung().get(PAGE).text


def test_the_slip_is_offered_right_after_the_application_and_on_the_page_of_the_case(town: Town) -> None:
    guided(town)
    fields = {"application": FIRST, "applied_on": "11/05/2023", "one_stop_code": "MC-12"}
    done = town.nhung().get(town.send(town.nhung(), "application", **fields).headers["location"])
    assert done.text.count(SLIP) == 2
    assert town.nhung().get(PAGE).text.count(SLIP) == 1


@pytest.mark.parametrize("wish", sorted(SEEN_AT_HOME))
def test_whoever_wants_no_paper_at_home_is_asked_before_the_slip_is_handed_over(wish: str) -> None:
    town = Town(confidentiality=(wish,))
    made(town)
    page = text(town.nhung().get(PAGE))
    kept = profile().law_on(town.communes.clock().date()).lists["confidentiality_choices"][wish].vi
    assert f"thì chỉ nói mã và ngày hẹn. Ý muốn đã ghi: {kept}." in page
    assert kept not in on_paper(town.nhung(), SLIP)


def test_a_wish_that_no_paper_breaks_and_a_guardian_nobody_suspects_are_not_repeated_beside_the_slip(
    town: Town,
) -> None:
    made(town)
    page = text(town.nhung().get(PAGE))
    assert "In giấy hẹn" in page
    assert "Hỏi trước người đó" not in page
    assert "Không đưa giấy hẹn cho" not in page


def test_a_suspected_guardian_gets_no_slip() -> None:
    town = Town(representative_suspected=True)
    made(town)
    assert "Không đưa giấy hẹn cho cha mẹ hoặc người giám hộ." in text(town.nhung().get(PAGE))


def test_the_list_for_the_money_has_the_decision_the_name_the_amount_and_the_total(town: Town) -> None:
    decided(town)
    assert LIST in town.nhung().get(PAGE).text
    paper = on_paper(town.nhung(), LIST)
    for told in (
        "ỦY BAN NHÂN DÂN XÃ BÌNH TIẾN",
        "DANH SÁCH KÝ NHẬN",
        f"1 {NAME} 77/QĐ-UBND, ngày 22/05/2023 Trợ cấp khó khăn ban đầu 3.000.000 đ",
        "Tổng cộng 3.000.000 đ",
        "Ngày nhận Ký nhận",
        "Mẫu chưa xác nhận",
    ):
        assert told in paper
    assert not [telling for telling in TELLING if telling in paper.lower()]
    assert entries(town.communes.ledger)[-1].fact == SectionsOpened(("identity",), Way.PRINTED, "danh_sach_ky_nhan")


def pay(town: Town, amount: str, receipt: str) -> None:
    paid = {"application": FIRST, "paid_on": "24/05/2023", "amount": amount, "receipt": receipt}
    town.done(town.nhung(), "payment", confirmed_by_person="true", **paid)


def test_what_was_paid_already_is_not_on_the_list_again(town: Town) -> None:
    decided(town)
    pay(town, "1.000.000", "5/DS")
    paper = on_paper(town.nhung(), LIST)
    assert "Trợ cấp khó khăn ban đầu 2.000.000 đ" in paper
    assert "Tổng cộng 2.000.000 đ" in paper
    pay(town, "2.000.000", "6/DS")
    assert town.nhung().get(LIST).status_code == 409
    assert LIST not in town.nhung().get(PAGE).text


def test_until_the_register_has_answered_no_list_is_printed_and_the_page_says_why(town: Town) -> None:
    sent(town)
    town.done(town.lan(), "benefit-appraisal", **APPRAISAL)
    own = {"csrf": LAN.csrf, "command_id": str(uuid4()), "version": "", "step": "send"}
    assert town.lan().post(f"{PAGE}/benefit-decision", data=own | DECISION | {"payer": "communes"}).status_code == 303
    deliver(town.lead.ledger, town.communes.ledger)  # the order is there, the register was not asked yet
    before = town.communes.ledger.store.last()
    answer = town.nhung().get(LIST)
    assert answer.status_code == 409
    assert "Đang đối chiếu. Có trả lời của sổ đối chiếu rồi mới chi." in text(answer)
    assert town.communes.ledger.store.last() == before
    town.settle()
    assert town.nhung().get(LIST).status_code == 200


def test_money_that_another_agency_pays_is_on_no_list_of_ours(town: Town) -> None:
    decided(town, payer="labour")
    assert town.nhung().get(LIST).status_code == 409
    paper = on_paper(town.lan(), LIST)
    assert "PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI" in paper
    assert NAME in paper
    assert "nhật ký support.labour" in paper
    assert town.lead.browser("intake_officer").get(LIST).status_code == 403


def test_an_empty_form_waits_for_her_with_the_code_and_every_benefit_she_can_ask_for_and_knows_nobody(
    town: Town,
) -> None:
    guided(town)
    assert FORM in town.nhung().get(PAGE).text
    form = on_paper(town.nhung(), FORM)
    entry = entries(town.communes.ledger)[-1]
    assert entry.fact == SectionsOpened(("open_part",), Way.PRINTED, "don_de_nghi_ho_tro_de_trong")
    asked = [each.vi for each in town.communes.law.benefits.values() if each.apply_within]
    for told in (
        "ĐƠN ĐỀ NGHỊ HỖ TRỢ",
        "Kính gửi: Ủy ban nhân dân xã Bình Tiến",
        f"Hồ sơ HT-7K2Q4-9 · Mục {entry.position}",
        *asked,
    ):
        assert told in form
    assert NAME not in form
    assert "×" not in form
    assert not [telling for telling in TELLING if telling in form.lower()]


def test_its_form_was_not_read_so_no_number_stands_on_it_and_its_foot_says_so(town: Town) -> None:
    guided(town)
    form = on_paper(town.nhung(), FORM)
    assert "Phụ lục 16" not in form
    assert "Mẫu chưa xác nhận" in form


def test_once_she_applied_no_empty_form_is_offered_and_nowhere_else_at_all(town: Town) -> None:
    guided(town)
    assert town.nhung("20008").get(FORM).status_code == 403
    assert town.lan().get(FORM).status_code == 409
    fields = {"application": FIRST, "applied_on": "11/05/2023", "one_stop_code": "MC-12"}
    town.done(town.nhung(), "application", **fields)
    assert town.nhung().get(FORM).status_code == 409
    assert FORM not in town.nhung().get(PAGE).text


ORDERED = PaymentOrdered(
    "support.labour", uuid4(), "HT-7K2Q4-9", "20035", "initial_allowance", "once", 3_000_000, "77/QĐ", date(2023, 5, 22)
)
FREE, DOUBLE = RegisterAnswered(ORDERED.application, True), RegisterAnswered(ORDERED.application, False, uuid4())
PAID = BenefitPaid(ORDERED.application, date(2023, 5, 24), 3_000_000, "5/DS", True)


@pytest.mark.parametrize(
    ("orders", "rule"),
    [
        ((Order(ORDERED),), "payment.being_checked"),
        ((Order(ORDERED, DOUBLE),), "payment.held_back"),
        ((Order(ORDERED, FREE, (PAID,)),), "paper.not_yet"),
        ((), "paper.not_yet"),
        ((Order(ORDERED, DOUBLE), Order(ORDERED)), "payment.being_checked"),
    ],
)
def test_a_list_without_anything_to_pay_is_refused_with_what_it_waits_for(orders: tuple[Order, ...], rule: str) -> None:
    with pytest.raises(Refused) as refused:
        must_be_payable(Folder(None, None, orders=Orders(orders)))
    assert refused.value.rule == rule


def test_beside_what_is_checked_or_held_back_the_list_holds_what_may_be_paid() -> None:
    folder = Folder(None, None, orders=Orders((Order(ORDERED), Order(ORDERED, FREE), Order(ORDERED, DOUBLE))))
    must_be_payable(folder)
    assert to_sign_for(folder) == [Order(ORDERED, FREE)]
