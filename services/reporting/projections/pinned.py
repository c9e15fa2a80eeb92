"""What was known at exact positions of the journals: whatever is heard later, the same positions give the same people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from psycopg_pool import ConnectionPool

from services.reporting.projections.histories import NO_READINGS, READ, by_case, fit, read, tied_in
from services.reporting.projections.links import LINKS, Links
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.told import Told
from services.reporting.projections.trafficking import READS, TRAFFICKING, Trafficking
from shared.journal import JournalEntry
from shared.kernel.words import Source
from shared.views import Shelf, fold

# Up to the last entry behind which none is missing: what comes late would change what stands before it.
POSITIONS = """
SELECT source, (SELECT max(position) FROM journal_entry e WHERE e.source = s.source AND position <= contiguous
                AND (%(until)s::timestamptz IS NULL OR at < %(until)s))
FROM journal_source s WHERE source = ANY(%(sources)s) ORDER BY source
"""
UPTO = (
    READ.strip() + " JOIN unnest(%s::text[], %s::bigint[]) upto (s, last) ON source = s AND position <= last"
    f" WHERE {NO_READINGS}"
)


TOLD = READ + "WHERE name = ANY(%s)"


class Cases(NamedTuple):
    """By case: who is in it, and what of the trafficking; and which cases were said to be one person's."""

    persons: Mapping[str, Person]
    links: Sequence[Links]
    trafficking: Mapping[str, Trafficking]


class Pinned:
    """Reads the kept journals."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def positions(self, sources: Sequence[Source], until: datetime | None = None) -> dict[Source, int]:
        """Up to where each journal was written before a moment (None: up to now), as far as all of it is here."""
        with self._pool.connection() as conn:
            found = conn.execute(POSITIONS.encode(), {"sources": list(sources), "until": until})
            return {source: position for source, position in found if position}

    def now(self) -> Cases:
        """Every case as the kept views have it at this moment, with the facts that no view keeps folded beside them."""
        with self._pool.connection() as conn:
            entries = read(conn, TOLD, sorted(READS))
        lines = [line for group in by_case(entries) for line in fit(group)[0]]
        persons, links = Shelf(PERSONS, self._pool).where(), Shelf(LINKS, self._pool).where()
        return Cases(persons, tuple(links.values()), fold(TRAFFICKING, lines))

    def cases(self, positions: Mapping[Source, int]) -> Cases:
        """Every case as these entries tell it, folded now."""
        with self._pool.connection() as conn:
            entries = read(conn, UPTO, list(positions), [*positions.values()])
        lines = [line for group in by_case(entries) for line in fit(group)[0]]
        return folded(lines)

    def histories(self, positions: Mapping[Source, int]) -> list[list[Told]]:
        """What these entries tell of each case, or of all cases that they ever say are one person's, in its order."""
        with self._pool.connection() as conn:
            return grouped(read(conn, UPTO, list(positions), [*positions.values()]))


def grouped(entries: Sequence[JournalEntry]) -> list[list[Told]]:
    """Entries by case, each in its order; who is tied to others is told together with them."""
    of_each = {each[0].subject: each for each in by_case(entries)}
    with_others = tied_in(entries)
    groups = {with_others.get(case, frozenset({case})) for case in of_each}
    return [fit(chain.from_iterable(of_each.get(case, ()) for case in group))[0] for group in groups]


def folded(lines: Sequence[Told]) -> Cases:
    """The entries of each case stand in their order."""
    return Cases(fold(PERSONS, lines), tuple(fold(LINKS, lines).values()), fold(TRAFFICKING, lines))
