"""The pages of reporting: statistics, who holds the ball, cases, sources; beside them the trail of a case (`of_trail`) and the
plan's own work (`of_plan`)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path as Folder
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.reporting.app import BALL, NOW, STATISTICS, Reporting
from services.reporting.app.asking import Asking
from services.reporting.app.exports import Exports
from services.reporting.app.odd import Odd
from services.reporting.app.official import Officials
from services.reporting.app.plan import PLAN
from services.reporting.app.publications import Publications
from services.reporting.app.trail import TIMELINE
from services.reporting.asked import CountedRoute, came_and_went, day_typed
from services.reporting.pages.asking import asking_links, asking_pages
from services.reporting.pages.ball import ball_pages
from services.reporting.pages.counting import counting_pages
from services.reporting.pages.exports import export_links, export_pages
from services.reporting.pages.numbers import around, days_typed, number_links, number_pages
from services.reporting.pages.odd import odd_links, odd_pages
from services.reporting.pages.of_plan import LINKS, plan_pages
from services.reporting.pages.of_trail import trail_pages
from services.reporting.pages.official import official_links, official_pages
from services.reporting.pages.publications import publication_links, publication_pages
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.flow import day_before
from shared.kernel.people import Actor
from shared.kernel.words import Code, Source
from shared.web import words as spoken
from shared.web.asking import By
from shared.web.door import show
from shared.web.pages import Link, Menu

HERE = Folder(__file__).parent


class Desks(NamedTuple):
    """At which something is written down, beside the figures."""

    odd: Odd
    publications: Publications
    exports: Exports
    asking: Asking
    officials: Officials


def pages(
    reporting: Reporting,
    desks: Desks,
    roles: Mapping[Code, str],
    origin_of: Callable[[Source], str | None] = lambda _: None,
) -> APIRouter:
    """`roles` are the names of roles, from the profile; `origin_of` says where people find an instance."""
    door = APIRouter()

    @door.get("/cases")
    def cases(request: Request, actor: By, as_of: str = "", known: str = "") -> Response:
        at = days_typed(reporting, as_of, known)
        lines = reporting.cases(actor, at)
        return _figures(
            reporting, request, actor, "cases.html", lines=lines, at=at, now=NOW, may_open=_may(reporting, actor)
        )

    @door.get("/sources")
    def sources(request: Request, actor: By) -> Response:
        return show(request, "sources.html", heard=reporting.sources(actor))

    words = spoken.load(HERE)
    door.include_router(_front(reporting, desks))
    door.include_router(ball_pages(reporting, words))
    door.include_router(number_pages(reporting))
    door.include_router(asking_pages(desks.asking, words))
    door.include_router(counting_pages(desks.asking, words))
    door.include_router(odd_pages(desks.odd, reporting))
    door.include_router(publication_pages(desks.publications, words))
    door.include_router(official_pages(desks.officials))
    door.include_router(export_pages(desks.exports))
    door.include_router(trail_pages(reporting, roles, words, origin_of))
    door.include_router(plan_pages(reporting, words))
    return door


def _front(reporting: Reporting, desks: Desks) -> APIRouter:
    """What people see first, and the statistics."""
    door = APIRouter(route_class=CountedRoute)

    @door.get("/")
    def first(request: Request, actor: By, as_of: str = "", known: str = "", since: str = "") -> Response:
        """Whoever inspects sees first what is odd; whoever sees no figures, the reports of the own unit."""
        if desks.odd.may(actor) and not as_of:
            return RedirectResponse("/odd", 303)
        seen = any(reporting.may(actor, deed).allowed for deed in (STATISTICS, BALL, PLAN))
        if not seen and official_links(desks.officials, actor):
            return RedirectResponse("/reports", 303)
        return statistics(request, actor, as_of, known, since)

    @door.get("/statistics")
    def statistics(request: Request, actor: By, as_of: str = "", known: str = "", since: str = "") -> Response:
        if not reporting.may(actor, STATISTICS).allowed:
            for deed, path in ((BALL, "/ball"), (PLAN, "/plan")):
                if reporting.may(actor, deed).allowed:
                    return RedirectResponse(path, 303)
        at = days_typed(reporting, as_of, known)
        begins = day_typed(reporting, since, "since") or min(at.true, reporting.desk.today()).replace(month=1, day=1)
        return show(
            request, "statistics.html", figures=reporting.statistics(actor, at), since=begins,
            eve=AsOf(day_before(begins), at.known), flow=came_and_went(reporting, actor, begins, at),
            **around(reporting, actor, at),
        )  # fmt: skip

    return door


def menu(reporting: Reporting, desks: Desks, actor: Actor) -> Sequence[Menu]:
    """The left navigation: only what this person may see."""
    inspects = odd_links(desks.odd, actor)
    figures, ball, plan = (reporting.may(actor, deed).allowed for deed in (STATISTICS, BALL, PLAN))
    links = [
        *([Link("Số liệu", "/statistics" if inspects else "/")] if figures else []),
        *number_links(reporting, actor),
        *asking_links(desks.asking, actor),
        *([Link("Ai đang giữ việc", "/ball"), Link("Danh sách hồ sơ", "/cases")] if ball else []),
        *official_links(desks.officials, actor),
        *publication_links(desks.publications, actor),
        *([Link("Nguồn số liệu", "/sources")] if figures or ball or plan else []),
        *export_links(desks.exports, actor),
    ]
    return [
        *([Menu("Kiểm tra", inspects)] if inspects else []),
        *([Menu("Báo cáo", links)] if links else []),
        *([Menu("Kế hoạch", LINKS)] if plan else []),
    ]


def _figures(reporting: Reporting, request: Request, actor: Actor, template: str, **more: object) -> Response:
    """A page with figures names how complete they are."""
    return show(request, template, heard=reporting.sources(actor), **more)


def _may(reporting: Reporting, actor: Actor) -> bool:
    return reporting.may(actor, TIMELINE).allowed
