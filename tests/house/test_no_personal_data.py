"""Nothing about a particular person stands in the open: not in an event, a message, a view or a notice."""

from dataclasses import dataclass, make_dataclass
from datetime import date
from typing import Any

import pytest

from shared.contracts.export import messages
from shared.kernel.sealed import Identity, Sealed
from shared.kernel.words import Code
from shared.views import View
from tests.house.open_fields import faults
from tests.house.parts import EVENTS, views

MADE_BY_US = {
    "reporting.ball.v6": {"Ball.waits"},
    "notifications.files.v1": {"File.terms", "File.waiting", "File.answered"},
}
"""Open text no person types: a thread's name (`referral:<id>`)."""


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_open_field_of_an_event_is_coarse(name: str) -> None:
    assert list(faults(EVENTS[name])) == []


@pytest.mark.parametrize("name", sorted(messages()))
def test_every_open_field_of_a_message_is_coarse(name: str) -> None:
    assert list(faults(messages()[name])) == []


@pytest.mark.parametrize("view", views().values(), ids=lambda view: view.name)
def test_every_field_of_a_view_is_coarse(view: View[Any, Any]) -> None:
    known = MADE_BY_US.get(view.name, set())
    assert [fault for fault in faults(view.doc) if fault.partition(":")[0] not in known] == []


def test_every_exception_is_a_field_there_is() -> None:
    for name, excused in MADE_BY_US.items():
        assert {fault.partition(":")[0] for fault in faults(views()[name].doc)} == excused


def test_no_view_holds_a_sealed_value() -> None:
    """A box in a view would outlive the case's restriction and be one more place to search."""
    for view in views().values():
        assert "Sealed" not in str(view.doc.__annotations__), view.name


@dataclass(frozen=True)
class Home:
    street: str


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("remark_of_officer", Code), ("reason", str), ("reasons", tuple[str, ...]), ("by_day", dict[str, date]),
        ("name", Code), ("birth", date), ("birth_date", date | None), ("phone", int), ("home_address", Code),
        ("home", Home), ("homes", tuple[Home, ...]), ("anything", Any), ("told", Sealed), ("told", Sealed | None),
        ("reason", str | None), ("reason", Code | str), ("raw", bytes), ("share", float),
    ],
)  # fmt: skip
def test_a_new_open_field_that_could_name_somebody_is_refused(field: str, kind: Any) -> None:
    made = make_dataclass("SomebodyHappened", [("code", Code), (field, kind)], frozen=True)
    assert [fault.partition(":")[0].split(".")[1] for fault in faults(made)] == [field]


@pytest.mark.parametrize("kind", [Identity, Identity | None])
def test_a_sealed_name_is_welcome(kind: Any) -> None:
    assert list(faults(make_dataclass("SomebodyHappened", [("name", kind)], frozen=True))) == []
