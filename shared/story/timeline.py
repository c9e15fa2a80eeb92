"""The timeline of a case over all agencies: each entry in a sentence, with its cause and its receipts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from shared.access import is_reading
from shared.clock import local
from shared.journal import JournalEntry
from shared.kernel.law import Law
from shared.kernel.when import When
from shared.kernel.words import AgencyId, Code, Source, agency_of
from shared.story.sentences import Sentences, said_by


@dataclass(frozen=True)
class Handover:
    """A message this entry sent. `receipt` is the receiver's entry that answers it; without one, it was `passed` when a
    later message of the same sender was answered (they are heard in order: there was nothing to write down). `heard`:
    the receiver's journal is heard here; else nothing can be said."""

    inbox: Source
    seq: int
    type: str
    receipt: str | None
    passed: bool
    heard: bool

    @property
    def open(self) -> bool:
        """Sent, and nothing shows that it arrived."""
        return self.heard and self.receipt is None and not self.passed

    @property
    def agency(self) -> AgencyId:
        return agency_of(self.inbox)


@dataclass(frozen=True)
class TimelineLine:
    """`because` is the entry that caused this one, or the id of the command somebody gave."""

    source: Source
    position: int
    name: str
    at: datetime
    when: When
    agency: AgencyId
    who: str
    role: Code | None
    sentence: str
    because: str
    caused: bool
    law: Code | None
    told: tuple[Handover, ...]

    @property
    def reading(self) -> bool:
        """Somebody looked; nothing was done."""
        return is_reading(self.name)


LawOn = Callable[[date], Law]


class Receipts:
    """What shows that messages about one case arrived: the entries they caused, in the journals heard here."""

    def __init__(self, entries: Sequence[JournalEntry], heard: Iterable[Source]) -> None:
        self._heard = frozenset(heard)
        self._answers = {(entry.because, entry.source): entry.id for entry in reversed(entries)}
        self._last: dict[tuple[Source, Source], int] = {}
        for entry in entries:
            for told in entry.to:
                if (entry.id, told.inbox) in self._answers:
                    line = (entry.source, told.inbox)
                    self._last[line] = max(told.seq, self._last.get(line, 0))

    def of(self, entry: JournalEntry) -> tuple[Handover, ...]:
        """Whom this entry told, and what came of it."""
        return tuple(
            Handover(
                told.inbox, told.seq, told.type, self._answers.get((entry.id, told.inbox)),
                told.seq < self._last.get((entry.source, told.inbox), 0), told.inbox in self._heard,
            )
            for told in entry.to
        )  # fmt: skip


def timeline(
    entries: Sequence[JournalEntry], sentences: Sentences, law_on: LawOn, heard: Iterable[Source]
) -> list[TimelineLine]:
    """The lines of a case, oldest first; `entries` are all that is known of it, in order."""
    receipts, offers = Receipts(entries, heard), _offers(entries)
    return [_line(e, sentences, law_on(local(e.at).date()), offers, receipts) for e in entries]


def _line(
    entry: JournalEntry, sentences: Sentences, law: Law, offers: Mapping[str, dict[str, Any]], receipts: Receipts
) -> TimelineLine:
    about = offers.get(_referral(entry) or "", {})
    return TimelineLine(
        entry.source, entry.position, entry.name, entry.at, entry.when, entry.by.agency, said_by(entry.by, law),
        entry.by.role, sentences.of(entry, law, about), entry.because, "/" in entry.because,
        entry.law.id if entry.law else None, receipts.of(entry),
    )  # fmt: skip


class _Asked(msgspec.Struct, frozen=True):
    """What a referral is about, from the entry that offered it or the one that took it."""

    referral: UUID
    service: Code
    agency: AgencyId | None = None


class _About(msgspec.Struct, frozen=True):
    referral: UUID | None = None


OFFERS = ("support.case.ReferralOffered", "support.work.ReferralReceived")


def _offers(entries: Iterable[JournalEntry]) -> dict[str, dict[str, Any]]:
    """By referral, what later entries about it do not repeat."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.name in OFFERS:
            asked = msgspec.json.decode(entry.fact, type=_Asked)
            known = {name: value for name, value in (("service", asked.service), ("agency", asked.agency)) if value}
            found.setdefault(str(asked.referral), {}).update(known)
    return found


def _referral(entry: JournalEntry) -> str | None:
    referral = msgspec.json.decode(entry.fact, type=_About).referral
    return str(referral) if referral else None
