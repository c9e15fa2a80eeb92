"""How the plan stands on a day, in one look: what somebody has to be reminded of, with who it is, and where to read on. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reporting.projections.books import Grid, Sum
from services.reporting.projections.plan.handed_in import HandedInOn, Owed
from services.reporting.projections.plan.matters import DifficultySeen, Late, MattersOn
from services.reporting.projections.plan.town_money import MoneyOn
from services.reporting.projections.plan.training import Class
from shared.kernel.difficulty_stages import Holder
from shared.kernel.trained import TrainedOn
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code


@dataclass(frozen=True)
class Chased:
    """Something that is behind: `what`, of which task or month (`about`), whose it is to do, how often it is missing or how many
    wait, the oldest of its days, and on which page it stands."""

    what: Code
    page: str
    whom: tuple[tuple[Obliged | None, int], ...] = ()
    about: str | date | None = None
    since: date | None = None

    @property
    def count(self) -> int:
        return sum(times for _, times in self.whom)


@dataclass(frozen=True)
class Activities:
    """What was done by the end of a day: every task that comes again over everybody responsible, and the sums."""

    day: date
    grids: tuple[Grid, ...]
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class TrainingOn:
    """Target T3, who named nobody, and the classes with their ids."""

    t3: TrainedOn
    silent: tuple[Obliged, ...]
    classes: tuple[tuple[UUID, Class], ...]


@dataclass(frozen=True)
class Overview:
    """All of the plan's work on a day, with what is behind, the first to do first."""

    day: date
    activities: Activities
    handed_in: HandedInOn
    training: TrainingOn
    money: MoneyOn
    matters: MattersOn

    @property
    def missed(self) -> int:
        """Times that something of the plan was due and not done."""
        return sum(row.missed for grid in self.activities.grids for row in grid.rows)

    @property
    def chased(self) -> list[Chased]:
        handed_in, matters = self.handed_in, self.matters
        papers = [handed_in.plans, handed_in.reports, *handed_in.rounds]
        found = [
            *(_not_done(grid) for grid in self.activities.grids),
            *(_not_handed_in(owed) for owed in papers),
            Chased("chairman", "papers", _one(handed_in.chairman_late), since=handed_in.chairman_due),
            Chased("roster", "training", _each(self.training.silent)),
            _held("difficulties_here", matters.held_by(Holder.LEAD)),
            _held("difficulties_above", matters.awaited, lambda each: each.file.expected_on),
            _past("remedies", matters.remedies_late),
            _past("recommendations", matters.answers_late),
            Chased("money_waits", "money", _each(dict.fromkeys(line.whose for line in self.money.waiting))),
        ]
        return [each for each in found if each.count]


def _not_done(grid: Grid) -> Chased:
    whom = tuple((Obliged(row.agency, row.unit), row.missed) for row in grid.chased)
    return Chased("activities", "activities", whom, grid.task.vi)


def _not_handed_in(owed: Owed) -> Chased:
    what = "review" if owed.month else owed.what
    return Chased(what, "papers", _each(each.who for each in owed.missing), owed.month, owed.last_day)


def _held(
    what: Code,
    seen: Iterable[DifficultySeen],
    since: Callable[[DifficultySeen], date | None] = lambda each: each.file.since,
) -> Chased:
    waiting = list(seen)
    days = [day for each in waiting if (day := since(each))]
    return Chased(what, "matters", _each(each.whose for each in waiting), since=min(days, default=None))


def _past(what: Code, late: tuple[Late, ...]) -> Chased:
    return Chased(what, "matters", _each(each.whose for each in late), since=late[0].by if late else None)


def _each(whom: Iterable[Obliged | None]) -> tuple[tuple[Obliged | None, int], ...]:
    """Who it is, how often, in the order of the first time."""
    found: dict[Obliged | None, int] = {}
    for who in whom:
        found[who] = found.get(who, 0) + 1
    return tuple(found.items())


def _one(there: bool) -> tuple[tuple[Obliged | None, int], ...]:
    return ((None, 1),) if there else ()
