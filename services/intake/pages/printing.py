"""Everything of intake that leaves the screen: the papers of a case, blank forms, and the register."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.intake.app import Intake
from services.intake.pages import papers, register
from services.intake.pages.blank import BLANKS, blank
from services.intake.registers import Period, Registers
from shared.kept_papers import kept
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.papers import render
from shared.web.asking import By
from shared.web.cases import found
from shared.web.door import show
from shared.web.forms import Malformed
from shared.web.office import Office, mark_of, office_of, pdf
from shared.web.taken import XLSX, taken
from shared.web.words import Words


def paper_routes(intake: Intake, registers: Registers, roles: Mapping[Code, str]) -> APIRouter:
    """`roles` are the names of roles, from the profile."""
    routes = APIRouter()

    @routes.get("/papers/blank/{paper}.pdf")
    def blank_form(request: Request, paper: str, actor: By) -> Response:
        if paper not in BLANKS:
            raise HTTPException(404)
        return pdf(blank(intake, actor, paper, request.app.state.door.around.town), paper)

    @routes.get("/cases/{case:uuid}/papers/{paper}.pdf")
    def paper(request: Request, case: UUID, paper: str, actor: By) -> Response:
        office = office_of(intake.desk, intake.words, request, actor, roles)
        return pdf(_print(intake, actor, case, paper, office), paper)

    @routes.get("/register")
    def list_of_cases(request: Request, actor: By) -> Response:
        return _register(registers, intake.words, request, actor)

    @routes.get("/register.pdf")
    def printed_register(request: Request, actor: By) -> Response:
        period, office = _period(request), office_of(intake.desk, intake.words, request, actor, roles)
        return pdf(register.as_pdf(registers, actor, period, office), register.PAPER)

    @routes.get("/register.xlsx")
    def saved_register(request: Request, actor: By) -> Response:
        period, office = _period(request), office_of(intake.desk, intake.words, request, actor, roles)
        return taken(register.as_spreadsheet(registers, actor, period, office), f"{register.PAPER}.xlsx", XLSX)

    return routes


def _print(intake: Intake, actor: Actor, case: UUID, paper: Code, office: Office) -> bytes:
    """The paper as PDF; that it was printed is recorded before it is."""
    if paper not in papers.SECTIONS:
        raise HTTPException(404)
    seen = found(intake, actor, case)
    if paper not in papers.ready(seen.file, office.agency, office.law):
        raise Refused("paper.not_yet", "the step that this paper documents has not been done")
    opened, position = intake.print(actor, case, papers.SECTIONS[paper], paper)
    mark = mark_of(intake.desk, paper, seen.code, position)
    made = render(paper, papers.fill(paper, seen, opened, office), printed=mark)
    return kept(intake.desk, actor, case, paper, made, opened) if paper in papers.FOR_SIGNING else made


def _period(request: Request) -> Period:
    return register.period_of(request.query_params, request.app.state.door.context(form=True))


def _register(registers: Registers, words: Words, request: Request, actor: Actor) -> Response:
    """The page of the register; what cannot be read as a period is said beside its field, and nothing is listed."""
    sent, faults = dict(request.query_params), {}
    try:
        period = _period(request)
        rows, said = register.rows(registers, actor, period, words), register.said(period)
        typed = sent or {"since": f"{period.since:%d/%m/%Y}", "until": f"{period.until:%d/%m/%Y}"}
    except Malformed as wrong:
        rows, said, typed, faults = [], "", sent, {fault.field: fault.why for fault in wrong.faults}
    return show(
        request, "register.html", 422 if faults else 200, rows=rows, period=said, values=typed, faults=faults,
        units=registers.units(actor), query=f"?{request.url.query}" if sent else "",
    )  # fmt: skip
