"""Exports as people use them: written down before anybody has the file, made again word for word, closed to everybody else."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from httpx import Response

from services.reporting.app import exports as desk
from services.reporting.domain.export import EXPORT, ExportGiven, Form, GiveExport
from shared.kernel.sealed import Sealed
from shared.testing import actor, entries, given
from tests.reporting.export_lives import MADE
from tests.reporting.office import TODAY, Office
from tests.reporting.test_exports import rows
from tests.reporting.test_pages import text
from tests.reporting.town import NAME, law, may, walked
from tests.web.doors import LAN

ASKED = {
    "form": "tables", "recipient": "province_labour", "purpose": "report", "basis": "plan", "warned": "true",
    "note": "Công văn số 12, người ký nhận Lê Thị Bịa",
}  # fmt: skip
STRANGERS = [
    ("labour", "intake_officer"),
    ("health", "service_officer"),
    ("office", "leader"),
    ("finance", "finance_officer"),
]
GIVE = GiveExport(
    form=Form.TABLES, as_of=may(31), recipient="province_labour", purpose="report", basis="plan", warned=True, made=MADE
)  # fmt: skip


def post(office: Office, fields: dict[str, str], status: int = 303) -> Response:
    asked = {"csrf": LAN.csrf, "command_id": str(uuid4()), "step": "send", **fields}
    answer: Response = office.browser("labour", "case_lead").post("/exports/new", data=asked)
    assert answer.status_code == status, text(answer)[:900]
    office.keep()
    return answer


def exported(office: Office, **changed: str) -> str:
    """The address of the page of an export that was just given."""
    return post(office, ASKED | changed).headers["location"].partition("?")[0]


def unpacked(answer: Response) -> dict[str, bytes]:
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_export_is_given_once_with_everything_that_was_asked() -> None:
    given(EXPORT, law=law()).when(GIVE).then(
        ExportGiven(
            form=Form.TABLES, as_of=may(31), recipient="province_labour", purpose="report", basis="plan", made=MADE
        )
    )


def test_nobody_exports_without_being_warned_or_without_saying_for_whom() -> None:
    given(EXPORT, law=law()).when(replace(GIVE, warned=False)).refused("export.not_warned")
    for unsaid in (
        replace(GIVE, recipient="other"), replace(GIVE, recipient="research"), replace(GIVE, purpose="other"),
        replace(GIVE, basis="other"), replace(GIVE, basis="request"),
    ):  # fmt: skip
        given(EXPORT, law=law()).when(unsaid).refused("export.say_whom")
        assert EXPORT.decide(replace(unsaid, note=Sealed("một trường đại học")), EXPORT.initial, law())
    given(EXPORT, law=law()).when(replace(GIVE, recipient="a_friend")).refused("code.unknown")
    given(EXPORT, law=law()).when(replace(GIVE, made=replace(MADE, records=0))).refused("export.nobody")


def test_it_is_written_down_before_the_file_is_taken_and_the_taking_too() -> None:
    office = Office()
    page = exported(office)
    (entry,) = entries(office.ledger)
    made = entry.fact.made
    assert (entry.name, entry.fact.recipient, made.records) == ("reporting.export.ExportGiven", "province_labour", 6)
    answer = office.browser("labour", "case_lead").get(f"{page}/file")
    assert hashlib.sha256(answer.content).hexdigest() == made.digest
    assert len(rows(unpacked(answer)["persons.csv"])) == 6
    look = entries(office.ledger)[-1]
    assert (look.name, look.fact.way, look.fact.sections) == ("reporting.access.SectionsOpened", "saved", ("export",))
    assert str(look.body.subject) in page


def test_what_is_heard_afterwards_changes_no_file_that_was_given() -> None:
    office = Office()
    before = list(office.pinned.entries)
    office.pinned.entries = before[:40]
    page = exported(office)
    first = office.browser("labour", "case_lead").get(f"{page}/file").content
    office.pinned.entries = before
    assert office.browser("labour", "case_lead").get(f"{page}/file").content == first


def test_a_file_that_cannot_be_made_again_word_for_word_is_not_given_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    page = exported(office)
    monkeypatch.setattr(desk, "everybody", lambda *_: [])
    answer = office.browser("labour", "case_lead").get(f"{page}/file")
    assert answer.status_code == 409
    assert "Không tạo lại được đúng tệp đã ghi" in text(answer)
    assert len(entries(office.ledger)) == 1, "nothing was taken"


def test_a_past_day_tells_what_was_known_at_its_end() -> None:
    office = Office()
    page = exported(office, as_of="22/05/2023")
    answer = office.browser("labour", "case_lead").get(f"{page}/file")
    assert {row["closed_on"] for row in rows(unpacked(answer)["persons.csv"])} == {""}
    today = office.browser("labour", "case_lead").get(f"{exported(office)}/file")
    assert "2023-05-27" in {row["closed_on"] for row in rows(unpacked(today)["persons.csv"])}


def test_a_day_to_come_is_refused_in_words_and_nothing_is_written() -> None:
    office = Office()
    answer = post(office, ASKED | {"as_of": f"{TODAY + timedelta(days=1):%d/%m/%Y}"}, 422)
    assert "sau ngày hôm nay" in text(answer)
    assert entries(office.ledger) == []


def test_unwarned_the_form_comes_back_with_what_was_typed() -> None:
    office = Office()
    answer = post(office, {name: value for name, value in ASKED.items() if name != "warned"} | {"warned": "false"}, 409)
    assert "xác nhận là đã hiểu tệp này ra khỏi hệ thống" in text(answer)
    assert "Công văn số 12" in answer.text
    assert entries(office.ledger) == []


def test_by_consent_nobody_is_told_of_who_did_not_give_it() -> None:
    office = Office()
    answer = post(office, ASKED | {"basis": "consent"}, 409)
    assert "Không có ai để đưa vào tệp" in text(answer)
    assert entries(office.ledger) == []


def test_what_a_program_says_the_file_would_be_is_not_believed() -> None:
    office = Office()
    forged = {
        "records": 1, "left_out": 0, "digest": "f" * 64, "definition": "f" * 64, "scope": "f" * 64, "positions": [],
    }  # fmt: skip
    asked = {**ASKED, "warned": True, "made": forged}
    office.program("labour", "case_lead").post("/api/exports", json=asked, headers={"Idempotency-Key": str(uuid4())})
    assert all(entry.fact.made.digest != "f" * 64 for entry in entries(office.ledger))


def test_the_program_door_gives_the_same_file() -> None:
    office = Office()
    me = office.program("labour", "case_lead")
    sent = me.post(
        "/api/exports", json=ASKED | {"form": "htcds_strict", "warned": True}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert sent.status_code == 201, sent.text
    office.keep()
    export = sent.json()["export"]
    assert list(me.get("/api/exports").json()["exports"]) == [export]
    whole = me.get(f"/api/exports/{export}").json()["file"]
    assert whole["given"]["note"] == {"sealed": True}
    answer = me.get(f"/api/exports/{export}/file")
    assert hashlib.sha256(answer.content).hexdigest() == whole["given"]["made"]["digest"]
    assert "htcds.json" in unpacked(answer)
    assert entries(office.ledger)[-1].fact.way == "api"


@pytest.mark.parametrize(("agency", "role"), STRANGERS)
def test_whoever_does_not_lead_exports_nothing_and_sees_nothing_of_it(agency: str, role: str) -> None:
    office = Office()
    page = exported(office)
    for path in ("/exports", "/exports/new", page, f"{page}/file"):
        assert office.browser(agency, role).get(path).status_code == 403, path
    for path in ("/api/exports", f"/api{page}", f"/api{page}/file"):
        assert office.program(agency, role).get(path).status_code == 403, path
    sent = office.program(agency, role).post(
        "/api/exports", json=ASKED | {"warned": True}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert sent.status_code == 403
    assert 'href="/exports"' not in office.browser(agency, role).get("/sources").text
    assert len(entries(office.ledger)) == 1


def test_an_inspector_sees_what_left_and_takes_no_file() -> None:
    office = Office()
    page = exported(office)
    listed = office.browser("office", "inspector").get("/exports")
    assert "Sở Lao động" in text(listed)
    one = office.browser("office", "inspector").get(page)
    assert "không tải được tệp" in text(one)
    assert f"{page}/file" not in one.text
    for path in (f"{page}/file", "/exports/new"):
        assert office.browser("office", "inspector").get(path).status_code == 403, path


def test_the_note_is_sealed_and_who_reads_it_is_written_down() -> None:
    office = Office()
    page = exported(office)
    one = office.browser("labour", "case_lead").get(page)
    assert "Lê Thị Bịa" not in one.text
    assert "None" not in text(one)
    read = office.browser("labour", "case_lead").post(f"{page}/sections", data={"csrf": LAN.csrf})
    assert "Lê Thị Bịa" in read.text
    assert entries(office.ledger)[-1].fact.sections == ("note",)
    assert b"L\xc3\xaa" not in b"".join(row.body for row in office.ledger.store.since(0, 100))


def test_the_list_warns_that_a_file_leaves_and_says_when_none_did() -> None:
    shown = text(Office().browser("labour", "case_lead").get("/exports"))
    assert "Tệp ra khỏi hệ thống" in shown
    assert "Chưa có dữ liệu nào được xuất ra ngoài." in shown


def test_an_export_that_never_was_is_not_found() -> None:
    for path in (f"/exports/{uuid4()}", f"/exports/{uuid4()}/file"):
        assert Office().browser("labour", "case_lead").get(path).status_code == 404
    assert Office().program("labour", "case_lead").get(f"/api/exports/{uuid4()}/file").status_code == 404


def test_the_same_recipient_gets_the_same_pseudonyms_and_another_none_of_them() -> None:
    office = Office()

    def names(**changed: str) -> set[str]:
        answer = office.browser("labour", "case_lead").get(f"{exported(office, **changed)}/file")
        return {row["person"] for row in rows(unpacked(answer)["persons.csv"])}

    mine = names()
    assert names(as_of="30/05/2023") == mine
    assert names(recipient="ministry").isdisjoint(mine)
    one = names(recipient="research", note="Trường A")
    assert names(recipient="research", note="Trường A") == one
    assert names(recipient="research", note="Trường B").isdisjoint(one)


def test_no_page_of_an_export_shows_a_name_of_anybody() -> None:
    office = Office()
    page = exported(office)
    for path in ("/exports", "/exports/new", page):
        answer = office.browser("labour", "case_lead").get(path)
        assert answer.status_code == 200
        assert NAME not in answer.text
        assert "None" not in text(answer)
    assert date(2023, 5, 31) == TODAY


def test_an_export_that_is_asked_for_twice_is_given_once_though_more_was_heard_meanwhile() -> None:
    office = Office([entry for entry in walked().journal() if entry.at.date() <= may(20)])
    once = str(uuid4())
    export = exported(office, command_id=once)
    office.pinned.entries = walked().journal()
    assert exported(office, command_id=once) == export
    assert len(office.exports.listed(actor("labour", "case_lead"))) == 1
