"""The form of a deed that was begun and not sent: kept as it is typed, found again as it was, thrown away or done."""

import re
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from shared.clock import local
from shared.desk import Deed
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import Code
from shared.ledger import CommandIdReused, Stale
from shared.web.asking import Asked, By, asked_again
from shared.web.attachments import still_here
from shared.web.cases import Cases, Look
from shared.web.coming_back import keep
from shared.web.deed_forms import begun_from, form
from shared.web.door import json, show
from shared.web.drafts import Draft
from shared.web.problems import wants_page

_FORM = re.compile(r"/cases/(?:(?P<case>[0-9a-f-]{36})/|new/)?(?P<path>[a-z-]+)")


class Begun(NamedTuple):
    """A line in the list of drafts: it names the deed and the case, and nobody."""

    draft: Draft
    deed: Code
    code: Code | None


def draft_routes(cases: Cases) -> APIRouter:
    routes = APIRouter()

    @routes.get("/drafts")
    def drafts(request: Request, actor: By) -> Response:
        found = (_begun(cases, draft) for draft in request.app.state.door.drafts.of(actor.id))
        return show(request, "drafts.html", lines=[line for line in found if line])

    return routes


def found_again(cases: Cases, request: Request, actor: Actor, seen: Look | None, deed: Deed) -> Response:
    """The form as an officer comes to it: with the draft that was left there, or empty."""
    door = request.app.state.door
    if (draft := door.drafts.get(actor.id, request.url.path)) is None:
        return form(cases, request, actor, seen, deed)
    asked = asked_again(draft, door.context(form=True))
    asked = still_here(cases, seen.case, deed, asked) if seen else asked
    if cases.desk.ledger.store.done(asked.command_id):  # done, and kept once more by a page that was still open
        return thrown_away(cases, request, actor, seen, deed)
    return form(cases, request, actor, seen, deed, asked, _meanwhile(cases, actor, seen, deed, asked), draft)


def save(cases: Cases, request: Request, actor: Actor, seen: Look | None, deed: Deed, asked: Asked) -> Response:
    """Keep what was typed so far; the page itself asks for this every few seconds and is answered in a sentence. Only then
    look whether the form was sent meanwhile: a draft that comes late does not stay."""
    meanwhile = _meanwhile(cases, actor, seen, deed, asked)
    draft = keep(request, actor.id, asked.fields)
    if cases.desk.ledger.store.done(asked.command_id):
        request.app.state.door.drafts.drop(actor.id, draft.path)
        raise CommandIdReused
    if wants_page(request):
        return form(cases, request, actor, seen, deed, asked, meanwhile, draft)
    count = request.app.state.door.drafts.count(actor.id)
    return json({"said": f"Đã lưu nháp lúc {local(draft.saved_at):%H:%M}.", "count": count})


def thrown_away(cases: Cases, request: Request, actor: Actor, seen: Look | None, deed: Deed) -> Response:
    """The empty form, and nothing left of what was typed before."""
    request.app.state.door.drafts.drop(actor.id, request.url.path)
    return form(cases, request, actor, seen, deed)


def _meanwhile(cases: Cases, actor: Actor, seen: Look | None, deed: Deed, asked: Asked) -> Refused | Stale | None:
    """What stands against the draft by now. Where only the step of the case is another one, what was typed is shown all
    the same: it may be needed elsewhere."""
    state, version = begun_from(cases, deed, seen)
    verdict = cases.desk.rights.judge(actor, deed.name, deed.subject(state, None, actor))
    if not verdict.allowed and verdict.rule != "right.stage":
        raise NotPermitted(verdict.rule, f"{deed.name} is not permitted to this role here")
    if seen and version is not None and asked.version is not None and asked.version < version:
        since = cases.desk.ledger.load(deed.decider, seen.case).entries[asked.version :]
        return Stale(asked.version, version, since)
    return None if verdict.allowed else NotPermitted(verdict.rule, f"{deed.name} at this stage")


def _begun(cases: Cases, draft: Draft) -> Begun | None:
    """None for a form that is offered here no longer."""
    found = _FORM.fullmatch(draft.path)
    deed = cases.desk.deeds.get(found["path"]) if found else None
    if found is None or deed is None:
        return None
    return Begun(draft, deed.name, case_code(UUID(found["case"])) if found["case"] else None)
