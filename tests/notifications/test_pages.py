"""The page of notices, as officers of different desks see it."""

import html
import re
from uuid import uuid4

from httpx import Response

from services.notifications.pages import HERE, PAGE
from shared.kernel.people import Actor
from shared.testing import identity
from shared.web import words
from tests.notifications.office import CASE_ID, CLERK, HEALTH, POLICE, Office, done, may, told
from tests.reporting.town import NAME, walked
from tests.web.doors import browser

ASKED = told("intake.case.VerificationReceived", 3, unit="20035", due_on="2023-05-25")


def text(answer: Response) -> str:
    """What a person reads: no tags, one space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def page(office: Office, officer: Actor = POLICE) -> Response:
    answer: Response = office.browser(officer).get("/")
    assert answer.status_code == 200
    return answer


def test_without_a_login_the_page_leads_to_it() -> None:
    assert browser(Office().web()).get("/").headers["location"].startswith("/auth/login")


def test_a_role_without_the_right_reads_why_not() -> None:
    answer = Office().browser(Actor("x", "police", None, frozenset({"nobody"}))).get("/")
    assert answer.status_code == 403
    assert "không thuộc quyền" in text(answer)


def test_an_empty_list_says_so_in_words() -> None:
    said = text(page(Office()))
    assert "Thông báo · đã đọc hết" in said
    assert "Chưa có thông báo nào gửi đến bàn làm việc này." in said


def test_the_last_day_is_told_in_words() -> None:
    office = Office().hear(ASKED)
    assert "hết 25/05, còn 20 ngày" in text(page(office))
    assert "hết 25/05, còn 1 ngày" in text(page(office.on(may(24))))
    assert "hết hôm nay" in text(page(office.on(may(25))))
    assert "quá hạn 2 ngày — đang ở Công an thị xã" in text(page(office.on(may(27))))


def test_what_was_done_in_time_is_not_called_late_afterwards() -> None:
    office = Office().hear(ASKED).on(may(24)).hear(done("intake.case.VerificationAnswered", 4))
    said = text(page(office.on(may(30))))
    assert "đã xử lý, hạn 25/05/2023" in said
    assert "Đã xử lý" in said
    assert "quá hạn" not in said.lower()


def test_the_longer_time_another_agency_takes_is_told_with_its_day() -> None:
    began = done("intake.case.NoticeTaken", 1, "intake.labour", unit="20035", reception_due="2023-05-08")
    office = Office().hear(began, told("intake.case.VerificationDelayed", 2, "intake.labour", due_on="2023-06-30"))
    assert "hạn mới 30/06/2023" in text(page(office, CLERK))


def test_the_code_leads_to_the_case_at_the_desk_where_it_lies() -> None:
    assert f'href="http://127.0.0.1:18103/cases/{CASE_ID}"' in page(Office().hear(ASKED)).text
    asked = told("support.work.ReferralReceived", 1, "support.health", unit=None, referral=str(uuid4()), answer_by=None)
    answer = page(Office().hear(asked), HEALTH)
    assert f'href="http://127.0.0.1:18203/cases/{CASE_ID}"' in answer.text
    assert "không có hạn" in text(answer)


def test_one_press_marks_it_read_and_the_count_goes_down() -> None:
    office = Office().hear(ASKED).on(may(26))
    police, before = office.browser(POLICE), page(office)
    assert "Thông báo · 2 chưa đọc" in text(before)
    assert 'data-count="bell">2</span>' in before.text
    action, csrf, command = re.findall(
        r'action="(/notices/[^"]+)"><input type="hidden" name="csrf" value="([^"]+)">'
        r'<input type="hidden" name="command_id" value="([^"]+)">', before.text,
    )[0]  # fmt: skip
    answer = police.post(action, data={"csrf": csrf, "command_id": command})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    after = text(page(office))  # at once: before the shelf has taken it in
    assert "Thông báo · 1 chưa đọc" in after
    assert after.index("Mới đến") < after.index("Quá hạn")  # the overdue one was on top, and was read


def test_the_list_bears_the_keys_by_which_the_bell_says_what_is_new() -> None:
    office = Office().hear(ASKED).on(may(26))
    shown = page(office).text
    assert 'data-list="bell"' in shown
    assert set(re.findall(r'<tr data-key="([^"]+)"', shown)) == office.app.unread(POLICE)


def test_a_long_list_is_shown_piece_by_piece_and_nothing_of_it_is_called_new() -> None:
    asked, desk = "intake.case.VerificationReceived", "intake.police"
    cases = [identity(f"case {n}") for n in range(PAGE + 7)]
    office = Office().hear(
        *(told(asked, n, desk, case, unit="20035", due_on="2023-05-25") for n, case in enumerate(cases, 1))
    )
    officer = office.browser(POLICE)
    first, rest = (officer.get(address).text for address in ("/", f"/?after={PAGE}"))
    rows = [re.findall(r'<tr data-key="([^"]+)"', each) for each in (first, rest)]
    assert [len(each) for each in rows] == [PAGE, 7]
    assert {key for each in rows for key in each} == office.app.unread(POLICE)
    for each in (first, rest):
        assert set(re.findall(r'data-key="([^"]+)"', each)) == office.app.unread(POLICE)
        assert f"Thông báo · {PAGE + 7} chưa đọc" in each
    assert f'href="/?after={PAGE}"' in first
    assert "Xem tiếp" not in rest
    assert "Về đầu danh sách" in rest


def test_a_press_on_another_agencys_notice_is_refused_in_words() -> None:
    office = Office().hear(ASKED)
    (key,) = office.app.notices(POLICE)
    sent = {"csrf": "token-of-lan", "command_id": str(uuid4())}
    assert office.browser(CLERK).post(f"/notices/{key}/reading", data=sent).status_code == 403
    assert len(office.app.unread(POLICE)) == 1


def test_no_page_shows_a_name_or_an_unfilled_word() -> None:
    office = Office().hear(*walked().journal()).on(may(31))
    for officer in (POLICE, CLERK, HEALTH):
        answer = page(office, officer)
        assert NAME not in answer.text
        assert "None" not in text(answer)
        assert re.findall(r"<title>(.*?)</title>", answer.text) == ["Thông báo · Trở Về"]


def test_every_rule_of_notifications_has_its_words() -> None:
    said = words.load(HERE)
    assert words.unsaid(said, HERE.parent) == []
