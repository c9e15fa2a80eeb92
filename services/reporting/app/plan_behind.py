"""What stands behind a number of the plan's own work: a unit's papers at the lead (T1), the classes that a desk's officers
attended (T3), one class; and the entries of them all, for whoever may see single entries."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from services.reporting.app.plan import Days, PlanOn, TownPlan
from services.reporting.app.trail import Trails, began
from services.reporting.projections.plan.handed_in import HandedInOn
from services.reporting.projections.plan.ledgers import place_of, subject_of
from services.reporting.projections.plan.papers import PLAN_READ, PLANS, REPORT_READ, REPORTS, PlanFile, ReportFile
from services.reporting.projections.plan.training import (
    CLASS_READ,
    CLASSES,
    OFFICER_READ,
    OFFICERS,
    Class,
    RosterLine,
)
from shared.access import Way
from shared.journal import JournalEntry
from shared.kernel.people import Actor
from shared.kernel.trained import Share
from shared.kernel.unit_papers import Obliged, PlanPaper, ReportPaper, then
from shared.kernel.words import Source
from shared.story.timeline import TimelineLine

Doc = TypeVar("Doc", PlanFile, ReportFile)


@dataclass(frozen=True)
class PapersBehind:
    """The papers of one unit as the lead had them at the end of a day, with how the unit stands by them."""

    who: Obliged
    found: HandedInOn
    plans: Sequence[PlanPaper]
    reports: Sequence[ReportPaper]
    lines: Sequence[TimelineLine]


@dataclass(frozen=True)
class Taught:
    """A class that officers of one desk attended; `of` is None where it is known here by its day only."""

    training: UUID
    held_on: date
    officers: int
    of: Class | None


@dataclass(frozen=True)
class TrainingBehind:
    """How many of one desk are trained, and by which classes. No officer stands here alone, and none by name."""

    who: Obliged
    share: Share
    taught: Sequence[Taught]
    lines: Sequence[TimelineLine]


@dataclass(frozen=True)
class ClassBehind:
    """One class; `whose` are the desks from which officers of the rosters came, with how many."""

    one: Class
    whose: Mapping[Obliged, int]
    lines: Sequence[TimelineLine]


class PlanBehind:
    """Everything raises `NotPermitted` for those who may not see the numbers, `LookupError` where there is none."""

    def __init__(self, town: TownPlan, trails: Trails) -> None:
        self._town, self._trails = town, trails

    def papers(self, actor: Actor, who: Obliged, days: Days, way: Way) -> PapersBehind:
        on = self._town.on(actor, days)
        if (found := on.papers) is None or who not in found.everybody:
            raise LookupError(who.code)
        plans = _of_unit(on.by_days(PLANS), on.lead, found, who)
        reports = _of_unit(on.by_days(REPORTS), on.lead, found, who)
        counts = _happened(on, PLAN_READ.keys() | REPORT_READ.keys())
        lines = self._trails.behind(actor, ((on.lead, each) for each in (*plans, *reports)), counts, way)
        return PapersBehind(
            who, found, then((each for file in plans.values() for each in file.versions), found.day),
            then((each for file in reports.values() for each in file.reports), found.day), lines,
        )  # fmt: skip

    def training(self, actor: Actor, who: Obliged, days: Days, way: Way) -> TrainingBehind:
        on = self._town.on(actor, days)
        if (share := on.training.t3.desks.get(who)) is None:
            raise LookupError(who.code)
        attended = Counter(
            (each.training, each.held_on)
            for officer in share.officers
            for each in on.by_days(OFFICERS)[officer].attended
            if each.held_on <= on.day
        )
        classes = {subject_of(key): one for key, one in on.by_days(CLASSES).items()}
        taught = [Taught(training, on, n, classes.get(training)) for (training, on), n in attended.items()]
        lines = self._trails.behind(actor, map(place_of, share.officers), _happened(on, OFFICER_READ), way)
        return TrainingBehind(who, share, sorted(taught, key=lambda each: each.held_on, reverse=True), lines)

    def a_class(self, actor: Actor, training: UUID, days: Days, way: Way) -> ClassBehind:
        on = self._town.on(actor, days)
        mine = (one for key, one in on.by_days(CLASSES).items() if subject_of(key) == training)
        if (one := next(mine, None)) is None:
            raise LookupError(str(training))
        there = _there(on.by_days(OFFICERS).values(), training)
        came = Counter(Obliged(each.agency, each.unit) for each in there if each.source == on.lead)
        lines = self._trails.behind(actor, [(one.source, training)], _happened(on, CLASS_READ), way)
        return ClassBehind(one, dict(sorted(came.items(), key=lambda each: each[0].code)), lines)


def _happened(on: PlanOn, names: Collection[str]) -> Callable[[JournalEntry], bool]:
    """Whether an entry is one of these names, of something that had happened by the end of the day, as known."""
    return lambda entry: (
        entry.name in names and began(entry.when, entry.at)[0] <= on.day.isoformat() and on.is_known(entry)
    )


def _of_unit(docs: Mapping[str, Doc], lead: Source, found: HandedInOn, who: Obliged) -> dict[UUID, Doc]:
    of = (lead, found.plan.id, who)
    return {subject_of(key): doc for key, doc in docs.items() if (doc.source, doc.plan, doc.whose) == of}


def _there(lines: Iterable[RosterLine], training: UUID) -> list[RosterLine]:
    return [line for line in lines if any(each.training == training for each in line.attended)]
