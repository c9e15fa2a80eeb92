"""Visits on the pages: the form with its refusals beside the field, the schedule, the risk over time, a closing and a death."""

import re
from datetime import date
from typing import Any

import pytest

from services.support.domain import case_commands as asked
from services.support.domain.case import CASE
from services.support.domain.following.commands import (
    AgreeVisits,
    Goal,
    RecordDeath,
    RecordFollowUp,
    RecordMissedVisit,
)
from services.support.domain.following.words import AreaState, DeathPlace, Interval, RelativesCare, VisitWay
from services.support.domain.words import PlanItem, Risk
from shared.access import Way
from shared.kernel.sealed import Sealed
from shared.testing import actor, entries, record
from tests.support.office import CASE_ID, Office, lead_with_case
from tests.support.samples import LATER, NEXT
from tests.support.test_pages import PAGE, send, text

JUNE_20 = date(2023, 6, 20)
GOALS = (Goal("work", date(2023, 9, 1), Sealed("có việc gần nhà")),)
FOLLOWED = (
    asked.AgreePlan(NEXT, (PlanItem("treatment", "health"),), goals=GOALS, she_agrees=True),
    AgreeVisits(NEXT, VisitWay.OFFICE, LATER, 2, Interval.WEEKS, she_agrees=True),
    RecordFollowUp(LATER, Risk.LOW, areas={"housing": AreaState.REACHED}),
    RecordMissedVisit(date(2023, 6, 5), "absent"),
    RecordFollowUp(JUNE_20, Risk.MEDIUM, signs=("debts",), areas={"work": AreaState.NOT_YET}),
)


def followed(*more: Any) -> Office:
    office = lead_with_case()
    for command in (*FOLLOWED, *more):
        record(office.ledger, CASE, CASE_ID, command, law=office.law)
    office.keep()
    return office


def page(office: Office) -> str:
    return text(office.browser("case_lead").get(PAGE))


def test_the_page_shows_the_schedule_every_visit_newest_first_and_each_area_beside_its_goal() -> None:
    seen = page(followed())
    assert "Lịch: lần đầu 22/05/2023, sau đó 2 tuần một lần, đến khi hòa nhập ổn định. Cách gặp: tại cơ quan." in seen
    assert "Lần tới: hết 04/07, còn 4 ngày" in seen
    newest, missed, first = (
        seen.index(f"{day} ") for day in ("20/06/2023 Trung bình", "05/06/2023 –", "22/05/2023 Thấp")
    )
    assert newest < missed < first
    assert "Không gặp được: đi vắng" in seen
    assert "Còn nợ chính những người đã đưa đi" in seen
    assert "Việc làm, thu nhập 01/09/2023 Chưa ổn" in seen
    assert "Chỗ ở – Đã ổn" in seen
    assert "có việc gần nhà" not in seen, "her words are opened only when asked for"


def test_her_goals_and_every_note_open_after_the_reading_was_recorded() -> None:
    office = followed(RecordFollowUp(JUNE_20, Risk.LOW, note=Sealed("ở với chị gái")))
    sections = office.support.open(actor("labour", "case_lead"), CASE_ID, ["note"], Way.VIEWED)["note"]
    assert (sections["goal:1"], sections["follow_up:4"]) == ("có việc gần nhà", "ở với chị gái")
    assert entries(office.ledger)[-1].name == "support.access.SectionsOpened"


def test_a_low_risk_with_signs_is_refused_beside_the_note_and_nothing_typed_is_lost() -> None:
    office = lead_with_case()
    typed = {"on": "22/05/2023", "signs": "debts", "risk": "low", "next_on": "05/06/2023", "step": "send"}
    before = office.ledger.store.last()
    answer = send(office.browser("case_lead"), "follow-up", typed)
    assert answer.status_code == 409
    assert "Có dấu hiệu mà nguy cơ ghi thấp. Ghi lý do ở đây." in text(answer)
    assert 'value="debts" checked' in answer.text
    assert 'value="05/06/2023"' in answer.text
    assert office.ledger.store.last() == before, "nothing was written"
    done = send(office.browser("case_lead"), "follow-up", typed | {"note": "đã có người trả nợ thay"})
    assert done.headers["location"] == f"{PAGE}?done=follow-up"


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        (
            "visits",
            {"agreed_on": "09/05/2023", "way": "at_home", "first_on": "22/05/2023"},
            "Lịch theo dõi chỉ ghi khi",
        ),
        (
            "visits",
            {"agreed_on": "09/05/2023", "way": "at_home", "first_on": "22/05/2023", "every": "2", "she_agrees": "true"},
            "Ghi cả số và tuần hay tháng",
        ),
        ("reintegration", {"reviewed_on": "22/05/2023"}, "Chọn ít nhất một mặt."),
        ("closure", {"closed_on": "22/05/2023", "reason": "completed"}, "Hỏi và ghi ý kiến của người được hỗ trợ"),
        ("closure", {"closed_on": "22/05/2023", "reason": "deceased"}, "dùng “Ghi việc qua đời”"),
    ],
)
def test_what_is_missing_is_said_in_plain_words_and_nothing_is_written(
    path: str, typed: dict[str, str], said: str
) -> None:
    office = lead_with_case()
    before = office.ledger.store.last()
    answer = send(office.browser("case_lead"), path, typed | {"step": "send"})
    assert answer.status_code == 409
    assert said in text(answer)
    assert office.ledger.store.last() == before


def test_a_schedule_is_agreed_in_a_form_that_offers_no_interval_of_its_own() -> None:
    office = lead_with_case()
    form = office.browser("case_lead").get(f"{PAGE}/visits").text
    assert re.search(r'name="every"[^>]*value=""', form)
    assert "Luật không quy định bao lâu gặp một lần." in form
    typed = {
        "agreed_on": "09/05/2023", "way": "by_phone", "first_on": "22/05/2023", "every": "1", "each": "months",
        "she_agrees": "true", "step": "send",
    }  # fmt: skip
    assert send(office.browser("case_lead"), "visits", typed).status_code == 303
    assert "sau đó 1 tháng một lần" in page(office)
    assert "Chưa có số an toàn để gọi" in page(office)


def test_a_high_risk_and_one_that_rose_show_in_the_queue_and_on_the_page() -> None:
    office = followed()
    assert "nguy cơ tăng" in text(office.browser("case_lead").get("/"))
    assert "cao hơn lần trước" in page(office)
    record(office.ledger, CASE, CASE_ID, RecordFollowUp(date(2023, 6, 25), Risk.HIGH), law=office.law)
    office.keep()
    assert "nguy cơ cao" in text(office.browser("case_lead").get("/"))


def test_the_form_of_the_closing_says_which_areas_are_not_well_yet_and_the_page_keeps_it() -> None:
    office = followed()
    assert (
        "Đã hòa nhập ổn định (còn chưa ổn: Việc làm, thu nhập)"
        in office.browser("case_lead").get(f"{PAGE}/closure").text
    )
    closed = followed(asked.CloseCase(JUNE_20, "completed", not_asked="did_not_want"))
    seen = page(closed)
    assert "Kết thúc vì đã hòa nhập ổn định, trong khi còn mặt chưa ổn." in seen
    assert "Không hỏi được ý kiến của người được hỗ trợ: đã hỏi nhưng không muốn nói." in seen
    assert "Lần tới" not in seen


def test_a_reopened_case_says_that_the_schedule_does_not_go_on_by_itself() -> None:
    office = followed(asked.CloseCase(JUNE_20, "lost_contact"), asked.ReopenCase(JUNE_20, "new_need"))
    assert "lịch trước đây không tự chạy tiếp" in page(office)
    assert "Lần tới: chưa hẹn" in page(office)


def test_a_death_stops_what_calls_for_visits_and_names_what_the_law_says() -> None:
    died = RecordDeath(date(2023, 6, 22), DeathPlace.FACILITY, RelativesCare.NONE_FOUND)
    office = followed(asked.LearnStatus("victim", NEXT), died)
    seen = page(office)
    assert "Người được hỗ trợ đã qua đời Ngày 22/06/2023." in seen
    assert "Sau 24 giờ từ khi cơ quan có thẩm quyền kết luận" in seen
    assert "Lần tới" not in seen
    assert "Quá hạn 0" in text(office.browser("case_lead").get("/"))
    owed = text(office.browser("case_lead").get(f"{PAGE}/entitlements"))
    assert "Mai táng người qua đời tại cơ sở mà không có thân nhân lo liệu Được hưởng" in owed
    assert "theo mức của đối tượng bảo trợ xã hội" in owed
