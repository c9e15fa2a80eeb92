"""The papers of support as each officer prints them: what stands on each, what must not, and that printing is an entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from httpx import Response
from pypdf import PdfReader
from starlette.testclient import TestClient

from services.support.domain import case_commands as asked
from services.support.domain import work_commands as at_work
from services.support.domain.benefits import claim_commands as claims
from services.support.domain.words import Disclosure, PlanItem, Risk
from services.support.pages.case_papers.catalogue import TAKEN_HOME
from services.support.pages.case_papers.refusal import by_number
from services.support.pages.papers import SEEN_AT_HOME
from shared.access import SectionsOpened, Way
from shared.kernel.sealed import Sealed
from shared.testing import entries
from tests.papers.test_papers import places
from tests.support.office import Office
from tests.support.paper_lives import (
    COUNSELLING,
    GOALS,
    LEGAL,
    PLAN,
    SECOND,
    STORY,
    UNION,
    Desks,
    appraised,
    full,
    granted,
    planned,
    proposed_to_refuse,
    referred,
    refused,
    sent,
)
from tests.support.samples import LATER, NAME, NEXT, PHONE
from tests.support.test_benefit_pages import FIRST
from tests.support.test_benefit_papers import TELLING, words
from tests.support.test_pages import PAGE, text

pytestmark = pytest.mark.slow  # each sets a paper or two

PLAN_PAPER, SHEET, SUMMARY = (
    f"{PAGE}/papers/{code}.pdf" for code in ("ke_hoach_ho_tro", "giay_hen_va_viec_can_lam", "tom_tat_ho_so")
)
OPINION = "Hồ sơ đủ giấy tờ, đã đối chiếu với bản gốc của xã. " * 6
MM = 72 / 25.4


def submission(application: object = FIRST) -> str:
    return f"{PAGE}/applications/{application}/to_trinh.pdf"


def draft(application: object = FIRST) -> str:
    return f"{PAGE}/applications/{application}/du_thao_quyet_dinh.pdf"


def refusal(application: object = SECOND) -> str:
    return f"{PAGE}/applications/{application}/van_ban_tu_choi.pdf"


def receipt(referral: object) -> str:
    return f"{PAGE}/referrals/{referral}/phieu_xac_nhan_da_nhan.pdf"


def paper(who: TestClient, address: str) -> Response:
    answer: Response = who.get(address)
    assert answer.status_code == 200, text(answer)
    assert answer.headers["content-type"] == "application/pdf"
    return answer


def on_paper(who: TestClient, address: str) -> str:
    return words(paper(who, address))


def pages_of(answer: Response) -> list[Any]:
    return list(PdfReader(BytesIO(answer.content)).pages)


def all_there(said: str, *told: str) -> None:
    assert [each for each in told if each not in said] == [], said


def none_there(said: str, *telling: str) -> None:
    assert [each for each in telling if each.lower() in said.lower()] == [], said


def without_reading(office: Office) -> None:
    """An office whose officers may read of nobody who she is."""
    desk = office.support.desk
    desk.rights = replace(
        desk.rights, rows=tuple(replace(r, sections=r.sections - {"identity"}) for r in desk.rights.rows)
    )


def stand_inside_the_margins(answer: Response) -> None:
    for page in pages_of(answer):
        found = places(page)
        assert min(left for left, _ in found) > 29.9
        assert max(left for left, _ in found) < float(page.mediabox.width) / MM - 20
        assert min(above for _, above in found) > 8


@pytest.fixture
def desks() -> Desks:
    return Desks()


@pytest.fixture(scope="module")
def whole() -> Desks:
    """Everything has happened. Only printed from, never moved on."""
    desks = Desks()
    full(desks)
    return desks


def test_the_plan_has_every_line_with_its_agency_regime_day_and_her_yes_or_no_and_both_sign_it(whole: Desks) -> None:
    said = on_paper(whole.lan(), PLAN_PAPER)
    all_there(
        said, "KẾ HOẠCH HỖ TRỢ", f"Họ và tên: {NAME}", "Ngày thống nhất: 22/05/2023",
        "Kế hoạch: lần thứ 2, thay cho kế hoạch lần thứ 1, ngày 09/05/2023",
        "- Học nghề may rồi mở một tiệm nhỏ.", "- Ở gần mẹ.",
        "1 Khám, chữa bệnh Trung tâm Y tế thị xã 15/06/2023 Có",
        "Hỗ trợ học văn hóa, học nghề 15/06/2023 Có",
        "8 Tư vấn, tín chấp vay vốn Hội Liên hiệp Phụ nữ thị xã .................. Không",
        "10 Thăm hỏi tại nhà Ủy ban nhân dân xã Bình Tiến", "có thể nói không với từng việc",
        "NGƯỜI ĐƯỢC HỖ TRỢ (Ký hoặc điểm chỉ, nếu đồng ý) NGƯỜI QUẢN LÝ HỒ SƠ", "Số: ……/……",
        "Trang 1/2 · Hồ sơ HT-7K2Q4-9", "Mẫu chưa xác nhận",
    )  # fmt: skip
    none_there(said, STORY, PHONE, "Khỏe lại.")


def test_the_plan_is_printed_after_the_entry_that_says_what_of_her_stands_on_it(whole: Desks) -> None:
    said = on_paper(whole.lan(), PLAN_PAPER)
    entry = entries(whole.lead.ledger)[-1]
    assert entry.fact == SectionsOpened(("identity", "note"), Way.PRINTED, "ke_hoach_ho_tro")
    assert f"Mục {entry.position}, nhật ký support.labour" in said


def test_a_plan_without_goals_leaves_room_for_them_and_opens_no_note(desks: Desks) -> None:
    planned(desks, goals=None)
    said = on_paper(desks.lan(), PLAN_PAPER)
    assert "theo lời người được hỗ trợ ....." in said
    assert entries(desks.lead.ledger)[-1].fact == SectionsOpened(("identity",), Way.PRINTED, "ke_hoach_ho_tro")


def test_before_a_plan_is_agreed_neither_plan_nor_sheet_is_printed_and_the_page_says_why(desks: Desks) -> None:
    before = desks.lead.ledger.store.last()
    for address in (PLAN_PAPER, SHEET):
        answer = desks.lan().get(address)
        assert answer.status_code == 409
        assert "Thống nhất kế hoạch hỗ trợ rồi in." in text(answer)
    assert {type(e.fact) for e in entries(desks.lead.ledger) if e.position > before} <= {SectionsOpened}
    assert not [e for e in entries(desks.lead.ledger) if e.position > before and e.fact.way is Way.PRINTED]


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
    assert entries(desks.lead.ledger)[-1].fact == SectionsOpened(("identity", "note"), Way.PRINTED, "to_trinh")
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
    assert entries(desks.lead.ledger)[-1].fact == SectionsOpened(("identity",), Way.PRINTED, "du_thao_quyet_dinh")


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


def test_the_receipt_is_filled_in_from_what_was_delivered_and_open_before(desks: Desks) -> None:
    referred(desks)
    filled, open_ = on_paper(desks.thuy(), receipt(UNION)), on_paper(desks.mai(), receipt(COUNSELLING))
    all_there(
        filled, "HỘI LIÊN HIỆP PHỤ NỮ THỊ XÃ", "PHIẾU XÁC NHẬN ĐÃ NHẬN HỖ TRỢ", f"người nhận: {NAME}",
        "Việc hỗ trợ: Sinh hoạt Hội", "Phòng Lao động - Thương binh và Xã hội, ngày 09/05/2023",
        "Ngày nhận: 22/05/2023", "Số lượng, số lần: 2", "Tôi đã nhận đủ.", "NGƯỜI NHẬN (Ký hoặc điểm chỉ, nếu đồng ý)",
        "nhật ký support.womens_union", "Mẫu chưa xác nhận",
    )  # fmt: skip
    all_there(open_, "TRUNG TÂM Y TẾ", "Việc hỗ trợ: Tư vấn, trị liệu tâm lý", "Ngày nhận: .....", "số lần: .....")
    none_there(filled + open_, *TELLING, PHONE, "×", "Tư vấn pháp lý")
    assert entries(desks.union.ledger)[-1].fact == SectionsOpened(("identity",), Way.PRINTED, "phieu_xac_nhan_da_nhan")


def test_a_receipt_of_an_agency_that_was_not_given_the_name_has_room_for_it(desks: Desks) -> None:
    desks.lead_does(asked.OfferReferral("counselling", "health", NEXT, True))
    desks.answers(desks.health, at_work.AcceptReferral(COUNSELLING, NEXT))
    assert "người nhận: ....." in on_paper(desks.mai(), receipt(COUNSELLING))
    assert entries(desks.health.ledger)[-1].fact == SectionsOpened(
        ("open_part",), Way.PRINTED, "phieu_xac_nhan_da_nhan"
    )


def test_before_it_took_the_referral_on_an_agency_prints_no_receipt(desks: Desks) -> None:
    desks.lead_does(asked.OfferReferral("counselling", "health", NEXT, True, (Disclosure.IDENTITY,)))
    before = desks.health.ledger.store.last()
    assert desks.mai().get(receipt(COUNSELLING)).status_code == 403
    assert desks.health.ledger.store.last() == before


def test_the_summary_of_a_full_case_is_one_page_with_where_things_stand_and_who_has_the_ball(whole: Desks) -> None:
    answer = paper(whole.lan(), SUMMARY)
    said = words(answer)
    assert len(pages_of(answer)) == 1
    all_there(
        said, "TÓM TẮT HỒ SƠ Mã hồ sơ: HT-7K2Q4-9", "Người được hỗ trợ: nữ, từ đủ 18 tuổi, xã Bình Tiến",
        "Ngày tiếp nhận: 08/05/2023", "Xác định: là nạn nhân, ngày 09/05/2023",
        "Giấy xác nhận nạn nhân của Công an cấp huyện, số ……", "Giai đoạn: đang theo dõi",
        "Kế hoạch: lần thứ 2, ngày 22/05/2023, 10 việc", "Nguy cơ: cao (ngày 22/05/2023)", "Lần gặp tới: 22/06/2023",
        "Đang giữ việc: Trung tâm Y tế, Phòng Tư pháp, UBND xã Bình Tiến",
        "Trả lời đề nghị: Tư vấn pháp lý: hạn 15/06/2023, đang ở Phòng Tư pháp",
        "Việc trong kế hoạch: Khám, chữa bệnh: hạn 15/06/2023, đang ở Phòng LĐ-TB&XH",
        "Tâm lý Đang thực hiện Tư vấn, trị liệu tâm lý Trung tâm Y tế",
        "Hòa nhập cộng đồng Đã hỗ trợ Sinh hoạt Hội", "Vay vốn Người đó không muốn",
        "77/QĐ-UBND, ngày 22/05/2023 3.000.000 đ 1.000.000 đ", "Hỗ trợ học nghề Không được hưởng 78/QĐ-UBND",
        "Còn 3 mục khác, xem trên hồ sơ.", "Trang 1/1", "Mẫu chưa xác nhận",
    )  # fmt: skip
    none_there(said, STORY, PHONE, GOALS.splitlines()[0])
    stand_inside_the_margins(answer)


def test_the_summary_bears_the_name_only_when_whoever_prints_may_read_it(whole: Desks, desks: Desks) -> None:
    assert f"Họ và tên: {NAME}" in on_paper(whole.lan(), SUMMARY)
    without_reading(desks.lead)
    said = on_paper(desks.lan(), SUMMARY)
    none_there(said, NAME, "Họ và tên")
    assert entries(desks.lead.ledger)[-1].fact == SectionsOpened(("open_part",), Way.PRINTED, "tom_tat_ho_so")


def test_the_summary_of_a_case_that_just_began_says_that_nothing_is_there_yet(desks: Desks) -> None:
    said = on_paper(desks.lan(), SUMMARY)
    all_there(
        said, "Kế hoạch: chưa thống nhất", "Nguy cơ: chưa đánh giá", "Lần gặp tới: chưa hẹn", "Hạn gần nhất: không có",
        "Không có việc nào quá hạn.", "Đánh giá nhu cầu: Phòng LĐ-TB&XH",
    )  # fmt: skip
    none_there(said, "None", "Từ nhu cầu đến hỗ trợ", "Chế độ đã đề nghị")


def test_of_a_closed_case_nothing_is_late_and_nobody_has_to_act(desks: Desks) -> None:
    full(desks)
    desks.lead_does(asked.CloseCase(date(2023, 6, 29), "lost_contact"))
    said = on_paper(desks.lan(), SUMMARY)
    all_there(
        said, "Giai đoạn: đã kết thúc", "không còn cơ quan nào", "Không có việc nào quá hạn.", "Không còn việc nào chờ."
    )
    assert desks.lan().get(SHEET).status_code == 409


def test_the_sheet_says_in_plain_words_who_helps_with_what_until_when_and_what_she_may_do(desks: Desks) -> None:
    planned(desks)
    referred(desks)
    desks.done(desks.lan(), "benefit-guidance", benefit="initial_allowance", guided_on="10/05/2023", she_agrees="true")
    july = PlanItem("treatment", "health", due_on=date(2023, 7, 31))
    plan = (july, *PLAN[1:])
    desks.lead_does(asked.AgreePlan(LATER, plan, True), asked.RecordFollowUp(LATER, Risk.LOW, date(2023, 7, 3)))
    answer = paper(desks.lan(), SHEET)
    said = words(answer)
    all_there(
        said, "GIẤY HẸN VÀ VIỆC CẦN LÀM", "Mã của bạn: HT-7K2Q4-9", "Lần gặp tới: 03/07/2023", "Mấy giờ: .....",
        "Việc bạn cần làm", "Bộ phận một cửa, Ủy ban nhân dân xã Bình Tiến, để nộp đơn: trợ cấp khó khăn ban đầu.",
        "Trước hết ngày 09/05/2024.",
        "Ngày 22/05/2023, bạn và chúng tôi đã cùng thống nhất:",
        "Khám bệnh, chữa bệnh Trung tâm Y tế thị xã giúp bạn. Trước ngày: 31/07/2023 Gọi: .....",
        "Gặp cán bộ tư vấn", "Cán bộ đến thăm Ủy ban nhân dân xã Bình Tiến giúp bạn.",
        "Việc đã xong • Tham gia sinh hoạt Hội", "Bạn đã nói không • Hỏi về vay vốn",
        "Bạn có thể nói không với từng việc", "Bạn có thể hỏi ai đã mở hồ sơ của bạn.", "Bạn có thể đi cùng người bạn tin.",
        "Mẫu chưa xác nhận",
    )  # fmt: skip
    none_there(said, *TELLING, NAME, PHONE, STORY, *GOALS.splitlines(), "15/06/2023")
    assert len(pages_of(answer)) == 2
    assert entries(desks.lead.ledger)[-1].fact == SectionsOpened(
        ("open_part",), Way.PRINTED, "giay_hen_va_viec_can_lam"
    )
    stand_inside_the_margins(answer)


def sizes(page: Any) -> set[float]:
    """The sizes of letters between the head, which the decree sets, and the foot."""
    found: list[tuple[float, float]] = []

    def visit(said: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if said.strip():
            found.append(((cm[5] + cm[3] * tm[5]) / MM, abs(size * cm[3] * tm[3])))

    page.extract_text(visitor_text=visit)
    return {round(size, 1) for above, size in found if 30 < above < 297 - 45}


def test_the_sheet_is_in_large_print(whole: Desks) -> None:
    for page in pages_of(paper(whole.lan(), SHEET)):
        assert min(sizes(page)) >= 16


def test_a_meeting_or_a_day_that_is_past_is_left_to_the_pen(whole: Desks) -> None:
    said = on_paper(whole.lan(), SHEET)
    all_there(said, "Lần gặp tới: ngày …… tháng …… năm ………", "Trước ngày: .....")
    none_there(said, "22/06/2023", "15/06/2023")


def test_no_sheet_tells_a_stranger_why_whatever_was_agreed_and_whoever_helps() -> None:
    desks = Desks()
    law = desks.lead.law
    holders = ((code, law.holder(item.group or "")) for code, item in law.lists["services"].items())
    items = tuple(PlanItem(code, agency.id) for code, agency in holders if agency)
    assert items
    desks.lead_does(asked.AgreePlan(NEXT, items, True))
    said = on_paper(desks.lan(), SHEET)
    none_there(said, *TELLING, "trị liệu", "tín chấp")
    assert said.count("giúp bạn.") == len(items)


def test_every_service_of_the_profile_has_plain_words() -> None:
    desks = Desks()
    known = desks.lead.support.words
    assert [code for code in desks.lead.law.lists["services"] if f"plain.{code}" not in known] == []


@pytest.mark.parametrize("wish", sorted(SEEN_AT_HOME))
def test_whoever_wants_no_paper_at_home_is_asked_before_the_sheet_is_handed_over(wish: str) -> None:
    desks = Desks(confidentiality=(wish,))
    planned(desks)
    page = text(desks.lan().get(PAGE))
    kept = desks.lead.law.lists["confidentiality_choices"][wish].vi
    assert f"không muốn thì đọc cho nghe rồi giữ lại. Ý muốn đã ghi: {kept}." in page
    none_there(on_paper(desks.lan(), SHEET), kept)


def test_a_suspected_guardian_gets_no_sheet_and_nobody_else_is_warned() -> None:
    suspected, other = Desks(representative_suspected=True), Desks()
    for desks in (suspected, other):
        planned(desks)
    assert "Không đưa giấy này cho cha mẹ hoặc người giám hộ." in text(suspected.lan().get(PAGE))
    page = text(other.lan().get(PAGE))
    none_there(page, "Không đưa giấy này", "đọc cho nghe rồi giữ lại")


def _all(desks: Desks) -> dict[str, str]:
    return {
        "ke_hoach_ho_tro": PLAN_PAPER, "giay_hen_va_viec_can_lam": SHEET, "tom_tat_ho_so": SUMMARY,
        "to_trinh": submission(), "van_ban_tu_choi": refusal(),
    }  # fmt: skip


def test_the_leads_papers_are_nobody_elses_and_asking_for_them_prints_nothing(whole: Desks) -> None:
    others: list[tuple[Office, Callable[[], TestClient]]] = [
        (whole.health, whole.mai), (whole.union, whole.thuy), (whole.communes, whole.nhung),
    ]  # fmt: skip
    for address in _all(whole).values():
        for office, who in others:
            before = office.ledger.store.last()
            assert who().get(address).status_code == 404, address
            assert office.ledger.store.last() == before
        for role in ("intake_officer", "clerk", "leader"):
            assert whole.lead.browser(role).get(address).status_code == 403
    assert whole.lan().get(receipt(UNION)).status_code == 404
    assert whole.mai().get(receipt(UNION)).status_code == 409
    assert whole.lan().get(f"{PAGE}/papers/giay_khai_sinh.pdf").status_code == 404


def test_whose_right_to_print_was_taken_is_offered_nothing_and_gets_nothing(desks: Desks) -> None:
    planned(desks)
    desk = desks.lead.support.desk
    kept = [row for row in desk.rights.rows if not any(deed.endswith(".print") for deed in row.deeds)]
    desk.rights = replace(desk.rights, rows=tuple(kept))
    assert "/papers/" not in desks.lan().get(PAGE).text
    before = desks.lead.ledger.store.last()
    assert [desks.lan().get(each).status_code for each in (PLAN_PAPER, SHEET, SUMMARY)] == [403, 403, 403]
    assert desks.lead.ledger.store.last() == before


def test_whoever_may_not_read_the_name_prints_dotted_lines_on_every_paper(desks: Desks) -> None:
    full(desks)
    without_reading(desks.lead)
    for code, address in _all(desks).items():
        said = on_paper(desks.lan(), address)
        assert NAME not in said, code
        assert entries(desks.lead.ledger)[-1].fact.way is Way.PRINTED


def test_no_paper_she_takes_home_tells_a_stranger_why(whole: Desks) -> None:
    for code in TAKEN_HOME:
        none_there(on_paper(whole.lan(), _all(whole)[code]), *TELLING)


def test_long_reasons_and_ten_lines_stay_inside_the_margins_and_the_foot_counts_every_page(whole: Desks) -> None:
    for code, address in _all(whole).items():
        answer = paper(whole.lan(), address)
        stand_inside_the_margins(answer)
        found = pages_of(answer)
        for number, page in enumerate(found, 1):
            assert f"Trang {number}/{len(found)} · Hồ sơ HT-7K2Q4-9" in " ".join(page.extract_text().split()), code


def test_signatures_of_the_plan_never_stand_alone_on_a_page(whole: Desks) -> None:
    last = pages_of(paper(whole.lan(), PLAN_PAPER))[-1].extract_text()
    assert "NGƯỜI ĐƯỢC HỖ TRỢ" in last
    assert "có thể nói không với từng việc" in last


def test_no_agency_prints_the_receipt_of_another(whole: Desks) -> None:
    assert [whole.mai().get(receipt(each)).status_code for each in (UNION, LEGAL)] == [409, 409]


def test_after_a_refusal_was_written_down_the_letter_is_offered_at_once(desks: Desks) -> None:
    refused(desks, UUID(FIRST))
    page = desks.lan().get(f"{PAGE}?done=benefit-decision").text
    assert page.count(refusal(FIRST)) == 2


def test_once_a_plan_was_agreed_plan_and_sheet_are_offered_at_once_the_sheet_only_to_whom_it_harms_nobody() -> None:
    free, kept = Desks(confidentiality=()), Desks(confidentiality=("not_family",))
    for desks in (free, kept):
        planned(desks)
    offered = [desks.lan().get(f"{PAGE}?done=plan").text for desks in (free, kept)]
    assert [page.count(PLAN_PAPER) for page in offered] == [2, 2]
    assert [page.count(SHEET) for page in offered] == [2, 1]


def test_what_cannot_be_printed_yet_is_greyed_with_what_it_waits_for(desks: Desks) -> None:
    sent(desks, "initial_allowance", FIRST, 12)
    page = desks.lan().get(PAGE)
    assert submission() in page.text
    assert draft() not in page.text
    assert "In dự thảo quyết định: trợ cấp khó khăn ban đầu Ghi thẩm định theo tờ trình rồi in." in text(page)
    assert "In kế hoạch hỗ trợ Thống nhất kế hoạch hỗ trợ rồi in." in text(page)


def test_the_lead_and_a_commune_print_receipts_for_what_they_gave_themselves(desks: Desks) -> None:
    offer = partial(asked.OfferReferral, offered_on=NEXT, she_agrees=True, sections=(Disclosure.IDENTITY,))
    desks.lead_does(offer("job_placement", "labour"), offer("home_visit", "communes"))
    for office, referral in ((desks.lead, COUNSELLING), (desks.communes, UNION)):
        desks.answers(office, at_work.AcceptReferral(referral, NEXT))
    all_there(on_paper(desks.lan(), receipt(COUNSELLING)), "PHÒNG LAO ĐỘNG", "Giới thiệu việc làm", NAME)
    all_there(on_paper(desks.nhung(), receipt(UNION)), "ỦY BAN NHÂN DÂN XÃ BÌNH TIẾN", "Thăm hỏi tại nhà", NAME)
    assert desks.nhung("20008").get(receipt(UNION)).status_code == 403
