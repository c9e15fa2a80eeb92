"""Any history replays, and what is read back is what was decided on. Golden files: `tests/house/test_stored_for_good.py`."""

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain import CASE, Command, Event, decide
from services.intake.domain.happened import VerificationReceived
from shared.kernel.decider import Refused
from tests.intake import samples
from tests.intake.samples import LAW
from tests.intake.towns import walked

COMMANDS: list[Command] = [value for value in vars(samples).values() if isinstance(value, get_args(Command))]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(COMMANDS), max_size=12))
def test_any_history_a_user_can_make_replays_and_twice_is_once(asked: list[Command]) -> None:
    history: list[Event] = []
    for command in asked:
        history += decided(command, history)
        assert decided(command, history) == []


def decided(command: Command, history: list[Event]) -> list[Event]:
    """What a command leads to after this history; nothing when it is refused."""
    try:
        return decide(command, CASE.replay(history), LAW)
    except Refused:
        return []


def test_what_the_ledger_read_back_is_the_state_the_rules_decided_on() -> None:
    file = walked().file("police")
    assert isinstance(file.entries[0].fact, VerificationReceived)
    assert file.state == CASE.replay(entry.fact for entry in file.entries)
