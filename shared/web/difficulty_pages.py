"""The list of difficulties that were raised in a service that only raises them: kind, step and day, with no way to the case in
which they were met; and where the answer comes."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from shared.desk import Desk
from shared.difficulties import Lines, may_list, raised
from shared.kernel.people import Actor
from shared.kernel.words import AgencyId
from shared.web.asking import By
from shared.web.door import show
from shared.web.pages import Link, Menu


def difficulty_routes(desk: Desk, agency: AgencyId, lines: Lines) -> APIRouter:
    routes = APIRouter()

    @routes.get("/difficulties")
    def difficulties(request: Request, actor: By) -> Response:
        followed = desk.law().inbox("support", agency) is not None
        return show(request, "difficulties.html", lines=raised(desk, agency, actor, lines), followed=followed)

    return routes


def difficulty_menu(desk: Desk, agency: AgencyId, actor: Actor) -> Sequence[Menu]:
    """A group of the left navigation, for those who may list them."""
    allowed = may_list(desk, agency, actor, actor.unit)
    return (Menu("Ngoài hồ sơ", [Link("Vướng mắc đã nêu", "/difficulties")]),) if allowed else ()
