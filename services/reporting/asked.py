"""What is asked of pages and programs alike: which entry of which journal, of which day; and nothing there is no page."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Path
from starlette.exceptions import HTTPException

from services.reporting.app import Reporting
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.flow import Flow
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.forms import Fault, Malformed
from shared.web.values import FormContext, Wrong, plain

T = TypeVar("T")
Position = Annotated[int, Path(ge=1, le=2**62)]
Journal = Annotated[str, Path(pattern=r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}$")]
Day = Callable[[Reporting, str], date | None]


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
