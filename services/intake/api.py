"""The JSON door of intake: the routes every service with files has, for its cases and for its reports."""

from fastapi import APIRouter

from services.intake.app import Intake
from shared.web.deeds import api_routes


def api(intake: Intake) -> APIRouter:
    """Cases, and the reports that are none yet."""
    routes = api_routes(intake)
    routes.include_router(api_routes(intake.reports, prefix=""))
    return routes
