"""A notice as it is stored: nothing in it but codes, days and places."""

import json

from tests.notifications.office import GOLDEN


def test_beside_the_code_of_the_case_stands_nothing_about_a_person() -> None:
    stored = json.loads((GOLDEN / "NoticeRaised.1.json").read_text("utf-8"))
    assert set(stored["body"]["fact"]) == {"case", "code", "desk", "unit", "kind", "what", "due_on", "position"}
    assert not stored["clear"]
    assert not stored["keys"]
