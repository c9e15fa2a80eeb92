"""Who gave the case to whom, as each agency's own ledger tells it, and whether the term was kept."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from services.intake.domain import CASE
from services.intake.domain.asked import (
    ExtendVerification,
    RecordLetterAnswer,
    RecordProof,
    ReturnNotice,
    SendNoticeAgain,
)
from services.intake.domain.words import Outcome
from services.intake.pages.movements import Movement, movements
from shared.kernel.sealed import Sealed
from shared.testing import entries
from tests.intake.samples import (
    ANSWER,
    ANSWER_DUE,
    ANSWERED,
    ASK,
    ASK_BY_LETTER,
    LOST,
    RECALL_NOTICE,
    RECALL_REQUEST,
    RECEIVED,
    RECEPTION_DUE,
    RECORD_INFORMATION,
    RECORD_RECEPTION,
    RECORD_REPORT,
    REGAINED,
    REPORTED,
)
from tests.intake.towns import Town, walked

TODAY = date(2023, 5, 5)
LATER = date(2023, 7, 1)


def of(town: Town, agency: str) -> list[Movement]:
    return movements(town.file(agency).entries, agency)


def ways(town: Town, agency: str) -> list[tuple[str, str]]:
    return [(each.giver.agency, each.receiver.agency) for each in of(town, agency)]


def reported() -> Town:
    return Town().at("communes", RECORD_REPORT)


def verifying() -> Town:
    return reported().at("labour", RECORD_RECEPTION, RECORD_INFORMATION, ASK)


def test_a_notice_is_one_movement_in_both_ledgers() -> None:
    assert ways(reported(), "communes") == ways(reported(), "labour") == [("communes", "labour")]


def test_a_case_nobody_else_has_had_has_not_moved() -> None:
    ours = Town().at("labour", replace(RECORD_REPORT, recorder="labour"), RECORD_RECEPTION)
    assert of(ours, "labour") == []


def test_reception_before_the_last_day_keeps_the_term_early_in_both_ledgers() -> None:
    town = reported().at("labour", RECORD_RECEPTION)
    for agency in ("communes", "labour"):
        [notice] = of(town, agency)
        assert (notice.due, notice.done_on, notice.result(LATER)) == (RECEPTION_DUE, RECEIVED, "early")


@pytest.mark.parametrize(
    ("received", "result"), [(RECEPTION_DUE, "on_time"), (date(2023, 5, 9), "late"), (REPORTED, "early")]
)
def test_the_day_of_reception_decides_and_the_last_day_is_in_time(received: date, result: str) -> None:
    town = reported().at("labour", replace(RECORD_RECEPTION, received_on=received))
    assert [each.result(LATER) for each in of(town, "labour")] == [result]


def test_what_is_not_done_yet_is_open_until_its_last_day_has_passed() -> None:
    [notice] = of(reported(), "labour")
    assert [notice.result(day) for day in (RECEPTION_DUE, LATER)] == ["open", "late"]


def test_a_case_goes_there_and_back_and_the_first_clock_still_runs() -> None:
    town = (
        reported().at("labour", ReturnNotice("incomplete", Sealed("thiếu năm sinh"))).at("communes", SendNoticeAgain())
    )
    for agency in ("communes", "labour"):
        assert ways(town, agency) == [("communes", "labour"), ("labour", "communes"), ("communes", "labour")]
        first, back, again = of(town, agency)
        assert (first.result(TODAY), back.result(TODAY), again.due) == ("early", "no_term", RECEPTION_DUE)


def test_the_answer_of_the_verifying_agency_brings_the_case_back() -> None:
    town = verifying().at("police", ANSWER)
    assert ways(town, "police") == [("labour", "police"), ("police", "labour")]
    assert ways(town, "labour") == [("communes", "labour"), ("labour", "police"), ("police", "labour")]
    for request in (of(town, "police")[0], of(town, "labour")[1]):
        assert (request.due, request.done_on, request.result(LATER)) == (ANSWER_DUE, ANSWERED, "early")
    assert of(town, "labour")[-1].result(LATER) == "holding"


def test_a_longer_term_counts_from_then_on() -> None:
    town = verifying().at("police", ExtendVerification("complex_case", date(2023, 6, 30)))
    town.at("police", replace(ANSWER, answered_on=date(2023, 6, 30), certificate_on=date(2023, 6, 30)))
    for request in (of(town, "police")[0], of(town, "labour")[1]):
        assert (request.due, request.extended, request.result(LATER)) == (date(2023, 6, 30), True, "on_time")


def test_a_letter_goes_out_and_its_answer_comes_back() -> None:
    town = Town().at("labour", replace(RECORD_REPORT, recorder="labour"), RECORD_RECEPTION, RECORD_INFORMATION)
    town.at("labour", ASK_BY_LETTER, RecordLetterAnswer(Outcome.NOT_VICTIM, "34/CATX", ANSWERED))
    assert ways(town, "labour") == [("labour", "police"), ("police", "labour")]


def test_a_paper_she_held_already_hands_nothing_over_it_only_ends_the_waiting() -> None:
    town = verifying().at("labour", RecordProof("FOREIGN_DOC_LEGALISED", "HP-1", REPORTED))
    assert ways(town, "labour") == [("communes", "labour"), ("labour", "police")]
    assert of(town, "labour")[-1].result(LATER) == "waived"


def test_a_notice_taken_back_is_waited_for_no_longer_and_nobody_handed_it_over() -> None:
    town = reported().at("communes", RECALL_NOTICE)
    for agency in ("communes", "labour"):
        assert [each.result(LATER) for each in of(town, agency)] == ["waived"]


def test_a_request_taken_back_is_waited_for_no_longer_and_can_be_asked_again() -> None:
    town = verifying().at("labour", RECALL_REQUEST, ASK)
    for agency in ("labour", "police"):
        asked = [each.result(TODAY) for each in of(town, agency) if each.receiver.agency == "police"]
        assert asked == ["waived", "open"]


def test_while_contact_is_lost_the_case_lies_where_it_lay_and_its_clock_runs() -> None:
    town = verifying().at("labour", LOST)
    assert ways(town, "labour") == [("communes", "labour"), ("labour", "police")]
    assert of(town, "labour")[-1].result(LATER) == "late"
    town.at("police", ANSWER).at("labour", REGAINED)
    assert ways(town, "labour")[-1] == ("police", "labour")
    assert of(town, "labour")[1].result(LATER) == "early"


def test_everything_that_can_happen_leaves_movements_that_follow_one_another() -> None:
    """Whoever gives a case over is the one who had it, in every ledger of every story we know."""
    for agency, ledger in walked().ledgers.items():
        for case in {entry.body.subject for entry in entries(ledger)}:
            moved = movements(ledger.load(CASE, case).entries, agency)
            for before, after in pairwise(moved):
                assert before.waived or before.receiver.agency == after.giver.agency, (agency, case)
