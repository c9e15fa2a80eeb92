"""The file of a unit's reports: every one that was written, by its number. Of one period the newest counts, the others stay."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.reports.figures import Figures
from services.support.plan.domain.reports.unit_reports.events import (
    Event,
    UnitReportReceiptLearned,
    UnitReportReceived,
    UnitReportReturned,
    UnitReportReturnLearned,
    UnitReportSent,
    UnitReportTaken,
    UnitReportWritten,
)
from services.support.plan.domain.reports.words import ReportKind
from shared.kernel.sealed import Sealed
from shared.kernel.unit_papers import Obliged, ReportPaper, Said, counting, first_sent_on, on_the_whole

Receipt = UnitReportReceived | UnitReportReceiptLearned
Return = UnitReportReturned | UnitReportReturnLearned
TEXTS = ("results", "difficulties", "proposals")
"""What an officer writes by hand."""


@dataclass(frozen=True)
class Report:
    """One report: as written last, how it went, what the lead said last; `before` are its earlier wordings, oldest first."""

    number: int
    written: UnitReportWritten | UnitReportTaken | None = None
    sent: UnitReportSent | UnitReportTaken | None = None
    said: tuple[Receipt | Return, ...] = ()
    before: tuple[UnitReportWritten, ...] = ()

    @property
    def period(self) -> tuple[date, date]:
        return (self.written.from_on, self.written.to_on) if self.written else (date.min, date.min)

    @property
    def figures(self) -> Figures:
        return self.written.figures if self.written else Figures()

    @property
    def returned(self) -> bool:
        return bool(self.said) and isinstance(self.said[-1], Return)

    @property
    def received(self) -> bool:
        return bool(self.said) and isinstance(self.said[-1], Receipt)

    def text(self, name: str) -> Sealed | None:
        """What was written by hand last under this head."""
        wordings = (self.written, *reversed(self.before))
        return next((text for each in wordings if each and (text := getattr(each, name)) is not None), None)

    @property
    def paper(self) -> ReportPaper:
        """As it is counted."""
        done = self.figures
        return ReportPaper(
            self.number, self.sent.sent_on if self.sent else None, bool(self.sent and self.sent.late),
            tuple(map(_said, self.said)), *self.period, _kind(self) is ReportKind.RESULT,
            {line.task: done.of_task(line.task) for line in done.lines if line.task}, done.times,
        )  # fmt: skip


@dataclass(frozen=True)
class UnitReports:
    """`told`: another agency's, that were told to the lead."""

    whose: Obliged | None = None
    reports: tuple[Report, ...] = ()
    told: bool = False

    def report(self, number: int) -> Report | None:
        return next((each for each in self.reports if each.number == number), None)

    @property
    def newest(self) -> Report | None:
        return next((each for each in reversed(self.reports) if each.written), None)

    @property
    def sent(self) -> tuple[Report, ...]:
        """Those the lead has, oldest first."""
        return tuple(each for each in self.reports if each.sent and each.written)

    @property
    def last_sent(self) -> Report | None:
        return self.sent[-1] if self.sent else None

    @property
    def unsent(self) -> Report | None:
        """Written, and not gone yet."""
        return self.newest if self.newest and self.newest.sent is None else None

    def supplements(self, report: Report) -> Report | None:
        """The report of the same kind and period whose place this one takes."""
        same = (
            each
            for each in reversed(self.sent)
            if each.number < report.number and each.period == report.period and _kind(each) is _kind(report)
        )
        return next(same, None)

    def counting(self, from_on: date | None = None, to_on: date | None = None) -> tuple[Report, ...]:
        """The reports that count of a time: sent, not returned, lying within it; of those that overlap the newest."""
        counted = {each.number for each in counting(self.papers, from_on, to_on)}
        return tuple(each for each in self.sent if each.number in counted)

    @property
    def papers(self) -> tuple[ReportPaper, ...]:
        """Those the lead has, as they are counted."""
        return tuple(each.paper for each in self.sent)

    @property
    def result(self) -> Report | None:
        """The newest report on the whole that was sent."""
        return next((each for each in reversed(self.sent) if _kind(each) is ReportKind.RESULT), None)

    @property
    def result_first_sent_on(self) -> date | None:
        """Since when the lead has one: a supplement makes nobody late."""
        return first_sent_on(on_the_whole(self.papers))


def _kind(report: Report) -> ReportKind | None:
    return report.written.kind if report.written else None


def _said(each: Receipt | Return) -> Said:
    if isinstance(each, Receipt):
        return Said(each.received_on, taken=True)
    return Said(each.returned_on, taken=False)


def evolve(file: UnitReports, event: Event) -> UnitReports:
    file = replace(file, whose=Obliged(event.agency, event.unit))
    match event:
        case UnitReportWritten():
            return _at(file, event.report, lambda known: _rewritten(known, event))
        case UnitReportSent():
            return _at(file, event.report, lambda known: replace(known, sent=event))
        case UnitReportTaken():
            told = replace(file, told=True)
            return _at(told, event.report, lambda known: replace(known, written=event, sent=event))
        case UnitReportReceived() | UnitReportReceiptLearned() | UnitReportReturned() | UnitReportReturnLearned():
            return _at(file, event.report, lambda known: replace(known, said=(*known.said, event)))
        case _:
            assert_never(event)


def _rewritten(known: Report, event: UnitReportWritten) -> Report:
    earlier = (known.written,) if isinstance(known.written, UnitReportWritten) else ()
    return replace(known, written=event, before=(*known.before, *earlier))


def _at(file: UnitReports, number: int, change: Callable[[Report], Report]) -> UnitReports:
    others = [each for each in file.reports if each.number != number]
    made = change(file.report(number) or Report(number))
    return replace(file, reports=tuple(sorted([*others, made], key=lambda each: each.number)))
