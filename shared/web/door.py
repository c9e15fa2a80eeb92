"""The front door of every service: who comes in, what is refused and how, and how everything looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from shared.clock import local
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Source
from shared.ledger import CommandIdReused, Stale
from shared.web import words as spoken
from shared.web.asking import AskedBy, By, FormNotOurs
from shared.web.drafts import Drafts
from shared.web.forms import FormContext, Malformed
from shared.web.identity import Issuer, IssuerAway, NotLoggedIn
from shared.web.limits import BODY_LIMIT, LARGE_FILES, BodyLimit, Closed, safe_headers
from shared.web.live import live
from shared.web.login import auth
from shared.web.pages import STATIC, Pages, Surroundings, environment
from shared.web.problems import AWAY, answer_error
from shared.web.sessions import Sessions

__all__ = ["AskedBy", "By", "Door", "create", "json", "show"]

Health = Callable[[], Mapping[str, Any]]
"""What is well and what is not; its `well` decides between 200 and 503."""
_FORESEEN: tuple[type[Exception], ...] = (
    Refused, Malformed, Stale, CommandIdReused, NotLoggedIn, FormNotOurs, IssuerAway, RequestValidationError,
    HTTPException, *AWAY,
)  # fmt: skip


@dataclass(frozen=True)
class Door:
    """What the doors of one instance share; routes reach it as `request.app.state.door`. Limits are in bytes: of a body,
    and of one file in a form."""

    source: Source
    origin: str
    issuer: Issuer
    sessions: Sessions
    drafts: Drafts
    clock: Callable[[], datetime]
    law_on: Callable[[date], Law]
    around: Surroundings
    health: Health
    templates: Sequence[Path] = ()
    words_of: Sequence[Path] = ()
    body_limit: int = BODY_LIMIT
    file_limit: int = 0
    words: spoken.Words = field(init=False)
    pages: Pages = field(init=False)

    def __post_init__(self) -> None:
        said = spoken.load(*self.words_of)
        object.__setattr__(self, "words", said)
        made = environment(self.templates, said)
        object.__setattr__(self, "pages", Pages(made, self.around, said, self.law_on, self.clock, self.drafts))

    @property
    def form_limit(self) -> int:
        """Of a form that carries files."""
        return self.body_limit + LARGE_FILES * self.file_limit

    @property
    def callback(self) -> str:
        return self.origin + "/auth/callback"

    @property
    def login_cookie(self) -> str:
        return self.sessions.cookie + "-login"

    @property
    def cookie_options(self) -> dict[str, Any]:
        return {"httponly": True, "samesite": "lax", "secure": self.origin.startswith("https://")}

    def today(self) -> date:
        """The town's day."""
        return local(self.clock()).date()

    def context(self, *, form: bool) -> FormContext:
        today = self.today()
        return FormContext(today, self.law_on(today), form)


def create(door: Door) -> FastAPI:
    """The application of an instance, to which its service adds its own routes."""
    app = FastAPI(title=f"Trở Về: {door.source}", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.door, app.state.live = door, None
    app.add_middleware(BodyLimit, limit=door.body_limit, with_files=door.form_limit)
    headers = safe_headers(door.issuer.url)
    app.add_middleware(Closed, headers=headers)
    for error in _FORESEEN:
        app.add_exception_handler(error, answer_error)
    app.add_exception_handler(Exception, _fault_with(headers))
    app.mount("/static", _Lasting(directory=STATIC), name="static")
    app.include_router(auth)
    app.include_router(live)
    app.add_api_route("/health", _health, include_in_schema=False)
    app.add_api_route("/calendar", _calendar, include_in_schema=False)
    return app


def show(request: Request, template: str, status: int = 200, /, **more: Any) -> Response:
    """A page of the service in the frame of the house."""
    page: Response = request.app.state.door.pages.show(request, template, status, **more)
    return page


def json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An API answer, written by msgspec: dataclasses, dates, UUIDs and enums as they are."""
    return Response(msgspec.json.encode(value), status, headers, "application/json")


class _Lasting(StaticFiles):
    """Files whose address changes with their content: kept by browsers for a year."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _fault_with(headers: Mapping[str, str]) -> Callable[[Request, Exception], Response]:
    """The answer to a fault of ours is made outside the guard of headers, so it brings them itself."""

    def answer(request: Request, error: Exception) -> Response:
        response = answer_error(request, error)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def _health(request: Request) -> Response:
    found = request.app.state.door.health()
    return json(found, 200 if found.get("well") else 503)


def _calendar(request: Request) -> Response:
    """The neutral page that `Esc Esc` leads to."""
    return show(request, "calendar.html")
