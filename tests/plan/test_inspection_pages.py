"""Inspections through the doors: what waits first, a remedy that goes to a commune and comes back, and who may see what."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from services.support.plan.domain.inspections.events import InspectionPlanned, RemedyOrdered, RemedyRechecked
from services.support.plan.domain.inspections.words import RemedyState, remedy_id
from services.support.plan.pages import inspections as room_of_inspections
from shared.access import SectionsOpened
from shared.files.kinds import PNG
from shared.testing import actor as made
from shared.testing import deliver
from tests.files.samples import png
from tests.plan.office import Office, Officer, facts
from tests.support.test_benefit_papers import words

ROOMS = (room_of_inspections.ROOM,)

UNIT, OTHER = "20008", "20035"
PHOTO = {"evidence": ("anh.png", png(), "image/png")}
PLAN: dict[str, Any] = {
    "topic": "support_policy", "agency": "communes", "unit": UNIT, "planned_for": "12/06/2023", "decision": "12/QĐ-LĐTBXH",
    "decided_on": "05/06/2023", "members": "3", "team": "Đỗ Thị Thử", "note": "kiểm tra sổ",
}  # fmt: skip


class Two:
    """The lead that inspects and the communes that are inspected, joined."""

    def __init__(self) -> None:
        self.labour, self.communes = Office("labour"), Office("communes")
        self.told = {self.labour.source: 0, self.communes.source: 0}
        self.lan = self.labour.officer("case_lead")
        self.thao, self.nhung = (self.communes.officer("commune_officer", unit=unit) for unit in (UNIT, OTHER))

    def join(self) -> None:
        for one, other in ((self.labour, self.communes), (self.communes, self.labour)):
            since, self.told[one.source] = self.told[one.source], one.ledger.store.last()
            deliver(one.ledger, other.ledger, since=since)
            other.keep()

    def inspected(self, **more: Any) -> str:
        """The address of an inspection with a visit and a finding."""
        at: str = self.lan.send("/inspections/new", **{**PLAN, **more}).headers["location"].partition("?")[0]
        self.lan.send(f"{at}/visit", visited_on="12/06/2023")
        self.lan.send(f"{at}/finding", found="files_missing", grave="true", note="thiếu chữ ký")
        return at

    def asked(self) -> tuple[str, str]:
        """The address of an inspection with a remedy, and of the remedy at the commune."""
        at = self.inspected()
        self.lan.send(
            f"{at}/remedy",
            finding="1",
            measure="complete_files",
            until="14/06/2023",
            agency="communes",
            unit=UNIT,
            note="ký đủ",
        )
        self.join()
        return at, f"/remedies/{remedy_id(UUID(at.rpartition('/')[2]), 1)}"


def link(officer: Officer, label: str) -> Any:
    (menu,) = officer.office.menu(actor(officer))
    return next((each for each in menu.links if each.label == label), None)


def actor(officer: Officer) -> Any:
    return made(officer.office.agency, *officer.roles, unit=officer.unit)


def test_the_list_says_what_to_do_next_and_the_menu_how_much() -> None:
    two = Two()
    assert "Không có cuộc kiểm tra nào đang chờ" in two.lan.page("/inspections")
    at = two.lan.send("/inspections/new", **PLAN).headers["location"].partition("?")[0]
    page = two.lan.page("/inspections")
    assert "Đến kiểm tra" in page
    assert "UBND phường Hương Vân" in page
    assert "quá hạn" in page, "planned for the twelfth, and today is the fifteenth"
    assert (link(two.lan, "Kiểm tra").count, link(two.lan, "Kiểm tra").late) == (1, True)
    two.lan.send(f"{at}/visit", visited_on="14/06/2023")
    assert "muộn hơn dự kiến" in two.lan.page(at)


def test_a_remedy_goes_to_the_commune_and_back_and_forth_until_it_is_fulfilled() -> None:
    two = Two()
    at, remedy = two.asked()
    assert link(two.thao, "Kiểm tra").late
    page = two.thao.page("/inspections")
    assert "Bổ sung hồ sơ" in page
    assert "đang ở UBND phường Hương Vân" in page, "what is late names its holder"
    assert "Đang kiểm tra" not in page, "an inspected office sees no inspections"
    two.thao.send(f"{remedy}/report", 303, PHOTO, done_on="15/06/2023", note="đã ký")
    assert "chờ kiểm tra lại" in two.thao.page(remedy)
    two.join()
    seen = two.lan.page(at)
    assert "báo muộn" in seen
    assert f"{at}/remedies/1/recheck" in seen
    assert "Kiểm tra lại 1 việc" in two.lan.page("/inspections")
    again = two.lan.send(
        f"{at}/recheck", number="1", checked_on="15/06/2023", result="not_fulfilled", again_by="20/06/2023"
    )
    assert again.headers["location"].startswith(at)
    two.join()
    assert "chưa xong" in two.thao.page(remedy)
    assert "20/06/2023" in two.thao.page(remedy)
    two.thao.send(f"{remedy}/report", done_on="15/06/2023")
    two.join()
    two.lan.send(f"{at}/recheck", number="1", checked_on="15/06/2023", result="fulfilled")
    two.lan.send(f"{at}/conclusion", conclusion="15/KL-LĐTBXH", concluded_on="15/06/2023")
    two.join()
    assert "đã khắc phục" in two.thao.page(remedy)
    assert "đã xong" in two.lan.page(at)
    assert link(two.lan, "Kiểm tra").count == 0


def test_another_unit_sees_nothing_of_it_and_the_menu_stays_empty_there() -> None:
    two = Two()
    at, remedy = two.asked()
    two.nhung.page(remedy, 403)
    two.nhung.page(at, 404)
    two.nhung.send(f"{remedy}/report", 403, done_on="15/06/2023")
    assert link(two.nhung, "Kiểm tra") is None
    assert "Bổ sung hồ sơ" not in two.nhung.page("/inspections")


@pytest.mark.parametrize("role", ["clerk", "intake_officer"])
def test_whoever_does_not_inspect_sees_no_inspection(role: str) -> None:
    two = Two()
    at, _ = two.asked()
    stranger = two.labour.officer(role)
    stranger.page(at, 403)
    stranger.page("/inspections", 403)
    assert link(stranger, "Kiểm tra") is None


def test_the_leader_sees_how_it_goes_but_opens_nothing_and_writes_nothing() -> None:
    two = Two()
    at, _ = two.asked()
    tuan = two.labour.officer("leader")
    page = tuan.page(at)
    assert "Bổ sung hồ sơ" in page
    assert f"{at}/finding" not in page
    assert "Đỗ Thị Thử" not in page
    tuan.send(f"{at}/sections", 403, section="identity")
    tuan.send(f"{at}/finding", 403, found="not_done")
    tuan.page(f"{at}/papers/bien_ban_kiem_tra.pdf", 403)


def test_names_open_only_when_asked_and_that_is_written_down() -> None:
    two = Two()
    at, remedy = two.asked()
    assert "Đỗ Thị Thử" not in two.lan.page(at)
    opened = two.lan.send(f"{at}/sections", 200, section="identity").text
    assert "Đỗ Thị Thử" in opened
    assert any(isinstance(fact, SectionsOpened) and fact.sections == ("identity",) for fact in facts(two.labour))
    assert "ký đủ" in two.thao.send(f"{remedy}/sections", 200, section="note").text
    two.thao.send(f"{remedy}/sections", 403, section="identity")


def test_a_wrong_input_is_said_beside_its_field_and_nothing_typed_is_lost() -> None:
    two = Two()
    wrong = two.lan.send("/inspections/new", 409, **{**PLAN, "unit": ""}).text
    assert "Chọn xã, phường nào" in wrong
    assert 'value="12/QĐ-LĐTBXH"' in wrong
    both = two.lan.send("/inspections/new", 409, **{**PLAN, "business": "Công ty Thử"}).text
    assert "không cả hai" in both
    malformed = two.lan.send("/inspections/new", 422, **{**PLAN, "members": "nhiều"}).text
    assert 'value="05/06/2023"' in malformed
    assert facts(two.labour) == []


def test_a_forged_field_of_the_desk_is_refused() -> None:
    two = Two()
    two.lan.api("/api/inspections", 422, **{**PLAN, "inspector": "office"})
    assert facts(two.labour) == []


def test_the_form_of_a_remedy_begins_with_the_finding_it_was_opened_from_and_the_office_that_was_inspected() -> None:
    two = Two()
    at = two.inspected()
    two.lan.send(f"{at}/finding", found="done_late")
    form = two.lan.page(f"{at}/findings/1/remedy")
    assert 'value="1" checked' in form
    assert '<option value="20008" selected>' in form
    two.lan.page(f"{at}/findings/3/remedy", 404)
    two.lan.page(f"{at}/remedies/1/recheck", 404)


def test_nothing_is_rechecked_before_it_was_reported_and_the_page_offers_it_only_then() -> None:
    two = Two()
    at, remedy = two.asked()
    two.lan.page(f"{at}/remedies/1/recheck", 404)
    two.lan.page(f"{at}/remedies/1/report-by-letter", 404)
    refused = two.lan.send(f"{at}/recheck", 409, number="1", checked_on="15/06/2023", result="fulfilled").text
    assert "Chưa có báo cáo khắc phục" in refused
    two.thao.send(f"{remedy}/report", done_on="15/06/2023")
    two.join()
    assert 'name="number"' in two.lan.page(f"{at}/remedies/1/recheck")


def test_evidence_stands_beside_the_remedy_at_both_ends() -> None:
    two = Two()
    at, remedy = two.asked()
    two.thao.send(f"{remedy}/report", 303, PHOTO, done_on="15/06/2023")
    page = two.thao.page(remedy)
    assert "Xem bản quét" in page
    two.join()
    assert "Bản quét lưu tại văn thư" in two.lan.page(at), "only the message was carried here, not the file"
    two.lan.page(f"{at}/remedies/1/evidence", 409)
    two.lan.page(f"{at}/remedies/2/evidence", 404)
    two.labour.attachments.lay(
        UUID(remedy.rpartition("/")[2]), BytesIO(png()), PNG
    )  # as it arrives: under what it was told about
    assert f"{at}/remedies/1/evidence" in two.lan.page(at)
    assert two.lan.browser.get(f"{at}/remedies/1/evidence").content == png()
    two.labour.officer("leader").page(f"{at}/remedies/1/evidence", 403)


def test_a_business_answers_by_letter_and_its_evidence_opens_here() -> None:
    two = Two()
    at = two.inspected(agency="", unit="", business="Công ty Thử Nghiệm", topic="labour_export")
    assert "Công ty Thử Nghiệm" not in two.lan.page(at)
    two.lan.send(f"{at}/remedy", finding="1", measure="stop", until="14/06/2023")
    page = two.lan.page(at)
    assert f"{at}/remedies/1/report-by-letter" in page
    assert "đang ở Doanh nghiệp" in page
    letter = {"number": "1", "done_on": "13/06/2023", "paper": "3/BC"}
    two.lan.send(f"{at}/report-by-letter", 303, PHOTO, **letter)
    answer = two.lan.browser.get(f"{at}/remedies/1/evidence")
    assert answer.status_code == 200
    assert answer.content == png()
    tuan = two.labour.officer("leader")
    tuan.page(f"{at}/remedies/1/evidence", 403)


def test_the_minutes_are_printed_for_who_may_and_the_printing_is_written_down() -> None:
    two = Two()
    at, _ = two.asked()
    answer = two.lan.browser.get(f"{at}/papers/bien_ban_kiem_tra.pdf")
    assert answer.status_code == 200
    text = words(answer)
    for told in (
        "BIÊN BẢN KIỂM TRA",
        "12/QĐ-LĐTBXH",
        "Đỗ Thị Thử",
        "Ủy ban nhân dân phường Hương Vân",
        "thiếu chữ ký",
        "14/06/2023",
    ):
        assert told in text
    printing = [fact for fact in facts(two.labour) if isinstance(fact, SectionsOpened)][-1]
    assert printing.paper == "bien_ban_kiem_tra"


def test_before_the_visit_there_are_no_minutes() -> None:
    two = Two()
    at = two.lan.send("/inspections/new", **PLAN).headers["location"].partition("?")[0]
    two.lan.page(f"{at}/papers/bien_ban_kiem_tra.pdf", 403)
    assert "In biên bản" not in two.lan.page(at)


def test_what_happened_says_who_it_was_about() -> None:
    two = Two()
    two.asked()
    planned = next(fact for fact in facts(two.labour) if isinstance(fact, InspectionPlanned))
    ordered = next(fact for fact in facts(two.labour) if isinstance(fact, RemedyOrdered))
    assert (planned.inspector, planned.agency, planned.unit) == ("labour", "communes", UNIT)
    assert (ordered.inbox, ordered.until) == ("support.communes", date(2023, 6, 14))
    assert not [f for f in facts(two.labour) if isinstance(f, RemedyRechecked)]
    line = next(iter(two.labour.shelves["support.inspections.v1"].where().values()))
    assert line.next_remedy.state is RemedyState.TO_REMEDY


def test_an_inspection_that_is_called_off_waits_for_nobody() -> None:
    two = Two()
    at = two.lan.send("/inspections/new", **PLAN).headers["location"].partition("?")[0]
    two.lan.send(f"{at}/calling-off", reason="weather")
    assert "Không kiểm tra: Thời tiết" in two.lan.page(at)
    assert link(two.lan, "Kiểm tra").count == 0
    two.lan.send(f"{at}/visit", 409, visited_on="14/06/2023")
