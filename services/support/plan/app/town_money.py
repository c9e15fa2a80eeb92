"""The desk of finance: the estimates of the whole town, what went to the UBND, what the People's Council allocated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, holds
from services.support.plan.app.money import lists_of
from services.support.plan.app.years import last_day, open_years, standing_law
from services.support.plan.domain.money import town_commands as asked
from services.support.plan.domain.money.checks import FINANCE
from services.support.plan.domain.money.town import Town, town_id, whose
from services.support.plan.domain.money.town_rules import TOWN, budgets_of
from shared.desk import Deed, Desk
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.town_money import SourceStanding
from shared.kernel.words import AgencyId, Code
from shared.web.cases import About, Look, Values
from shared.web.fields import Choice
from shared.web.words import Words

THE_TOWN = About(
    "townbudget", "townbudgets", "townbudgets", "/money/town", lambda town: f"KP-TX-{town.hex[:4].upper()}",
    UUID("2a6b8d0c-4f37-4f8b-b1c4-9d7e5a3c1f02"), of_people=False,
)  # fmt: skip
RUNNING = "running"
READ = "support.town_budget.read"


@dataclass(frozen=True)
class Opened:
    """The town's money with its year, as a page shows it."""

    year: int
    town: Town


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything finance writes into the town's money."""

    def deed(name: Code, path: str, command: type[Any]) -> Deed:
        return Deed(
            f"support.town_budget.{name}", path, command, TOWN, lambda _, __, actor: Subject(agency, actor.unit, RUNNING),
            attrgetter("dated"), judged_on=lambda command: last_day(command.year),
        )  # fmt: skip

    return [
        deed("consolidate", "consolidation", asked.ConsolidateEstimates),
        deed("allocate", "allocation", asked.AllocateMoney),
    ]


KIND = Kind(THE_TOWN, TOWN, READ, READ, lambda agency, _: Subject(agency, None, RUNNING), lambda _: True)


class TownMoney(PlanFiles):
    """One a year, at the agency that holds the power of the budget; nowhere else."""

    def __init__(self, desk: Desk, agency: AgencyId, words: Words) -> None:
        super().__init__(KIND, desk, agency, words)

    def is_here(self) -> bool:
        return holds(self.desk.law(), FINANCE, self.agency)

    def may_look(self, actor: Actor) -> bool:
        return self.is_here() and self.desk.rights.judge(actor, READ, Subject(self.agency, actor.unit, RUNNING)).allowed

    def years(self) -> tuple[int, int, int]:
        return open_years(self.desk)

    def year_of(self, file: UUID) -> int:
        """Raises `LookupError`."""
        for year in self.years() if self.is_here() else ():
            if town_id(year) == file:
                return year
        raise LookupError(str(file))

    def look(self, actor: Actor, file: UUID) -> Look:
        year = self.year_of(file)
        on = Subject(self.agency, actor.unit, RUNNING)
        return self.standing_look(actor, file, on, lambda town: Opened(year, town))

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - it has no stages
        """How the town stands by source in the years that are open, and each budget in it, by the ids of the years."""
        self.desk.rights.must(actor, READ, Subject(self.agency, actor.unit, RUNNING))
        towns = {year: self.desk.ledger.now(TOWN, town_id(year)).state for year in sorted(self.years())}
        return {
            str(town_id(year)): {
                "year": year, "sources": [_told(town.sum(money)) for money in town.sources()],
                "budgets": {code: [_told(part.of(money)) for money in part.sources()] for code, part in town.parts.items()},
            }
            for year, town in towns.items()
        }  # fmt: skip

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, Any]:  # noqa: ARG002 - as `Cases` asks
        try:
            return {"year": self.year_of(file)}
        except LookupError:
            return {"year": 0}

    def known(self, deed: Deed, actor: Actor, file: Town, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        if deed.command is not asked.AllocateMoney:
            return {"dated": self.desk.today()}
        law = lists_of(self.desk)
        sources = tuple((code, each.vi) for code, each in law.listed("money_sources").items())
        return {
            "dated": self.desk.today(),
            "whose": Choice(tuple((code, called(law, code)) for code in budgets_of(law)), required=True),
            "money": Choice(sources, required=True),
        }

    def law(self, year: int) -> Law:
        return standing_law(self.desk, year)

    def place(self, file: Any) -> Subject:  # noqa: ARG002 - there is one
        return Subject(self.agency, None, RUNNING, TOWN.name)

    def missing(self, town: Town, law: Law) -> Sequence[Code]:
        """Whose estimate has not come: of those responsible for something in the plan."""
        if law.plan is None:
            return ()
        responsible = {agency for task in law.plan.tasks.values() for agency in task.responsible}
        here = {code for code in budgets_of(law) if whose(code)[0] in responsible}
        return sorted(code for code in here if not town.part(*whose(code)).estimate)


def _told(stands: SourceStanding) -> dict[str, Any]:
    """A line of the table, as a program reads it."""
    return {**vars(stands), "left": stands.left}


def called(law: Law, code: Code) -> str:
    """Whose budget it is, in words."""
    agency, unit = whose(code)
    if unit:
        return law.units[unit].vi if unit in law.units else unit
    return law.agencies[agency].vi if agency in law.agencies else agency
