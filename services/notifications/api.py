"""The JSON door of notifications."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.notifications.app import Notifications
from shared.web.asking import AskedBy, By
from shared.web.door import json


def api(notifications: Notifications) -> APIRouter:
    routes = APIRouter(prefix="/api")

    @routes.get("/notices")
    def notices(actor: By, unread: bool = False) -> Response:
        found = notifications.notices(actor, unread=unread)
        lines = [
            {"id": key, **vars(each.line), "runs": each.runs, "holders": each.holders} for key, each in found.items()
        ]
        return json({"unread": len(notifications.unread(actor)), "notices": lines})

    @routes.post("/notices/{notice}/reading")
    def read(notice: UUID, actor: By, asked: AskedBy) -> Response:
        return json(notifications.mark_read(actor, notice, asked.command_id))

    return routes
