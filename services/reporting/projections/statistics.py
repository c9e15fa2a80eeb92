"""Sums over persons: by sex, age group, ethnicity, purpose, regime and unit, each beside how far identification is."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.reporting.projections.persons import NOT_VICTIM, POLICE_REFUSED, VICTIM, Person
from shared.kernel.law import Law
from shared.kernel.words import Code

IN_IDENTIFICATION = "in_identification"
GROUPS: tuple[Code, ...] = (VICTIM, IN_IDENTIFICATION, POLICE_REFUSED, NOT_VICTIM)
"""The columns: victims, and beside them those who are suspected, being verified or unresolved, those who refuse the
police, and those who are found not to be victims."""


def group_of(person: Person) -> Code:
    return person.status if person.status in GROUPS else IN_IDENTIFICATION


@dataclass(frozen=True)
class Row:
    """One line of a table: a code, its words, and the number of persons in each group."""

    code: Code
    vi: str
    counts: Mapping[Code, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Table:
    """`several`: a person may stand in more than one line, so that lines do not add up to persons."""

    name: Code
    rows: tuple[Row, ...]
    several: bool = False


@dataclass(frozen=True)
class Statistics:
    """All tables of one day, over everybody who was received. `reported`: reported and not received yet, beside the
    sums. Nobody at all is `persons == 0`: said as "không phát sinh", never as a percentage."""

    persons: int
    reported: int
    closed: int
    groups: Mapping[Code, int]
    tables: tuple[Table, ...]

    def share(self, part: int, whole: int) -> int | None:
        """Per cent, or None when there is nobody to be a part of."""
        return round(100 * part / whole) if whole else None


def received_regimes(person: Person, law: Law) -> list[Code]:
    """The regimes somebody has received: what was delivered as one, and those that the essential needs given at the
    reception are part of (the `group` of the need in the law)."""
    needs = law.lists.get("essential_needs", {})
    given = {item.group for need in person.essential_needs if (item := needs.get(need)) and item.group}
    return sorted(given | person.regimes.keys())


_Codes = Callable[[Person, Law], Iterable[Code]]
_BY: tuple[tuple[Code, str, _Codes], ...] = (
    ("sex", "sexes", lambda p, _: [p.sex.value]),
    ("age_group", "age_groups", lambda p, _: [p.age_group.value]),
    ("ethnicity", "ethnicities", lambda p, _: [p.ethnicity.value]),
    ("purpose", "purposes", lambda p, _: [p.purpose or UNSAID]),
    ("regime", "regimes", lambda p, law: received_regimes(p, law) or [UNSAID]),
    ("unit", "units", lambda p, _: [p.unit or UNSAID]),
)
UNSAID = "-"
_UNSAID_WORDS = {"purpose": "Chưa ghi nhận", "regime": "Chưa nhận chế độ nào", "unit": "Chưa rõ"}


def statistics(persons: Iterable[Person], law: Law) -> Statistics:
    """The tables, in the order and the words of the lists of the law."""
    everybody = list(persons)
    people = [person for person in everybody if person.received_on]
    return Statistics(
        persons=len(people),
        reported=len(everybody) - len(people),
        closed=sum(person.closed_on is not None for person in people),
        groups=_groups(people),
        tables=tuple(_table(name, kind, codes, people, law) for name, kind, codes in _BY),
    )


def _table(name: Code, kind: Code, codes: _Codes, people: list[Person], law: Law) -> Table:
    words = {code: unit.vi for code, unit in law.units.items()} if kind == "units" else _words(law, kind)
    found: dict[Code, list[Person]] = {}
    for person in people:
        for code in codes(person, law):
            found.setdefault(code, []).append(person)
    # Every regime and sex of the law stands there, also with 0: an empty line is an answer too. Purposes and units
    # would be long lists of nothing.
    lines = [code for code in words if code in found or kind not in ("purposes", "units")]
    lines += [code for code in sorted(found) if code not in words]
    rows = (Row(code, words.get(code) or _UNSAID_WORDS.get(name, code), _groups(found.get(code, []))) for code in lines)
    return Table(name, tuple(rows), several=name == "regime")


def _words(law: Law, kind: Code) -> dict[Code, str]:
    return {code: item.vi for code, item in law.listed(kind).items()}


def _groups(people: Iterable[Person]) -> dict[Code, int]:
    counted = Counter(group_of(person) for person in people)
    return {group: counted[group] for group in GROUPS}
