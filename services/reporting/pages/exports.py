"""The pages of what leaves the system: what was given away, one export, and its file."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app.exports import GIVE, TAKE, Exports, Whole, own_of
from services.reporting.asked import found as there
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link
from shared.web.taken import taken


def export_pages(exports: Exports) -> APIRouter:
    door = APIRouter()

    @door.get("/exports")
    def given(request: Request, actor: By) -> Response:
        verdict = exports.desk.rights.judge(actor, GIVE, own_of(actor))
        lines = exports.listed(actor)
        return show(request, "export/list.html", lines=lines, verdict=verdict, code=exports.about.code)

    @door.get("/exports/{export:uuid}")
    def one(request: Request, export: UUID, actor: By) -> Response:
        return _one(exports, request, actor, found(exports, actor, export), {})

    @door.post("/exports/{export:uuid}/sections")
    def note(request: Request, export: UUID, actor: By) -> Response:
        seen = found(exports, actor, export)
        return _one(exports, request, actor, seen, exports.open(actor, export, ["note"], Way.VIEWED))

    @door.get("/exports/{export:uuid}/file")
    def file(export: UUID, actor: By) -> Response:
        return _taken(exports, actor, export)

    return door


def _taken(exports: Exports, actor: Actor, export: UUID) -> Response:
    """The file, to be kept by whoever asked."""
    content = there(lambda: exports.file(actor, export, Way.SAVED))
    return taken(content, f"{exports.about.code(export)}.zip", "application/zip")


def export_links(exports: Exports, actor: Actor) -> Sequence[Link]:
    return (Link(exports.words["export.title"], "/exports"),) if exports.may(actor) else ()


def _one(
    exports: Exports, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    whole: Whole = seen.file
    return show(
        request, "export/one.html", case=seen, whole=whole, entry=whole.entries[0], notes=opened.get("note") or {},
        take=exports.desk.rights.judge(actor, TAKE, own_of(actor)), done=just_done(exports, request),
    )  # fmt: skip
