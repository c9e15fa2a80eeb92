"""Who stands in which line of a table, as it was known at the end of a day: what publications are judged by.

Publications ask only `Counting`; whatever keeps persons on its clocks can answer it. `Persons` folds what was written down
until that day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import product
from typing import Protocol

from services.reporting.domain.finding import Place
from services.reporting.domain.publication import Dimension
from services.reporting.domain.small_numbers import Asked, Table
from services.reporting.domain.small_numbers import Person as Key
from services.reporting.projections.counting.statistics import received_regimes
from services.reporting.projections.keeping import Heard
from services.reporting.projections.links import Links, by_first_case, first_cases
from services.reporting.projections.persons import GROUPS, Person, group_of
from shared.clock import day_over
from shared.kernel.law import Law
from shared.kernel.words import Code, Source

UNSAID: Code = "unsaid"
"""Nothing is said of it: no purpose yet, no unit, no regime received."""
LISTS: Mapping[Dimension, Code] = {
    Dimension.SEX: "sexes", Dimension.AGE_GROUP: "age_groups", Dimension.ETHNICITY: "ethnicities",
    Dimension.PURPOSE: "purposes", Dimension.REGIME: "regimes", Dimension.UNIT: "units",
}  # fmt: skip
"""The lists of the law in which the codes of a dimension stand; groups have none there."""
MAY_BE_UNSAID = (Dimension.PURPOSE, Dimension.REGIME, Dimension.UNIT)


class Counting(Protocol):
    """Persons by the lines of a table. The same person has the same key in every table, of whatever day."""

    def tables(self, asked: Sequence[Asked]) -> list[Table]:
        """Each of these, in their order."""
        ...

    def heard(self) -> tuple[Place, ...]:
        """How far each journal is heard."""
        ...


class Known(Protocol):
    """What `Persons` asks of everything that was heard."""

    def known_until(self, moment: datetime) -> tuple[Mapping[str, Person], Sequence[Links]]: ...

    def sources(self, listened_to: Sequence[Source]) -> Sequence[Heard]: ...


class Persons:
    """`law_on` gives the lists of a day, `today` the town's day, `listens_to` the journals."""

    def __init__(
        self, known: Known, law_on: Callable[[date], Law], today: Callable[[], date], listens_to: Sequence[Source]
    ) -> None:
        self._known, self._law_on, self._today, self._listens_to = known, law_on, today, tuple(listens_to)

    def tables(self, asked: Sequence[Asked]) -> list[Table]:
        """Received persons, each once as was known on the day; whose second case it is as known today, so that nobody is two
        persons in one table and one in the next."""
        known = {
            day: self._known.known_until(day_over(day)) for day in {self._today(), *(each.as_of for each in asked)}
        }
        _, linked = known[self._today()]
        one_of = first_cases({case for cases, _ in known.values() for case in cases}, linked)
        found = []
        for each in asked:
            persons = by_first_case(*known[each.as_of])
            found.append(_table(each, [(one_of[case], one) for case, one in persons.items()], self._law_on(each.as_of)))
        return found

    def heard(self) -> tuple[Place, ...]:
        sources = self._known.sources(self._listens_to)
        return tuple(Place(each.source, each.contiguous) for each in sources if each.contiguous)


def _table(asked: Asked, persons: Iterable[tuple[Key, Person]], law: Law) -> Table:
    by = [Dimension(name) for name in asked.by]
    lines = {at: set[Key]() for at in product(*(codes_of(each, law) for each in by))}
    for key, person in persons:
        if _counts(person, asked):
            for at in product(*(_codes(each, person, law) for each in by)):
                lines.setdefault(at, set()).add(key)
    return Table(asked, {at: frozenset(who) for at, who in lines.items()})


def codes_of(by: Dimension, law: Law) -> tuple[Code, ...]:
    """Every code somebody could stand under."""
    unsaid = (UNSAID,) if by in MAY_BE_UNSAID else ()
    return GROUPS if by is Dimension.IDENTIFICATION else (*law.listed(LISTS[by]), *unsaid)


def called(by: Dimension, code: Code, law: Law) -> str | None:
    """The words of a code, where the law has them."""
    item = law.listed(LISTS.get(by, "")).get(code)
    return item.vi if item else None


def _codes(by: Dimension, person: Person, law: Law) -> Iterable[Code]:
    match by:
        case Dimension.SEX:
            return [person.sex.value]
        case Dimension.AGE_GROUP:
            return [person.age_group.value]
        case Dimension.ETHNICITY:
            return [person.ethnicity.value]
        case Dimension.PURPOSE:
            return [person.purpose or UNSAID]
        case Dimension.REGIME:
            return received_regimes(person.regimes, person.essential_needs, law) or [UNSAID]
        case Dimension.UNIT:
            return [person.unit or UNSAID]
        case Dimension.IDENTIFICATION:
            return [group_of(person)]


def _counts(person: Person, asked: Asked) -> bool:
    """Received, in the period, and of the group that is asked for."""
    if person.received_on is None or (asked.since and person.received_on < asked.since):
        return False
    return asked.only in (None, group_of(person))
