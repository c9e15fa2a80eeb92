"""What the lead keeps over everybody: the review rounds, the letters that urge, the reports of the town."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from services.reporting.projections.plan.ledgers import OfLedger, by_ledger
from services.reporting.projections.plan.papers import OfUnit
from services.reporting.projections.shape import Shape
from shared.clock import local
from shared.journal import JournalEntry
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code, PaperNumber


class ReviewOpened(Shape, frozen=True, kw_only=True):
    plan: Code
    month: date
    answer_by: date


class ReviewAnswered(OfUnit, frozen=True, kw_only=True):
    """That it was answered, and when. How many cases a unit holds is not read here: it may be one."""

    month: date
    answered_on: date


class UnitsUrged(Shape, frozen=True, kw_only=True):
    plan: Code
    what: Code
    whom: tuple[Code, ...]
    number: PaperNumber
    dated: date


class TownReportIssued(Shape, frozen=True, kw_only=True):
    plan: Code
    from_on: date
    to_on: date
    number: PaperNumber
    dated: date
    missing: tuple[Code, ...] = ()


class ChairmanDaySet(Shape, frozen=True, kw_only=True):
    plan: Code
    next_on: date


class ChairmanReported(Shape, frozen=True, kw_only=True):
    plan: Code
    number: PaperNumber
    dated: date


RoundFact: TypeAlias = ReviewOpened | ReviewAnswered
TownFact: TypeAlias = TownReportIssued | ChairmanDaySet | ChairmanReported
ROUND_READ: dict[str, type[RoundFact]] = {
    "support.review.ReviewOpened": ReviewOpened,
    "support.review.ReviewAnswered": ReviewAnswered,
    "support.review.ReviewAnswerTaken": ReviewAnswered,
}
LETTER_READ: dict[str, type[UnitsUrged]] = {"support.urging.UnitsUrged": UnitsUrged}
TOWN_READ: dict[str, type[TownFact]] = {
    "support.town_report.TownReportIssued": TownReportIssued,
    "support.town_report.ChairmanDaySet": ChairmanDaySet,
    "support.town_report.ChairmanReported": ChairmanReported,
}


@dataclass(frozen=True)
class Round(OfLedger):
    """A review round; `answered` says of each unit by its code (`communes.20008`) on which day it first did."""

    plan: Code = "-"
    month: date | None = None
    opened_on: date | None = None
    answer_by: date | None = None
    answered: Mapping[Code, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Letter:
    """A letter that urges: for what, whom, its number and day."""

    what: Code
    whom: tuple[Code, ...]
    number: PaperNumber
    dated: date


@dataclass(frozen=True)
class Letters(OfLedger):
    plan: Code = "-"
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True)
class TownReport:
    """The reports of the units as one; `missing` says how many were not in it."""

    number: PaperNumber
    dated: date
    from_on: date
    to_on: date
    missing: int


@dataclass(frozen=True)
class TownReports(OfLedger):
    """`next_on`: by when the Chairman is to be told next, where a person set a day; `told` are the days on which it was done."""

    plan: Code = "-"
    issued: tuple[TownReport, ...] = ()
    told: tuple[date, ...] = ()
    next_on: date | None = None


def _round(file: Round, fact: RoundFact, entry: JournalEntry) -> Round:
    file = replace(file, plan=fact.plan, month=fact.month)
    match fact:
        case ReviewOpened(answer_by=by):
            return replace(file, answer_by=by, opened_on=local(entry.at).date())
        case ReviewAnswered(agency=agency, unit=unit, answered_on=on):
            code = Obliged(agency, unit).code
            return replace(file, answered={**file.answered, code: min(on, file.answered.get(code, on))})


def _letters(file: Letters, fact: UnitsUrged, _: JournalEntry) -> Letters:
    return replace(file, plan=fact.plan, letters=(*file.letters, Letter(fact.what, fact.whom, fact.number, fact.dated)))


def _town(file: TownReports, fact: TownFact, _: JournalEntry) -> TownReports:
    file = replace(file, plan=fact.plan)
    match fact:
        case TownReportIssued():
            made = TownReport(fact.number, fact.dated, fact.from_on, fact.to_on, len(fact.missing))
            return replace(file, issued=(*file.issued, made))
        case ChairmanDaySet(next_on=day):
            return replace(file, next_on=day)
        case ChairmanReported(dated=day):
            passed = file.next_on is not None and file.next_on <= day
            return replace(file, told=(*file.told, day), next_on=None if passed else file.next_on)


ROUNDS = by_ledger("reporting.review_rounds.v1", Round, ROUND_READ, _round)
LETTERS = by_ledger("reporting.letters.v1", Letters, LETTER_READ, _letters)
TOWN_REPORTS = by_ledger("reporting.town_reports.v1", TownReports, TOWN_READ, _town)
