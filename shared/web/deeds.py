"""The two doors every deed has: JSON for programs, a form for people. Both read the command, ask the desk, and answer.

A service brings its app (`shared.web.cases.Cases`) and gets the routes that are the same everywhere:

    api_routes(app)     POST /api/cases, /api/cases/new/{path} · GET /api/queue · POST /api/search · GET /api/cases/{case} ·
                        …/sections?open= · …/files/{digest} · …/saw/{position} · POST /api/cases/{case}/{path}
    page_routes(app)    GET and POST /cases/new, /cases/new/{path}, /cases/{case}/{path}, /search ·
                        GET /cases/{case}/files/{digest} · GET /cases/{case}/saw/{position} · GET /drafts

An app whose files are about something else gets the same under its own noun (`shared.web.cases.About`). The service adds
only what is its own: its queue page, its case page, its papers. The form of a deed is made from its command
(`shared.web.fields`): labels are the words `field.<Command>.<name>` or `field.<name>`, hints `hint.…`, choices
`choice.<Enum>.<value>` or the list named in `Annotated[Code, Meta(extra={"list": …})]`; its title is `deed.<name>`,
and what happened is told by the words under its stored name.
"""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.access import Way
from shared.desk import Deed
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import Code
from shared.ledger import Outcome, Stale
from shared.web.answers import answered
from shared.web.asking import Asked, AskedBy, By
from shared.web.attachments import file_of, laid
from shared.web.cases import Cases, Look, found
from shared.web.coming_back import keep
from shared.web.deed_forms import form, read_back
from shared.web.deed_paths import beginning, deed_at, deed_on, opening
from shared.web.draft_forms import draft_routes, found_again, save, thrown_away
from shared.web.forms import Fault, Malformed
from shared.web.looking import shown, told
from shared.web.saw import looks_again, must_have_seen, saw_anywhere, saw_api, saw_pages
from shared.web.searching import search_api, search_pages

APART = UUID("2d1f3b86-64a1-4a57-8a1c-7b8f5e0d9c42")
"""Ids of what is kept apart from the case in whose page it began are made from command ids under this name: such an id says
nothing of the case."""


def api_routes(cases: Cases) -> APIRouter:
    """The JSON door. The command's id is the header `Idempotency-Key`; `If-Match` guards against a stale view.

    A case that was looked at has an `ETag` of its version and a print of the answer. Who asks again with it in
    `If-None-Match` is told 304 while nothing changed: nothing is shown, so no reading is recorded (RFC 9110, 13.1.2).
    `Trove-Saw` of the answer is the position of the look: sent back with a decision, it says on what it rests.
    """
    api, one = APIRouter(prefix="/api"), f"/{cases.about.many}/{{subject:uuid}}"
    if cases.seeker:
        api.include_router(search_api(cases.seeker))

    @api.post(f"/{cases.about.many}")
    def begin(actor: By, asked: AskedBy) -> Response:
        return answered(_begin(cases, opening(cases), actor, asked), 201)

    @api.post(f"/{cases.about.many}/new/{{path}}")
    def begin_with(path: str, actor: By, asked: AskedBy) -> Response:
        return answered(_begin(cases, beginning(cases, path), actor, asked), 201)

    @api.get(f"/{cases.about.listed}")
    def queue(actor: By, stage: Annotated[Code | None, Query(pattern="^[a-z_]{1,40}$")] = None) -> Response:
        return answered({cases.about.many: cases.queue(actor, stage)})

    @api.get(one)
    def look(request: Request, subject: UUID, actor: By) -> Response:
        return told(cases, actor, subject, request.headers.get("if-none-match"))

    @api.get(f"{one}/sections")
    def sections(subject: UUID, actor: By, names: str = Query(alias="open")) -> Response:
        found(cases, actor, subject)
        opened = cases.open(actor, subject, names.split(","), Way.API)
        return answered({cases.about.one: subject, "sections": opened})

    @api.get(f"{one}/files/{{digest}}")
    def file(subject: UUID, digest: str, actor: By) -> Response:
        return file_of(cases, actor, subject, digest, Way.API)

    api.include_router(saw_api(cases))

    @api.post(f"{one}/{{path}}")
    def do(subject: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        deed = deed_on(cases, path, actor, subject)
        return answered(_ask(cases, deed, actor, subject, laid(cases, deed, actor, subject, asked)))

    return api


def page_routes(*apps: Cases) -> APIRouter:
    """The door for people: the form of each deed, offered again with what was typed when something is wrong; and the list
    of what an officer began to type at any of these apps."""
    pages = APIRouter()
    for cases in apps:
        pages.include_router(_forms(cases))
    pages.include_router(draft_routes(*apps))
    pages.include_router(saw_anywhere(*apps))
    return pages


def _forms(cases: Cases) -> APIRouter:
    pages, many = APIRouter(), f"/{cases.about.many}"
    one = f"{many}/{{subject:uuid}}"
    if cases.seeker:
        pages.include_router(search_pages(cases, cases.seeker))

    @pages.get(f"{many}/new")
    def new(request: Request, actor: By) -> Response:
        return found_again(cases, request, actor, None, opening(cases))

    @pages.post(f"{many}/new")
    def begin(request: Request, actor: By, asked: AskedBy) -> Response:
        return _sent(cases, request, actor, opening(cases), None, replace(asked, version=None))

    @pages.get(f"{many}/new/{{path}}")
    def new_with(request: Request, path: str, actor: By) -> Response:
        return found_again(cases, request, actor, None, beginning(cases, path))

    @pages.post(f"{many}/new/{{path}}")
    def begin_with(request: Request, path: str, actor: By, asked: AskedBy) -> Response:
        return _sent(cases, request, actor, beginning(cases, path), None, replace(asked, version=None))

    @pages.get(f"{one}/files/{{digest}}")
    def file(subject: UUID, digest: str, actor: By) -> Response:
        return file_of(cases, actor, subject, digest, Way.VIEWED)

    pages.include_router(saw_pages(cases))

    @pages.get(f"{one}/{{path}}")
    def blank(request: Request, subject: UUID, path: str, actor: By) -> Response:
        deed = deed_at(cases, path)
        return found_again(cases, request, actor, shown(cases, actor, subject), deed)

    @pages.post(f"{one}/{{path}}")
    def do(request: Request, subject: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        return _sent(cases, request, actor, deed_on(cases, path, actor, subject), subject, asked)

    return pages


def just_done(cases: Cases, request: Request) -> Deed | None:
    """The deed whose form led to this page, so that it can say what happened."""
    return cases.desk.deeds.get(request.query_params.get("done", ""))


def _sent(cases: Cases, request: Request, actor: Actor, deed: Deed, on: UUID | None, asked: Asked) -> Response:
    """A form that was sent: to be kept, to be read back first, to be changed once more or filled in further, or to be
    done. A page names its `step`. Until it is done, what was typed lies there as a draft, and its files on the shelf:
    nobody sends them twice. Without a case to do it `on`, one begins."""
    step, case = asked.fields.get("step", ""), on or _begun(cases, asked)
    if step not in ("draft", "discard"):
        asked = laid(cases, deed, actor, case, asked)

    def seen(wrong: Exception | None = None) -> Look | None:
        """The case behind the form; looked at anew where what was seen of it does not hold any more."""
        look = shown if looks_again(wrong) else found
        return look(cases, actor, on) if on else None

    match step:
        case "draft":
            return save(cases, request, actor, seen(), deed, asked)
        case "discard":
            return thrown_away(cases, request, actor, seen(), deed)
        case "edit" | "fill":
            return form(cases, request, actor, seen(), deed, asked)
    try:
        if step == "read":
            (_, command), subject = _read(cases, deed, actor, case, asked), _subject(deed, case, asked)
            cases.desk.would(actor, deed, subject, command, command_id=asked.command_id)
            keep(request, actor.id, asked.fields)
            alike = cases.seeker.alike(actor, command) if cases.seeker and on is None else ()
            return read_back(cases, request, actor, seen(), deed, asked, alike)
        done = _ask(cases, deed, actor, case, asked)
    except NotPermitted:
        raise
    except (Malformed, Refused, Stale) as wrong:
        keep(request, actor.id, asked.fields)
        return form(cases, request, actor, seen(wrong), deed, asked, wrong)
    request.app.state.door.drafts.drop(actor.id, request.url.path)
    cases.caught_up(done["last"])
    return RedirectResponse(cases.about.at(case) + (f"?done={deed.path}" if step else ""), 303)


def _subject(deed: Deed, case: UUID, asked: Asked) -> UUID:
    """What the deed is about: the case, or something of its own."""
    return uuid5(APART, str(asked.command_id)) if deed.apart else case


def _begun(cases: Cases, asked: Asked) -> UUID:
    """The case that a command opens: the same for the same command."""
    return uuid5(cases.about.ids, str(asked.command_id))


def _begin(cases: Cases, deed: Deed, actor: Actor, asked: Asked) -> dict[str, Any]:
    case = _begun(cases, asked)
    return _ask(cases, deed, actor, case, laid(cases, deed, actor, case, replace(asked, version=None)))


def _ask(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> dict[str, Any]:
    """Read the command, have it done, and say what came of it."""
    (said, command), subject = _read(cases, deed, actor, case, asked), _subject(deed, case, asked)
    if deed.apart:
        found(cases, actor, case)  # who may not see the case finds no page of it to begin from
    must_have_seen(cases, actor, case, asked.saw)
    outcome: Outcome = cases.desk.do(
        actor, deed, subject, command, command_id=asked.command_id, expected=asked.version, saw=asked.saw, asked=said
    )
    version = cases.desk.ledger.now(deed.decider, subject).version
    return {cases.about.one: case, "code": cases.about.code(case), "version": version, **vars(outcome)}


def _read(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> tuple[Any, Any]:
    """The command: as it was sent, with what the desk adds itself; and with what it takes over from other files too."""
    added = cases.added(deed, actor, case)
    if forged := sorted(added.keys() & asked.fields.keys()):
        raise Malformed([Fault(name, "fault.unknown_field") for name in forged])
    read = replace(asked, fields={**asked.fields, **added}).read(deed.command)
    return read, cases.whole(deed, actor, read)
