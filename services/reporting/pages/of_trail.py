"""The pages of a trail: what every agency did for a case, as it was known at any moment; single entries with their proof; and who
opened the file, on paper."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.reporting.app import Reporting
from services.reporting.app.trail import ENTRY, READERS, Clock
from services.reporting.asked import Journal, Position, day_typed, found
from services.reporting.pages.readers import readers_on_paper
from shared.access import Way
from shared.audit.written import line_of
from shared.clock import TOWN, day_over
from shared.kernel.words import Code, Source
from shared.ledger.units import Row
from shared.papers import render
from shared.web.asking import By
from shared.web.door import show
from shared.web.forms import Fault, Malformed
from shared.web.office import mark_of, office_of, pdf
from shared.web.taken import taken
from shared.web.words import Words


def trail_pages(
    reporting: Reporting, roles: Mapping[Code, str], words: Words, origin_of: Callable[[Source], str | None]
) -> APIRouter:
    """`roles` are the names of roles, from the profile; `words` those of the pages; `origin_of` says where people find an
    instance."""
    door, trails = APIRouter(), reporting.trails

    @door.get("/cases/{case}")
    def timeline(
        request: Request, case: UUID, actor: By, as_of: str = "", at: str = "", clock: Clock = Clock.RECORDED
    ) -> Response:
        until = _until(reporting, as_of, at)
        trail = found(lambda: trails.of(actor, case, Way.VIEWED, until, clock))
        return show(
            request, "timeline.html", trail=trail, as_of=as_of, at=at, roles=roles, may_open=reporting.may(actor, ENTRY).allowed,
        )  # fmt: skip

    @door.get("/cases/{case}/readers.pdf")
    def readers(request: Request, case: UUID, actor: By) -> Response:
        office = office_of(reporting.desk, words, request, actor, roles)
        trail, position = found(lambda: trails.readers(actor, case))
        paper = readers_on_paper(trail, office)
        return pdf(render(READERS, paper, printed=mark_of(reporting.desk, READERS, trail.code, position)), READERS)

    @door.get("/entries/{source}/{position}")
    def entry(request: Request, source: Journal, position: Position, actor: By) -> Response:
        page = found(lambda: trails.entry(actor, source, position, Way.VIEWED))
        return show(request, "entry.html", page=page, entry=page.entry, roles=roles, owner=origin_of(source))

    @door.get("/entries/{source}/{position}/{file}")
    def take(source: Journal, position: Position, file: str, actor: By) -> Response:
        name = f"{source}-{position}"
        if file not in (f"{name}.tlog-proof", f"{name}.json"):
            raise HTTPException(404)
        entry, proof = found(lambda: trails.proof(actor, source, position))
        row = Row(entry.stream, entry.version, entry.name, entry.body, entry.position)
        content = str(proof).encode() if file.endswith("proof") else line_of(row)
        return taken(content, file, "application/octet-stream")

    @door.get("/policy.txt")
    def policy(actor: By) -> Response:
        return PlainTextResponse(str(trails.believed(actor)))

    return door


def _until(reporting: Reporting, as_of: str, at: str) -> datetime | None:
    """The moment before which everything counts, as it was typed: a day, to its end or to a minute of it; nothing: now."""
    if (day := day_typed(reporting, as_of)) is None:
        if at.strip():
            raise Malformed([Fault("as_of", "fault.missing")])
        return None
    if not at.strip():
        return day_over(day)
    try:
        return datetime.combine(day, time.fromisoformat(at.strip()), TOWN) + timedelta(minutes=1)
    except ValueError as wrong:
        raise Malformed([Fault("at", "fault.not_a_time")]) from wrong
