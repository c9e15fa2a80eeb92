"""Fills in the forms of the table and brings files into their states, step by step, as users do."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, reduce
from typing import Any

import msgspec

from services.intake.domain import Command, File, asked, decide, evolve, learned
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.sealed import Sealed
from shared.testing import actor, identity
from tests.intake.desks import PROFILE
from tests.intake.procedure.table import Answer, table
from tests.intake.procedure.town import Desks

FIRST, PROBED = date(2023, 5, 1), date(2023, 6, 15)
"""The day of the first step, and the day on which the cells are tried: later than every step."""
HER = identity("her case")


@dataclass(frozen=True)
class Stood:
    """A prepared file: at whose desk it lies, its state, the desks of the town, and on which day which step was done."""

    agency: str
    file: File
    desks: Desks
    days: dict[str, date]


def command(name: str, given: dict[str, Any] | None = None, *, on: date, agency: str) -> Command:
    """The form of the command's block as the command."""
    kind: type[Any] = getattr(asked, name, None) or getattr(learned, name)
    form = filled(name, given, on=on, agency=agency)
    made: Command = replace(msgspec.convert(form, kind, dec_hook=lambda _, value: Sealed(value)))
    return made


def filled(name: str, given: dict[str, Any] | None = None, *, on: date, agency: str) -> dict[str, Any]:
    """The form of the command's block, filled in on a day at an agency's desk; `given` instead of what stands there."""
    typed = table().blocks[name].form | (given or {})
    return {key: _placed(value, on, agency) for key, value in typed.items() if value is not None}


def _placed(value: Any, on: date, agency: str) -> Any:
    """`$day`, `$day+20`, `$agency`, `$code`: what only the moment can say."""
    match value:
        case "$agency":
            return agency
        case "$code":
            return case_code(HER)
        case str() if value.startswith("$day"):
            return (on + timedelta(days=int(value[4:] or 0))).isoformat()
        case date():
            return value.isoformat()
        case _:
            return value


def officer(name: str, agency: str) -> Actor:
    """Who may do it at this agency, in the unit where the files lie."""
    who = next(who for who in table().blocks[name].may if who.agency == agency)
    return actor(agency, who.role, unit=table().people.unit if who.unit == "own" else None)


def steps(file: str) -> list[str]:
    """The whole story of a prepared file, from the first step."""
    prepared = table().files[file]
    return [*(steps(prepared.after) if prepared.after else []), *prepared.steps]


def rules_say(what: Command, file: File) -> Answer:
    """What the rules answer, whoever asks."""
    try:
        events = decide(what, file, PROFILE.law_on(PROBED))
    except Refused as refused:
        return Answer("refused", refused.rule)
    after = reduce(evolve, events, file)
    if not events:
        return Answer("nothing")
    return Answer("stays") if after.stage is file.stage else Answer("to", after.stage)


@cache
def stood(file: str, more: tuple[str, ...] = ()) -> Stood:
    """The prepared file, after its story and these further steps. Nobody changes it."""
    desks, days = Desks(tuple(table().people.desks)), {}
    for n, step in enumerate([*steps(file), *more]):
        agency, name, *way = step.split()
        on = FIRST + timedelta(days=n)
        desks.clock.set(on)
        given = table().blocks[name].otherwise[way[0]] if way else None
        desks.do(officer(name, agency), command(name, given, on=on, agency=agency), HER)
        desks.settle()
        days[name] = on
    desks.clock.set(PROBED)
    lies_at = table().files[file].lies_at
    return Stood(lies_at, desks.file(lies_at, HER), desks, days)
