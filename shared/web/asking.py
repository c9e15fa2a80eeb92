"""Finds out who is asking and what was sent, the same way for pages and programs."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from uuid import UUID, uuid4

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from shared.kernel.people import Actor
from shared.web.drafts import Draft, Pairs
from shared.web.forms import HOUSEKEEPING, Fault, FormContext, Malformed, parse
from shared.web.identity import NotLoggedIn
from shared.web.posted import SAFE, Posted, posted_of

T = TypeVar("T")
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})(?:-[0-9a-f]+)?"?')
_POSITION = re.compile("[0-9]{1,18}")
SAW = "Trove-Saw"
"""The header in which a program is told the position at which it looked at a file, and says it with what it decides."""
_DIGEST = re.compile("[0-9a-f]{64}")


class FormNotOurs(Exception):
    """A form without the token of this session: some other page may have sent it (HTTP 403)."""


@dataclass(frozen=True)
class Seen:
    """Who asks: the actor, the name for the head of the page, and the token its forms must carry ("" for programs)."""

    actor: Actor
    name: str
    csrf: str


@dataclass(frozen=True)
class FormAgain:
    """A form to be offered again: where it goes, what nobody sees, what was typed."""

    action: str
    hidden: dict[str, str]
    typed: Pairs


@dataclass(frozen=True)
class Asked:
    """A command on its way in: its id (said twice, done once), the version of the file the person saw, its fields.
    `faults` were found before it could be read: in files that were sent along. `saw` is the position at which the person
    looked at the file (`shared.seeing`)."""

    command_id: UUID
    version: int | None
    fields: Mapping[str, Any]
    files: Mapping[str, UploadFile]
    context: FormContext
    faults: tuple[Fault, ...] = ()
    saw: int | None = None

    def read(self, command: type[T]) -> T:
        """The fields as this command; `Malformed` names all faults."""
        return parse(command, self.fields, context=self.context, known=self.faults)


async def seen_of(request: Request, posted: Annotated[Posted, Depends(posted_of)]) -> Seen:
    request.state.seen = seen = await run_in_threadpool(_who, request, posted)
    return seen


def _who(request: Request, posted: Posted) -> Seen:
    door = request.app.state.door
    if (header := request.headers.get("authorization")) is not None:
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            raise NotLoggedIn("NoBearerToken")
        person = door.issuer.person(token.strip())
        return Seen(person.actor, person.name, "")
    visit = door.sessions.read(request.cookies.get(door.sessions.cookie, ""))
    if visit is None:
        raise NotLoggedIn("NoSession")
    if request.method not in SAFE and not is_ours(request, posted, visit.csrf):
        raise FormNotOurs
    return Seen(visit.actor, visit.name, visit.csrf)


def is_ours(request: Request, posted: Posted, csrf: str) -> bool:
    """Does the form carry the token of this session?"""
    sent = request.headers.get("x-csrf-token") or posted.fields.get("csrf", "")
    return isinstance(sent, str) and hmac.compare_digest(sent.encode(), csrf.encode())


async def _by(seen: Annotated[Seen, Depends(seen_of)]) -> Actor:
    return seen.actor


async def _asked(
    request: Request, _: Annotated[Seen, Depends(seen_of)], posted: Annotated[Posted, Depends(posted_of)]
) -> Asked:
    if posted.form:
        names = ("command_id", "version", "saw")
        sent = tuple(posted.fields.get(name) for name in names)
    else:
        names = ("Idempotency-Key", "If-Match", SAW)
        sent = tuple(request.headers.get(name.lower()) for name in names)
    faults: list[Fault] = []
    command_id = _id(names[0], sent[0], faults)
    version = _version(names[1], sent[1], faults)
    saw = _position(names[2], sent[2], faults)
    if faults or command_id is None:
        raise Malformed(faults)
    context = request.app.state.door.context(form=posted.form)
    return Asked(command_id, version, posted.fields, posted.files, context, posted.faults, saw)


def _id(name: str, sent: Any, faults: list[Fault]) -> UUID | None:
    if not sent:
        faults.append(Fault(name, "fault.missing"))
        return None
    try:
        return UUID(str(sent).strip('"'))
    except ValueError:
        faults.append(Fault(name, "fault.not_an_id"))
        return None


def _version(name: str, sent: Any, faults: list[Fault]) -> int | None:
    """`"7"`, `W/"7"` or `7`, or the `ETag` of an answer, which begins so; nothing or `*` means: whatever stands there
    now."""
    word = str(sent or "").strip()
    if word in ("", '""', "*"):
        return None
    if found := _VERSION.fullmatch(word):
        return int(found[1])
    faults.append(Fault(name, "fault.not_a_number"))
    return None


def _position(name: str, sent: Any, faults: list[Fault]) -> int | None:
    word = str(sent or "").strip()
    if not word or _POSITION.fullmatch(word):
        return int(word) if word else None
    faults.append(Fault(name, "fault.saw"))
    return None


By = Annotated[Actor, Depends(_by)]
"""Who does it. Nobody without a login or a token passes, and no form of another page."""
AskedBy = Annotated[Asked, Depends(_asked)]
"""What is asked, with its id and version."""


def posted_form(request: Request) -> FormAgain | None:
    """The form just sent, to be offered again; None when it was none of a page."""
    posted: Posted | None = getattr(request.state, "posted", None)
    if posted is None or not posted.form:
        return None
    sent = pairs(posted.fields)
    hidden = {name: value for name, value in sent if name in HOUSEKEEPING or _DIGEST.fullmatch(value)}
    return FormAgain(request.url.path, hidden, tuple(pair for pair in sent if pair[0] not in hidden))


def pairs(fields: Mapping[str, Any]) -> Pairs:
    """Name and value, one by one, as the page had sent them."""
    return tuple((name, value) for name, several in fields.items() for value in _list(several))


def asked_again(draft: Draft, context: FormContext) -> Asked:
    """What was kept, as if it were sent now; files were not kept."""
    fields: dict[str, Any] = {}
    for name, value in draft.fields:
        fields[name] = [*_list(fields[name]), value] if name in fields else value
    faults: list[Fault] = []
    command_id = _id("command_id", fields.get("command_id"), faults)
    version, saw = _version("version", fields.get("version"), faults), _position("saw", fields.get("saw"), faults)
    return Asked(command_id or uuid4(), version, fields, {}, context, saw=saw)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
