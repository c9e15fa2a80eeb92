"""The JSON door of reports to those above: beside what every deed has (`shared.web.deeds`), the files themselves."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.app.official import Officials
from services.reporting.asked import report_file
from shared.access import Way
from shared.kernel.words import Code
from shared.web.asking import By


def official_api(officials: Officials) -> APIRouter:
    door = APIRouter(prefix="/api")

    @door.get("/reports/{report:uuid}/file.{form}")
    def file(report: UUID, form: Code, actor: By) -> Response:
        return report_file(officials, actor, report, form, Way.API)

    return door
