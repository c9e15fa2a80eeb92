"""The pages of an inspection: all of them, one with its steps, and what is about one finding or one remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app import inspections as desk_of_inspections
from services.support.plan.app import remedies as desk_of_remedies
from services.support.plan.app.inspections import Inspections
from services.support.plan.app.remedies import Remedies
from services.support.plan.app.under import Under
from services.support.plan.domain.inspections.events import RemedyReportLearned
from services.support.plan.domain.inspections.words import RemedyState, Stage, remedy_id
from services.support.plan.pages.inspections.minutes import PAPER
from services.support.plan.pages.inspections.waiting import asked_of, rows_of, settled_of
from services.support.plan.pages.lines import history, offered
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.attachments import file_of, scans
from shared.web.cases import Look, found
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import desk_name

BY_LETTER = "report-by-letter"
OF_A_REMEDY = {BY_LETTER: RemedyState.TO_REMEDY, "recheck": RemedyState.REMEDIED}
"""The deeds that are about one remedy, and how it stands when they can be done."""


def inspection_routes(ours: Inspections, asked: Remedies) -> APIRouter:
    routes = APIRouter()

    @routes.get("/inspections")
    def all_of_them(request: Request, actor: By) -> Response:
        if not ours.may_list(actor):
            here = Subject(asked.agency, actor.unit, "none")
            asked.desk.rights.must(actor, desk_of_remedies.LIST, here)
        may_plan = ours.desk.rights.judge(
            actor, "support.inspection.plan", Subject(ours.agency, actor.unit, Stage.NONE)
        )
        return show(
            request, "inspections/list.html", rows=rows_of(ours, actor), settled=settled_of(ours, actor),
            inspects=ours.may_list(actor), is_asked=asked.may_list(actor), may_plan=may_plan,
            asked=asked_of(asked, actor), answered=asked_of(asked, actor, done=True),
        )  # fmt: skip

    @routes.get("/inspections/{inspection:uuid}")
    def one(request: Request, inspection: UUID, actor: By) -> Response:
        return _page(ours, request, actor, found(ours, actor, inspection), {})

    @routes.post("/inspections/{inspection:uuid}/sections")
    def open_section(request: Request, inspection: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(ours, actor, inspection)
        return _page(ours, request, actor, seen, ours.open(actor, inspection, [section], Way.VIEWED))

    return routes


def line_routes(ours: Inspections) -> APIRouter:
    """What is about one finding or one remedy of an inspection."""
    routes = APIRouter()

    @routes.get("/inspections/{inspection:uuid}/remedies/{number:int}/evidence")
    def evidence(inspection: UUID, number: int, actor: By) -> Response:
        """It came under the id of the remedy, which is the file of whoever carried it out."""
        seen = found(ours, actor, inspection)
        remedy = seen.file.remedy(number)
        digest = remedy.report.evidence if remedy and remedy.report else None
        if digest is None:
            raise HTTPException(404)
        lies = inspection if ours.desk.attachments.rows.find(inspection, digest) else remedy_id(inspection, number)
        return file_of(Under(ours, inspection), actor, lies, digest, Way.VIEWED)

    @routes.get("/inspections/{inspection:uuid}/remedies/{number:int}/{path}")
    def of_remedy(request: Request, inspection: UUID, number: int, path: str, actor: By) -> Response:
        seen = found(ours, actor, inspection)
        remedy = seen.file.remedy(number)
        if remedy is None or OF_A_REMEDY.get(path) is not remedy.state or (path == BY_LETTER and remedy.ordered.inbox):
            raise HTTPException(404)
        return _form(ours, request, actor, seen, path, "number", number)

    @routes.get("/inspections/{inspection:uuid}/findings/{number:int}/remedy")
    def of_finding(request: Request, inspection: UUID, number: int, actor: By) -> Response:
        seen = found(ours, actor, inspection)
        if seen.file.finding(number) is None:
            raise HTTPException(404)
        return _form(ours, request, actor, seen, "remedy", "finding", number)

    return routes


def _form(ours: Inspections, request: Request, actor: Actor, seen: Look, path: str, name: str, number: int) -> Response:
    """The form of a deed about one numbered line of the file."""
    deed = ours.desk.deeds[path]
    known = ours.known(deed, actor, seen.file, {})
    chosen = {**known, name: known[name]._replace(value=str(number))}
    return form(ours, request, actor, seen, deed, known=chosen, path=f"{seen.address}/{path}")


def _page(
    ours: Inspections, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    file, law, words = seen.file, ours.desk.law(), ours.words
    may_print = ours.desk.rights.judge(actor, desk_of_inspections.PRINT, ours.place(file))
    return show(
        request, "inspections/inspection.html", case=seen, file=file, offers=offered(seen), opened=opened,
        sections=ours.sections(actor, file), done=just_done(ours, request),
        lines=history(ours, actor, seen, (RemedyReportLearned,)),
        us=desk_name(law, ours.agency, None), may_print=may_print, paper=PAPER, evidence=_evidence(ours, actor, seen),
        remedies=list(_open_first(file)), words={**words, "section.identity": words["inspections.section.identity"]},
    )  # fmt: skip


def _open_first(file: Any) -> Iterator[Any]:
    yield from sorted(file.remedies, key=lambda each: (not each.is_open, each.until, each.ordered.number))


def _evidence(ours: Inspections, actor: Actor, seen: Look) -> dict[int, Any]:
    """The papers that came with reports, by the number of the remedy: those told by others lie under its id."""
    known = scans(ours, actor, seen)
    found_: dict[int, Any] = {}
    for each in seen.file.remedies:
        digest = each.report.evidence if each.report else None
        if digest is None:
            continue
        number = each.ordered.number
        here = known[digest]
        if each.ordered.inbox:
            under = replace(seen, subject=remedy_id(seen.subject, number))
            here = scans(ours, actor, under)[digest]
        found_[number] = here._replace(href=f"{seen.address}/remedies/{number}/evidence")
    return found_
