"""The reports an officer finds in the morning: who is in danger first, then who waits longest; floods as one line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from services.intake.domain.report import REPORT, Event
from services.intake.domain.report.happened import (
    CaseOpenedFromReport,
    ReportHandedOver,
    ReportJoinedToCase,
    ReportReopened,
    ReportTaken,
    ReportTriaged,
    TipCameBack,
    TipPassedOn,
    TipReceiptLearned,
    TipReturnedToSender,
    TipTaken,
    UrgentCallRecorded,
)
from services.intake.domain.report.known import LEADS_TO
from services.intake.domain.report.words import RiskLevel, Stage
from shared.kernel.words import AgencyId, CaseId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import Standing, View


class ReportQueue(StrEnum):
    """Where a report waits: with us, at another agency, or for nobody."""

    NEW = "new"
    SENT = "sent"
    DONE = "done"


QUEUE_OF = {Stage.UNTRIAGED: ReportQueue.NEW, Stage.TRIAGED: ReportQueue.NEW, Stage.PASSED_ON: ReportQueue.SENT}


@dataclass(frozen=True)
class ReportLine:
    """A report in its queue. `came` is when it came to this desk; `holder` the agency that has it now, None: we have.
    `alike`, `source` and `aside` gather floods (`happened.ReportTaken`)."""

    code: Code = "-"
    unit: UnitCode | None = None
    stage: Stage = Stage.NONE
    queue: ReportQueue = ReportQueue.NEW
    level: RiskLevel = RiskLevel.UNCLEAR
    channel: Code = "-"
    sender: AgencyId | None = None
    place: UnitCode | None = None
    came: datetime | None = None
    act_by: date | None = None
    holder: AgencyId | None = None
    called: bool = False
    received: bool = False
    came_back: bool = False
    triaged: bool = False
    linked: bool = False
    joined: CaseId | None = None
    alike: Code | None = None
    source: Code | None = None
    aside: bool = False

    @property
    def standing(self) -> Standing:
        """Who is in danger first, then who waits longest; of what is done the newest first."""
        if self.queue is ReportQueue.DONE:
            left = datetime.max.replace(tzinfo=UTC) - self.came if self.came else timedelta()
            return Standing(self.queue, self.unit, f"{left // timedelta(microseconds=1):020d}")
        return Standing(self.queue, self.unit, f"{self.rank[0]} {self.since}", self.act_by)

    @property
    def rank(self) -> tuple[int, str]:
        """Who is in danger first, then who waits longest."""
        return list(RiskLevel).index(self.level), self.since

    @property
    def since(self) -> str:
        """When it came, so that text order is time order."""
        return self.came.isoformat() if self.came else ""


def _evolve(line: ReportLine, entry: Entry) -> ReportLine:
    line = _after(replace(line, stage=LEADS_TO.get(type(entry.fact), line.stage)), entry.fact, entry)
    return replace(line, queue=QUEUE_OF.get(line.stage, ReportQueue.DONE))


def _after(line: ReportLine, event: Event, entry: Entry) -> ReportLine:
    match event:
        case ReportTaken() | TipTaken():
            return _came(line, event, entry.at)
        case ReportTriaged(level=level, act_by=act_by):
            return replace(line, level=level, act_by=act_by, triaged=True)
        case UrgentCallRecorded():
            return replace(line, called=True)
        case CaseOpenedFromReport():
            return replace(line, linked=True)
        case ReportJoinedToCase(case=case):
            return replace(line, joined=case)
        case ReportReopened():
            return replace(line, stage=_reopened(line))
        case _:
            return _moved(line, event, entry.at)


def _moved(line: ReportLine, event: Event, at: datetime) -> ReportLine:
    match event:
        case ReportHandedOver(unit=unit):
            return replace(line, unit=unit, came=at)
        case TipPassedOn(to=to):
            return replace(line, holder=to, received=False, came_back=False)
        case TipReturnedToSender():
            return replace(line, holder=line.sender)
        case TipReceiptLearned():
            return replace(line, received=True)
        case TipCameBack():
            return replace(line, holder=None, came_back=True, stage=_reopened(line))
        case _:  # answers, the hotline, the closing: they change no more than the stage
            return line


def _came(line: ReportLine, event: ReportTaken | TipTaken, at: datetime) -> ReportLine:
    line = replace(
        line, code=event.code, unit=event.unit, level=event.level, channel=event.channel, place=event.place, came=at,
        act_by=event.act_by, holder=None, triaged=False, came_back=False,
    )  # fmt: skip
    match event:
        case TipTaken(sender=sender):
            return replace(line, sender=sender)
        case ReportTaken(alike=alike, source=source, aside=aside):
            return replace(line, alike=alike, source=source, aside=aside)


def _reopened(line: ReportLine) -> Stage:
    """Where it was before (`Report.open_stage`)."""
    if line.linked or line.joined:
        return Stage.LINKED
    return Stage.TRIAGED if line.triaged else Stage.UNTRIAGED


REPORTS = View("intake.reports.v2", ReportLine, ReportLine(), by_subject(REPORT), _evolve, lambda line: line.standing)


@dataclass(frozen=True)
class Gathered:
    """What stands as one line of the queue: the gravest report of them, and how many are like it. Each is kept, and each
    has its page."""

    report: str
    line: ReportLine
    members: tuple[str, ...]

    @property
    def more(self) -> int:
        return len(self.members) - 1


TOGETHER = timedelta(hours=1)
"""So soon one after the other, reports in the same words or of the same sender are one matter."""


def gathered(lines: Mapping[str, ReportLine]) -> list[Gathered]:
    """The queue as people read it. What was told in the same words, by the same sender, or came in the same crowd stands
    together, under the one in greatest danger; all else stands alone."""
    groups: list[list[str]] = []
    newest: dict[tuple[str, str], int] = {}
    for report in sorted(lines, key=lambda each: (lines[each].since, each)):
        marks = list(_marks(lines[report]))
        known = (newest[mark] for mark in marks if mark in newest)
        at = next((n for n in known if _soon(lines[groups[n][-1]], lines[report])), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append(report)
        newest |= dict.fromkeys(marks, at)
    found = [Gathered(first, lines[first], tuple(group)) for group in groups for first in [_first(group, lines)]]
    return sorted(found, key=lambda each: (each.line.rank, each.report))


def _first(group: list[str], lines: Mapping[str, ReportLine]) -> str:
    return min(group, key=lambda report: (lines[report].rank, report))


def _marks(line: ReportLine) -> Iterator[tuple[str, str]]:
    if line.aside:
        yield "aside", ""
    if line.alike:
        yield "alike", line.alike
    if line.source:
        yield "source", line.source


def _soon(one: ReportLine, other: ReportLine) -> bool:
    return one.came is not None and other.came is not None and other.came - one.came <= TOGETHER
