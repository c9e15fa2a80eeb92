"""The JSON door of reports to those above: beside what every deed has (`shared.web.deeds`), the files themselves."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.app.official import Officials
from services.reporting.asked import as_file, found
from services.reporting.official.forms import MEDIA
from shared.access import Way
from shared.kernel.words import Code
from shared.web.asking import By


def official_api(officials: Officials) -> APIRouter:
    door = APIRouter(prefix="/api")

    @door.get("/reports/{report:uuid}/file.{form}")
    def file(report: UUID, form: Code, actor: By) -> Response:
        content = found(lambda: officials.file(actor, report, form, Way.API))
        return as_file(content, f"{officials.about.code(report)}.{form}", MEDIA[form])

    return door
