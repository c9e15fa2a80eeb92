"""The pages of reports to those above: all of them, one with its parts and files, and the files themselves."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app.official import Officials
from services.reporting.app.official_deeds import DRAFT, DRAFT_OWN, READ, READ_ALL, SECTION, Whole
from services.reporting.asked import report_file
from services.reporting.domain.official.kinds import Part
from services.reporting.domain.official.report import parts_of
from services.reporting.official.forms import WRITERS
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link


def official_pages(officials: Officials) -> APIRouter:
    door = APIRouter()

    @door.get("/reports")
    def listed(request: Request, actor: By) -> Response:
        ways = [("/reports/new", DRAFT), ("/reports/new/unit", DRAFT_OWN)]
        begins = [(f"deed.{deed}", address) for address, deed in ways if officials.may(actor, deed)]
        return show(
            request, "official/list.html", lines=officials.listed(actor), begins=begins, code=officials.about.code
        )

    @door.get("/reports/{report:uuid}")
    def one(request: Request, report: UUID, actor: By) -> Response:
        return _one(officials, request, found(officials, actor, report), {})

    @door.post("/reports/{report:uuid}/sections")
    def texts(request: Request, report: UUID, actor: By) -> Response:
        seen = found(officials, actor, report)
        opened = officials.open(actor, report, [SECTION], Way.VIEWED)
        return _one(officials, request, seen, opened.get(SECTION) or {})

    @door.get("/reports/{report:uuid}/file.{form}")
    def file(report: UUID, form: Code, actor: By) -> Response:
        return report_file(officials, actor, report, form, Way.SAVED)

    return door


def official_links(officials: Officials, actor: Actor) -> Sequence[Link]:
    may = any(officials.may(actor, deed) for deed in (READ, READ_ALL))
    return (Link(officials.words["official.title"], "/reports"),) if may else ()


def _one(officials: Officials, request: Request, seen: Look, texts: Mapping[str, Any]) -> Response:
    whole: Whole = seen.file
    parts = parts_of(whole.drafted.event)
    sections = [(each.part, each.said) for each in whole.content.sections]
    return show(
        request, "official/one.html", case=seen, whole=whole, made=whole.drafted.event, parts_of=parts, sections=sections,
        said=whole.content.texts, texts=texts, forms=tuple(WRITERS), code=officials.about.code, ends=(Part.OPENING, Part.CLOSING),
        done=just_done(officials, request),
    )  # fmt: skip
