"""The pages of the plan's own work: how it stands in one look, and behind that activities, papers, training, money, matters."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.work_behind import UNNAMED
from services.reporting.asked import plan_days
from services.reporting.pages.of_plan_behind import around, plan_behind_pages
from services.reporting.projections.plan.town_money import MEASURES, MoneyOn
from shared.kernel.law import Law
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

    def page(request: Request, actor: By, name: str, **more: Any) -> Response:
        return show(request, f"plan/{name}.html", **around(request, reporting, actor), **more)

    @door.get("")
    def overview(request: Request, actor: By) -> Response:
        return page(request, actor, "overview", whole=town.overview(actor, plan_days(request, reporting)))

    @door.get("/activities")
    def activities(request: Request, actor: By) -> Response:
        done = town.activities(actor, plan_days(request, reporting))
        return page(request, actor, "activities", grids=done.grids, sums=done.sums)

    @door.get("/papers")
    def papers(request: Request, actor: By) -> Response:
        return page(request, actor, "papers", found=town.papers(actor, plan_days(request, reporting)))

    @door.get("/training")
    def training(request: Request, actor: By) -> Response:
        return page(request, actor, "training", found=town.training(actor, plan_days(request, reporting)))

    @door.get("/money")
    def money(request: Request, actor: By) -> Response:
        found = town.money(actor, plan_days(request, reporting))
        drawing = _drawn(found, reporting.law_on(found.day), words)
        return page(request, actor, "money", found=found, drawing=drawing, measures=MEASURES, unnamed=UNNAMED)

    @door.get("/matters")
    def matters(request: Request, actor: By) -> Response:
        return page(request, actor, "matters", found=town.matters(actor, plan_days(request, reporting)))

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
