"""Sums over persons: by sex, age group, ethnicity, purpose, regime and unit, each beside how far identification is."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.reporting.projections.counting.persons import CLOSED, PEOPLE, REPORTED
from services.reporting.projections.counting.question import UNSAID, Sum, Thing
from services.reporting.projections.persons import GROUPS
from shared.kernel.law import Law
from shared.kernel.words import Code


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


def received_regimes(regimes: Iterable[Code], needs: Iterable[Code], law: Law) -> list[Code]:
    """The regimes somebody has received: what was delivered as one, and those that the essential needs given at the
    reception are part of (the `group` of the need in the law)."""
    known = law.lists.get("essential_needs", {})
    given = {item.group for need in needs if (item := known.get(need)) and item.group}
    return sorted(given.union(regimes))


_UNSAID = {
    "purpose": "Chưa ghi nhận",
    "route": "Chưa ghi nhận",
    "country": "Trong nước hoặc chưa rõ",
    "regime": "Chưa nhận chế độ nào",
    "unit": "Chưa rõ",
}
TABLES = ("sex", "age_group", "ethnicity", "purpose", "route", "country", "regime", "unit")
OPEN_LISTS = ("purposes", "routes", "countries", "units")
GROUPS_OF_EACH: tuple[Code, ...] = ("stage", "identification")
REGIME = "regime"
BY: Mapping[Code, tuple[Code, ...]] = {name: (name,) for name in TABLES} | {REGIME: (REGIME, "need")}
"""By what a table is counted: some needs are part of a regime."""
Counted = Mapping[tuple[str, ...], Sum]
Asked = Callable[[Sequence[Sequence[Code]]], Sequence[Counted]]
"""How many persons, by each of these lists of dimensions; who stands on several values of one, once under all of them."""


def statistics(ask: Asked, law: Law) -> Statistics:
    """The tables, in the order and the words of the lists of the law."""
    all_, *tables = ask([GROUPS_OF_EACH, *((*GROUPS_OF_EACH, *BY[name]) for name in TABLES)])
    stages: Counter[Code] = Counter()
    groups: Counter[Code] = Counter()
    for (stage, group), found in all_.items():
        stages[stage] += found.things
        groups[group] += found.things if stage != REPORTED else 0
    return Statistics(
        persons=groups.total(),
        reported=stages[REPORTED],
        closed=stages[CLOSED],
        groups=_groups(groups),
        tables=tuple(_table(name, _lines(name, found, law), law) for name, found in zip(TABLES, tables, strict=True)),
    )


def _lines(name: Code, counted: Counted, law: Law) -> dict[Code, Counter[Code]]:
    """Of those who were received: by a value of a dimension, how many in each group."""
    lines: dict[Code, Counter[Code]] = {}
    for (stage, group, *values), found in counted.items():
        if stage != REPORTED:
            for code in _regimes(*values, law=law) if name == REGIME else values:
                lines.setdefault(code, Counter())[group] += found.things
    return lines


def regimes_of(person: Thing, law: Law) -> list[Code]:
    """The regimes a person has received."""
    regimes, needs = (person.values[PEOPLE.at(name)] for name in BY[REGIME])
    return _regimes(regimes, needs, law=law)


def _regimes(regimes: str, needs: str, *, law: Law) -> list[Code]:
    return received_regimes(_several(regimes), _several(needs), law) or [UNSAID]


def _several(value: str) -> list[Code]:
    return [] if value == UNSAID else value.split()


def _table(name: Code, found: Mapping[Code, Counter[Code]], law: Law) -> Table:
    kind = PEOPLE.dimensions[PEOPLE.at(name)].words
    words = {code: item.vi for code, item in law.listed(kind).items()}
    # Every regime and sex of the law stands there, also with 0: an empty line is an answer too. Purposes and units
    # would be long lists of nothing.
    lines = [code for code in words if code in found or kind not in OPEN_LISTS]
    lines += [code for code in sorted(found) if code not in words]
    rows = (Row(code, words.get(code) or _UNSAID.get(name, code), _groups(found.get(code))) for code in lines)
    return Table(name, tuple(rows), several=name == REGIME)


def _groups(counted: Counter[Code] | None) -> dict[Code, int]:
    return {group: counted[group] if counted else 0 for group in GROUPS}
