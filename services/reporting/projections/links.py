"""Which cases are one person's, as an officer of the lead agency said, and what is known of her from all of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID

from msgspec.structs import replace

from services.reporting.projections import facts
from services.reporting.projections.persons import (
    NOT_VICTIM,
    POLICE_REFUSED,
    RECEIVED,
    REPORTED,
    UNRESOLVED,
    VERIFYING,
    VICTIM,
    Person,
)
from services.reporting.projections.told import Told
from shared.kernel.words import AgeGroup, Code, Ethnicity, Sex
from shared.views import View

Pair = tuple[UUID, UUID]
FURTHEST: tuple[Code, ...] = (REPORTED, RECEIVED, POLICE_REFUSED, VERIFYING, UNRESOLVED, NOT_VICTIM, VICTIM)
"""How far identification is, from nothing to the paper that proves it: of several cases the furthest counts."""


@dataclass(frozen=True)
class Links:
    """The pairs of cases that are one person's now, by the person under whom that was written down."""

    pairs: tuple[Pair, ...] = ()


def _key(told: Told) -> str | None:
    linked = isinstance(told.fact, facts.CasesLinked | facts.CasesUnlinked)
    return told.case if linked else None


def _evolve(links: Links, told: Told) -> Links:
    match told.fact:
        case facts.CasesLinked(case=one, other=other):
            return Links(tuple(sorted({*links.pairs, _pair(one, other)})))
        case facts.CasesUnlinked(case=one, other=other):
            return Links(tuple(sorted({*links.pairs} - {_pair(one, other)})))
        case _:
            return links


def _pair(one: UUID, other: UUID) -> Pair:
    return (one, other) if one < other else (other, one)


LINKS = View("reporting.links.v1", Links, Links(), _key, _evolve)


def by_first_case(cases: Mapping[str, Person], links: Iterable[Links]) -> dict[str, Person]:
    """Every person once, with what all her cases say of her, by the first of them."""
    groups = of_persons(cases, links).items()
    return {first: together(cases[case] for case in group) for first, group in groups}


def first_cases(cases: Iterable[str], links: Iterable[Links]) -> dict[str, str]:
    """For each case the first of all that are the same person's: it stands for her."""
    return {case: first for first, group in of_persons(cases, links).items() for case in group}


def of_persons(cases: Iterable[str], links: Iterable[Links]) -> dict[str, list[str]]:
    """The cases of each person, by the first of them: those that are linked, directly or over others, are one person's."""
    of = {case: case for case in cases}

    def first(case: str) -> str:
        while of[case] != case:
            case = of[case]
        return case

    for one, other in sorted(pair for each in links for pair in each.pairs):
        if str(one) in of and str(other) in of:
            low, high = sorted((first(str(one)), first(str(other))))
            of[high] = low
    groups: dict[str, list[str]] = {}
    for case in sorted(of):
        groups.setdefault(first(case), []).append(case)
    return groups


def together(persons: Iterable[Person]) -> Person:
    """What several cases say of one person."""
    return reduce(_together, sorted(persons, key=came))


def came(person: Person) -> date:
    """When a case began, by which several of one person stand in order."""
    return person.reported_on or person.received_on or date.max


def _together(earlier: Person, later: Person) -> Person:
    """What both cases say of one person: what was said later counts, but "not known" covers nothing."""
    return replace(
        later,
        sex=earlier.sex if later.sex is Sex.UNKNOWN else later.sex,
        age_group=earlier.age_group if later.age_group is AgeGroup.UNKNOWN else later.age_group,
        ethnicity=earlier.ethnicity if later.ethnicity is Ethnicity.UNKNOWN else later.ethnicity,
        unit=later.unit or earlier.unit,
        status=max(earlier.status, later.status, key=FURTHEST.index),
        proof_type=later.proof_type or earlier.proof_type,
        purpose=later.purpose or earlier.purpose,
        route=later.route or earlier.route,
        country=later.country or earlier.country,
        cross_border=earlier.cross_border if later.cross_border is None else later.cross_border,
        reported_on=min(filter(None, (earlier.reported_on, later.reported_on)), default=None),
        received_on=min(filter(None, (earlier.received_on, later.received_on)), default=None),
        closed_on=_closed(earlier, later),
        essential_needs=tuple(sorted({*earlier.essential_needs, *later.essential_needs})),
        regimes=_sum(earlier.regimes, later.regimes),
        services=_sum(earlier.services, later.services),
    )


def _closed(earlier: Person, later: Person) -> date | None:
    """Her support has ended when it has in every case in which it had begun."""
    begun = [person for person in (earlier, later) if person.received_on]
    ends = [person.closed_on for person in begun if person.closed_on]
    return max(ends) if ends and len(ends) == len(begun) else None


def _sum(one: Mapping[Code, int], other: Mapping[Code, int]) -> dict[Code, int]:
    return {code: one.get(code, 0) + other.get(code, 0) for code in sorted({*one, *other})}
