"""What was stored once can be read for good: a golden file for every event of a case and of the work on one."""

from pathlib import Path

import pytest

from services.support.domain.case import CASE
from services.support.domain.work import WORK
from shared.ledger import Names
from shared.testing import check_golden
from tests.support.lives import lived
from tests.support.samples import CASE_ID

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_file_still_loads(path: Path) -> None:
    check_golden(path, Names([CASE, WORK]))


def test_every_event_has_a_golden_file() -> None:
    events = {event.__name__ for event in CASE.events + WORK.events}
    assert {path.name.partition(".")[0] for path in GOLDEN} == events


def test_what_the_ledger_reads_back_is_the_state_the_rules_decided_on() -> None:
    lead, health = lived()
    for ledger, decider in ((lead, CASE), (health, WORK)):
        loaded = ledger.load(decider, CASE_ID)
        assert {type(entry.fact) for entry in loaded.entries} == set(decider.events)
        assert loaded.state == decider.replay(entry.fact for entry in loaded.entries)
