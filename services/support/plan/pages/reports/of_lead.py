"""The pages of the lead over all units: the first target as of any day, who is late, letters that urge."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.reports.lead import Lead
from services.support.plan.app.reports.urging import UrgingFiles
from services.support.plan.app.units import called, everybody
from services.support.plan.pages.reports import papers
from services.support.plan.pages.reports.of_units import printed
from shared.kernel.people import Actor
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import found
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import json, show


def urging_routes(lead: Lead, urgings: UrgingFiles) -> APIRouter:
    routes = APIRouter()

    @routes.get("/units")
    def units(request: Request, actor: By, on: str = "") -> Response:
        urgings.desk.rights.must(actor, urgings.kind.read, urgings.place(None))
        return _units(lead, urgings, request, actor, on)

    @routes.get("/api/units")
    def data(actor: By, as_of: date | None = None) -> Response:
        """The first target and who was late, as of the end of a day: today's at the latest."""
        urgings.desk.rights.must(actor, urgings.kind.read, urgings.place(None))
        try:
            plan = lead.now.plan
        except LookupError as none:
            raise HTTPException(404) from none
        day = min(as_of or lead.desk.today(), lead.desk.today())
        target = lead.target(day)
        units = [{**vars(each), "who": each.who._asdict()} for each in target]
        late = {what: [each.who.code for each in lead.late(what, day)] for what in lead.whats()}
        implementing = sum(each.implements for each in target)
        return json({"as_of": day, "plan": plan.id, "implementing": implementing, "units": units, "late": late})

    @routes.get("/urgings/{file:uuid}")
    def after(request: Request, file: UUID, actor: By) -> Response:
        found(urgings, actor, file)
        return _units(lead, urgings, request, actor, "")

    @routes.get("/urgings/{file:uuid}/of/{what}")
    def letter(request: Request, file: UUID, what: Code, actor: By) -> Response:
        seen = found(urgings, actor, file)
        deed = urgings.desk.deeds["letter"]
        return form(
            urgings, request, actor, seen, deed, known=urgings.asked_of(what), path=f"{seen.address}/{deed.path}"
        )

    @routes.get("/urgings/{file:uuid}/of/{what}/cong_van_don_doc.pdf")
    def urging(request: Request, file: UUID, what: Code, actor: By, whom: Code | None = None) -> Response:
        """To all who are late with it, or to one of them."""
        seen = found(urgings, actor, file)
        late = [each for each in lead.late(what) if whom in (None, each.who.code)] if what in lead.whats() else []
        if not late:
            raise HTTPException(404)
        by = papers.letters(urgings.desk, urgings.words)
        made = papers.urging(urgings.said(what), late, urgings.desk.today(), by)
        return printed(urgings, request, actor, seen, "cong_van_don_doc", made)

    return routes


def _day(on: str, today: date) -> date:
    """A day as somebody typed it into the page; today, where it is none."""
    try:
        return min(datetime.strptime(on.strip(), "%d/%m/%Y").date(), today)  # noqa: DTZ007 - a day of the town has no zone
    except ValueError:
        return today


def _units(lead: Lead, urgings: UrgingFiles, request: Request, actor: Actor, on: str) -> Response:
    try:
        plan = lead.now.plan
    except LookupError:
        return show(request, "reports/no_plan.html")
    today = lead.desk.today()
    day = _day(on, today)
    lines = [(each, called(lead.desk, each.who), _ids(lead, each.who)) for each in lead.target(day)]
    late = [(what, urgings.said(what), lead.late(what)) for what in lead.whats()]
    return show(
        request, "reports/units.html", plan=plan, day=day, lines=lines, target=plan.targets.get("T1"),
        implementing=sum(each.implements for each, _, _ in lines), late=late, may_urge=urgings.may_urge(actor),
        urging=urgings.about.at(urgings.id()), letters=urgings.state().letters[::-1], done=just_done(urgings, request),
        names={who.code: called(lead.desk, who) for who in everybody(lead.desk)}, said=urgings.said,
    )  # fmt: skip


def _ids(lead: Lead, who: Obliged) -> tuple[UUID, UUID]:
    plan = lead.now.plan.id
    return lead.plans.id_of(plan, *who), lead.reports.id_of(plan, *who)
