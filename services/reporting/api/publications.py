"""The JSON door of what is published: the list, a table as it would be told, publishing and withdrawing it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app.publication_asked import publishing, question, withdrawing
from services.reporting.app.publications import Publications, Told
from services.reporting.asked import found
from shared.web.answers import answered
from shared.web.asking import AskedBy, By
from shared.web.door import json
from shared.web.forms import Fault, Malformed


def publication_api(publications: Publications) -> APIRouter:
    door = APIRouter(prefix="/api/publications")

    @door.get("")
    def listed(actor: By) -> Response:
        limits = {"least": publications.limits.least, "step": publications.limits.step}
        return json({"thresholds": limits, "publications": [_line(each) for each in publications.all(actor)]})

    @door.get("/preview")
    def preview(request: Request, actor: By) -> Response:
        """How a table would be told now; nothing is recorded."""
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        table = question(sent, request.app.state.door.context(form=True)).table
        if table is None:
            raise Malformed([Fault("as_of", "fault.missing")])
        seen = publications.preview(actor, table)
        return json({
            "asked": asdict(seen.asked), "may": seen.may, "isolates": seen.isolates,
            "figures": [asdict(each) for each in seen.judged.figures], "hidden": seen.hidden,
            "offers": [asdict(each) for each in seen.offers],
        })  # fmt: skip

    @door.post("")
    def publish(actor: By, asked: AskedBy) -> Response:
        id_, outcome = publications.publish(actor, publishing(asked), asked.command_id)
        return answered({"publication": id_, **vars(outcome)}, 201)

    @door.get("/{publication:uuid}")
    def one(publication: UUID, actor: By) -> Response:
        return json(_line(found(lambda: publications.one(actor, publication))))

    @door.post("/{publication:uuid}/withdrawal")
    def withdraw(publication: UUID, actor: By, asked: AskedBy) -> Response:
        found(lambda: publications.one(actor, publication))
        outcome = publications.withdraw(actor, publication, withdrawing(asked), asked.command_id)
        return answered({"publication": publication, **vars(outcome)})

    return door


def _line(told: Told) -> dict[str, Any]:
    """What was told, as everybody may read it: not why, and no note."""
    said, withdrawn = told.published.said, told.published.withdrawn
    judged = {name: value for name, value in asdict(said.judged).items() if name not in ("lines", "beside")}
    return {
        "publication": told.id, "code": told.code, "audience": said.audience, "asked": asdict(said.asked), **judged,
        "published_at": told.at, "agency": told.agency, "position": told.position,
        "withdrawn": withdrawn.reason if withdrawn else None,
    }  # fmt: skip
