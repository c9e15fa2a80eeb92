"""Target T2 over everybody the lead supports: how many identified victims have all they need, and who stands beside them.

The plan (I.2.b) counts identified victims. Those who are not identified (yet) are no part of the sum and are not left out
either: they stand beside it. All figures are by sex, age group and ethnicity, so that unequal access is seen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from services.support.domain.access_to_services import Help, NeedLine, Reached, lines_of, services_by_need
from shared.kernel.law import Law
from shared.kernel.words import AgeGroup, Code, Ethnicity, Sex, UnitCode


class Group(StrEnum):
    """Who somebody is for the target. `in_identification`: intake has told no end of it; whether the police were asked yet
    is not known here. `accompanying`: a minor who came along and was not identified as a victim."""

    VICTIM = "victim"
    IN_IDENTIFICATION = "in_identification"
    UNRESOLVED = "unresolved"
    POLICE_REFUSED = "police_refused"
    ACCOMPANYING = "accompanying"
    NOT_VICTIM = "not_victim"


BY_STATUS: Mapping[Code | None, Group] = {group.value: group for group in Group}
ACCOMPANYING_MINOR = "accompanying_minor"
"""What a person is who came along (list `person_statuses`)."""


@dataclass(frozen=True)
class Known:
    """What the target may know of a case: its code and unit, coarse facts, and how far each need is met. `status` is how the
    identification ended, `closed` the reason for which the case is closed."""

    code: Code = "-"
    unit: UnitCode | None = None
    since: date | None = None
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    person_status: Code | None = None
    status: Code | None = None
    closed: Code | None = None
    help: Help = Help()  # noqa: RUF009 - frozen, and empty

    @property
    def group(self) -> Group:
        if self.status in BY_STATUS:
            return BY_STATUS[self.status]
        return Group.ACCOMPANYING if self.person_status == ACCOMPANYING_MINOR else Group.IN_IDENTIFICATION


@dataclass(frozen=True)
class Person:
    """One person of the target, with a line for each need. What follows from it is counted once."""

    known: Known
    lines: tuple[NeedLine, ...]

    @property
    def is_assessed(self) -> bool:
        return self.known.help.needs is not None

    @cached_property
    def has_all(self) -> bool:
        """Her needs were asked, and help for each reached her or is not wanted."""
        return self.is_assessed and all(line.is_settled for line in self.lines)

    @cached_property
    def has_gap(self) -> bool:
        """Somebody has to act before anybody else can: nobody asked her, nobody was asked for something, or all said no."""
        return not self.is_assessed or any(line.is_gap for line in self.lines)


@dataclass(frozen=True)
class Share:
    """So many of so many. Of nobody there is no share."""

    reached: int
    persons: int


@dataclass(frozen=True)
class Figures:
    """`victims` is the figure of the target; `beside` how many stand in each group, victims too; `needs` how far the needs
    of victims are; `tables` the same share by sex, age group and ethnicity, by the codes of their lists."""

    victims: Share
    not_assessed: int
    needs: Mapping[Reached, int]
    beside: Mapping[Group, int]
    tables: Mapping[Code, Mapping[Code, Share]]


@dataclass(frozen=True)
class Target:
    """The figures, and every person by the id of the case: first where somebody has to act."""

    figures: Figures
    persons: Mapping[str, Person]

    def of(self, group: Group) -> dict[str, Person]:
        return {case: person for case, person in self.persons.items() if person.known.group is group}


def target(known: Mapping[str, Known], law: Law, today: date, before: Mapping[str, Person] | None = None) -> Target:
    """Of a case whose file is not opened yet nothing is said. `before` are persons of whom nothing new is known, summed up
    under the same law on the same day."""
    answers = services_by_need(law)
    opened = {case: each for case, each in known.items() if each.since}
    before = {case: each for case, each in (before or {}).items() if case not in known}
    new = {case: Person(each, lines_of(each.help, answers, today)) for case, each in opened.items()}
    persons = {**before, **new}
    return Target(figures(persons.values()), dict(sorted(persons.items(), key=_urgency)))


def _urgency(named: tuple[str, Person]) -> tuple[bool, bool, bool, date, str]:
    """Open cases first, of them those with a gap, of them those who wait the longest."""
    case, person = named
    since = person.known.since or date.max
    return person.known.closed is not None, not person.has_gap, person.has_all, since, case


def figures(persons: Iterable[Person]) -> Figures:
    everybody = list(persons)
    victims = [person for person in everybody if person.known.group is Group.VICTIM]
    by = {"sexes": "sex", "age_groups": "age_group", "ethnicities": "ethnicity"}
    needs = Counter(line.reached for person in victims for line in person.lines)
    groups = Counter(person.known.group for person in everybody)
    return Figures(
        victims=_share(victims),
        not_assessed=sum(not person.is_assessed for person in victims),
        needs={reached: needs[reached] for reached in sorted(Reached, reverse=True)},
        beside={group: groups[group] for group in Group},
        tables={kind: _by(field, victims) for kind, field in by.items()},
    )


def _share(persons: Iterable[Person]) -> Share:
    counted = Counter(person.has_all for person in persons)
    return Share(counted[True], counted.total())


def _by(field: str, persons: Iterable[Person]) -> dict[Code, Share]:
    """Only the lines in which somebody stands."""
    found: dict[Code, list[Person]] = {}
    for person in persons:
        found.setdefault(str(getattr(person.known, field).value), []).append(person)
    return {code: _share(found[code]) for code in sorted(found)}
