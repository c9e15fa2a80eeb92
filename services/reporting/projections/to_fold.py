"""How much of what was heard waits to be folded: until then figures are those of before."""

from collections.abc import Iterable
from typing import Any

from psycopg_pool import ConnectionPool

from services.reporting.projections.keeping import Heard

MUCH = 20
"""Fewer are folded before anybody has read a page; these are said on it."""
COUNTED = 10_000
"""So many are counted; of more it is said that they are more."""
# Who is tied to others may wait in two partitions.
WAITING = "SELECT count(DISTINCT subject) FROM (SELECT DISTINCT part, subject FROM touched LIMIT %s) waiting"


def to_fold(pool: ConnectionPool[Any]) -> int:
    """How many cases and other files wait; more than `COUNTED` are one more than that."""
    with pool.connection() as conn:
        (found,) = conn.execute(WAITING, [COUNTED + 1]).fetchone() or (0,)
    return int(found)


class Sources(list[Heard]):
    """How complete each journal is, and how much of what they told `waits` to be folded."""

    def __init__(self, heard: Iterable[Heard], waits: int = 0) -> None:
        super().__init__(heard)
        self.waits = waits

    @property
    def much(self) -> bool:
        return self.waits >= MUCH

    @property
    def more(self) -> bool:
        """There are more than were counted."""
        return self.waits > COUNTED
