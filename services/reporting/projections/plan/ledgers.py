"""A file of the plan's work often lies at both ends under one id. It is folded for each ledger by itself: how it stands *there*.

So what reporting says of the lead's desk is what the lead's own room says, and in which order agencies were heard makes no
difference.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from shared.journal import JournalEntry
from shared.kernel.words import Source
from shared.views import View

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class OfLedger:
    """A file as it stands in one ledger: `source`."""

    source: Source = ""


def subject_of(key: str) -> UUID:
    """Of the key of a document: whose file it is, in whichever ledger."""
    return place_of(key)[1]


def place_of(key: str) -> tuple[Source, UUID]:
    """Of the key of a document: in which ledger the file lies, and whose it is."""
    source, _, subject = key.rpartition("/")
    return source, UUID(subject)


@dataclass(frozen=True)
class Numbered:
    """A part of a file, known by its number in it."""

    number: int


File = TypeVar("File", bound=OfLedger)
Part = TypeVar("Part", bound=Numbered)


def with_changed(parts: Iterable[Part], number: int, **now: Any) -> tuple[Part, ...]:
    """The parts in their order, of which the one of this number is changed so."""
    return tuple(replace(each, **now) if each.number == number else each for each in parts)


def by_ledger(
    name: str, file: type[File], read: Mapping[str, type[Fact]], after: Callable[[File, Fact, JournalEntry], File]
) -> View[Any, File]:
    """A view of the files of which these facts are `read`, by their stored names: one document a ledger and file. Its lines are
    `Told`, which is made from these tables and so cannot be named here."""

    def key(line: Any) -> str | None:
        return f"{line.entry.source}/{line.entry.subject}" if line.entry.name in read and line.fact else None

    def evolve(doc: File, line: Any) -> File:
        return replace(after(doc, line.fact, line.entry), source=line.entry.source)

    return View(name, file, file(), key, evolve)
