"""The register: a line for each case that may be listed, in the order they came, on the page, on paper and as a file."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import msgspec
import pytest
from pypdf import PdfReader

from services.intake.domain.asked import ExtendVerification
from services.intake.domain.words import Stage
from services.intake.projections import REGISTER, Numbered, RegisterLine
from services.intake.registers import Period
from shared.access import SectionsOpened, Way
from shared.kernel.rights import NotPermitted
from shared.testing import actor, entries
from shared.views import Kept, fold
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, Offices
from tests.intake.samples import (
    ANSWER,
    ANSWERED,
    ASK,
    ASK_PROTECTION,
    ASKED,
    CASE_ID,
    GRANT_PROTECTION,
    RECALL_NOTICE,
    RECEIVED,
    RECORD_INFORMATION,
    RECORD_RECEPTION,
    RECORD_REPORT,
    REPORTED,
)
from tests.intake.test_pages import RECEPTION, REPORT
from tests.intake.towns import BY_LETTER, PROVEN, REOPENED, Town, walked
from tests.papers.test_sheets import read

KEEPER = actor("labour", "clerk")
ANOTHER = REPORT | {"unit": "20008", "reported_on": "07/05/2023"}


def line(agency: str, case: object = CASE_ID) -> RegisterLine:
    return fold(REGISTER, entries(walked().ledgers[agency]))[str(case)]


@pytest.fixture(scope="module")
def town() -> Offices:
    """Two people came: one to Bình Tiến on the 5th, who was received; one to Hương Vân on the 7th. Only looked at."""
    town = Offices()
    for who, form in ((COMMUNE, REPORT), (OTHER_COMMUNE, ANOTHER)):
        sent = town["communes"].at(who).post("/cases/new", data=form | {"command_id": str(uuid4())})
        assert sent.status_code == 303, sent.text
        town.settle()
        if who is COMMUNE:
            received = RECEPTION | {"command_id": str(uuid4())}
            assert (
                town["labour"].at(CLERK).post(sent.headers["location"] + "/reception", data=received).status_code == 303
            )
    return town


def test_folded_whole_is_kept_step_by_step() -> None:
    for ledger in walked().ledgers.values():
        kept = Kept(REGISTER)
        for entry in entries(ledger):
            kept.keep([entry], entry.position)
        assert kept.docs == fold(REGISTER, entries(ledger))


def test_a_line_comes_back_from_its_shelf_as_it_was_put_there() -> None:
    for ledger in walked().ledgers.values():
        for found in fold(REGISTER, entries(ledger)).values():
            assert msgspec.json.decode(msgspec.json.encode(found), type=RegisterLine) == found


def test_a_line_says_when_it_came_from_where_and_what_came_of_it() -> None:
    town = Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION, RECORD_INFORMATION, ASK)
    town.at("police", ExtendVerification("complex_case", date(2023, 6, 30)), ANSWER)
    found = fold(REGISTER, entries(town.ledgers["labour"]))[str(CASE_ID)]
    assert (found.came_on, found.sender, found.received_on) == (REPORTED, "communes", RECEIVED)
    assert (found.due, found.extended, found.answered_on) == (date(2023, 6, 30), True, ANSWERED)
    assert found.papers == (Numbered("34/CATX", ANSWERED), Numbered("07/GXN", ANSWERED))
    assert (found.stage, found.returned) == (Stage.VICTIM, None)


def test_the_verifying_agency_and_the_reporter_have_their_own_lines_of_the_same_case() -> None:
    police, commune = line("police"), line("communes")
    assert (police.sender, police.came_on, police.answered_on) == ("labour", ASKED, ANSWERED)
    assert (commune.channel, commune.received_on, commune.stage) == ("person", RECEIVED, Stage.RECEIVED)
    assert police.code == commune.code


def test_letters_and_late_answers_keep_their_numbers_in_the_order_they_came() -> None:
    assert line("labour", BY_LETTER).papers == (Numbered("12/LĐTBXH", ASKED), Numbered("34/CATX", ANSWERED))
    assert [paper.number for paper in line("labour", PROVEN).papers] == ["HP-1", "34/CATX", "07/GXN"]


def test_letters_of_other_offices_and_the_written_answer_stand_among_the_papers() -> None:
    of_hers = {paper.number for paper in line("labour").papers}
    file = walked().file("labour").state
    assert {letter.number for letter in file.letters} <= of_hers
    answer = walked().file("labour", REOPENED).state.written_answer
    assert Numbered(answer.number, answer.dated) in line("labour", REOPENED).papers


def test_what_was_taken_back_is_due_no_longer() -> None:
    town = Town().at("communes", RECORD_REPORT, RECALL_NOTICE)
    for agency in ("communes", "labour"):
        found = fold(REGISTER, entries(town.ledgers[agency]))[str(CASE_ID)]
        assert (found.stage, found.due) == (Stage.RECALLED, None)


def test_the_register_lists_in_the_order_they_came_and_within_the_period(town: Offices) -> None:
    register = town["labour"].registers
    days = [each.came_on for each in register.of(CLERK, Period()).values()]
    assert days == [date(2023, 5, 8), date(2023, 5, 8)]  # notified on the day they were written down
    assert len(register.of(CLERK, Period(until=date(2023, 5, 7)))) == 0
    assert [x.unit for x in register.of(CLERK, Period(unit="20008")).values()] == ["20008"]


def test_a_commune_has_its_own_cases_in_its_register_and_no_others(town: Offices) -> None:
    register = town["communes"].registers
    assert [each.unit for each in register.of(COMMUNE, Period()).values()] == ["20035"]
    assert [each.unit for each in register.of(OTHER_COMMUNE, Period(unit="20035")).values()] == []


def test_the_keeper_of_the_registers_takes_it_out_and_who_may_not_list_does_not(town: Offices) -> None:
    assert town["labour"].at(KEEPER).get("/register.pdf").content.startswith(b"%PDF")
    before = town["labour"].ledger.store.last()
    for path in ("/register", "/register.pdf", "/register.xlsx"):
        assert town["labour"].at(INSPECTOR).get(path).status_code == 403
    with pytest.raises(NotPermitted):
        town["labour"].registers.take(INSPECTOR, Way.PRINTED)
    assert town["labour"].ledger.store.last() == before


def test_the_page_names_nobody_and_is_no_reading(town: Offices) -> None:
    office = town["labour"]
    before = office.ledger.store.last()
    page = office.at(CLERK).get("/register").text
    assert "Sổ theo dõi hồ sơ · 2 hồ sơ" in page
    assert "UBND xã Bình Tiến" in page
    assert "Nghiệm" not in page
    assert office.ledger.store.last() == before
    assert 'href="/register"' in office.at(CLERK).get("/").text


def test_paper_and_file_hold_what_the_page_shows_and_each_taking_is_an_entry_first(town: Offices) -> None:
    office, asked = town["labour"], "?since=01/05/2023&until=31/05/2023&unit=20035"
    printed = office.at(CLERK).get("/register.pdf" + asked)
    entry = entries(office.ledger)[-1]
    assert entry.fact == SectionsOpened(("register",), Way.PRINTED)
    assert entry.body.by.role == "intake_officer"
    assert str(entry.body.subject) not in office.registers.of(CLERK, Period())
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(printed.content)).pages).split())
    assert "Từ ngày 01/05/2023 đến ngày 31/05/2023 · Xã Bình Tiến" in text
    assert f"Mục {entry.position}, nhật ký intake.labour" in text
    saved = office.at(CLERK).get("/register.xlsx" + asked)
    assert entries(office.ledger)[-1].fact == SectionsOpened(("register",), Way.SAVED)
    heads, row = read(saved.content)
    assert len(heads) == len(row)
    assert row[:8] == [1.0, *_row_of(office.registers.of(CLERK, Period(unit="20035")))]
    assert "Nghiệm" not in text + str(row)


def _row_of(found: object) -> list[object]:
    [each] = found.values()  # type: ignore[attr-defined]
    return [each.code, RECEIVED, "UBND xã Bình Tiến", each.came_on, each.due, None, "Đã tiếp nhận"]


@pytest.mark.parametrize("path", ["/register", "/register.pdf", "/register.xlsx"])
@pytest.mark.parametrize(
    "asked", ["?since=31/02/2023", "?since=02/05/2023&until=01/05/2023", "?unit=99999", "?since=x&until=y"]
)
def test_a_period_that_cannot_be_is_said_and_nothing_is_taken_out(town: Offices, path: str, asked: str) -> None:
    office = town["labour"]
    before = office.ledger.store.last()
    assert office.at(CLERK).get(path + asked).status_code == 422
    assert office.ledger.store.last() == before


def test_what_was_typed_wrong_stands_in_its_field_again(town: Offices) -> None:
    page = town["labour"].at(CLERK).get("/register?since=02/05/2023&until=01/05/2023").text
    assert 'value="01/05/2023"' in page
    assert "Ngày cuối phải sau ngày đầu." in page


def test_the_register_of_a_year_nobody_came_says_so(town: Offices) -> None:
    page = town["labour"].at(CLERK).get("/register?since=01/01/2022&until=31/12/2022").text
    assert "Không có hồ sơ nào trong thời gian này." in page


def test_a_request_to_protect_begins_a_line_only_where_there_is_none() -> None:
    alone = Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION, ASK_PROTECTION)
    begun = fold(REGISTER, entries(alone.ledgers["police"]))[str(CASE_ID)]
    assert (begun.stage, begun.came_on, begun.sender, begun.due) == (Stage.PROTECTING, ASKED, "labour", ANSWERED)
    alone.at("police", GRANT_PROTECTION)
    granted = fold(REGISTER, entries(alone.ledgers["police"]))[str(CASE_ID)]
    assert Numbered("11/QĐ-CATX", ASKED) in granted.papers
    verifying = Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION, RECORD_INFORMATION, ASK)
    before = fold(REGISTER, entries(verifying.ledgers["police"]))[str(CASE_ID)]
    verifying.at("labour", ASK_PROTECTION)
    assert fold(REGISTER, entries(verifying.ledgers["police"]))[str(CASE_ID)] == before
