"""The inspector's desk as people use it: what is open, one finding with its entries, and what they say of it."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from services.intake.domain import CASE as INTAKE
from services.intake.domain.asked import AnswerVerification
from services.intake.domain.words import Outcome
from services.reporting.projections.seals import Seal
from services.reporting.projections.watching import Break
from shared.kernel.sealed import Sealed
from shared.testing import actor, entries
from tests.reporting.office import TODAY, Office
from tests.reporting.test_oddities import whole_story
from tests.reporting.test_pages import text
from tests.reporting.town import NAME, WAITING, Town, ask, may, profile, until_informed
from tests.web.doors import LAN

ME = actor("office", "inspector")
NOT_INSPECTORS = [
    ("labour", "case_lead"),
    ("office", "leader"),
    ("health", "service_officer"),
    ("labour", "intake_officer"),
]


def overdue(office: Office) -> str:
    """The id of what the police did not answer."""
    return next(
        str(item.id) for item in office.odd.overview(ME).items if item.said.case == WAITING and item.said.due_on
    )


def send(office: Office, path: str, status: int = 303, /, **fields: str) -> Response:
    asked = {"csrf": LAN.csrf, "command_id": str(uuid4()), "version": "0", "step": "send", **fields}
    answer: Response = office.browser("office", "inspector").post(path, data=asked)
    assert answer.status_code == status, text(answer)[:800]
    office.keep()
    return answer


def listed(office: Office, stage: str) -> list[str]:
    found = office.program("office", "inspector").get("/api/odd", params={"stage": stage}).json()["findings"]
    return [each["finding"] for each in found]


def test_an_inspector_is_led_to_what_is_odd() -> None:
    answer = Office().browser("office", "inspector").get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/odd")
    desk = Office().browser("office", "inspector").get("/odd")
    shown = text(desk)
    assert "Công an thị xã chưa làm xong việc “trả lời xác minh”; hạn hết ngày 29/05/2023." in shown
    assert shown.index("Quá hạn · ") < shown.index("Ghi lùi ngày · ")
    assert 'href="/statistics"' in desk.text, "the figures are still one press away"


def test_a_desk_on_which_nothing_is_odd_says_so_and_until_when_all_was_heard() -> None:
    office = Office(whole_story())
    office.clock.set(date(2023, 5, 28))
    shown = text(office.browser("office", "inspector").get("/odd"))
    assert "Không có điều gì bất thường đang chờ xem xét." in shown
    assert "Đã nhận đủ 7/7 nhật ký, đến 27/05/2023 09:00." in shown


@pytest.mark.parametrize(("agency", "role"), NOT_INSPECTORS)
def test_whoever_is_no_inspector_is_refused_everywhere(agency: str, role: str) -> None:
    office = Office()
    finding = overdue(office)
    for path in ("/odd", f"/odd/{finding}", f"/odd/{finding}/dismissal"):
        assert office.browser(agency, role).get(path).status_code == 403, path
    for path in ("/api/odd", f"/api/odd/{finding}"):
        assert office.program(agency, role).get(path).status_code == 403, path
    sent = office.program(agency, role).post(
        f"/api/odd/{finding}/dismissal", json={"reason": "explained"}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert sent.status_code == 403
    assert 'href="/odd"' not in office.browser(agency, role).get("/sources").text
    assert entries(office.ledger) == []


def test_a_finding_that_never_was_is_not_found() -> None:
    assert Office().browser("office", "inspector").get(f"/odd/{uuid4()}").status_code == 404
    assert Office().program("office", "inspector").get(f"/api/odd/{uuid4()}").status_code == 404


def test_a_finding_opens_to_its_entries_and_the_look_is_written_down_of_its_case() -> None:
    office = Office()
    answer = office.browser("office", "inspector").get(f"/odd/{overdue(office)}")
    assert answer.status_code == 200
    assert f'href="/cases/{WAITING}"' in answer.text
    assert re.search(r'href="/entries/intake\.labour/\d+"', answer.text)
    assert NAME not in answer.text
    assert "None" not in text(answer)
    (look,) = entries(office.ledger)
    assert (look.name, look.body.subject, look.fact.sections) == (
        "reporting.access.SectionsOpened",
        WAITING,
        ("finding",),
    )
    assert look.body.by.role == "inspector"


def test_a_rule_with_a_threshold_says_it_and_who_set_it() -> None:
    office = Office(whole_story(), seals=[SEALED_LATE])
    (item,) = office.odd.overview(ME).items
    shown = text(office.browser("office", "inspector").get(f"/odd/{item.id}"))
    assert "Ngưỡng: 60 phút" in shown
    assert "Không văn bản nào quy định" in shown


def test_a_deed_written_late_says_how_soon_it_should_have_been() -> None:
    office = Office()
    late = next(item for item in office.odd.overview(ME).items if item.said.rule == "back_dated")
    assert "ghi trong vòng 3 ngày từ ngày làm" in text(office.browser("office", "inspector").get(f"/odd/{late.id}"))


def test_dismissed_with_a_reason_it_stands_under_dismissed_with_what_it_said() -> None:
    office = Office()
    finding = overdue(office)
    send(office, f"/odd/{finding}/dismissal", reason="explained", note="Theo công văn giải trình.")
    assert finding not in listed(office, "open")
    assert listed(office, "explained") == [finding]
    event = next(e for e in entries(office.ledger) if e.name == "reporting.finding.FindingDismissed")
    assert (event.fact.reason, event.body.by.role) == ("explained", "inspector")
    assert isinstance(event.fact.note, Sealed)
    assert event.fact.note.value is None
    assert event.fact.said == next(item.said for item in office.odd.overview(ME).items if str(item.id) == finding)
    assert event.fact.said.thresholds == office.odd.limits.version
    shown = text(office.browser("office", "inspector").get(f"/odd/{finding}?done=dismissal"))
    assert "Đã ghi giải thích." in shown
    assert "Ghi đã có giải thích: đã giải trình hợp lý." in shown
    assert "Theo công văn" not in shown, "a note opens only when it is asked for"


def test_a_note_opens_when_it_is_asked_for_and_that_is_written_down_before() -> None:
    office = Office()
    finding = overdue(office)
    send(office, f"/odd/{finding}/confirmation", reason="reminded", note="Đã nhắc bằng điện thoại.")
    answer = office.browser("office", "inspector").post(f"/odd/{finding}/sections", data={"csrf": LAN.csrf})
    assert "Đã nhắc bằng điện thoại." in text(answer)
    assert [e.fact.sections for e in entries(office.ledger) if e.name.endswith("SectionsOpened")][-2:] == [
        ("note",), ("finding",),
    ]  # fmt: skip


def test_what_was_decided_is_taken_back_before_it_is_decided_otherwise() -> None:
    office = Office()
    finding = overdue(office)
    send(office, f"/odd/{finding}/dismissal", reason="explained")
    again = send(office, f"/odd/{finding}/confirmation", 409, reason="reported", version="1")
    assert "Điều này đã có kết luận" in text(again)
    send(office, f"/odd/{finding}/reopening", reason="new_facts", version="1")
    assert finding in listed(office, "open")
    send(office, f"/odd/{finding}/confirmation", reason="reported", version="2")
    assert listed(office, "confirmed") == [finding]
    history = office.program("office", "inspector").get(f"/api/odd/{finding}").json()["history"]
    assert [each["said"].rpartition(".")[2] for each in history] == [
        "FindingDismissed", "FindingReopened", "FindingConfirmed",
    ]  # fmt: skip


def test_two_inspectors_at_once_see_each_others_word() -> None:
    office = Office()
    finding = overdue(office)
    send(office, f"/odd/{finding}/dismissal", reason="explained")
    late = send(office, f"/odd/{finding}/confirmation", 409, reason="reported", note="Chữ đã gõ")
    assert "Chữ đã gõ" in late.text, "nothing typed is lost"


def test_what_makes_no_sense_is_not_done_and_loses_nothing() -> None:
    office = Office()
    finding = overdue(office)
    empty = send(office, f"/odd/{finding}/dismissal", 422, note="Chữ đã gõ")
    assert "Cần điền ô này." in text(empty)
    assert "Chữ đã gõ" in empty.text
    send(office, f"/odd/{finding}/dismissal", 422, reason="no_such_reason")
    send(office, f"/odd/{finding}/reopening", 409, reason="mistake")
    assert [e.name for e in entries(office.ledger) if "finding.Finding" in e.name] == []


def test_nobody_says_for_the_desk_what_a_finding_says() -> None:
    office = Office()
    program, finding = office.program("office", "inspector"), overdue(office)

    def asked(**fields: Any) -> Response:
        head = {"Idempotency-Key": str(uuid4())}
        sent = {"reason": "explained", **fields}
        answer: Response = program.post(f"/api/odd/{finding}/dismissal", json=sent, headers=head)
        return answer

    assert asked(finding=str(uuid4())).status_code == 422
    forged = {"rule": "silence", "thresholds": "x", "entries": [], "since": "2023-05-01"}
    assert asked(said=forged).status_code == 200
    event = next(e for e in entries(office.ledger) if e.name == "reporting.finding.FindingDismissed")
    assert event.fact.said.rule == "deadline_missed"


def test_what_was_dismissed_is_open_again_once_it_rests_on_other_entries() -> None:
    town = Town()
    until_informed(town, WAITING, "P11")
    town.on(may(8), "intake.labour", INTAKE, WAITING, ask(may(8)))
    office = Office(town.journal())
    finding = overdue(office)
    send(office, f"/odd/{finding}/dismissal", reason="outside")
    assert listed(office, "open") == []
    answer = AnswerVerification(Outcome.VICTIM, may(31), "34/CATX", "07/GXN", may(31))
    town.on(may(31), "intake.police", INTAKE, WAITING, answer)
    office.watching.entries = town.journal()
    assert listed(office, "open") == [finding]
    send(office, f"/odd/{finding}/dismissal", reason="explained", version="1")
    assert listed(office, "explained") == [finding]


def test_what_no_rule_finds_any_more_can_still_be_read() -> None:
    office = Office(broken=[Break("intake.police", 3, TWICE_AT, told_otherwise=True)])
    finding = next(str(item.id) for item in office.odd.overview(ME).items if item.said.rule == "seal_broken")
    send(office, f"/odd/{finding}/confirmation", reason="reported")
    office.watching.broken = ()
    assert finding in listed(office, "confirmed")
    shown = text(office.browser("office", "inspector").get(f"/odd/{finding}"))
    assert "Hiện không còn thấy" in shown
    assert "được gửi hai lần với nội dung khác nhau" in shown


def test_an_entry_that_never_came_is_said_and_not_linked() -> None:
    office = Office(broken=[Break("intake.police", 900, TWICE_AT - timedelta(hours=2), told_otherwise=False)])
    finding = next(item.id for item in office.odd.overview(ME).items if item.said.rule == "seal_broken")
    answer = office.browser("office", "inspector").get(f"/odd/{finding}")
    assert "tiếp nhận mục 900 (chưa nhận được)" in text(answer)
    assert "/entries/intake.police/900" not in answer.text


def test_seals_stand_green_and_red_by_agency_with_words_and_age() -> None:
    office = Office(seals=[SEALED, SEALED_LATE, BROKEN])
    shown = text(office.browser("office", "inspector").get("/odd"))
    assert "Công an thị xã Không liền mạch" in shown
    assert re.search(r"UBND xã, phường Quá lâu chưa được đồng xác nhận .* 2 giờ trước 4", shown)
    assert f"{profile().law_on(TODAY).agencies['health'].short} Chưa có dữ liệu đối chiếu" in shown
    whole = office.program("office", "inspector").get("/api/odd").json()
    assert [each["source"] for each in whole["seals"]] == ["intake.labour", "intake.communes", "intake.police"]


def test_filters_leave_what_was_asked_for() -> None:
    office = Office()
    shown = text(
        office.browser("office", "inspector").get("/odd", params={"rule": "deadline_missed", "agency": "police"})
    )
    assert "1 chờ xem xét" in shown
    assert "Công an thị xã chưa làm xong" in shown
    assert "Phòng LĐ-TB&XH chưa làm xong" not in shown
    none = text(office.browser("office", "inspector").get("/odd", params={"rule": "hasty"}))
    assert "Không có điều nào như vậy." in none


def test_from_a_case_one_comes_to_what_is_odd_in_it() -> None:
    office = Office()
    inspector = office.browser("office", "inspector")
    way = f"/odd?stage=all&case={WAITING}"
    assert way.replace("&", "&amp;") in inspector.get(f"/cases/{WAITING}").text
    assert "/odd" not in office.browser("office", "leader").get(f"/cases/{WAITING}").text
    shown = text(inspector.get(way))
    assert "Công an thị xã chưa làm xong" in shown
    assert "Phòng LĐ-TB&XH chưa làm xong" not in shown


def test_a_program_reads_the_same_and_it_is_written_down() -> None:
    office = Office()
    found = office.program("office", "inspector").get("/api/odd", params={"agency": "police"}).json()["findings"]
    (one,) = [each for each in found if each["rule"] == "deadline_missed"]
    assert (one["holder"], one["due_on"], one["stage"]) == ("police", "2023-05-29", "open")
    seen = office.program("office", "inspector").get(f"/api/odd/{one['finding']}").json()
    assert seen["sentence"] == one["sentence"]
    assert set(seen["deeds"]) == {"dismissal", "confirmation"}
    assert [e.fact.way for e in entries(office.ledger)] == ["api"]


NOW = Office([]).clock()
TWICE_AT = NOW
SEALED = Seal("intake.labour", 40, 40, ("police", "health"), NOW - timedelta(minutes=3), None, None, ())
SEALED_LATE = Seal("intake.communes", 12, 8, ("police",), NOW - timedelta(hours=2), None, NOW - timedelta(hours=2), ())
BROKEN = Seal("intake.police", 9, 5, ("labour",), NOW - timedelta(days=1), 7, None, ())
