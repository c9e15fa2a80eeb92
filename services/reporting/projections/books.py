"""What every unit and agency did of the plan: one line a book, and from all of them the grid of the town."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from services.reporting.projections.of_plan import ActivityCarriedOut, ActivityStruck, NeighbourhoodsListed, PlanFact
from services.reporting.projections.told import Told
from shared.kernel.law import Law
from shared.kernel.plans import Cadence, Due, Plan, PlanTask
from shared.kernel.words import AgencyId, Code, Neighbourhood, UnitCode
from shared.views import View


@dataclass(frozen=True)
class Done:
    """An activity that took place: of which task, when, and what of it is counted."""

    task: Code | None
    kind: Code
    day: date
    everywhere: bool = False
    places: tuple[Neighbourhood, ...] = ()
    people: int = 0
    reach: int = 0
    copies: int = 0
    jobs: int = 0


@dataclass(frozen=True)
class KeptBook:
    """A book as the town reads it: what counts, by its number."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    plan: Code = "-"
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    done: Mapping[int, Done] = field(default_factory=dict)


def _key(line: Told) -> str | None:
    return line.case if isinstance(line.fact, PlanFact) else None


def _evolve(book: KeptBook, line: Told) -> KeptBook:
    fact = line.fact
    if not isinstance(fact, PlanFact):
        return book
    book = replace(book, agency=fact.agency, unit=fact.unit, plan=fact.plan)
    match fact:
        case NeighbourhoodsListed(neighbourhoods=listed):
            return replace(book, neighbourhoods=listed)
        case ActivityCarriedOut(number=number, carried_out_on=day, details=d):
            people = sum(d.audience.values())
            counted = Done(
                d.task, d.kind, day, d.everywhere, d.places, people, d.reach or 0, d.copies or 0, d.jobs or 0
            )
            return replace(book, done={**book.done, number: counted})
        case ActivityStruck(number=number):
            return replace(book, done={n: each for n, each in book.done.items() if n != number})


BOOKS = View("reporting.books.v1", KeptBook, KeptBook(), _key, _evolve)


class Cell(NamedTuple):
    """One turn of a task in one unit: how often it was done, and how that stands."""

    last: date
    done: int
    stands: Due

    @property
    def missed(self) -> bool:
        return self.stands is Due.MISSED

    @property
    def open(self) -> bool:
        """It can still be done, and has to be."""
        return self.stands is Due.NOW


class Row(NamedTuple):
    """A unit, or an agency without units, with all turns of a task, and where its activities came to."""

    agency: AgencyId
    unit: UnitCode | None
    cells: tuple[Cell, ...]
    reached: int
    places: int

    @property
    def missed(self) -> int:
        return sum(cell.missed for cell in self.cells)


class Grid(NamedTuple):
    """A task that comes again and again, over everybody who is responsible for it."""

    task: PlanTask
    turns: tuple[date, ...]
    rows: tuple[Row, ...]

    @property
    def chased(self) -> list[Row]:
        """Those with a gap, the widest first."""
        return sorted((row for row in self.rows if row.missed), key=lambda row: -row.missed)

    @property
    def begun(self) -> int:
        """How many did it at least once."""
        return sum(any(cell.done for cell in row.cells) for row in self.rows)

    @property
    def waited(self) -> bool:
        """A turn runs that somebody has not done yet, and still can."""
        return any(cell.open for row in self.rows for cell in row.cells)


class Sum(NamedTuple):
    """What was done of a kind in the whole town."""

    kind: Code
    times: int
    people: int
    reach: int
    copies: int
    jobs: int


def grids(books: Iterable[KeptBook], law: Law, today: date) -> Iterator[Grid]:
    """Every task with a cadence, as of a day: what was done later does not count yet, what is due later is not missed."""
    plan = law.plan
    if plan is None:
        return
    known = {(book.agency, book.unit): book for book in books if book.plan == plan.id}
    for task in plan.tasks.values():
        if task.cadence in (Cadence.MONTHLY, Cadence.ON_THE_DAY, Cadence.ONCE):
            whose = [each for agency in task.responsible for each in _units(agency, law)]
            rows = tuple(
                _row(agency, unit, known.get((agency, unit), KeptBook()), task, plan, today) for agency, unit in whose
            )
            yield Grid(task, plan.due_days(task), rows)


def sums(books: Iterable[KeptBook], plan: Plan, today: date) -> list[Sum]:
    """What was done of each kind up to a day; of nothing, nothing is said."""
    done = [each for book in books if book.plan == plan.id for each in book.done.values() if each.day <= today]
    found = []
    for kind in plan.kinds:
        of_kind = [each for each in done if each.kind == kind]
        if of_kind:
            counted = (sum(getattr(each, name) for each in of_kind) for name in ("people", "reach", "copies", "jobs"))
            found.append(Sum(kind, len(of_kind), *counted))
    return found


class Which(NamedTuple):
    """Which activities: of an agency or unit, of a task or of one turn of it, of a kind; what is not named is all."""

    agency: AgencyId | None = None
    unit: UnitCode | None = None
    task: Code | None = None
    turn: date | None = None
    kind: Code | None = None

    def are_known(self, law: Law, plan: Plan) -> bool:
        """Whether the law and the plan know all that is named."""
        task = plan.tasks.get(self.task) if self.task else None
        return (
            (self.agency is None or (self.agency, self.unit) in _units(self.agency, law))
            and (self.unit is None or self.agency is not None)
            and (self.task is None or task is not None)
            and (self.turn is None or (task is not None and self.turn in plan.due_days(task)))
            and (self.kind is None or self.kind in plan.kinds)
        )


class Carried(NamedTuple):
    """An activity in its book: the key of the book, and its number in it."""

    key: str
    book: KeptBook
    number: int
    done: Done


def carried_out(books: Mapping[str, KeptBook], plan: Plan, which: Which, today: date) -> list[Carried]:
    """What was done up to a day that is among these, the newest first."""
    task = plan.tasks.get(which.task) if which.task else None
    mine = [
        Carried(key, book, number, each)
        for key, book in books.items()
        if book.plan == plan.id
        and which.agency in (None, book.agency)
        and (which.agency is None or which.unit == book.unit)
        for number, each in book.done.items()
        if each.day <= today
        and which.task in (None, each.task)
        and which.kind in (None, each.kind)
        and (which.turn is None or task is None or plan.counts_for(task, which.turn, each.day))
    ]
    return sorted(mine, key=lambda each: (each.done.day, each.key, each.number), reverse=True)


def _units(agency: AgencyId, law: Law) -> list[tuple[AgencyId, UnitCode | None]]:
    if agency not in law.agencies:
        return []
    units = sorted(law.units_of(agency))
    return [(agency, unit) for unit in units] if units else [(agency, None)]


def _row(agency: AgencyId, unit: UnitCode | None, book: KeptBook, task: PlanTask, plan: Plan, today: date) -> Row:
    done = [each for each in book.done.values() if each.day <= today]
    days = [each.day for each in done if each.task == task.code]
    cells = []
    for last in plan.due_days(task):
        times = sum(plan.counts_for(task, last, day) for day in days)
        cells.append(Cell(last, times, plan.stands(task, last, times, today)))
    there = {place for each in done for place in (book.neighbourhoods if each.everywhere else each.places)}
    return Row(agency, unit, tuple(cells), len(there & set(book.neighbourhoods)), len(book.neighbourhoods))
