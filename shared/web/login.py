"""The doors of logging in and out: away to the issuer, and back with a code to where the person was."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.web.asking import By
from shared.web.identity import IssuerAway, NotLoggedIn, Tokens, person_of
from shared.web.problems import Problem, answer
from shared.web.sessions import Login, Visit

auth = APIRouter(prefix="/auth", include_in_schema=False)
_FAILED = Problem(400, "login_failed", detail="the login has expired, was begun in another browser, or was refused")


def local_path(back: str) -> str:
    """Only ever an address of our own: `//elsewhere` and its relatives lead home."""
    fair = back.startswith("/") and back[1:2] not in ("/", "\\") and back.isprintable()
    return back if fair and not back.startswith("/auth/") else "/"


@auth.get("/login")
def login(request: Request, back: str = "/") -> Response:
    """Begin a login. Several may be under way in several windows of one browser."""
    door = request.app.state.door
    state, verifier, nonce = secrets.token_urlsafe(24), secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    browser = request.cookies.get(door.login_cookie) or secrets.token_urlsafe(24)
    where = door.issuer.login_page(door.callback, state=state, verifier=verifier, nonce=nonce)
    door.sessions.begin_login(state, Login(browser, verifier, nonce, local_path(back)))
    response = RedirectResponse(where, 303)
    response.set_cookie(door.login_cookie, browser, max_age=3600, path="/auth", **door.cookie_options)
    return response


@auth.get("/callback")
def callback(request: Request, state: str = "", code: str = "") -> Response:
    """Back from the issuer: only the browser that began this login, only once, only with a token for us."""
    door = request.app.state.door
    begun: Login | None = door.sessions.end_login(state) if state else None
    browser = request.cookies.get(door.login_cookie, "")
    if begun is None or not secrets.compare_digest(begun.browser.encode(), browser.encode()) or not code:
        return answer(request, _FAILED)
    try:
        tokens = door.issuer.exchange(door.callback, code=code, verifier=begun.verifier, nonce=begun.nonce)
        visit = _visit(request, tokens)
    except NotLoggedIn:
        return answer(request, _FAILED)
    response = RedirectResponse(begun.back, 303)
    response.set_cookie(door.sessions.cookie, door.sessions.open(visit), path="/", **door.cookie_options)
    return response


def _visit(request: Request, tokens: Tokens) -> Visit:
    """The same officer in the same browser keeps the form token: pages still open in other windows stay good."""
    door, person = request.app.state.door, person_of(tokens.claims)
    old: Visit | None = door.sessions.ended(request.cookies.get(door.sessions.cookie, ""))
    csrf = old.csrf if old is not None and old.sub == person.actor.id else secrets.token_urlsafe(24)
    actor, sid = person.actor, tokens.claims.get("sid")
    return Visit(
        sub=actor.id, agency=actor.agency, unit=actor.unit, roles=tuple(sorted(actor.roles)), name=person.name,
        csrf=csrf, sid=sid if isinstance(sid, str) else None, id_token=tokens.id_token,
    )  # fmt: skip


@auth.post("/logout")
def logout(request: Request, _: By) -> Response:
    """End our session, then the issuer's; while the issuer is away ours ends all the same."""
    door = request.app.state.door
    name = request.cookies[door.sessions.cookie]
    visit = door.sessions.ended(name)
    door.sessions.close(name)
    try:
        where = door.issuer.logout_page(visit.id_token if visit else "", door.origin + "/")
    except IssuerAway:
        where = "/auth/out"
    return RedirectResponse(where, 303)


@auth.get("/out")
def out(request: Request) -> Response:
    page: Response = request.app.state.door.pages.show(request, "login.html", out=True)
    return page


@auth.post("/backchannel")
def backchannel(request: Request, logout_token: Annotated[str, Form()]) -> Response:
    """The issuer tells that one of its sessions has ended, say because somebody left the town's service."""
    door = request.app.state.door
    try:
        door.sessions.close_all_of(door.issuer.ended(logout_token))
    except NotLoggedIn:
        return Response(status_code=400)
    return Response(status_code=200)
