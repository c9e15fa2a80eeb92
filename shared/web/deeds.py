"""The two doors every deed has: JSON for programs, a form for people. Both read the command, ask the desk, and answer.

A service brings its app (`shared.web.cases.Cases`) and gets the routes that are the same everywhere:

    api_routes(app)     POST /api/cases · GET /api/queue · POST /api/search · GET /api/cases/{case} · …/sections?open= ·
                        POST /api/cases/{case}/{path}
    page_routes(app)    GET and POST /cases/new · GET and POST /cases/{case}/{path} · GET and POST /search

and adds only what is its own: its queue page, its case page, its papers. The form of a deed is made from its command
(`shared.web.fields`): labels are the words `field.<Command>.<name>` or `field.<name>`, hints `hint.…`, choices
`choice.<Enum>.<value>` or the list named in `Annotated[Code, Meta(extra={"list": …})]`; its title is `deed.<name>`,
and what happened is told by the words under its stored name.
"""

import hashlib
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid5

import msgspec
from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.access import OPEN_PART, Way
from shared.desk import Deed
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger import Outcome, Stale
from shared.web.asking import Asked, AskedBy, By
from shared.web.cases import Cases, Look
from shared.web.deed_forms import form, read_back
from shared.web.forms import Fault, Malformed
from shared.web.searching import search_api, search_pages

CASES = UUID("6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11")
"""Case ids are made from command ids under this name: the same command again means the same case."""


def api_routes(cases: Cases) -> APIRouter:
    """The JSON door. The command's id is the header `Idempotency-Key`; `If-Match` guards against a stale view.

    A case that was looked at has an `ETag` of its version and a print of the answer. Who asks again with it in
    `If-None-Match` is told 304 while nothing changed: nothing is shown, so no reading is recorded (RFC 9110, 13.1.2).
    """
    api = APIRouter(prefix="/api")
    if cases.seeker:
        api.include_router(search_api(cases.seeker))

    @api.post("/cases")
    def begin(actor: By, asked: AskedBy) -> Response:
        return _json(_begin(cases, actor, asked), 201)

    @api.get("/queue")
    def queue(actor: By, stage: Annotated[Code | None, Query(pattern="^[a-z_]{1,40}$")] = None) -> Response:
        return _json({"cases": cases.queue(actor, stage)})

    @api.get("/cases/{case:uuid}")
    def look(request: Request, case: UUID, actor: By) -> Response:
        seen = found(cases, actor, case)
        answer = _json(_open_part(seen))
        answer.headers["ETag"] = tag = f'"{seen.version}-{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        cases.desk.shown(actor, case, (OPEN_PART,), Way.API)
        return answer

    @api.get("/cases/{case:uuid}/sections")
    def sections(case: UUID, actor: By, names: str = Query(alias="open")) -> Response:
        found(cases, actor, case)
        return _json({"case": case, "sections": cases.open(actor, case, names.split(","), Way.API)})

    @api.post("/cases/{case:uuid}/{path}")
    def do(case: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        return _json(_ask(cases, _deed(cases, path), actor, case, asked))

    return api


def page_routes(cases: Cases) -> APIRouter:
    """The door for people: the form of each deed, offered again with what was typed when something is wrong."""
    pages = APIRouter()
    if cases.seeker:
        pages.include_router(search_pages(cases, cases.seeker))

    @pages.get("/cases/new")
    def new(request: Request, actor: By) -> Response:
        return form(cases, request, actor, None, _opening(cases))

    @pages.post("/cases/new")
    def begin(request: Request, actor: By, asked: AskedBy) -> Response:
        return _sent(cases, request, actor, _opening(cases), _begun(asked), replace(asked, version=None))

    @pages.get("/cases/{case:uuid}/{path}")
    def blank(request: Request, case: UUID, path: str, actor: By) -> Response:
        deed = _deed(cases, path)
        return form(cases, request, actor, shown(cases, actor, case), deed)

    @pages.post("/cases/{case:uuid}/{path}")
    def do(request: Request, case: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        return _sent(cases, request, actor, _deed(cases, path), case, asked)

    return pages


def found(cases: Cases, actor: Actor, case: UUID) -> Look:
    """The open part of a case; 404 when there is none."""
    try:
        return cases.look(actor, case)
    except LookupError as none:
        raise HTTPException(404) from none


def shown(cases: Cases, actor: Actor, case: UUID) -> Look:
    """The open part of a case for a page; that it was shown is recorded before."""
    seen = found(cases, actor, case)
    cases.desk.shown(actor, case, (OPEN_PART,), Way.VIEWED)
    return seen


def just_done(cases: Cases, request: Request) -> Deed | None:
    """The deed whose form led to this page, so that it can say what happened."""
    return cases.desk.deeds.get(request.query_params.get("done", ""))


def _sent(cases: Cases, request: Request, actor: Actor, deed: Deed, case: UUID, asked: Asked) -> Response:
    """A form that was sent: to be read back first, to be changed once more or filled in further, or to be done. A page
    names its `step`."""
    step = asked.fields.get("step", "")

    def seen() -> Look | None:
        return None if deed is cases.opening else found(cases, actor, case)

    if step in ("edit", "fill"):
        return form(cases, request, actor, seen(), deed, asked)
    try:
        if step == "read":
            command = _read(cases, deed, actor, case, asked)
            cases.desk.would(actor, deed, case, command, command_id=asked.command_id)
            whole = replace(asked, fields={**asked.fields, **_prints(asked)})
            alike = cases.seeker.alike(actor, command) if cases.seeker and deed is cases.opening else ()
            return read_back(cases, request, actor, seen(), deed, whole, alike)
        done = _ask(cases, deed, actor, case, asked)
    except NotPermitted:
        raise
    except (Malformed, Refused, Stale) as wrong:
        return form(cases, request, actor, seen(), deed, asked, wrong)
    cases.caught_up(done["last"])
    return RedirectResponse(f"/cases/{case}" + (f"?done={deed.path}" if step else ""), 303)


def _begun(asked: Asked) -> UUID:
    """The case that a command opens: the same for the same command."""
    return uuid5(CASES, str(asked.command_id))


def _begin(cases: Cases, actor: Actor, asked: Asked) -> dict[str, Any]:
    return _ask(cases, _opening(cases), actor, _begun(asked), replace(asked, version=None))


def _ask(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> dict[str, Any]:
    """Read the command, have it done, and say what came of it."""
    command = _read(cases, deed, actor, case, asked)
    outcome: Outcome = cases.desk.do(actor, deed, case, command, command_id=asked.command_id, expected=asked.version)
    version = cases.desk.ledger.now(deed.decider, case).version
    return {"case": case, "code": case_code(case), "version": version, **vars(outcome)}


def _read(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> Any:
    """The command: what was sent, the prints of files sent along, and what the desk adds itself."""
    added = cases.added(deed, actor, case)
    if forged := sorted(added.keys() & asked.fields.keys()):
        raise Malformed([Fault(name, "fault.unknown_field") for name in forged])
    return replace(asked, fields={**asked.fields, **_prints(asked), **added}).read(deed.command)


def _prints(asked: Asked) -> dict[str, str]:
    """Of each file sent along its SHA-256, under the name of its field."""
    found = {name: file.file for name, file in asked.files.items() if file.size}
    for file in found.values():
        file.seek(0)
    return {name: hashlib.sha256(file.read()).hexdigest() for name, file in found.items()}


def _deed(cases: Cases, path: str) -> Deed:
    deed = cases.desk.deeds.get(path)
    if deed is None or deed is cases.opening:
        raise HTTPException(404)
    return deed


def _opening(cases: Cases) -> Deed:
    if cases.opening is None:
        raise HTTPException(404)
    return cases.opening


def _open_part(seen: Look) -> dict[str, Any]:
    deeds = {o.deed.path: {"deed": o.deed.name, **vars(o.verdict)} for o in seen.offers}
    return {
        "case": seen.case, "code": seen.code, "stage": seen.stage, "version": seen.version, "file": seen.file,
        "deeds": deeds,
    }  # fmt: skip


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value, enc_hook=_shut), status, media_type="application/json")


def _shut(value: Any) -> Any:
    """A sealed value shows only that it is there."""
    if isinstance(value, Sealed):
        return {"sealed": True}
    raise NotImplementedError(type(value))
