"""The pages of reporting, as people with different roles see them."""

import html
import re

import pytest
from httpx import Response

from shared.journal import SawThen
from tests.reporting.office import Office
from tests.reporting.town import NAME, UNREAD, VICTIM, WAITING, walked
from tests.retold import retold
from tests.web.doors import browser

PATHS = ("/statistics", "/ball", "/cases", f"/cases/{VICTIM}", "/entries/intake.labour/1", "/sources", "/odd")


def text(answer: Response) -> str:
    """What a person reads: no tags, one space."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.mark.parametrize("path", PATHS)
def test_without_a_login_every_page_leads_to_it(path: str) -> None:
    answer = browser(Office().web()).get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/auth/login")


@pytest.mark.parametrize("path", PATHS)
def test_a_role_without_the_right_reads_why_not(path: str) -> None:
    answer = Office().browser("health", "service_officer").get(path)
    assert answer.status_code == 403
    assert "không thuộc quyền" in text(answer)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_shows_a_name_or_an_unfilled_word(path: str) -> None:
    answer = Office().browser("office", "inspector").get(path)
    assert answer.status_code == 200
    assert NAME not in answer.text
    assert "None" not in text(answer)
    assert "<title>" in answer.text
    assert str(VICTIM) not in re.findall(r"<title>(.*?)</title>", answer.text)[0]


@pytest.mark.parametrize("path", PATHS[:3])
def test_every_page_with_figures_says_how_complete_they_are(path: str) -> None:
    answer = Office().browser("labour", "case_lead").get(path)
    assert "Số liệu tính đến" in text(answer)
    assert "7/7 nguồn nhận đủ" in text(answer)


def test_the_tables_show_numbers_with_their_bars() -> None:
    answer = Office().browser("labour", "case_lead").get("/")
    assert "Tổng số: 5 người" in text(answer)
    assert "2 người (40%)" in text(answer)
    assert 'aria-label="4 người, trong đó 2 nạn nhân"' in answer.text
    assert "Đã báo tin, chưa tiếp nhận" in text(answer)


def test_nobody_is_said_in_words_without_a_percentage() -> None:
    answer = Office([]).browser("labour", "case_lead").get("/")
    assert "Không phát sinh" in text(answer)
    assert "%" not in text(answer)


def test_figures_of_a_past_day_are_clearly_marked() -> None:
    answer = Office().browser("labour", "case_lead").get("/?as_of=22/05/2023")
    assert "Đang xem tại thời điểm hết ngày 22/05/2023" in text(answer)
    assert "Đã kết thúc hỗ trợ 0 người" in text(answer)


@pytest.mark.parametrize(("typed", "why"), [("hôm qua", "Ngày ghi dạng"), ("01/06/2023", "sau ngày hôm nay")])
def test_a_day_that_is_none_is_answered_in_words(typed: str, why: str) -> None:
    answer = Office().browser("labour", "case_lead").get("/", params={"as_of": typed})
    assert answer.status_code == 422
    assert why in text(answer)


def test_an_officer_without_statistics_is_led_to_the_board() -> None:
    answer = Office().browser("labour", "intake_officer").get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ball")
    board = Office().browser("labour", "intake_officer").get("/ball")
    assert f'href="/cases/{UNREAD}"' not in board.text  # whoever may not open a timeline gets no link to one


def test_the_board_marks_what_is_late_with_word_and_shape() -> None:
    answer = Office().browser("labour", "case_lead").get("/ball")
    assert "quá hạn 19 ngày — đang ở Phòng LĐ-TB&XH" in text(answer)
    assert 'due late"><svg' in answer.text
    assert "Công an thị xã · 1" in text(answer)
    assert "Không giữ việc nào:" in text(answer)


def test_the_timeline_names_gaps_and_links_causes() -> None:
    answer = Office().browser("office", "inspector").get(f"/cases/{UNREAD}")
    assert "đã chuyển, chưa có biên nhận" in text(answer)
    assert "1 chỗ chưa có biên nhận" in text(answer)
    whole = Office().browser("office", "inspector").get(f"/cases/{VICTIM}")
    assert 'href="#intake.communes-1"' in whole.text
    assert 'href="/entries/intake.communes/1"' in whole.text


def test_who_only_looked_stands_apart_from_what_was_done() -> None:
    shown = text(Office().browser("office", "inspector").get(f"/cases/{WAITING}"))
    done, _, looked = shown.partition("Ai đã xem hồ sơ · 1 lượt")
    assert "Công an thị xã đã xem phần Nhân thân" in looked
    assert "đã xem phần" not in done
    assert "Công an thị xã" in done


def test_who_may_not_open_entries_gets_no_link_to_them() -> None:
    answer = Office().browser("office", "leader").get(f"/cases/{VICTIM}")
    assert "/entries/" not in answer.text


def test_an_entry_page_shows_hash_cause_receipt_and_sealed_values() -> None:
    answer = Office().browser("office", "inspector").get("/entries/intake.communes/1")
    shown = text(answer)
    assert re.search(r"SHA-256 của nội dung gốc: [0-9a-f]{64}", shown)
    assert "đã niêm phong" in shown
    assert "Nguyên nhân: lệnh của cán bộ" in shown
    assert 'href="/entries/intake.labour/1"' in answer.text
    by_policy = text(Office().browser("office", "inspector").get("/entries/intake.labour/1"))
    assert "hệ thống làm theo quy tắc" in by_policy


def test_an_entry_says_what_lay_before_whoever_decided_and_leads_to_its_owner() -> None:
    known = list(walked().journal())
    saw = SawThen({"intake.labour": 7}, "1" * 64, ("2" * 64,))
    decided = next(entry for entry in known if entry.source == "intake.labour")
    known[known.index(decided)] = retold(decided, saw=saw)
    page = Office(known).browser("office", "inspector").get(f"/entries/intake.labour/{decided.position}").text
    assert "Đã thấy khi quyết định" in page
    assert "1" * 64 in page
    assert "2" * 64 in page
    assert f'href="http://labour.test/saw/{decided.position}"' in page
