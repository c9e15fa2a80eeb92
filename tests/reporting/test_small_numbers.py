"""What may be told of small numbers, held against a reader who knows everything told, and the rule itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.reporting.domain.small_numbers import Asked, Judged, Table, judge

JUNE, DECEMBER = date(2023, 6, 30), date(2023, 12, 31)
LEAST = 10
Kind = tuple[str, str, int]
"""A kind of person: of one dimension, of another, and known since June (0) or since December (1)."""
World = dict[Kind, int]
"""How many there are of each kind: a town as it could be."""


def kinds(many_a: int, many_b: int, days: int) -> list[Kind]:
    return [(f"a{a}", f"b{b}", day) for a, b, day in product(range(many_a), range(many_b), range(days))]


def table(world: World, asked: Asked) -> Table:
    """The table of a town, with every line there could be."""
    codes = {"a": sorted({a for a, _, _ in world}), "b": sorted({b for _, b, _ in world})}
    lines: dict[tuple[str, ...], set[str]] = {at: set() for at in product(*(codes[name] for name in asked.by))}
    for (a, b, day), count in world.items():
        if not (asked.as_of == JUNE and day) and not (asked.since and not day):
            at = tuple({"a": a, "b": b}[name] for name in asked.by)
            lines[at] |= {f"{a}{b}{day}/{n}" for n in range(count)}
    return Table(asked, {at: frozenset(who) for at, who in lines.items()})


def by(*names: str, as_of: date = JUNE, since: date | None = None) -> Asked:
    return Asked(as_of=as_of, by=names, since=since)


def counted(**lines: int) -> Table:
    """A table by one dimension."""
    cells: dict[tuple[str, ...], frozenset[str]] = {
        (name,): frozenset(f"{name}/{n}" for n in range(count)) for name, count in lines.items()
    }
    return Table(by("sex"), cells)


def told(of: Table, earlier: Sequence[Table] = (), least: int = LEAST) -> Judged:
    return judge(of, earlier, least)


def test_a_line_of_fewer_is_not_told_nor_the_sum_it_could_be_reckoned_from() -> None:
    assert told(counted(female=24, male=9, unknown=0)).told == {("female",)}


def test_lines_that_hide_enough_persons_together_leave_the_sum_told() -> None:
    assert told(counted(female=24, male=6, other=5, unknown=0)).told == {("female",), (None,)}


def test_nobody_is_hidden_as_few_are_so_that_a_zero_says_nothing() -> None:
    """All are women: were the sum told beside them, it would say that there is no man."""
    assert told(counted(female=24, male=0, unknown=0)).told == {("female",)}


def test_hidden_lines_so_full_that_none_can_be_empty_leave_the_sum_untold() -> None:
    """Three lines of nine below a sum of 37: whoever knows that each is below ten would know each to be at least seven."""
    assert told(counted(female=10, male=9, other=9, unknown=9)).told == {("female",)}


def test_where_every_line_is_told_the_sum_is_too() -> None:
    assert told(counted(female=24, male=10)).told == {("female",), ("male",), (None,)}


def test_nothing_is_told_of_few() -> None:
    assert told(counted(female=9, male=9)) == Judged()
    assert told(Table(by(), {(): frozenset("abc")})) == Judged()


def test_a_table_that_could_be_subtracted_from_an_earlier_one_is_refused() -> None:
    """Told together they would say how many men there are: 33 less 24."""
    lines = counted(female=24, male=9)
    whole = Table(by(), {(): lines.persons((None,))}, frozenset({()}))
    assert told(lines, [whole]) == Judged(isolates=True)


def test_a_few_who_came_meanwhile_are_not_told_by_two_days() -> None:
    june, december = ({("a0", "b0", 0): 20, ("a0", "b0", 1): n} for n in (0, 3))
    first = replace(table(june, by()), told=frozenset({()}))
    assert told(table(december, by(as_of=DECEMBER)), [first]) == Judged(isolates=True)
    enough = {("a0", "b0", 0): 20, ("a0", "b0", 1): 10}
    assert told(table(enough, by(as_of=DECEMBER)), [first]).told == {()}


def test_sums_of_three_are_no_way_around() -> None:
    """Two tables by different things, whose numbers together leave four persons apart."""
    world = {("a0", "b0", 0): 15, ("a1", "b1", 0): 15, ("a1", "b0", 0): 4}
    first = table(world, by("a"))
    first = replace(first, told=told(first).told)
    assert first.told
    assert told(table(world, by("b")), [first]).isolates


def test_the_same_table_can_be_told_to_others_too() -> None:
    lines = counted(female=24, male=12)
    again = told(lines, [replace(lines, told=told(lines).told)])
    assert again.told == {("female",), ("male",), (None,)}


def test_what_was_given_away_before_stops_nothing_that_gives_away_nothing_more() -> None:
    """Two who were published turned out to be one person: that is not mended by telling nothing ever after."""
    nine = Table(by("sex"), {("female",): frozenset(map(str, range(9)))}, frozenset({("female",)}))
    others = Table(by("sex", as_of=DECEMBER), {("male",): frozenset(f"m{n}" for n in range(15))})
    assert told(others, [nine]).told >= {("male",)}


# The reader who knows everything: all that was told, and the rule by which it was told.


def worlds(of: Sequence[Kind], most: int) -> Iterator[World]:
    """Every town of at most so many persons."""
    for counts in product(range(most + 1), repeat=len(of)):
        if sum(counts) <= most:
            yield dict(zip(of, counts, strict=True))


def published(world: World, asks: Sequence[Asked], least: int, step: int) -> object | None:
    """What is read of these tables, one after the other, in a town; None, where one of them is not published."""
    earlier: list[Table] = []
    read = []
    for asked in asks:
        of = table(world, asked)
        if not (keys := told(of, earlier, least).told):
            return None
        earlier.append(replace(of, told=keys))
        read.append(frozenset((key, len(of.persons(key)) // step * step) for key in keys))
    return tuple(read)


def sure_of_few(of: Sequence[Kind], asks: Sequence[Asked], most: int, least: int, step: int) -> list[object]:
    """Groups of whom a reader is sure that they are somebody, and fewer than `least`: by trying every town in which the same
    would have been published."""
    alike: dict[object, list[World]] = defaultdict(list)
    for world in worlds(of, most):
        if read := published(world, asks, least, step):
            alike[read].append(world)
    assert alike, "nothing was ever published"
    groups = [group for size in range(1, len(of) + 1) for group in combinations(of, size)]
    return [
        (read, group)
        for read, possible in alike.items()
        for group in groups
        if all(1 <= sum(world[kind] for kind in group) < least for world in possible)
    ]


@pytest.mark.parametrize(("lines", "most", "least", "step"), [(3, 12, 4, 2), (4, 9, 3, 1)])
def test_who_knows_a_table_and_the_rule_is_never_sure_of_few(lines: int, most: int, least: int, step: int) -> None:
    assert sure_of_few(kinds(lines, 1, 1), [by("a")], most, least, step) == []


def test_nor_who_knows_a_table_by_two_things_with_all_its_sums() -> None:
    assert sure_of_few(kinds(2, 2, 1), [by("a", "b")], 10, 3, 1) == []
    assert sure_of_few(kinds(2, 3, 1), [by("a", "b")], 7, 2, 1) == []


@pytest.mark.parametrize("asks", list(permutations([by(), by("a"), by("b"), by("a", "b")], 2)))
def test_nor_who_knows_two_tables_of_one_day(asks: Sequence[Asked]) -> None:
    assert sure_of_few(kinds(2, 2, 1), asks, 8, 2, 1) == []


@pytest.mark.parametrize(
    "asks",
    [
        [by(), by(as_of=DECEMBER), by("a", as_of=DECEMBER)],
        [by("a"), by("a", as_of=DECEMBER), by(as_of=DECEMBER)],
        [by("a"), by(as_of=DECEMBER), by(as_of=DECEMBER, since=DECEMBER)],
        [by(as_of=DECEMBER, since=DECEMBER), by(as_of=DECEMBER), by("a")],
    ],
)
def test_nor_who_knows_tables_of_several_days_and_periods(asks: Sequence[Asked]) -> None:
    assert sure_of_few(kinds(2, 1, 2), asks, 8, 2, 1) == []


def test_the_reader_finds_what_a_weaker_rule_gives_away() -> None:
    """The oracle can say no: of a sum told beside all lines that are large enough, it finds the small one."""

    def weaker(world: World, asks: Sequence[Asked], least: int, step: int) -> object:
        (of,) = (table(world, asked) for asked in asks)
        keys = [(None,), *(at for at, who in of.cells.items() if len(who) >= least)]
        return frozenset((key, len(of.persons(key)) // step * step) for key in keys)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "published", weaker)
        assert sure_of_few(kinds(2, 1, 1), [by("a")], 8, 3, 1)


ASKS = [
    by(*names, as_of=as_of, since=since)
    for names in ((), ("a",), ("b",), ("a", "b"))
    for as_of, since in ((JUNE, None), (DECEMBER, None), (DECEMBER, DECEMBER))
]


@settings(max_examples=150, deadline=None)
@given(
    some.fixed_dictionaries({kind: some.integers(0, 30) for kind in kinds(2, 3, 2)}),
    some.lists(some.sampled_from(ASKS), min_size=1, max_size=5),
)
def test_no_sum_and_no_difference_of_what_was_ever_told_is_few(world: World, asks: list[Asked]) -> None:
    """Whatever tables are asked for in whatever order: what any three numbers have in common or not is nobody, or enough."""
    earlier: list[Table] = []
    for asked in asks:
        of = table(world, asked)
        earlier.append(replace(of, told=told(of, earlier).told))
    groups = {of.persons(key) for of in earlier for key in of.told}
    for one, other, third in product(groups, repeat=3):
        for rest in (
            one,
            one & other,
            one - other,
            one - (other | third),
            (one & other) - third,
            (one | other) - third,
        ):
            assert not 0 < len(rest) < LEAST
