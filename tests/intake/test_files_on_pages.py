"""Papers on the pages of intake: sent along with a form, refused beside their field, shown to whom they may be, recorded."""

import hashlib
import re
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from httpx import Response

from shared.access import SectionsOpened, Way
from shared.files.rows import RowsInMemory
from shared.files.shelf import KIND
from shared.kernel.named import PAPERS
from shared.kernel.rights import Rights
from shared.testing import actor, entries
from tests.files import samples
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Offices, case_of
from tests.intake.test_pages import RECEPTION, reported

LEAD = actor("labour", "case_lead")
PROOF = {"csrf": "token", "proof_type": "POLICE_DISTRICT_CERT", "number": "07/GXN", "dated": "08/05/2023"}
SCAN = samples.jpeg(50_000)
DIGEST = hashlib.sha256(SCAN).hexdigest()


@pytest.fixture
def town() -> Offices:
    return Offices()


@pytest.fixture
def where(town: Offices) -> str:
    """The address of a case that labour has received."""
    at = reported(town)
    clerk = town["labour"].at(CLERK)
    assert clerk.post(at + "/reception", data=RECEPTION | {"command_id": str(uuid4())}).status_code == 303
    return at


def send(
    town: Offices, where: str, content: bytes, name: str = "a.jpg", media: str = "image/jpeg", **more: str
) -> Response:
    form = PROOF | {"command_id": str(uuid4())} | more
    clerk = town["labour"].at(CLERK)
    sent: Response = clerk.post(where + "/proof", data=form, files={"scan": (name, content, media)})
    return sent


def on_the_shelf(town: Offices, agency: str = "labour") -> RowsInMemory:
    rows = town[agency].intake.desk.attachments.rows
    assert isinstance(rows, RowsInMemory)
    return rows


def last_of(town: Offices, agency: str = "labour") -> object:
    return entries(town[agency].ledger)[-1].fact


def test_a_scan_is_sent_shown_on_the_timeline_and_its_reading_recorded_first(town: Offices, where: str) -> None:
    assert send(town, where, SCAN).status_code == 303
    page = town["labour"].at(CLERK).get(where).text
    assert f'href="{where}/files/{DIGEST}"' in page
    assert "Xem bản quét (ảnh, 50 kB)" in page
    before = len(entries(town["labour"].ledger))
    shown = town["labour"].at(CLERK).get(f"{where}/files/{DIGEST}")
    assert shown.content == SCAN
    assert [e.fact for e in entries(town["labour"].ledger)[before:]] == [SectionsOpened((PAPERS,), Way.VIEWED)]


def test_a_file_is_shown_as_what_it_is_and_under_nobody_s_name(town: Offices, where: str) -> None:
    send(town, where, SCAN, "Nguyễn Thị Thử Nghiệm.jpg")
    shown = town["labour"].at(CLERK).get(f"{where}/files/{DIGEST}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-disposition"] == f'inline; filename="{DIGEST[:12]}.jpg"'
    assert shown.headers["content-length"] == str(len(SCAN))
    assert shown.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    page = town["labour"].at(CLERK).get(where).text
    stored = b"".join(row.body for row in town["labour"].ledger.store.since(0, 1000))
    assert "Nghiệm.jpg" not in page
    assert "Nghiệm.jpg".encode() not in stored


def test_a_program_reads_it_and_that_is_recorded_as_such(town: Offices, where: str) -> None:
    send(town, where, SCAN)
    shown = town["labour"].at(CLERK).get(f"/api{where}/files/{DIGEST}")
    assert shown.content == SCAN
    assert last_of(town) == SectionsOpened((PAPERS,), Way.API)


def test_a_program_sends_one_with_a_form(town: Offices, where: str) -> None:
    form = PROOF | {"command_id": str(uuid4())}
    sent = town["labour"].at(CLERK).post(f"/api{where}/proof", data=form, files={"scan": ("a", SCAN, "image/jpeg")})
    assert sent.status_code == 200, sent.text
    assert town["labour"].at(CLERK).get(f"/api{where}/files/{DIGEST}").content == SCAN


def test_a_digest_without_its_file_is_refused(town: Offices, where: str) -> None:
    refused = town["labour"].at(CLERK).post(
        f"/api{where}/proof", headers={"Idempotency-Key": str(uuid4()), "X-CSRF-Token": "token"},
        json={k: v for k, v in PROOF.items() if k != "csrf"} | {"scan": DIGEST},
    )  # fmt: skip
    assert refused.status_code == 422
    assert [(fault["field"], fault["rule"]) for fault in refused.json()["faults"]] == [("scan", "fault.file_not_here")]


# Refused beside its field


@pytest.mark.parametrize(
    ("content", "name", "media", "said"),
    [
        (b"", "a.jpg", "image/jpeg", "Tệp này trống"),
        (samples.docx(), "a.docx", "application/zip", "Chỉ nhận ảnh"),
        (b"<html><script>alert(1)</script></html>", "a.jpg", "image/jpeg", "Chỉ nhận ảnh"),
        (SCAN, "a.pdf", "application/pdf", "Nội dung tệp khác với tên tệp"),
        (samples.png()[:8] + b"nonsense" * 50, "a.png", "image/png", "Tệp bị thiếu hoặc hỏng"),
        (SCAN[:-2], "a.jpg", "image/jpeg", "Tệp bị thiếu hoặc hỏng"),
        (samples.jpeg(1_000_001), "a.jpg", "image/jpeg", "Tệp lớn quá mức cho phép"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_its_field_and_what_was_typed_is_kept(
    town: Offices, where: str, content: bytes, name: str, media: str, said: str
) -> None:
    before = len(entries(town["labour"].ledger))
    refused = send(town, where, content, name, media)
    assert refused.status_code == 422
    assert re.search(r'id="e-scan".*?' + said, refused.text, re.DOTALL)
    assert 'value="07/GXN"' in refused.text
    assert "Nội dung đã nhập vẫn còn bên dưới" in refused.text
    assert len(entries(town["labour"].ledger)) == before
    assert not on_the_shelf(town).whole


def test_a_good_file_is_kept_while_another_field_is_corrected(town: Offices, where: str) -> None:
    again = send(town, where, SCAN, number="số 7")
    assert again.status_code == 422
    assert "Đã giữ tệp gửi lần trước" in again.text
    assert f'<input type="hidden" name="scan" value="{DIGEST}">' in again.text
    form = PROOF | {"command_id": str(uuid4()), "scan": DIGEST}
    assert town["labour"].at(CLERK).post(where + "/proof", data=form).status_code == 303
    assert town["labour"].at(CLERK).get(f"{where}/files/{DIGEST}").content == SCAN


def test_a_form_found_again_as_a_draft_still_has_the_file_that_was_sent_with_it_unless_it_was_swept(
    town: Offices, where: str
) -> None:
    send(town, where, SCAN, number="số 7")
    page = town["labour"].at(CLERK).get(where + "/proof").text
    assert f'<input type="hidden" name="scan" value="{DIGEST}">' in page
    on_the_shelf(town).whole.clear()
    page = town["labour"].at(CLERK).get(where + "/proof").text
    assert 'value="số 7"' in page
    assert DIGEST not in page


def test_a_file_that_was_swept_meanwhile_is_asked_for_once_more(town: Offices, where: str) -> None:
    send(town, where, SCAN, number="số 7")
    on_the_shelf(town).whole.clear()
    form = PROOF | {"command_id": str(uuid4()), "scan": DIGEST}
    refused = town["labour"].at(CLERK).post(where + "/proof", data=form)
    assert refused.status_code == 422
    assert "Không còn giữ tệp này" in refused.text


def test_a_place_for_a_file_that_was_left_empty_is_no_file(town: Offices, where: str) -> None:
    assert send(town, where, b"", "", "application/octet-stream").status_code == 303
    assert not on_the_shelf(town).whole


def test_a_telephone_sends_one_of_two_places(town: Offices, where: str) -> None:
    form = PROOF | {"command_id": str(uuid4())}
    both = [("scan", ("", b"", "application/octet-stream")), ("scan", ("image.jpg", SCAN, "image/jpeg"))]
    clerk = town["labour"].at(CLERK)
    assert clerk.post(where + "/proof", data=form, files=both[::-1]).status_code == 303
    assert clerk.get(f"{where}/files/{DIGEST}").content == SCAN


def test_a_file_in_a_place_for_words_is_refused(town: Offices, where: str) -> None:
    form = {k: v for k, v in PROOF.items() if k != "number"} | {"command_id": str(uuid4())}
    refused = town["labour"].at(CLERK).post(where + "/proof", data=form, files={"number": ("a.jpg", SCAN, "")})
    assert refused.status_code == 422
    assert re.search(r'id="e-number".*?Ô này nhận chữ', refused.text, re.DOTALL)
    assert not on_the_shelf(town).whole


def test_the_form_offers_a_telephone_its_camera(town: Offices, where: str) -> None:
    page = town["labour"].at(CLERK).get(where + "/proof").text
    assert 'enctype="multipart/form-data"' in page
    assert re.search(r'<input[^>]*name="scan"[^>]*accept="image/jpeg,image/png,image/webp,application/pdf"', page)
    assert re.search(r'<input[^>]*name="scan"[^>]*accept="image/\*"[^>]*capture="environment"', page)
    assert "tối đa 1 MB" in page


def test_the_same_form_with_its_file_sent_twice_is_done_once(town: Offices, where: str) -> None:
    command = str(uuid4())
    assert [send(town, where, SCAN, command_id=command).status_code for _ in range(2)] == [303, 303]
    named = [e for e in entries(town["labour"].ledger) if getattr(e.fact, "scan", None)]
    assert len(named) == 1


# Who may


def test_nobody_lays_a_file_into_a_case_that_is_not_of_their_desk(town: Offices, where: str) -> None:
    form = PROOF | {"command_id": str(uuid4())}
    file = {"scan": ("a.jpg", SCAN, "image/jpeg")}
    assert town["communes"].at(OTHER_COMMUNE).post(where + "/proof", data=form, files=file).status_code == 403
    assert town["labour"].at(INSPECTOR).post(where + "/proof", data=form, files=file).status_code == 403
    nowhere = f"/cases/{uuid4()}"
    assert town["labour"].at(CLERK).post(nowhere + "/proof", data=form, files=file).status_code == 404
    assert not on_the_shelf(town).whole
    assert not on_the_shelf(town, "communes").whole


def test_403_and_404_are_told_apart(town: Offices, where: str) -> None:
    send(town, where, SCAN)
    before = len(entries(town["labour"].ledger))
    address = f"{where}/files/{DIGEST}"
    assert town["labour"].at(INSPECTOR).get(address).status_code == 403
    assert town["labour"].at(CLERK).get(f"{where}/files/{'0' * 64}").status_code == 404
    assert town["labour"].at(CLERK).get(f"/cases/{uuid4()}/files/{DIGEST}").status_code == 404
    assert town["communes"].at(COMMUNE).get(address).status_code == 404, "its own events name no such file"
    assert len(entries(town["labour"].ledger)) == before, "nothing was shown, no reading is recorded"
    assert town["labour"].at(LEAD).get(address).status_code == 200


def test_a_file_of_another_case_is_not_there_under_this_one(town: Offices, where: str) -> None:
    send(town, where, SCAN)
    other = reported(town)
    assert town["labour"].at(CLERK).get(f"{other}/files/{DIGEST}").status_code == 404


def test_who_may_not_read_papers_sees_that_there_is_one_and_no_way_to_it(town: Offices) -> None:
    where = verifying(town)
    answered(town, where)
    town["police"].intake.desk.rights = _without_papers(town)
    page = town["police"].at(POLICE).get(where).text
    assert "Có bản quét." in page
    assert DIGEST not in page
    assert town["police"].at(POLICE).get(f"{where}/files/{DIGEST}").status_code == 403


def _without_papers(town: Offices) -> Rights:
    rights = town["police"].intake.desk.rights
    return replace(rights, rows=tuple(replace(row, sections=row.sections - {PAPERS}) for row in rights.rows))


def test_a_file_whose_key_was_destroyed_says_so(town: Offices, where: str) -> None:
    send(town, where, SCAN)
    town["labour"].ledger.vault.destroy(KIND, str(case_of(where)), PAPERS)
    gone = town["labour"].at(CLERK).get(f"{where}/files/{DIGEST}")
    assert gone.status_code == 409
    assert "khóa của phần này đã được xóa" in gone.text


# What another agency sent


def verifying(town: Offices) -> str:
    where = reported(town)
    clerk = town["labour"].at(CLERK)
    information = {"informed_on": "07/05/2023", "purposes": "P06", "primary_purpose": "P06", "route": "self_returned"}
    ask = {"asked_on": "08/05/2023", "told_her": "true", "her_wish": "agrees"}
    for path, form in (("reception", RECEPTION), ("initial-information", information), ("verification-request", ask)):
        assert clerk.post(f"{where}/{path}", data={"csrf": "token", **form, "command_id": str(uuid4())}).is_redirect
    town.settle()
    return where


def answered(town: Offices, where: str, **more: str) -> Response:
    form = {"csrf": "token", "command_id": str(uuid4()), "outcome": "victim", "answered_on": "08/05/2023",
            "number": "34/CATX", "certificate": "07/GXN", "certificate_on": "08/05/2023"}  # fmt: skip
    file = {"scan": ("a.jpg", SCAN, "image/jpeg")}
    sent: Response = town["police"].at(POLICE).post(where + "/verification-answer", data=form | more, files=file)
    return sent


def test_a_scan_is_read_back_before_it_is_sent_and_need_not_be_chosen_again(town: Offices) -> None:
    where = verifying(town)
    page = answered(town, where, step="read")
    assert page.status_code == 200
    assert "<dd>đã chọn tệp</dd>" in page.text
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert sent["scan"] == DIGEST
    done = town["police"].at(POLICE).post(where + "/verification-answer", data=sent | {"csrf": "token", "step": "send"})
    assert done.is_redirect
    assert town["police"].at(POLICE).get(f"{where}/files/{DIGEST}").content == SCAN


def test_until_it_is_here_the_page_says_that_it_is_on_its_way(town: Offices) -> None:
    where = verifying(town)
    assert answered(town, where).is_redirect
    town.settle()
    case, clerk = case_of(where), town["labour"].at(CLERK)
    assert "Bản quét lưu tại văn thư" in clerk.get(where).text, "told of, but nothing granted: only its digest is known"
    on_the_shelf(town).expect("intake.police", case, DIGEST)
    assert "Bản quét đang được gửi tới" in clerk.get(where).text
    soon = clerk.get(f"{where}/files/{DIGEST}")
    assert soon.status_code == 409
    assert "Bản quét đang được gửi tới" in soon.text
    police = on_the_shelf(town, "police")
    content = b"".join(town["police"].intake.desk.attachments.read(case, DIGEST, police.whole[case, DIGEST].chunks))
    shelf = town["labour"].intake.desk.attachments
    file = BytesIO(content)
    shelf.lay(case, file, shelf.check(file))
    assert "Xem bản quét" in clerk.get(where).text
    assert clerk.get(f"{where}/files/{DIGEST}").content == SCAN
