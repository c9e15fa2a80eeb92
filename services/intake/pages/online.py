"""The public page: anybody tells us something, without a login, in a minute, and is shown nothing but the code of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.intake.app.online import Online
from services.intake.domain.report.asked import TellOnline
from services.intake.domain.report.risk import at_once
from shared.kernel.decider import Refused
from shared.kernel.words import Code
from shared.web.crowd import Crowd
from shared.web.door import show
from shared.web.fields import Choice, FormField, form_fields
from shared.web.forms import Malformed, parse
from shared.web.posted import Posted, posted_of
from shared.web.problems import AWAY
from shared.web.slips import Slips

ADDRESS = "/bao-tin"
TRAP = "website"
"""A field people do not see. Whoever fills it in is a program, or a browser that fills in everything: it is kept aside."""
BODY = 64_000
"""Bytes of one sending."""
LATER = {"Retry-After": "600"}


async def _small(request: Request) -> None:
    """Nothing longer than this form can be is read at all."""
    length = request.headers.get("content-length", "")
    if request.method == "POST" and not (length.isdigit() and int(length) <= BODY):
        raise HTTPException(413, headers={"Connection": "close"})


@dataclass(frozen=True)
class Answer:
    """What comes of a sending: the code of the report, or what is wrong and how it is said."""

    status: int
    code: Code | None = None
    wrong: Mapping[str, Code] | None = None
    say: str = ""


def public_pages(online: Online, crowd: Crowd) -> APIRouter:
    """The page, where the agency takes reports of the public (a power of the profile); elsewhere there is none."""
    routes = APIRouter(dependencies=[Depends(_small)])

    @routes.get(ADDRESS)
    def blank(request: Request, xa: str = "") -> Response:
        _must_be_open(online)
        return _form(online, request, None, Answer(200), place=xa)

    @routes.post(ADDRESS)
    def tell(request: Request, posted: Annotated[Posted, Depends(posted_of)]) -> Response:
        _must_be_open(online)
        answer = _told(online, crowd, request, posted.fields)
        if answer.code is not None:
            return show(request, "online_sent.html", code=answer.code, contacts=_contacts(online))
        return _form(online, request, posted.fields, answer)

    return routes


def _must_be_open(online: Online) -> None:
    if not online.is_open:
        raise HTTPException(404)


def _told(online: Online, crowd: Crowd, request: Request, sent: Mapping[str, Any]) -> Answer:
    """Said once, however often it is sent; whatever is wrong, all that was typed stays on the page."""
    command_id = _slips(request).take(sent.get("csrf"))
    if command_id is None:
        return Answer(409, say="online.old")
    try:
        if online.told_before(command_id):
            return Answer(200, online.code(command_id))
        return _taken(online, crowd, request, sent, command_id)
    except Malformed as wrong:
        return Answer(422, wrong={fault.field: fault.why for fault in wrong.faults}, say="online.look_again")
    except Refused as no:
        return Answer(422, wrong={"place" if no.rule == "tip.no_desk" else "story": no.rule}, say="online.look_again")
    except AWAY:
        return Answer(503, say="online.away")


def _taken(online: Online, crowd: Crowd, request: Request, sent: Mapping[str, Any], command_id: UUID) -> Answer:
    typed = {name: value for name, value in sent.items() if name != TRAP}
    told = parse(TellOnline, typed, context=request.app.state.door.context(form=True))
    if told == TellOnline():  # nothing to weigh, and nothing to count
        raise Refused("tip.empty", "an empty page tells nobody anything")
    source, allowed, crowded = crowd.let_in(request.client.host if request.client else "")
    if not allowed:
        return Answer(429, say="online.later")
    aside = crowded or bool(str(sent.get(TRAP, "")).strip())
    return Answer(200, online.tell(told, command_id=command_id, source=source, aside=aside))


def _form(
    online: Online, request: Request, typed: Mapping[str, Any] | None, answer: Answer, *, place: str = ""
) -> Response:
    shown = show(
        request, "online.html", answer.status, fields=_fields(online, typed, place), faults=answer.wrong or {},
        say_=answer.say, slip=_slips(request).give(), trap=TRAP, contacts=_contacts(online),
    )  # fmt: skip
    shown.headers.update(LATER if answer.status in (429, 503) else {})
    return shown


def _fields(online: Online, typed: Mapping[str, Any] | None, place: str) -> list[FormField]:
    """Only the signs that make a report urgent are asked here, and a unit only where nobody else takes what has none."""
    law = online.desk.law()
    signs = law.lists.get("risk_signs", {})
    known = {"signs": Choice(tuple((code, signs[code].vi) for code in at_once(law))), "place": place}
    fields = form_fields(TellOnline, law, online.reports.words, known, typed)
    needed = not online.desk_of_all
    return [replace(field, required=needed) if field.name == "place" else field for field in fields]


def _contacts(online: Online) -> dict[Code, str]:
    """The numbers to call, by the number."""
    listed = online.desk.law().lists.get("urgent_contacts", {})
    return {code: item.vi for code, item in listed.items() if item.group == "public"}


def _slips(request: Request) -> Slips:
    return Slips(request.app.state.door.sessions.key, "online")
