"""The printed papers read as an office expects, hold nothing they should not, and come out the same every time."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.papers import FORMS, Person, PrintMark, printing, render
from tests.papers.figure_samples import FIGURE_PAPERS, OF_FIGURES
from tests.papers.head import HEAD
from tests.papers.plan_samples import PLAN_PAPERS
from tests.papers.samples import (
    INVITATION,
    LETTER,
    MARK,
    MINUTES,
    ONE_STOP,
    PAPERS,
    SLIP,
    mark_of,
    printed,
    sample,
    words,
)

pytestmark = pytest.mark.slow  # sets papers

MM = 72 / 25.4
ROOT = Path(__file__).parents[2]
WIDE = {
    "bang_giao_nhan", "so_theo_doi", "danh_sach_ky_nhan", "danh_sach_hoc_vien", "bao_cao_vuong_mac", "bang_quyet_toan",
    "ai_da_mo_ho_so",
}  # fmt: skip
"""Papers that are a broad table: Decree 30/2020 lets them lie across the page."""
OF_A_PERSON = {"don_de_nghi_ho_tro_de_trong"}
"""What a person writes to an agency: the motto stands on it, no agency's name."""
LETTERS = ("van_ban_de_nghi_xac_minh", "van_ban_tra_loi_xac_minh", "van_ban_tra_loi_nguoi_dan")


def test_there_is_a_sample_of_every_paper() -> None:
    assert PAPERS.keys() == FORMS.keys()


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_is_a4_in_the_shipped_serif(paper: str) -> None:
    pdf = sample(paper)
    for page in pdf.pages:
        size = (round(page.mediabox.width / MM), round(page.mediabox.height / MM))
        assert size == ((297, 210) if paper in WIDE else (210, 297))
        fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
        assert fonts
        assert all("LiberationSerif" in font for font in fonts)


@pytest.mark.parametrize("paper", sorted(PAPERS.keys() - OF_A_PERSON))
def test_the_head_has_the_motto_of_the_state_and_the_agency(paper: str) -> None:
    text = words(sample(paper))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "ỦY BAN NHÂN DÂN THỊ XÃ HƯƠNG TRÀ" in text
    assert "PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI" in text
    assert "Hương Trà, ngày 05 tháng 5 năm 2023" in text


Place = tuple[float, float]


def places(page: Any) -> list[Place]:
    """Where each piece of text begins, in mm from the left and the bottom edge."""
    seen: list[Place] = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            seen.append(((cm[4] + cm[0] * tm[4]) / MM, (cm[5] + cm[3] * tm[5]) / MM))

    page.extract_text(visitor_text=visit)
    return seen


@pytest.mark.parametrize("paper", PAPERS)
def test_the_margins_are_those_of_the_decree(paper: str) -> None:
    """30 mm left, 20 mm right; the number of the page stands in the upper margin, our marks in the lower."""
    for page in sample(paper).pages:
        found = places(page)
        assert min(left for left, _ in found) > 29.9
        assert max(left for left, _ in found) < float(page.mediabox.width) / MM - 20
        assert min(above for _, above in found) > 8


@pytest.mark.parametrize("paper", LETTERS)
def test_a_letter_has_number_whom_it_is_for_what_it_rests_on_and_who_receives_it_in_this_order(paper: str) -> None:
    text = words(sample(paper))
    parts = ["Số: ……/……", "V/v ", "Kính gửi: ", "Nơi nhận:", "- Như trên;", "- Lưu: VT"]
    assert all(text.index(one) < text.index(other) for one, other in pairwise(parts))


def test_what_a_letter_rests_on_stands_one_a_line_and_ends_with_a_full_stop() -> None:
    text = words(printed("van_ban_de_nghi_xac_minh", LETTER))
    assert "Căn cứ Điều 24 Luật Phòng, chống mua bán người ngày 29 tháng 3 năm 2011; Căn cứ Kế hoạch" in text
    assert "năm 2023. Ngày 05" in text


def test_the_slip_says_what_was_heard_and_done() -> None:
    text = words(printed("phieu_tiep_nhan", SLIP))
    for told in (
        "PHIẾU TIẾP NHẬN",
        "Nguyễn Thị Thử Nghiệm",
        "khoảng năm 2001",
        "Ngủ không yên giấc.",
        "02 bộ",
        "học nghề may",
    ):
        assert told in text


def test_the_minutes_name_two_sides_and_both_receipts() -> None:
    text = words(printed("bien_ban_ban_giao", MINUTES))
    for told in ("Bên giao: Phòng Lao động", "Bên nhận: Công an thị xã", "intake.police 218", "ĐẠI DIỆN BÊN NHẬN"):
        assert told in text


def test_the_letter_has_its_parts_in_the_order_of_the_decree() -> None:
    text = words(printed("van_ban_de_nghi_xac_minh", LETTER))
    parts = (
        "Số: ……/……",
        "V/v đề nghị xác minh",
        "Kính gửi: Công an thị xã Hương Trà",
        "Căn cứ Điều 24",
        "Nguyễn Thị Thử Nghiệm",
        "./.",
        "Nơi nhận:",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Lưu: VT, LĐTBXH." in text
    assert "KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG" in text


def test_a_number_is_printed_only_when_the_register_gave_one() -> None:
    numbered = replace(LETTER, head=replace(HEAD, number="12/LĐTBXH"))
    text = words(printed("van_ban_de_nghi_xac_minh", numbered))
    assert "Số: 12/LĐTBXH" in text
    assert "……/……" not in text


def test_a_paper_without_a_date_leaves_it_to_the_pen() -> None:
    undated = replace(LETTER, head=replace(HEAD, on=None))
    assert "ngày …… tháng …… năm" in words(printed("van_ban_de_nghi_xac_minh", undated))


def test_january_and_early_days_take_a_nought() -> None:
    dated = {**msgspec.to_builtins(LETTER), "head": {**msgspec.to_builtins(HEAD), "on": "2023-01-03"}}
    assert "ngày 03 tháng 01 năm 2023" in words(printed("van_ban_de_nghi_xac_minh", dated))


def test_what_is_missing_is_dotted_and_what_was_answered_is_printed() -> None:
    nobody = replace(SLIP, person=Person(sex="không muốn trả lời", birth="không rõ", name="  "))
    text = words(printed("phieu_tiep_nhan", nobody))
    assert "Giới tính: không muốn trả lời" in text
    assert "năm sinh: không rõ" in text
    assert "Họ và tên: ......" in text
    assert "None" not in text


def test_the_invitation_is_neutral_and_names_nobody_received() -> None:
    text = words(printed("phieu_hen_nguoi_dan", INVITATION)).lower()
    assert "ht-7k2-9" in text
    for telling in ("mua bán", "nạn nhân", "công an"):
        assert telling not in text


def test_the_slip_of_a_one_stop_desk_is_one_page_with_the_day_and_leaves_open_what_nobody_said() -> None:
    pdf = printed("giay_hen_mot_cua", replace(ONE_STOP, name=None, appointment=None))
    text = words(pdf)
    assert len(pdf.pages) == 1
    assert "Người nộp hồ sơ: ......" in text
    assert "Ngày hẹn: ngày …… tháng …… năm ………" in text
    assert "Ngày hẹn: 22/05/2023" in words(sample("giay_hen_mot_cua"))


def test_an_application_left_empty_is_one_page_of_the_person_s_own_with_boxes_to_tick() -> None:
    pdf = sample("don_de_nghi_ho_tro_de_trong")
    text = words(pdf)
    assert len(pdf.pages) == 1
    assert text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ĐƠN ĐỀ NGHỊ HỖ TRỢ Kính gửi")
    assert "PHÒNG LAO ĐỘNG" not in text
    assert "Họ và tên: ......" in text
    assert "Trợ cấp khó khăn ban đầu" in text
    assert "×" not in text
    assert "Hương Trà, ngày 05 tháng 5 năm 2023" in text
    assert "NGƯỜI LÀM ĐƠN (Ký hoặc điểm chỉ, ghi rõ họ tên)" in text
    assert "sổ hộ khẩu" not in text.lower()


def test_every_foot_counts_pages_and_names_case_entry_and_printing() -> None:
    long = replace(SLIP, notes="Lời kể dài. " * 500)
    pdf = printed("phieu_tiep_nhan", long)
    assert len(pdf.pages) >= 3
    for number, page in enumerate(pdf.pages, 1):
        foot = " ".join(page.extract_text().split())
        assert f"Trang {number}/{len(pdf.pages)} · Hồ sơ HT-7K2-9 · Mục 131, nhật ký intake.labour" in foot
        assert "ghi vào nhật ký lúc 16:40 ngày 05/05/2023" in foot


def test_the_number_stands_top_centre_from_the_second_page_on() -> None:
    pdf = printed("phieu_tiep_nhan", SLIP)
    tops = [[left for left, above in places(page) if above > 297 - 20] for page in pdf.pages]
    assert tops[0] == []
    [left] = tops[1]
    assert pdf.pages[1].extract_text().split()[0] == "2"
    assert abs(left - (30 + 160 / 2)) < 3


@pytest.mark.parametrize("paper", PAPERS)
def test_the_foot_and_its_square_code_say_which_case_and_which_entry(
    paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    job: dict[str, Any] = {}
    monkeypatch.setattr(printing, "_pressed", lambda asked: job.update(asked) or b"")
    render(paper, PAPERS[paper], printed=mark_of(paper))
    said = {
        "so_theo_doi": ("Mục 132, nhật ký intake.labour", "intake.labour/132"),
        "danh_sach_dong_gop": ("Mục 132, nhật ký intake.labour", "intake.labour/132"),
        "bao_cao_vuong_mac": ("Mục 132, nhật ký intake.labour", "intake.labour/132"),
        **dict.fromkeys(PLAN_PAPERS, ("Mục 132, nhật ký intake.labour", "intake.labour/132")),
        "phieu_trang": ("Phiếu trắng, chưa thuộc hồ sơ nào", "2023/0123456789ab"),
        **dict.fromkeys(FIGURE_PAPERS, (OF_FIGURES.about, OF_FIGURES.address)),
    }
    usual = ("Hồ sơ HT-7K2-9 · Mục 131, nhật ký intake.labour", "HT-7K2-9 intake.labour/131")
    assert (job["mark"]["about"], job["mark"]["qr"]) == said.get(paper, usual)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_of_every_paper_counts_pages_and_says_whether_the_form_is_confirmed(paper: str) -> None:
    sure = printed(paper, PAPERS[paper], replace(mark_of(paper), form_confirmed=True))
    for pdf, confirmed in ((sample(paper), False), (sure, True)):
        for number, page in enumerate(pdf.pages, 1):
            foot = " ".join(page.extract_text().split())
            assert f"Trang {number}/{len(pdf.pages)} · " in foot
            assert ("Mẫu chưa xác nhận" in foot) is not confirmed


def test_the_number_of_the_form_stands_on_top_of_the_first_page_where_the_profile_knows_one() -> None:
    pdf = printed("phieu_tiep_nhan", SLIP, replace(MARK, form="Phụ lục 16, Thông tư ví dụ"))
    assert pdf.pages[0].extract_text().startswith("Phụ lục 16, Thông tư ví dụ")
    assert "Phụ lục 16" not in pdf.pages[1].extract_text()


def test_an_unconfirmed_form_says_so_and_a_confirmed_one_does_not() -> None:
    assert "Mẫu chưa xác nhận" in words(printed("bien_ban_ban_giao", MINUTES))
    assert "Mẫu chưa xác nhận" not in words(printed("bien_ban_ban_giao", MINUTES, replace(MARK, form_confirmed=True)))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_file_itself_names_nobody(paper: str) -> None:
    pdf = sample(paper)
    told = unicodedata.normalize("NFC", " ".join(map(str, (pdf.metadata or {}).values())))
    assert FORMS[paper][1] in told
    for name in ("Nguyễn", "Nghiệm", "Bịa Đặt", "Không Có", "HT-7K2-9"):
        assert name not in told
    xmp = pdf.xmp_metadata
    assert xmp is None or "Nghiệm" not in str(xmp.dc_title)


def in_another_process(paper: str) -> bytes:
    code = (
        "import sys; from shared.papers import render; from tests.papers.samples import mark_of, PAPERS;"
        f"sys.stdout.buffer.write(render({paper!r}, PAPERS[{paper!r}], printed=mark_of({paper!r})))"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=60).stdout


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_paper_is_the_same_bytes_here_and_in_another_process(paper: str) -> None:
    mark = mark_of(paper)
    once = render(paper, PAPERS[paper], printed=mark)
    assert render(paper, PAPERS[paper], printed=mark) == once
    assert in_another_process(paper) == once
    if isinstance(mark, PrintMark):
        assert render(paper, PAPERS[paper], printed=replace(mark, at=mark.at + timedelta(minutes=1))) != once


@pytest.mark.slow
def test_eight_desks_printing_at_once_get_each_their_own_paper() -> None:
    names = [f"Người Thứ {n}" for n in range(8)]
    with ThreadPoolExecutor(8) as desks:
        people = [replace(SLIP, person=Person(name=name)) for name in names]
        slips = list(desks.map(lambda slip: words(printed("phieu_tiep_nhan", slip)), people))
    for name, slip in zip(names, slips, strict=True):
        assert name in slip
        assert not any(other in slip for other in names if other != name)
