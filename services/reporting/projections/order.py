"""In which order the entries of a case are told, when several agencies wrote them and none of their clocks is ours."""

import heapq
from collections import defaultdict
from collections.abc import Iterable

from shared.journal import JournalEntry


def in_order(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """By the time written down, but never an answer before what it answers, nor one ledger's lines out of turn.

    The same entries give the same order in whatever order they were heard: so views can be folded anew at any time.
    """
    by_id = {entry.id: entry for entry in entries}
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


def _links(by_id: dict[str, JournalEntry]) -> tuple[dict[str, list[str]], dict[str, int]]:
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


def _rank(entry: JournalEntry) -> tuple[str, str, int]:
    return (entry.at.isoformat(timespec="microseconds"), entry.source, entry.position)


def _id(rank: tuple[str, str, int]) -> str:
    return f"{rank[1]}/{rank[2]}"
