"""Training at the desks: the roster of a unit, a class from its plan to its certificates, and target T3 over all agencies."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.support.plan.domain.training.class_events import AttendanceRecorded, CertificateGiven, ClassHeld
from services.support.plan.domain.training.officer_events import (
    OfficerListed,
    OfficerTrained,
    OfficerTrainedElsewhere,
    OfficerWasListed,
    OfficerWasTrained,
)
from services.support.plan.pages import training as room_of_training
from shared.access import SectionsOpened, Way
from shared.kernel.rights import Subject
from shared.testing import actor, deliver, entries, identity
from tests.papers.samples import words
from tests.plan.office import Office, Officer, facts

ROOMS = (room_of_training.ROOM,)

UNIT = "20008"
NAME, OTHER = "Trần Thị Mẫu", "Lê Văn Thử"
LISTING = {"name": NAME, "position": "social_affairs", "since": "03/01/2023"}
CLASS: dict[str, Any] = {"subjects": ["approach", "counselling"], "hours": "8"}
HELD = {**CLASS, "held_on": "10/05/2023"}


def thao(office: Office, unit: str = UNIT) -> Officer:
    return office.officer("commune_officer", unit=unit)


def lan(office: Office) -> Officer:
    return office.officer("case_lead")


def begun(answer: Any) -> UUID:
    """The file whose page the answer leads to."""
    return UUID(answer.headers["location"].partition("?")[0].rpartition("/")[2])


def told(sender: Office, receiver: Office) -> None:
    """What the relay has not brought over yet."""
    at = sender.__dict__.setdefault("told", {})
    deliver(sender.ledger, receiver.ledger, since=at.get(receiver.source, 0))
    at[receiver.source] = sender.ledger.store.last()
    receiver.keep()


@pytest.fixture
def town() -> tuple[Office, Office]:
    """A commune with an officer on its roster, and the lead that was told."""
    communes, lead = Office("communes"), Office("labour")
    thao(communes).send("/officers/new", **LISTING)
    told(communes, lead)
    return communes, lead


def on(office: Office, kind: type[Any]) -> list[Any]:
    return [fact for fact in facts(office) if isinstance(fact, kind)]


def officer_of(office: Office) -> UUID:
    return next(e.body.subject for e in entries(office.ledger) if isinstance(e.fact, OfficerListed | OfficerWasListed))


def readings(office: Office) -> list[tuple[UUID, SectionsOpened]]:
    return [(e.body.subject, e.fact) for e in entries(office.ledger) if isinstance(e.fact, SectionsOpened)]


# -- the roster


def test_an_officer_is_written_into_the_roster_of_the_own_unit_and_the_name_is_locked() -> None:
    office = Office("communes")
    form = thao(office).page("/officers/new")
    assert 'name="of"' not in form, "only the lead keeps the roster of others"
    assert 'name="unit"' not in form
    thao(office).send("/officers/new", **LISTING)
    (listed,) = facts(office)
    assert (listed.agency, listed.unit, listed.since, listed.told_to) == (
        "communes",
        UNIT,
        date(2023, 1, 3),
        "support.labour",
    )
    page = thao(office).page("/officers")
    assert NAME not in page
    assert "Công chức, chuyên viên phụ trách lao động, xã hội" in page
    assert "chưa tập huấn" in page


def test_the_name_is_shown_when_it_is_asked_for_and_the_reading_is_written_down_first(
    town: tuple[Office, Office],
) -> None:
    communes, _ = town
    officer = officer_of(communes)
    assert readings(communes) == []
    shown = thao(communes).send("/officers", 200).text
    assert NAME in shown
    assert readings(communes) == [(officer, SectionsOpened(("identity",), Way.VIEWED))]
    one = thao(communes).send(f"/officers/{officer}/sections", 200, section="identity").text
    assert NAME in one
    assert len(readings(communes)) == 2


def test_a_unit_sees_and_writes_its_own_roster_only(town: tuple[Office, Office]) -> None:
    communes, _ = town
    officer, nhung = officer_of(communes), thao(communes, "20035")
    assert str(officer) not in nhung.page("/officers")
    nhung.page(f"/officers/{officer}", 403)
    nhung.send(f"/officers/{officer}/leaving", 403, until="01/06/2023", reason="moved")
    assert "Không phát sinh" in nhung.page("/training")
    assert "Không phát sinh" not in thao(communes).page("/training")


def test_a_change_of_staff_is_three_forms_and_each_is_told_to_the_lead(town: tuple[Office, Office]) -> None:
    communes, lead = town
    officer, page = officer_of(communes), thao(communes)
    page.send(f"/officers/{officer}/correction", position="head", since="03/01/2023", name="")
    page.send(f"/officers/{officer}/leaving", until="30/04/2023", reason="other_duty")
    assert "Đã rời danh sách · 1" in page.page("/officers")
    page.send(f"/officers/{officer}/coming-back", since="01/06/2023")
    told(communes, lead)
    here, there = (lan(lead).page(f"/officers/{officer}"), page.page(f"/officers/{officer}"))
    for shown in (here, there):
        assert "Từ 03/01/2023 đến hết 30/04/2023: phân công nhiệm vụ khác" in shown
        assert "Từ 01/06/2023 đến nay" in shown
        assert "Lãnh đạo cơ quan, đơn vị" in shown
    assert "muốn sửa thì báo nơi đó" in here
    assert NAME in lan(lead).send(f"/officers/{officer}/sections", 200, section="identity").text, "the name stays"


def test_a_corrected_name_is_the_new_one_at_the_lead_too(town: tuple[Office, Office]) -> None:
    communes, lead = town
    officer = officer_of(communes)
    thao(communes).send(f"/officers/{officer}/correction", position="head", since="03/01/2023", name=OTHER)
    told(communes, lead)
    shown = lan(lead).send(f"/officers/{officer}/sections", 200, section="identity").text
    assert OTHER in shown
    assert NAME not in shown


def test_a_wrong_day_says_what_is_wrong_and_keeps_what_was_typed(town: tuple[Office, Office]) -> None:
    communes, _ = town
    officer = officer_of(communes)
    again = thao(communes).send(f"/officers/{officer}/leaving", 409, until="02/01/2023", reason="moved").text
    assert "Ngày rời danh sách không thể trước ngày bắt đầu" in again
    assert 'value="02/01/2023"' in again
    thao(communes).send("/officers/new", 422, **{**LISTING, "since": "31/02/2023"})
    thao(communes).send("/officers/new", 422, **{**LISTING, "since": "01/01/2024"})
    assert len(on(communes, OfficerListed)) == 1


def test_the_lead_cannot_change_the_roster_of_another_agency(town: tuple[Office, Office]) -> None:
    _, lead = town
    refused = lan(lead).send(f"/officers/{officer_of(lead)}/leaving", 409, until="01/06/2023", reason="moved").text
    assert "Danh sách này do cơ quan khác giữ" in refused
    assert len(facts(lead)) == 1


def test_the_lead_keeps_the_roster_of_an_agency_without_a_desk() -> None:
    lead = Office("labour")
    assert '<input type="radio" name="of" value="labour" checked>' in lan(lead).page("/officers/new"), (
        "its own, unless said"
    )
    lan(lead).send("/officers/new", **LISTING, of="police")
    lan(lead).send("/officers/new", 409, **LISTING, of="justice")
    (listed,) = on(lead, OfficerListed)
    assert (listed.agency, listed.told_to) == ("police", None)
    assert "Công an thị xã" in lan(lead).page("/training")


def test_what_the_desk_adds_nobody_sends(town: tuple[Office, Office]) -> None:
    communes, lead = town
    thao(communes).send("/officers/new", 422, **LISTING, unit="20035")
    held = lan(lead).api("/api/trainings/new/holding", 201, **{**CLASS, "hours": 8, "held_on": "2023-05-10"})
    forged = {"unit": None, "subjects": ["approach"], "held_on": "2020-01-01", "hours": 8}
    lan(lead).api(f"/api/trainings/{held['training']}/attendance", 422, attended=[str(officer_of(lead))], lesson=forged)
    assert on(lead, AttendanceRecorded) == []


def test_who_moved_here_brings_the_classes_attended_before_and_the_lead_hears_of_them(
    town: tuple[Office, Office],
) -> None:
    communes, lead = town
    officer, page = officer_of(communes), thao(communes)
    before = {"held_on": "03/11/2022", "subjects": "job_fraud_abroad", "hours": "16", "certificate": "5/SLĐTBXH"}
    assert "Gạch bỏ lớp học ở nơi khác" not in page.page(f"/officers/{officer}")
    page.send(f"/officers/{officer}/earlier-training", **before)
    assert "học ở nơi khác" in page.page(f"/officers/{officer}")
    told(communes, lead)
    assert "<b>1 trên 1</b>" in lan(lead).page("/training")
    training = on(communes, OfficerTrainedElsewhere)[0].training
    assert str(training) in page.page(f"/officers/{officer}/earlier-training-striking")
    page.send(f"/officers/{officer}/earlier-training-striking", training=str(training), reason="mistake")
    told(communes, lead)
    assert "<b>0 trên 1</b>" in lan(lead).page("/training")


# -- classes


def test_a_class_goes_from_its_plan_to_its_certificates_and_the_officers_agency_hears_of_it(
    town: tuple[Office, Office],
) -> None:
    communes, lead = town
    page, officer = lan(lead), officer_of(communes)
    training = begun(page.send("/trainings/new", **CLASS, planned_for="10/05/2023", at_agency="labour"))
    seen = page.page(f"/trainings/{training}")
    assert "Ghi đã tổ chức" in seen
    assert "Đã qua ngày dự kiến" in seen
    form = page.page(f"/trainings/{training}/holding")
    assert 'value="10/05/2023"' in form, "it was planned for that day"
    assert '<input type="checkbox" name="subjects" value="approach" checked>' in form
    page.send(f"/trainings/{training}/holding", **HELD)
    assert "Điểm danh theo danh sách đã ký" in page.page(f"/trainings/{training}")
    assert NAME in page.page(f"/trainings/{training}/attendance"), "who ticks has to know whom"
    page.send(f"/trainings/{training}/attendance", attended=str(officer))
    page.send(f"/trainings/{training}/certificate", officer=str(officer), number="12/GCN-LĐTBXH", dated="12/05/2023")
    told(lead, communes)
    heard = on(communes, OfficerWasTrained)
    assert [(each.teller, each.held_on, each.certificate) for each in heard] == [
        ("support.labour", date(2023, 5, 10), None), ("support.labour", date(2023, 5, 10), "12/GCN-LĐTBXH"),
    ]  # fmt: skip
    at_home = thao(communes).page(f"/officers/{officer}")
    assert "12/GCN-LĐTBXH, ngày 12/05/2023" in at_home
    assert "do Phòng LĐ-TB&amp;XH ghi" in at_home
    assert "<b>1 trên 1</b>" in thao(communes).page("/training")


def test_a_class_of_a_unit_for_its_own_officers_counts_at_the_lead(town: tuple[Office, Office]) -> None:
    communes, lead = town
    page, officer = thao(communes), officer_of(communes)
    assert "chỉ ghi được cán bộ trong danh sách của đơn vị mình" in page.page("/trainings")
    assert "chỉ ghi được cán bộ" not in lan(lead).page("/trainings")
    training = begun(page.send("/trainings/new/holding", **HELD))
    page.send(f"/trainings/{training}/attendance", attended=str(officer))
    told(communes, lead)
    assert "<b>1 trên 1</b>" in lan(lead).page("/training")
    assert f'href="/trainings/{training}"' in page.page(f"/officers/{officer}")
    assert f'href="/trainings/{training}"' not in lan(lead).page(f"/officers/{officer}"), "it is kept elsewhere"
    page.send(f"/trainings/{training}/striking", officer=str(officer), reason="mistake")
    told(communes, lead)
    assert "<b>0 trên 1</b>" in lan(lead).page("/training")


def test_an_attendance_for_somebody_not_on_the_roster_is_a_clear_sentence_and_nothing_is_lost(
    town: tuple[Office, Office],
) -> None:
    """An id nobody has, somebody who was not there yet, somebody who had left: nobody at all is put down, the ticks stay."""
    communes, lead = town
    page, first = lan(lead), officer_of(communes)
    thao(communes).send("/officers/new", **{**LISTING, "name": OTHER, "since": "01/06/2023"})
    told(communes, lead)
    late = next(
        e.body.subject for e in entries(lead.ledger) if isinstance(e.fact, OfficerWasListed) and e.fact.since.month == 6
    )
    training = begun(page.send("/trainings/new/holding", **HELD))
    assert str(late) not in page.page(f"/trainings/{training}/attendance")
    before = len(on(lead, OfficerTrained))
    for stranger, sentence in (
        (identity("nobody"), "Có người không có trong danh sách cán bộ"),
        (late, "chưa có trong danh sách cán bộ nên chưa điểm danh ai"),
    ):
        again = page.send(f"/trainings/{training}/attendance", 409, attended=[str(first), str(stranger)]).text
        assert sentence in again
        assert f'name="attended" value="{first}" checked' in again
    thao(communes).send(f"/officers/{first}/leaving", until="01/05/2023", reason="retired")
    told(communes, lead)
    again = page.send(f"/trainings/{training}/attendance", 409, attended=str(first)).text
    assert "không còn trong danh sách cán bộ" in again
    assert (on(lead, AttendanceRecorded), len(on(lead, OfficerTrained))) == ([], before)
    page.send(f"/trainings/{training}/attendance", 409)
    page.send(f"/trainings/{training}/attendance", 422, attended="Trần Thị Mẫu")


def test_a_class_of_a_commune_takes_nobody_from_another(town: tuple[Office, Office]) -> None:
    communes, _ = town
    nhung, officer = thao(communes, "20035"), officer_of(communes)
    training = begun(nhung.send("/trainings/new/holding", **HELD))
    assert "Không có ai trong danh sách cán bộ vào ngày này" in nhung.page(f"/trainings/{training}")
    refused = nhung.send(f"/trainings/{training}/attendance", 409, attended=str(officer)).text
    assert "Lớp của một xã, phường chỉ ghi cán bộ" in refused
    thao(communes).page(f"/trainings/{training}", 403)


def test_a_class_written_down_on_a_wrong_day_is_corrected_with_those_who_attended(town: tuple[Office, Office]) -> None:
    communes, lead = town
    page, officer = lan(lead), officer_of(communes)
    training = begun(page.send("/trainings/new/holding", **HELD))
    page.send(f"/trainings/{training}/attendance", attended=str(officer))
    page.send(f"/trainings/{training}/correction", **{**HELD, "held_on": "12/05/2023"})
    told(lead, communes)
    assert on(communes, OfficerWasTrained)[-1].held_on == date(2023, 5, 12)
    refused = page.send(f"/trainings/{training}/correction", 422, **{**HELD, "held_on": "12/05/2024"})
    assert "12/05/2024" in refused.text
    page.send(f"/trainings/{training}/correction", 409, **{**HELD, "held_on": "12/12/2022"})
    assert "<b>0 trên 1</b>" in page.page("/training?as_of=11/05/2023")
    assert "<b>1 trên 1</b>" in page.page("/training?as_of=12/05/2023")


def test_a_class_that_was_not_held_says_why_and_offers_another(town: tuple[Office, Office]) -> None:
    _, lead = town
    page = lan(lead)
    training = begun(page.send("/trainings/new", **CLASS, planned_for="20/06/2023"))
    page.send(f"/trainings/{training}/calling-off", reason="no_money")
    seen = page.page(f"/trainings/{training}")
    assert "chưa bố trí được kinh phí" in seen
    assert 'href="/trainings/new"' in seen
    page.send(f"/trainings/{training}/holding", 409, **HELD)
    assert on(lead, ClassHeld) == []


def test_a_note_on_a_class_is_closed_until_it_is_asked_for(town: tuple[Office, Office]) -> None:
    _, lead = town
    page = lan(lead)
    training = begun(page.send("/trainings/new", **CLASS, planned_for="20/06/2023", note="mang theo mẫu hồ sơ"))
    assert "mang theo mẫu hồ sơ" not in page.page(f"/trainings/{training}")
    assert "mang theo mẫu hồ sơ" in page.send(f"/trainings/{training}/sections", 200, section="note").text


def test_what_was_done_late_is_taken_and_its_entry_says_when_it_was(town: tuple[Office, Office]) -> None:
    communes, lead = town
    training = begun(lan(lead).send("/trainings/new/holding", **HELD))
    lan(lead).send(f"/trainings/{training}/attendance", attended=str(officer_of(communes)))
    attended = [e for e in entries(lead.ledger) if isinstance(e.fact, AttendanceRecorded | OfficerTrained)]
    assert {(e.body.when.start, e.at.date()) for e in attended} == {("2023-05-10", date(2023, 6, 15))}


def test_the_names_of_a_class_open_together_and_each_reading_is_of_one_officer(town: tuple[Office, Office]) -> None:
    communes, lead = town
    page, officer = lan(lead), officer_of(communes)
    training = begun(page.send("/trainings/new/holding", **HELD))
    page.send(f"/trainings/{training}/attendance", attended=str(officer))
    assert NAME not in page.page(f"/trainings/{training}")
    before = len(readings(lead))
    assert NAME in page.send(f"/trainings/{training}/names", 200).text
    assert readings(lead)[before:] == [(officer, SectionsOpened(("identity",), Way.VIEWED))]


@pytest.mark.slow  # sets a paper
def test_the_list_to_sign_holds_the_roster_of_that_day_and_its_printing_is_written_down_first(
    town: tuple[Office, Office],
) -> None:
    communes, lead = town
    page, officer = lan(lead), officer_of(communes)
    thao(communes).send("/officers/new", **{**LISTING, "name": OTHER, "since": "01/06/2023"})
    told(communes, lead)
    training = begun(page.send("/trainings/new", **CLASS, planned_for="10/05/2023", at_agency="labour"))
    answer = page.browser.get(f"/trainings/{training}/danh_sach_hoc_vien.pdf")
    assert answer.status_code == 200
    text = words(PdfReader(BytesIO(answer.content)))
    assert NAME in text
    assert OTHER not in text, "who comes in June is not asked to sign in May"
    assert "10/05/2023" in text
    printed = SectionsOpened(("identity",), Way.PRINTED, "danh_sach_hoc_vien")
    assert readings(lead)[-2:] == [(officer, printed), (training, printed)]
    last = entries(lead.ledger)[-1]
    assert f"Mục {last.position}, nhật ký support.labour" in text


# -- target T3


def test_target_t3_is_counted_as_of_any_day_with_changes_of_staff(town: tuple[Office, Office]) -> None:
    communes, lead = town
    page, officer = lan(lead), officer_of(communes)
    thao(communes).send("/officers/new", **{**LISTING, "name": OTHER, "since": "01/06/2023"})
    told(communes, lead)
    training = begun(page.send("/trainings/new/holding", **HELD))
    page.send(f"/trainings/{training}/attendance", attended=str(officer))
    thao(communes).send(f"/officers/{officer}/leaving", until="10/06/2023", reason="retired")
    told(communes, lead)
    said = {
        "02/01/2023": "Không phát sinh", "09/05/2023": "<b>0 trên 1</b>", "10/05/2023": "<b>1 trên 1</b>",
        "01/06/2023": "<b>1 trên 2</b>", "10/06/2023": "<b>1 trên 2</b>", "11/06/2023": "<b>0 trên 1</b>", "": "<b>0 trên 1</b>",
    }  # fmt: skip
    for day, figure in said.items():
        assert figure in page.page(f"/training?as_of={day}"), day
    assert "100%" not in page.page("/training?as_of=02/01/2023").partition("figure")[2].partition("</section>")[0]
    assert page.browser.get("/api/training?as_of=2023-06-01").json() == {
        "as_of": "2023-06-01", "officers": 2, "trained": 1,
        "desks": [{"agency": "communes", "unit": UNIT, "officers": 2, "missing": [_late(lead)]}],
    }  # fmt: skip


def _late(lead: Office) -> str:
    late = (e for e in entries(lead.ledger) if isinstance(e.fact, OfficerWasListed) and e.fact.since.month == 6)
    return str(next(late).body.subject)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("31/02/2023", "31/02/2023"), ("hôm qua", "hôm qua"), ("16/06/2023", "sau ngày hôm nay của hệ thống")],
)
def test_a_day_that_is_none_or_is_still_to_come_says_so_and_shows_today(
    town: tuple[Office, Office], typed: str, sentence: str
) -> None:
    _, lead = town
    shown = lan(lead).page(f"/training?as_of={typed}", 422)
    assert sentence in shown
    assert "<b>0 trên 1</b>" in shown
    assert f'value="{typed}"' in shown


def test_the_page_says_who_is_missing_by_code_and_by_name_only_when_asked(town: tuple[Office, Office]) -> None:
    _, lead = town
    page, officer = lan(lead), officer_of(lead)
    shown = page.page("/training")
    assert f"CB-{officer.hex[:6].upper()}" in shown
    assert NAME not in shown
    assert NAME in page.send("/training", 200).text
    assert readings(lead)[-1] == (officer, SectionsOpened(("identity",), Way.VIEWED))


def test_the_lead_sees_which_desks_have_no_roster_yet(town: tuple[Office, Office]) -> None:
    communes, lead = town
    shown = lan(lead).page("/training").partition('id="silent"')[2]
    assert "Phòng Tư pháp" in shown
    assert "UBND xã Bình Tiến" in shown
    assert "UBND phường Hương Vân" not in shown
    assert 'id="silent"' not in thao(communes).page("/training")


def test_the_menu_counts_who_is_not_trained_yet(town: tuple[Office, Office]) -> None:
    _, lead = town
    (link,) = [link for menu in lead.menu(_actor(lead, "case_lead")) for link in menu.links if link.href == "/training"]
    assert (link.label, link.count) == ("Tập huấn", 1)
    assert not [link for menu in lead.menu(_actor(lead, "public")) for link in menu.links if link.href == "/training"]


def _actor(office: Office, role: str) -> Any:
    return actor(office.agency, role)


def test_leaders_see_the_figure_and_open_no_name(town: tuple[Office, Office]) -> None:
    _, lead = town
    tuan, officer = lead.officer("leader"), officer_of(lead)
    shown = tuan.page("/training")
    assert "<b>0 trên 1</b>" in shown
    assert "Xem họ tên" not in shown
    assert NAME not in tuan.send("/training", 200).text
    tuan.send(f"/officers/{officer}/sections", 403, section="identity")
    tuan.send("/officers/new", 403, **LISTING)
    assert readings(lead) == []


def test_an_officers_name_opens_no_door_to_a_case(town: tuple[Office, Office]) -> None:
    """The rows of the rosters open `identity` of rosters alone (`of`): not of a case that lies at the same desk."""
    communes, _ = town
    rights, who = communes.profile.rights, _actor(communes, "clerk")
    for kind, allowed in (("support.officer", True), ("", False)):
        at = Subject("communes", None, "on_roster" if kind else "open", kind)
        assert rights.may_read(who, "identity", at).allowed is allowed


def test_certificates_are_only_for_who_attended(town: tuple[Office, Office]) -> None:
    communes, lead = town
    training = begun(lan(lead).send("/trainings/new/holding", **HELD))
    asked = {"officer": str(officer_of(communes)), "number": "1/GCN", "dated": "12/05/2023"}
    refused = lan(lead).send(f"/trainings/{training}/certificate", 409, **asked).text
    assert "không có trong danh sách đã dự lớp" in refused
    assert on(lead, CertificateGiven) == []
