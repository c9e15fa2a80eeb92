"""The page of target T2, and its JSON door: the figure, who stands beside it, equal access, and every person's needs."""

from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from services.support.app.target import Targets
from services.support.domain.target import Group, Person
from shared.kernel.people import Actor
from shared.web.answers import answered
from shared.web.asking import By
from shared.web.door import show
from shared.web.pages import Link, Menu
from shared.web.words import Words

AT_ONCE = 50
"""So many persons stand on a page."""
PATH = "/access-to-services"
Number = Annotated[int, Query(ge=0)]


def target_routes(targets: Targets) -> APIRouter:
    routes = APIRouter()

    @routes.get(PATH)
    def page(request: Request, actor: By, group: Group = Group.VICTIM, after: Number = 0) -> Response:
        now = targets.now(actor)
        persons, further = _piece(now.of(group), after)
        return show(
            request, "target.html", figures=now.figures, group=group, persons=persons, further=further, after=after,
            opens=targets.may_open(actor), ours=targets.agency, here=f"{PATH}?group={group}",
        )  # fmt: skip

    @routes.get(f"/api{PATH}")
    def data(actor: By, group: Group = Group.VICTIM, after: Number = 0) -> Response:
        now = targets.now(actor)
        persons, further = _piece(now.of(group), after)
        figures = vars(now.figures) | {"needs": {reached.name: number for reached, number in now.figures.needs.items()}}
        said = {case: _said(person) for case, person in persons.items()}
        return answered({"figures": figures, "group": group, "persons": said, "further": further})

    return routes


def _said(person: Person) -> dict[str, Any]:
    """Coarse facts, and each need by the name of how far its help has come."""
    known = {name: value for name, value in vars(person.known).items() if name != "help"}
    lines = [{**vars(line), "reached": line.reached.name, "is_gap": line.is_gap} for line in person.lines]
    return {**known, "is_assessed": person.is_assessed, "has_all": person.has_all, "needs": lines}


def _piece(persons: Mapping[str, Person], after: int) -> tuple[dict[str, Person], int | None]:
    """So many persons from a place on, and the place where the next piece begins."""
    piece = dict(islice(persons.items(), after, after + AT_ONCE))
    return piece, after + AT_ONCE if len(persons) > after + AT_ONCE else None


def target_menu(targets: Targets, actor: Actor, words: Words) -> tuple[Menu, ...]:
    """A group of the left navigation, for those who may read it."""
    link = Link(words["target.title"], PATH)
    return (Menu(words["menu.target"], [link]),) if targets.may_read(actor) else ()
