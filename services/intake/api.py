"""The JSON door of intake: the routes every service with cases has."""

from fastapi import APIRouter

from services.intake.app import Intake
from shared.web.deeds import api_routes


def api(intake: Intake) -> APIRouter:
    return api_routes(intake)
