"""Submission, draft decision and refusal: what was known and written down, no number, day or amount of ours."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.support.domain import case_commands as asked
from services.support.domain.benefits import claim_commands as claims
from services.support.pages.case_papers.refusal import by_number
from shared.access import SectionsOpened, Way
from shared.kernel.sealed import Sealed
from tests.support.paper_lives import (
    STORY,
    Desks,
    appraised,
    granted,
    proposed_to_refuse,
    sent,
)
from tests.support.printed import (
    OPINION,
    SUMMARY,
    all_there,
    draft,
    none_there,
    on_paper,
    paper,
    read_last,
    refusal,
    stand_inside_the_margins,
    submission,
)
from tests.support.samples import LATER, NAME, NEXT
from tests.support.test_benefit_pages import FIRST
from tests.support.test_benefit_papers import TELLING, words
from tests.support.test_pages import text

pytestmark = pytest.mark.slow  # each sets a paper or two


def test_before_the_appraisal_the_submission_is_open_to_the_pen_and_no_amount_stands_on_it(desks: Desks) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    said = on_paper(desks.lan(), submission())
    all_there(
        said, "TỜ TRÌNH Về việc giải quyết chế độ: trợ cấp khó khăn ban đầu", "Số: ……/TTr-……",
        "ngày …… tháng …… năm ……", "Kính gửi: Chủ tịch UBND thị xã",
        "Căn cứ Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12; Căn cứ Điều 23 Nghị định số 09/2013/NĐ-CP;",
        f"Họ và tên: {NAME}", "Ngày xác định là nạn nhân: 09/05/2023",
        "Giấy tờ chứng nhận: Giấy xác nhận nạn nhân của Công an cấp huyện",
        "MC-12, Ủy ban nhân dân xã Bình Tiến", "Ngày nộp đơn: 11/05/2023", "12/UBND, ngày 12/05/2023",
        "Số tiền: ......", "(số, ngày): ......", "Lý do nếu không đề nghị cho hưởng: .....",
        "THỦ TRƯỞNG CƠ QUAN", "Mẫu chưa xác nhận",
    )  # fmt: skip
    none_there(said, "×", " đ ", "3.000.000", "1.000.000")


def test_the_submission_names_each_rule_that_was_asked_with_its_text_and_whether_anybody_confirmed_it(
    desks: Desks,
) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    desks.lead_does(asked.ChooseReading(NEXT, "allowance_poverty.income", Sealed("theo nghị quyết")))
    said = on_paper(desks.lan(), submission())
    all_there(
        said, "Luật dành cho: Nạn nhân là công dân Việt Nam Có", "Có giấy tờ chứng nhận là nạn nhân Có",
        "Thuộc hộ nghèo Có Điều 37, Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12; Điều 23",
        "Thuộc hộ nghèo theo tiêu chí thu nhập Có Thông tư số 84/2019/TT-BTC (chưa xác nhận)",
        "Hiểu “hộ nghèo” thế nào từ năm 2022: hai văn bản ghi khác nhau; đã chọn “Chỉ theo tiêu chí thu nhập",
        "Chưa tìm thấy mức chi do HĐND tỉnh quy định", "Chưa tìm thấy thời hạn ra quyết định",
    )  # fmt: skip


def test_after_the_appraisal_it_bears_the_number_the_amount_and_the_resolution_that_the_officer_wrote(
    desks: Desks,
) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    appraised(desks, OPINION)
    answer = paper(desks.lan(), submission())
    said = words(answer)
    all_there(
        said, "Số: 15/TTr-LĐTBXH", "× Đề nghị cho hưởng", "Số tiền: 3.000.000 đ", "12/NQ-HĐND, ngày 10/07/2020",
        " ".join(f"Ý kiến thẩm định: {OPINION}".split()),
    )  # fmt: skip
    none_there(said, "× Đề nghị không cho hưởng", "Lý do nếu không", STORY)
    assert read_last(desks.lead.ledger).fact == SectionsOpened(("identity", "note"), Way.PRINTED, "to_trinh")
    stand_inside_the_margins(answer)


def test_a_late_application_is_said_to_whoever_signs(desks: Desks) -> None:
    lan, nhung = desks.lan(), desks.nhung()
    desks.done(lan, "benefit-guidance", benefit="initial_allowance", guided_on="10/05/2023", she_agrees="true")
    for office in (desks.lead, desks.communes):
        office.clock.set(date(2024, 6, 30))
    desks.done(nhung, "application", application=FIRST, applied_on="20/06/2024", one_stop_code="MC-1")
    desks.done(nhung, "application-file", application=FIRST, sent_on="21/06/2024", number="1/UBND")
    assert "Đơn nộp sau 12 tháng" in on_paper(desks.lan(), submission())


def test_the_draft_that_grants_has_no_number_no_day_and_no_payer_before_it_is_signed(desks: Desks) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    assert desks.lan().get(draft()).status_code == 409
    appraised(desks)
    said = on_paper(desks.lan(), draft())
    all_there(
        said, "ỦY BAN NHÂN DÂN THỊ XÃ HƯƠNG TRÀ", "Số: ……/QĐ-UBND", "ngày …… tháng …… năm ……", "DỰ THẢO",
        "CHỦ TỊCH UBND THỊ XÃ", "Căn cứ Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12;",
        "Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh số 12/NQ-HĐND, ngày 10/07/2020;",
        "tại Tờ trình số 15/TTr-LĐTBXH.",
        f"Điều 1. Ông (bà) {NAME}, năm sinh 1999, mã hồ sơ HT-7K2Q4-9, được hưởng: trợ cấp khó khăn ban đầu.",
        "Số tiền: 3.000.000 đ (bằng chữ: ……", "Nguồn kinh phí: ……", "Nơi chi trả: ……", "Nơi nhận: - Như Điều 3; - Lưu: VT.",
        "CHỦ TỊCH", "Mẫu chưa xác nhận",
    )  # fmt: skip
    assert read_last(desks.lead.ledger).fact == SectionsOpened(("identity",), Way.PRINTED, "du_thao_quyet_dinh")


def test_the_draft_that_refuses_says_why_and_leaves_complaining_to_whoever_signs(desks: Desks) -> None:
    proposed_to_refuse(desks, UUID(FIRST))
    said = on_paper(desks.lan(), draft())
    all_there(
        said, "không được hưởng: hỗ trợ học nghề.",
        "Lý do: không đủ điều kiện theo luật; điều kiện chưa đáp ứng: có nhu cầu học nghề.",
        "tại Tờ trình số 16/TTr-LĐTBXH.",
        "Quyền khiếu nại, nơi nhận và thời hạn (nơi ký ghi rõ, nội dung này chưa được xác nhận)",
    )  # fmt: skip
    none_there(said, "Số tiền", "Nghị quyết")


def test_what_began_under_a_law_that_knew_the_benefit_is_not_laid_before_anybody_under_one_that_does_not(
    desks: Desks,
) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    regimes = {code: each for code, each in desks.lead.law.regimes.items() if "initial_allowance" not in each.benefits}
    desks.lead.law = replace(desks.lead.law, regimes=regimes)
    before = desks.lead.ledger.store.last()
    answer = desks.lan().get(submission())
    assert answer.status_code == 409
    assert "benefit.not_in_law" in answer.text
    assert desks.lead.ledger.store.last() == before
    assert "initial_allowance" in on_paper_of_the_leader(desks)


def on_paper_of_the_leader(desks: Desks) -> str:
    """What the law of the day has no word for stands as its code, and stops nobody."""
    lists = desks.lead.law.lists
    without = {code: each for code, each in lists["benefits"].items() if code != "initial_allowance"}
    desks.lead.law = replace(desks.lead.law, lists={**lists, "benefits": without})
    return on_paper(desks.lan(), SUMMARY)


def test_once_it_is_decided_there_is_no_draft_any_more(desks: Desks) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    appraised(desks)
    granted(desks)
    answer = desks.lan().get(draft())
    assert answer.status_code == 409
    assert "Đã có quyết định. Dùng bản đã ký." in text(answer)
    assert desks.lan().get(refusal(FIRST)).status_code == 409


def test_the_refusal_tells_her_the_reason_as_it_was_when_it_was_decided_the_texts_and_the_way_on(whole: Desks) -> None:
    said = on_paper(whole.lan(), refusal())
    all_there(
        said, "V/v trả lời đơn đề nghị hỗ trợ", f"Kính gửi: Ông (Bà) {NAME}",
        "Ngày 11/05/2023, Ông (Bà) đã nộp đơn đề nghị hỗ trợ: hỗ trợ học nghề.",
        "Theo Quyết định số 78/QĐ-UBND ngày 22/05/2023, đơn này không được chấp nhận.",
        "- Không đủ điều kiện theo luật. - Điều kiện chưa đáp ứng: Có nhu cầu học nghề.",
        "Căn cứ: Điều 37 Luật số 66/2011/QH12; Điều 23 Nghị định số 09/2013/NĐ-CP",
        "có thể nộp đơn lại tại Bộ phận tiếp nhận và trả kết quả, Ủy ban nhân dân xã Bình Tiến.",
        "Hỏi thêm, gọi hoặc đến: .....", "Nếu không đồng ý với kết quả này .....",
        "nội dung này chưa được xác nhận", "Số: ……/……", "Mẫu chưa xác nhận",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        ("Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12", "Điều 38 Luật số 66/2011/QH12"),
        ("Luật Trợ giúp pháp lý 2017; Nghị định số 09/2013/NĐ-CP",) * 2,
        ("Bộ luật Hình sự số 100/2015/QH13", "Bộ luật số 100/2015/QH13"),
        ("Nghị định số 09/2013/NĐ-CP",) * 2,
    ],
)  # fmt: skip
def test_on_what_she_takes_home_a_law_is_cited_by_its_number(cited: str, told: str) -> None:
    assert by_number(cited) == told


def test_a_refusal_for_a_missing_certificate_does_not_say_what_the_certificate_is_of(desks: Desks) -> None:
    sent(desks, "vocational_training", FIRST, 12)
    desks.lead_does(asked.LearnStatus("not_victim", LATER))
    first = UUID(FIRST)
    desks.lead_does(
        claims.AppraiseApplication(first, LATER, "16/TTr", False, reason="not_entitled"),
        claims.RecordBenefitDecision(first, "78/QĐ", LATER, False, reason="not_entitled"),
    )
    said = on_paper(desks.lan(), refusal(FIRST))
    all_there(said, "Hồ sơ chưa có giấy tờ chứng nhận theo quy định.")
    none_there(said, *TELLING)
