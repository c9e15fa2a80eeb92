"""The book of activities of one unit, or of an agency without units, under one plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never
from uuid import UUID, uuid5

from services.support.plan.domain.activities.events import (
    ActivityCarriedOut,
    ActivityCorrected,
    ActivityNotHeld,
    ActivityPlanned,
    ActivityStruck,
    Details,
    Event,
    NeighbourhoodsListed,
)
from shared.kernel.words import AgencyId, Code, Neighbourhood, UnitCode

BOOKS = UUID("8a4f3f5e-1f0b-4b57-9a43-1d6c0a1f7e25")


def book_id(plan: Code, agency: AgencyId, unit: UnitCode | None) -> UUID:
    """The book of a unit (None: of the agency itself) under a plan: everybody finds the same."""
    return uuid5(BOOKS, f"{plan}/{agency}/{unit or ''}")


class State(StrEnum):
    """How far an activity is."""

    PLANNED = "planned"
    CARRIED_OUT = "carried_out"
    NOT_HELD = "not_held"
    STRUCK = "struck"


@dataclass(frozen=True)
class Activity:
    """One line of the book: as planned, as done, or why not; the newest wording counts."""

    number: int
    planned: ActivityPlanned | None = None
    done: ActivityCarriedOut | ActivityCorrected | None = None
    not_held: ActivityNotHeld | None = None
    struck: ActivityStruck | None = None

    @property
    def state(self) -> State:
        if self.struck:
            return State.STRUCK
        if self.done:
            return State.CARRIED_OUT
        return State.NOT_HELD if self.not_held else State.PLANNED

    @property
    def kind(self) -> Code:
        return self.done.details.kind if self.done else self.planned.kind if self.planned else "-"

    @property
    def task(self) -> Code | None:
        return self.done.details.task if self.done else self.planned.task if self.planned else None

    @property
    def day(self) -> date:
        """The day on which it was done, or for which it is planned."""
        if self.done:
            return self.done.carried_out_on
        return self.planned.planned_for if self.planned else date.min

    @property
    def counts(self) -> bool:
        return self.state is State.CARRIED_OUT


@dataclass(frozen=True)
class Book:
    """Its lines in the order in which they were begun; `neighbourhoods` are the parts of the unit, as it listed them."""

    lines: tuple[Activity, ...] = ()
    neighbourhoods: tuple[Neighbourhood, ...] = ()

    def line(self, number: int) -> Activity | None:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    def carried_out(self) -> Iterator[Activity]:
        return (line for line in self.lines if line.counts)

    def alike(self, on: date, details: Details, but: int | None = None) -> Activity | None:
        """One of the same kind, day and place that stands here already."""
        place = (details.everywhere, details.places, details.in_units, details.link)
        for line in self.carried_out():
            if line.number != but and line.done and (line.done.carried_out_on, line.kind) == (on, details.kind):
                same = line.done.details
                if (same.everywhere, same.places, same.in_units, same.link) == place:
                    return line
        return None

    def reached(self) -> dict[Neighbourhood, date]:
        """The parts of the unit that some activity came to, with the day of the first."""
        found: dict[Neighbourhood, date] = {}
        for line in sorted(self.carried_out(), key=lambda each: each.day):
            found = {**dict.fromkeys(self.places_of(line), line.day), **found}
        return found

    def places_of(self, line: Activity) -> tuple[Neighbourhood, ...]:
        """Where an activity that took place came to: all parts of the unit, where it came to everywhere."""
        if line.done is None:
            return ()
        return self.neighbourhoods if line.done.details.everywhere else line.done.details.places


def evolve(book: Book, event: Event) -> Book:
    match event:
        case NeighbourhoodsListed(neighbourhoods=listed):
            return replace(book, neighbourhoods=listed)
        case ActivityPlanned():
            return _with(book, Activity(event.number, planned=event))
        case ActivityCarriedOut() | ActivityCorrected():
            return _with(book, replace(book.line(event.number) or Activity(event.number), done=event))
        case ActivityNotHeld():
            return _with(book, replace(book.line(event.number) or Activity(event.number), not_held=event))
        case ActivityStruck():
            return _with(book, replace(book.line(event.number) or Activity(event.number), struck=event))
        case _:
            assert_never(event)


def _with(book: Book, line: Activity) -> Book:
    before, after = book.lines[: line.number - 1], book.lines[line.number :]
    return replace(book, lines=(*before, line, *after))
