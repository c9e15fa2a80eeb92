"""The JSON door of reporting: the same figures, lists and timelines as on the pages."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from msgspec.structs import asdict
from starlette.responses import Response

from services.reporting.api.behind import behind_routes
from services.reporting.api.plan import plan_routes
from services.reporting.api.trail import trail_routes
from services.reporting.app import Reporting
from services.reporting.app.waiting import CaseLine, waiting_rows
from services.reporting.asked import CountedRoute, Journal, came_and_went, found
from services.reporting.projections.counting.statistics import Statistics
from shared.audit.written import line_of
from shared.kernel.people import Actor
from shared.web.asking import By
from shared.web.door import json
from shared.web.ledger_door import JSONL


def api(reporting: Reporting) -> APIRouter:
    door = APIRouter(prefix="/api", route_class=CountedRoute)

    @door.get("/statistics")
    def figures(actor: By, as_of: date | None = None, known: date | None = None, since: date | None = None) -> Response:
        """What was so on a day, as known then unless another day is named; and what came and went since a day."""
        return json(_figures(reporting, actor, as_of, known) | _came_and_went(reporting, actor, since, as_of, known))

    @door.get("/ball")
    def ball(actor: By) -> Response:
        """Each case that waits, and how many wait at which agency for what."""
        lines, today = reporting.cases(actor), reporting.desk.today()
        waiting = [_case(reporting, line) for line in lines if line.ball.waits]
        return json({"as_of": today, "cases": waiting, "numbers": waiting_rows(reporting.columns(lines), today)})

    @door.get("/cases")
    def cases(actor: By, as_of: date | None = None, known: date | None = None) -> Response:
        """As they stand now, or stood on a past day."""
        at = reporting.as_of(as_of, known)
        day = min(at.true, reporting.desk.today())
        return json({"as_of": day, "cases": [_case(reporting, each, day) for each in reporting.cases(actor, at)]})

    @door.get("/sources")
    def sources(actor: By) -> Response:
        found = reporting.sources(actor)
        return json({"sources": [{**heard._asdict(), "well": heard.well} for heard in found], "to_fold": found.waits})

    door.include_router(trail_routes(reporting.trails))
    door.include_router(plan_routes(reporting.plan))
    door.include_router(behind_routes(reporting))
    door.include_router(_copies(reporting))
    return door


def _copies(reporting: Reporting) -> APIRouter:
    """Journals as they were told, a JSON line for each entry."""
    door = APIRouter()

    @door.get("/journals/{source}/entries")
    def copies(source: Journal, actor: By, after: Annotated[int, Query(ge=0, le=2**62)] = 0) -> Response:
        rows = found(lambda: reporting.copies(actor, source, after))
        return Response(b"".join(map(line_of, rows)), media_type=JSONL)

    return door


def _figures(reporting: Reporting, actor: Actor, as_of: date | None, known: date | None) -> dict[str, Any]:
    found: Statistics = reporting.statistics(actor, reporting.as_of(as_of, known))
    today = reporting.desk.today()
    return {
        "as_of": min(as_of or today, today),  # of a day to come there are no figures but today's
        "known": min(known or as_of or today, today),
        "persons": found.persons, "reported": found.reported, "closed": found.closed, "groups": found.groups,
        "said": None if found.persons else "không phát sinh",
        "tables": {
            table.name: [{"code": row.code, "vi": row.vi, **row.counts, "total": row.total} for row in table.rows]
            for table in found.tables
        },
        "complete": all(heard.well for heard in reporting.sources(actor)),
    }  # fmt: skip


def _came_and_went(
    reporting: Reporting, actor: Actor, since: date | None, as_of: date | None, known: date | None
) -> dict[str, Any]:
    if since is None:
        return {}
    flow = came_and_went(reporting, actor, since, reporting.as_of(as_of, known))
    names = ("carried_over", "received", "decided", "closed", "in_process", "late")
    return {"since": since, "flow": {name: getattr(flow, name) for name in names}}


def _case(reporting: Reporting, line: CaseLine, day: date | None = None) -> dict[str, Any]:
    return {
        "case": line.case, "code": line.code, "person": line.person, "came_on": line.ball.came_on,
        "silent_days": line.silent_days(day or reporting.desk.today()),
        "waits": [{"thread": thread, **asdict(wait)} for thread, wait in line.ball.waits.items()],
    }  # fmt: skip
