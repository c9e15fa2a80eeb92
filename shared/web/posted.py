"""Reads what was sent to a door, before it is known what it asks: a form, a form with files, or a JSON object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from shared.web.forms import Fault, Malformed
from shared.web.identity import NotLoggedIn
from shared.web.parts import MOST_FIELDS, MOST_FILES, let_through, parts

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM, _FORM_WITH_FILES = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True)
class Posted:
    """What was sent: `fields` of a page's form (`form`) or of a JSON object; files apart. `faults` says in which field it
    broke off, if it did."""

    fields: Mapping[str, Any]
    form: bool
    files: Mapping[str, UploadFile]
    faults: tuple[Fault, ...] = ()


async def posted_of(request: Request) -> Posted:
    if request.method in SAFE:
        return Posted({}, False, {})
    try:
        request.state.posted = posted = await _posted(request)
    except ClientDisconnect as cut:  # nobody hears the answer
        raise HTTPException(400) from cut
    return posted


async def _posted(request: Request) -> Posted:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM:
        posted = _form(await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS))
    elif kind == _FORM_WITH_FILES:
        posted = await _form_with_files(request)
    elif not (body := await request.body()):
        posted = Posted({}, False, {})
    elif kind.endswith("json"):
        posted = Posted(_object(body), False, {})
    else:
        raise HTTPException(415)
    return posted


async def _form_with_files(request: Request) -> Posted:
    """A large body is taken in only from somebody we know, be the session over: a form sent then is still kept."""
    if await run_in_threadpool(_known, request):
        let_through(request, request.app.state.door.form_limit)
    sent, cut = await parts(request)
    return _form(sent, () if cut is None else (Fault(cut, "fault.cut"),))


def _known(request: Request) -> bool:
    door = request.app.state.door
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    try:
        return (kind.lower() == "bearer" and door.issuer.person(token.strip()) is not None) or (
            door.sessions.ended(request.cookies.get(door.sessions.cookie, "")) is not None
        )
    except NotLoggedIn:
        return False


def _form(sent: FormData, faults: tuple[Fault, ...] = ()) -> Posted:
    """A place for a file in which none was chosen is sent without a name: it is as if it were not there."""
    fields: dict[str, Any] = {}
    files: dict[str, UploadFile] = {}
    for name in sent:
        several = sent.getlist(name)
        words = [value for value in several if isinstance(value, str)]
        files.update((name, value) for value in several if isinstance(value, UploadFile) and value.filename)
        if words:
            fields[name] = words if len(words) > 1 else words[0]
    return Posted(fields, True, files, faults)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError) as fault:
        raise Malformed([Fault("", "fault.not_json")]) from fault
    if not isinstance(found, dict):
        raise Malformed([Fault("", "fault.not_an_object")])
    return found
