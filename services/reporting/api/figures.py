"""The JSON door of figures and lists: what was so on a day, as it was known then or later."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from msgspec.structs import asdict
from starlette.responses import Response

from services.reporting.api.complete import with_sources
from services.reporting.app import Reporting
from services.reporting.app.waiting import CaseLine, waiting_rows
from services.reporting.asked import CountedRoute, by_now, came_and_went
from services.reporting.projections.counting.access import AccessRow, Reached
from services.reporting.projections.counting.statistics import Statistics
from shared.kernel.people import Actor
from shared.web.asking import By

NOBODY = "không phát sinh"


def figure_routes(reporting: Reporting) -> APIRouter:
    door = APIRouter(route_class=CountedRoute)

    @door.get("/statistics")
    def figures(actor: By, as_of: date | None = None, known: date | None = None, since: date | None = None) -> Response:
        """What was so on a day, as known then unless another day is named; and what came and went since a day."""
        found = _statistics(reporting.statistics(actor, reporting.as_of(as_of, known)))
        flow = _came_and_went(reporting, actor, since, as_of, known)
        return with_sources(reporting, actor, _days(reporting, as_of, known) | found | flow)

    @door.get("/access")
    def access(actor: By, as_of: date | None = None, known: date | None = None) -> Response:
        """Target T2: whom services and essential needs have reached, by sex, age and ethnicity; every service at its agency."""
        found = reporting.access(actor, reporting.as_of(as_of, known))
        tables = {table.name: [_row(row) for row in table.rows] for table in found.tables}
        said = {
            "said": None if found.everybody.persons else NOBODY,
            "victims": _reached(found.victims), "everybody": _reached(found.everybody),
            "tables": tables, "services": [each._asdict() for each in found.services],
        }  # fmt: skip
        return with_sources(reporting, actor, _days(reporting, as_of, known) | said)

    @door.get("/terms")
    def terms(actor: By, as_of: date | None = None, known: date | None = None) -> Response:
        """Terms kept, missed, open, late, by agency and kind; `share`: per cent kept of what was due, `days`: what half took."""
        rows = reporting.terms(actor, reporting.as_of(as_of, known))
        said = {
            "said": None if rows else NOBODY,
            "terms": [{**vars(each), "total": each.total, "share": each.share} for each in rows],
        }
        return with_sources(reporting, actor, _days(reporting, as_of, known) | said)

    door.include_router(_lists(reporting))
    return door


def _lists(reporting: Reporting) -> APIRouter:
    door = APIRouter(route_class=CountedRoute)

    @door.get("/ball")
    def ball(actor: By, as_of: date | None = None, known: date | None = None) -> Response:
        """Each case that waits, and how many wait at which agency for what; now, or on a past day."""
        at, days = reporting.as_of(as_of, known), _days(reporting, as_of, known)
        lines, day = reporting.cases(actor, at), days["as_of"]
        waiting = [_case(line, day) for line in lines if line.ball.waits]
        numbers = waiting_rows(reporting.columns(lines, at), day)
        return with_sources(reporting, actor, days | {"cases": waiting, "numbers": numbers})

    @door.get("/cases")
    def cases(actor: By, as_of: date | None = None, known: date | None = None) -> Response:
        """As they stand now, or stood on a past day."""
        days = _days(reporting, as_of, known)
        found = [_case(each, days["as_of"]) for each in reporting.cases(actor, reporting.as_of(as_of, known))]
        return with_sources(reporting, actor, days | {"cases": found})

    return door


def _days(reporting: Reporting, as_of: date | None, known: date | None) -> dict[str, date]:
    true, known_on = by_now(reporting, reporting.as_of(as_of, known))
    return {"as_of": true, "known": known_on}


def _statistics(found: Statistics) -> dict[str, Any]:
    return {
        "persons": found.persons, "reported": found.reported, "closed": found.closed, "groups": found.groups,
        "said": None if found.persons else NOBODY,
        "tables": {
            table.name: [{"code": row.code, "vi": row.vi, **row.counts, "total": row.total} for row in table.rows]
            for table in found.tables
        },
    }  # fmt: skip


def _came_and_went(
    reporting: Reporting, actor: Actor, since: date | None, as_of: date | None, known: date | None
) -> dict[str, Any]:
    if since is None:
        return {}
    flow = came_and_went(reporting, actor, since, reporting.as_of(as_of, known))
    names = ("carried_over", "received", "decided", "closed", "in_process", "late")
    return {"since": since, "flow": {name: getattr(flow, name) for name in names}}


def _row(row: AccessRow) -> dict[str, Any]:
    return {
        "code": row.code, "vi": row.vi, "victims": _reached(row.victims), "everybody": _reached(row.everybody),
    }  # fmt: skip


def _reached(found: Reached) -> dict[str, int | None]:
    """`share`: per cent whom a service has reached; none where there is nobody."""
    return {**found._asdict(), "share": found.share}


def _case(line: CaseLine, day: date) -> dict[str, Any]:
    return {
        "case": line.case, "code": line.code, "person": line.person, "came_on": line.ball.came_on,
        "silent_days": line.silent_days(day),
        "waits": [{"thread": thread, **asdict(wait)} for thread, wait in line.ball.waits.items()],
    }  # fmt: skip
