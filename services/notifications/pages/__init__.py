"""The page of notices: what came, what is due, with the way to the file; unread first."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.notifications.app import Notifications
from shared.web.asking import AskedBy, By
from shared.web.door import show

HERE = Path(__file__).parent


def pages(notifications: Notifications, origin_of: Callable[[str], str | None]) -> APIRouter:
    routes = APIRouter()

    @routes.get("/")
    def notices(request: Request, actor: By) -> Response:
        found = notifications.notices(actor)
        places = {line.desk: origin_of(line.desk) for line in found.values()}
        unread = sum(not line.read for line in found.values())
        return show(request, "notices.html", notices=found, places=places, unread=unread)

    @routes.post("/notices/{notice}/reading")
    def read(notice: UUID, actor: By, asked: AskedBy) -> Response:
        notifications.mark_read(actor, notice, asked.command_id)
        return RedirectResponse("/", 303)

    return routes
