"""What a book shows of each task of the plan: done, due, or missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.activities.book import Activity, Book, State
from shared.kernel.plans import Due, Plan, PlanTask
from shared.kernel.words import AgencyId


@dataclass(frozen=True)
class Turn:
    """One time a task is due: what counts for it was done between `opens` and the end of `last`."""

    opens: date
    last: date
    done: tuple[Activity, ...]
    state: Due


@dataclass(frozen=True)
class Standing:
    """A task with all its turns; `done` is all that was done of it, `planned` what is still to come."""

    task: PlanTask
    turns: tuple[Turn, ...]
    done: tuple[Activity, ...]
    planned: tuple[Activity, ...]

    @property
    def current(self) -> Turn | None:
        """The turn somebody has to see to: the one that runs, else the last that was missed."""
        now = next((turn for turn in self.turns if turn.state is Due.NOW), None)
        return now or next((turn for turn in reversed(self.turns) if turn.state is Due.MISSED), None)

    @property
    def missed(self) -> int:
        return sum(turn.state is Due.MISSED for turn in self.turns)

    @property
    def kept(self) -> int:
        return sum(turn.state is Due.DONE for turn in self.turns)


def standings(book: Book, plan: Plan, agency: AgencyId, today: date, last: date | None = None) -> Iterator[Standing]:
    """Every task of an agency as its book has it on a day. `last` is the last day on which the unit is there: what is due later
    is not asked of it."""
    for task in plan.tasks_of(agency):
        lines = [line for line in book.lines if line.task == task.code]
        done = tuple(sorted((line for line in lines if line.counts), key=lambda line: line.day))
        planned = tuple(line for line in lines if line.state is State.PLANNED)
        due = [day for day in plan.due_days(task) if last is None or plan.opens(task, day) <= last]
        yield Standing(task, tuple(_turn(plan, task, day, done, today) for day in due), done, planned)


def _turn(plan: Plan, task: PlanTask, due: date, done: tuple[Activity, ...], today: date) -> Turn:
    within = tuple(line for line in done if plan.counts_for(task, due, line.day))
    return Turn(plan.opens(task, due), due, within, plan.stands(task, due, len(within), today))
