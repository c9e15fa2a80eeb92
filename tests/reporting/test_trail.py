"""The trail of a case: as it was known at any moment, on both clocks, each line with its proof; and who opened the file."""

import html
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from typer.testing import CliRunner

from deploy.cli import trove
from services.reporting.app.trail import Clock, began
from shared.access import SectionsOpened, Way
from shared.kernel.when import Precision, When
from shared.testing import entries
from tests.reporting.logs import known
from tests.reporting.office import Office
from tests.reporting.test_app import INSPECTOR, LEADER
from tests.reporting.town import UNREAD, VICTIM, WAITING, walked

CASE = f"/cases/{VICTIM}"
FIRST = "intake.communes/1"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def from_on(first: str) -> frozenset[str]:
    """This entry and all that its ledger holds after it: too new for others to have seen."""
    source, _, position = first.partition("/")
    return frozenset(e.id for e in walked().journal() if e.source == source and e.position >= int(position))


@given(st.sampled_from(sorted({entry.at for entry in walked().journal() if entry.subject == VICTIM})))
def test_at_any_moment_it_shows_what_had_been_written_down_by_then_and_nothing_else(moment: datetime) -> None:
    office = Office()
    whole = office.reporting.trails.of(INSPECTOR, VICTIM, Way.VIEWED)
    then = office.reporting.trails.of(INSPECTOR, VICTIM, Way.VIEWED, moment)
    assert [line.position for line in then.lines] == [line.position for line in whole.lines if line.at < moment]


def test_what_is_as_of_now_is_the_whole() -> None:
    trails = Office().reporting.trails
    now = trails.of(INSPECTOR, VICTIM, Way.VIEWED, datetime(2024, 1, 1, tzinfo=UTC))
    assert now.lines == trails.of(INSPECTOR, VICTIM, Way.VIEWED).lines


def test_both_clocks_hold_the_same_lines_each_in_its_own_order() -> None:
    trails = Office().reporting.trails
    written, happened = (trails.of(INSPECTOR, VICTIM, Way.VIEWED, None, clock).lines for clock in Clock)
    assert sorted(map(repr, written)) == sorted(map(repr, happened))
    assert [line.at for line in written] == sorted(line.at for line in written)
    days = [began(line.when, line.at) for line in happened]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (When(Precision.DAY, "2023-05-05"), "2023-05-05"), (When(Precision.MONTH, "2023-05"), "2023-05-01"),
        (When(Precision.YEAR, "2021"), "2021-01-01"), (When(Precision.INTERVAL, "2022-03", "2022-05"), "2022-03-01"),
        (When.unknown(), "2023-06-01"), (When.instant(datetime(2023, 5, 5, 18, tzinfo=UTC)), "2023-05-06"),
    ],
)  # fmt: skip
def test_a_thing_stands_where_it_may_have_begun(when: When, day: str) -> None:
    assert began(when, datetime(2023, 5, 31, 20, tzinfo=UTC))[0] == day


def test_a_page_of_a_past_moment_is_marked_and_knows_nothing_later() -> None:
    browser = Office().browser("office", "inspector")
    shown = text(browser.get(CASE, params={"as_of": "05/05/2023", "at": "23:59"}).text)
    assert "Đang xem theo những gì đã ghi đến 23:59 ngày 05/05/2023" in shown
    assert "xác định là nạn nhân" not in shown
    assert "xác định là nạn nhân" in text(browser.get(CASE).text)
    before = text(browser.get(CASE, params={"as_of": "01/05/2023"}).text)
    assert "Đến lúc đó chưa có gì được ghi về hồ sơ này" in before


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"as_of": "hôm kia"}, "Ngày ghi dạng"), ({"as_of": "01/06/2023"}, "sau ngày hôm nay"),
        ({"as_of": "05/05/2023", "at": "25:99"}, "Thời điểm ghi không đúng dạng"), ({"at": "10:00"}, "Cần điền ô này"),
    ],
)  # fmt: skip
def test_a_moment_that_is_none_is_answered_in_words_and_nothing_is_recorded(asked: dict[str, str], why: str) -> None:
    office = Office()
    answer = office.browser("office", "inspector").get(CASE, params=asked)
    assert answer.status_code == 422
    assert why in text(answer.text)
    assert entries(office.ledger) == []


def test_each_line_says_role_law_and_cause() -> None:
    shown = text(Office().browser("office", "inspector").get(CASE).text)
    assert "officer · quy định phiên bản 2023 · do cán bộ ghi" in shown
    assert "hệ thống làm theo quy tắc khi cơ quan khác báo đến" in shown


def test_lines_that_others_have_seen_bear_their_mark_and_new_ones_do_not() -> None:
    office = Office(new=from_on(FIRST))
    trail = office.reporting.trails.of(INSPECTOR, VICTIM, Way.VIEWED)
    sources = {entry.partition("/")[0] for entry in trail.proved}
    assert sources == {line.source for line in trail.lines} - {"intake.communes"}
    assert "✓ đã được chứng kiến" in text(office.browser("office", "inspector").get(CASE).text)


def test_an_entry_shows_who_has_seen_the_log_it_stands_in() -> None:
    shown = text(Office().browser("office", "inspector").get(f"/entries/{FIRST}").text)
    assert "Đã được chứng kiến" in shown
    assert "Công an thị xã" in shown


def test_a_new_entry_says_that_others_have_not_seen_it_yet() -> None:
    shown = text(Office(new=from_on(FIRST)).browser("office", "inspector").get(f"/entries/{FIRST}").text)
    assert "Chưa được chứng kiến" in shown
    assert "tlog-proof" not in shown


def test_an_entry_kept_otherwise_than_it_was_sealed_is_never_said_to_be_proved() -> None:
    office = Office(changed=frozenset({FIRST}))
    shown = text(office.browser("office", "inspector").get(f"/entries/{FIRST}").text)
    assert "Không khớp" in shown
    assert "Đã được chứng kiến" not in shown
    assert office.program("office", "inspector").get(f"/api/entries/{FIRST}").json()["proof"] is None


def test_what_is_taken_along_is_checked_by_the_command_that_the_page_names(tmp_path: Path) -> None:
    office = Office()
    browser, name = office.browser("office", "inspector"), "intake.communes-1"
    for file, path in (
        (f"{name}.tlog-proof", f"/entries/{FIRST}/"),
        (f"{name}.json", f"/entries/{FIRST}/"),
        ("policy.txt", "/"),
    ):
        (tmp_path / file).write_bytes(browser.get(f"{path}{file}").content)
    proof, entry, policy = (str(tmp_path / file) for file in (f"{name}.tlog-proof", f"{name}.json", "policy.txt"))
    said = CliRunner().invoke(trove, ["audit", "check", proof, entry, "--policy", policy])
    assert (said.exit_code, "✓ entry 1" in said.output) == (0, True)
    assert (tmp_path / "policy.txt").read_text() == str(known(office.reporting.listens_to).policy())
    Path(entry).write_text(Path(entry).read_text().replace("communes", "communez"))
    assert CliRunner().invoke(trove, ["audit", "check", proof, entry, "--policy", policy]).exit_code != 0


def test_taking_a_proof_along_is_written_down_and_is_for_inspectors() -> None:
    office = Office()
    path = f"/entries/{FIRST}/intake.communes-1.tlog-proof"
    assert office.browser("office", "leader").get(path).status_code == 403
    assert office.browser("office", "leader").get("/policy.txt").status_code == 403
    assert entries(office.ledger) == []
    assert office.browser("office", "inspector").get(path).status_code == 200
    assert [entry.fact for entry in entries(office.ledger)] == [SectionsOpened(("entry",), Way.SAVED)]
    assert office.browser("office", "inspector").get(f"/entries/{FIRST}/else.tlog-proof").status_code == 404
    new = Office(new=from_on(FIRST)).browser("office", "inspector")
    assert new.get(path).status_code == 404


@pytest.mark.slow  # sets a paper
def test_who_opened_the_file_is_printed_for_her_and_the_printing_is_an_entry_that_the_paper_names() -> None:
    office = Office()
    answer = office.browser("office", "inspector").get(f"/cases/{WAITING}/readers.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "Công an thị xã" in words
    assert "intake.police/" in words
    (printed,) = entries(office.ledger)
    assert printed.fact == SectionsOpened(("readers",), Way.PRINTED, "ai_da_mo_ho_so")
    assert f"Mục {printed.position}, nhật ký reporting.labour" in words


def test_the_json_door_says_the_same_as_of_any_moment() -> None:
    program = Office().program("office", "inspector")
    whole = program.get(f"/api/cases/{VICTIM}/timeline").json()
    assert all(line["proved"] for line in whole["lines"])
    then = program.get(f"/api/cases/{VICTIM}/timeline", params={"as_of": "2023-05-06T00:00:00Z"}).json()
    assert 0 < len(then["lines"]) < len(whole["lines"])
    assert program.get(f"/api/cases/{VICTIM}/timeline", params={"as_of": "2023-05-06T00:00:00"}).status_code == 422
    assert program.get(f"/api/cases/{UNREAD}/timeline").json()["gaps"] == 1
    happened = program.get(f"/api/cases/{VICTIM}/timeline", params={"clock": "true"}).json()
    assert len(happened["lines"]) == len(whole["lines"])


def test_how_each_log_stands_is_for_inspectors() -> None:
    office = Office(lying={"intake.police": ("fork",)})
    seals = {seal["source"]: seal for seal in office.program("office", "inspector").get("/api/seals").json()["seals"]}
    assert seals["intake.police"]["lies"] == ["fork"]
    assert seals["intake.communes"]["checked"] == seals["intake.communes"]["heard"]
    assert office.program("office", "leader").get("/api/seals").status_code == 403


def test_a_leader_reads_the_trail_and_opens_no_entry() -> None:
    office = Office()
    assert office.reporting.trails.of(LEADER, VICTIM, Way.VIEWED).lines
    assert office.browser("office", "leader").get(f"/entries/{FIRST}").status_code == 403
