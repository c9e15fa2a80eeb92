"""Turns everything that can go wrong into one clear answer: what happened, what was kept, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

import msgspec
import psycopg
from fastapi.exceptions import RequestValidationError
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.kernel.decider import Refused
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Sealed
from shared.ledger import CommandIdReused, Entry, ReadOnly, Stale, Unavailable
from shared.web.asking import FormNotOurs, posted_form
from shared.web.coming_back import login_address
from shared.web.forms import Fault, Malformed
from shared.web.identity import IssuerAway, NotLoggedIn
from shared.web.words import Words, say

AWAY = (Unavailable, psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed, TooManyRequests)
_BY_STATUS = {
    400: "bad_request", 403: "not_permitted", 404: "not_found", 405: "method", 413: "too_large", 415: "media_type",
}  # fmt: skip
_EDITABLE = frozenset({"malformed", "refused", "stale", "database_away", "read_only", "fault"})
"""After these the typed form is offered again on the page."""


@dataclass(frozen=True)
class Problem:
    """`code` heads its words (`problem.<code>.title`, `.kept`, `.do`); `detail` is plain English for the API."""

    status: int
    code: str
    rule: str = ""
    detail: str = ""
    faults: tuple[Fault, ...] = ()
    stale: Stale | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


_LATER = {"Retry-After": "5"}
_PLAIN: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Problem], ...] = (
    (CommandIdReused, Problem(422, "command_reused", detail="this command id was used before with another content")),
    (FormNotOurs, Problem(403, "form_not_ours", detail="the CSRF token is missing or not of this session")),
    (IssuerAway, Problem(503, "issuer_away", detail="the issuer does not answer", headers=_LATER)),
    (AWAY, Problem(503, "database_away", detail="the database does not answer", headers=_LATER)),
)
_FAULT = Problem(500, "fault", detail="a fault of ours; it is in the log")


def explain(error: Exception) -> Problem:
    """Which problem an error is; one that is foreseen nowhere is a fault of ours (500)."""
    match error:
        case ReadOnly(why=why):
            return Problem(503, "read_only", detail=f"the ledger is read-only: {why}")
        case NotPermitted(rule=rule, detail=detail):
            return Problem(403, "not_permitted", rule=rule, detail=detail)
        case Refused(rule=rule, detail=detail):
            return Problem(409, "refused", rule=rule, detail=detail)
        case Malformed(faults=faults):
            return Problem(422, "malformed", detail="the fields named in faults", faults=faults)
        case Stale():
            return Problem(409, "stale", detail=str(error), stale=error)
        case NotLoggedIn(why=why):
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            return Problem(401, "not_logged_in", rule=why, detail="no valid token or session", headers=challenge)
        case RequestValidationError() | HTTPException():
            return _of_http(error)
        case _:
            return next((problem for kind, problem in _PLAIN if isinstance(error, kind)), _FAULT)


def _of_http(error: RequestValidationError | HTTPException) -> Problem:
    if isinstance(error, HTTPException):
        code = _BY_STATUS.get(error.status_code, "bad_request")
        return Problem(error.status_code, code, headers=dict(error.headers or {}))
    places = [tuple(map(str, fault["loc"])) for fault in error.errors()]
    if any(place[0] == "path" for place in places):  # an address that cannot exist
        return Problem(404, "not_found")
    return Problem(422, "malformed", faults=tuple(Fault(place[-1], "fault.pattern") for place in places))


def answer_error(request: Request, error: Exception) -> Response:
    """What every door of the house answers to an error: registered once, in `door.py`."""
    if isinstance(error, NotLoggedIn) and wants_page(request) and "authorization" not in request.headers:
        return _to_login(request)
    return answer(request, explain(error))


def answer(request: Request, problem: Problem) -> Response:
    """A page or fragment for people, `application/problem+json` for programs."""
    if wants_page(request):
        response = _page(request, problem)
    else:
        body = msgspec.json.encode(as_json(problem, request.app.state.door.words))
        response = Response(body, problem.status, media_type="application/problem+json")
    response.headers.update(problem.headers)
    return response


def wants_page(request: Request) -> bool:
    """A browser or htmx asks for a page; everything else, and everything under /api, gets JSON."""
    return not request.url.path.startswith("/api") and (
        "hx-request" in request.headers or "text/html" in request.headers.get("accept", "")
    )


def as_json(problem: Problem, words: Words) -> dict[str, Any]:
    """RFC 9457, with the rule, all faults, and on a conflict both versions and what was written in between."""
    found: dict[str, Any] = {
        "type": f"urn:trove:problem:{problem.code}",
        "title": say(words, problem.rule if problem.rule in words else f"problem.{problem.code}.title"),
        "status": problem.status,
        "detail": problem.detail,
        "rule": problem.rule or f"problem.{problem.code}",
        "faults": [{"field": f.field, "rule": f.why, "why": say(words, f.why)} for f in problem.faults],
    }
    if problem.stale is not None:
        found |= {"expected": problem.stale.expected, "actual": problem.stale.actual}
        found["since"] = [since(entry) for entry in problem.stale.entries]
    return found


def since(entry: Entry) -> dict[str, Any]:
    """An entry somebody else wrote meanwhile, with its open values only."""
    fact = {f.name: getattr(entry.fact, f.name) for f in fields(entry.fact)}
    return {
        "version": entry.version, "name": entry.name, "at": entry.body.at,
        "fact": {name: _told(value) for name, value in fact.items() if not isinstance(value, Sealed)},
    }  # fmt: skip


def _told(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=lambda _: None) if not isinstance(value, Enum) else value.value


def _to_login(request: Request) -> Response:
    """Off to the login, with what was typed kept as a draft when it came from a page of ours."""
    where = login_address(request)
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)


def _page(request: Request, problem: Problem) -> Response:
    door = request.app.state.door
    fragment = "hx-request" in request.headers
    form = None if fragment or problem.code not in _EDITABLE else posted_form(request)
    if form is not None and problem.stale is not None:
        form = replace(form, hidden={**form.hidden, "version": str(problem.stale.actual)})
    if form is not None and any(fault.field == "saw" for fault in problem.faults):  # without one it is as it stands now
        form = replace(form, hidden={name: value for name, value in form.hidden.items() if name != "saw"})
    response: Response = door.pages.show(
        request, "_problem.html" if fragment else "problem.html", problem.status, problem=problem, form=form,
        faults={fault.field: fault.why for fault in problem.faults},
        since=[since(entry) for entry in problem.stale.entries] if problem.stale else [],
    )  # fmt: skip
    return response
