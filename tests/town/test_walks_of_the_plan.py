"""The plan's own work, done by hand in a real browser by the officers whose work it is: each flow from its first form to its end
at the other agency's page, day after day through the year of one town of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.town.plan_walks import checked, difficulties, given, handed_in, money, training
from tests.town.running import RunningTown, a_town
from tests.town.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SECRETS = (
    *training.NAMES, *handed_in.WORDS, *difficulties.WORDS, *checked.SEALED, *given.SEALED, *money.WORDS,
)  # fmt: skip
"""What was sealed on the way: none of it may stand in a title or an address."""


@pytest.fixture(scope="module")
def town() -> Iterator[RunningTown]:
    """A town of its own: its days go by, from walk to walk."""
    with a_town("walks", 2000) as started:
        yield started


@pytest.fixture
def walk(browser: Browser, town: RunningTown, request: pytest.FixtureRequest) -> Iterator[Walk]:
    made = Walk(browser, town, secrets=SECRETS, taken=request.param)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.wrong == []


def pictured(first: int) -> pytest.MarkDecorator:
    """The pictures of a walk bear the numbers after `first`."""
    return pytest.mark.parametrize("walk", [first], indirect=True, ids=[""])


@pictured(600)
def test_a_unit_plan_is_sent_commented_and_approved_and_the_first_one_stands(walk: Walk) -> None:
    handed_in.a_unit_plan(walk)


@pictured(620)
def test_a_class_is_planned_held_and_counted_and_who_left_before_is_refused(walk: Walk) -> None:
    training.a_class(walk)


@pictured(650)
def test_a_difficulty_is_guided_and_closed(walk: Walk) -> None:
    difficulties.guided_and_closed(walk)


@pictured(660)
def test_a_difficulty_is_sent_up_answered_and_gathered_into_a_proposal(walk: Walk) -> None:
    difficulties.sent_up_and_proposed(walk)


@pictured(675)
def test_a_difficulty_is_raised_guided_and_confirmed_by_keyboard_alone(walk: Walk) -> None:
    difficulties.by_keyboard_alone(walk)


@pictured(680)
def test_a_review_is_opened_answered_urged_and_told_to_the_chairman(walk: Walk) -> None:
    handed_in.a_review(walk)


@pictured(700)
def test_an_inspection_comes_to_its_conclusion_with_what_was_mended(walk: Walk) -> None:
    checked.an_inspection(walk)


@pictured(720)
def test_a_tip_about_a_broker_is_checked_and_forwarded_and_names_nobody(walk: Walk) -> None:
    checked.a_tip(walk)


@pictured(740)
def test_the_front_supervises_and_is_answered(walk: Walk) -> None:
    checked.a_supervision(walk)


@pictured(760)
def test_a_contribution_is_promised_received_used_and_thanked_for(walk: Walk) -> None:
    given.by_a_firm(walk)


@pictured(780)
def test_a_report_is_returned_supplemented_and_received_and_all_become_one(walk: Walk) -> None:
    handed_in.a_report(walk)


@pictured(800)
def test_the_money_of_a_unit_from_its_estimate_to_its_settlement(walk: Walk) -> None:
    money.of_a_unit(walk)
