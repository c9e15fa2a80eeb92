"""A notice: something came to your desk, was answered, is due soon or is late; and whether somebody read it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never, get_args
from uuid import UUID, uuid5

from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, CaseId, Code, Source, UnitCode

NOTICES = UUID("3f0d8a52-7c1e-4b7e-9a37-51a0f6b1c9d4")
"""Notice ids are made under this name from what they are about: heard twice, raised once."""


class Kind(StrEnum):
    ARRIVED = "arrived"
    ANSWERED = "answered"
    RETURNED = "returned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class RaiseNotice:
    """`desk` is the instance whose page shows the case; `about` names the entry or the deadline behind it."""

    case: CaseId
    code: Code
    desk: Source
    unit: UnitCode | None
    kind: Kind
    what: Code
    due_on: date | None
    about: Code

    @property
    def id(self) -> UUID:
        return uuid5(NOTICES, f"{self.desk}/{self.case}/{self.about}/{self.kind}")


@dataclass(frozen=True)
class MarkRead:
    """By an officer of the agency (and unit) the notice is for: the desk has asked the rights."""

    agency: AgencyId
    unit: UnitCode | None


@dataclass(frozen=True)
class NoticeRaised:
    case: CaseId
    code: Code
    desk: Source
    agency: AgencyId
    unit: UnitCode | None
    kind: Kind
    what: Code
    due_on: date | None
    about: Code


@dataclass(frozen=True)
class NoticeRead:
    """Somebody whom it concerns has read it."""


Command = RaiseNotice | MarkRead
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


def decide(command: Command, notice: Notice, _: Law) -> list[Event]:
    match command:
        case RaiseNotice(case, code, desk, unit, kind, what, due_on, about):
            if notice.raised:
                return []
            return [NoticeRaised(case, code, desk, desk.partition(".")[2], unit, kind, what, due_on, about)]
        case MarkRead(agency, unit):
            if notice.raised is None:
                raise Refused("notice.unknown", "there is no such notice")
            if not concerns(notice.raised.agency, notice.raised.unit, agency, unit):
                raise Refused("notice.not_yours", "this notice is for another desk")
            return [] if notice.read else [NoticeRead()]
        case _:
            assert_never(command)


def concerns(agency: AgencyId, unit: UnitCode | None, reader: AgencyId, reader_unit: UnitCode | None) -> bool:
    """Is a notice for this agency (and unit) for that reader? An officer of a unit sees the notices of her unit."""
    return agency == reader and (unit is None or reader_unit is None or unit == reader_unit)


NOTICE: Decider[Notice, Command, Event] = Decider("notifications.notice", "notice", Notice(), evolve, decide, get_args(Event))
