"""What the pages of inspections, tips and supervisions have in common: a line of a list, and the history of a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.kernel.law import Law
from shared.kernel.named import digests
from shared.kernel.people import Actor
from shared.web.attachments import scans
from shared.web.cases import Cases, Look, Offer
from shared.web.pages import vn_date, vn_time
from shared.web.words import Words

DONE_AT_ONCE = 50
"""So many of what is done are shown."""
PAPERS = ("decision", "conclusion", "paper", "number")
"""Fields with the number of a paper, as far as they are text."""


@dataclass(frozen=True)
class Row:
    """A line of a list: what is to be done next, until when (None: no day), and at whose desk it lies."""

    href: str
    code: str
    what: str
    where: str
    next: str
    due: date | None
    holder: str
    tone: str = "open"

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def by_urgency(rows: Iterable[Row]) -> list[Row]:
    """Who is due first, first; what has no day comes last."""
    return sorted(rows, key=lambda row: (row.due or date.max, row.code))


def late(rows: Iterable[Row], today: date) -> bool:
    return any(row.is_late(today) for row in rows)


def offered(seen: Look) -> Mapping[str, Offer]:
    """The deeds of this file by their paths, greyed or not."""
    return {offer.deed.path: offer for offer in seen.offers}


def history(cases: Cases, actor: Actor, seen: Look, elsewhere: tuple[type, ...] = ()) -> list[dict[str, Any]]:
    """What was done, newest first, with the numbers and days that help to find the paper, and its scans; those of `elsewhere`
    lie under another id and are shown where they belong."""
    files, words, law = scans(cases, actor, seen), cases.words, cases.desk.law()
    return [
        {
            "at": vn_time(entry.at),
            "text": words.get(entry.name, entry.name),
            "note": " · ".join(_details(entry.fact, words, law)),
            "scans": [] if isinstance(entry.fact, elsewhere) else [files[digest] for digest in digests(entry.fact)],
            "position": entry.position,
            "saw": entry.body.saw is not None,
        }
        for entry in reversed(seen.entries)
    ]


def _details(fact: Any, words: Words, law: Law) -> Iterator[str]:
    for name in PAPERS:
        if isinstance(paper := getattr(fact, name, None), str):
            yield words["line.paper"].format(number=paper)
    if isinstance(number := getattr(fact, "number", None), int):
        yield words["line.number"].format(number=number)
    for name in ("until", "again_by", "answer_by"):
        if day := getattr(fact, name, None):
            yield words["line.until"].format(day=vn_date(day))
    if sender := getattr(fact, "sender", None):
        agency = sender.partition(".")[2]
        yield words["line.from"].format(office=law.agencies[agency].short if agency in law.agencies else agency)
