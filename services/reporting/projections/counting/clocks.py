"""Two clocks. An entry says since when something is so (`when`), and on which day that was written down (`at`). A history folded
on both says what was true on a day as it was known on a day; the newest of both is what a view says now."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Generic, NamedTuple, TypeVar

from services.reporting.projections.told import Told
from shared.clock import local
from shared.kernel.when import Precision, When

Line = TypeVar("Line")
State = TypeVar("State")
Said = TypeVar("Said")
BEGIN, END = date.min, date.max
"""Before and after all days."""


class AsOf(NamedTuple):
    """What was so at the end of one day, as it was known at the end of another; by default what is so as known now."""

    true: date = END
    known: date = END


class Dated(NamedTuple, Generic[Line]):
    """A line that is known from one day on, and says what is so from another: the same or an earlier one."""

    known: date
    true: date
    line: Line


class Span(NamedTuple):
    """From which days on something is so, and until which (not with them): on the clock of knowing, on the clock of being."""

    known_from: date
    known_to: date
    true_from: date
    true_to: date

    def holds(self, at: AsOf) -> bool:
        """A span without end holds at the end of all days."""
        return all(
            since <= day and (day < until or until == END)
            for since, day, until in (
                (self.known_from, at.known, self.known_to),
                (self.true_from, at.true, self.true_to),
            )
        )


def dated(lines: Iterable[Told]) -> list[Dated[Told]]:
    """Lines in their order, each with its days. An answer is known no sooner than what it answers, though the clock of its ledger
    went otherwise; and what is written down is so by that day at the latest, however vaguely it says since when."""
    found: list[Dated[Told]] = []
    known = BEGIN
    for line in lines:
        known = max(known, local(line.entry.at).date())
        found.append(Dated(known, min(true_on(line.entry.when, line.entry.at), known), line))
    return found


def true_on(when: When, at: datetime) -> date:
    """The day by which it was surely so: of a month or an interval the last; of what nobody knows, the day of writing."""
    match when:
        case When(Precision.INSTANT, str(moment)):
            return local(datetime.fromisoformat(moment)).date()
        case When(Precision.INTERVAL, _, str(end)):
            return _last_day(end)
        case When(_, str(start)):
            return _last_day(start)
        case _:
            return local(at).date()


def _last_day(said: str) -> date:
    """Of `2023`, `2023-05` or `2023-05-05` (or an instant) in ISO 8601."""
    year, month, day = (*map(int, said[:10].split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def knowings(
    lines: Sequence[Dated[Line]], initial: State, evolve: Callable[[State, Line], State]
) -> Iterator[tuple[date, list[tuple[date, State]]]]:
    """For each day on which something became known that changes anything: the states, each with the day since which it held, as
    known from then on.

    What was so on a day is folded from everything known that was so by then, in the order in which it was written down."""
    known: list[Dated[Line]] = []
    states: list[tuple[date, State]] = []
    for day, group in groupby(lines, key=lambda each: each.known):
        fresh = list(group)
        known += fresh
        since = min(each.true for each in fresh)
        kept = [state for state in states if state[0] < since]
        before = kept[-1][1] if kept else initial
        if len(kept) == len(states) and all(a.true <= b.true for a, b in pairwise(fresh)):
            later = list(_on(before, fresh, evolve))
        else:  # something of the past became known: what came after it is folded anew
            days = sorted({each.true for each in known if each.true >= since})
            later = [(true, _until(true, known, initial, evolve)) for true in days]
        if (now := kept + list(_changes(before, later))) != states:
            states = now
            yield day, states


def _on(
    state: State, fresh: Iterable[Dated[Line]], evolve: Callable[[State, Line], State]
) -> Iterator[tuple[date, State]]:
    for true, group in groupby(fresh, key=lambda each: each.true):
        for each in group:
            state = evolve(state, each.line)
        yield true, state


def _changes(before: State, states: Iterable[tuple[date, State]]) -> Iterator[tuple[date, State]]:
    """Those that are not as the one before them."""
    for true, state in states:
        if state != before:
            yield true, state
            before = state


def _until(true: date, known: Iterable[Dated[Line]], initial: State, evolve: Callable[[State, Line], State]) -> State:
    state = initial
    for each in known:
        if each.true <= true:
            state = evolve(state, each.line)
    return state


def spans(
    known: Iterable[tuple[date, Sequence[tuple[date, State]]]], said: Callable[[State, State], Iterable[Said]]
) -> Iterator[tuple[Span, Said]]:
    """What was said, and over which days of both clocks; what goes on being said is one span, however much else became known.
    `said` gives each thing of a state once; it sees the newest state too, for what does not depend on the day."""
    opened: dict[tuple[Said, date, date], date] = {}
    for day, states in known:
        now = dict.fromkeys(_stretches(states, said))
        for gone in [each for each in opened if each not in now]:
            yield Span(opened.pop(gone), day, *gone[1:]), gone[0]
        for each in now:
            opened.setdefault(each, day)
    for (what, true_from, true_to), day in opened.items():
        yield Span(day, END, true_from, true_to), what


def _stretches(
    states: Sequence[tuple[date, State]], said: Callable[[State, State], Iterable[Said]]
) -> Iterator[tuple[Said, date, date]]:
    """What is said over which days, as known once."""
    since: dict[Said, date] = {}
    for true, state in states:
        now = dict.fromkeys(said(state, states[-1][1]))
        for gone in [what for what in since if what not in now]:
            yield gone, since.pop(gone), true
        for what in now:
            since.setdefault(what, true)
    for what, true in since.items():
        yield what, true, END
