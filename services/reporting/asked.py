"""What is asked of pages and programs alike: which entry of which journal, of which day; and nothing there is no page."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Query
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.numbers import OPENS
from services.reporting.app.official import Officials
from services.reporting.app.plan import Days
from services.reporting.official.forms import MEDIA
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.flow import Flow
from services.reporting.projections.counting.question import NotCountedYet
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.door import json, show
from shared.web.forms import Fault, Malformed
from shared.web.problems import wants_page
from shared.web.taken import taken
from shared.web.values import FormContext, Wrong, plain

T = TypeVar("T")
Position = Annotated[int, Path(ge=1, le=2**62)]
Journal = Annotated[str, Path(pattern=r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}$")]
After = Annotated[int, Query(ge=0, le=10**9)]
"""From which line of a long list on."""
LINE = "line."
"""Before the dimensions of a line of a table, in an address."""
AGAIN = 3
"""Seconds until a page that shows how far something is looks again, by itself and without a script."""


def day_typed(reporting: Reporting, typed: str, field: Code = "as_of") -> date | None:
    """The day something shall be of, as it was typed into a field; nothing typed: now. Raises `Malformed`."""
    if not typed.strip():
        return None
    today = reporting.desk.today()
    try:
        day = plain(typed, date, (), FormContext(today, reporting.law_on(today), True))
    except Wrong as wrong:
        raise Malformed([Fault(field, wrong.why)]) from wrong
    if not isinstance(day, date) or day > today:
        raise Malformed([Fault(field, "fault.in_the_future")])
    return day


def by_now(reporting: Reporting, at: AsOf) -> AsOf:
    """The days that an address says, so that what it opens stays what it is: today at the latest."""
    today = reporting.desk.today()
    return AsOf(min(at.true, today), min(at.known, today))


def asked_for(request: Request, of: Code) -> tuple[dict[Code, list[str]], dict[Code, list[str]]]:
    """The values that a number is of, by dimension, and those of its line; 404 where there is no such number."""
    known = {"of", "as_of", "known", "since", "late", "once", "exact", "after"}
    names = [name for name in request.query_params if name not in known]
    if of not in OPENS or {name.removeprefix(LINE) for name in names} - {each.name for each in OPENS[of].dimensions}:
        raise HTTPException(404)
    said = {name: request.query_params.getlist(name) for name in names}
    line = {name.removeprefix(LINE): values for name, values in said.items() if name.startswith(LINE)}
    return {name: values for name, values in said.items() if not name.startswith(LINE)}, line


def days_asked(as_of: date | None = None, known: date | None = None) -> Days:
    """The two days of the plan's work as a program asks for them."""
    return Days(as_of, known)


def plan_days(request: Request, reporting: Reporting) -> Days:
    """The same as they stand in the address of a page. Raises `Malformed`."""
    typed = (day_typed(reporting, request.query_params.get(name, ""), name) for name in Days._fields)
    return Days(*typed)


def came_and_went(reporting: Reporting, actor: Actor, since: date, at: AsOf) -> Flow:
    """In a period. Raises `Malformed` where it ends before it begins."""
    try:
        return reporting.flow(actor, since, at)
    except ValueError as wrong:
        raise Malformed([Fault("since", "fault.period")]) from wrong


def found(ask: Callable[[], T]) -> T:
    """What was asked for; 404 where there is none."""
    try:
        return ask()
    except LookupError as nothing:
        raise HTTPException(404) from nothing


OfDays = Annotated[Days, Depends(days_asked)]


class CountedRoute(APIRoute):
    """A route with figures: until they are counted, whoever asks is told how far that is, and not a part of them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except NotCountedYet as not_yet:
                return _not_yet(request, not_yet)

        return answered


def _not_yet(request: Request, asked: NotCountedYet) -> Response:
    if wants_page(request):
        response = show(request, "counting.html", 503, asked=asked)
    else:
        body = {
            "type": "urn:trove:problem:not_counted_yet", "status": 503, "question": asked.question, "state": asked.state,
            "percent": asked.percent, "done": asked.done, "subjects": asked.subjects,
        }  # fmt: skip
        response = json(body, 503, {"Content-Type": "application/problem+json"})
    if asked.state in ("running", None):
        response.headers.update({"Retry-After": str(AGAIN), **({"Refresh": str(AGAIN)} if wants_page(request) else {})})
    return response


def report_file(officials: Officials, actor: Actor, report: UUID, form: Code, way: Way) -> Response:
    """A report to those above in a form, as the answer of either door."""
    content = found(lambda: officials.file(actor, report, form, way))
    return taken(content, f"{officials.about.code(report)}.{form}", MEDIA[form])
