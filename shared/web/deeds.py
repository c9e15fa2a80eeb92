"""The two doors every deed has: JSON for programs, a form for people. Both read the command, ask the desk, and answer.

A service brings its app (`shared.web.cases.Cases`) and gets the routes that are the same everywhere:

    api_routes(app)     POST /api/cases · GET /api/queue · GET /api/cases/{case} · …/sections?open= · POST …/{path}
    page_routes(app)    GET and POST /cases/new · GET and POST /cases/{case}/{path}

and adds only what is its own: its queue page, its case page, its papers. The form of a deed is made from its command
(`shared.web.fields`): labels are the words `field.<Command>.<name>` or `field.<name>`, hints `hint.…`, choices
`choice.<Enum>.<value>` or the list named in `Annotated[Code, Meta(extra={"list": …})]`; its title is `deed.<name>`,
and what happened is told by the words under its stored name.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

import msgspec
from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.access import Way
from shared.desk import Deed
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger import Entry, Outcome, Stale
from shared.web.asking import Asked, AskedBy, By
from shared.web.cases import Cases, Look
from shared.web.door import show
from shared.web.fields import FormField, form_fields
from shared.web.forms import Fault, Malformed
from shared.web.problems import explain

CASES = UUID("6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11")
"""Case ids are made from command ids under this name: the same command again means the same case."""
NO_CASE_YET = UUID(int=0)


def api_routes(cases: Cases) -> APIRouter:
    """The JSON door. The command's id is the header `Idempotency-Key`; `If-Match` guards against a stale view."""
    api = APIRouter(prefix="/api")

    @api.post("/cases")
    def begin(actor: By, asked: AskedBy) -> Response:
        return _json(_begin(cases, actor, asked), 201)

    @api.get("/queue")
    def queue(actor: By, stage: Annotated[Code | None, Query(pattern="^[a-z_]{1,40}$")] = None) -> Response:
        return _json({"cases": cases.queue(actor, stage)})

    @api.get("/cases/{case:uuid}")
    def look(case: UUID, actor: By) -> Response:
        seen = found(cases, actor, case)
        return _json(_open_part(seen), headers={"ETag": f'"{seen.version}"'})

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

    @pages.get("/cases/new")
    def new(request: Request, actor: By) -> Response:
        return _form(cases, request, actor, None, _opening(cases))

    @pages.post("/cases/new")
    def begin(request: Request, actor: By, asked: AskedBy) -> Response:
        try:
            done = _begin(cases, actor, asked)
        except NotPermitted:
            raise
        except (Malformed, Refused) as wrong:
            return _form(cases, request, actor, None, _opening(cases), asked, wrong)
        return RedirectResponse(f"/cases/{done['case']}", 303)

    @pages.get("/cases/{case:uuid}/{path}")
    def form(request: Request, case: UUID, path: str, actor: By) -> Response:
        return _form(cases, request, actor, found(cases, actor, case), _deed(cases, path))

    @pages.post("/cases/{case:uuid}/{path}")
    def do(request: Request, case: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        try:
            _ask(cases, _deed(cases, path), actor, case, asked)
        except NotPermitted:
            raise
        except (Malformed, Refused, Stale) as wrong:
            return _form(cases, request, actor, found(cases, actor, case), _deed(cases, path), asked, wrong)
        return RedirectResponse(f"/cases/{case}", 303)

    return pages


def found(cases: Cases, actor: Actor, case: UUID) -> Look:
    """The open part of a case; 404 when there is none."""
    try:
        return cases.look(actor, case)
    except LookupError as none:
        raise HTTPException(404) from none


def _begin(cases: Cases, actor: Actor, asked: Asked) -> dict[str, Any]:
    case = uuid5(CASES, str(asked.command_id))
    return _ask(cases, _opening(cases), actor, case, replace(asked, version=None))


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
    prints = {name: hashlib.sha256(file.file.read()).hexdigest() for name, file in asked.files.items() if file.size}
    return replace(asked, fields={**asked.fields, **prints, **added}).read(deed.command)


def _deed(cases: Cases, path: str) -> Deed:
    deed = cases.desk.deeds.get(path)
    if deed is None or deed is cases.opening:
        raise HTTPException(404)
    return deed


def _opening(cases: Cases) -> Deed:
    if cases.opening is None:
        raise HTTPException(404)
    return cases.opening


def _form(
    cases: Cases,
    request: Request,
    actor: Actor,
    seen: Look | None,
    deed: Deed,
    asked: Asked | None = None,
    wrong: Malformed | Refused | Stale | None = None,
) -> Response:
    """The form of a deed: empty, or with what was typed and what is wrong with it."""
    loaded = cases.desk.ledger.load(deed.decider, seen.case) if seen else None
    state = loaded.state if loaded else deed.decider.initial
    if not isinstance(wrong, Refused | Stale):  # these come from the desk, which has asked already and says why not
        cases.desk.rights.must(actor, deed.name, deed.subject(state, None, actor))
    problem = explain(wrong) if wrong else None
    fields, since = _fields(cases, deed, actor, state, asked), wrong.entries if isinstance(wrong, Stale) else ()
    return show(
        request, "deed.html", problem.status if problem else 200,
        deed=deed, case=seen, fields=fields, problem=problem,
        command_id=asked.command_id if asked else uuid4(), version=loaded.version if loaded else None,
        faults={fault.field: fault.why for fault in problem.faults} if problem else {},
        since=since, conflict=_conflict(cases, deed, fields, since),
    )  # fmt: skip


def _conflict(cases: Cases, deed: Deed, fields: Sequence[FormField], since: Sequence[Entry]) -> list[dict[str, str]]:
    """Both values of each field that somebody else filled in otherwise meanwhile. Sealed ones stay sealed."""
    latest: dict[str, Any] = {}
    for entry in since:
        latest |= {name: value for name, value in vars(entry.fact).items() if not isinstance(value, Sealed)}
    now = form_fields(deed.command, cases.desk.law(), cases.words, latest)
    theirs = {field.name: field.spoken for field in now if field.name in latest}
    return [
        {"label": field.label, "yours": field.spoken, "theirs": theirs[field.name]}
        for field in fields
        if field.name in theirs and field.spoken != theirs[field.name]
    ]


def _fields(cases: Cases, deed: Deed, actor: Actor, state: Any, asked: Asked | None) -> list[FormField]:
    """The fields a person fills in, holding what was typed, or else what is known."""
    hidden = cases.added(deed, actor, NO_CASE_YET).keys()
    known, typed = cases.known(deed, actor, state), asked.fields if asked else None
    offered = form_fields(deed.command, cases.desk.law(), cases.words, known, typed)
    return [field for field in offered if field.name not in hidden]


def _open_part(seen: Look) -> dict[str, Any]:
    deeds = {o.deed.path: {"deed": o.deed.name, **vars(o.verdict)} for o in seen.offers}
    return {
        "case": seen.case, "code": seen.code, "stage": seen.stage, "version": seen.version, "file": seen.file,
        "deeds": deeds,
    }  # fmt: skip


def _json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value, enc_hook=_shut), status, dict(headers or {}), "application/json")


def _shut(value: Any) -> Any:
    """A sealed value shows only that it is there."""
    if isinstance(value, Sealed):
        return {"sealed": True}
    raise NotImplementedError(type(value))
