"""The JSON door of exports: beside what every deed has (`shared.web.deeds`), the file itself."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.app.exports import Exports
from services.reporting.asked import found
from shared.access import Way
from shared.web.asking import By


def export_api(exports: Exports) -> APIRouter:
    door = APIRouter(prefix="/api")

    @door.get("/exports/{export:uuid}/file")
    def file(export: UUID, actor: By) -> Response:
        content = found(lambda: exports.file(actor, export, Way.API))
        return Response(content, media_type="application/zip", headers={"Cache-Control": "no-store"})

    return door
