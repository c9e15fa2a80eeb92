"""The pages of who holds the ball: the board with its numbers, and the cases that a number opens to."""

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import NOW, Reporting
from services.reporting.app.trail import TIMELINE
from services.reporting.app.waiting import HeldNumber, waiting_rows
from services.reporting.asked import After, by_now
from services.reporting.pages.numbers import days_typed
from services.reporting.projections.counting.clocks import AsOf
from shared.kernel.words import AgencyId, Code
from shared.web.asking import By
from shared.web.door import show
from shared.web.pages import vn_date
from shared.web.words import Words

AT_ONCE = 50
"""So many cards of one agency stand on the board; its number opens to all."""


def ball_pages(reporting: Reporting, words: Words) -> APIRouter:
    """`words` say which kinds of steps there are."""
    door = APIRouter()

    @door.get("/ball")
    def ball(request: Request, actor: By, as_of: str = "", known: str = "") -> Response:
        at = days_typed(reporting, as_of, known)
        columns, day = reporting.columns(reporting.cases(actor, at), at), min(at.true, reporting.desk.today())
        return show(
            request, "ball.html", heard=reporting.sources(actor), columns=columns, held=_opens_on(at, reporting),
            rows=waiting_rows(columns, day), at_once=AT_ONCE, may_open=reporting.may(actor, TIMELINE).allowed,
            at=at, now=NOW, day=day,
        )  # fmt: skip

    @door.get("/waiting")
    def waiting(
        request: Request, actor: By, holder: AgencyId, what: Code = "", late: bool = False, as_of: str = "", known: str = "",
        after: After = 0,
    ) -> Response:  # fmt: skip
        at = days_typed(reporting, as_of, known)
        day = min(at.true, reporting.desk.today())
        if what and f"wait.{what}" not in words:
            raise HTTPException(404)
        number = HeldNumber(holder, what or None, late)
        opened = reporting.held(actor, number, at, after)
        if not opened.number and holder not in reporting.law_on(day).agencies:
            raise HTTPException(404)
        return show(
            request, "waiting.html", heard=reporting.sources(actor), asked=number, opened=opened, at=at, now=NOW, day=day,
            here=_opens_on(at, reporting)(holder, what, late), may_open=reporting.may(actor, TIMELINE).allowed,
        )  # fmt: skip

    return door


def _opens_on(at: AsOf, reporting: Reporting) -> Callable[..., str]:
    """Where the numbers of a day open: codes of lists and the day only, so that each stays what it is."""
    true, known = map(vn_date, by_now(reporting, at))

    def held(holder: AgencyId, what: Code = "", late: bool = False) -> str:
        asked = {"holder": holder, **({"what": what} if what else {}), **({"late": 1} if late else {})}
        asked |= {"as_of": true, "known": known}
        return f"/waiting?{urlencode(asked)}"

    return held
