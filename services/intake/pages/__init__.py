"""The pages of intake: the queues in the morning, the case, its papers. The forms of the deeds are the house's."""

from collections.abc import Mapping, Sequence, Sized
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.intake.app import LIST, PRINT, Intake, place_of
from services.intake.linking import Linking
from services.intake.pages import papers
from services.intake.pages.entitled import entitled
from services.intake.pages.same_person import same_person_pages
from services.intake.pages.steps import groups, holder, procedure, steps
from services.intake.pages.timeline import timeline
from services.intake.projections import Queue
from shared.access import Way
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.papers import PrintMark, render
from shared.web.asking import By
from shared.web.cases import Look
from shared.web.deeds import found, just_done, page_routes, shown
from shared.web.door import show
from shared.web.pages import Link, Menu


def pages(intake: Intake, linking: Linking) -> APIRouter:
    routes = APIRouter()

    @routes.get("/")
    def mine(request: Request, actor: By, queue: Queue | None = None) -> Response:
        queues = intake.queues(actor)
        queue = queue or _first(queues)
        may_begin = intake.desk.rights.judge(actor, "intake.report.record", Subject(intake.agency, actor.unit, "none"))
        return show(request, "queue.html", queue=queue, lines=queues[queue], ours=intake.agency, may_begin=may_begin)

    @routes.get("/cases/{case:uuid}")
    def case(request: Request, case: UUID, actor: By) -> Response:
        return _case(intake, linking, request, actor, shown(intake, actor, case), {})

    @routes.post("/cases/{case:uuid}/sections")
    def open_section(request: Request, case: UUID, actor: By, section: str = Form()) -> Response:
        seen = found(intake, actor, case)
        return _case(intake, linking, request, actor, seen, intake.open(actor, case, [section], Way.VIEWED))

    @routes.get("/cases/{case:uuid}/papers/{paper}.pdf")
    def paper(request: Request, case: UUID, paper: str, actor: By) -> Response:
        pdf = _print(intake, actor, case, paper, request.app.state.door.around.town)
        return Response(
            pdf, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{paper}.pdf"'}
        )

    routes.include_router(same_person_pages(intake, linking))
    routes.include_router(page_routes(intake))
    return routes


def menu(intake: Intake, actor: Actor) -> Sequence[Menu]:
    """The queues with their counts, for those who may list cases."""
    if not intake.desk.rights.judge(actor, LIST, Subject(intake.agency, actor.unit, "none")).allowed:
        return ()
    today = intake.desk.today()
    links = [
        Link(intake.words[f"queue.{queue}"], f"/?queue={queue}", len(lines), any(x.late(today) for x in lines.values()))
        for queue, lines in intake.queues(actor).items()
    ]
    return (Menu("Việc của tôi", links),)


def _first(queues: Mapping[Queue, Sized]) -> Queue:
    """Where the day begins: the first queue in which something waits, but never among what is done."""
    return next((queue for queue, lines in queues.items() if lines and queue is not Queue.DONE), Queue.TO_TAKE)


def _case(
    intake: Intake,
    linking: Linking,
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[Code, Mapping[str, Any]],
) -> Response:
    law = intake.desk.law()
    may_print = intake.desk.rights.judge(actor, PRINT, place_of(intake.agency, seen.file)).allowed
    return show(
        request, "case.html", seen_case=seen, file=seen.file, steps=steps(seen.file, seen.offers, law),
        way=procedure(seen.file, law), may_get=entitled(seen.file, law), groups=groups(seen.offers), opened=opened,
        ours=intake.agency, holder=holder(seen.file, intake.agency), done=just_done(intake, request),
        sections=intake.sections(actor, seen.file), papers=papers.ready(seen.file) if may_print else [],
        lines=timeline(seen.entries, law, intake.words),
        others=linking.known(actor, seen.case), may_link=linking.may(actor),
    )  # fmt: skip


def _print(intake: Intake, actor: Actor, case: UUID, paper: Code, town: str) -> bytes:
    """The paper as PDF; that it was printed is recorded before it is."""
    if paper not in papers.SECTIONS:
        raise HTTPException(404)
    seen = found(intake, actor, case)
    if paper not in papers.ready(seen.file):
        raise Refused("paper.not_yet", "the step that this paper documents has not been done")
    law = intake.desk.law()
    head = papers.letterhead(intake.agency, actor, law, town)
    opened, position = intake.print(actor, case, papers.SECTIONS[paper])
    mark = PrintMark(seen.code, f"intake.{intake.agency}", position, intake.desk.clock())
    return render(paper, papers.fill(paper, seen.file, opened, law, head), printed=mark)
