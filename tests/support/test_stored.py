"""What the ledger reads back is what was decided on. Golden files: `tests/house/test_stored_for_good.py`."""

from typing import get_args

from services.support.domain.case import CASE
from services.support.domain.case_events import ClaimEvent, HandingEvent
from services.support.domain.work import WORK
from tests.support.lives import lived
from tests.support.samples import CASE_ID


def test_what_the_ledger_reads_back_is_the_state_the_rules_decided_on() -> None:
    lead, health = lived()
    for ledger, decider in ((lead, CASE), (health, WORK)):
        loaded = ledger.load(decider, CASE_ID)
        expected = (
            set(decider.events) - set(get_args(ClaimEvent)) - set(get_args(HandingEvent))
        )  # these: their own lives
        assert {type(entry.fact) for entry in loaded.entries} == expected
        assert loaded.state == decider.replay(entry.fact for entry in loaded.entries)
