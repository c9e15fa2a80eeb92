"""What the journals tell of a file, and the list of notices: the same in whatever order, pieces and repeats they come."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from services.notifications.projections import FILES, LINES, Heard, heard
from shared.ledger import schema
from shared.testing import entries
from shared.views import Kept, Shelf, fold
from tests.notifications.office import POLICE, Office, may, told
from tests.reporting.town import walked

STEPS: list[Heard] = [step for entry in walked().journal() if (step := heard(entry))]


@pytest.fixture
def pool(database: tuple[str, str, str]) -> Iterator[ConnectionPool[Any]]:
    owner, conninfo, role = database
    with psycopg.connect(owner, autocommit=True) as conn:
        schema.apply(conn, role)
    with ConnectionPool(conninfo, min_size=1, max_size=2, kwargs={"autocommit": True}, open=True) as made:
        yield made


@settings(max_examples=60)
@given(st.permutations(STEPS), st.lists(st.sampled_from(STEPS), max_size=30), st.integers(1, 40))
def test_a_file_kept_step_by_step_in_any_order_is_folded_whole(
    mixed: list[Heard], again: list[Heard], size: int
) -> None:
    kept, steps = Kept(FILES), [*mixed, *again]
    for at in range(0, len(steps), size):
        kept.keep(steps[at : at + size], at)
    assert kept.docs == fold(FILES, STEPS)


def test_a_file_reads_back_from_the_shelf_as_it_was_put_there(pool: ConnectionPool[Any]) -> None:
    shelf, whole = Shelf(FILES, pool), fold(FILES, STEPS)
    for at in range(0, len(STEPS), 7):
        shelf.keep(STEPS[at : at + 7], at)
    assert shelf.where() == whole
    assert shelf.where(running=True) == {key: file for key, file in whole.items() if file.terms or file.waiting}
    assert shelf.where(running=True)


def test_a_line_shows_what_was_raised_and_whether_it_was_read(pool: ConnectionPool[Any]) -> None:
    office = Office().hear(told("intake.case.VerificationReceived", 3, unit="20035", due_on="2023-05-25"))
    office.on(may(26))
    first = next(key for key, (line, _) in office.app.notices(POLICE).items() if line.kind == "overdue")
    office.read(POLICE, first)
    found, shelf = entries(office.ledger), Shelf(LINES, pool)
    shelf.keep(found, len(found))
    assert shelf.where(agency="police") == fold(LINES, found) == office.lines.docs
    assert {(line.kind, line.unit, line.read) for line in shelf.where().values()} == {
        ("arrived", "20035", False), ("overdue", "20035", True),
    }  # fmt: skip
