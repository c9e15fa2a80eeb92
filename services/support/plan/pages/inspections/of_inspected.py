"""The page of a remedy at the office it was asked of."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.remedies import Remedies
from services.support.plan.pages.lines import history, offered
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import desk_name


def remedy_routes(asked: Remedies) -> APIRouter:
    routes = APIRouter()

    @routes.get("/remedies/{remedy:uuid}")
    def one(request: Request, remedy: UUID, actor: By) -> Response:
        return _remedy(asked, request, actor, found(asked, actor, remedy), {})

    @routes.post("/remedies/{remedy:uuid}/sections")
    def open_section(request: Request, remedy: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(asked, actor, remedy)
        return _remedy(asked, request, actor, seen, asked.open(actor, remedy, [section], Way.VIEWED))

    return routes


def _remedy(
    asked: Remedies, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    law, file = asked.desk.law(), seen.file
    inspector = desk_name(law, file.received.inspector.partition(".")[2], None)
    us = desk_name(law, asked.agency, file.received.unit)
    return show(
        request, "inspections/remedy.html", case=seen, file=file, offers=offered(seen), opened=opened, us=us, inspector=inspector,
        sections=asked.sections(actor, file), done=just_done(asked, request), lines=history(asked, actor, seen),
    )  # fmt: skip
