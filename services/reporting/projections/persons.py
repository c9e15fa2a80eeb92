"""One line for each case of somebody who came back: what statistics may know of her, and nothing else. Cases that are said
to be one person's are laid together (`links.py`) before anybody is counted."""

from datetime import date

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


def _evolve(person: Person, told: Told) -> Person:
    fact = told.fact
    match fact:
        case facts.ReportRecorded() | facts.NoticeTaken():
            first = min(filter(None, (person.reported_on, fact.notified_on)))
            return replace(_described(person, fact), reported_on=first)
        case facts.PersonReceived() | facts.CaseOpened():
            return _received(person, fact)
        case facts.InitialInformationRecorded(primary_purpose=purpose, route=route, country=country, cross_border=far):
            return replace(person, purpose=purpose, route=route, country=country, cross_border=far)
        case facts.EssentialNeedsGiven(needs=needs):
            return replace(person, essential_needs=tuple(sorted({*person.essential_needs, *needs})))
        case facts.DeliveryConfirmed() | BenefitWasPaid():
            return _delivered(person, fact)
        case facts.CaseClosed(closed_on=day):
            return replace(person, closed_on=day)
        case facts.CaseReopened():
            return replace(person, closed_on=None)
        case _:
            return _identified(person, fact)


def _described(
    person: Person, fact: facts.ReportRecorded | facts.NoticeTaken | facts.PersonReceived | facts.CaseOpened
) -> Person:
    """What is said last counts, but "not known" never covers what was known."""
    return replace(
        person,
        sex=person.sex if fact.sex is Sex.UNKNOWN else fact.sex,
        age_group=person.age_group if fact.age_group is AgeGroup.UNKNOWN else fact.age_group,
        ethnicity=person.ethnicity if fact.ethnicity is Ethnicity.UNKNOWN else fact.ethnicity,
        unit=fact.unit or person.unit,
    )


def _received(person: Person, fact: facts.PersonReceived | facts.CaseOpened) -> Person:
    day = min(filter(None, (person.received_on, fact.received_on)))
    status = RECEIVED if person.status == REPORTED else person.status
    return replace(_described(person, fact), received_on=day, status=status)


def _delivered(person: Person, fact: facts.DeliveryConfirmed | BenefitWasPaid) -> Person:
    """A service reached her, or money of a regime: either way the regime counts as received."""
    if isinstance(fact, facts.DeliveryConfirmed):
        person = replace(person, services=person.services | {fact.service: person.services.get(fact.service, 0) + 1})
    if fact.regime is None:
        return person
    return replace(person, regimes=person.regimes | {fact.regime: person.regimes.get(fact.regime, 0) + 1})


def _identified(person: Person, fact: facts.Fact | None) -> Person:
    match fact:
        case facts.VerificationAsked() | facts.VerificationAskedByLetter():
            return replace(person, status=VERIFYING)
        case facts.VerificationReturnedToSender() if person.status == VERIFYING:
            return replace(person, status=RECEIVED)
        case facts.VictimIdentified(proof_type=proof):
            return replace(person, status=VICTIM, proof_type=proof)
        case facts.FoundNotVictim():
            return replace(person, status=NOT_VICTIM)
        case facts.FoundUnresolved():
            return replace(person, status=UNRESOLVED)
        case facts.PoliceRefused():
            return replace(person, status=POLICE_REFUSED)
        case facts.StatusLearned(status=status, proof_type=proof) if person.status in (REPORTED, RECEIVED):
            return replace(person, status=status, proof_type=proof)  # intake's own word, where heard, comes first
        case _:
            return person


PERSONS = View("reporting.persons.v2", Person, Person(), _key, _evolve)
