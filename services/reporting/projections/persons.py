"""One line for each case of somebody who came back: what statistics may know of her, and nothing else. Cases that are said
to be one person's are laid together (`links.py`) before anybody is counted."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from services.reporting.projections import facts
from services.reporting.projections.of_benefits import BenefitWasPaid
from services.reporting.projections.told import Told
from shared.kernel.words import AgeGroup, Code, Ethnicity, Sex, UnitCode
from shared.views import View

REPORTED, RECEIVED, VERIFYING = "reported", "received", "verifying"
VICTIM, NOT_VICTIM, UNRESOLVED, POLICE_REFUSED = "victim", "not_victim", "unresolved", "police_refused"
IN_IDENTIFICATION = "in_identification"
GROUPS: tuple[Code, ...] = (VICTIM, IN_IDENTIFICATION, POLICE_REFUSED, NOT_VICTIM)
"""Victims, and beside them those who are suspected, being verified or unresolved, those who refuse the police, and those who are
found not to be victims."""


class Person(msgspec.Struct, frozen=True):
    """`status` is how far her identification is; `regimes` how often each was received, `services` likewise."""

    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    unit: UnitCode | None = None
    status: Code = REPORTED
    proof_type: Code | None = None
    purpose: Code | None = None
    route: Code | None = None
    country: Code | None = None
    cross_border: bool | None = None
    reported_on: date | None = None
    received_on: date | None = None
    closed_on: date | None = None
    essential_needs: tuple[Code, ...] = ()
    regimes: dict[Code, int] = {}
    services: dict[Code, int] = {}


def group_of(person: Person) -> Code:
    return person.status if person.status in GROUPS else IN_IDENTIFICATION


def _key(told: Told) -> str | None:
    """Only what is known here begins a line: a mere reading of a file makes nobody a person."""
    return told.case if told.about_a_case else None


def _reported(person: Person, fact: facts.ReportRecorded | facts.NoticeTaken) -> Person:
    first = min(filter(None, (person.reported_on, fact.notified_on)))
    return _described(person, fact, reported_on=first)


def _received(person: Person, fact: facts.PersonReceived | facts.CaseOpened) -> Person:
    day = min(filter(None, (person.received_on, fact.received_on)))
    return _described(person, fact, received_on=day, status=RECEIVED if person.status == REPORTED else person.status)


def _described(
    person: Person,
    fact: facts.ReportRecorded | facts.NoticeTaken | facts.PersonReceived | facts.CaseOpened,
    **more: Any,
) -> Person:
    """What is said last counts, but "not known" never covers what was known."""
    return replace(
        person,
        sex=person.sex if fact.sex is Sex.UNKNOWN else fact.sex,
        age_group=person.age_group if fact.age_group is AgeGroup.UNKNOWN else fact.age_group,
        ethnicity=person.ethnicity if fact.ethnicity is Ethnicity.UNKNOWN else fact.ethnicity,
        unit=fact.unit or person.unit,
        **more,
    )


def _trafficked(person: Person, fact: facts.InitialInformationRecorded) -> Person:
    return replace(
        person, purpose=fact.primary_purpose, route=fact.route, country=fact.country, cross_border=fact.cross_border
    )


def _given_essentials(person: Person, fact: facts.EssentialNeedsGiven) -> Person:
    return replace(person, essential_needs=tuple(sorted({*person.essential_needs, *fact.needs})))


def _delivered(person: Person, fact: facts.DeliveryConfirmed) -> Person:
    """A service reached her; where it is one of a regime, that counts as received."""
    once_more = person.services | {fact.service: person.services.get(fact.service, 0) + 1}
    return _regime_received(replace(person, services=once_more), fact)


def _regime_received(person: Person, fact: facts.DeliveryConfirmed | BenefitWasPaid) -> Person:
    """A service of a regime, or money of it: either way."""
    if fact.regime is None:
        return person
    return replace(person, regimes=person.regimes | {fact.regime: person.regimes.get(fact.regime, 0) + 1})


def _identified_as(status: Code) -> Callable[[Person, facts.Fact], Person]:
    return lambda person, _: replace(person, status=status)


def _proved(person: Person, fact: facts.VictimIdentified) -> Person:
    return replace(person, status=VICTIM, proof_type=fact.proof_type)


def _verification_returned(person: Person, _: facts.VerificationReturnedToSender) -> Person:
    return replace(person, status=RECEIVED) if person.status == VERIFYING else person


def _status_learned(person: Person, fact: facts.StatusLearned) -> Person:
    """Intake's own word, where it was heard, comes first."""
    heard = person.status not in (REPORTED, RECEIVED)
    return person if heard else replace(person, status=fact.status, proof_type=fact.proof_type)


def _closed(person: Person, fact: facts.CaseClosed) -> Person:
    return replace(person, closed_on=fact.closed_on)


def _reopened(person: Person, _: facts.CaseReopened) -> Person:
    return replace(person, closed_on=None)


_AFTER: Mapping[type[Any], Callable[[Person, Any], Person]] = {
    facts.ReportRecorded: _reported, facts.NoticeTaken: _reported, facts.PersonReceived: _received,
    facts.CaseOpened: _received, facts.InitialInformationRecorded: _trafficked,
    facts.EssentialNeedsGiven: _given_essentials, facts.DeliveryConfirmed: _delivered, BenefitWasPaid: _regime_received,
    facts.VerificationAsked: _identified_as(VERIFYING), facts.VerificationAskedByLetter: _identified_as(VERIFYING),
    facts.VerificationReturnedToSender: _verification_returned, facts.VictimIdentified: _proved,
    facts.FoundNotVictim: _identified_as(NOT_VICTIM), facts.FoundUnresolved: _identified_as(UNRESOLVED),
    facts.PoliceRefused: _identified_as(POLICE_REFUSED), facts.StatusLearned: _status_learned,
    facts.CaseClosed: _closed, facts.CaseReopened: _reopened,
}  # fmt: skip
"""What a fact says of her; the others say nothing that statistics know."""


def _evolve(person: Person, told: Told) -> Person:
    after = _AFTER.get(type(told.fact))
    return after(person, told.fact) if after else person


PERSONS = View("reporting.persons.v2", Person, Person(), _key, _evolve)
