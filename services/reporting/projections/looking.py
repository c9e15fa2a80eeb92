"""Who only looked, at what, and how."""

from uuid import UUID, uuid5

import msgspec

from shared.access import Way, is_reading
from shared.journal import JournalEntry

SEARCHING = ".search.SearchMade"
COMPARED = "compared"
"""A search that nobody typed: a new report was held against what is there."""
_LISTS = UUID("3b0c5b1e-9a58-4a0c-8f0b-6a1f5f2c7d10")


class _Looked(msgspec.Struct, frozen=True):
    way: str = ""


_looked = msgspec.json.Decoder(_Looked).decode


def on_a_page(entry: JournalEntry) -> bool:
    """Was a reading one of a person before a page? A program reads fast."""
    return _looked(entry.fact).way != Way.API


def looked_at(entry: JournalEntry) -> UUID | None:
    """What somebody looked at: a file, a list; each search is one of its own. None, where nobody looked."""
    read = is_reading(entry.name)
    if not (read or entry.name.endswith(SEARCHING)) or entry.by.policy:
        return None
    if read:
        return entry.subject
    return uuid5(_LISTS, entry.id) if _looked(entry.fact).way != COMPARED else None
