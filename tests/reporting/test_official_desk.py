"""A report to those above at its desk: from the draft to the number of the signed paper, and what cannot be done with it."""

import hashlib
import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from services.reporting.app import official
from services.reporting.domain.official.report import OFFICIAL
from services.reporting.official.forms import WRITERS
from services.reporting.official.sheet import as_sheet
from shared.testing import actor, entries
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.reporting.town import NAME, walked
from tests.web.doors import LAN

LEAD, ABOVE = ("labour", "leader"), ("office", "leader")
HALF = {"kind": "victim_statistics", "since": "15/12/2022", "until": "14/06/2023"}
FORMS = ("pdf", "docx", "xlsx")


def send(office: Office, path: str, who: tuple[str, str] = LEAD, /, **said: Any) -> Response:
    sent = {"csrf": LAN.csrf, "command_id": str(uuid4()), **said}
    answer: Response = office.browser(*who).post(path, data=sent)
    office.keep()
    return answer


def drafted(office: Office, **said: Any) -> str:
    answer = send(office, "/reports/new", **{**HALF, **said})
    assert answer.status_code == 303, text(answer)[:600]
    return answer.headers["location"].partition("?")[0]


def file(office: Office, report: str, form: str, who: tuple[str, str] = LEAD) -> bytes:
    answer = office.browser(*who).get(f"{report}/file.{form}")
    assert answer.status_code == 200, text(answer)[:400]
    return bytes(answer.content)


def page(office: Office, report: str, who: tuple[str, str] = LEAD) -> str:
    return text(office.browser(*who).get(report))


def test_from_the_draft_to_the_number_of_the_signed_paper() -> None:
    office = Office()
    report = drafted(office)
    assert "tiếp nhận trong kỳ 5 người" in page(office, report)
    assert (
        send(office, f"{report}/editing", part="closing", text="Kính trình lãnh đạo cho ý kiến./.").status_code == 303
    )
    assert "Kính trình lãnh đạo" not in page(office, report), "what was written is sealed"
    assert send(office, f"{report}/submission").status_code == 303
    assert send(office, f"{report}/number", number="123/BC-LĐTBXH", signed_on="31/05/2023").status_code == 303
    assert "123/BC-LĐTBXH" in page(office, report)
    assert "123/BC-LĐTBXH" in text(office.browser(*LEAD).get("/reports"))
    assert "123/BC-LĐTBXH" in page(office, report, ABOVE)
    kept = [entry.name for entry in entries(office.ledger) if entry.name.startswith("reporting.official")]
    assert [name.rpartition(".")[2] for name in kept] == [
        "ReportDrafted",
        "ReportEdited",
        "ReportSubmitted",
        "ReportNumbered",
    ]


def test_what_was_handed_over_is_made_again_to_the_byte_whatever_was_heard_since() -> None:
    early = [entry for entry in walked().journal() if entry.at.date() <= date(2023, 5, 20)]
    office = Office(early)
    report = drafted(office)
    send(office, f"{report}/editing", part="opening", text="Thực hiện kế hoạch năm 2023.")
    send(office, f"{report}/submission")
    before = {form: file(office, report, form) for form in FORMS}
    said = office.ledger.now(OFFICIAL, _id(report)).state.files
    assert {form: hashlib.sha256(made).hexdigest() for form, made in before.items()} == {
        form: getattr(said, form) for form in FORMS
    }
    office.pinned.entries = walked().journal()
    assert {form: file(office, report, form) for form in FORMS} == before
    assert "tiếp nhận trong kỳ" in page(office, report)
    fresh = drafted(office)
    assert file(office, fresh, "xlsx") != before["xlsx"]


def _id(report: str) -> UUID:
    return UUID(report.rpartition("/")[2])


def signed(office: Office, report: str, number: str = "5/BC") -> None:
    send(office, f"{report}/submission")
    assert send(office, f"{report}/number", number=number, signed_on="31/05/2023").status_code == 303


def test_a_signed_report_is_corrected_by_another_that_tells_what_has_changed() -> None:
    office = Office([entry for entry in walked().journal() if entry.at.date() <= date(2023, 5, 20)])
    report = drafted(office)
    assert send(office, f"{report}/supplement").status_code == 409, "what is not signed is edited"
    signed(office, report)
    assert send(office, f"{report}/editing", part="closing", text="x").status_code == 409
    before = {form: file(office, report, form) for form in FORMS}
    office.pinned.entries = walked().journal()
    assert send(office, f"{report}/supplement").status_code == 303
    ((second, line),) = [each for each in office.officials.listed(actor(*LEAD)).items() if each[1].supplements]
    assert (line.supplements, line.corrects, line.kind) == ("5/BC", _id(report), "victim_statistics")
    assert "Bổ sung cho báo cáo số 5/BC" in text(office.browser(*LEAD).get("/reports"))
    said = page(office, f"/reports/{second}")
    assert "Những điểm khác so với báo cáo số 5/BC" in said
    assert "Số liệu đã thay đổi" in said
    assert f"/reports/{second}" in office.browser(*LEAD).get(report).text, "the one that was signed leads to it"
    assert {form: file(office, report, form) for form in FORMS} == before


def test_a_unit_reports_of_itself_and_sees_no_other() -> None:
    office, commune = Office(), ("communes", "commune_officer")
    of_town = drafted(office)
    days = {name: HALF[name] for name in ("since", "until")}
    answer = send(office, "/reports/new/unit", commune, **days)
    assert answer.status_code == 303, text(answer)[:600]
    own = answer.headers["location"].partition("?")[0]
    assert "Báo cáo kết quả của đơn vị" in page(office, own, commune)
    assert send(office, f"{own}/editing", commune, part="proposals", text="Đề nghị tập huấn thêm.").status_code == 303
    assert send(office, f"{own}/submission", commune).status_code == 303
    assert file(office, own, "pdf", LEAD) == file(office, own, "pdf", commune), (
        "the lead reads it as it was handed over"
    )
    assert office.browser(*commune).get(of_town).status_code == 403
    assert send(office, f"{of_town}/editing", commune, part="closing", text="x").status_code == 403
    assert send(office, "/reports/new", commune, **HALF).status_code == 403
    assert list(office.officials.listed(actor(*commune))) == [_id(own)]
    assert send(office, "/reports/new", **{**HALF, "kind": "unit_result"}).status_code == 409
    assert send(office, f"{of_town}/editing", part="proposals", text="x").status_code == 409, "it has no such part"


def test_what_another_program_would_make_otherwise_is_not_passed_off_as_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    report = drafted(office)
    send(office, f"{report}/submission")
    assert "Chương trình đã khác" not in page(office, report)
    monkeypatch.setattr(official, "renderers", lambda: {"openpyxl": "99", "segno": "99", "typst": "99"})
    assert "Chương trình đã khác" in page(office, report)
    assert office.browser(*LEAD).get(f"{report}/file.xlsx").status_code == 200, "the bytes are still the same"
    monkeypatch.setitem(WRITERS, "xlsx", lambda content, frame: as_sheet(content, frame) + b"\0")
    answer = office.browser(*LEAD).get(f"{report}/file.xlsx")
    assert answer.status_code == 409
    assert "Bản đã ký trên giấy vẫn là bản chính" in text(answer)


def test_figures_stay_when_the_keys_of_what_was_written_are_destroyed() -> None:
    office = Office()
    report = drafted(office)
    before = file(office, report, "xlsx")
    send(office, f"{report}/editing", part="closing", text="Kính trình lãnh đạo cho ý kiến./.")
    office.ledger.vault.destroy("official", str(_id(report)), "note")
    assert "tiếp nhận trong kỳ 5 người" in page(office, report)
    answer = office.browser(*LEAD).get(f"{report}/file.xlsx")
    assert answer.status_code == 409, "it is not made with words that are gone"
    assert file(office, drafted(office), "xlsx")[:4] == before[:4]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"until": "14/12/2022"}, "kết thúc trước khi bắt đầu"),
        ({"since": "01/06/2023"}, "sau ngày hôm nay"),
        ({"as_of": "01/12/2022"}, "kỳ báo cáo chưa bắt đầu"),
        ({"kind": "horoscope"}, ""),
    ],
)
def test_a_report_about_nothing_is_refused_and_nothing_is_kept(said: dict[str, str], why: str) -> None:
    office = Office()
    answer = send(office, "/reports/new", **{**HALF, **said})
    assert answer.status_code in (409, 422)
    assert why in text(answer)
    assert office.officials.listed(actor(*LEAD)) == {}


def test_a_number_comes_once_and_after_the_files_were_handed_over() -> None:
    office = Office()
    report = drafted(office)
    assert send(office, f"{report}/number", number="5/BC", signed_on="31/05/2023").status_code == 409
    send(office, f"{report}/submission")
    for number, status in (("5/BC", 303), ("5/BC", 303), ("6/BC", 409)):
        assert send(office, f"{report}/number", number=number, signed_on="31/05/2023").status_code == status
    second = drafted(office)
    send(office, f"{second}/submission")
    answer = send(office, f"{second}/number", number="5/BC", signed_on="31/05/2023")
    assert answer.status_code == 409
    assert "đã ghi cho báo cáo khác" in text(answer)


def test_what_is_said_twice_is_done_once_though_more_was_heard_meanwhile() -> None:
    office = Office([entry for entry in walked().journal() if entry.at.date() <= date(2023, 5, 20)])
    once = str(uuid4())
    report = drafted(office, command_id=once)
    before = file(office, report, "pdf")
    office.pinned.entries = walked().journal()
    assert drafted(office, command_id=once) == report
    assert file(office, report, "pdf") == before
    assert list(office.officials.listed(actor(*LEAD))) == [_id(report)]
    answer = send(office, "/reports/new", **{**HALF, "until": "13/06/2023"}, command_id=once)
    assert answer.status_code == 422, "another content under the same id"


def test_a_draft_that_is_withdrawn_goes_nowhere() -> None:
    office = Office()
    report = drafted(office)
    assert send(office, f"{report}/withdrawal", reason="wrong_period").status_code == 303
    assert send(office, f"{report}/submission").status_code == 409
    assert "Đã bỏ" in page(office, report)


@pytest.mark.parametrize(
    "who", [("fatherland_front", "supervisor"), ("communes", "commune_officer"), ("labour", "clerk")]
)
def test_whoever_is_not_of_the_line_reaches_no_report(who: tuple[str, str]) -> None:
    office = Office()
    report = drafted(office)
    for address in (report, f"{report}/file.pdf", f"/api{report}", f"/api{report}/file.xlsx"):
        assert office.browser(*who).get(address).status_code in (401, 403), address
    assert report not in office.browser(*who).get("/reports").text


def test_no_name_stands_in_a_report_and_its_file_is_called_after_none() -> None:
    office = Office()
    report = drafted(office)
    answer = office.browser(*LEAD).get(f"{report}/file.docx")
    assert NAME.encode() not in answer.content
    assert re.fullmatch(r'attachment; filename="BC-[0-9A-F]{6}\.docx"', answer.headers["content-disposition"])
    assert office.browser(*LEAD).get(f"{report}/file.odt").status_code == 404
