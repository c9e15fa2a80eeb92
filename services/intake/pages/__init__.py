"""The pages of intake: the queues in the morning, the case, its papers, the reports. The forms of the deeds are the
house's."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from services.intake.app import LIST, PRINT, Intake, place_of
from services.intake.app.table import SET_DAY
from services.intake.linking import Linking
from services.intake.pages import papers, reports
from services.intake.pages.blank import BLANKS
from services.intake.pages.entitled import entitled
from services.intake.pages.facts import told
from services.intake.pages.imports import import_pages
from services.intake.pages.online import public_pages
from services.intake.pages.printing import paper_routes
from services.intake.pages.same_person import same_person_pages
from services.intake.pages.slips import handovers
from services.intake.pages.steps import groups, holder, procedure, steps
from services.intake.pages.timeline import timeline
from services.intake.past_cases import PastCases
from services.intake.projections import Queue
from services.intake.registers import Registers
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.views import Pile
from shared.web.asking import By
from shared.web.attachments import scans
from shared.web.cases import Look, found
from shared.web.deeds import just_done, page_routes
from shared.web.difficulty_pages import difficulty_menu
from shared.web.door import show
from shared.web.looking import shown
from shared.web.office import office_of
from shared.web.pages import Link, Menu

__all__ = ["import_pages", "menu", "pages", "public_pages"]


def pages(intake: Intake, linking: Linking, registers: Registers, roles: Mapping[Code, str]) -> APIRouter:
    """`roles` are the names of roles, from the profile."""
    routes = APIRouter()

    @routes.get("/")
    def mine(request: Request, actor: By, queue: Queue | None = None, after: str = "") -> Response:
        waiting = intake.waiting(actor)
        queue = queue or next((queue for queue, pile in waiting.items() if pile.size), Queue.TO_TAKE)
        return show(
            request, "queue.html", queue=queue, pile=waiting.get(queue), after=after,
            lines=intake.listed(actor, queue, after), ours=intake.agency,
            may_begin=intake.may_begin(actor), may_rescue=intake.may_begin(actor, "rescue"), blanks=tuple(BLANKS),
            danger=reports.in_danger(intake.reports, actor),
        )  # fmt: skip

    @routes.get("/cases/{case:uuid}")
    def case(request: Request, case: UUID, actor: By) -> Response:
        return _case(intake, linking, roles, request, actor, shown(intake, actor, case), {})

    @routes.post("/cases/{case:uuid}/sections")
    def open_section(request: Request, case: UUID, actor: By, section: str = Form()) -> Response:
        seen = found(intake, actor, case)
        return _case(intake, linking, roles, request, actor, seen, intake.open(actor, case, [section], Way.VIEWED))

    routes.include_router(paper_routes(intake, registers, roles))
    routes.include_router(same_person_pages(intake, linking))
    routes.include_router(reports.report_pages(intake))
    routes.include_router(page_routes(intake, intake.reports))
    return routes


def menu(intake: Intake, actor: Actor, past: PastCases | None = None) -> Sequence[Menu]:
    """The queues, counted but for what is done, and the register, for those who may list cases; then what lies in no
    case."""
    apart = difficulty_menu(intake.desk, intake.agency, actor)
    if not intake.desk.rights.judge(actor, LIST, Subject(intake.agency, actor.unit, "none")).allowed:
        return apart
    today = intake.desk.today()

    def link(queue: Queue, pile: Pile | None) -> Link:
        label, href = intake.words[f"queue.{queue}"], f"/?queue={queue}"
        if pile is None:
            return Link(label, href)
        return Link(label, href, pile.size, pile.due is not None and pile.due < today, pile.keys)

    waiting = intake.waiting(actor)
    of_cases = [link(queue, waiting.get(queue)) for queue in Queue]
    mine = Menu("Việc của tôi", [*reports.link(intake.reports, actor), *of_cases])
    files = [Link(intake.words["paper.so_theo_doi"], "/register")]
    files += [Link(intake.words["import.title"], "/import")] if past and past.may(actor) else []
    return mine, Menu("Hồ sơ", files), *apart


def _case(
    intake: Intake,
    linking: Linking,
    roles: Mapping[Code, str],
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[Code, Mapping[str, Any]],
) -> Response:
    may_print = intake.desk.rights.judge(actor, PRINT, place_of(intake.agency, seen.file)).allowed
    may_set = any(offer.deed.path == SET_DAY and offer.verdict.allowed for offer in seen.offers)
    office, done = office_of(intake.desk, intake.words, request, actor, roles), just_done(intake, request)
    law, ready = office.law, papers.ready(seen.file, intake.agency, office.law) if may_print else []
    todo = steps(seen.file, seen.offers, law, intake.agency)
    return show(
        request, "case.html", seen_case=seen, file=seen.file, steps=todo, way=procedure(seen.file, law),
        may_get=entitled(seen.file, law), groups=groups(seen.file, seen.offers, todo), opened=opened,
        deadline=intake.deadline(seen.file), may_set_day=may_set and seen.file.counted_due is None,
        facts=told(seen.file, law), ours=intake.agency, holder=holder(seen.file, intake.agency), done=done,
        sections=intake.sections(actor, seen.file), papers=ready,
        to_print=[paper for paper in papers.AFTER.get(done.name if done else "", ()) if paper in ready],
        handovers=handovers(seen.entries, office),
        lines=timeline(seen.entries, law, intake.words, scans(intake, actor, seen)),
        reports=intake.reports.joined(actor, seen.subject),
        others=linking.known(actor, seen.subject), may_link=linking.may(actor),
    )  # fmt: skip
