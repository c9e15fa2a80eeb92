"""The page of notices: what came, what is due, with the way to the file at its desk; unread first."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.notifications.app import Notifications
from shared.kernel.words import Source
from shared.web.asking import AskedBy, By
from shared.web.door import show

HERE = Path(__file__).parent


def pages(notifications: Notifications, origin_of: Callable[[Source], str | None]) -> APIRouter:
    """`origin_of` says where people find an instance; None when the town has none of that name (any more)."""
    routes = APIRouter()

    @routes.get("/")
    def notices(request: Request, actor: By) -> Response:
        found = notifications.notices(actor)
        places = {each.line.desk: origin_of(each.line.desk) for each in found.values()}
        return show(request, "notices.html", notices=found, places=places, unread=len(notifications.unread(actor)))

    @routes.post("/notices/{notice}/reading")
    def read(notice: UUID, actor: By, asked: AskedBy) -> Response:
        notifications.mark_read(actor, notice, asked.command_id)
        return RedirectResponse("/", 303)

    return routes
