"""Statistics as of any day over a hundred thousand made-up cases of ten years, each with the whole way of its history."""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from services.reporting.projections.building import Builds
from services.reporting.projections.counting.clocks import BEGIN, END, AsOf, Span, dated
from services.reporting.projections.counting.kept import Counted, count, write
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Thing
from services.reporting.projections.counting.statistics import TABLES, statistics
from tests.bench.meter import SHORT, Figure, Within, each
from tests.bench.store import store
from tests.reporting.counts import histories
from tests.reporting.town import law, may, walked

CASES, YEARS, SEED, AT_ONCE, ASKED = 100_000, 10, 2023, 5_000, 24
LIMIT = 100.0
"""Milliseconds for half of the questions."""
DRAWN = {
    "sex": ("female", "male"), "age_group": ("u16", "16_17", "18plus"), "ethnicity": ("kinh", "minority"),
    "purpose": ("P01", "P02", "P06", "P09", "P11", "P99"), "country": ("KH", "CN", "LA", "MM", "VN"),
    "unit": ("19996", "20005", "20008", "20011", "20017", "20020", "20026", "20035", "20041"),
}  # fmt: skip


def as_of_any_day(postgres: Postgres) -> Sequence[Within]:
    """One table after the other, and all tables of the page, of any day as known then or now."""
    with (
        store(postgres) as (owner, conninfo),
        ConnectionPool(conninfo, min_size=1, max_size=2, kwargs={"autocommit": True}) as pool,
    ):
        Builds(pool).begin_new()
        with pool.connection() as conn:
            found, rows = _cases(), 0
            while some := [row for _, case in zip(range(AT_ONCE), found, strict=False) for row in case]:
                write(conn, PEOPLE, some)
                rows += len(some)
        print(f"{CASES:,} cases are {rows:,} spans", file=sys.stderr)
        with psycopg.connect(owner, autocommit=True) as conn:
            conn.execute("VACUUM ANALYZE counted, counted_before")
        return [
            _measured("a statistic as of any day", _one, Counted(pool)),
            _measured("a page of them", _page, Counted(pool)),
        ]


def _measured(name: str, ask: Any, counts: Counted) -> Within:
    ours, limit = (
        Figure(f"{name}, {CASES:,} cases"),
        Figure(f"p50 of {LIMIT:g} ms", [1e3 / LIMIT] * SHORT, [LIMIT] * SHORT),
    )
    for turn in range(SHORT):
        chance = Random(SEED + turn)
        each(ours, 1, partial(ask, counts, chance), range(ASKED))
    return Within(name, ours, limit, 1.0 if ask is _one else None)


def _any_day(chance: Random) -> AsOf:
    day = may(1) + timedelta(chance.randrange(YEARS * 365))
    return AsOf(day, chance.choice((day, END, day + timedelta(30))))


def _one(counts: Counted, chance: Random, _: int) -> None:
    counts.ask(PEOPLE, ["stage", "identification", chance.choice(TABLES)], _any_day(chance), whole=True)


def _page(counts: Counted, chance: Random, _: int) -> None:
    statistics(partial(counts.together, PEOPLE, at=_any_day(chance)), law())


def _cases() -> Iterator[list[tuple[UUID, Span, Thing]]]:
    """The six ways of the town again and again, on other days and by other people."""
    ways = [found for lines in histories(walked().journal()) if (found := count(PEOPLE, dated(lines)))]
    chance = Random(SEED)
    for _ in range(CASES):
        case, later = UUID(int=chance.getrandbits(128)), timedelta(chance.randrange(YEARS * 365))
        drawn = {PEOPLE.at(name): chance.choice(values) for name, values in DRAWN.items()}
        yield [(case, _moved(span, later), _of(thing, case, drawn)) for span, thing in chance.choice(ways)]


def _moved(span: Span, by: timedelta) -> Span:
    return Span(*(day if day in (BEGIN, END) else day + by for day in span))


def _of(thing: Thing, case: UUID, drawn: dict[int, str]) -> Thing:
    values = (value if value == "-" else drawn.get(place, value) for place, value in enumerate(thing.values))
    return Thing(str(case), tuple(values))
