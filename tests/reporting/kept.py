"""What reporting does with what it hears: it is kept, and then folded until nothing waits; and its commands."""

from collections.abc import Sequence
from typing import Any

import pytest
from psycopg_pool import ConnectionPool

from services.reporting.main import main
from services.reporting.projections.folding import Folding
from services.reporting.projections.keeping import Journals
from shared.journal import JournalEntry


def hear(pool: ConnectionPool[Any], entries: Sequence[JournalEntry]) -> Journals:
    """Hear these as one batch."""
    journals, folding = Journals(pool), Folding(pool)
    journals.keep(entries)
    while folding():
        pass
    return journals


def command(monkeypatch: pytest.MonkeyPatch, pool: ConnectionPool[Any], *words: str) -> None:
    """What somebody types behind `python -m services.reporting`, with the settings of an instance that has this database."""
    given = {
        "agency": "labour", "profile": "p", "database": pool.conninfo, "keys_database": "dbname=none", "kafka": "none",
        "kafka_password": "unused here", "key_file": "k", "directory": "d", "issuer": "i", "client_secret": "unused here",
        "origin": "http://127.0.0.1:1",
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(f"REPORTING_{name.upper()}", str(value))
    monkeypatch.setattr("sys.argv", ["services.reporting", *words])
    main()
