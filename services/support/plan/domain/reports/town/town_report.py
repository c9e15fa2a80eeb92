"""The reports of the town under one plan: what was asked, what happened, the file, its rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.checks import plan_of
from services.support.plan.domain.reports.figures import NO_FIGURES, Figures, together
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.words import OfPlan
from shared.kernel.checks import must_follow
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.sealed import Note
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code, Digest, PaperNumber, PastDate


@dataclass(frozen=True)
class Part:
    """A report that went into it, by whose it is (`communes.20008`) and its number there; `nothing`: không phát sinh."""

    whose: Code
    report: int
    nothing: bool = False


@dataclass(frozen=True)
class Progress:
    """Where things stood when the Chairman was told: of `obliged` units so many handed in, of these so many late, and so many
    are late and have not."""

    obliged: int = 0
    plans: int = 0
    plans_late: int = 0
    plans_missing: int = 0
    reports: int = 0
    reports_late: int = 0
    reports_missing: int = 0
    reviews_missing: int = 0
    activities: int = 0
    implementing: int = 0
    units: int = 0


@dataclass(frozen=True)
class TownReportIssued:
    """The reports of the units as one. `version` counts the consolidated reports of the same period: the newest counts."""

    plan: Code
    version: int
    from_on: date
    to_on: date
    parts: tuple[Part, ...]
    missing: tuple[Code, ...]
    figures: Figures
    number: PaperNumber
    dated: date
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ChairmanDaySet:
    """The next regular report to the Chairman is due on this day: a person set it."""

    plan: Code
    next_on: date


@dataclass(frozen=True)
class ChairmanReported:
    """The Chairman was told where things stand."""

    plan: Code
    number: PaperNumber
    dated: date
    progress: Progress
    scan: Digest | None = None
    note: Note | None = None


Event = TownReportIssued | ChairmanDaySet | ChairmanReported


@dataclass(frozen=True, kw_only=True)
class IssueTownReport(OfPlan):
    """`parts`, `missing` and `figures` are what the lead has been told: the desk adds them."""

    from_on: date
    to_on: date
    number: PaperNumber
    dated: PastDate
    scan: Digest | None = None
    note: Note | None = None
    parts: tuple[Part, ...] = ()
    missing: frozenset[Code] = frozenset()
    figures: Figures = NO_FIGURES


@dataclass(frozen=True, kw_only=True)
class SetChairmanDay(OfPlan):
    next_on: date


@dataclass(frozen=True, kw_only=True)
class ReportToChairman(OfPlan):
    """`progress` is where things stand: the desk adds it. `next_on` sets the day of the next one at once."""

    number: PaperNumber
    dated: PastDate
    next_on: date | None = None
    scan: Digest | None = None
    note: Note | None = None
    progress: Progress = Progress()


Command = IssueTownReport | SetChairmanDay | ReportToChairman


@dataclass(frozen=True)
class TownReports:
    """Every consolidated report and every one to the Chairman, oldest first; `next_on` is the day a person set last."""

    issued: tuple[TownReportIssued, ...] = ()
    chairman: tuple[ChairmanReported, ...] = ()
    next_on: date | None = None

    def of(self, from_on: date, to_on: date) -> tuple[TownReportIssued, ...]:
        return tuple(each for each in self.issued if (each.from_on, each.to_on) == (from_on, to_on))


def evolve(file: TownReports, event: Event) -> TownReports:
    match event:
        case TownReportIssued():
            return replace(file, issued=(*file.issued, event))
        case ChairmanDaySet():
            return replace(file, next_on=event.next_on)
        case ChairmanReported():
            passed = file.next_on is not None and file.next_on <= event.dated
            return replace(file, chairman=(*file.chairman, event), next_on=None if passed else file.next_on)
        case _:
            assert_never(event)


def decide(command: Command, file: TownReports, law: Law) -> Sequence[Event]:
    plan_of(law, command.plan)
    match command:
        case IssueTownReport():
            return _issue(command, file)
        case SetChairmanDay():
            return _day(command.plan, command.next_on, file)
        case ReportToChairman():
            return _chairman(command, file)
        case _:
            assert_never(command)


def _issue(command: IssueTownReport, file: TownReports) -> list[Event]:
    must_follow(command.to_on, command.from_on, "unit_report.period")
    if not command.parts:
        raise Refused("town_report.nothing_came", "no unit has reported on this time")
    known = file.of(command.from_on, command.to_on)
    if any((each.number, each.dated) == (command.number, command.dated) for each in known):
        return []
    return [
        TownReportIssued(
            command.plan, len(known) + 1, command.from_on, command.to_on, command.parts, tuple(sorted(command.missing)),
            command.figures, command.number, command.dated, command.scan, command.note,
        )
    ]  # fmt: skip


def _day(plan: Code, next_on: date, file: TownReports) -> list[Event]:
    if file.chairman and next_on <= file.chairman[-1].dated:
        raise Refused("town_report.day_passed", "the Chairman was told after that day")
    return [] if file.next_on == next_on else [ChairmanDaySet(plan, next_on)]


def _chairman(command: ReportToChairman, file: TownReports) -> list[Event]:
    if any((each.number, each.dated) == (command.number, command.dated) for each in file.chairman):
        return []
    if command.next_on and command.next_on <= command.dated:
        raise Refused("town_report.day_passed", "the next report would be due before this one")
    told = ChairmanReported(command.plan, command.number, command.dated, command.progress, command.scan, command.note)
    return [told, *([ChairmanDaySet(command.plan, command.next_on)] if command.next_on else [])]


TOWN_REPORT: Decider[TownReports, Command, Event] = Decider(
    "support.town_report", "plan", TownReports(), evolve, decide, (TownReportIssued, ChairmanDaySet, ChairmanReported)
)


@dataclass(frozen=True)
class Consolidated:
    """The reports of all units on a time as one, and who is missing: nothing came, or it was returned."""

    parts: tuple[Part, ...]
    missing: tuple[Obliged, ...]
    figures: Figures


def consolidated(
    files: Mapping[Obliged, UnitReports], everybody: Iterable[Obliged], from_on: date, to_on: date
) -> Consolidated:
    """Of each unit the reports that count within that time: never two of the same days."""
    parts: list[Part] = []
    figures: list[Figures] = []
    missing: list[Obliged] = []
    for who in everybody:
        found = files.get(who, UnitReports()).counting(from_on, to_on)
        parts += [Part(who.code, each.number, bool(each.written and each.written.nothing)) for each in found]
        figures += [each.figures for each in found]
        missing += [] if found else [who]
    return Consolidated(tuple(parts), tuple(missing), together(figures))


def chairman_due(file: TownReports, plan: Plan) -> date | None:
    """When the Chairman is to be told next. None: the plan names no period, and nobody set a day."""
    return plan.chairman_due(file.next_on, file.chairman[-1].dated if file.chairman else None)
