"""The JSON door of reporting: the same figures, lists and timelines as on the pages."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.reporting.api.behind import behind_routes
from services.reporting.api.figures import figure_routes
from services.reporting.api.plan import plan_routes
from services.reporting.api.trail import trail_routes
from services.reporting.app import Reporting
from services.reporting.asked import CountedRoute, Journal, found
from shared.audit.written import line_of
from shared.web.asking import By
from shared.web.door import json
from shared.web.ledger_door import JSONL


def api(reporting: Reporting) -> APIRouter:
    door = APIRouter(prefix="/api", route_class=CountedRoute)

    @door.get("/sources")
    def sources(actor: By) -> Response:
        found = reporting.sources(actor)
        return json({"sources": [{**heard._asdict(), "well": heard.well} for heard in found], "to_fold": found.waits})

    door.include_router(figure_routes(reporting))
    door.include_router(trail_routes(reporting.trails))
    door.include_router(plan_routes(reporting))
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
