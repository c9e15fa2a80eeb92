"""The roster of the own desk, and the line of one officer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.officers import Officers
from services.support.plan.app.training import Trainings
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.domain.training.roster import RosterLine
from shared.access import Way
from shared.kernel.people import Actor
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show


def roster_routes(rosters: Officers, classes: Trainings) -> APIRouter:
    routes = APIRouter()

    @routes.get("/officers")
    def all_of_them(request: Request, actor: By) -> Response:
        return _roster(rosters, classes, request, actor, opened=False)

    @routes.post("/officers")
    def with_names(request: Request, actor: By) -> Response:
        return _roster(rosters, classes, request, actor, opened=True)

    @routes.get("/officers/{officer:uuid}")
    def one(request: Request, officer: UUID, actor: By) -> Response:
        return _officer(rosters, classes, request, actor, found(rosters, actor, officer), {})

    @routes.post("/officers/{officer:uuid}/sections")
    def name(request: Request, officer: UUID, actor: By) -> Response:
        seen = found(rosters, actor, officer)
        return _officer(rosters, classes, request, actor, seen, rosters.open(actor, officer, ["identity"], Way.VIEWED))

    return routes


def _roster(rosters: Officers, classes: Trainings, request: Request, actor: Actor, *, opened: bool) -> Response:
    today, lines = rosters.desk.today(), rosters.lines_of(actor)
    order = sorted(lines, key=lambda id_: (lines[id_].agency, lines[id_].unit or "", lines[id_].position, id_))
    there = [(UUID(id_), lines[id_]) for id_ in order if lines[id_].on_roster(today)]
    gone = [(UUID(id_), lines[id_]) for id_ in order if not lines[id_].on_roster(today) and lines[id_].spells]
    ids = [id_ for id_, _ in (*there, *gone)]
    names = rosters.names(actor, ids, Way.VIEWED) if opened else {}
    assert rosters.opening is not None
    may_add = rosters.desk.rights.judge(
        actor, rosters.opening.name, rosters.opening.subject(OFFICER.initial, None, actor)
    )
    return show(
        request, "training/roster.html", there=there, gone=gone, names=names, called=rosters.about.code, leads=rosters.leads,
        may_add=may_add, may_open=classes.may_open_names(actor, ids), done=just_done(rosters, request), ours=rosters.agency,
    )  # fmt: skip


def _officer(
    rosters: Officers,
    classes: Trainings,
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[str, Mapping[str, Any]],
) -> Response:
    line: RosterLine = seen.file.line
    kept_here = {each.training for each in line.attended if each.kept_at is None and not each.elsewhere}
    return show(
        request, "training/officer.html", case=seen, line=line, opened=opened, done=just_done(rosters, request),
        sections=rosters.sections(actor, seen.file), kept_here=kept_here, may_look=classes.may_list(actor),
        class_code=classes.about.code,
        trained=line.trained_by(rosters.desk.today()),
    )  # fmt: skip
