"""In which order the entries of a case are told, when several agencies wrote them and none of their clocks is ours."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from shared.journal import JournalEntry
from shared.kernel.words import Source


def in_order(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """By the time written down, but never an answer before what it answers, nor one ledger's lines out of turn.

    The same entries give the same order in whatever order they were heard: so views can be folded anew at any time.
    """
    by_time = sorted(entries, key=_rank)
    return by_time if _nothing_before_its_cause(by_time) else causes_first({entry.id: entry for entry in by_time})


def _nothing_before_its_cause(by_time: Sequence[JournalEntry]) -> bool:
    """Whether the clocks of all who wrote agree with what they wrote, and nothing was told twice: as a rule it is so."""
    early: set[str] = set()
    last: dict[Source, int] = {}
    for entry in by_time:
        if entry.position <= last.get(entry.source, 0):
            return False
        because = entry.because
        if "/" in because and not _is_past(because, last):
            early.add(because)
        last[entry.source] = entry.position
    return not early or early.isdisjoint(entry.id for entry in by_time)


def _is_past(cause: str, last: Mapping[Source, int]) -> bool:
    """Whether that ledger, whose lines come in their order, has told as far as this line."""
    source, _, position = cause.rpartition("/")
    return position.isdecimal() and int(position) <= last.get(source, 0)


def causes_first(by_id: Mapping[str, JournalEntry]) -> list[JournalEntry]:
    """In that order, whatever the clocks say: by the time among all whose causes are told already."""
    after, waits = _links(by_id)
    ready = [_rank(entry) for entry in by_id.values() if not waits[entry.id]]
    heapq.heapify(ready)
    found = []
    while ready:
        entry = by_id[_id(heapq.heappop(ready))]
        found.append(entry)
        for later in after[entry.id]:
            waits[later] -= 1
            if not waits[later]:
                heapq.heappush(ready, _rank(by_id[later]))
    # Entries that name each other as causes have no order; nothing that was heard is left out for that.
    return found + sorted((e for e in by_id.values() if waits[e.id]), key=_rank)


def _links(by_id: Mapping[str, JournalEntry]) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Which entries come after which: causes before effects, and each ledger in its own order."""
    pairs = [(entry.because, entry.id) for entry in by_id.values() if entry.because in by_id]
    last: dict[str, str] = {}
    for entry in sorted(by_id.values(), key=lambda entry: entry.position):
        if entry.source in last:
            pairs.append((last[entry.source], entry.id))
        last[entry.source] = entry.id
    after: dict[str, list[str]] = defaultdict(list)
    waits: dict[str, int] = dict.fromkeys(by_id, 0)
    for earlier, later in pairs:
        after[earlier].append(later)
        waits[later] += 1
    return after, waits


_rank: Callable[[JournalEntry], tuple[datetime, str, int]] = attrgetter("at", "source", "position")


def _id(rank: tuple[datetime, str, int]) -> str:
    return f"{rank[1]}/{rank[2]}"
