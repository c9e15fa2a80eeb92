"""How the kept journals are read: entries as they were told, and what was told of each case in its order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec
from psycopg import Connection

from services.reporting.projections.counting.groups import Group, groups_of
from services.reporting.projections.facts import CasesLinked, CasesUnlinked
from services.reporting.projections.order import in_order
from services.reporting.projections.told import Told, told
from shared.access import READING
from shared.journal import JournalEntry, kept_entry

Db = Connection[Any]
PAGE = 4_000
"""About so many entries are read at once: subjects are drawn by chance, so that equal parts of all numbers are equally full."""
READ = "SELECT source, position, stream::text, version, name, body FROM journal_entry "
LINKING = ("intake.person.CasesLinked", "intake.person.CasesUnlinked")
LINKED = f"WHERE name IN {LINKING}"
NO_READINGS = f"name NOT LIKE '%%{READING}%%'"


def read(conn: Db, sql: str, *values: Any) -> list[JournalEntry]:
    """The entries that a question beginning with `READ` finds."""
    return [kept_entry(*row) for row in conn.execute(sql.encode(), values, binary=True).fetchall()]


def in_pages(conn: Db, share: int = 0, of: int = 1) -> Iterator[dict[UUID, list[JournalEntry]]]:
    """All that is kept, by subject, some subjects after others: however much it is, little of it is held at once. `share`: only
    that part of `of` parts, where several read side by side."""
    (many,) = conn.execute("SELECT count(*) FROM journal_entry").fetchone() or (0,)
    pages = many // PAGE + 1
    for page in range(share, pages, of):
        first, last = (UUID(int=2**128 * (page + at) // pages - at) for at in (0, 1))
        entries = read(conn, READ + "WHERE subject BETWEEN %s AND %s", first, last)
        yield {each[0].subject: each for each in by_case(entries)}


def by_case(entries: Iterable[JournalEntry]) -> Iterator[list[JournalEntry]]:
    """Those about each subject together, in the order of the subjects."""
    found: dict[str, list[JournalEntry]] = {}
    for entry in entries:
        found.setdefault(entry.about, []).append(entry)
    return (found[about] for about in sorted(found))


def entries_of(conn: Db, groups: Iterable[Group], which: str = "true") -> Mapping[Group, list[JournalEntry]]:
    """What is kept of these groups of subjects, as far as it is such (a condition of SQL)."""
    found: dict[Group, list[JournalEntry]] = {group: [] for group in groups}
    of = {str(each): group for group in found for each in group}
    for entry in read(conn, READ + f"WHERE subject = ANY(%s) AND {which}", list(of)):
        found[of[entry.about]].append(entry)
    return found


def fit(entries: Iterable[JournalEntry]) -> tuple[list[Told], list[tuple[str, int, str]]]:
    """The entries in order with their facts, and those whose fact is not as it should be."""
    lines, unfit = [], []
    for entry in in_order(entries):
        try:
            lines.append(told(entry))
        except msgspec.ValidationError as wrong:  # names a field and a type, never a value
            unfit.append((entry.source, entry.position, str(wrong)[:200]))
    return lines, unfit


def tied(conn: Db) -> dict[UUID, Group]:
    """Who is folded together with whom."""
    return tied_in(read(conn, READ + LINKED))


def tied_in(entries: Iterable[JournalEntry]) -> dict[UUID, Group]:
    """Who is together with whom, as far as these entries say."""
    linked = (told(entry) for entry in entries if entry.name in LINKING)
    return groups_of(
        frozenset({line.entry.subject, line.fact.case, line.fact.other})
        for line in linked
        if isinstance(line.fact, CasesLinked | CasesUnlinked)
    )


def histories_of(conn: Db, groups: Iterable[Group]) -> Mapping[Group, list[Told]]:
    """What was told of these groups of subjects, each in its order; who looked at them is left out."""
    return {group: fit(entries)[0] for group, entries in entries_of(conn, groups, NO_READINGS).items()}
