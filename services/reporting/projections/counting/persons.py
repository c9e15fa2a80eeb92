"""How many persons: each once, however many agencies have a file of hers and however many cases were said to be hers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Thing
from services.reporting.projections.links import LINKS, Links, of_persons, together
from services.reporting.projections.persons import PERSONS, Person, group_of
from services.reporting.projections.told import Told
from shared.kernel.words import Code

REPORTED, SUPPORTED, CLOSED = "reported", "supported", "closed"


class People(msgspec.Struct, frozen=True):
    """Cases, and which of them are one person's."""

    cases: Mapping[str, Person] = {}
    links: Mapping[str, Links] = {}


def evolve(people: People, line: Told) -> People:
    if (case := PERSONS.key(line)) is not None:
        known = people.cases.get(case, PERSONS.initial)
        return replace(people, cases={**people.cases, case: PERSONS.evolve(known, line)})
    if (person := LINKS.key(line)) is not None:
        known_links = people.links.get(person, LINKS.initial)
        return replace(people, links={**people.links, person: LINKS.evolve(known_links, line)})
    return people


class Standing(NamedTuple):
    """Somebody on a day: all her cases, what had happened by then, and what she is, as the newest says."""

    cases: tuple[str, ...]
    then: Person
    newest: Person

    @property
    def key(self) -> str:
        return " ".join(self.cases)


def each_person(then: People, newest: People) -> Iterator[Standing]:
    """Everybody of whom there was a case by then."""
    for cases in of_persons(newest.cases, newest.links.values()).values():
        if there := [then.cases[case] for case in cases if case in then.cases]:
            yield Standing(tuple(cases), together(there), together(newest.cases[case] for case in cases))


def _things(then: People, newest: People) -> Iterable[Thing]:
    for each in each_person(then, newest):
        yield Thing(each.key, tuple(value or UNSAID for value in _values(each.then, each.newest)))


def stage_of(person: Person) -> Code:
    """Reported only, received and supported, or with a support that has ended."""
    if person.received_on is None:
        return REPORTED
    return SUPPORTED if person.closed_on is None else CLOSED


def _values(then: Person, person: Person) -> Iterable[str | None]:
    """What had happened by then; and what she is, as the newest says."""
    yield stage_of(then)
    yield group_of(then)
    yield person.sex.value
    yield person.age_group.value
    yield person.ethnicity.value
    yield person.purpose
    yield person.route
    yield person.country
    yield person.unit
    yield " ".join(sorted(then.regimes))
    yield " ".join(then.essential_needs)


PEOPLE: Question[People] = Question(
    "persons.v2",
    (
        Dimension("stage", "stages"),
        Dimension("identification", "identifications"),
        Dimension("sex", "sexes"),
        Dimension("age_group", "age_groups"),
        Dimension("ethnicity", "ethnicities"),
        Dimension("purpose", "purposes"),
        Dimension("route", "routes"),
        Dimension("country", "countries"),
        Dimension("unit", "units"),
        Dimension("regime", "regimes", several=True),
        Dimension("need", "essential_needs", several=True),
    ),
    People(),
    evolve,
    _things,
)
