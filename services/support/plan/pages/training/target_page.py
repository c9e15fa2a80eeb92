"""Target T3 as of any day, over the rosters an officer may list."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.officers import Officers
from services.support.plan.domain.training.officer_rules import OFFICER
from shared.access import Way
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.trained import TrainedOn, without_a_roster
from shared.kernel.words import PastDate
from shared.policy import NoLaw
from shared.web.asking import By
from shared.web.door import show
from shared.web.values import FormContext, Wrong, plain

TARGET = "T3"


def target_routes(rosters: Officers) -> APIRouter:
    routes = APIRouter()

    @routes.get("/training")
    def page(request: Request, actor: By, as_of: str = "") -> Response:
        return _target_page(rosters, request, actor, as_of, opened=False)

    @routes.post("/training")
    def with_names(request: Request, actor: By, as_of: str = "") -> Response:
        return _target_page(rosters, request, actor, as_of, opened=True)

    @routes.get("/api/training")
    def data(actor: By, as_of: date | None = None) -> Mapping[str, Any]:
        now = rosters.trained_on(actor, min(as_of or rosters.desk.today(), rosters.desk.today()))
        desks = [
            {"agency": agency, "unit": unit, "officers": len(share.officers), "missing": share.missing}
            for (agency, unit), share in now.desks.items()
        ]
        return {"as_of": now.day, "officers": len(now.all.officers), "trained": now.all.trained, "desks": desks}

    return routes


def _target_page(rosters: Officers, request: Request, actor: Actor, as_of: str, *, opened: bool) -> Response:
    """The figure as of a day; a day that is none, or is still to come, says so and shows today's."""
    today = rosters.desk.today()
    day, wrong = _day(as_of, rosters)
    now = rosters.trained_on(actor, day)
    names = rosters.names(actor, map(UUID, now.all.missing), Way.VIEWED) if opened else {}
    law = _law_on(rosters, day)
    target = law.plan.targets.get(TARGET) if law and law.plan else None
    return show(
        request, "training/target.html", 422 if wrong else 200, now=now, day=day, wrong=wrong, typed=as_of, target=target,
        is_today=day == today, leads=rosters.leads, names=names, lines=rosters.lines_of(actor), called=rosters.about.code,
        silent=without_a_roster(now, law) if rosters.leads and law else [], may_open=_may_open(rosters, actor, now), uuid=UUID,
    )  # fmt: skip


def _day(typed: str, rosters: Officers) -> tuple[date, str]:
    today = rosters.desk.today()
    if not typed.strip():
        return today, ""
    try:
        return plain(typed, date, get_args(PastDate)[1:], FormContext(today, rosters.desk.law(), form=True)), ""
    except Wrong as wrong:
        return today, wrong.why


def _law_on(rosters: Officers, day: date) -> Law | None:
    try:
        return rosters.desk.law_on(day)
    except NoLaw:
        return None


def _may_open(rosters: Officers, actor: Actor, now: TrainedOn) -> bool:
    known = (rosters.desk.ledger.now(OFFICER, UUID(each)).state for each in now.all.missing)
    return any(rosters.sections(actor, each).get("identity") for each in known)
