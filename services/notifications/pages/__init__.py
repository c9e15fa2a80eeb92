"""The page of notices: what came, what is due, with the way to the file at its desk; unread first."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.notifications.app import Notifications
from shared.kernel.words import Source
from shared.web.asking import AskedBy, By
from shared.web.door import show

HERE = Path(__file__).parent
PAGE = 50
"""So many notices are shown at once."""


def pages(notifications: Notifications, origin_of: Callable[[Source], str | None]) -> APIRouter:
    """`origin_of` says where people find an instance; None when the town has none of that name (any more)."""
    routes = APIRouter()

    @routes.get("/")
    def notices(request: Request, actor: By, after: Annotated[int, Query(ge=0)] = 0) -> Response:
        found = notifications.notices(actor)
        shown = dict(islice(found.items(), after, after + PAGE))
        return show(
            request, "notices.html", notices=shown, unread=len(notifications.unread(actor)),
            places={
                key: origin_of(each.line.desk) for key, each in shown.items() if notifications.lies_there(each.line)
            },
            elsewhere=[key for key, each in found.items() if key not in shown and not each.line.read],
            after=after, further=after + PAGE if len(found) > after + PAGE else None,
        )  # fmt: skip

    @routes.post("/notices/{notice}/reading")
    def read(notice: UUID, actor: By, asked: AskedBy) -> Response:
        notifications.mark_read(actor, notice, asked.command_id)
        return RedirectResponse("/", 303)

    return routes
