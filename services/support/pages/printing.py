"""What support prints: a paper is set only after its printing was written down, and with the name only for who may read it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.app import Support
from services.support.pages import papers
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.papers import PrintMark, render
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.office import Office, mark_of, office_of, pdf


def paper_routes(support: Support) -> APIRouter:
    routes = APIRouter()

    @routes.get(f"/cases/{{case:uuid}}/papers/{papers.FORM}.pdf")
    def form(request: Request, actor: By, case: UUID) -> Response:
        return _form(support, actor, found(support, actor, case), _office(support, request, actor))

    @routes.get(f"/cases/{{case:uuid}}/applications/{{application:uuid}}/{papers.SLIP}.pdf")
    def slip(request: Request, actor: By, case: UUID, application: UUID) -> Response:
        return _slip(support, actor, found(support, actor, case), application, _office(support, request, actor))

    @routes.get(f"/cases/{{case:uuid}}/papers/{papers.LIST}.pdf")
    def payment_list(request: Request, actor: By, case: UUID) -> Response:
        return _payment_list(support, actor, found(support, actor, case), _office(support, request, actor))

    return routes


def _office(support: Support, request: Request, actor: Actor) -> Office:
    return office_of(support.desk, support.words, request, actor, {})


def _form(support: Support, actor: Actor, seen: Look, office: Office) -> Response:
    """Empty but for the code of the case in its foot."""
    if not papers.is_expected(seen.file):
        raise Refused("paper.not_yet", "nobody is expected at this desk to apply")
    _, mark = _named(support, actor, seen, papers.FORM, None)
    return pdf(render(papers.FORM, papers.empty_form(office), printed=mark), papers.FORM)


def _slip(support: Support, actor: Actor, seen: Look, application: UUID, office: Office) -> Response:
    if (applied := papers.slips(seen.file).get(application)) is None:
        raise Refused("paper.not_yet", "no open application was made at this desk under this id")
    name, mark = _named(support, actor, seen, papers.SLIP, applied[0].expected.name)
    return pdf(render(papers.SLIP, papers.slip(*applied, name, office), printed=mark), papers.SLIP)


def _payment_list(support: Support, actor: Actor, seen: Look, office: Office) -> Response:
    papers.must_be_payable(seen.file)
    orders = papers.to_sign_for(seen.file)
    name, mark = _named(support, actor, seen, papers.LIST, orders[-1].ordered.name)
    return pdf(render(papers.LIST, papers.payment_list(orders, name, office), printed=mark), papers.LIST)


def _named(
    support: Support, actor: Actor, seen: Look, paper: Code, name: Sealed | None
) -> tuple[str | None, PrintMark]:
    """The name in clear, for those who may read it, and the foot of the paper: the printing was recorded first."""
    opened, position = support.print(actor, seen.subject, {"identity": {"name": name}}, paper)
    return opened.get("identity", {}).get("name"), mark_of(support.desk, paper, seen.code, position)
