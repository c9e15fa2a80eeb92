"""The search of a service with cases: the box in the head of every page leads here. What was typed is sent, never put into
an address, and stands in no log."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.desk import Deed
from shared.kernel.people import Actor
from shared.search.seeker import Found, FoundCase, Seeker
from shared.search.typed import Typed, read_typed
from shared.web.asking import By
from shared.web.cases import Cases
from shared.web.door import json, show
from shared.web.posted import Posted, posted_of

Sent = Annotated[Posted, Depends(posted_of)]


def search_pages(cases: Cases, seeker: Seeker) -> APIRouter:
    """GET and POST /search: a code leads straight to its case, everything else to a list."""
    pages = APIRouter()

    @pages.get("/search")
    def blank(request: Request, actor: By) -> Response:
        seeker.must(actor)
        return show(request, "search.html", typed_words="", found=None, slip=False)

    @pages.post("/search")
    def search(request: Request, actor: By, sent: Sent) -> Response:
        typed = read_typed(words := _words(sent))
        if not typed:
            seeker.must(actor)
            return show(request, "search.html", typed_words=words, found=None, slip=typed.slip)
        found = seeker.seek(actor, typed)
        if typed.code and len(found.cases) == 1:
            return RedirectResponse(f"/cases/{found.cases[0].case}", 303)
        return _list(cases, seeker, request, actor, words, typed, found)

    return pages


def search_api(seeker: Seeker) -> APIRouter:
    """POST /api/search {"words": …}: the same for programs."""
    api = APIRouter()

    @api.post("/search")
    def search(actor: By, sent: Sent) -> Response:
        found = seeker.seek(actor, read_typed(_words(sent)))
        return json({"cases": list(map(_line, found.cases)), "more": found.more})

    return api


def _list(
    cases: Cases, seeker: Seeker, request: Request, actor: Actor, words: str, typed: Typed, found: Found
) -> Response:
    """What was found, and the way to a new case that begins with what was typed."""
    return show(
        request, "search.html", typed_words=words, found=found, slip=typed.slip,
        opening=_opening(cases, actor), filled=seeker.filled(typed),
    )  # fmt: skip


def _opening(cases: Cases, actor: Actor) -> Deed | None:
    """The deed that begins a case, for those who may."""
    if (deed := cases.opening) is None:
        return None
    on = deed.subject(deed.decider.initial, None, actor)
    return deed if cases.desk.rights.judge(actor, deed.name, on).allowed else None


def _words(sent: Posted) -> str:
    words = sent.fields.get("words", "")
    return words if isinstance(words, str) else ""


def _line(found: FoundCase) -> dict[str, Any]:
    line = found.line
    return {
        "case": found.case, "code": line.code, "unit": line.unit, "stage": line.stage, "since": line.since,
        "marks": found.answer.marks,
    }  # fmt: skip
