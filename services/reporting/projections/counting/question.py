"""A question: what is counted, and by what. It is a pure fold; its name carries a version, so that a changed one is a new one,
built beside the old."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from services.reporting.projections.counting.clocks import AsOf, Span
from services.reporting.projections.told import Told
from shared.kernel.words import Code
from shared.views import View

State = TypeVar("State")
Only = Mapping[Code, Collection[str]]
"""Of a dimension, the values that are asked for."""
UNSAID = "-"
"""Where nobody said what stands on a dimension."""


class Dimension(NamedTuple):
    """By what is counted. `words`: the list of the law in which its values are named. `several`: a thing may stand on more than
    one value, so that lines do not add up to things."""

    name: Code
    words: Code
    several: bool = False


class Turn(NamedTuple):
    """From a day on a thing stands on other values by itself: nothing needs to happen for a term to be late."""

    on: date
    values: tuple[str, ...]


class Thing(NamedTuple):
    """One of what is counted: its key among all, its value on each dimension of the question (several: parted by spaces), and how
    much of it there is where that is asked (đồng, days). The key begins with the cases it is about, so that a number can be
    opened: parted by spaces, and by a stroke from what tells it from others of theirs."""

    key: str
    values: tuple[str, ...]
    amount: int = 1
    turn: Turn | None = None

    @property
    def cases(self) -> tuple[UUID, ...]:
        """The cases it is about."""
        return tuple(UUID(case) for case in self.key.partition("/")[0].split(" "))


def turned(found: Iterable[tuple[Span, Thing]]) -> Iterator[tuple[Span, Thing]]:
    """What turns by itself within a span is two: until the day, and from it on."""
    for span, thing in found:
        if (turn := thing.turn) is None:
            yield span, thing
            continue
        still = thing._replace(turn=None)
        if span.true_from < turn.on:
            yield span._replace(true_to=min(span.true_to, turn.on)), still
        if turn.on < span.true_to:
            yield span._replace(true_from=max(span.true_from, turn.on)), still._replace(values=turn.values)


class Sum(NamedTuple):
    """How many things, and how much of them together."""

    things: int
    amount: int


@dataclass(frozen=True)
class Question(Generic[State]):
    """`things` gives each thing once, for the state on a day and the newest that is known; a state is that of a case, or of all
    cases said to be one person's. What happened is so from its day on; what somebody is, always was so: the newest says it."""

    name: str
    dimensions: tuple[Dimension, ...]
    initial: State
    evolve: Callable[[State, Told], State]
    things: Callable[[State, State], Iterable[Thing]]

    def at(self, dimension: Code) -> int:
        """Where the value of a dimension stands. Raises `LookupError` for one that the question does not have."""
        for place, each in enumerate(self.dimensions):
            if each.name == dimension:
                return place
        raise LookupError(dimension)


class NotCountedYet(Exception):
    """A question that is asked before it was counted over all that was heard; how far that is. `state` is that of its build, none
    where nobody has begun it."""

    def __init__(self, question: str, state: str | None, done: int, subjects: int) -> None:
        super().__init__(question)
        self.question, self.state, self.done, self.subjects = question, state, done, subjects

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // self.subjects) if self.subjects else 0


def of_each_case(
    of: View[Told, Any], initial: State, evolve: Callable[[State, Told], State]
) -> Callable[[Mapping[str, State], Told], Mapping[str, State]]:
    """A fold of all cases out of that of one: what is told of a case (as this view sees it) moves that case on."""

    def all_on(cases: Mapping[str, State], line: Told) -> Mapping[str, State]:
        if (case := of.key(line)) is None:
            return cases
        return {**cases, case: evolve(cases.get(case, initial), line)}

    return all_on


class Counts(Protocol):
    """Where the answers are kept."""

    def ask(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, only: Only | None = None, whole: bool = False,
        before: date | None = None, slot: str | None = None,
    ) -> Mapping[tuple[str, ...], Sum]:  # fmt: skip
        """Sums by the values on these dimensions; a thing that stands on several values of one counts under each, or once
        under all of them together (`whole`: parted by spaces). `only`: those that stand on one of these values. `before`: what
        was not there yet at the end of that day, as known on the same: what came since. `slot`: out of what is counted beside.
        Raises `LookupError` for a dimension the question does not have, `NotCountedYet`."""
        ...

    def together(
        self, question: Question[Any], bys: Sequence[Sequence[Code]], at: AsOf, *, only: Only | None = None
    ) -> Sequence[Mapping[tuple[str, ...], Sum]]:
        """Several tables, each as `ask` gives it `whole`: what is there is gone through once for all of them."""
        ...

    def persons(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, only: Only | None = None
    ) -> Mapping[tuple[str, ...], int]:
        """Those of whom there is any such thing, each once under the same values, however many there are of hers."""
        ...

    def things(
        self, question: Question[Any], at: AsOf, *, only: Only | None = None, among: Collection[UUID] | None = None
    ) -> Sequence[Thing]:
        """What stands behind a number, in the order of the keys. `among`: only things of these cases."""
        ...
