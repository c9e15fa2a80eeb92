"""Fills in the forms of the tables and brings files into their states, step by step, as users do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, reduce
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import msgspec

from services.intake import domain
from services.intake.domain import report
from services.intake.domain.report.words import Stage as ReportStage
from services.intake.domain.words import Stage
from shared.kernel.codes import case_code, report_code
from shared.kernel.decider import AnyDecider, Refused
from shared.kernel.people import Actor
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.testing import actor, identity
from tests.intake.desks import PROFILE
from tests.intake.procedure.table import Answer, Block, Table, table
from tests.intake.procedure.town import Desks

FIRST, PROBED = date(2023, 5, 1), date(2023, 6, 15)
"""The day of the first step, and the day on which the cells are tried: later than every step."""
LAW = PROFILE.law_on(PROBED)


@dataclass(frozen=True, eq=False)
class Procedure:
    """An aggregate and its table: the folder of its blocks, what it is about in the stories, where its rules stand."""

    folder: str
    decider: AnyDecider
    commands: Mapping[str, type[Any]]
    stages: type[StrEnum]
    subject: UUID
    code: Callable[[UUID], Code]
    rooms: Path

    @property
    def table(self) -> Table:
        return table(self.folder)


def _named(command: Any) -> dict[str, type[Any]]:
    return {kind.__name__: kind for kind in get_args(command)}


CASES = Procedure(
    "case", domain.CASE, _named(domain.Command), Stage, identity("her case"), case_code, Path(domain.__file__).parent
)
REPORTS = Procedure(
    "report", report.REPORT, _named(report.Command), ReportStage, identity("a report"), report_code,
    Path(report.__file__).parent,
)  # fmt: skip
PROCEDURES = (CASES, REPORTS)
"""A new aggregate of intake gets a folder of its own beside `case`, and its line here."""
OF_UNITS = {unit.agency for unit in LAW.units.values()}
"""Agencies of several units, each of which sees its own files only."""


def of(name: str) -> Procedure:
    """The procedure a command belongs to: no two commands of the house have one name."""
    return next(each for each in PROCEDURES if name in each.commands)


def block(name: str) -> Block:
    return of(name).table.blocks[name]


@dataclass(frozen=True)
class Stood:
    """A prepared file: at whose desk it lies, its state, the desks of the town, and on which day which step was done."""

    agency: str
    file: Any
    desks: Desks
    days: dict[str, date]


def command(name: str, given: dict[str, Any] | None = None, *, on: date, agency: str) -> Any:
    """The form of the command's block as the command."""
    form = filled(name, given, on=on, agency=agency)
    return replace(msgspec.convert(form, of(name).commands[name], dec_hook=lambda _, value: Sealed(value)))


def filled(name: str, given: dict[str, Any] | None = None, *, on: date, agency: str) -> dict[str, Any]:
    """The form of the command's block, filled in on a day at an agency's desk; `given` instead of what stands there."""
    typed, about = block(name).form | (given or {}), of(name)
    unit = about.table.people.unit if agency in OF_UNITS else None
    here = {"$agency": agency, "$unit": unit, "$code": about.code(about.subject), "$report": str(REPORTS.subject)}
    return {key: said for key, value in typed.items() if (said := _placed(value, on, here)) is not None}


def _placed(value: Any, on: date, placed: Mapping[str, str | None]) -> Any:
    """`$day`, `$day+20`, `$agency`, `$unit` (none where an agency has none), `$code`, `$report`: what only the moment and
    the desk can say."""
    match value:
        case str() if value.startswith("$day"):
            return (on + timedelta(days=int(value[4:] or 0))).isoformat()
        case str():
            return placed.get(value, value)
        case _:
            return value


def officer(name: str, agency: str, role: str = "") -> Actor:
    """Who may do it at this agency (in this role, if one is named), in the unit where the files lie."""
    who = next(who for who in block(name).may if who.agency == agency and role in ("", who.role))
    return actor(agency, who.role, unit=of(name).table.people.unit if who.unit == "own" else None)


def steps(about: Procedure, file: str) -> list[str]:
    """The whole story of a prepared file, from the first step."""
    prepared = about.table.files[file]
    return [*(steps(about, prepared.after) if prepared.after else []), *prepared.steps]


def rules_say(what: Any, file: Any) -> Answer:
    """What the rules answer, whoever asks."""
    try:
        after, events = decided(what, file)
    except Refused as refused:
        return Answer("refused", refused.rule)
    if not events:
        return Answer("nothing")
    return Answer("stays") if after.stage is file.stage else Answer("to", after.stage)


def decided(what: Any, file: Any) -> tuple[Any, list[Any]]:
    """The file after the command, and what happened. Raises `Refused`."""
    decider = of(type(what).__name__).decider
    events = list(decider.decide(what, file, LAW))
    return reduce(decider.evolve, events, file), events


@cache
def stood(about: Procedure, file: str, more: tuple[str, ...] = ()) -> Stood:
    """The prepared file, after its story and these further steps. Nobody changes it."""
    desks, days = Desks(tuple(about.table.people.desks)), dict[str, date]()
    for n, step in enumerate([*steps(about, file), *more]):
        seat, name, *way = step.split()
        agency, _, role = seat.partition("/")
        on = FIRST + timedelta(days=n)
        desks.clock.set(on)
        given = block(name).otherwise[way[0]] if way else None
        desks.do(officer(name, agency, role), command(name, given, on=on, agency=agency), of(name).subject)
        desks.settle()
        days[name] = on
    desks.clock.set(PROBED)
    lies_at = about.table.files[file].lies_at
    return Stood(lies_at, desks.file(about.decider, lies_at, about.subject), desks, days)
