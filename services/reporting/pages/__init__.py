"""The pages of reporting: statistics, who holds the ball, cases, the timeline of a case, single entries, sources; beside them
those of the plan's own work (`of_plan`)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path as Folder
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.reporting.app import BALL, ENTRY, STATISTICS, TIMELINE, Reporting
from services.reporting.app.odd import Odd
from services.reporting.app.plan import PLAN
from services.reporting.pages.odd import odd_links, odd_pages
from services.reporting.pages.of_plan import LINKS, plan_pages
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web import words as spoken
from shared.web.asking import By
from shared.web.door import show
from shared.web.forms import Fault, Malformed
from shared.web.pages import Link, Menu
from shared.web.values import FormContext, Wrong, plain

T = TypeVar("T")
HERE = Folder(__file__).parent
AT_ONCE = 50
"""So many cards of one agency stand on the board; the list of cases has all."""
Position = Annotated[int, Path(ge=1, le=2**62)]
Journal = Annotated[str, Path(pattern=r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}$")]


def pages(reporting: Reporting, odd: Odd, roles: Mapping[Code, str]) -> APIRouter:
    """`roles` are the names of roles, from the profile."""
    door = APIRouter()

    @door.get("/ball")
    def ball(request: Request, actor: By) -> Response:
        columns = reporting.columns(reporting.cases(actor))
        return _figures(
            reporting, request, actor, "ball.html", columns=columns, at_once=AT_ONCE, may_open=_may(reporting, actor)
        )

    @door.get("/cases")
    def cases(request: Request, actor: By) -> Response:
        lines = reporting.cases(actor)
        return _figures(reporting, request, actor, "cases.html", lines=lines, may_open=_may(reporting, actor))

    @door.get("/cases/{case}")
    def timeline(request: Request, case: UUID, actor: By) -> Response:
        lines = _found(lambda: reporting.timeline(actor, case, Way.VIEWED))
        known = reporting.case(case)
        return show(
            request, "timeline.html", lines=lines[::-1], known=known, code=known.code,
            may_open=reporting.may(actor, ENTRY).allowed, gaps=sum(each.open for line in lines for each in line.told),
        )  # fmt: skip

    @door.get("/entries/{source}/{position}")
    def entry(request: Request, source: Journal, position: Position, actor: By) -> Response:
        page = _found(lambda: reporting.entry(actor, source, position, Way.VIEWED))
        return show(request, "entry.html", page=page, entry=page.entry, roles=roles)

    @door.get("/sources")
    def sources(request: Request, actor: By) -> Response:
        return show(request, "sources.html", heard=reporting.sources(actor))

    door.include_router(_front(reporting, odd))
    door.include_router(odd_pages(odd, reporting))
    door.include_router(plan_pages(reporting, _day, spoken.load(HERE)))
    return door


def _front(reporting: Reporting, odd: Odd) -> APIRouter:
    """What people see first, and the statistics."""
    door = APIRouter()

    @door.get("/")
    def first(request: Request, actor: By, as_of: str = "") -> Response:
        """Whoever inspects sees first what is odd."""
        return RedirectResponse("/odd", 303) if odd.may(actor) and not as_of else statistics(request, actor, as_of)

    @door.get("/statistics")
    def statistics(request: Request, actor: By, as_of: str = "") -> Response:
        if not reporting.may(actor, STATISTICS).allowed:
            for deed, path in ((BALL, "/ball"), (PLAN, "/plan")):
                if reporting.may(actor, deed).allowed:
                    return RedirectResponse(path, 303)
        day = _day(reporting, as_of)
        return _figures(
            reporting, request, actor, "statistics.html", figures=reporting.statistics(actor, day), as_of=day
        )

    return door


def menu(reporting: Reporting, odd: Odd, actor: Actor) -> Sequence[Menu]:
    """The left navigation: only what this person may see."""
    inspects = odd_links(odd, actor)
    figures, ball, plan = (reporting.may(actor, deed).allowed for deed in (STATISTICS, BALL, PLAN))
    links = [
        *([Link("Số liệu", "/statistics" if inspects else "/")] if figures else []),
        *([Link("Ai đang giữ việc", "/ball"), Link("Danh sách hồ sơ", "/cases")] if ball else []),
        *([Link("Nguồn số liệu", "/sources")] if figures or ball or plan else []),
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


def _day(reporting: Reporting, typed: str) -> date | None:
    """The day the figures shall be of, as it was typed; nothing typed: now."""
    if not typed.strip():
        return None
    today = reporting.desk.today()
    try:
        day = plain(typed, date, (), FormContext(today, reporting.law_on(today), True))
    except Wrong as wrong:
        raise Malformed([Fault("as_of", wrong.why)]) from wrong
    if not isinstance(day, date) or day > today:
        raise Malformed([Fault("as_of", "fault.in_the_future")])
    return day


def _found(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except LookupError as nothing:
        raise HTTPException(404) from nothing
