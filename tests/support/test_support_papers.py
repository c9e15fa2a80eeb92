"""The papers of support as each officer prints them: plan and receipt, who may print what, and that printing is an entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.support.domain import case_commands as asked
from services.support.domain import work_commands as at_work
from services.support.domain.words import Disclosure
from services.support.pages.case_papers.catalogue import TAKEN_HOME
from shared.access import SectionsOpened, Way
from shared.testing import entries
from tests.support.office import Office
from tests.support.paper_lives import (
    COUNSELLING,
    LEGAL,
    STORY,
    UNION,
    Desks,
    full,
    planned,
    referred,
    refused,
    sent,
)
from tests.support.printed import (
    PLAN_PAPER,
    SHEET,
    SUMMARY,
    all_papers,
    all_there,
    draft,
    none_there,
    on_paper,
    pages_of,
    paper,
    read_last,
    receipt,
    refusal,
    stand_inside_the_margins,
    submission,
    without_reading,
)
from tests.support.samples import NAME, NEXT, PHONE, UNTIL
from tests.support.test_benefit_pages import FIRST
from tests.support.test_benefit_papers import TELLING
from tests.support.test_pages import PAGE, text

pytestmark = pytest.mark.slow  # each sets a paper or two


def test_the_plan_has_every_line_with_its_agency_regime_day_and_her_yes_or_no_and_both_sign_it(whole: Desks) -> None:
    said = on_paper(whole.lan(), PLAN_PAPER)
    all_there(
        said, "KẾ HOẠCH HỖ TRỢ", f"Họ và tên: {NAME}", "Ngày thống nhất: 22/05/2023",
        "Kế hoạch: lần thứ 2, thay cho kế hoạch lần thứ 1, ngày 09/05/2023",
        "- Việc làm, thu nhập (trước ngày 15/06/2023): Học nghề may rồi mở một tiệm nhỏ.",
        "- Gia đình (trước ngày 15/06/2023): Ở gần mẹ.",
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
    entry = read_last(whole.lead.ledger)
    assert entry.fact == SectionsOpened(("identity", "note"), Way.PRINTED, "ke_hoach_ho_tro")
    assert f"Mục {entry.position}, nhật ký support.labour" in said


def test_a_plan_without_goals_leaves_room_for_them_and_opens_no_note(desks: Desks) -> None:
    planned(desks, goals=None)
    said = on_paper(desks.lan(), PLAN_PAPER)
    assert "theo lời người được hỗ trợ ....." in said
    assert read_last(desks.lead.ledger).fact == SectionsOpened(("identity",), Way.PRINTED, "ke_hoach_ho_tro")


def test_before_a_plan_is_agreed_neither_plan_nor_sheet_is_printed_and_the_page_says_why(desks: Desks) -> None:
    before = desks.lead.ledger.store.last()
    for address in (PLAN_PAPER, SHEET):
        answer = desks.lan().get(address)
        assert answer.status_code == 409
        assert "Thống nhất kế hoạch hỗ trợ rồi in." in text(answer)
    assert {type(e.fact) for e in entries(desks.lead.ledger) if e.position > before} <= {SectionsOpened}
    assert not [e for e in entries(desks.lead.ledger) if e.position > before and e.fact.way is Way.PRINTED]


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
    assert read_last(desks.union.ledger).fact == SectionsOpened(("identity",), Way.PRINTED, "phieu_xac_nhan_da_nhan")


def test_a_receipt_of_an_agency_that_was_not_given_the_name_has_room_for_it(desks: Desks) -> None:
    desks.lead_does(asked.OfferReferral("counselling", "health", NEXT, True))
    desks.answers(desks.health, at_work.AcceptReferral(COUNSELLING, NEXT))
    assert "người nhận: ....." in on_paper(desks.mai(), receipt(COUNSELLING))
    assert read_last(desks.health.ledger).fact == SectionsOpened(("open_part",), Way.PRINTED, "phieu_xac_nhan_da_nhan")


def test_before_it_took_the_referral_on_an_agency_prints_no_receipt(desks: Desks) -> None:
    desks.lead_does(asked.OfferReferral("counselling", "health", NEXT, True, (Disclosure.IDENTITY,), until=UNTIL))
    before = desks.health.ledger.store.last()
    assert desks.mai().get(receipt(COUNSELLING)).status_code == 403
    assert desks.health.ledger.store.last() == before


def test_the_leads_papers_are_nobody_elses_and_asking_for_them_prints_nothing(whole: Desks) -> None:
    others: list[tuple[Office, Callable[[], TestClient]]] = [
        (whole.health, whole.mai), (whole.union, whole.thuy), (whole.communes, whole.nhung),
    ]  # fmt: skip
    for address in all_papers(whole).values():
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
    for code, address in all_papers(desks).items():
        said = on_paper(desks.lan(), address)
        assert NAME not in said, code
        assert read_last(desks.lead.ledger).fact.way is Way.PRINTED


def test_no_paper_she_takes_home_tells_a_stranger_why(whole: Desks) -> None:
    for code in TAKEN_HOME:
        none_there(on_paper(whole.lan(), all_papers(whole)[code]), *TELLING)


def test_long_reasons_and_ten_lines_stay_inside_the_margins_and_the_foot_counts_every_page(whole: Desks) -> None:
    for code, address in all_papers(whole).items():
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
    offer = partial(asked.OfferReferral, offered_on=NEXT, she_agrees=True, sections=(Disclosure.IDENTITY,), until=UNTIL)
    desks.lead_does(offer("job_placement", "labour"), offer("home_visit", "communes"))
    for office, referral in ((desks.lead, COUNSELLING), (desks.communes, UNION)):
        desks.answers(office, at_work.AcceptReferral(referral, NEXT))
    all_there(on_paper(desks.lan(), receipt(COUNSELLING)), "PHÒNG LAO ĐỘNG", "Giới thiệu việc làm", NAME)
    all_there(on_paper(desks.nhung(), receipt(UNION)), "ỦY BAN NHÂN DÂN XÃ BÌNH TIẾN", "Thăm hỏi tại nhà", NAME)
    assert desks.nhung("20008").get(receipt(UNION)).status_code == 403


def test_after_the_last_day_of_what_was_granted_a_receipt_is_printed_without_her_name(desks: Desks) -> None:
    referred(desks)
    assert NAME in on_paper(desks.mai(), receipt(COUNSELLING))
    desks.health.clock.set(UNTIL + timedelta(days=1))
    assert NAME not in on_paper(desks.mai(), receipt(COUNSELLING))
