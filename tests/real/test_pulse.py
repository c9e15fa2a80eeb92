"""The pulse on a real PostgreSQL: one connection wakes all, only for what concerns them, also after it was cut."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from shared.ledger import InPostgres, Ledger
from shared.pulse import Pulse
from shared.testing import entries, record
from shared.views import Shelf
from tests.ledger.places import fresh
from tests.ledger.toy import LAW, MAY_5, TOY, Note, ledger
from tests.real.test_shelf import CASES, COUNT

PATIENCE = 10.0


class Place:
    """A database with a ledger and a shelf, and somebody who listens."""

    def __init__(self, conninfo: str, pool: ConnectionPool[Any]) -> None:
        self.book: Ledger = ledger(InPostgres(conninfo, pool, lambda: MAY_5))
        self.shelf = Shelf(COUNT, pool)
        self.pulse = Pulse(conninfo)
        self.written, self.shown = self.pulse.follower(), self.pulse.watcher()

    async def listens(self) -> "Place":
        """The first beat says that whatever came before may be news."""
        await asyncio.wait_for(self.shown.wait(), PATIENCE)
        self.rest()
        return self

    def rest(self) -> None:
        self.written.clear()
        self.shown.clear()

    def write(self, n: int) -> None:
        record(self.book, TOY, CASES[0], Note(f"need-{n}"), law=LAW)

    def fold(self) -> None:
        new = [entry for entry in entries(self.book) if entry.position > self.shelf.position()]
        self.shelf.keep(new, new[-1].position)


def run(postgres: Postgres, story: Callable[[Place], Awaitable[None]]) -> None:
    _, conninfo = fresh(postgres)

    async def told() -> None:
        with ConnectionPool(conninfo, min_size=1, max_size=2, kwargs={"autocommit": True}) as pool:
            place = Place(conninfo, pool)
            await story(await place.listens())
            place.pulse.end()
            place.book.store.close()  # type: ignore[attr-defined]

    asyncio.run(told())


async def _changes(place: Place, more_than: int) -> None:
    async def grown() -> None:
        while place.pulse.changes <= more_than:
            place.shown.clear()
            await place.shown.wait()

    await asyncio.wait_for(grown(), PATIENCE)


def test_a_view_that_was_folded_further_is_news_for_those_who_show_it(postgres: Postgres) -> None:
    async def story(place: Place) -> None:
        before = place.pulse.changes
        await asyncio.to_thread(place.write, 1)
        await asyncio.wait_for(place.written.wait(), PATIENCE)
        assert place.pulse.changes == before
        await asyncio.to_thread(place.fold)
        await _changes(place, before)

    run(postgres, story)


def test_entries_that_concern_no_view_are_no_news(postgres: Postgres) -> None:
    async def story(place: Place) -> None:
        before = place.pulse.changes
        await asyncio.to_thread(place.shelf.keep, [], 7)
        await asyncio.sleep(1.5)
        assert (place.shelf.position(), place.pulse.changes) == (7, before)

    run(postgres, story)


def test_a_connection_that_was_cut_is_made_again_and_counts_as_news(postgres: Postgres) -> None:
    async def story(place: Place) -> None:
        before = place.pulse.changes
        with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
            conn.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'")
        await _changes(place, before)
        again = place.pulse.changes
        await asyncio.to_thread(place.write, 2)
        await asyncio.to_thread(place.fold)
        await _changes(place, again)

    run(postgres, story)
