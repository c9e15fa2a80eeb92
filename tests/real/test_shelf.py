"""A view kept on its shelf in PostgreSQL is the view folded whole, however its entries came in, and can be built anew."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from shared.kernel.words import Code
from shared.ledger import Entry, Ledger
from shared.testing import entries, record
from shared.views import Shelf, View, fold
from tests.ledger.places import fresh
from tests.ledger.toy import LAW, TOY, Note, ledger

CASES = [UUID(int=n) for n in range(1, 4)]


@dataclass(frozen=True)
class Count:
    needs: int = 0
    last: Code = "nothing"


def _count(doc: Count, entry: Entry) -> Count:
    return Count(doc.needs + 1, entry.fact.need)


def _twice(doc: Count, entry: Entry) -> Count:
    return _count(_count(doc, entry), entry)


COUNT: View[Entry, Count] = View("toy.count.v1", Count, Count(), lambda entry: str(entry.body.subject), _count)


@pytest.fixture
def pool(postgres: Postgres) -> Iterator[ConnectionPool[Any]]:
    with ConnectionPool(fresh(postgres)[1], min_size=1, max_size=2, kwargs={"autocommit": True}) as open_pool:
        yield open_pool


@pytest.fixture(scope="module")
def book() -> Ledger:
    written = ledger()
    for n in range(30):
        record(written, TOY, CASES[n % 3], Note(f"need-{n}"), law=LAW)
    return written


def keep(shelf: Shelf[Entry, Count], told: list[Entry], at_once: int) -> None:
    """What the worker does, so many entries at a time."""
    while new := [entry for entry in told if entry.position > shelf.position()][:at_once]:
        shelf.keep(new, new[-1].position)


@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_kept_step_by_step_is_folded_whole(pool: ConnectionPool[Any], book: Ledger, at_once: int) -> None:
    shelf = Shelf(COUNT, pool)
    keep(shelf, entries(book), at_once)
    assert shelf.where() == fold(COUNT, entries(book))
    assert shelf.position() == 30


def test_a_view_of_a_new_name_is_built_beside_the_old_one(pool: ConnectionPool[Any], book: Ledger) -> None:
    old, new = Shelf(COUNT, pool), Shelf(replace(COUNT, name="toy.count.v2", evolve=_twice), pool)
    keep(old, entries(book), 100)
    assert new.position() == 0
    keep(new, entries(book), 10)
    assert {doc.needs for doc in old.where().values()} == {10}
    assert {doc.needs for doc in new.where().values()} == {20}


def test_a_view_thrown_away_comes_back_the_same(pool: ConnectionPool[Any], book: Ledger) -> None:
    shelf = Shelf(COUNT, pool)
    keep(shelf, entries(book), 100)
    with pool.connection() as conn:
        conn.execute("DELETE FROM view_document WHERE view = 'toy.count.v1'")
        conn.execute("DELETE FROM progress WHERE name = 'toy.count.v1'")
    assert shelf.where() == {}
    keep(shelf, entries(book), 100)
    assert shelf.where() == fold(COUNT, entries(book))


def test_documents_are_found_by_key_and_by_what_they_say(pool: ConnectionPool[Any], book: Ledger) -> None:
    shelf = Shelf(COUNT, pool)
    keep(shelf, entries(book), 100)
    assert shelf.get(str(CASES[0])) == Count(10, "need-27")
    assert shelf.where(last="need-28").keys() == {str(CASES[1])}
    assert shelf.get(str(uuid4())) is None


def test_two_who_keep_the_same_view_fold_each_entry_once(pool: ConnectionPool[Any], book: Ledger) -> None:
    told = entries(book)

    def worker(_: int) -> None:
        shelf = Shelf(COUNT, pool)
        while new := told[(after := shelf.position()) : after + 5]:
            shelf.keep(new, new[-1].position, after=after)

    with ThreadPoolExecutor(2) as two:
        list(two.map(worker, range(2)))
    assert Shelf(COUNT, pool).where() == fold(COUNT, told)
    assert Shelf(COUNT, pool).position() == told[-1].position
