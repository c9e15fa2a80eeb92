"""A deadline in words: the time that is left, who has the ball when it is late, and how its last day was counted."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import UndefinedError

from shared.clock import TOWN
from shared.kernel.days import Calendar
from shared.kernel.deadlines import Count, Deadline, Open, Pause, Stop, Term, deadline
from shared.kernel.words import Confidence
from shared.web import deadlines, pages, words
from tests.house.parts import ROOT

SAID = words.load()
MAY_5 = date(2023, 5, 5)
NOON = datetime(2023, 5, 6, 9, 30, tzinfo=TOWN)
OFF = frozenset({date(2023, 5, 10), date(2023, 5, 11), date(2023, 5, 15)})
CALENDAR = Calendar(OFF, years=frozenset({2023}), undecided=frozenset({date(2023, 6, 1)}))
STOP = Stop("supplement", "Yêu cầu bổ sung hồ sơ", ("ND09 Điều 23",), Confidence.VERIFIED)


def term(count: Count, length: int | None, reason: str | None = None) -> Term:
    sure = Confidence.RECALLED if reason else Confidence.VERIFIED
    return Term("t", count, length, ("L2011 Điều 24",), sure, reason, "ngày được báo", {"supplement": STOP})


def sentence(rule: Term, start: date = MAY_5, *pauses: Pause) -> str:
    return deadlines.counted(deadline(rule, start, CALENDAR, pauses), SAID)


@pytest.mark.parametrize(
    ("due", "said", "tone"),
    [
        (NOON + timedelta(hours=5), "hết 14:30, còn 5 giờ", "soon"),
        (NOON + timedelta(hours=20), "hết 05:30 ngày 07/05, còn 20 giờ", "soon"),
        (NOON + timedelta(hours=51), "hết 12:30 ngày 08/05, còn 2 ngày 3 giờ", "calm"),
        (NOON + timedelta(minutes=40), "hết 10:10, còn 40 phút", "soon"),
        (NOON, "hết 09:30, còn 0 phút", "soon"),
        (NOON - timedelta(hours=2), "quá hạn 2 giờ", "late"),
        (NOON - timedelta(seconds=20), "quá hạn 1 phút", "late"),
        (NOON - timedelta(days=1, hours=3), "quá hạn 1 ngày 3 giờ", "late"),
    ],
)
def test_a_rule_in_hours_is_told_in_hours(due: datetime, said: str, tone: str) -> None:
    assert (deadlines.left(due, NOON), deadlines.urgency(due, NOON)) == (said, tone)


def test_hours_cannot_be_told_of_a_day() -> None:
    with pytest.raises(TypeError, match="against a moment"):
        deadlines.left(NOON, MAY_5)


@given(due=some.dates(date(2022, 1, 1), date(2027, 1, 1)), now=some.datetimes(timezones=some.just(TOWN)))
def test_a_rule_in_days_never_shows_hours_at_whatever_hour_one_looks(due: date, now: datetime) -> None:
    said = deadlines.left(due, now)
    assert said == deadlines.left(due, now.date())
    assert not re.search(r"giờ|phút|:", said)


@pytest.mark.parametrize(
    ("rule", "start", "said"),
    [
        (term(Count.CALENDAR_DAYS, 20), MAY_5,
         "20 ngày kể từ ngày được báo 05/05/2023 (L2011 Điều 24), hết ngày 25/05/2023"),
        (term(Count.CALENDAR_DAYS, 5), MAY_5,
         ("5 ngày kể từ ngày được báo 05/05/2023 (L2011 Điều 24), hết ngày 12/05/2023; 10/05/2023 là ngày nghỉ nên tính "
         "đến hết ngày làm việc tiếp theo")),
        (term(Count.WORKING_DAYS, 6), MAY_5,
         ("6 ngày làm việc kể từ ngày được báo 05/05/2023 (L2011 Điều 24), hết ngày 18/05/2023; không tính ngày nghỉ "
         "10/05/2023–11/05/2023, 15/05/2023")),
        (term(Count.MONTHS, 2), MAY_5,
         "2 tháng kể từ ngày được báo 05/05/2023 (L2011 Điều 24), hết ngày 05/07/2023"),
        (term(Count.HOURS, 72), datetime(2023, 5, 5, 8, 15, tzinfo=TOWN),
         "72 giờ kể từ ngày được báo 08:15 05/05/2023 (L2011 Điều 24), hết 08:15 ngày 08/05/2023"),
        (term(Count.HOURS, 72), MAY_5,
         ("72 giờ kể từ ngày được báo 05/05/2023 (L2011 Điều 24); chưa tính được vì chỉ biết ngày, chưa biết giờ bắt đầu. "
         "Người có thẩm quyền ấn định thời điểm")),
        (term(Count.MONTHS, 9), MAY_5,
         ("9 tháng kể từ ngày được báo 05/05/2023 (L2011 Điều 24); chưa tính được ngày cuối vì chưa có lịch nghỉ năm 2024. "
         "Người có thẩm quyền ấn định ngày")),
        (term(Count.CALENDAR_DAYS, 27), MAY_5,
         ("27 ngày kể từ ngày được báo 05/05/2023 (L2011 Điều 24); chưa tính được ngày cuối vì chưa rõ ngày 01/06/2023 làm "
         "hay nghỉ. Người có thẩm quyền ấn định ngày")),
        (term(Count.WORKING_DAYS, None, "U5: chưa tìm thấy thời hạn quyết định"), MAY_5,
         "Chưa có hạn. U5: chưa tìm thấy thời hạn quyết định"),
    ],
)  # fmt: skip
def test_a_deadline_explains_itself_in_one_sentence(rule: Term, start: date, said: str) -> None:
    assert sentence(rule, start) == said


def test_what_stopped_a_clock_is_told_with_its_basis() -> None:
    over = Pause("supplement", date(2023, 5, 8), date(2023, 5, 9))
    lasting = Pause("supplement", date(2023, 5, 8))
    assert sentence(term(Count.CALENDAR_DAYS, 20), MAY_5, over) == (
        "20 ngày kể từ ngày được báo 05/05/2023 (L2011 Điều 24), hết ngày 26/05/2023; tạm dừng tính thời hạn từ 08/05/2023 "
        "đến 09/05/2023, Yêu cầu bổ sung hồ sơ (ND09 Điều 23)"
    )
    assert sentence(term(Count.CALENDAR_DAYS, 20), MAY_5, lasting) == (
        "20 ngày kể từ ngày được báo 05/05/2023 (L2011 Điều 24); đang tạm dừng tính thời hạn từ 08/05/2023, "
        "Yêu cầu bổ sung hồ sơ (ND09 Điều 23)"
    )


def test_a_day_that_a_person_set_is_told_as_such() -> None:
    unknown = deadline(term(Count.WORKING_DAYS, None, "U5: chưa rõ"), MAY_5, CALENDAR)
    assert deadlines.counted(unknown.set_for(date(2023, 5, 20)), SAID) == (
        "Do người ấn định, hết ngày 20/05/2023. U5: chưa rõ"
    )
    known = deadline(term(Count.WORKING_DAYS, 5), MAY_5, CALENDAR)
    assert deadlines.counted(known.set_for(date(2023, 5, 20)), SAID) == (
        "Do người ấn định, hết ngày 20/05/2023; theo quy định: 5 ngày làm việc kể từ ngày được báo 05/05/2023 "
        "(L2011 Điều 24), hết ngày 17/05/2023"
    )


def test_a_stop_below_verified_carries_its_doubt_too() -> None:
    doubtful = replace(STOP, confidence=Confidence.RECALLED, reason="Chưa đọc được văn bản")
    rule = replace(term(Count.CALENDAR_DAYS, 20), stops={"supplement": doubtful})
    over = Pause("supplement", date(2023, 5, 8), date(2023, 5, 9))
    assert deadlines.doubt(deadline(rule, MAY_5, CALENDAR, [over])) == "Chưa đọc được văn bản"
    assert deadlines.doubt(deadline(rule, MAY_5, CALENDAR)) is None


def test_a_rule_below_verified_carries_its_doubt() -> None:
    found = deadline(term(Count.MONTHS, 2, "U4: chưa rõ là tổng thời gian hay tính thêm"), MAY_5, CALENDAR)
    assert deadlines.doubt(found) == "U4: chưa rõ là tổng thời gian hay tính thêm"
    assert deadlines.doubt(found.set_for(date(2023, 8, 1))) == deadlines.doubt(found)  # set beside a doubtful rule
    unknown = deadline(term(Count.MONTHS, None, "U5: chưa rõ"), MAY_5, CALENDAR)
    assert deadlines.doubt(unknown.set_for(date(2023, 8, 1))) is None
    assert deadlines.doubt(deadline(term(Count.MONTHS, 2), MAY_5, CALENDAR)) is None
    no_rule = Deadline(term(Count.MONTHS, None, "x"), MAY_5, open=Open.NO_RULE)
    assert deadlines.doubt(no_rule) is None
    assert deadlines.counted(no_rule, SAID).startswith("Luật đang áp dụng không có thời hạn này")


# On a page


def drawn(template: str, **more: object) -> str:
    made = pages.environment([Path()], SAID)
    return " ".join(made.from_string('{% import "look.html" as look with context %}' + template).render(**more).split())


def test_what_is_late_names_who_has_the_ball() -> None:
    shown = drawn("{{ look.due(day, today, 'Công an thị xã') }}", day=date(2023, 5, 2), today=MAY_5)
    assert "quá hạn 3 ngày — đang ở Công an thị xã</span>" in shown
    assert "đang ở" not in drawn("{{ look.due(day, today, 'Công an thị xã') }}", day=MAY_5, today=MAY_5)


def test_a_late_day_without_a_holder_is_a_mistake_of_ours() -> None:
    with pytest.raises(UndefinedError, match="holder"):
        drawn("{{ look.due(day, today) }}", day=date(2023, 5, 2), today=MAY_5)


def test_no_page_tells_the_time_left_but_with_its_holder() -> None:
    for path in [*(ROOT / "services").rglob("*.html"), *(ROOT / "shared/web/templates").glob("*.html")]:
        told = re.findall(r"\|\s*left\b", path.read_text("utf-8"))
        assert len(told) == (path.name == "look.html"), path.name


def test_a_doubtful_rule_is_marked_on_the_page() -> None:
    found = deadline(term(Count.MONTHS, 2, "U4: chưa rõ"), MAY_5, CALENDAR)
    shown = drawn("{{ look.counted(found) }}", found=found)
    assert "<summary>Hạn này tính thế nào?</summary> <p>2 tháng kể từ" in shown
    assert "Chưa xác nhận</span> U4: chưa rõ.</p>" in shown


def test_a_deadline_without_an_end_asks_why() -> None:
    found = deadline(term(Count.MONTHS, None, "U5: chưa tìm thấy"), MAY_5, CALENDAR)
    assert "<summary>Vì sao chưa có hạn?</summary> <p>Chưa có hạn. U5: chưa tìm thấy.</p>" in drawn(
        "{{ look.counted(found) }}", found=found
    )
