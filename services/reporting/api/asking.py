"""The JSON door of definitions: asked, kept, dropped; and what is counted beside."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.api.complete import complete
from services.reporting.app.asking import Answer, Asking
from services.reporting.asked import CountedRoute, found
from services.reporting.definitions.comparing import Difference
from services.reporting.definitions.definition import Definition
from services.reporting.projections.building import Build
from shared.kernel.people import Actor
from shared.web.answers import answered
from shared.web.asking import AskedBy, By
from shared.web.door import json


def asking_api(asking: Asking) -> APIRouter:
    door = APIRouter(prefix="/api", route_class=CountedRoute)

    @door.get("/questions")
    def questions(actor: By) -> Response:
        """What can be asked, by what; and what is counted beside."""
        builds = asking.builds(actor)
        return json({
            "questions": [
                {"what": each.name, "dimensions": [one._asdict() for one in each.dimensions]} for each in asking.questions
            ],
            "building": [_build(each) for each in builds],
        })  # fmt: skip

    @door.get("/ask")
    def asked_by_address(request: Request, actor: By) -> Response:
        """The definition in the address, as on the page."""
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        definition, question = asking.read(actor, sent, request.app.state.door.context(form=True))
        return json(_answer(asking.answer(actor, definition, question)))

    @door.post("/ask")
    def ask(actor: By, asked: AskedBy) -> Response:
        """The definition in the body. Nothing is recorded by asking."""
        definition, question = asking.read(actor, asked.fields, asked.context)
        return json(_answer(asking.answer(actor, definition, question)))

    @door.get("/definitions")
    def kept(actor: By) -> Response:
        return json({"definitions": [_definition(each) for each in asking.kept(actor)]})

    @door.post("/definitions")
    def keep(actor: By, asked: AskedBy) -> Response:
        definition, _ = asking.read(actor, asked.fields, asked.context)
        outcome = asking.keep(actor, definition, asked.command_id)
        return answered({"hash": definition.digest, **vars(outcome)}, 201)

    @door.post("/definitions/{digest}/drop")
    def drop(digest: str, actor: By, asked: AskedBy) -> Response:
        outcome = asking.forget(actor, digest, asked.command_id)
        return answered({"hash": digest, **vars(outcome)})

    door.include_router(_building(asking))
    return door


def _building(asking: Asking) -> APIRouter:
    """Questions counted anew, beside."""
    door = APIRouter(prefix="/building", route_class=CountedRoute)

    @door.post("/{question}")
    def begin(question: str, actor: By, _: AskedBy) -> Response:
        return json(_build(found(lambda: asking.renew(actor, question))), 202)

    @door.get("/{question}")
    def one(question: str, actor: By) -> Response:
        """How far it is, and once it is whole what would be another number."""
        build = _of(asking, actor, question)
        differences = [_difference(each) for each in asking.compared(actor, build)] if build.state == "ready" else None
        return json({**_build(build), "differences": differences})

    @door.post("/{question}/swap")
    def swap(question: str, actor: By, _: AskedBy) -> Response:
        found(lambda: asking.swap(actor, _of(asking, actor, question).slot))
        return json({"question": question, "state": "in place"})

    @door.post("/{question}/drop")
    def drop(question: str, actor: By, _: AskedBy) -> Response:
        found(lambda: asking.drop(actor, _of(asking, actor, question).slot))
        return json({"question": question, "state": "dropped"})

    return door


def _of(asking: Asking, actor: Actor, question: str) -> Build:
    def one() -> Build:
        for each in asking.builds(actor):
            if each.question == question:
                return each
        raise LookupError(question)

    return found(one)


def _answer(answer: Answer) -> dict[str, Any]:
    """Whatever stands on no line is nothing: "không phát sinh"."""
    return {
        **_definition(answer.definition), "total": answer.total._asdict(),
        "said": None if answer.total.things else "không phát sinh",
        "lines": [{"at": at, **each._asdict()} for at, each in answer.lines.items() if each.things],
        "heard": {each.source: each.contiguous for each in answer.heard},
        **complete(answer.heard),
    }  # fmt: skip


def _definition(definition: Definition) -> dict[str, Any]:
    return {"definition": definition.canonical(), "hash": definition.digest}


def _difference(found: Difference) -> dict[str, Any]:
    return {**found._asdict(), "before": found.before._asdict(), "after": found.after._asdict()}


def _build(build: Build) -> dict[str, Any]:
    names = ("slot", "question", "state", "done", "subjects", "percent", "why", "begun_at")
    return {name: getattr(build, name) for name in names}
