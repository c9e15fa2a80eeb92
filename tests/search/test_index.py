"""The index leads to a case by everything that was ever told, keeps no text, is made again from the ledger at any time, and
forgets what was destroyed. In memory and on PostgreSQL."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from services.intake.domain import CASE
from services.intake.domain.asked import ReturnNotice, SendNoticeAgain
from services.intake.projections import QUEUE
from shared.kernel.codes import case_code
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger, Store
from shared.ledger.units import Row
from shared.search.asked import Asked, Mark
from shared.search.index import Index, InPostgres
from shared.search.terms import Kind
from shared.search.typed import read_typed
from shared.testing import deliver, entries, record
from shared.views import Shelf
from tests.intake.samples import LAW
from tests.intake.towns import intake, walked
from tests.search.people import (
    LAN,
    VAAN,
    VAN,
    blinder,
    database,
    found,
    in_memory,
    keeper,
    kept,
    on_postgres,
    report,
    reported,
)


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.real)])
def index(request: pytest.FixtureRequest) -> Iterator[Index]:
    if request.param == "memory":
        yield in_memory(reported())
        return
    with database(request.getfixturevalue("postgres")) as pool:
        yield on_postgres(reported(), pool)


@pytest.fixture
def ledger(index: Index) -> Ledger:
    """What the index is in step with."""
    written = reported()
    kept(written, index)
    return written


def test_a_case_is_found_by_everything_that_was_told(index: Index, ledger: Ledger) -> None:
    assert found(ledger, index, "VAN, huong").keys() == {VAN, VAAN}
    assert found(ledger, index, "Hương Vân 2001")[VAN].marks == (Mark.NAME, Mark.YEAR)
    assert found(ledger, index, "Hương Vân 2001")[VAAN].marks == (Mark.OTHER_ACCENTS,)
    assert found(ledger, index, "84912345678")[VAN].marks == (Mark.PHONE,)
    assert found(ledger, index, "1999").keys() == {VAAN}
    assert found(ledger, index, case_code(LAN)).keys() == {LAN}
    assert found(ledger, index, "Trần Thị") == {}


def test_many_searches_at_once_ask_first_which_tokens_lead_anywhere(index: Index, ledger: Ledger) -> None:
    here, nowhere = (Asked.of(read_typed(words), blinder(ledger)).tokens for words in ("0912345678", "0999999999"))
    assert index.known(here | nowhere) == here
    assert index.known(frozenset()) == frozenset()


def test_a_year_beside_a_name_helps_it_along_and_finds_nobody_else(index: Index, ledger: Ledger) -> None:
    assert found(ledger, index, "Lan 2001").keys() == {LAN}
    assert found(ledger, index, "Lan 2001")[LAN].marks == (Mark.NAME,)


def test_only_cases_of_the_unit_are_looked_at(index: Index, ledger: Ledger) -> None:
    assert found(ledger, index, "huong van", unit="20008").keys() == {VAAN}
    assert found(ledger, index, "huong van", unit="19999") == {}


def test_all_names_ever_told_lead_to_the_case(index: Index, ledger: Ledger) -> None:
    labour = intake("labour")
    deliver(ledger, labour)
    record(labour, CASE, LAN, ReturnNotice("incomplete"), law=LAW)
    deliver(labour, ledger)
    record(ledger, CASE, LAN, SendNoticeAgain(name=Sealed("Phạm Ngọc Lan")), law=LAW)
    kept(ledger, index)
    assert found(ledger, index, "phạm ngọc").keys() == {LAN}
    assert found(ledger, index, "Lan")[LAN].nearness == 4


def test_after_a_key_was_destroyed_the_tokens_of_its_values_are_gone_and_no_others(
    index: Index, ledger: Ledger
) -> None:
    ledger.vault.destroy("case", str(VAN), "identity")
    kept(ledger, index)
    assert found(ledger, index, "huong van").keys() == {VAAN}
    assert found(ledger, index, "2001") == {}
    assert found(ledger, index, "0912345678").keys() == {VAN}


def test_what_is_told_after_a_key_was_destroyed_is_found_under_the_next_key(index: Index, ledger: Ledger) -> None:
    ledger.vault.destroy("case", str(LAN), "identity")
    kept(ledger, index)
    other = UUID(int=7)
    report(ledger, other, name="Lan")
    kept(ledger, index)
    assert found(ledger, index, "Lan").keys() == {other}


@pytest.fixture
def pool(postgres: Postgres) -> Iterator[ConnectionPool[Any]]:
    with database(postgres) as opened:
        yield opened


def rows(pool: ConnectionPool[Any]) -> list[tuple[Any, ...]]:
    with pool.connection() as conn:
        return [tuple(row) for row in conn.execute("SELECT * FROM search_token ORDER BY 1, 2, 4, 5")]


def clear(conn: Connection[Any]) -> None:
    """As the how-to says it."""
    conn.execute("DELETE FROM search_token")
    conn.execute("DELETE FROM progress WHERE name = 'intake.search.v1'")


@dataclass
class Until:
    """A store as it stood at a position."""

    store: Store
    position: int

    def since(self, position: int) -> list[Row]:
        return [row for row in self.store.since(position) if row.position <= self.position]


@pytest.mark.parametrize("agency", ["communes", "labour", "police"])
def test_kept_step_by_step_is_kept_whole_and_thrown_away_it_comes_back_the_same(
    pool: ConnectionPool[Any], agency: str
) -> None:
    book = walked().ledgers[agency]
    index = on_postgres(book, pool)
    for entry in entries(book):
        step = copy(book)
        step.store = Until(book.store, entry.position)  # type: ignore[assignment]
        keeper(step, index)(entry.position)
    by_steps = rows(pool)
    assert index.position() == book.store.last()
    with pool.connection() as conn:
        clear(conn)
    assert rows(pool) == []
    kept(book, on_postgres(book, pool))
    assert rows(pool) == by_steps
    assert len(by_steps) > 5


def test_an_index_made_again_after_a_key_was_destroyed_lacks_its_tokens(pool: ConnectionPool[Any]) -> None:
    book = reported()
    index = kept(book, on_postgres(book, pool))
    book.vault.destroy("case", str(VAN), "identity")
    kept(book, index)
    without = rows(pool)
    with pool.connection() as conn:
        clear(conn)
    kept(book, on_postgres(book, pool))
    assert rows(pool) == without


def test_two_who_keep_the_same_index_add_nothing_twice(pool: ConnectionPool[Any]) -> None:
    book = reported()
    index = kept(book, on_postgres(book, pool))
    once = rows(pool)
    late = InPostgres("intake.search.v2", pool, Shelf(QUEUE, pool))
    kept(book, late)
    assert rows(pool) == once
    assert late.position() == index.position()


def test_nothing_that_was_told_stands_in_the_table(pool: ConnectionPool[Any]) -> None:
    book = reported()
    kept(book, on_postgres(book, pool))
    assert {len(token) for token, *_ in rows(pool)} == {16}
    assert {kind for _, _, kind, *_ in rows(pool)} <= set(Kind)
    assert {section for _, _, _, section, _ in rows(pool)} == {"", "identity", "contact"}
