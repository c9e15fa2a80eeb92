"""What the tests of the plan's work share."""

import pytest

from tests.plan import office


@pytest.fixture(autouse=True)
def only_the_rooms_of_this_file(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that names its `ROOMS` gets offices with their doors alone: making those of all takes longer than the test."""
    if rooms := getattr(request.module, "ROOMS", None):
        monkeypatch.setattr(office, "ROOMS", rooms)
