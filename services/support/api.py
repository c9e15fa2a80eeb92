"""The JSON door of support: the routes every service with cases has."""

from fastapi import APIRouter

from services.support.app import Support
from shared.web.deeds import api_routes


def api(support: Support) -> APIRouter:
    return api_routes(support)
