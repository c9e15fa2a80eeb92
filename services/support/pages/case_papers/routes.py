"""Where the papers of a case are printed: each only after its printing was written down, with the name for who may read it."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.app import Support
from services.support.app.folder import place_of_file, place_of_task
from services.support.app.sealed import still_granted
from services.support.domain.benefits.claims import find
from services.support.domain.file import File
from services.support.pages.case_papers.about import OfClaim
from services.support.pages.case_papers.catalogue import OF_CLAIM, OF_FILE, OF_TASK, CasePaper
from shared.kept_papers import kept
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.papers import render
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.office import mark_of, office_of, pdf

T = TypeVar("T")


def case_paper_routes(support: Support) -> APIRouter:
    routes = APIRouter()

    @routes.get("/cases/{case:uuid}/papers/{paper}.pdf")
    def of_file(request: Request, actor: By, case: UUID, paper: str) -> Response:
        seen = found(support, actor, case)
        file = _lead(seen)
        return _print(
            support, request, actor, seen, paper, OF_FILE.get(paper), file, place_of_file(support.agency, file)
        )

    @routes.get("/cases/{case:uuid}/applications/{application:uuid}/{paper}.pdf")
    def of_claim(request: Request, actor: By, case: UUID, application: UUID, paper: str) -> Response:
        seen = found(support, actor, case)
        file = _lead(seen)
        of, place = OfClaim(file, find(file.claims, application)), place_of_file(support.agency, file)
        return _print(support, request, actor, seen, paper, OF_CLAIM.get(paper), of, place)

    @routes.get("/cases/{case:uuid}/referrals/{referral:uuid}/{paper}.pdf")
    def of_task(request: Request, actor: By, case: UUID, referral: UUID, paper: str) -> Response:
        seen = found(support, actor, case)
        if seen.file.asked is None:
            raise HTTPException(404)
        task = seen.file.asked.task(referral)
        return _print(
            support, request, actor, seen, paper, OF_TASK.get(paper), task, place_of_task(support.agency, task)
        )

    return routes


def _lead(seen: Look) -> File:
    """The lead's file: nobody else has one to print from."""
    file: File | None = seen.file.lead
    if file is None:
        raise HTTPException(404)
    return file


def _print(
    support: Support,
    request: Request,
    actor: Actor,
    seen: Look,
    code: Code,
    paper: CasePaper[T] | None,
    of: T,
    at: Subject,
) -> Response:
    """The paper as PDF. `at` is where what it is about lies, for the table of rights."""
    if paper is None:
        raise HTTPException(404)
    support.desk.rights.must(actor, paper.right, at)
    if rule := paper.waits_for(of):
        raise Refused(rule, f"{code} waits for another step")
    office = office_of(support.desk, support.words, request, actor, {})
    if day := paper.judged_on(of):
        office = replace(office, law=support.desk.law_on(day))
    if isinstance(of, OfClaim) and of.claim.benefit not in office.law.benefits:
        raise Refused("benefit.not_in_law", f"the law of this day has no benefit {of.claim.benefit}")
    sealed = still_granted(of, paper.sealed(of), office.today)
    opened, position = support.desk.print(actor, seen.subject, at, sealed, tuple(sealed), code)
    mark = mark_of(support.desk, code, seen.code, position)
    made = render(code, paper.fill(of, seen, opened, office), printed=mark)
    return pdf(kept(support.desk, actor, seen.subject, code, made, opened) if paper.for_signing else made, code)
