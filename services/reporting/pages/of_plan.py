"""The pages of the plan's own work: how it stands in one look, and behind that activities, papers, training, money, matters."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.trail import ENTRY
from services.reporting.app.work_behind import UNNAMED
from services.reporting.asked import Day
from services.reporting.pages.of_plan_behind import plan_behind_pages
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


def plan_pages(reporting: Reporting, day_of: Day, words: Words) -> APIRouter:
    """`day_of` reads the day that was typed; `words` are those of the pages."""
    door, town = APIRouter(prefix="/plan"), reporting.plan

    def page(request: Request, actor: By, name: str, typed: str, **more: Any) -> Response:
        heard = reporting.sources(actor)
        entries = reporting.may(actor, ENTRY).allowed
        return show(request, f"plan/{name}.html", heard=heard, as_of=day_of(reporting, typed), may_open=entries, **more)

    @door.get("")
    def overview(request: Request, actor: By, as_of: str = "") -> Response:
        return page(request, actor, "overview", as_of, whole=town.overview(actor, day_of(reporting, as_of)))

    @door.get("/activities")
    def activities(request: Request, actor: By, as_of: str = "") -> Response:
        done = town.activities(actor, day_of(reporting, as_of))
        return page(request, actor, "activities", as_of, grids=done.grids, sums=done.sums)

    @door.get("/papers")
    def papers(request: Request, actor: By, as_of: str = "") -> Response:
        return page(request, actor, "papers", as_of, found=town.papers(actor, day_of(reporting, as_of)))

    @door.get("/training")
    def training(request: Request, actor: By, as_of: str = "") -> Response:
        return page(request, actor, "training", as_of, found=town.training(actor, day_of(reporting, as_of)))

    @door.get("/money")
    def money(request: Request, actor: By, as_of: str = "") -> Response:
        day = day_of(reporting, as_of)
        found = town.money(actor, day)
        drawing = _drawn(found, reporting.law_on(day or reporting.desk.today()), words)
        return page(request, actor, "money", as_of, found=found, drawing=drawing, measures=MEASURES, unnamed=UNNAMED)

    @door.get("/matters")
    def matters(request: Request, actor: By, as_of: str = "") -> Response:
        return page(request, actor, "matters", as_of, found=town.matters(actor, day_of(reporting, as_of)))

    door.include_router(plan_behind_pages(reporting, day_of))
    return door


def _drawn(found: MoneyOn, law: Law, words: Words) -> Any:
    """The chart: every source with its measures on one scale. None, where there is nothing to draw."""
    bars = [
        Bars(law.called("money_sources", row.money), tuple(getattr(row, name) for name in MEASURES))
        for row in found.rows
        if row.money
    ]
    return chart(words["money.chart"], [words[f"money.{name}"] for name in MEASURES], bars) if bars else None
