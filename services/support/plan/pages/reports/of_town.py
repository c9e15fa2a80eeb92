"""The pages of the reports of the town: put together from those of the units, and to the Chairman."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.reports.lead import Lead
from services.support.plan.app.reports.town_reports import TownReportFiles
from services.support.plan.app.reports.urging import UrgingFiles
from services.support.plan.app.units import called, everybody
from services.support.plan.domain.reports.figures import Figures
from services.support.plan.domain.reports.town.town_report import (
    ChairmanReported,
    Part,
    TownReportIssued,
    chairman_due,
    consolidated,
)
from services.support.plan.pages.reports import papers
from services.support.plan.pages.reports.of_units import put_on_paper
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show

T = TypeVar("T")
PAPER: Code = "bao_cao_ket_qua"


def town_routes(lead: Lead, urgings: UrgingFiles, town: TownReportFiles) -> APIRouter:
    routes = APIRouter()

    @routes.get("/townreports")
    def reports(request: Request, actor: By) -> Response:
        town.desk.rights.must(actor, town.kind.read, town.place(None))
        return _town(lead, town, request, actor, found(town, actor, _id(town)), {})

    @routes.get("/townreports/{file:uuid}")
    def one(request: Request, file: UUID, actor: By) -> Response:
        return _town(lead, town, request, actor, found(town, actor, file), {})

    @routes.post("/townreports/{file:uuid}/sections")
    def notes(request: Request, file: UUID, actor: By) -> Response:
        seen = found(town, actor, file)
        return _town(lead, town, request, actor, seen, town.open(actor, file, ["note"], Way.VIEWED))

    @routes.get("/townreports/{file:uuid}/issued/{number}/bao_cao_ket_qua.pdf")
    def issued(request: Request, file: UUID, number: int, actor: By) -> Response:
        """As it was issued; 0: as it would be today."""
        seen = found(town, actor, file)
        one = _numbered(seen.file.state.issued, number)
        period = (one.from_on, one.to_on) if one else _so_far(lead)
        note, position = _note(town, actor, seen, one)
        by = papers.letters(town.desk, town.words)
        made = papers.consolidated(one, _made(lead, one, period), period, note, by)
        return put_on_paper(town, request, actor, PAPER, made, position)

    @routes.get("/townreports/{file:uuid}/chairman/{number}/bao_cao_ket_qua.pdf")
    def to_chairman(request: Request, file: UUID, number: int, actor: By) -> Response:
        """As he was told; 0: as he would be today."""
        seen = found(town, actor, file)
        one = _numbered(seen.file.state.chairman, number)
        late = (
            [] if one else [f"{urgings.said(what)}: {_names(lead, what)}" for what in lead.whats() if lead.late(what)]
        )
        progress = one.progress if one else lead.progress()
        note, position = _note(town, actor, seen, one)
        by = papers.letters(town.desk, town.words)
        made = papers.chairman(one, progress, late, town.desk.today(), note, by)
        return put_on_paper(town, request, actor, PAPER, made, position)

    return routes


def _id(files: TownReportFiles) -> UUID:
    try:
        return files.id()
    except LookupError as none:
        raise HTTPException(404) from none


def _numbered(all_: Sequence[T], number: int) -> T | None:
    """The one of this number; 0: none yet, it is made as of today. 404 beyond."""
    if not 0 <= number <= len(all_):
        raise HTTPException(404)
    return all_[number - 1] if number else None


def _note(
    town: TownReportFiles, actor: Actor, seen: Look, of: TownReportIssued | ChairmanReported | None
) -> tuple[str | None, int]:
    """What the officer wrote on it by hand, for whoever may read it; that it was printed is recorded first."""
    sealed = {"note": {"note": of.note if of else None}}
    opened, position = town.desk.print(actor, seen.subject, town.place(seen.file), sealed, ["note"], PAPER)
    return opened.get("note", {}).get("note"), position


def _so_far(lead: Lead) -> tuple[date, date]:
    plan = lead.now.plan
    return plan.effective_from, min(lead.desk.today(), plan.effective_to)


def _made(
    lead: Lead, issued: TownReportIssued | None, period: tuple[date, date]
) -> tuple[Sequence[str], Sequence[str], Sequence[str], Figures]:
    names = {who.code: called(lead.desk, who) for who in everybody(lead.desk)}
    if issued:
        parts, missing, figures = issued.parts, issued.missing, issued.figures
    else:
        now = consolidated(lead.reports.states(), everybody(lead.desk), *period)
        parts, missing, figures = now.parts, tuple(who.code for who in now.missing), now.figures
    came, nothing = _of(parts, names)
    return came, nothing, [names.get(code, code) for code in missing], figures


def _of(parts: Sequence[Part], names: Mapping[Code, str]) -> tuple[list[str], list[str]]:
    """Those who reported, and of these those with nothing: each once."""
    came = dict.fromkeys(names.get(each.whose, each.whose) for each in parts)
    nothing = dict.fromkeys(names.get(each.whose, each.whose) for each in parts if each.nothing)
    return list(came), list(nothing)


def _names(lead: Lead, what: Code) -> str:
    return "; ".join(called(lead.desk, each.who) for each in lead.late(what))


def _town(
    lead: Lead,
    town: TownReportFiles,
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[Code, Mapping[str, Any]],
) -> Response:
    file, plan = seen.file.state, lead.now.plan
    came, nothing, missing, figures = _made(lead, None, _so_far(lead))
    return show(
        request, "reports/town.html", case=seen, file=file, plan=plan, period=_so_far(lead), came=came, nothing=nothing,
        missing=missing, figures=figures, progress=lead.progress(), due=chairman_due(file, plan),
        may={offer.deed.path: offer.verdict for offer in seen.offers}, done=just_done(town, request),
        notes=opened.get("note") or {}, holds_notes=town.sections(actor, seen.file).get("note"),
    )  # fmt: skip
