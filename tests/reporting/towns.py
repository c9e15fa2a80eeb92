"""The six people of the town again and again under other numbers: journals as long as one likes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from services.reporting.projections.order import in_order
from shared.journal import JournalEntry, entry_of
from shared.kernel.when import stamp
from tests.reporting.town import walked

SPREAD = 0x9E3779B97F4A7C15F39CC0605CEDC835


def towns(many: int) -> Iterator[JournalEntry]:
    """Each town goes on in every journal where the one before it ended; no case and no file is in two of them."""
    once = list(_in_their_time(in_order(walked().journal())))
    long = Counter(entry.source for entry, _ in once)
    for town in range(many):
        for entry, body in once:
            case = _other(entry.subject, town)
            said = body | {"subject": str(case), "because": _moved(entry.because, town, long)}
            yield entry_of(
                entry.source, entry.position + town * long[entry.source], str(_other(entry.stream, town)), entry.version,
                entry.name, msgspec.json.encode(said),
            )  # fmt: skip


def _in_their_time(entries: Iterable[JournalEntry]) -> Iterator[tuple[JournalEntry, dict[str, Any]]]:
    """Each with its body, written down later than what came before it in its case: the clock of a town goes on, which that of
    tests does not."""
    last: dict[UUID, datetime] = {}
    for entry in entries:
        last[entry.subject] = max(entry.at, last.get(entry.subject, entry.at)) + timedelta(milliseconds=1)
        yield entry, msgspec.json.decode(entry.body) | {"at": stamp(last[entry.subject])}


def _other(id_: UUID, town: int) -> UUID:
    return UUID(int=id_.int ^ town * SPREAD % 2**128)


def _moved(because: str, town: int, long: Counter[str]) -> str:
    source, stroke, position = because.partition("/")
    return f"{source}/{int(position) + town * long[source]}" if stroke else because
