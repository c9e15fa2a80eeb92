"""Access to services (target T2): of those who were received, and of the victims among them, how many a service that was asked
for has reached and how many had their essential needs met; by sex, age and ethnicity, so that it shows whether all are equal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.deliveries import DELIVERIES, GIVEN, NOT_GIVEN, OUTCOMES, REACHED
from services.reporting.projections.counting.persons import CLOSED, PEOPLE, SUPPORTED
from services.reporting.projections.counting.question import UNSAID, Counts, Only
from services.reporting.projections.persons import VICTIM
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code

EQUAL_BY: tuple[Code, ...] = ("sex", "age_group", "ethnicity")
RECEIVED: tuple[Code, ...] = (SUPPORTED, CLOSED)
SERVICES_ASKED: Only = {"need": [UNSAID]}
SERVICES_REACHED: Only = {"need": [UNSAID], "outcome": REACHED}
ESSENTIAL_MET: Only = {"service": [UNSAID]}


class Reached(NamedTuple):
    """Persons: all of a group, those for whom a service was asked, whom one has reached, whose essential needs were met."""

    persons: int = 0
    asked: int = 0
    reached: int = 0
    essential: int = 0

    @property
    def share(self) -> int | None:
        """Per cent whom a service has reached; None where there is nobody."""
        return round(100 * self.reached / self.persons) if self.persons else None


@dataclass(frozen=True)
class AccessRow:
    code: Code
    vi: str
    victims: Reached
    everybody: Reached


class Gap(NamedTuple):
    """The groups of victims whom services reach least and most often, where that is not the same. `one_is`: how many points of a
    hundred one person of the first group stands for, so that nobody takes few people for a rule."""

    least: AccessRow
    most: AccessRow
    one_is: int


@dataclass(frozen=True)
class AccessTable:
    name: Code
    rows: tuple[AccessRow, ...]

    @property
    def groups(self) -> int:
        """How many groups of victims there is anybody in."""
        return sum(row.victims.persons > 0 for row in self.rows)

    @property
    def gap(self) -> Gap | None:
        there = [row for row in self.rows if row.victims.persons]
        if not there:
            return None
        least, most = (pick(there, key=_exact_share) for pick in (min, max))
        if _exact_share(least) == _exact_share(most):
            return None
        return Gap(least, most, round(100 / least.victims.persons))


class ServiceRow(NamedTuple):
    """A service at an agency: how often it was asked for, of that given, not given, and still on the way; whom it reached."""

    service: Code
    agency: AgencyId
    asked: int
    given: int
    not_given: int
    on_the_way: int
    persons: int


@dataclass(frozen=True)
class Access:
    victims: Reached
    everybody: Reached
    tables: tuple[AccessTable, ...]
    services: tuple[ServiceRow, ...]


def access(counts: Counts, at: AsOf, law: Law) -> Access:
    """Everything of one day; the lines in the order and the words of the lists of the law."""
    victims, everybody = (_reached(counts, at, [], only) for only in ({"identification": [VICTIM]}, {}))
    return Access(
        victims.get((), Reached()),
        everybody.get((), Reached()),
        tuple(_table(counts, at, name, law) for name in EQUAL_BY),
        tuple(_services(counts, at)),
    )


def _exact_share(row: AccessRow) -> float:
    return row.victims.reached / row.victims.persons


def _reached(counts: Counts, at: AsOf, by: Sequence[Code], only: Only) -> dict[tuple[str, ...], Reached]:
    received: Only = {"stage": RECEIVED, **only}
    persons = counts.ask(PEOPLE, by, at, only=received)
    parts = [
        counts.persons(DELIVERIES, by, at, only={**received, **part})
        for part in (SERVICES_ASKED, SERVICES_REACHED, ESSENTIAL_MET)
    ]
    return {line: Reached(found.things, *(part.get(line, 0) for part in parts)) for line, found in persons.items()}


def _table(counts: Counts, at: AsOf, name: Code, law: Law) -> AccessTable:
    victims = _reached(counts, at, [name], {"identification": [VICTIM]})
    everybody = _reached(counts, at, [name], {})
    words = {code: item.vi for code, item in law.listed(PEOPLE.dimensions[PEOPLE.at(name)].words).items()}
    codes = [*words, *sorted(code for (code,) in everybody if code not in words)]
    return AccessTable(
        name,
        tuple(
            AccessRow(code, words.get(code, code), victims.get((code,), Reached()), everybody.get((code,), Reached()))
            for code in codes
        ),
    )


def _services(counts: Counts, at: AsOf) -> Iterable[ServiceRow]:
    found: dict[tuple[str, str], Counter[str]] = {}
    for (service, agency, outcome), each in counts.ask(
        DELIVERIES, ["service", "agency", "outcome"], at, only=SERVICES_ASKED
    ).items():
        found.setdefault((service, agency), Counter())[outcome] += each.things
    persons = counts.persons(DELIVERIES, ["service", "agency"], at, only=SERVICES_REACHED)
    for (service, agency), outcomes in sorted(found.items()):
        on_the_way = sum(outcomes[each] for each in OUTCOMES if each not in (GIVEN, NOT_GIVEN))
        yield ServiceRow(
            service, agency, outcomes.total(), outcomes[GIVEN], outcomes[NOT_GIVEN], on_the_way,
            persons.get((service, agency), 0),
        )  # fmt: skip
