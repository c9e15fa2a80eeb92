"""The JSON door of intake: the routes every service with files has, for its cases and for its reports, what is said of
two cases, and past cases from a spreadsheet."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.intake.api.past_cases import import_api
from services.intake.app import Intake
from services.intake.linking import Linking
from shared.web.asking import AskedBy, By
from shared.web.deeds import api_routes

__all__ = ["api", "import_api"]


def api(intake: Intake, linking: Linking) -> APIRouter:
    """Cases, the reports that are none yet, and
    POST /api/cases/{case}/same-person/{other} {"deed": "link" | "unlink", "reason": …}."""
    routes = APIRouter()

    @routes.post("/api/cases/{case:uuid}/same-person/{other:uuid}")
    def say(case: UUID, other: UUID, actor: By, asked: AskedBy) -> Response:
        linking.say(actor, case, other, asked)
        return Response(status_code=204)

    routes.include_router(api_routes(intake))
    routes.include_router(api_routes(intake.reports))
    return routes
