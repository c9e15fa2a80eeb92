"""One notice for one desk: raised once, read once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, get_args
from uuid import UUID, uuid5

from services.notifications.domain.words import Kind, What
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import CaseId, Code, Source, UnitCode

NOTICES = UUID("0c5c3f0e-6f0b-4c39-9a57-2f3b8a6d41e7")
"""Notice ids are made under this name: for good, or all notices of the past would be raised again."""
DEADLINES = (Kind.DUE_SOON, Kind.OVERDUE)
SILENCE = (Kind.UNANSWERED, Kind.AWAITED)


@dataclass(frozen=True)
class RaiseNotice:
    """`desk` is the instance whose officers are told and whose pages show the case; `unit` the one the case belongs to
    there. `position` names the entry of that instance's ledger that is the reason; where nobody answers, the entry of the
    instance `sent_by` by which it was sent, and `due_on` is the day by which a word was hoped for."""

    case: CaseId
    code: Code
    desk: Source
    unit: UnitCode | None
    kind: Kind
    what: What
    due_on: date | None
    position: int
    sent_by: Source | None = None

    @property
    def id(self) -> UUID:
        """Of the entry that is the reason; of a deadline, the last day itself: set again for the same day by another
        entry it is no other deadline; of silence, the sending and the day by which a word was hoped for. The unit is no
        part of it, since a case may move to another."""
        reason = f"{self.position}"
        if self.kind in DEADLINES:
            reason = f"{self.case} {self.due_on}"
        elif self.kind in SILENCE:
            reason = f"{self.sent_by}/{self.position} {self.due_on}"
        return uuid5(NOTICES, f"{self.desk} {self.kind} {self.what} {reason}")


@dataclass(frozen=True)
class MarkRead:
    """Somebody whom it concerns has read it: for all who share the desk."""


Command = RaiseNotice | MarkRead


@dataclass(frozen=True)
class NoticeRaised:
    """Stored for good: fields are added with defaults, none is renamed or removed."""

    case: CaseId
    code: Code
    desk: Source
    unit: UnitCode | None
    kind: Kind
    what: What
    due_on: date | None
    position: int
    sent_by: Source | None = None


@dataclass(frozen=True)
class NoticeRead:
    """Who read it, and when, stands in the entry."""


Event = NoticeRaised | NoticeRead


@dataclass(frozen=True)
class Notice:
    raised: NoticeRaised | None = None
    read: bool = False


def evolve(notice: Notice, event: Event) -> Notice:
    match event:
        case NoticeRaised():
            return replace(notice, raised=event)
        case NoticeRead():
            return replace(notice, read=True)
        case _:
            assert_never(event)


def decide(command: Command, notice: Notice, _: Law) -> Sequence[Event]:
    match command:
        case RaiseNotice():
            return [] if notice.raised else [NoticeRaised(**vars(command))]
        case MarkRead():
            if notice.raised is None:
                raise Refused("notice.unknown", "there is no such notice")
            return [] if notice.read else [NoticeRead()]
        case _:
            assert_never(command)


NOTICE = Decider("notifications.notice", "notice", Notice(), evolve, decide, get_args(Event))
