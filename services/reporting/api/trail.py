"""The JSON door of trails: what every agency did for a case, single entries with their proof, and how each log stands."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.app.trail import Clock, EntryPage, Proved, Trail, Trails
from services.reporting.asked import Journal, Position, found
from shared.access import Way
from shared.story.timeline import TimelineLine
from shared.web.asking import By
from shared.web.door import json
from shared.web.forms import Fault, Malformed


def trail_routes(trails: Trails) -> APIRouter:
    """GET /cases/{case}/timeline, /entries/{source}/{position}, /seals."""
    door = APIRouter()

    @door.get("/cases/{case}/timeline")
    def timeline(case: UUID, actor: By, as_of: datetime | None = None, clock: Clock = Clock.RECORDED) -> Response:
        """`as_of`: only what was written down before this moment, which needs its time zone."""
        if as_of is not None and as_of.tzinfo is None:
            raise Malformed([Fault("as_of", "fault.no_time_zone")])
        return json(_trail(found(lambda: trails.of(actor, case, Way.API, as_of, clock))))

    @door.get("/entries/{source}/{position}")
    def entry(source: Journal, position: Position, actor: By) -> Response:
        return json(_entry(found(lambda: trails.entry(actor, source, position, Way.API))))

    @door.get("/seals")
    def seals(actor: By) -> Response:
        return json({"seals": [asdict(seal) for seal in trails.seals(actor)]})

    return door


def _trail(trail: Trail) -> dict[str, Any]:
    lines = [_line(line, f"{line.source}/{line.position}" in trail.proved) for line in trail.lines]
    return {"case": trail.case, "as_of": trail.until, "clock": trail.clock, "gaps": trail.gaps, "lines": lines}


def _line(line: TimelineLine, proved: bool) -> dict[str, Any]:
    told = [{**asdict(each), "open": each.open} for each in line.told]
    return {**asdict(line), "entry": f"{line.source}/{line.position}", "told": told, "proved": proved}


def _entry(page: EntryPage) -> dict[str, Any]:
    entry = page.entry
    return {
        "source": entry.source, "position": entry.position, "stream": entry.stream, "version": entry.version,
        "name": entry.name, "body_hash": entry.body_hash, "because": entry.because, "by": entry.by,
        "law": entry.law, "told": page.told, "body": msgspec.Raw(page.covered.encode()), **_proved(page.proved),
    }  # fmt: skip


def _proved(proved: Proved) -> dict[str, Any]:
    """`proof` is a C2SP `.tlog-proof`; without it, `not_proved` says why where what is kept here was changed."""
    return {"seal": asdict(proved.seal), "proof": str(proved.proof) if proved.proof else None, "not_proved": proved.why}
