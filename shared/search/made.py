"""Who searched: that somebody looked for a person is an entry like any other, written before the answer is given. It says
how many words of which kinds were typed and how many cases were found; the words stand nowhere."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.search.terms import Kind


class Way(StrEnum):
    """How it came about: somebody typed into the search box, or a new report was compared before it was sent."""

    TYPED = "typed"
    COMPARED = "compared"


@dataclass(frozen=True)
class Count:
    """So many words or numbers of a kind."""

    kind: Kind
    number: int


@dataclass(frozen=True)
class RecordSearch:
    way: Way
    asked: tuple[Count, ...]
    found: int


@dataclass(frozen=True)
class SearchMade:
    """The person in `by` looked for somebody, and was about to be shown so many cases."""

    way: Way
    asked: tuple[Count, ...]
    found: int


def searches(service: str) -> Decider[None, RecordSearch, SearchMade]:
    """The aggregate of searches of one service; its subject is the officer who searched."""
    return Decider(f"{service}.search", "officer", None, _evolve, _decide, (SearchMade,))


def about(officer: str) -> UUID:
    """The subject of an officer's searches."""
    return uuid5(NAMESPACE_URL, f"trove:officer/{officer}")


def stream(officer: str, day: date) -> UUID:
    """One stream for each officer and month."""
    return uuid5(NAMESPACE_URL, f"trove:search/{officer}/{day:%Y-%m}")


def _evolve(_: None, __: SearchMade) -> None:
    return None


def _decide(command: RecordSearch, _: None, __: Law) -> list[SearchMade]:
    return [SearchMade(**vars(command))]
