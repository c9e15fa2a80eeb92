"""The tables on paper: the register of two hundred cases, control slip and handovers, empty, endless, or filled in; and
the blank form, which knows nobody."""

import re
from dataclasses import replace
from time import monotonic

import pytest

from shared.papers import BlankField, BlankPart, ControlSlip, HandoverTable, PaperFault, Register, Tick, render
from tests.papers.head import HEAD
from tests.papers.samples import (
    BLANK,
    CONTROL_SLIP,
    HANDOVERS,
    LEARNERS,
    LINE,
    MARK,
    NOT_VICTIM,
    OF_MANY,
    OF_NOBODY,
    PAPERS,
    REGISTER,
    REPLY,
    printed,
    sample,
    words,
)
from tests.papers.test_papers import places

pytestmark = pytest.mark.slow  # sets papers

LONG = "Ủy ban nhân dân xã có tên rất dài " * 6
HEADS = ("Mã hồ sơ", "Ngày tiếp", "Nơi báo, ngày báo", "Hạn", "Tình trạng", "Văn bản (số, ngày)", "Ghi chú")


@pytest.mark.slow
def test_two_hundred_cases_have_their_lines_in_order_under_a_head_on_every_page() -> None:
    many = replace(REGISTER, lines=tuple(replace(LINE, code=f"HT-{n:05d}-A") for n in range(200)))
    began = monotonic()
    pdf = printed("so_theo_doi", many)
    assert monotonic() - began < 10
    assert len(pdf.pages) > 10
    for number, page in enumerate(pdf.pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"Trang {number}/{len(pdf.pages)} · Mục 132" in text
        if "HT-" in text:  # the last page may hold the signature alone
            assert all(head in text for head in HEADS)
    text = words(pdf)
    places = [text.index(f"{n + 1} HT-{n:05d}-A") for n in range(200)]
    assert places == sorted(places)


def test_the_list_for_money_has_a_row_for_each_payment_its_total_and_room_to_sign() -> None:
    text = words(sample("danh_sach_ky_nhan"))
    for told in (
        "STT Họ và tên Quyết định (số, ngày) Nội dung Số tiền Ngày nhận Ký nhận",
        "1 Nguyễn Thị Thử Nghiệm 77/QĐ-UBND, ngày 22/05/2023 Trợ cấp khó khăn ban đầu 3.000.000 đ",
        "2 ......",
        "Tổng cộng 4.500.000 đ",
        "Số: ……/……",
        "Số tiền bằng chữ: ......",
    ):
        assert told in text


def test_the_list_of_learners_says_what_is_taught_and_has_room_to_sign_and_for_those_who_come_unasked() -> None:
    text = words(sample("danh_sach_hoc_vien"))
    for told in (
        "STT Họ và tên Chức danh Cơ quan, đơn vị Ký tên Ghi chú",
        "Lớp tập huấn HT-7K2-9",
        "Nội dung: Kỹ năng tiếp cận nạn nhân",
        "Ngày: 10/05/2023, 8 giờ",
        "1 Nguyễn Thị Thử Nghiệm Nhân viên y tế Trung tâm Y tế thị xã",
        "2 ......",
        "NGƯỜI LẬP DANH SÁCH",
    ):
        assert told in text
    assert re.search(r"\b4 \.{5}", text), "two rows for the pen"
    empty = words(printed("danh_sach_hoc_vien", replace(LEARNERS, learners=(), place=None)))
    assert "Nơi tổ chức: ....." in empty
    assert "None" not in empty


def test_a_register_without_cases_says_so_and_can_be_signed() -> None:
    text = words(printed("so_theo_doi", Register(HEAD, "Từ ngày 01/01/2023 đến ngày 30/06/2023")))
    assert "Không có hồ sơ nào trong thời gian này." in text
    assert "NGƯỜI LẬP SỔ" in text


def test_the_register_names_its_period_its_unit_and_each_paper_with_its_day() -> None:
    text = words(sample("so_theo_doi"))
    for told in ("Từ ngày 01/01/2023 đến ngày 30/06/2023 · Xã Bình Tiến", "34/CATX, 22/05/2023", "khẩn cấp"):
        assert told in text


def test_the_control_slip_says_who_gave_it_to_whom_and_how_the_term_was_kept() -> None:
    text = words(sample("phieu_kiem_soat"))
    for told in ("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Mã hồ sơ: HT-7K2-9", "trước hạn", "quá hạn", "10:02"):
        assert told in text


def test_the_handover_table_has_the_six_columns_offices_print() -> None:
    text = words(sample("bang_giao_nhan"))
    columns = "Ngày giao Người giao Đơn vị giao Người nhận Đơn vị nhận Nội dung"
    assert columns in text
    assert "05/05/2023 ....." in text  # who gave it over at another agency is left to the pen


@pytest.mark.parametrize(
    ("paper", "empty"), [("phieu_kiem_soat", ControlSlip(HEAD)), ("bang_giao_nhan", HandoverTable(HEAD))]
)
def test_a_table_of_nothing_is_one_page_with_rows_for_the_pen(paper: str, empty: ControlSlip | HandoverTable) -> None:
    pdf = printed(paper, empty)
    assert len(pdf.pages) == 1
    assert "None" not in words(pdf)


@pytest.mark.parametrize(
    ("paper", "filled"),
    [
        ("so_theo_doi", replace(REGISTER, lines=(replace(LINE, reported=LONG, state=LONG, remark=LONG),) * 4)),
        ("phieu_kiem_soat", replace(CONTROL_SLIP, movements=tuple(
            replace(m, giver=LONG, receiver=LONG, remark=LONG) for m in CONTROL_SLIP.movements * 4))),
        ("bang_giao_nhan", replace(HANDOVERS, handovers=tuple(
            replace(h, giver_office=LONG, receiver_office=LONG, what=LONG) for h in HANDOVERS.handovers * 4))),
    ],
)  # fmt: skip
def test_long_names_run_on_over_pages_and_none_is_lost(
    paper: str, filled: Register | ControlSlip | HandoverTable
) -> None:
    pdf = printed(paper, filled)
    assert len(pdf.pages) > 1
    rows = 8 if paper == "phieu_kiem_soat" else 4
    assert words(pdf).replace("-\n", "").count("rất") >= rows * 3 * 6


def test_a_case_of_more_papers_than_a_page_holds_loses_none() -> None:
    papers = "\n".join(f"{n}/CV-LĐTBXH, 08/05/2023" for n in range(100, 220))
    pdf = printed("so_theo_doi", replace(REGISTER, lines=(replace(LINE, papers=papers), LINE)))
    text = words(pdf)
    assert all(f"{n}/CV-LĐTBXH" in text for n in range(100, 220))
    assert all(above > 8 for page in pdf.pages for _, above in places(page))


def test_the_reply_ticks_one_box_and_one_that_was_not_given_yet_ticks_none() -> None:
    told = words(sample("van_ban_tra_loi_xac_minh"))
    assert told.count("×") == 1
    assert "07/GXN, ngày 22/05/2023" in told
    open_still = replace(REPLY, outcome=tuple(Tick(t.words) for t in REPLY.outcome), certificate=None)
    text = words(printed("van_ban_tra_loi_xac_minh", open_still))
    assert "×" not in text
    assert "Giấy xác nhận nạn nhân (số, ngày): ....." in text


def test_a_reply_that_finds_no_victim_speaks_of_no_certificate() -> None:
    none = replace(REPLY, certificate=None, certified=False)
    assert "Giấy xác nhận" not in words(printed("van_ban_tra_loi_xac_minh", none))


def test_what_nobody_confirmed_of_complaining_is_left_to_the_pen_and_what_was_confirmed_is_printed() -> None:
    text = words(sample("van_ban_tra_loi_nguoi_dan"))
    assert "Nếu không đồng ý với kết quả này ....." in text
    assert "nội dung này chưa được xác nhận" in text
    known = words(
        printed("van_ban_tra_loi_nguoi_dan", replace(NOT_VICTIM, complaint="Ông (Bà) gửi đơn đến nơi ví dụ."))
    )
    assert "Ông (Bà) gửi đơn đến nơi ví dụ." in known
    assert "chưa được xác nhận." not in known.replace("Mẫu chưa xác nhận", "")


def test_a_blank_says_what_is_told_first_and_offers_every_field_without_an_answer() -> None:
    text = words(sample("phieu_trang"))
    assert (
        text.index("Nói trước với người đó: cán bộ phải báo lại") < text.index("A. Ghi tin báo") < text.index("B. Ghi")
    )
    fields = [field for part in BLANK.parts for field in part.fields]
    offered = text[: text.index("* Khi nhập máy")].count("không rõ / không muốn trả lời")
    assert offered == len(fields) - 1  # the office's own day is always known
    for field in fields:
        assert field.label in text
        assert all(choice in text for choice in field.choices)


def test_a_blank_bears_the_version_that_made_it_and_no_case() -> None:
    text = words(sample("phieu_trang"))
    assert "Phiếu trắng, chưa thuộc hồ sơ nào" in text
    assert "Lập theo quy định phiên bản 2023, dấu kiểm 0123456789ab." in text
    assert "Mục" not in text
    assert "HT-" not in text


@pytest.mark.slow
def test_a_blank_of_many_fields_goes_on_over_pages_with_no_field_torn() -> None:
    fields = tuple(BlankField(f"Câu hỏi số {n}", "lines") for n in range(30))
    pdf = printed("phieu_trang", replace(BLANK, parts=(BlankPart("Phần dài", fields),)))
    text = words(pdf)
    assert len(pdf.pages) > 2
    assert all(f"Câu hỏi số {n}" in text for n in range(30))


@pytest.mark.parametrize(
    ("paper", "mark"),
    [("phieu_tiep_nhan", OF_NOBODY), ("phieu_tiep_nhan", OF_MANY), ("so_theo_doi", MARK), ("phieu_trang", MARK)],
)
def test_a_paper_with_the_mark_of_another_kind_is_refused(paper: str, mark: object) -> None:
    with pytest.raises(PaperFault):
        render(paper, PAPERS[paper], printed=mark)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"version": "Nguyễn Thị Thử"}, {"hash": "abc"}])
def test_a_blank_that_does_not_say_what_made_it_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(PaperFault):
        replace(OF_NOBODY, **wrong)  # type: ignore[arg-type]
