"""The JSON door of intake: the routes every service with cases has, and what is said of two cases."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.intake.app import Intake
from services.intake.linking import Linking
from shared.web.asking import AskedBy, By
from shared.web.deeds import api_routes


def api(intake: Intake, linking: Linking) -> APIRouter:
    """POST /api/cases/{case}/same-person/{other} {"deed": "link" | "unlink", "reason": …}, and the house's routes."""
    routes = APIRouter()

    @routes.post("/api/cases/{case:uuid}/same-person/{other:uuid}")
    def say(case: UUID, other: UUID, actor: By, asked: AskedBy) -> Response:
        linking.say(actor, case, other, asked)
        return Response(status_code=204)

    routes.include_router(api_routes(intake))
    return routes
