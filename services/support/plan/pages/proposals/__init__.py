"""Proposals on the law as an officer sees them: which article, on how many difficulties, sent to whom, and what came of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.proposals import Proposals, article_of, deeds
from services.support.plan.domain.proposals.file import Stage
from services.support.plan.domain.proposals.rules import PROPOSAL
from services.support.plan.pages.difficulties import difficulties
from services.support.plan.pages.history import steps
from services.support.plan.projections.proposals import PROPOSALS
from services.support.plan.room import Doors, Room, Site
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.tell import nobody
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deed_forms import form
from shared.web.deed_paths import opening
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link
from shared.web.words import Words

HERE = Path(__file__).parent
LISTS = {"to": ("bodies_above",), "outcome": ("proposal_outcomes",)}
"""In which lists the codes of a step stand."""
NEXT: Mapping[Stage, Code] = {Stage.DRAFTED: "sending", Stage.PROPOSED: "outcome"}
"""The deed that is urged. Nothing is, once it has come to its end."""


def proposals(site: Site, words: Words) -> Proposals:
    shelf = site.shelves[PROPOSALS.name]
    return Proposals(site.desk(deeds(site.agency)), site.agency, words, shelf, difficulties(site, words))


def doors(site: Site, words: Words) -> Doors:
    app = proposals(site, words)
    return Doors([app], [_pages(app)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    """Counted are those that are not sent yet."""
    try:
        lines = proposals(site, words).all(actor)
    except NotPermitted:
        return ()
    drafted = sum(line.stage is Stage.DRAFTED for line in lines.values())
    return (Link(words["proposals.title"], "/proposals", drafted),)


def _pages(app: Proposals) -> APIRouter:
    routes = APIRouter()

    @routes.get("/proposals")
    def all_(request: Request, actor: By) -> Response:
        law, lines = app.desk.law(), app.all(actor)
        rows = [(key, app.about.code(UUID(key)), line, article_of(law, line)) for key, line in lines.items()]
        return show(request, "proposals/list.html", rows=rows, may_draft=app.may_draft(actor))

    @routes.get("/proposals/alike")
    def alike(request: Request, actor: By, difficulty: Annotated[list[UUID] | None, Query()] = None) -> Response:
        """The form of a new one, with these difficulties ticked and the article they are about."""
        chosen = frozenset(map(str, difficulty or ()))
        known = {"difficulties": app.choice(actor, chosen=chosen), **_common(app, actor, chosen)}
        return form(app, request, actor, None, opening(app), known=known, path="/proposals/new")

    @routes.get("/proposals/{proposal:uuid}")
    def one(request: Request, proposal: UUID, actor: By) -> Response:
        return _one(app, request, actor, found(app, actor, proposal), {})

    @routes.post("/proposals/{proposal:uuid}/sections")
    def notes(request: Request, proposal: UUID, actor: By) -> Response:
        seen = found(app, actor, proposal)
        return _one(app, request, actor, seen, app.open(actor, proposal, ["note"], Way.VIEWED))

    return routes


def _common(app: Proposals, actor: Actor, chosen: frozenset[str]) -> dict[str, Any]:
    """What all of them are about, where it is the same."""
    lines = [line for key, line in app.difficulties.queue(actor).items() if key in chosen]
    documents, articles = {line.document for line in lines}, {line.article for line in lines}
    known: dict[str, Any] = {}
    if len(documents) == 1 and (document := documents.pop()):
        known["document"] = document
        if len(articles) == 1:
            known["article"] = articles.pop()
    return known


def _one(
    app: Proposals, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    proposal, law, notes = seen.file, app.desk.law(), opened.get("note") or {}
    return show(
        request, "proposals/one.html", case=seen, proposal=proposal, about=article_of(law, proposal.says),
        rests_on=list(app.rests_on(actor, proposal)), done=just_done(app, request), urged=NEXT.get(proposal.stage),
        offers=sorted(seen.offers, key=lambda offer: offer.deed.path != NEXT.get(proposal.stage)),
        history=list(steps(seen.entries, notes, app.words, law, LISTS)), notes=notes,
        holds_notes=app.sections(actor, proposal).get("note"),
    )  # fmt: skip


ROOM = Room([(PROPOSAL, nobody)], HERE, doors, menu, views=[PROPOSALS])
