"""The third target of the plan (T3) as of any day: of the officers on the rosters on that day, who has attended a class by then.

Counted from what is known today: what was told since of an earlier day counts on that day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from shared.kernel.law import Law
from shared.kernel.unit_papers import Obliged, obliged
from shared.kernel.words import AgencyId, UnitCode


class Time(Protocol):
    """A time on the roster, both days included; `until` None: it lasts."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


class Attended(Protocol):
    """A class somebody attended."""

    @property
    def held_on(self) -> date: ...


class Officer(Protocol):
    """A line of a roster, as far as it is counted."""

    @property
    def agency(self) -> AgencyId: ...
    @property
    def unit(self) -> UnitCode | None: ...
    @property
    def spells(self) -> Sequence[Time]: ...
    @property
    def attended(self) -> Sequence[Attended]: ...


def on_roster(line: Officer, day: date) -> bool:
    return any(spell.since <= day and (spell.until is None or day <= spell.until) for spell in line.spells)


def trained_by(line: Officer, day: date) -> bool:
    """Has the officer attended a class by the end of this day?"""
    return any(each.held_on <= day for each in line.attended)


@dataclass(frozen=True)
class Share:
    """So many of so many, by their ids in the order of the rosters; nobody is no share at all."""

    officers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def trained(self) -> int:
        return len(self.officers) - len(self.missing)

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; None where there is nobody."""
        return self.trained * 100 // len(self.officers) if self.officers else None


@dataclass(frozen=True)
class TrainedOn:
    """Of everybody, and of each agency or unit that has somebody."""

    day: date
    all: Share
    desks: Mapping[tuple[AgencyId, UnitCode | None], Share]


def trained_on(day: date, lines: Mapping[str, Officer]) -> TrainedOn:
    there = {officer: line for officer, line in sorted(lines.items()) if on_roster(line, day)}
    desks = sorted({(line.agency, line.unit) for line in there.values()}, key=lambda desk: (desk[0], desk[1] or ""))
    shares = {
        desk: _share(day, ((officer, line) for officer, line in there.items() if (line.agency, line.unit) == desk))
        for desk in desks
    }
    return TrainedOn(day, _share(day, there.items()), shares)


def without_a_roster(now: TrainedOn, law: Law) -> list[Obliged]:
    """Desks of that day that named nobody: they are in no denominator."""
    return [who for who in obliged(law) if who not in now.desks]


def _share(day: date, lines: Iterable[tuple[str, Officer]]) -> Share:
    found = list(lines)
    missing = (officer for officer, line in found if not trained_by(line, day))
    return Share(tuple(officer for officer, _ in found), tuple(missing))
