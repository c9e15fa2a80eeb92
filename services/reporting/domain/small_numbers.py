"""Which numbers of a table may be told to people outside the lawful line, beside everything told before.

The rule in one sentence: **whoever is counted in anything told stands, in all that was ever told, among at least `least`
persons of whom exactly the same was told.** So no sum and no difference of tables, however many, is a group of one to
`least - 1` persons. Two more things follow from what a reader may reason:

* a line that is not told has fewer than `least` persons or none, and nobody learns which: lines inside a sum that is told must
  hold enough persons together, and so few that each of them could still be empty;
* rounding protects nothing by itself (25 and 30 differ by one to nine persons): it is done last, and nothing rests on it.

Nothing here knows who a person is; `Person` is any key that is the same in every table. See decision record 0045.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations

from shared.kernel.words import Code

Person = str
Key = tuple[Code | None, ...]
"""A number of a table: a code for each dimension; None, where it is summed over."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A table: persons known at the end of `as_of`, by these dimensions; of `only` one group and received `since` a day, where
    these are given."""

    as_of: date
    by: tuple[Code, ...] = ()
    since: date | None = None
    only: Code | None = None

    @property
    def frame(self) -> tuple[date, date | None, Code | None]:
        """Of whom it is, whatever they are told by."""
        return self.as_of, self.since, self.only


@dataclass(frozen=True)
class Table:
    """A table with the persons in each line. `cells` has every line there could be, those with nobody too; `told` are the
    numbers that are told of it."""

    asked: Asked
    cells: Mapping[tuple[Code, ...], frozenset[Person]]
    told: frozenset[Key] = frozenset()

    def persons(self, key: Key) -> frozenset[Person]:
        """Who is counted in a number, a person once."""
        return frozenset().union(*(who for at, who in self.occupied if holds(key, at)))

    @cached_property
    def occupied(self) -> tuple[tuple[tuple[Code, ...], frozenset[Person]], ...]:
        """The lines in which somebody stands."""
        return tuple((at, who) for at, who in self.cells.items() if who)

    @cached_property
    def hidden(self) -> tuple[tuple[Code, ...], ...]:
        """The lines that are not told."""
        return tuple(at for at in self.cells if at not in self.told)

    @cached_property
    def in_lines(self) -> frozenset[Person]:
        """Who stands in a line that is told."""
        return frozenset().union(*(self.cells[at] for at in self.cells if at in self.told))


@dataclass(frozen=True)
class _Group:
    """A number that is told, with the persons in it."""

    asked: Asked
    key: Key
    persons: frozenset[Person] = field(repr=False)

    def covers(self, table: Table, at: tuple[Code, ...]) -> bool:
        """Is whoever stands in this line of a table counted here for certain?"""
        line = dict(zip(table.asked.by, at, strict=True))
        fixed = zip(self.asked.by, self.key, strict=True)
        return self.asked.frame == table.asked.frame and all(code in (None, line.get(name)) for name, code in fixed)


@dataclass(frozen=True)
class Judged:
    """What may be told of a table: its numbers, none where every line is too small; `isolates`: beside what was told before, it
    would set few persons apart."""

    told: frozenset[Key] = frozenset()
    isolates: bool = False


def holds(key: Key, at: Key) -> bool:
    """Is this line part of that number?"""
    return all(asked in (None, code) for asked, code in zip(key, at, strict=True))


def judge(table: Table, earlier: Sequence[Table], least: int) -> Judged:
    """Lines of at least `least` persons; then the sums that can stand beside them. A line is never left out for the sake of
    another table: that it is missing would say so. The whole table is refused instead."""
    lines = frozenset(at for at, who in table.cells.items() if len(who) >= least)
    if not lines:
        return Judged()
    before = _faults(earlier, least)
    told = replace(table, told=lines)
    if _faults([*earlier, told], least) - before:
        return Judged(isolates=True)
    for key in sums(table):
        with_sum = replace(told, told=told.told | {key})
        if len(table.persons(key)) >= least and not _faults([*earlier, with_sum], least) - before:
            told = with_sum
    return Judged(told.told)


def sums(table: Table) -> Iterator[Key]:
    """The sums of a table, the whole first: over all dimensions, over all but one, and so on."""
    width = len(table.asked.by)
    for kept in range(width):
        for places in combinations(range(width), kept):
            found = {tuple(code if n in places else None for n, code in enumerate(at)) for at, _ in table.occupied}
            yield from sorted(found, key=str)


def _faults(tables: Sequence[Table], least: int) -> set[object]:
    """What would be given away by all these together."""
    groups = [_Group(t.asked, key, t.persons(key)) for t in tables for key in t.told]
    alike = _alike(groups)
    few = {who for who in alike if len(who) < least}
    return few | {fault for n, table in enumerate(tables) for fault in _guessed(n, table, groups, alike, least)}


def _alike(groups: Iterable[_Group]) -> set[frozenset[Person]]:
    """Everybody who is counted anywhere, with those of whom exactly the same is told."""
    counted: dict[Person, list[int]] = {}
    for number, group in enumerate(groups):
        for person in group.persons:
            counted.setdefault(person, []).append(number)
    classes: dict[tuple[int, ...], set[Person]] = {}
    for person, where in counted.items():
        classes.setdefault(tuple(where), set()).add(person)
    return {frozenset(each) for each in classes.values()}


def _guessed(
    n: int, table: Table, groups: Sequence[_Group], alike: set[frozenset[Person]], least: int
) -> Iterator[object]:
    """The hidden lines of a table of which somebody could reckon that they are not empty, or that they are. Lines go together
    where the same sums hold them: within those, persons can be moved about without a number that is told becoming another."""
    together: dict[frozenset[int], list[tuple[Code, ...]]] = {}
    for at in table.hidden:
        together.setdefault(frozenset(i for i, group in enumerate(groups) if group.covers(table, at)), []).append(at)
    for within, lines in together.items():
        persons = frozenset().union(*(table.cells[at] for at in lines)) - table.in_lines
        certain = sum(len(who) for who in alike if who <= persons)
        if (within and len(persons) < least) or certain > (least - 1) * (len(lines) - 1):
            yield n, frozenset(groups[i].key for i in within), frozenset(lines)
