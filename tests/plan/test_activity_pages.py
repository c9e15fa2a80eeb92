"""The book as an officer of a commune uses it on a telephone: three taps for a broadcast; and who may see and write what."""

from datetime import date
from typing import Any

from services.support.plan.domain.activities.events import ActivityCarriedOut, ActivityCorrected, NeighbourhoodsListed
from services.support.plan.pages import activities as room_of_activities
from tests.files.samples import png
from tests.plan.office import Office, book_of, facts

ROOMS = (room_of_activities.ROOM,)

UNIT = "20008"
BROADCAST: dict[str, Any] = {
    "kind": "loudspeaker_broadcast",
    "carried_out_on": "15/06/2023",
    "everywhere": "true",
    "topics": ["tricks"],
}


def commune(today: date = date(2023, 6, 15)) -> Office:
    return Office("communes", today=today)


def test_a_broadcast_is_three_taps_the_plan_the_task_and_the_button() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    page = thao.page("/plan")
    way = f"/books/{book}/kinds/loudspeaker_broadcast?task=monthly_broadcast"
    assert way.replace("&", "&amp;") in page
    form = thao.page(way)
    assert '<option value="loudspeaker_broadcast" selected>' in form
    assert 'value="15/06/2023"' in form
    assert 'name="jobs"' not in form, "what a broadcast does not ask for is no field of its form"
    thao.send(f"/books/{book}/activity", **BROADCAST)
    (done,) = facts(office)
    assert isinstance(done, ActivityCarriedOut)
    assert (done.unit, done.details.task, done.details.everywhere) == (UNIT, "monthly_broadcast", True)
    assert "Đã ghi" in thao.page(f"/books/{book}?done=activity")


def test_the_form_holds_what_was_said_last_time() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/activity", **BROADCAST)
    form = thao.page(f"/books/{book}/kinds/loudspeaker_broadcast")
    assert '<input type="checkbox" name="topics" value="tricks" checked>' in form


def test_a_broadcast_entered_twice_keeps_what_was_typed_and_asks_whether_it_was_a_second_one() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/activity", **BROADCAST)
    again = thao.send(f"/books/{book}/activity", 409, **BROADCAST).text
    assert "Hoạt động này đã được ghi" in again
    assert 'value="15/06/2023"' in again
    assert len(facts(office)) == 1
    thao.send(f"/books/{book}/activity", **BROADCAST, again="true")
    assert len(facts(office)) == 2


def test_the_month_shows_as_done_and_the_missed_ones_as_missed() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/activity", **BROADCAST)
    page = thao.page("/plan")
    assert "thiếu 4 tháng" in page
    assert "<b>1 trên 5</b> tháng đã làm" in page


def test_a_photo_is_enough_to_begin_and_is_kept() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    began = thao.send(f"/books/{book}/activity", 200, {"evidence": ("anh.png", png(), "image/png")}, step="fill").text
    assert "Đã giữ tệp gửi lần trước" in began
    digest = began.partition('name="evidence" value="')[2][:64]
    thao.send(f"/books/{book}/activity", **BROADCAST, evidence=digest)
    (done,) = facts(office)
    assert done.evidence == digest
    assert f"/books/{book}/files/{digest}" in thao.page("/plan")
    assert thao.browser.get(f"/books/{book}/files/{digest}").status_code == 200


def test_the_parts_of_the_unit_are_listed_and_shown_reached_or_not() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/neighbourhoods", blocks="2", **{"others.0.neighbourhood": "Thôn Lại Bằng"})
    assert isinstance(facts(office)[0], NeighbourhoodsListed)
    talk: dict[str, Any] = {
        "kind": "direct_talk",
        "carried_out_on": "10/06/2023",
        "places": ["Thôn Lại Bằng"],
        "audience.women": "35",
    }
    thao.send(f"/books/{book}/activity", **talk)
    page = thao.page("/plan")
    assert "<b>1 trên 3</b> nơi đã được truyền thông" in page
    assert "35 người" in page
    form = thao.page(f"/books/{book}/neighbourhoods")
    assert 'value="Thôn Lại Bằng"' in form


def test_bad_numbers_are_named_at_their_field_and_nothing_is_written() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    for wrong in ({"cost": "-5"}, {"cost": "1,5"}, {"audience.women": "-1"}, {"carried_out_on": "16/06/2023"}):
        thao.send(f"/books/{book}/activity", 422, **{**BROADCAST, "kind": "direct_talk", **wrong})
    thao.send(f"/books/{book}/activity", 409, **{**BROADCAST, "carried_out_on": "01/02/2023"})
    assert facts(office) == []


def test_a_line_is_corrected_and_struck_from_its_own_form() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/activity", **BROADCAST)
    form = thao.page(f"/books/{book}/lines/1/correction")
    assert 'value="15/06/2023"' in form
    thao.send(f"/books/{book}/correction", **{**BROADCAST, "carried_out_on": "14/06/2023"}, number="1")
    assert isinstance(facts(office)[-1], ActivityCorrected)
    assert "14/06/2023" in thao.page("/plan")
    thao.send(f"/books/{book}/striking", number="1", reason="mistake")
    assert "đã gạch bỏ" in thao.page("/plan")
    thao.page(f"/books/{book}/lines/9/correction", 404)


def test_what_is_planned_is_carried_out_from_its_line_or_said_not_to_take_place() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/planning", kind="loudspeaker_broadcast", planned_for="20/06/2023")
    thao.send(f"/books/{book}/planning", kind="job_fair", planned_for="25/06/2023")
    page = thao.page("/plan")
    assert f"/books/{book}/lines/1/activity" in page
    assert 'name="number" value="1"' in thao.page(f"/books/{book}/lines/1/activity")
    thao.send(f"/books/{book}/activity", **BROADCAST, number="1")
    thao.send(f"/books/{book}/not-held", number="2", reason="weather")
    assert "Thời tiết, thiên tai" in thao.page("/plan")


def test_each_unit_writes_and_sees_its_own_book_only() -> None:
    office = commune()
    minh, book = office.officer("commune_officer", unit="20011"), book_of(office, UNIT)
    minh.page(f"/books/{book}", 403)
    minh.send(f"/books/{book}/activity", 403, **BROADCAST)
    assert facts(office) == []
    assert "Phường Hương Văn" in minh.page("/plan")


def test_a_leader_looks_and_does_not_write() -> None:
    office = Office("labour")
    tuan, book = office.officer("leader"), book_of(office)
    page = tuan.page("/plan")
    assert "Chỉ xem" in page
    assert "Ghi đã làm" not in page
    tuan.send(f"/books/{book}/activity", 403, kind="exchange", carried_out_on="15/06/2023")


def test_the_lead_keeps_the_book_of_an_agency_that_has_no_place_of_its_own_to_write() -> None:
    office = Office("labour")
    lan, of_police = office.officer("case_lead"), book_of(office, agency="police")
    assert "Công an thị xã" in lan.page("/plan")
    lan.send(f"/books/{of_police}/activity", kind="mobilisation", carried_out_on="10/06/2023", in_units=["20008"])
    (done,) = facts(office)
    assert (done.agency, done.unit, done.details.task) == ("police", None, "mobilise")


def test_what_was_done_in_december_is_still_written_down_in_january_and_nothing_newer() -> None:
    office = commune(date(2024, 1, 5))
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    assert "thiếu 11 tháng" in thao.page("/plan")
    thao.send(f"/books/{book}/activity", **{**BROADCAST, "carried_out_on": "20/12/2023"})
    thao.send(f"/books/{book}/activity", 409, **{**BROADCAST, "carried_out_on": "03/01/2024"})
    assert [fact.carried_out_on for fact in facts(office)] == [date(2023, 12, 20)]
    assert "thiếu 10 tháng" in thao.page("/plan")


def test_no_plan_runs_and_the_page_says_so_in_words() -> None:
    office = commune(date(2023, 2, 1))
    assert "chưa có kế hoạch" in office.officer("commune_officer", unit=UNIT).page("/plan")


def test_a_program_records_a_broadcast_with_its_own_token() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    done: dict[str, Any] = {
        "kind": "loudspeaker_broadcast",
        "carried_out_on": "2023-06-15",
        "everywhere": True,
        "topics": ["tricks"],
    }
    answer = thao.api(f"/api/books/{book}/activity", **done)
    assert answer["book"] == str(book)
    thao.api(f"/api/books/{book}/activity", 409, **done)


def test_notes_are_sealed_and_opening_them_is_written_down() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    thao.send(f"/books/{book}/activity", **BROADCAST, note="loa ở xóm dưới hỏng")
    assert "loa ở xóm dưới hỏng" not in thao.page("/plan")
    opened = thao.send(f"/books/{book}/sections", 200).text
    assert "loa ở xóm dưới hỏng" in opened
    assert type(facts(office)[-1]).__name__ == "SectionsOpened"


def test_a_draft_of_an_activity_is_in_the_list_of_drafts_and_stands_in_its_form_again() -> None:
    office = commune()
    thao, book = office.officer("commune_officer", unit=UNIT), book_of(office, UNIT)
    typed = {"kind": "loudspeaker_broadcast", "carried_out_on": "09/06/2023"}
    thao.send(f"/books/{book}/activity", 200, step="draft", **typed)
    assert "Ghi hoạt động đã làm" in thao.page("/drafts")
    assert 'value="09/06/2023"' in thao.page(f"/books/{book}/activity")
    assert facts(office) == []
