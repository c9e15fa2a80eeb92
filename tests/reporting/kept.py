"""What reporting does with what it hears: it is kept, and then folded until nothing waits."""

from collections.abc import Sequence
from typing import Any

from psycopg_pool import ConnectionPool

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
