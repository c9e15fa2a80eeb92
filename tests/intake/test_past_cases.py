"""Past cases from a spreadsheet: seen first, then brought in as ordinary entries, once, and by those who may."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from deploy.past_cases import REFUSED, SOME, bring_in
from services.intake.domain import CASE, File
from services.intake.domain.happened import FileEnded, PersonReceived, ReportRecorded, VictimIdentified
from services.intake.domain.past import IMPORT, ImportBegun, ImportEnded, case_of, step_of
from services.intake.domain.words import Stage
from services.intake.importing.columns import IGNORED
from services.intake.past_cases import Importer
from services.intake.past_cases.running import AT_ONCE
from shared.kernel.people import Actor
from shared.kernel.words import AgeGroup, ImportId
from shared.ledger import Unavailable
from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, POLICE, Office, Offices
from tests.intake.sheets import CLOSED, HEADS, OPEN, as_csv
from tests.intake.test_api import Program


@pytest.fixture
def town() -> Offices:
    return Offices()


def post(office: Office, sheet: bytes, who: Actor = CLERK) -> Response:
    """What is answered to a file."""
    files = {"sheet": ("anh Ba.csv", sheet, "text/csv")}
    answer: Response = office.at(who).post("/import", data={"csrf": "token"}, files=files)
    return answer


def send(office: Office, sheet: bytes, who: Actor = CLERK) -> str:
    """Where the dry run of a file stands."""
    answer = post(office, sheet, who)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def file_at(where: str) -> str:
    """The digest of a file, from where its dry run stands."""
    return where.split("/")[2].partition("?")[0]


def begin(office: Office, where: str, who: Actor = CLERK, **more: str) -> Response:
    page = office.at(who).get(where).text
    found = re.search(r'name="columns" value="([^"]*)"', page)
    assert found, page
    form = {"csrf": "token", "command_id": str(uuid4()), "columns": found[1], **more}
    answer: Response = office.at(who).post(where.partition("?")[0] + "/begin", data=form)
    return answer


def brought_in(town: Offices, sheet: bytes) -> ImportId:
    where = send(town["labour"], sheet)
    assert begin(town["labour"], where).status_code == 303
    town.settle()
    return town["labour"].past.import_of(file_at(where))


def file_of(town: Offices, of: ImportId, row: int) -> File:
    found: File = town["labour"].ledger.load(CASE, case_of(of, row)).state
    return found


def test_the_dry_run_says_what_becomes_of_each_row_and_records_nothing(town: Offices) -> None:
    bad = OPEN | {"Ngày báo tin": "31/02/2021", "Ai báo tin": "bà hàng xóm"}
    before = len(entries(town["labour"].ledger))
    page = town["labour"].at(CLERK).get(send(town["labour"], as_csv(CLOSED, bad))).text
    assert "Xem trước: 1 dòng thành hồ sơ, 1 dòng chưa được" in page
    for said in ("Ngày báo tin", "Ai báo tin", "Không có trong danh sách"):
        assert said in page
    written = [entry.name for entry in entries(town["labour"].ledger)[before:]]
    assert set(written) <= {"intake.search.SearchMade"}, "only that names were compared"


def test_the_bad_rows_are_a_file_with_row_column_and_what_is_wrong_and_nothing_that_stands_in_them(
    town: Offices,
) -> None:
    bad = OPEN | {"Ngày báo tin": "31/02/2021", "Ai báo tin": "bà hàng xóm"}
    clerk = town["labour"].at(CLERK)
    where = send(town["labour"], as_csv(CLOSED, bad, OPEN | {"Năm sinh": "=1+1"}))
    page, before = clerk.get(where).text, len(entries(town["labour"].ledger))
    found = re.search(r'href="(/import/[0-9a-f]{64}/dong-chua-duoc\.csv\?columns=[^"]+)"', page)
    assert found, page
    taken = clerk.get(found[1])
    assert taken.headers["content-type"] == "text/csv; charset=utf-8"
    assert taken.headers["content-disposition"] == 'attachment; filename="dong-chua-duoc.csv"'
    head, *rows = csv.reader(StringIO(taken.content.decode("utf-8-sig")))
    assert head == ["Dòng", "Cột", "Sai ở đâu, làm gì"]
    assert [(row, column) for row, column, _ in rows] == [("3", "Ai báo tin"), ("3", "Ngày báo tin"), ("4", "Năm sinh")]
    assert all(why for _, _, why in rows)
    assert not [cell for cell in (*bad.values(), "=1+1") if cell and cell in taken.text]
    address = f"/api/past-cases/{file_at(where)}/bad-rows.csv"
    assert clerk.get(address).content == taken.content, "a program gets the same"
    assert len(entries(town["labour"].ledger)) == before, "nobody was compared with anybody"


def test_the_file_of_bad_rows_is_its_officers_alone_and_there_is_none_while_columns_are_not_known(
    town: Offices,
) -> None:
    where = send(town["communes"], as_csv(OPEN | {"Ngày báo tin": "?"}), COMMUNE)
    address = f"/import/{file_at(where)}/dong-chua-duoc.csv"
    other = Actor("somebody else", "communes", "20035", COMMUNE.roles)
    assert town["communes"].at(COMMUNE).get(address).status_code == 200
    assert town["communes"].at(other).get(address).status_code == 404
    assert town["police"].at(POLICE).get(address).status_code == 403
    unknown = send(town["communes"], as_csv(OPEN, heads=("gì đó", *HEADS[1:4], "gì nữa", *HEADS[5:])), COMMUNE)
    assert town["communes"].at(COMMUNE).get(f"/import/{file_at(unknown)}/dong-chua-duoc.csv").status_code == 404


def test_a_past_case_is_brought_in_as_ordinary_entries_on_its_own_days(town: Offices) -> None:
    of = brought_in(town, as_csv(CLOSED, OPEN))
    told = town["labour"].ledger.load(CASE, case_of(of, 2)).entries
    assert [type(entry.fact) for entry in told] == [ReportRecorded, PersonReceived, VictimIdentified, FileEnded]
    assert [entry.body.when.start for entry in told] == [
        "2021-02-03",
        "2021-02-05",
        told[2].body.when.start,
        "2021-12-15",
    ]
    assert {entry.body.by.actor for entry in told} == {CLERK.id}, "done by the officer who said yes"
    first = told[0].fact
    assert isinstance(first, ReportRecorded)
    assert (first.from_import, str(first.notified_on), first.unit) == (of, "2021-02-03", "20035")
    assert first.age_group is AgeGroup.ADULT, "born in 1990 leaves no doubt"
    assert file_of(town, of, 2).stage is Stage.ENDED
    assert file_of(town, of, 3).stage is Stage.RECEIVED


def test_the_import_says_how_many_rows_by_which_columns_and_never_the_name_of_the_file(town: Offices) -> None:
    of = brought_in(town, as_csv(CLOSED, OPEN))
    begun, ended = (entry.fact for entry in town["labour"].ledger.load(IMPORT, of).entries)
    assert isinstance(begun, ImportBegun)
    assert (begun.rows, len(begun.columns), ended) == (2, len(HEADS), ImportEnded(2, 0))
    assert not any(b"anh Ba" in row.body for row in town["labour"].ledger.store.since(0))
    page = town["labour"].at(CLERK).get(f"/import/{begun.file.removeprefix('sha256:')}").text
    assert page.count("HT-") == 2, "one can see which cases came from which import"


def test_nothing_is_readable_of_a_sheet_that_waits_and_nothing_of_it_stays(town: Offices) -> None:
    office = town["labour"]
    where = send(office, as_csv(CLOSED))
    boxes = [box for held in office.attachments.rows.boxes.values() for box in held.values()]  # type: ignore[attr-defined]
    assert boxes
    assert not any("Thử Nghiệm".encode() in box.cipher for box in boxes)
    begin(office, where)
    town.settle()
    assert not office.attachments.rows.whole, "gone after the import"  # type: ignore[attr-defined]


def test_the_same_file_twice_has_one_effect(town: Offices) -> None:
    of = brought_in(town, as_csv(CLOSED, OPEN))
    before = Counter(entry.name for entry in entries(town["labour"].ledger) if entry.name.startswith("intake.case."))
    page = town["labour"].at(CLERK).get(send(town["labour"], as_csv(CLOSED, OPEN))).text
    assert "Không có dòng nào nhập được" in page
    assert brought_in_again(town, of, as_csv(CLOSED, OPEN))
    assert before == Counter(e.name for e in entries(town["labour"].ledger) if e.name.startswith("intake.case."))


def brought_in_again(town: Offices, of: ImportId, sheet: bytes) -> bool:
    """Said yes to once more, past the page that says there is nothing to do."""
    office = town["labour"]
    file = office.past.lay_down(CLERK, sheet)
    review = office.past.review(CLERK, file)
    office.past.begin(CLERK, file, review.mapping, [99], command_id=uuid4())
    town.settle()
    return office.past.import_of(file) == of


def test_an_import_that_was_stopped_half_way_goes_on_where_it_was(town: Offices) -> None:
    rows = [OPEN | {"Họ và tên": f"Người Thử {n}", "Năm sinh": str(1950 + n)} for n in range(AT_ONCE + 5)]
    office = town["labour"]
    where = send(office, as_csv(*rows))
    begin(office, where)
    Importer(office.past)(0)  # the first rows, and then this process is no more
    of = office.past.import_of(file_at(where))
    half = case_of(of, AT_ONCE + 2)
    checked = office.past.review(CLERK, file_at(where)).rows[AT_ONCE]
    step, command = checked.steps[0]  # …in the middle of a row
    office.past.desk.do(CLERK, office.past.deeds[step], half, command, command_id=step_of(of, AT_ONCE + 2, 0))
    town.clock.set(town.clock.today().replace(day=20))  # it is another day when it starts again
    another = Importer(office.past)
    while another(0):
        pass
    assert office.ledger.load(IMPORT, of).state.ended == ImportEnded(AT_ONCE + 5, 0)
    counted = Counter(e.name for e in entries(office.ledger))
    assert counted["intake.case.ReportRecorded"] == counted["intake.case.PersonReceived"] == AT_ONCE + 5


def test_who_may_not_bring_in_past_cases_sees_no_page_of_it(town: Offices) -> None:
    assert "/import" not in town["labour"].at(INSPECTOR).get("/").text
    assert town["police"].at(POLICE).get("/import").status_code == 403
    assert town["labour"].at(CLERK).get("/import").status_code == 200


def test_a_sheet_is_its_officers_alone(town: Offices) -> None:
    where = send(town["communes"], as_csv(OPEN), COMMUNE)
    other = Actor("somebody else", "communes", "20035", COMMUNE.roles)
    assert town["communes"].at(COMMUNE).get(where).status_code == 200
    assert town["communes"].at(other).get(where).status_code == 404


def test_a_commune_brings_in_the_reports_of_its_own_unit_and_nothing_else(town: Offices) -> None:
    only_report = {head: OPEN[head] if head in HEADS[:6] else "" for head in HEADS}
    elsewhere = only_report | {"Xã, phường (tên hoặc mã)": "20008", "Họ và tên": "Lê Thị Nơi Khác"}
    where = send(town["communes"], as_csv(only_report, elsewhere, OPEN), COMMUNE)
    page = town["communes"].at(COMMUNE).get(where).text
    assert "1 dòng thành hồ sơ, 2 dòng chưa được" in page
    begin(town["communes"], where, COMMUNE)
    town.settle()
    of = town["communes"].past.import_of(file_at(where))
    assert town["communes"].ledger.load(CASE, case_of(of, 2)).state.notified == "labour"
    assert file_of(town, of, 2).notice.past, "and the labour office knows that it is a past case"  # type: ignore[union-attr]


def test_nobody_says_by_a_form_or_a_program_that_a_case_is_past(town: Offices) -> None:
    program = Program(town, CLERK)
    report = {"reported_on": "2023-05-05", "channel": "person", "unit": "20035"}
    assert program.post("/cases", report | {"from_import": str(uuid4())}).status_code == 422
    assert not [e for e in entries(town["labour"].ledger) if e.name == "intake.case.ReportRecorded"]
    begun = program.post("/cases", report)
    assert begun.status_code == 201, "without that word it is a report like any other"
    case = f"/cases/{begun.json()['case']}"
    ending = {"ended_on": "2023-05-08", "reason": "never_came"}
    assert program.post(case + "/end", ending | {"past": True}).status_code == 422
    assert program.post(case + "/end", ending).status_code in (200, 201, 204)
    form = town["labour"].at(CLERK).get("/cases/new").text
    assert "from_import" not in form


def test_rows_like_a_known_case_or_like_another_row_are_left_unless_the_officer_wants_them(town: Offices) -> None:
    brought_in(town, as_csv(CLOSED))
    again = CLOSED | {"Ai báo tin": "Tổng đài 111"}
    where = send(town["labour"], as_csv(again, OPEN, OPEN | {"Ngày báo tin": "04/02/2021"}))
    page = town["labour"].at(CLERK).get(where).text
    assert "Dòng có thể trùng" in page
    assert 'name="left_out" value="2,3,4" checked' in page
    begin(town["labour"], where, left_out="2,4")
    town.settle()
    of = town["labour"].past.import_of(file_at(where))
    assert [file_of(town, of, row).stage for row in (2, 3, 4)] == [Stage.NONE, Stage.RECEIVED, Stage.NONE]


def test_columns_that_say_nothing_are_asked_and_taken_as_the_officer_says(town: Offices) -> None:
    heads = ("Tên gọi đầy đủ của chị", "hôm ấy", "nguồn")
    row = dict(zip(heads, ("Nguyễn Thị Thử Nghiệm", "03/02/2021", "Công an"), strict=True))
    where = send(town["labour"], as_csv(row, heads=heads))
    page = town["labour"].at(CLERK).get(where).text
    assert "Chưa có cột “Ngày báo tin”" in page
    assert "Ví dụ trong tệp: 03/02/2021" in page
    said = {"csrf": "token", "column": ["x_FullName", "x_ReportedOn", "x_Channel"]}
    mapped = town["labour"].at(CLERK).post(where.partition("?")[0] + "/columns", data=said)
    assert mapped.status_code == 303
    page = town["labour"].at(CLERK).get(mapped.headers["location"]).text
    assert "Xem trước: 1 dòng thành hồ sơ" in page
    assert IGNORED not in page


def test_the_template_is_read_as_it_was_made(town: Offices) -> None:
    for path in ("/import/mau.xlsx", "/import/mau.csv"):
        blank = town["labour"].at(CLERK).get(path)
        assert blank.status_code == 200
        answer = post(town["labour"], blank.content)
        assert "chưa có dòng nào" in answer.text, "its heads are known, and nobody stands in it"


def test_a_program_does_the_same(town: Offices) -> None:
    clerk = town["labour"].at(CLERK)
    form = {"csrf": "token"}
    sent = clerk.post(
        "/api/past-cases", data=form, files={"sheet": ("a.csv", as_csv(CLOSED, OPEN | {"Ngày báo tin": "?"}))}
    )
    assert sent.status_code == 201
    address = f"/api/past-cases/{sent.json()['file']}"
    told = clerk.get(address + "/dry-run").json()
    assert (list(told["cases"]), [(b["row"], b["column"], b["why"]) for b in told["bad"]]) == (
        ["2"], [(3, "x_ReportedOn", "fault.not_a_date")],
    )  # fmt: skip
    key = {"Idempotency-Key": str(uuid4()), "X-CSRF-Token": "token"}
    assert clerk.post(address + "/beginning", json={"columns": told["columns"]}, headers=key).status_code == 202
    town.settle()
    assert clerk.get(address).json() | {"file": ""} == {
        "file": "", "runs": False, "rows": 2, "done": 1, "cases": 1, "refused": 1,
    }  # fmt: skip


def test_what_the_dry_run_promises_the_import_does(town: Offices) -> None:
    odd = [
        CLOSED, OPEN, CLOSED | {"Ngày kết thúc": "01/01/2021"}, OPEN | {"Ngày tiếp nhận": "01/01/2021"},
        CLOSED | {"Số giấy chứng nhận": ""}, OPEN | {"Năm sinh": "2022"}, OPEN | {"Hồ sơ còn mở hay đã đóng": "Đã đóng"},
    ]  # fmt: skip
    file = town["labour"].past.lay_down(CLERK, as_csv(*odd))
    review = town["labour"].past.review(CLERK, file)
    promised = {row.number: row.good for row in review.rows}
    assert set(promised.values()) == {True, False}
    of = brought_in(town, as_csv(*odd))
    assert {number: file_of(town, of, number).stage is not Stage.NONE for number in promised} == promised
    for row in review.good:
        told = town["labour"].ledger.load(CASE, UUID(str(row.case))).entries
        assert len(told) >= len(row.steps)


def test_at_a_terminal_the_same_is_said_and_done(town: Offices, tmp_path: Path) -> None:
    office, told = town["labour"], list[str]()
    clerk = office.at(CLERK)

    def headers() -> dict[str, str]:
        town.settle()  # the worker has its turn between two requests
        return {"X-CSRF-Token": "token", "Accept": "application/json"}

    assert bring_in(clerk, headers, b"", False, told.append) == REFUSED
    assert told.pop() == "Refused: import.empty"
    bad = OPEN | {"Ngày báo tin": "31/02/2021"}
    assert bring_in(clerk, headers, as_csv(CLOSED, bad), True, told.append) == SOME
    assert told[-1] == "1 of 2 rows would become cases, 0 are here already."
    assert not [e for e in entries(office.ledger) if e.name == "intake.case.ReportRecorded"], "it was dry"
    mend = tmp_path / "mend.csv"
    assert bring_in(clerk, headers, as_csv(CLOSED, bad), True, told.append, mend) == SOME
    assert mend.read_text("utf-8-sig").splitlines()[1].startswith("3,Ngày báo tin,")
    assert f"What is wrong with which row stands in {mend}." in told
    assert bring_in(clerk, headers, as_csv(CLOSED, bad), False, told.append) == SOME
    assert told[-1] == "1 cases were brought in, 1 rows refused."
    assert bring_in(clerk, headers, as_csv(CLOSED), False, told.append) == SOME, "she is known here by now"
    assert "may be about somebody known here" in told[-2]


def test_an_import_whose_file_is_gone_ends_with_what_was_done(town: Offices) -> None:
    rows = [OPEN | {"Họ và tên": f"Người Thử {n}", "Năm sinh": str(1950 + n)} for n in range(AT_ONCE + 5)]
    office = town["labour"]
    where = send(office, as_csv(*rows))
    begin(office, where)
    Importer(office.past)(0)
    office.past.forget(CLERK.id, file_at(where))  # as the sweeper does after a day
    town.settle()
    of = office.past.import_of(file_at(where))
    assert office.ledger.load(IMPORT, of).state.ended == ImportEnded(AT_ONCE, 5)


def test_a_row_in_which_something_breaks_off_is_gone_through_again(
    town: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = town["labour"]
    begin(office, send(office, as_csv(CLOSED, OPEN)))
    importer, do = Importer(office.past), office.past.desk.do
    asked = iter(range(100))

    def away(*given: Any, **more: Any) -> Any:
        if next(asked) == 2:
            raise Unavailable("the database is away")
        return do(*given, **more)

    monkeypatch.setattr(office.past.desk, "do", away)
    with pytest.raises(Unavailable):
        importer(0)
    while importer(0):
        pass
    counted = Counter(e.name for e in entries(office.ledger))
    assert (counted["intake.case.ReportRecorded"], counted["intake.case.FileEnded"]) == (2, 1)
