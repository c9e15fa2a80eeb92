"""The JSON door of support: the routes every service with cases has, and what the law owes a person."""

from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.support.app import Support
from services.support.domain.entitlement import entitlements, person_of
from shared.access import OPEN_PART, Way
from shared.web.answers import answered
from shared.web.asking import By
from shared.web.cases import found
from shared.web.deeds import api_routes


def api(support: Support) -> APIRouter:
    routes = api_routes(support)

    @routes.get("/cases/{case:uuid}/entitlements")
    def owed(case: UUID, actor: By) -> Response:
        """Every benefit with where she stands, the rules that were asked, and texts that disagree."""
        file, law = found(support, actor, case).file.lead, support.desk.law()
        if file is None:
            raise HTTPException(404)
        support.desk.shown(actor, case, (OPEN_PART,), Way.API)
        return answered({"law": law.id, "entitlements": entitlements(person_of(file, law), law)})

    return routes
