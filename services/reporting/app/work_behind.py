"""What stands behind a number of activities, of money and of matters of the plan: what was counted, for whoever follows the plan,
and its entries, for whoever may see single entries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reporting.app.numbers import Opened, a_part
from services.reporting.app.plan import Days, PlanOn, TownPlan
from services.reporting.app.trail import ENTRY, Trails, own
from services.reporting.projections.books import BOOKS, Carried, Which, carried_out
from services.reporting.projections.facts import Fact
from services.reporting.projections.histories import fit
from services.reporting.projections.of_plan import PLAN_FACTS, ActivityCarriedOut
from services.reporting.projections.plan.difficulties import DIFFICULTY_READ, PROPOSAL_READ
from services.reporting.projections.plan.gifts import DONOR_READ, GIFT_READ
from services.reporting.projections.plan.inspections import INSPECTION_READ, TIP_READ
from services.reporting.projections.plan.ledgers import place_of
from services.reporting.projections.plan.money import MONEY, MONEY_READ, OfBudget, Paper
from services.reporting.projections.plan.supervisions import SUPERVISION_READ
from services.reporting.projections.plan.town_money import BudgetLine, MoneyOn
from shared.access import Way
from shared.journal import JournalEntry
from shared.kernel.people import Actor
from shared.kernel.plans import Plan
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code, Source
from shared.story.timeline import TimelineLine

MATTERS: Mapping[Code, Collection[str]] = {
    "difficulties": DIFFICULTY_READ, "proposals": PROPOSAL_READ, "inspections": INSPECTION_READ, "tips": TIP_READ,
    "supervisions": SUPERVISION_READ, "gifts": GIFT_READ, "money": GIFT_READ, "people": GIFT_READ, "donors": DONOR_READ,
}  # fmt: skip
"""What a number of matters is about, and by which entries it is told."""
UNNAMED: Code = "-"
"""Money for which no source was named yet."""


@dataclass(frozen=True)
class ActivitiesBehind:
    """Activities of a plan, some at once, with the entries of those; `day`: those carried out by its end."""

    which: Which
    plan: Plan
    day: date
    opened: Opened[Carried]
    lines: Sequence[TimelineLine]


@dataclass(frozen=True)
class MoneyBehind:
    """Budgets by source and the papers on them. Without `whose`: of the whole town; without `money`: of every source."""

    whose: Obliged | None
    money: Code | None
    found: MoneyOn
    budgets: Sequence[BudgetLine]
    papers: Sequence[Paper]
    lines: Sequence[TimelineLine]


@dataclass(frozen=True)
class MattersBehind:
    """The files that a number of matters counts, some at once, each with its entries; `of` is the name of the number."""

    of: Code
    day: date
    opened: Opened[tuple[str, Sequence[TimelineLine]]]

    @property
    def about(self) -> Code:
        return about(self.of)


def about(of: Code) -> Code:
    """What a number of matters is about, by its name."""
    return of.partition(".")[0]


class WorkBehind:
    """Everything raises `NotPermitted` for those who may not see the numbers, `LookupError` where there is none."""

    def __init__(self, town: TownPlan, trails: Trails) -> None:
        self._town, self._trails = town, trails

    def activities(self, actor: Actor, which: Which, days: Days, after: int, way: Way) -> ActivitiesBehind:
        on = self._town.on(actor, days)
        law = on.law_on(on.day)
        if law.plan is None or not which.are_known(law, law.plan):
            raise LookupError("there is no such number of activities")
        found = carried_out(on.by_days(BOOKS), law.plan, which, on.day)
        opened = a_part(len(found), found, after)
        return ActivitiesBehind(which, law.plan, on.day, opened, self._told(actor, on, opened.lines, way))

    def money(self, actor: Actor, whose: Obliged | None, money: Code | None, days: Days, way: Way) -> MoneyBehind:
        on = self._town.on(actor, days)
        found = on.money
        budgets = [
            each
            for each in found.lines
            if whose in (None, each.whose) and money in (None, each.stands.money or UNNAMED)
        ]
        if not budgets:
            raise LookupError("there is no such number of money")
        codes = {each.whose.code for each in budgets}
        papers = [each for each in found.town.papers if each.whose in codes and money in (None, each.money)]

        def counts(entry: JournalEntry) -> bool:
            fact = _fact(entry) if entry.name in MONEY_READ and on.was_said(entry) else None
            return isinstance(fact, OfBudget) and Obliged(fact.agency, fact.unit).code in codes

        towns = on.as_said(MONEY).items()
        files = [
            place_of(key) for key, town in towns if (town.source, town.year) == (found.town.source, found.town.year)
        ]
        return MoneyBehind(whose, money, found, budgets, papers, self._trails.behind(actor, files, counts, way))

    def matters(self, actor: Actor, of: Code, days: Days, file: str | None, after: int, way: Way) -> MattersBehind:
        """For whoever may see single entries: how few there are of a number that is not told, such a list says. `file`: that one
        of them only."""
        on = self._town.on(actor, days)
        self._town.desk.rights.must(actor, ENTRY, own(actor))
        keys = on.matters.behind[of]
        if file is not None:
            keys = tuple(key for key in keys if key == file)
        if not keys:
            raise LookupError(of)
        names, opened = MATTERS[about(of)], a_part(len(keys), keys, after)

        def counts(entry: JournalEntry) -> bool:
            return entry.name in names and on.was_said(entry)

        files = [(key, self._trails.behind(actor, [place_of(key)], counts, way)) for key in opened.lines]
        return MattersBehind(of, on.day, Opened(opened.number, files, opened.further))

    def _told(self, actor: Actor, on: PlanOn, activities: Iterable[Carried], way: Way) -> list[TimelineLine]:
        """What was written down of these activities, corrections too."""
        numbers: defaultdict[tuple[Source, UUID], set[int]] = defaultdict(set)
        for each in activities:
            numbers[f"support.{each.book.agency}", UUID(each.key)].add(each.number)

        def counts(entry: JournalEntry) -> bool:
            fact = _fact(entry) if entry.name in PLAN_FACTS and on.is_known(entry) else None
            return isinstance(fact, ActivityCarriedOut) and fact.number in numbers[entry.source, entry.subject]

        return self._trails.behind(actor, list(numbers), counts, way)


def _fact(entry: JournalEntry) -> Fact | None:
    """None for what no view can use."""
    lines, _ = fit([entry])
    return lines[0].fact if lines else None
