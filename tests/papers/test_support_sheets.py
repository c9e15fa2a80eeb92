"""The papers of support, as long as they can get: nothing runs off the page, one page stays one, signatures have company."""

from dataclasses import replace

import pytest

from shared.papers import CaseSummary
from tests.papers.samples import MARK, printed, words
from tests.papers.support_samples import DECISION, PLAN, RECEIPT, REFUSAL, SHEET, SUBMISSION, SUMMARY

pytestmark = pytest.mark.slow  # sets papers


@pytest.mark.parametrize(
    "summary",
    [
        SUMMARY,
        replace(SUMMARY, needs=SUMMARY.needs * 2, late=SUMMARY.late * 2, next_steps=SUMMARY.next_steps * 2),
        replace(SUMMARY, needs=(), benefits=(), late=(), next_steps=(), name=None, left_out=None),
    ],
)
def test_a_summary_is_one_page_however_much_stands_on_it(summary: CaseSummary) -> None:
    pdf = printed("tom_tat_ho_so", summary)
    assert len(pdf.pages) == 1
    assert "None" not in words(pdf)


def test_little_on_a_summary_is_set_in_larger_letters_than_much() -> None:
    def size(summary: CaseSummary) -> float:
        found: list[float] = []

        def visit(said: str, _cm: object, _tm: object, _font: object, size: float) -> None:
            if "Người được hỗ trợ" in said:
                found.append(size)

        printed("tom_tat_ho_so", summary).pages[0].extract_text(visitor_text=visit)
        return found[0]

    assert size(replace(SUMMARY, needs=(), benefits=(), late=())) > size(SUMMARY)


def test_a_plan_of_ten_lines_breaks_between_its_rows_and_is_signed_beside_its_words() -> None:
    pdf = printed("ke_hoach_ho_tro", PLAN)
    first, last = pdf.pages[0].extract_text(), pdf.pages[-1].extract_text()
    assert "Xong" in first
    assert "NGƯỜI QUẢN LÝ HỒ SƠ" in last
    assert "đổi ý bất cứ lúc nào" in last
    assert words(pdf).count("Khám, chữa bệnh, tư vấn lần thứ") == 10


def test_what_nobody_told_is_dotted_on_each_of_them() -> None:
    for paper, data, blank in (
        ("ke_hoach_ho_tro", replace(PLAN, name=None, goals=()), "Họ và tên: ....."),
        ("to_trinh", replace(SUBMISSION, name=None, amount=None), "Số tiền: ....."),
        ("van_ban_tu_choi", replace(REFUSAL, to=None), "Kính gửi: Ông (Bà) ....."),
        ("phieu_xac_nhan_da_nhan", replace(RECEIPT, name=None, given_on=None), "Ngày nhận: ....."),
        ("giay_hen_va_viec_can_lam", replace(SHEET, meeting=None), "Lần gặp tới: ngày …… tháng …… năm ………"),
    ):
        said = words(printed(paper, data))
        assert blank in said, paper
        assert "None" not in said, paper


def test_a_sheet_of_ten_promises_is_two_pages_and_a_short_one_is_one() -> None:
    assert len(printed("giay_hen_va_viec_can_lam", SHEET).pages) == 2
    short = replace(SHEET, promises=SHEET.promises[:2], to_do=())
    assert len(printed("giay_hen_va_viec_can_lam", short).pages) == 1


def test_a_draft_says_so_above_its_title_and_its_articles_are_numbered() -> None:
    said = words(printed("du_thao_quyet_dinh", DECISION))
    assert said.index("DỰ THẢO") < said.index("QUYẾT ĐỊNH Về việc")
    assert all(f"Điều {n}. " in said for n in (1, 2, 3))


def test_a_complaint_that_somebody_confirmed_takes_the_place_of_the_dots() -> None:
    said = words(printed("van_ban_tu_choi", replace(REFUSAL, complaint="Theo quy định đã xác nhận."), MARK))
    assert "Nếu không đồng ý với kết quả này Theo quy định đã xác nhận." in said
    assert "chưa được xác nhận." not in said.replace("Mẫu chưa xác nhận", "").split("Nơi nhận")[0]
