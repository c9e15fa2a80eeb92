"""What was stored once can be read for good: a golden file for every event."""

import json
from pathlib import Path

import pytest

from services.notifications.domain import NOTICE
from shared.ledger import Names
from shared.testing import check_golden
from tests.notifications.office import GOLDEN

PATHS = sorted(GOLDEN.glob("*.json"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_golden_file_still_loads(path: Path) -> None:
    check_golden(path, Names([NOTICE]))


def test_every_event_has_a_golden_file() -> None:
    assert {path.name.partition(".")[0] for path in PATHS} == {event.__name__ for event in NOTICE.events}


def test_beside_the_code_of_the_case_stands_nothing_about_a_person() -> None:
    stored = json.loads((GOLDEN / "NoticeRaised.1.json").read_text("utf-8"))
    assert set(stored["body"]["fact"]) == {"case", "code", "desk", "unit", "kind", "what", "due_on", "position"}
    assert not stored["clear"]
    assert not stored["keys"]
