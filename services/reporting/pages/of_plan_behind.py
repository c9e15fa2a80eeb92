"""The pages that numbers of the plan's own work open to; codes of lists and ids of files only stand in their addresses."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.trail import ENTRY
from services.reporting.app.work_behind import UNNAMED
from services.reporting.asked import After, Day, found
from services.reporting.projections.books import Which
from services.reporting.projections.plan.town_money import MEASURES
from shared.access import Way
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.asking import By
from shared.web.door import show


def plan_behind_pages(reporting: Reporting, day_of: Day) -> APIRouter:
    door, papers_of, work = APIRouter(), reporting.plan_behind, reporting.work_behind

    def page(request: Request, actor: By, name: str, typed: str, ask: Callable[[date | None, Way], object]) -> Response:
        day = day_of(reporting, typed)
        opened = found(lambda: ask(day, Way.VIEWED))
        heard, opens = reporting.sources(actor), reporting.may(actor, ENTRY).allowed
        return show(
            request, f"plan/{name}.html", heard=heard, as_of=day, opened=opened, may_open=opens, measures=MEASURES,
            unnamed=UNNAMED,
        )  # fmt: skip

    @door.get("/activities/behind")
    def activities(
        request: Request, actor: By, agency: AgencyId = "", unit: UnitCode = "", task: Code = "", turn: date | None = None,
        kind: Code = "", as_of: str = "", after: After = 0,
    ) -> Response:  # fmt: skip
        which = Which(agency or None, unit or None, task or None, turn, kind or None)
        return page(
            request, actor, "activities_behind", as_of, lambda day, way: work.activities(actor, which, day, after, way)
        )

    @door.get("/papers/behind")
    def papers(request: Request, actor: By, agency: AgencyId, unit: UnitCode = "", as_of: str = "") -> Response:
        who = Obliged(agency, unit or None)
        return page(request, actor, "papers_behind", as_of, lambda day, way: papers_of.papers(actor, who, day, way))

    @door.get("/training/behind")
    def training(request: Request, actor: By, agency: AgencyId, unit: UnitCode = "", as_of: str = "") -> Response:
        who = Obliged(agency, unit or None)
        return page(request, actor, "training_behind", as_of, lambda day, way: papers_of.training(actor, who, day, way))

    @door.get("/training/classes/{training}")
    def a_class(request: Request, training: UUID, actor: By, as_of: str = "") -> Response:
        return page(
            request, actor, "class_behind", as_of, lambda day, way: papers_of.a_class(actor, training, day, way)
        )

    @door.get("/money/behind")
    def money(
        request: Request, actor: By, agency: AgencyId = "", unit: UnitCode = "", money: Code = "", as_of: str = ""
    ) -> Response:
        whose = Obliged(agency, unit or None) if agency else None
        return page(
            request, actor, "money_behind", as_of, lambda day, way: work.money(actor, whose, money or None, day, way)
        )

    @door.get("/matters/behind")
    def matters(request: Request, actor: By, of: str, file: str = "", as_of: str = "", after: After = 0) -> Response:
        return page(
            request,
            actor,
            "matters_behind",
            as_of,
            lambda day, way: work.matters(actor, of, day, file or None, after, way),
        )

    return door
