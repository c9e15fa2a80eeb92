"""How many cases: each by itself, whoever it is of, with the agencies that did something in it and the one that leads it."""

from collections.abc import Iterable, Mapping

import msgspec

from services.reporting.projections import facts, of_handing_on
from services.reporting.projections.counting.persons import stage_of
from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Thing, of_each_case
from services.reporting.projections.persons import PERSONS, Person, group_of
from services.reporting.projections.told import Told
from shared.kernel.words import AgencyId


class Case(msgspec.Struct, frozen=True):
    """What statistics know of it, who leads it (whoever began it, until support was opened), and who worked on it."""

    person: Person = PERSONS.initial
    lead: AgencyId | None = None
    agencies: frozenset[AgencyId] = frozenset()


Cases = Mapping[str, Case]


def _evolve(case: Case, line: Told) -> Case:
    return Case(PERSONS.evolve(case.person, line), _lead(case, line), case.agencies | {line.entry.by.agency})


def _lead(known: Case, line: Told) -> AgencyId:
    match line.fact:
        case facts.CaseOpened():
            return line.entry.by.agency
        case of_handing_on.LeadWasTaken(agency=agency):
            return agency
        case _:
            return known.lead or line.entry.by.agency


def _things(then: Cases, newest: Cases) -> Iterable[Thing]:
    for key, case in then.items():
        yield Thing(
            key,
            (
                stage_of(case.person),
                group_of(case.person),
                case.lead or UNSAID,
                " ".join(sorted(case.agencies)) or UNSAID,
                newest[key].person.unit or UNSAID,
            ),
        )


CASES: Question[Cases] = Question(
    "cases.v1",
    (
        Dimension("stage", "stages"),
        Dimension("identification", "identifications"),
        Dimension("lead", "agencies"),
        Dimension("agency", "agencies", several=True),
        Dimension("unit", "units"),
    ),
    {},
    of_each_case(PERSONS, Case(), _evolve),
    _things,
)
