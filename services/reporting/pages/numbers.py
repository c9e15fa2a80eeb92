"""The pages of access to services and of terms, and the page that a number opens to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import BALL, NOW, STATISTICS, Reporting
from services.reporting.app.numbers import OPENS, Number
from services.reporting.app.trail import TIMELINE
from services.reporting.asked import LINE, After, CountedRoute, asked_for, by_now, day_typed
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.kept_terms import TermRow
from shared.kernel.people import Actor
from shared.kernel.words import AgencyId, Code
from shared.web.asking import By
from shared.web.door import show
from shared.web.pages import Link, vn_date

Address = Callable[..., str | None]


def number_pages(reporting: Reporting) -> APIRouter:
    door = APIRouter(route_class=CountedRoute)

    @door.get("/access")
    def access(request: Request, actor: By, as_of: str = "", known: str = "") -> Response:
        at = days_typed(reporting, as_of, known)
        return show(
            request, "access.html", access=reporting.access(actor, at), **around(reporting, actor, at),
        )  # fmt: skip

    @door.get("/terms")
    def terms(request: Request, actor: By, as_of: str = "", known: str = "") -> Response:
        at = days_typed(reporting, as_of, known)
        rows = reporting.terms(actor, at)
        return show(request, "terms.html", holders=_by_holder(rows), most=_most(rows), **around(reporting, actor, at))

    @door.get("/behind")
    def behind(
        request: Request, actor: By, of: str, as_of: str = "", known: str = "", since: str = "", late: bool = False,
        once: bool = False, exact: bool = False, after: After = 0,
    ) -> Response:  # fmt: skip
        at = days_typed(reporting, as_of, known)
        only, line = asked_for(request, of)
        number = Number(of, at, only, day_typed(reporting, since, "since"), late, once, exact, line)
        opened = reporting.opened(actor, number, after)
        here = address(of, at, number.since, late, once, exact, line, **only)
        dimensions = {each.name: each.words for each in OPENS[of].dimensions}
        return show(
            request, "behind.html", opened=opened, asked=number, here=here, dimensions=dimensions,
            may_open=reporting.may(actor, TIMELINE).allowed, **around(reporting, actor, at),
        )  # fmt: skip

    return door


def number_links(reporting: Reporting, actor: Actor) -> list[Link]:
    if not reporting.may(actor, STATISTICS).allowed:
        return []
    return [Link("Tiếp cận dịch vụ", "/access"), Link("Đúng hạn, trễ hạn", "/terms")]


def days_typed(reporting: Reporting, as_of: str, known: str) -> AsOf:
    """The two days of figures as they were typed. Raises `Malformed`."""
    true = day_typed(reporting, as_of)
    return reporting.as_of(true, day_typed(reporting, known, "known") if true else None)


def around(reporting: Reporting, actor: Actor, at: AsOf) -> Mapping[str, object]:
    """What every page with numbers that open shows around them. Who may not see a list of cases gets no addresses."""
    opens = reporting.may(actor, BALL).allowed and reporting.may(actor, STATISTICS).allowed

    def behind(of: Code, at: AsOf = at, **more: object) -> str | None:
        return address(of, by_now(reporting, at), **more) if opens else None  # type: ignore[arg-type]

    return {"at": at, "now": NOW, "heard": reporting.sources(actor), "behind": behind}


def address(
    of: Code, at: AsOf, since: date | None = None, late: bool = False, once: bool = False, exact: bool = False,
    line: Mapping[Code, Sequence[str]] | None = None, **only: Sequence[str] | str,
) -> str:  # fmt: skip
    """Where a number opens: which one, and as of which days; codes of lists only, never anything of a person."""
    days = {"as_of": at.true, "known": at.known} if at != NOW else {}
    said = {name: vn_date(day) for name, day in (*days.items(), *([("since", since)] if since else []))}
    flags = {name: 1 for name, on in (("late", late), ("once", once), ("exact", exact)) if on}
    where = {LINE + name: values for name, values in (line or {}).items()}
    return f"/behind?{urlencode({'of': of, **said, **flags, **only, **where}, doseq=True)}"


def _by_holder(rows: Sequence[TermRow]) -> dict[AgencyId, list[TermRow]]:
    found: dict[AgencyId, list[TermRow]] = {}
    for row in rows:
        found.setdefault(row.holder, []).append(row)
    return found


def _most(rows: Sequence[TermRow]) -> int:
    return max((row.total for row in rows), default=0)
