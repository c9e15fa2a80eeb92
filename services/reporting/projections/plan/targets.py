"""Two targets of the plan on a day: who implements it (T1) and whose officers are trained (T3), from documents that are folded
already. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from services.reporting.projections.plan.handed_in import AtTheLead, HandedInOn, handed_in
from services.reporting.projections.plan.of_the_lead import LETTERS, ROUNDS, TOWN_REPORTS, Letters, TownReports
from services.reporting.projections.plan.papers import PLANS, REPORTS
from services.reporting.projections.plan.training import OFFICERS
from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.trained import TrainedOn, trained_on
from shared.kernel.words import Code, Source
from shared.views import View

LEAD = "lead"
Doc = TypeVar("Doc")


class Docs(Protocol):
    """The documents of a view."""

    def __call__(self, view: View[Any, Doc]) -> Mapping[str, Doc]: ...


def papers_on(docs: Docs, law_on: Callable[[date], Law], day: date) -> HandedInOn | None:
    """What units handed in, and target T1; None, where no plan had come into force. When none runs any more it is that of the one
    that ran last: what comes late is taken all the same."""
    if (plan := law_on(day).latest_plan) is None:
        return None
    law = law_of_papers(law_on, day)
    return handed_in(_at_the_lead(docs, holder(law, LEAD), plan), law, plan, day)


def law_of_papers(law_on: Callable[[date], Law], day: date) -> Law:
    """That of the day; where no plan runs any more, that of the last day of the one that ran last."""
    plan = law_on(day).latest_plan
    return law_on(min(day, plan.effective_to) if plan else day)


def trained(docs: Docs, law: Law, day: date) -> TrainedOn:
    """Target T3, from the rosters that the lead keeps."""
    lead = holder(law, LEAD)
    return trained_on(day, {key: line for key, line in docs(OFFICERS).items() if line.source == lead})


def holder(law: Law, power: Code) -> Source:
    """The ledger of the agency that holds a power; "" where nobody does."""
    agency = law.holder(power)
    return f"support.{agency.id}" if agency else ""


def _at_the_lead(docs: Docs, lead: Source, plan: Plan) -> AtTheLead:
    def of_lead(view: View[Any, Any]) -> list[Any]:
        return [doc for doc in docs(view).values() if (doc.source, doc.plan) == (lead, plan.id)]

    return AtTheLead(
        {file.whose: file for file in of_lead(PLANS)}, {file.whose: file for file in of_lead(REPORTS)},
        tuple(of_lead(ROUNDS)), next(iter(of_lead(LETTERS)), Letters()), next(iter(of_lead(TOWN_REPORTS)), TownReports()),
    )  # fmt: skip
