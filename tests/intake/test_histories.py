"""Any history users can make replays, skips no required step, and leaves nobody waiting for what nobody has."""

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from services.intake.domain import CASE
from services.intake.domain.words import Stage
from tests.intake.procedure.stories import LAW
from tests.intake.required import ALONE, what_one_believes_of_another_is_true, when_all_is_heard
from tests.intake.walks import DESKS, HER, Walk


@pytest.mark.timeout(600)
@settings(max_examples=50, print_blob=True)
@given(seed=st.integers(0, 2**32 - 1), steps=st.integers(30, 90))
@pytest.mark.slow
def test_any_history_users_can_make_replays_and_skips_no_step(seed: int, steps: int) -> None:
    walk = Walk(seed)
    try:
        walk.begin()
        for _ in range(steps):
            walk.step()
            holds(walk)
        while waiting := walk.waiting():
            walk.hand_over(waiting[0])
            holds(walk)
        when_all_is_heard({agency: walk.file(agency) for agency in DESKS}, walk.facts, LAW)
    finally:
        note("\n".join(walk.story))


def holds(walk: Walk) -> None:
    for agency, facts in walk.facts.items():
        for required in ALONE:
            required(facts, LAW)
        assert CASE.replay(facts) == walk.file(agency)
        line = walk.queues[agency].docs.get(str(HER))
        assert (line.stage if line else Stage.NONE) is walk.file(agency).stage
    what_one_believes_of_another_is_true(walk.facts)
