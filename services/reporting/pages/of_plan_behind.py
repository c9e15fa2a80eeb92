"""The pages that numbers of the plan's own work open to; codes of lists and ids of files only stand in their addresses."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.plan import Days
from services.reporting.app.trail import ENTRY
from services.reporting.app.work_behind import UNNAMED
from services.reporting.asked import After, found, plan_days
from services.reporting.projections.books import Which
from services.reporting.projections.plan.town_money import MEASURES
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.asking import By
from shared.web.door import show
from shared.web.pages import vn_date


def around(reporting: Reporting, actor: Actor, days: Days) -> Mapping[str, object]:
    """What every page of the plan shows around its numbers: how complete they are, of which days, how an address says so."""
    said = "&".join(f"{name}={vn_date(day)}" for name, day in days._asdict().items() if day)
    return {
        "heard": reporting.sources(actor), "as_of": days.as_of, "known": days.known, "days": said,
        "may_open": reporting.may(actor, ENTRY).allowed,
    }  # fmt: skip


def plan_behind_pages(reporting: Reporting) -> APIRouter:
    door, papers_of, work = APIRouter(), reporting.plan_behind, reporting.work_behind

    def page(request: Request, actor: Actor, name: str, ask: Callable[[Days, Way], object], **more: object) -> Response:
        days = plan_days(request, reporting)
        opened = found(lambda: ask(days, Way.VIEWED))
        return show(request, f"plan/{name}.html", opened=opened, **around(reporting, actor, days), **more)

    @door.get("/activities/behind")
    def activities(
        request: Request, actor: By, agency: AgencyId = "", unit: UnitCode = "", task: Code = "", turn: date | None = None,
        kind: Code = "", after: After = 0,
    ) -> Response:  # fmt: skip
        which = Which(agency or None, unit or None, task or None, turn, kind or None)
        return page(
            request, actor, "activities_behind", lambda days, way: work.activities(actor, which, days, after, way)
        )

    @door.get("/papers/behind")
    def papers(request: Request, actor: By, agency: AgencyId, unit: UnitCode = "") -> Response:
        who = Obliged(agency, unit or None)
        return page(request, actor, "papers_behind", lambda days, way: papers_of.papers(actor, who, days, way))

    @door.get("/training/behind")
    def training(request: Request, actor: By, agency: AgencyId, unit: UnitCode = "") -> Response:
        who = Obliged(agency, unit or None)
        return page(request, actor, "training_behind", lambda days, way: papers_of.training(actor, who, days, way))

    @door.get("/training/classes/{training}")
    def a_class(request: Request, training: UUID, actor: By) -> Response:
        return page(request, actor, "class_behind", lambda days, way: papers_of.a_class(actor, training, days, way))

    @door.get("/money/behind")
    def money(request: Request, actor: By, agency: AgencyId = "", unit: UnitCode = "", money: Code = "") -> Response:
        whose = Obliged(agency, unit or None) if agency else None
        return page(
            request, actor, "money_behind", lambda days, way: work.money(actor, whose, money or None, days, way),
            measures=MEASURES, unnamed=UNNAMED,
        )  # fmt: skip

    @door.get("/matters/behind")
    def matters(request: Request, actor: By, of: str, file: str = "", after: After = 0) -> Response:
        return page(
            request, actor, "matters_behind", lambda days, way: work.matters(actor, of, days, file or None, after, way)
        )

    return door
