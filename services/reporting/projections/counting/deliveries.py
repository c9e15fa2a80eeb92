"""Services in the cases of a person: which were asked for, and which reached her; and the essential needs she was given."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from services.reporting.projections import facts
from services.reporting.projections.counting.persons import People, Standing, each_person, stage_of
from services.reporting.projections.counting.persons import evolve as people_after
from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Thing
from services.reporting.projections.persons import PERSONS, group_of
from services.reporting.projections.told import Told
from shared.kernel.words import AgencyId, Code

ASKED, ACCEPTED, BEGUN, GIVEN, NOT_GIVEN = "asked", "accepted", "begun", "given", "not_given"
OUTCOMES: tuple[Code, ...] = (ASKED, ACCEPTED, BEGUN, GIVEN, NOT_GIVEN)
REACHED: tuple[Code, ...] = (BEGUN, GIVEN)
"""A service of several times has reached her with the first."""


class Service(msgspec.Struct, frozen=True):
    """A service that an agency was asked for (`need` is empty), or an essential need that was met at once."""

    agency: AgencyId
    service: Code | None = None
    need: Code | None = None
    outcome: Code = ASKED
    quantity: int = 0


class Served(msgspec.Struct, frozen=True):
    """`services` by case, and by what tells them apart there."""

    people: People = People()
    services: Mapping[str, Mapping[str, Service]] = {}


def _evolve(served: Served, told: Told) -> Served:
    served = replace(served, people=people_after(served.people, told))
    if (case := PERSONS.key(told)) is None:
        return served
    before = served.services.get(case, {})
    changed = dict(_changed(before, told))
    return replace(served, services={**served.services, case: {**before, **changed}}) if changed else served


def _changed(known: Mapping[str, Service], told: Told) -> Iterator[tuple[str, Service]]:
    match told.fact:
        case facts.EssentialNeedsGiven(needs=needs):
            for need in needs:
                if f"need:{need}" not in known:
                    yield f"need:{need}", Service(told.entry.by.agency, need=need, outcome=GIVEN, quantity=1)
        case facts.ReferralOffered(referral=id_, service=service, agency=agency):
            yield str(id_), Service(agency, service)
        case facts.ReferralTaken(referral=id_) if _is(known, str(id_), ASKED):
            yield str(id_), replace(known[str(id_)], outcome=ACCEPTED)
        case facts.PartWasGiven(referral=id_) if _is(known, str(id_), ASKED, ACCEPTED):
            yield str(id_), replace(known[str(id_)], outcome=BEGUN)
        case facts.DeliveryConfirmed(referral=id_, service=service, quantity=quantity):
            given = known.get(str(id_), Service(told.entry.by.agency, service))
            yield str(id_), replace(given, outcome=GIVEN, quantity=quantity)
        case facts.ReferralEnded(referral=id_) if _is(known, str(id_), ASKED, ACCEPTED):
            yield str(id_), replace(known[str(id_)], outcome=NOT_GIVEN)
        case _:
            pass


def _is(known: Mapping[str, Service], id_: str, *outcomes: Code) -> bool:
    return id_ in known and known[id_].outcome in outcomes


def _things(then: Served, newest: Served) -> Iterable[Thing]:
    for person in each_person(then.people, newest.people):
        who = tuple(value or UNSAID for value in _who(person))
        for case in person.cases:
            for id_, each in then.services.get(case, {}).items():
                what = (each.service or UNSAID, each.need or UNSAID, each.agency, each.outcome)
                yield Thing(f"{person.key}/{case}/{id_}", (*what, *who), each.quantity)


def _who(person: Standing) -> Iterable[str | None]:
    yield stage_of(person.then)
    yield group_of(person.then)
    yield person.newest.sex.value
    yield person.newest.age_group.value
    yield person.newest.ethnicity.value
    yield person.newest.unit


DELIVERIES: Question[Served] = Question(
    "deliveries.v1",
    (
        Dimension("service", "services"),
        Dimension("need", "essential_needs"),
        Dimension("agency", "agencies"),
        Dimension("outcome", "service_outcomes"),
        Dimension("stage", "stages"),
        Dimension("identification", "identifications"),
        Dimension("sex", "sexes"),
        Dimension("age_group", "age_groups"),
        Dimension("ethnicity", "ethnicities"),
        Dimension("unit", "units"),
    ),
    Served(),
    _evolve,
    _things,
)
"""Amount: how much was given, in what its officers count (0 while nothing was)."""
