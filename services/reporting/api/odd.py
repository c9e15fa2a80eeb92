"""The JSON door of what is odd: the same findings as on the inspector's desk."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.app.odd import Item, Odd, Whole
from services.reporting.app.odd_words import sentence
from shared.access import Way
from shared.kernel.words import Code
from shared.web.answers import open_part
from shared.web.asking import By
from shared.web.cases import found
from shared.web.door import json


def odd_api(odd: Odd) -> APIRouter:
    door = APIRouter(prefix="/api")

    @door.get("/odd")
    def findings(
        actor: By, stage: Code | None = None, rule: Code | None = None, agency: Code | None = None
    ) -> Response:
        overview = odd.overview(actor)
        items = [
            item
            for item in overview.items
            if stage in (None, item.stage) and rule in (None, item.said.rule) and agency in (None, item.said.agency)
        ]
        limits = {name: value for name, value in asdict(odd.limits).items() if name != "back_dated"}
        return json(
            {
                "as_of": odd.desk.today(),
                "thresholds": limits,
                "seals": overview.seals,
                "findings": [_line(odd, i) for i in items],
            }
        )

    @door.get("/odd/{finding:uuid}")
    def one(finding: UUID, actor: By) -> Response:
        seen = found(odd, actor, finding)
        whole: Whole = seen.file
        odd.shown(actor, whole, Way.API)
        answer = {name: value for name, value in open_part(seen).items() if name != "file"}
        history = [
            {"position": e.position, "at": e.at, "said": e.name, "reason": e.fact.reason, "then": e.fact.said}
            for e in whole.entries
        ]
        return json({**answer, **_line(odd, whole.item), "history": history})

    return door


def _line(odd: Odd, item: Item) -> dict[str, Any]:
    said = item.said
    entries = [f"{place.source}/{place.position}" for place in said.entries]
    told = {name: value for name, value in asdict(said).items() if name != "entries"}
    return {
        "finding": item.id, "code": item.code, "stage": item.stage, "there": item.there,
        "sentence": sentence(said, odd.desk.law(), odd.words), **told, "entries": entries,
    }  # fmt: skip
