"""A fresh ledger on a real PostgreSQL for a test, with pools and keys; and the proof of a whole ledger."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres, fresh_database
from shared.files import schema as files
from shared.ledger import InPostgres, Ledger, schema
from shared.transparency import schema as transparency
from tests.ledger.toy import MAY_5, ledger


def fresh(postgres: Postgres) -> tuple[str, str]:
    """(the owner's, the instance's) way to an empty ledger database."""
    owner, app, role = fresh_database(postgres)
    with psycopg.connect(owner) as conn:
        schema.apply(conn, role)
        files.apply(conn, role)
        transparency.apply(conn, role)
    return owner, app


@contextmanager
def on_postgres(app: str, clock: Callable[[], datetime] = lambda: MAY_5, **more: Any) -> Iterator[Ledger]:
    with ConnectionPool(app, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        store = InPostgres(app, pool, clock, **more)
        try:
            yield ledger(store)
        finally:
            store.close()


def proof(owner: str) -> dict[str, tuple[int, int]]:
    """Fails unless a ledger of load.py is dense, whole and without doubles. Answers command id → positions."""
    versions: Counter[str] = Counter()
    found: dict[str, list[int]] = {}
    with psycopg.connect(owner) as conn:
        rows = conn.execute(
            "SELECT notification_id, originator_id::text, originator_version, state FROM stored_events ORDER BY 1"
        ).fetchall()
        marks = {
            key: (first, last)
            for key, first, last in conn.execute("SELECT command_id::text, first, last FROM commands")
        }
        numbers = conn.execute(
            "SELECT count(*), count(DISTINCT seq), max(seq), min(seq) FROM told GROUP BY inbox, subject"
        ).fetchall()
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1)), "positions are not dense"
    stamp = ""
    for position, stream, version, state in rows:
        versions[stream] += 1
        assert version == versions[stream], "versions are not dense"
        body = json.loads(state)
        assert body["at"] >= stamp, "the stamp went back"
        stamp = body["at"]
        found.setdefault(body["because"], []).append(position)
    for key, at in found.items():
        assert at == list(range(at[0], at[0] + len(at))), f"unit {key} is torn"
        assert marks[key] == (at[0], at[-1]), f"the mark of {key} differs"
    assert {key for key, (first, last) in marks.items() if last >= first} == set(found), "a mark without its entries"
    assert all(count == different == most and least == 1 for count, different, most, least in numbers), (
        "told numbers have holes"
    )
    return marks
