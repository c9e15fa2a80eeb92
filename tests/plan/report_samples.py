"""Commands and files of what is handed in, for tests: one unit of the town of 2023, its plan, its reports."""

from datetime import date
from typing import Any

from services.support.plan.domain.activities.book import Book
from services.support.plan.domain.activities.book import evolve as written
from services.support.plan.domain.activities.events import (
    ActivityCarriedOut,
    ActivityStruck,
    Details,
    NeighbourhoodsListed,
)
from services.support.plan.domain.reports.figures import Figure, Figures
from services.support.plan.domain.reports.plans import commands as of_plan
from services.support.plan.domain.reports.rounds import commands as of_round
from services.support.plan.domain.reports.unit_reports import commands as of_report
from shared.kernel.unit_papers import Obliged
from tests.plan.office import profile

PLAN_ID, UNIT = "KH2023", "20008"
DAY = date(2023, 6, 15)
LAW = profile().law_on(DAY)
assert LAW.plan is not None
PLAN = LAW.plan
ALL = frozenset(PLAN.checklist)
WHO = Obliged("communes", UNIT)
OURS: dict[str, Any] = {"agency": "communes", "unit": UNIT, "plan": PLAN_ID, "under": DAY}
"""Whose file it is, as the desk adds it."""
FIRST, LAST = PLAN.effective_from, date(2023, 11, 20)
BROADCASTS = Figure("monthly_broadcast", "loudspeaker_broadcast", 5)
DONE = Figures((Figure("direct_communication", "direct_talk", 2, audience=80), BROADCASTS), 5, 10, 3, 7)
AIM = of_plan.Target(task="monthly_broadcast", number=5)


def draft(*covered: str, aims: tuple[of_plan.Target, ...] = (AIM,), **more: Any) -> of_plan.DraftUnitPlan:
    return of_plan.DraftUnitPlan(**{**OURS, "covered": frozenset(covered or ALL), "targets": aims, **more})


def issue(number: str = "12/KH-UBND", on: date = date(2023, 2, 20), **more: Any) -> of_plan.IssueUnitPlan:
    return of_plan.IssueUnitPlan(**{**OURS, "number": number, "issued_on": on, **more})


def send(on: date = date(2023, 2, 21), **more: Any) -> of_plan.SendUnitPlan:
    return of_plan.SendUnitPlan(**{**OURS, "sent_on": on, **more})


def comment(*missing: str, on: date = date(2023, 3, 1), **more: Any) -> of_plan.CommentOnUnitPlan:
    return of_plan.CommentOnUnitPlan(**{**OURS, "missing": frozenset(missing), "commented_on": on, **more})


def approve(on: date = date(2023, 3, 2), **more: Any) -> of_plan.ApproveUnitPlan:
    return of_plan.ApproveUnitPlan(**{**OURS, "approved_on": on, **more})


def write(figures: Figures = DONE, from_on: date = FIRST, to_on: date = LAST, **more: Any) -> of_report.WriteUnitReport:
    return of_report.WriteUnitReport(**{**OURS, "figures": figures, "from_on": from_on, "to_on": to_on, **more})


def nothing(on: date = date(2023, 11, 21), **more: Any) -> of_report.ReportNothing:
    return of_report.ReportNothing(**{**OURS, "from_on": FIRST, "to_on": on, "sent_on": on, **more})


def hand_in(number: str = "90/BC-UBND", on: date = date(2023, 11, 21), **more: Any) -> of_report.SendUnitReport:
    return of_report.SendUnitReport(**{**OURS, "number": number, "signed_on": on, "sent_on": on, **more})


def receive(on: date = date(2023, 11, 25)) -> of_report.ReceiveUnitReport:
    return of_report.ReceiveUnitReport(**OURS, received_on=on)


def give_back(reason: str = "figures", on: date = date(2023, 11, 25), **more: Any) -> of_report.ReturnUnitReport:
    return of_report.ReturnUnitReport(**{**OURS, "reason": reason, "returned_on": on, **more})


def open_round(by: date = date(2023, 6, 25), month: date = date(2023, 6, 1)) -> of_round.OpenReview:
    return of_round.OpenReview(plan=PLAN_ID, under=DAY, month=month, answer_by=by)


def answer(cases: int = 0, on: date = date(2023, 6, 20), **more: Any) -> of_round.AnswerReview:
    return of_round.AnswerReview(**{**OURS, "month": date(2023, 6, 1), "cases": cases, "answered_on": on, **more})


def book(*lines: tuple[date, str, str], struck: frozenset[int] = frozenset(), **details: Any) -> Book:
    """A book of lines (day, kind, task), of which some were struck out again."""
    kept = Book()
    for number, (day, kind, task) in enumerate(lines, 1):
        kept = written(kept, ActivityCarriedOut("communes", UNIT, PLAN_ID, number, day, Details(kind, task, **details)))
        if number in struck:
            kept = written(kept, ActivityStruck("communes", UNIT, PLAN_ID, number, "double"))
    return kept


def with_places(kept: Book, *names: str) -> Book:
    return written(kept, NeighbourhoodsListed("communes", UNIT, PLAN_ID, names))
