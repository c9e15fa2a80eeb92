"""A view kept on its shelf in PostgreSQL is the view folded whole, however its entries came in, and can be built anew."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres, start_postgres
from shared.kernel.words import Code
from shared.ledger import Entry, Ledger
from shared.testing import entries, record
from shared.views import Kept, Pile, Shelf, Standing, View, fold
from tests.ledger.places import fresh, on_postgres
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


def test_after_a_crash_of_the_database_a_view_goes_on_from_its_mark_and_nothing_written_is_lost(
    scratch_home: Path,
) -> None:
    """Folding does not wait for the disk, writing does."""
    home = scratch_home / "views"
    home.mkdir(mode=0o711)
    server = start_postgres(home)
    _, app = fresh(server)
    if server.pid is None:
        pytest.skip("only a server of our own is killed")
    with ConnectionPool(app, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool, on_postgres(app) as book:
        shelf = Shelf(COUNT, pool)
        for n in range(30):
            record(book, TOY, CASES[n % 3], Note(f"need-{n}"), law=LAW)
            shelf.reach(n + 1, book.since)
        os.kill(server.pid, signal.SIGKILL)
    again = start_postgres(home)
    with ConnectionPool(app, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool, on_postgres(app) as book:
        shelf, told = Shelf(COUNT, pool), entries(book)
        assert len(told) == 30
        assert shelf.where() == fold(COUNT, told[: shelf.position()])
        keep(shelf, told, 7)
        assert shelf.where() == fold(COUNT, told)
    again.stop()


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


def _stands(doc: Count) -> Standing:
    """Even last needs on one pile, in two units; the others on another."""
    last = int(doc.last.partition("-")[2])
    return Standing("even" if last % 2 == 0 else "odd", f"unit-{last % 3}", f"{last:03d}", date(2023, 5, 1 + last))


def both_ways(pool: ConnectionPool[Any], cases: int) -> tuple[Shelf[Entry, Count], Kept[Entry, Count]]:
    """So many cases of one need each, kept on a shelf and in memory."""
    view, written = replace(COUNT, name="toy.piles.v1", standing=_stands), ledger()
    for n in range(cases):
        record(written, TOY, UUID(int=n + 1), Note(f"need-{n}"), law=LAW)
    shelf, kept = Shelf(view, pool), Kept(view)
    keep(shelf, entries(written), 7)
    kept.keep(entries(written), cases)
    return shelf, kept


def test_a_pile_is_read_piece_by_piece_in_its_order_and_nothing_is_left_out(pool: ConnectionPool[Any]) -> None:
    shelf, kept = both_ways(pool, 30)
    for unit in (None, "unit-0", "unit-1", "nowhere"):
        read, after = list[str](), ""
        while True:
            piece = shelf.on("even", unit, most=4, after=after)
            assert piece == kept.on("even", unit, most=4, after=after)
            assert len(piece.docs) <= 4
            read += piece.docs
            if piece.further is None:
                break
            after = piece.further
        wanted = [n for n in range(0, 30, 2) if unit in (None, f"unit-{n % 3}")]
        assert read == [str(UUID(int=n + 1)) for n in wanted]


def test_piles_are_counted_with_their_most_urgent_day_and_named_one_by_one_where_they_are_few(
    pool: ConnectionPool[Any],
) -> None:
    shelf, kept = both_ways(pool, 30)
    for unit, keys in ((None, 0), (None, 15), ("unit-2", 4), ("unit-2", 5)):
        asked = shelf.piles(["even", "odd", "none"], unit, keys=keys)
        assert asked == kept.piles(["even", "odd", "none"], unit, keys=keys)
    assert shelf.piles(["even"])["even"] == Pile(15, date(2023, 5, 1), None)
    assert asked["none"] == Pile(0, None, frozenset())
    assert asked["odd"].size == 5
    assert asked["odd"].keys is not None


def test_a_document_that_moves_on_lies_on_one_pile_only(pool: ConnectionPool[Any]) -> None:
    shelf, kept = both_ways(pool, 3)
    more = ledger()
    record(more, TOY, UUID(int=1), Note("need-7"), law=LAW)
    for each in (shelf, kept):
        each.keep(entries(more), 4)
        assert str(UUID(int=1)) not in each.on("even", most=9).docs
        assert str(UUID(int=1)) in each.on("odd", most=9).docs


def test_whoever_has_just_written_folds_what_is_missing_and_the_worker_folds_nothing_twice(
    pool: ConnectionPool[Any], book: Ledger
) -> None:
    shelf = Shelf(COUNT, pool)
    keep(shelf, entries(book)[:20], 20)
    shelf.reach(25, book.since)
    assert shelf.position() == 30
    keep(shelf, entries(book), 100)
    assert shelf.where() == fold(COUNT, entries(book))
    shelf.reach(12, book.since)
    assert shelf.position() == 30
