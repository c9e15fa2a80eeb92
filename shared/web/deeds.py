"""The two doors every deed has: JSON for programs, a form for people. Both read the command, ask the desk, and answer.

A service brings its `Cases` (its app) and gets all routes that are the same everywhere:

    router = api_routes(app)     # POST /api/cases · GET /api/cases/{case} · …/sections · GET /api/queue · …/{path}
    router = page_routes(app)    # GET, POST /cases/new · GET, POST /cases/{case}/{path}

and adds only what is its own: its queue page, its case page, its papers. The form of a deed is made from its command
(`shared.web.fields`): labels are words `field.<Command>.<name>` or `field.<name>`, hints `hint.…`, choices
`choice.<Enum>.<value>` or the list named in `Annotated[Code, Meta(extra={"list": …})]`; its title is `deed.<name>`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid4, uuid5

import msgspec
from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.access import Way
from shared.desk import Deed, Desk
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Verdict
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger import Entry, Outcome, Stale
from shared.web.asking import Asked, AskedBy, By, pairs
from shared.web.fields import FormField, form_fields
from shared.web.forms import Fault, Malformed
from shared.web.problems import explain
from shared.web.words import Words

CASES = UUID("6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11")
"""Case ids are made from command ids under this name: the same command again means the same case."""


class Offer(NamedTuple):
    """A deed as the case page offers it: allowed, or greyed with the rule that says why."""

    deed: Deed
    verdict: Verdict


@dataclass(frozen=True)
class Look:
    """What a person sees of a case: its open part. `version` is that of the stream its deeds are decided on."""

    case: UUID
    code: Code
    stage: Code
    version: int
    file: Any
    offers: tuple[Offer, ...]
    entries: tuple[Entry, ...]


class Cases(Protocol):
    """What the doors ask of a service's app. Everything raises `NotPermitted` for those who may not."""

    desk: Desk
    words: Words
    opening: Deed | None
    """The deed that begins a case; its path is `new`. None where cases begin by being told."""

    def look(self, actor: Actor, case: UUID) -> Look:
        """The open part of a case. Raises `LookupError` when there is no such case."""
        ...

    def open(self, actor: Actor, case: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections, opened after the reading was recorded."""
        ...

    def queue(self, actor: Actor, stage: Code | None) -> Mapping[str, Any]:
        """The cases this person may list, by id."""
        ...

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:
        """Fields of the command that nobody types and nobody may send: what the desk knows itself."""
        ...

    def known(self, deed: Deed, actor: Actor, file: Any) -> Mapping[str, Any]:
        """Open values that stand in the form already, by field."""
        ...


def api_routes(cases: Cases) -> APIRouter:
    """The JSON door. The command's id is the header `Idempotency-Key`; `If-Match` guards against a stale view."""
    api = APIRouter(prefix="/api")

    @api.post("/cases", status_code=201)
    def begin(actor: By, asked: AskedBy) -> Response:
        case, outcome = _begin(cases, actor, asked)
        return _json(_done(cases, cases.opening, case, outcome), 201)

    @api.get("/queue")
    def queue(actor: By, stage: Code | None = None) -> Response:
        return _json({"cases": cases.queue(actor, stage)})

    @api.get("/cases/{case}")
    def look(case: UUID, actor: By) -> Response:
        seen = _found(cases, actor, case)
        return _json(_open_part(seen), headers={"ETag": f'"{seen.version}"'})

    @api.get("/cases/{case}/sections")
    def sections(case: UUID, actor: By, names: str = Query(alias="open")) -> Response:
        _found(cases, actor, case)
        return _json({"case": case, "sections": cases.open(actor, case, names.split(","), Way.API)})

    @api.post("/cases/{case}/{path}")
    def do(case: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        deed, outcome = _do(cases, actor, case, path, asked)
        return _json(_done(cases, deed, case, outcome))

    return api


def page_routes(cases: Cases) -> APIRouter:
    """The door for people: the form of each deed, offered again with what was typed when something is wrong."""
    pages = APIRouter()

    @pages.get("/cases/new")
    def new(request: Request, actor: By) -> Response:
        return _form(cases, request, actor, None, _opening(cases), uuid4())

    @pages.post("/cases/new")
    def begin(request: Request, actor: By, asked: AskedBy) -> Response:
        try:
            case, _ = _begin(cases, actor, asked)
        except (Malformed, Refused) as wrong:
            return _form(cases, request, actor, None, _opening(cases), asked.command_id, asked, wrong)
        return RedirectResponse(f"/cases/{case}", 303)

    @pages.get("/cases/{case}/{path}")
    def form(request: Request, case: UUID, path: str, actor: By) -> Response:
        seen = _found(cases, actor, case)
        return _form(cases, request, actor, seen, _deed(cases, path), uuid4())

    @pages.post("/cases/{case}/{path}")
    def do(request: Request, case: UUID, path: str, actor: By, asked: AskedBy) -> Response:
        try:
            _do(cases, actor, case, path, asked)
        except NotPermitted:
            raise
        except (Malformed, Refused, Stale) as wrong:
            seen = _found(cases, actor, case)
            return _form(cases, request, actor, seen, _deed(cases, path), asked.command_id, asked, wrong)
        return RedirectResponse(f"/cases/{case}", 303)

    return pages


# What both doors do


def _begin(cases: Cases, actor: Actor, asked: Asked) -> tuple[UUID, Outcome]:
    case = uuid5(CASES, str(asked.command_id))
    return case, _ask(cases, _opening(cases), actor, case, replace(asked, version=None))


def _do(cases: Cases, actor: Actor, case: UUID, path: str, asked: Asked) -> tuple[Deed, Outcome]:
    deed = _deed(cases, path)
    return deed, _ask(cases, deed, actor, case, asked)


def _ask(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> Outcome:
    command = _read(cases, deed, actor, case, asked)
    return cases.desk.do(
        actor, deed, case, command, command_id=asked.command_id, expected=asked.version
    )  # fmt: skip


def _read(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> Any:
    """The command: what was sent, the prints of files sent along, and what the desk adds itself."""
    added = cases.added(deed, actor, case)
    if forged := sorted(added.keys() & asked.fields.keys()):
        raise Malformed([Fault(name, "fault.unknown_field") for name in forged])
    prints = {name: hashlib.sha256(f.file.read()).hexdigest() for name, f in asked.files.items() if f.size}
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


def _found(cases: Cases, actor: Actor, case: UUID) -> Look:
    try:
        return cases.look(actor, case)
    except LookupError as none:
        raise HTTPException(404) from none


# Answers


def _done(cases: Cases, deed: Deed | None, case: UUID, outcome: Outcome) -> dict[str, Any]:
    version = cases.desk.ledger.load(deed.decider, case).version if deed else 0
    return {"case": case, "code": case_code(case), "version": version, **outcome.__dict__}


def _open_part(seen: Look) -> dict[str, Any]:
    deeds = {o.deed.path: {"deed": o.deed.name, **o.verdict.__dict__} for o in seen.offers}
    return {
        "case": seen.case, "code": seen.code, "stage": seen.stage, "version": seen.version, "file": seen.file, "deeds": deeds
    }  # fmt: skip


def _json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    body = msgspec.json.encode(value, enc_hook=_sealed)
    return Response(body, status, dict(headers or {}), "application/json")


def _sealed(value: Any) -> Any:
    """A sealed value shows only that it is there."""
    if isinstance(value, Sealed):
        return {"sealed": True}
    raise NotImplementedError(type(value))
