"""What a person had before them when they decided, as the stored body keeps it; and who only looked."""

from uuid import UUID, uuid5

import msgspec

from shared.access import READING, Way
from shared.journal import JournalEntry
from shared.kernel.words import Source

SEARCHING = ".search.SearchMade"
COMPARED = "compared"
"""A search that nobody typed: a new report was held against what is there."""
_LISTS = UUID("3b0c5b1e-9a58-4a0c-8f0b-6a1f5f2c7d10")


class Saw(msgspec.Struct, frozen=True):
    """`positions` of the ledgers that were shown (under the own source: of the entry that says the page was opened), the
    hash of what was shown, and the papers."""

    positions: dict[Source, int]
    hash: str
    papers: tuple[str, ...] = ()


class _Body(msgspec.Struct, frozen=True):
    saw: Saw | None = None


class _Looked(msgspec.Struct, frozen=True):
    way: str = ""


_saw = msgspec.json.Decoder(_Body).decode
_looked = msgspec.json.Decoder(_Looked).decode


def saw_of(entry: JournalEntry) -> Saw | None:
    """What its decision rested on; None for an entry that is no decision."""
    return _saw(entry.body).saw


def is_reading(entry: JournalEntry) -> bool:
    """Somebody looked at a file; nothing was done."""
    return READING in entry.name


def is_person(entry: JournalEntry) -> bool:
    """Was it somebody at a desk, and no policy?"""
    return not entry.by.actor.startswith("policy:")


def on_a_page(entry: JournalEntry) -> bool:
    """Was a reading one of a person before a page? A program reads fast."""
    return _looked(entry.fact).way != Way.API


def looked_at(entry: JournalEntry) -> UUID | None:
    """What somebody looked at: a file, a list; each search is one of its own. None, where nobody looked."""
    if not is_person(entry):
        return None
    if is_reading(entry):
        return entry.subject
    if entry.name.endswith(SEARCHING) and _looked(entry.fact).way != COMPARED:
        return uuid5(_LISTS, entry.id)
    return None
