"""How long it took: the days from when somebody first knew of her until she was received, until it was decided whether she is a
victim, and until her support ended. A step that has not come to its end is not counted; one that was undone no more."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from services.reporting.projections import facts
from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Thing, of_each_case
from services.reporting.projections.persons import NOT_VICTIM, PERSONS, VICTIM, Person, group_of
from services.reporting.projections.told import Told
from shared.kernel.words import Code

RECEPTION, IDENTIFICATION, CLOSING = "reception", "identification", "closing"


class Way(msgspec.Struct, frozen=True):
    """A case, and the day on which it was decided whether she is a victim."""

    person: Person = PERSONS.initial
    decided_on: date | None = None


Ways = Mapping[str, Way]


def _evolve(way: Way, line: Told) -> Way:
    match line.fact:
        case facts.VictimIdentified(decided_on=on) | facts.FoundNotVictim(decided_on=on):
            decided_on: date | None = on
        case _:
            decided_on = way.decided_on
    return Way(PERSONS.evolve(way.person, line), decided_on)


def _things(then: Ways, newest: Ways) -> Iterable[Thing]:
    for key, way in then.items():
        came = min(filter(None, (way.person.reported_on, way.person.received_on)), default=None)
        for step, ended in _ends(way):
            if came and ended:
                unit = newest[key].person.unit or UNSAID
                days = max(0, (ended - came).days)  # a proof she held before she came took no time here
                yield Thing(f"{key}/{step}", (step, group_of(way.person), unit), days)


def _ends(way: Way) -> Iterable[tuple[Code, date | None]]:
    yield RECEPTION, way.person.received_on
    yield IDENTIFICATION, way.decided_on if way.person.status in (VICTIM, NOT_VICTIM) else None
    yield CLOSING, way.person.closed_on


DAYS: Question[Ways] = Question(
    "days.v1",
    (Dimension("step", "steps"), Dimension("identification", "identifications"), Dimension("unit", "units")),
    {},
    of_each_case(PERSONS, Way(), _evolve),
    _things,
)
