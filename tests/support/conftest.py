"""The desks of a lead and of those it asks, where a paper is set or somebody looks."""

import pytest

from tests.support.paper_lives import Desks, full


@pytest.fixture
def desks() -> Desks:
    """A case that just began."""
    return Desks()


@pytest.fixture(scope="module")
def whole() -> Desks:
    """Everything has happened. Only printed from and looked at, never moved on."""
    desks = Desks()
    full(desks)
    return desks
