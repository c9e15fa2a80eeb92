"""Views: the notices of our own ledger, and what the journals tell of each agency's file of a case."""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from services.notifications.domain import File, Kind, NoticeRaised, NoticeRead, Place, Step, What
from services.notifications.domain.names import fact_of
from shared.clock import local
from shared.journal import JournalEntry
from shared.kernel.words import AgencyId, CaseId, Code, Source, UnitCode, agency_of
from shared.ledger import Entry
from shared.views import View

log = logging.getLogger(__name__)
PUBLIC = "public"
"""Who sends the public page: nobody of the desk it comes to."""


@dataclass(frozen=True)
class NoticeLine:
    """A notice in the list; `position` is its place in our own ledger: the newest has the highest. `about` is the entry
    that is the reason; of silence, that of `sent_by`."""

    case: CaseId | None = None
    code: Code = ""
    desk: Source = ""
    agency: AgencyId = ""
    unit: UnitCode | None = None
    kind: Kind = Kind.ARRIVED
    what: What = What.CASE
    due_on: date | None = None
    raised_at: datetime | None = None
    position: int = 0
    read: bool = False
    about: int = 0
    sent_by: Source | None = None


def _notice_key(entry: Entry) -> str | None:
    return str(entry.body.subject) if isinstance(entry.fact, NoticeRaised | NoticeRead) else None


def _evolve_line(line: NoticeLine, entry: Entry) -> NoticeLine:
    match entry.fact:
        case NoticeRaised(case, code, desk, unit, kind, what, due_on, about, sent_by):
            agency = agency_of(desk)
            return NoticeLine(
                case, code, desk, agency, unit, kind, what, due_on, entry.at, entry.position, about=about, sent_by=sent_by
            )  # fmt: skip
        case NoticeRead():
            return replace(line, read=True)
        case _:
            return line


LINES: View[Entry, NoticeLine] = View("notifications.lines.v2", NoticeLine, NoticeLine(), _notice_key, _evolve_line)


class Heard(NamedTuple):
    """A step of a file, as a journal told it."""

    place: Place
    position: int
    step: Step


def heard(entry: JournalEntry) -> Heard | None:
    """What is in an entry for us. One that is not what its name promises stops nobody else's notices: it is left out
    and named in the log, and reporting counts it on its page of sources."""
    try:
        fact = fact_of(entry)
    except msgspec.ValidationError as wrong:
        log.error("%s left out: %s", entry.id, wrong)
        return None
    told = bool(entry.by.policy) or entry.by.actor == PUBLIC
    place = Place(entry.source, CaseId(entry.subject))
    return Heard(place, entry.position, Step(fact, told, local(entry.at))) if fact else None


def _evolve_file(file: File, heard: Heard) -> File:
    return file.with_step(heard.position, heard.step)


FILES: View[Heard, File] = View("notifications.files.v1", File, File(), lambda heard: heard.place.key, _evolve_file)
