"""What each question counts, in the story of a town: cases with who leads them, days of each step, payments out of budgets."""

from collections.abc import Sequence
from typing import Any

from services.reporting.projections.counting.cases import CASES
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.days import DAYS
from services.reporting.projections.counting.money import MONEY, READS
from services.reporting.projections.counting.question import Question, Thing
from services.reporting.projections.counting.questions import QUESTIONS
from shared.journal import JournalEntry
from shared.sealing.keys import KeysInMemory
from tests.plan import money_lives
from tests.reporting.counts import Counts, histories
from tests.reporting.hearing import journal
from tests.reporting.town import PROVEN, UNREAD, VICTIM, WAITING, may, walked


def things(question: Question[Any], entries: Sequence[JournalEntry]) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for history in histories(entries):
        state = question.initial
        for line in history:
            state = question.evolve(state, line)
        found |= {thing.key: thing for thing in question.things(state, state)}
    return found


def days_of(case: object) -> dict[str, int]:
    found = things(DAYS, walked().journal())
    return {key.partition("/")[2]: each.amount for key, each in found.items() if key.startswith(str(case))}


def spent() -> list[JournalEntry]:
    return journal(*money_lives.lived(KeysInMemory()))


def test_names_are_said_once_and_carry_a_version() -> None:
    assert len({each.name for each in QUESTIONS}) == len(QUESTIONS)
    assert all(each.name.partition(".")[2].startswith("v") for each in QUESTIONS)


def test_the_days_of_her_way_are_counted_from_when_somebody_first_knew() -> None:
    assert days_of(VICTIM) == {"reception": 1, "identification": 17, "closing": 22}


def test_a_step_that_has_not_ended_is_not_counted() -> None:
    assert days_of(WAITING) == {"reception": 1}
    assert days_of(UNREAD) == {}


def test_a_proof_she_held_before_she_came_took_no_days_here() -> None:
    assert days_of(PROVEN)["identification"] >= 0


def test_a_case_is_led_by_whoever_supports_her_and_counted_under_each_agency_that_worked_on_it() -> None:
    found = things(CASES, walked().journal())
    assert len(found) == 6
    _, _, lead, agencies, unit = found[str(VICTIM)].values
    assert (lead, unit) == ("labour", "20035")
    assert {"communes", "labour", "police", "health"} <= set(agencies.split())
    assert found[str(UNREAD)].values[2:4] == ("communes", "communes")


def test_what_was_paid_is_counted_by_its_source_and_what_it_was_for() -> None:
    found = things(MONEY, spent())
    assert found
    assert all(each.amount > 0 for each in found.values())
    assert {"initial_allowance", "-"} >= {each.values[1] for each in found.values()}
    assert {each.values[3] for each in found.values()} == {"communes"}


def test_a_payment_that_was_taken_back_is_not_counted() -> None:
    entries = spent()
    assert {entry.name for entry in entries} >= READS.keys(), "all that it reads happens in this story"
    paid = [entry for entry in entries if entry.name == "support.budget.MoneySpent"]
    assert len(things(MONEY, entries)) < len(paid)


def test_the_days_until_reception_are_there_from_the_day_of_reception_on() -> None:
    counts = Counts.of(walked().journal(), DAYS)
    assert not counts.ask(DAYS, ["step"], AsOf(may(5), may(31)))
    assert counts.ask(DAYS, ["step"], AsOf(may(6), may(31)))["reception",] == (5, 5)
