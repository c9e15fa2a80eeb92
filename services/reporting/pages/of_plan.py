"""The pages of the plan's own work: how it stands in one look, and behind that activities, papers, training, money, matters."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.plan import PlanOn
from services.reporting.app.work_behind import UNNAMED
from services.reporting.asked import plan_days
from services.reporting.pages.of_plan_behind import around, plan_behind_pages
from services.reporting.projections.plan.town_money import MEASURES, MoneyOn
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.web.asking import By
from shared.web.charts import Bars, chart
from shared.web.door import show
from shared.web.pages import Link
from shared.web.words import Words

PAGES = ("activities", "papers", "training", "money", "matters")
LINKS = (
    Link("Thực hiện kế hoạch", "/plan"), Link("Hoạt động", "/plan/activities"),
    Link("Kế hoạch, báo cáo đơn vị", "/plan/papers"), Link("Tập huấn", "/plan/training"),
    Link("Kinh phí", "/plan/money"), Link("Vướng mắc, kiểm tra, đóng góp", "/plan/matters"),
)  # fmt: skip


def plan_pages(reporting: Reporting, words: Words) -> APIRouter:
    """`words` are those of the pages."""
    door, town = APIRouter(prefix="/plan"), reporting.plan

    def page(request: Request, actor: Actor, name: str, ask: Callable[[PlanOn], Mapping[str, Any]]) -> Response:
        days = plan_days(request, reporting)
        asked = ask(town.on(actor, days))
        return show(request, f"plan/{name}.html", **around(reporting, actor, days), **asked)

    @door.get("")
    def overview(request: Request, actor: By) -> Response:
        return page(request, actor, "overview", lambda on: {"whole": on.overview})

    @door.get("/activities")
    def activities(request: Request, actor: By) -> Response:
        return page(request, actor, "activities", lambda on: {"grids": on.activities.grids, "sums": on.activities.sums})

    @door.get("/papers")
    def papers(request: Request, actor: By) -> Response:
        return page(request, actor, "papers", lambda on: {"found": on.papers})

    @door.get("/training")
    def training(request: Request, actor: By) -> Response:
        return page(request, actor, "training", lambda on: {"found": on.training})

    @door.get("/money")
    def money(request: Request, actor: By) -> Response:
        def asked(on: PlanOn) -> Mapping[str, Any]:
            drawing = _drawn(on.money, on.law_on(on.day), words)
            return {"found": on.money, "drawing": drawing, "measures": MEASURES, "unnamed": UNNAMED}

        return page(request, actor, "money", asked)

    @door.get("/matters")
    def matters(request: Request, actor: By) -> Response:
        return page(request, actor, "matters", lambda on: {"found": on.matters})

    door.include_router(plan_behind_pages(reporting))
    return door


def _drawn(found: MoneyOn, law: Law, words: Words) -> Any:
    """The chart: every source with its measures on one scale. None, where there is nothing to draw."""
    bars = [
        Bars(law.called("money_sources", row.money), tuple(getattr(row, name) for name in MEASURES))
        for row in found.rows
        if row.money
    ]
    return chart(words["money.chart"], [words[f"money.{name}"] for name in MEASURES], bars) if bars else None
