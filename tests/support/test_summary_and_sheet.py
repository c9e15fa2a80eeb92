"""One page for the leader, and a sheet in plain words and large print for the person."""

from datetime import date
from typing import Any

import pytest

from services.support.domain import case_commands as asked
from services.support.domain.case import CASE
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.handing_on.commands import SendElsewhere
from services.support.domain.stays.stay_commands import EnterFacility
from services.support.domain.words import PlanItem, Risk
from services.support.pages.papers import SEEN_AT_HOME
from shared.access import SectionsOpened, Way
from shared.kernel.sealed import Sealed
from shared.testing import record
from tests.support.paper_lives import (
    GOALS,
    PLAN,
    STORY,
    Desks,
    full,
    planned,
    referred,
)
from tests.support.printed import (
    MM,
    SHEET,
    SUMMARY,
    all_there,
    none_there,
    on_paper,
    pages_of,
    paper,
    read_last,
    stand_inside_the_margins,
    without_reading,
)
from tests.support.samples import CASE_ID, LATER, NAME, NEXT, PHONE
from tests.support.test_benefit_papers import TELLING, words
from tests.support.test_pages import PAGE, text

pytestmark = pytest.mark.slow  # each sets a paper or two


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
    assert read_last(desks.lead.ledger).fact == SectionsOpened(("open_part",), Way.PRINTED, "tom_tat_ho_so")


def test_the_summary_says_how_long_meals_are_paid_at_a_facility(desks: Desks) -> None:
    record(desks.lead.ledger, CASE, CASE_ID, EnterFacility(NEXT, "victim_support"), law=desks.lead.law)
    said = on_paper(desks.lan(), SUMMARY)
    all_there(said, "Ở cơ sở: từ 09/05/2023, tiền ăn được chi đến hết 08/08/2023")


def test_the_summary_says_when_another_place_should_have_been_asked_again(desks: Desks) -> None:
    there = SendElsewhere(NEXT, "48", Sealed("nơi đến"), "19/CV", NEXT, LATER, True)
    record(desks.lead.ledger, CASE, CASE_ID, there, law=desks.lead.law)
    said = on_paper(desks.lan(), SUMMARY)
    all_there(said, "Hỏi lại nơi chuyển đến: hạn 22/05/2023, đang ở Phòng LĐ-TB&XH")


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
    desks.lead_does(asked.AgreePlan(LATER, plan, True), RecordFollowUp(LATER, Risk.LOW, date(2023, 7, 3)))
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
    assert read_last(desks.lead.ledger).fact == SectionsOpened(("open_part",), Way.PRINTED, "giay_hen_va_viec_can_lam")
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
