"""What a book of activities amounts to in a period, and what several reports amount to together. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.activities.book import Activity, Book
from services.support.plan.domain.activities.due import standings
from shared.kernel.plans import Cadence, Plan
from shared.kernel.words import AgencyId, Code


@dataclass(frozen=True)
class Figure:
    """All activities of one kind for one task (None: for none of the plan): how many `times`, how many people heard, were reached
    online, how many copies and jobs, what it cost in đồng."""

    task: Code | None
    kind: Code
    times: int
    audience: int = 0
    reach: int = 0
    copies: int = 0
    jobs: int = 0
    cost: int = 0


@dataclass(frozen=True)
class Figures:
    """The figures of a report. Of the months in which something was due every month so many were kept; of the parts of a unit so
    many were reached."""

    lines: tuple[Figure, ...] = ()
    months_kept: int = 0
    months_due: int = 0
    places_reached: int = 0
    places_listed: int = 0

    @property
    def times(self) -> int:
        return sum(line.times for line in self.lines)

    def of_task(self, task: Code) -> int:
        return sum(line.times for line in self.lines if line.task == task)


NO_FIGURES = Figures()


def figures_of(book: Book, plan: Plan, agency: AgencyId, from_on: date, to_on: date) -> Figures:
    """What a book says of a period, its first and its last day included."""
    done = [line for line in book.carried_out() if from_on <= line.day <= to_on]
    kept, due = _months(book, plan, agency, from_on, to_on)
    reached = {place for line in done for place in book.places_of(line)}
    return Figures(_summed(_figure(line) for line in done), kept, due, len(reached), len(book.neighbourhoods))


def together(reports: Iterable[Figures]) -> Figures:
    """Several reports as one: every figure is the sum of theirs."""
    all_ = list(reports)
    return Figures(
        _summed(line for each in all_ for line in each.lines),
        *(
            sum(getattr(each, name) for each in all_)
            for name in ("months_kept", "months_due", "places_reached", "places_listed")
        ),
    )


def _months(book: Book, plan: Plan, agency: AgencyId, from_on: date, to_on: date) -> tuple[int, int]:
    turns = [
        (turn, each.task.least)
        for each in standings(book, plan, agency, to_on)
        if each.task.cadence is Cadence.MONTHLY
        for turn in each.turns
        if turn.opens <= to_on and turn.last >= from_on
    ]
    kept = sum(sum(from_on <= line.day <= to_on for line in turn.done) >= least for turn, least in turns)
    return kept, len(turns)


def _figure(line: Activity) -> Figure:
    assert line.done is not None
    said = line.done.details
    return Figure(
        said.task, said.kind, 1, sum(said.audience.values()), said.reach or 0, said.copies or 0, said.jobs or 0,
        said.cost or 0,
    )  # fmt: skip


def _summed(lines: Iterable[Figure]) -> tuple[Figure, ...]:
    found: dict[tuple[str, str], Figure] = {}
    for line in lines:
        at = (line.task or "", line.kind)
        found[at] = _plus(found[at], line) if at in found else line
    return tuple(found[at] for at in sorted(found))


def _plus(one: Figure, other: Figure) -> Figure:
    return Figure(one.task, one.kind, *(a + b for a, b in zip(_numbers(one), _numbers(other), strict=True)))


def _numbers(line: Figure) -> Iterator[int]:
    return (getattr(line, name) for name in ("times", "audience", "reach", "copies", "jobs", "cost"))
