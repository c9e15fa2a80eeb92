"""Where a person comes back to: the page they were on when they had to log in, the form they began and did not send."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request

from shared.web.asking import is_ours, pairs
from shared.web.drafts import Draft
from shared.web.posted import SAFE


def login_address(request: Request) -> str:
    """The login that comes back to where the person was. What was typed into the form of a deed (it names its step) waits
    there as a draft, if the form came from a page of an ended session of ours; from anywhere else it does not, or a
    foreign page could put words into an officer's mouth."""
    if request.method in SAFE:
        return _login(_page_address(request))
    door, posted = request.app.state.door, getattr(request.state, "posted", None)
    visit = door.sessions.ended(request.cookies.get(door.sessions.cookie, ""))
    if visit is None or posted is None or not posted.form or not is_ours(request, posted, visit.csrf):
        return "/auth/login"
    if posted.fields.get("step", "discard") == "discard":
        return "/auth/login"
    keep(request, visit.sub, posted.fields)
    return _login(request.url.path)


def keep(request: Request, sub: str, fields: Mapping[str, Any]) -> Draft:
    """What this officer typed into the form at this address is kept as a draft."""
    kept = tuple(pair for pair in pairs(fields) if pair[0] not in ("csrf", "step"))
    draft: Draft = request.app.state.door.drafts.save(sub, request.url.path, kept)
    return draft


def _login(back: str) -> str:
    return "/auth/login?back=" + quote(back, safe="")


def _page_address(request: Request) -> str:
    """The page a fragment belongs to, or the page itself."""
    parts = urlsplit(request.headers.get("hx-current-url") or str(request.url))
    return parts.path + (f"?{parts.query}" if parts.query else "")
