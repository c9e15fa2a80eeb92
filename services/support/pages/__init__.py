"""The pages of support: the queue, and the case page with its steps, sections and timeline."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.app import Folder, Support
from services.support.domain.access_to_services import access_to_services
from services.support.pages import papers
from services.support.pages.case_page import Teller, answers_due
from services.support.pages.case_papers.buttons import buttons
from services.support.pages.case_papers.routes import case_paper_routes
from services.support.pages.entitled import counted, groups
from services.support.pages.following import followed
from services.support.pages.printing import paper_routes
from services.support.pages.queues import ALL, QUEUES, Queue, in_queue
from services.support.pages.services import Describer
from services.support.pages.stays import stays_of
from services.support.pages.steps import first_due, holders, steps
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.attachments import scans
from shared.web.cases import Cases, Look, found
from shared.web.deeds import just_done, page_routes
from shared.web.door import show
from shared.web.looking import shown

HERE = Path(__file__).parent


def pages(
    support: Support, roles: Mapping[Code, str] = MappingProxyType({}), beside: Sequence[Cases] = ()
) -> APIRouter:
    """The pages of support's own, then the form of each deed, also of the files `beside` cases. `roles` are the names of roles,
    from the profile."""
    routes = APIRouter()

    @routes.get("/")
    def all_open(request: Request, actor: By) -> Response:
        return _queue(support, request, actor, ALL)

    @routes.get("/queues/{name}")
    def queue(request: Request, actor: By, name: str) -> Response:
        if name not in QUEUES:
            raise HTTPException(404)
        return _queue(support, request, actor, QUEUES[name])

    @routes.get("/cases/{case:uuid}")
    def case(request: Request, actor: By, case: UUID) -> Response:
        return _case(support, request, actor, shown(support, actor, case), {}, roles)

    @routes.get("/cases/{case:uuid}/entitlements")
    def entitlements(request: Request, actor: By, case: UUID) -> Response:
        seen = shown(support, actor, case)
        if seen.file.lead is None:
            raise HTTPException(404)
        return show(
            request, "entitled.html", case=seen, ours=support.agency, groups=groups(seen.file.lead, support.desk.law()),
            offers={offer.deed.path: offer for offer in seen.offers},
        )  # fmt: skip

    @routes.post("/cases/{case:uuid}/sections")
    def open_section(request: Request, actor: By, case: UUID, section: Annotated[str, Form()]) -> Response:
        seen = found(support, actor, case)
        return _case(support, request, actor, seen, support.open(actor, case, [section], Way.VIEWED), roles)

    routes.include_router(paper_routes(support))
    routes.include_router(case_paper_routes(support))
    routes.include_router(page_routes(support, *beside))
    return routes


def _queue(support: Support, request: Request, actor: Actor, queue: Queue) -> Response:
    lines = in_queue(queue, support.queue(actor), support.desk.today())
    return show(request, "queue.html", queue=queue.name, lines=lines, ours=support.agency)


def _case(
    support: Support, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]],
    roles: Mapping[Code, str],
) -> Response:  # fmt: skip
    law, today = support.desk.law(), support.desk.today()
    describer = Describer(support.words, law, support.agency, roles)
    return show(
        request, "case.html",
        **_papers(seen.file, support.may_print(actor, seen.file)),
        paper_buttons=buttons(support, actor, seen), keeps_off=papers.keeps_off_paper(seen.file),
        case=seen, ours=support.agency, holders=holders(seen.file, support.agency, today), done=just_done(support, request),
        due=first_due(seen.file, today), answers=answers_due(seen.file, law, today),
        access=access_to_services(seen.file.lead, law, today) if seen.file.lead else (),
        arrived=support.arrived(seen), in_the_way=support.in_the_way(seen.file),
        benefits=counted(seen.file.lead, law) if seen.file.lead else {},
        followed=followed(seen.file.lead, law) if seen.file.lead else None,
        steps=steps(seen.file, today), offers={offer.deed.path: offer for offer in seen.offers},
        sections=support.sections(actor, seen.file), opened=opened,
        timeline=Teller(support.words, law, scans(support, actor, seen), describer).timeline(seen),
        given=describer.given(seen.file, seen.entries), **stays_of(seen.file, law),
    )  # fmt: skip


def _papers(folder: Folder, may_print: bool) -> dict[str, Any]:
    """What can be printed on this page, and which of her wishes a slip could break."""
    if not may_print:
        return {"slips": {}, "keeps_off_paper": (), "to_sign_for": [], "blank_form": False}
    return {
        "slips": papers.slips(folder), "keeps_off_paper": papers.keeps_off_paper(folder),
        "to_sign_for": papers.to_sign_for(folder), "blank_form": papers.is_expected(folder),
    }  # fmt: skip
