"""The pages of what is published: the list, a table asked for and how it would be told, one publication to read and to print."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.reporting.app.publication_asked import QUESTION, publishing, question, withdrawing
from services.reporting.app.publications import PUBLISH, WITHDRAW, Preview, Publications, Told
from services.reporting.asked import found
from services.reporting.domain.publication import (
    AUDIENCES,
    REASONS,
    WITHDRAWALS,
    Dimension,
    Only,
)
from services.reporting.pages.publication_words import Speaker, address
from shared.access import Way
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import Code
from shared.web.asking import AskedBy, By
from shared.web.door import show
from shared.web.forms import FormContext, Malformed
from shared.web.pages import Link
from shared.web.problems import explain
from shared.web.words import Words

TYPED = QUESTION | {"reason", "note"}
Wrong = Refused | Malformed


def publication_pages(publications: Publications, words: Words) -> APIRouter:
    door = APIRouter()
    door.include_router(_publishing(publications, words))

    @door.get("/publications")
    def listed(request: Request, actor: By) -> Response:
        return show(
            request, "publications/list.html", told=publications.all(actor),
            may_publish=publications.may(actor, PUBLISH), speaker=_speaker(publications, words),
        )  # fmt: skip

    @door.get("/publications/{publication:uuid}")
    def one(request: Request, publication: UUID, actor: By, done: str = "") -> Response:
        told = found(lambda: publications.one(actor, publication))
        return _one(publications, words, request, actor, told, done=done)

    @door.post("/publications/{publication:uuid}/sections")
    def notes(request: Request, publication: UUID, actor: By) -> Response:
        told = found(lambda: publications.one(actor, publication))
        opened = publications.notes(actor, publication, Way.VIEWED)
        return _one(publications, words, request, actor, told, notes=opened)

    @door.post("/publications/{publication:uuid}/withdrawal")
    def withdraw(request: Request, publication: UUID, actor: By, asked: AskedBy) -> Response:
        told = found(lambda: publications.one(actor, publication))
        wrong = _wrong(lambda: publications.withdraw(actor, publication, withdrawing(asked), asked.command_id))
        if wrong:
            return _one(publications, words, request, actor, told, wrong=wrong, values=_typed(asked.fields))
        return RedirectResponse(f"/publications/{publication}?done=withdraw", 303)

    return door


def _publishing(publications: Publications, words: Words) -> APIRouter:
    """A table asked for, how it would be told, and publishing it."""
    door = APIRouter()

    @door.get("/publications/new")
    def asked_for(request: Request, actor: By) -> Response:
        publications.must_publish(actor)
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        context = request.app.state.door.context(form=True)
        preview, wrong = _previewed(publications, actor, sent, context)
        return _form(publications, words, request, preview, _typed(sent), wrong)

    @door.post("/publications")
    def publish(request: Request, actor: By, asked: AskedBy) -> Response:
        done: list[UUID] = []
        wrong = _wrong(lambda: done.append(publications.publish(actor, publishing(asked), asked.command_id)[0]))
        if wrong:  # judged anew: others may have published meanwhile
            preview, _ = _previewed(publications, actor, asked.fields, asked.context)
            return _form(publications, words, request, preview, _typed(asked.fields), wrong)
        return RedirectResponse(f"/publications/{done[0]}?done=publish", 303)

    return door


def _wrong(do: Callable[[], object]) -> Wrong | None:
    """What the rules or the form say against it; None: it is done. Who may not, is told so on a page of its own."""
    try:
        do()
    except NotPermitted:
        raise
    except (Refused, Malformed) as wrong:
        return wrong
    return None


def _previewed(
    publications: Publications, actor: Actor, sent: Mapping[str, Any], context: FormContext
) -> tuple[Preview | None, Wrong | None]:
    """How what was asked for would be told, if anything was; or what is wrong with it."""
    seen: list[Preview] = []

    def look() -> None:
        if table := question(sent, context).table:
            seen.append(publications.preview(actor, table))

    wrong = _wrong(look)
    return (seen[0] if seen else None), wrong


def publication_links(publications: Publications, actor: Actor) -> list[Link]:
    return [Link("Số liệu công bố", "/publications")] if publications.may(actor) else []


def _form(
    publications: Publications, words: Words, request: Request, preview: Preview | None,
    values: Mapping[str, Any], wrong: Wrong | None = None,
) -> Response:  # fmt: skip
    problem = explain(wrong) if wrong else None
    law = publications.desk.law()
    return show(
        request, "publications/new.html", problem.status if problem else 200,
        preview=preview, values=values, problem=problem, speaker=_speaker(publications, words), address=address,
        faults={fault.field.partition(".")[0]: fault.why for fault in problem.faults} if problem else {},
        dimensions=[(each.value, words[f"choice.Dimension.{each.value}"]) for each in Dimension],
        groups=[(each.value, words[f"choice.Only.{each.value}"]) for each in Only],
        audiences=_choices(law, AUDIENCES), reasons=_choices(law, REASONS),
        last_day=publications.last_day(), limits=publications.limits, command_id=uuid4(),
    )  # fmt: skip


def _one(
    publications: Publications, words: Words, request: Request, actor: Actor, told: Told, *,
    wrong: Wrong | None = None, values: Mapping[str, Any] | None = None,
    notes: Mapping[Code, str] | None = None, done: str = "",
) -> Response:  # fmt: skip
    said, withdrawn = told.published.said, told.published.withdrawn
    problem = explain(wrong) if wrong else None
    may = publications.may(actor, WITHDRAW)
    return show(
        request, "publications/one.html", problem.status if problem else 200,
        told=told, said=said, withdrawn=withdrawn, may_withdraw=may and withdrawn is None, problem=problem,
        faults={fault.field: fault.why for fault in problem.faults} if problem else {}, values=values or {},
        speaker=_speaker(publications, words), limits=publications.limits, notes=notes or {}, done=done,
        reasons=_choices(publications.desk.law(), WITHDRAWALS),
        holds_notes=may and not notes and bool(said.note or (withdrawn and withdrawn.note)),
    )  # fmt: skip


def _speaker(publications: Publications, words: Words) -> Speaker:
    return Speaker(words, publications.desk.law(), publications.limits)


def _choices(law: Law, kind: Code) -> list[tuple[Code, str]]:
    return [(code, item.vi) for code, item in law.listed(kind).items()]


def _typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, by field: several of `by`, one of each other."""
    several = {name: value if isinstance(value, list) else [value] for name, value in fields.items() if name in TYPED}
    return {name: values if name == "by" else values[-1] for name, values in several.items() if values}
