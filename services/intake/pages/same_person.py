"""The pages where an officer of the lead agency looks at two cases side by side and says whether they are one person's."""

from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.app import Intake
from services.intake.linking import Linking, OtherCase
from shared.access import OPEN_PART, Way
from shared.kernel.people import Actor
from shared.search.typed import read_typed
from shared.web.asking import Asked, AskedBy, By
from shared.web.cases import Look, found
from shared.web.door import show
from shared.web.fields import form_fields
from shared.web.forms import Malformed
from shared.web.looking import shown
from shared.web.posted import Posted
from shared.web.searching import Sent


def same_person_pages(intake: Intake, linking: Linking) -> APIRouter:
    """GET and POST /cases/{case}/same-person: which cases may be hers, or one by its code; …/{other}: side by side."""
    routes = APIRouter(prefix="/cases/{case:uuid}/same-person")

    @routes.get("")
    def which(request: Request, case: UUID, actor: By) -> Response:
        linking.must(actor)
        return _which(linking, request, actor, shown(intake, actor, case))

    @routes.post("")
    def by_code(request: Request, case: UUID, actor: By, sent: Sent) -> Response:
        linking.must(actor)
        seen = found(intake, actor, case)
        if other := _by_code(intake, actor, case, sent):
            return RedirectResponse(f"/cases/{case}/same-person/{other}", 303)
        return _which(linking, request, actor, seen, wrong=True)

    @routes.get("/{other:uuid}")
    def both(request: Request, case: UUID, other: UUID, actor: By) -> Response:
        linking.must(actor)
        return _both(intake, linking, request, actor, shown(intake, actor, case), other)

    @routes.post("/{other:uuid}")
    def say(request: Request, case: UUID, other: UUID, actor: By, asked: AskedBy) -> Response:
        try:
            linking.say(actor, case, other, asked)
        except Malformed as wrong:
            return _both(intake, linking, request, actor, found(intake, actor, case), other, asked, wrong)
        return RedirectResponse(f"/cases/{case}/same-person", 303)

    return routes


def _which(linking: Linking, request: Request, actor: Actor, seen: Look, *, wrong: bool = False) -> Response:
    others = linking.candidates(actor, seen.subject)
    return show(request, "same_person.html", 422 if wrong else 200, seen_case=seen, others=others, wrong=wrong)


def _both(
    intake: Intake,
    linking: Linking,
    request: Request,
    actor: Actor,
    seen: Look,
    other: UUID,
    asked: Asked | None = None,
    wrong: Malformed | None = None,
) -> Response:
    """Both cases side by side; that each was looked at is recorded before."""
    if other == seen.subject:
        raise HTTPException(404)
    beside, theirs = linking.other(actor, seen.subject, other), _look(intake, actor, other)
    if beside.told is None and theirs is None:
        raise HTTPException(404)
    if theirs and not wrong:
        intake.desk.shown(actor, other, (OPEN_PART,), Way.VIEWED)
    return show(
        request, "both_cases.html", 422 if wrong else 200, seen_case=seen, other=beside, theirs=theirs,
        fields=_fields(intake, linking, beside, asked),
        faults={fault.field: fault.why for fault in wrong.faults} if wrong else {},
        command_id=asked.command_id if asked else uuid4(),
    )  # fmt: skip


def _fields(intake: Intake, linking: Linking, other: OtherCase, asked: Asked | None) -> list[Any]:
    """The reason: of linking, or of taking it back."""
    command = (linking.unlink if other.linked else linking.link).command
    fields = form_fields(command, intake.desk.law(), intake.words, {}, asked.fields if asked else None)
    return [field for field in fields if field.name == "reason"]


def _look(intake: Intake, actor: Actor, other: UUID) -> Look | None:
    """The other case as we hold it, for those who may look; None where it lies elsewhere only."""
    try:
        return intake.look(actor, other)
    except LookupError:
        return None


def _by_code(intake: Intake, actor: Actor, case: UUID, sent: Posted) -> UUID | None:
    typed = read_typed(str(sent.fields.get("code", "")))
    if typed.code is None or intake.seeker is None:
        return None
    cases = [each.case for each in intake.seeker.seek(actor, typed).cases if each.case != case]
    return cases[0] if len(cases) == 1 else None
