"""Inspections: what is to be done first, one with its steps, and the remedies that were asked of this office."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app import inspections as desk_of_inspections
from services.support.plan.app import remedies as desk_of_remedies
from services.support.plan.app.inspections import Inspections
from services.support.plan.app.remedies import Remedies
from services.support.plan.app.under import Under
from services.support.plan.domain.inspections.asked import REMEDY
from services.support.plan.domain.inspections.events import RemedyReportLearned
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.inspections.words import RemedyState, Stage, remedy_id
from services.support.plan.messages.inspections import tell_of_inspection, tell_of_remedy
from services.support.plan.pages.inspections.lines import DONE_AT_ONCE, Row, by_urgency, history, late, offered
from services.support.plan.pages.inspections.minutes import PAPER, minutes_routes
from services.support.plan.policies.inspections import INSPECTED
from services.support.plan.projections.inspections import (
    ASKED_REMEDIES,
    INSPECTIONS,
    AskedRemedyLine,
    InspectionLine,
)
from services.support.plan.room import Doors, Room, Site
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.attachments import file_of, scans
from shared.web.cases import Look, found
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link, desk_name
from shared.web.words import Words

HERE = Path(__file__).parent
BY_LETTER = "report-by-letter"
OF_A_REMEDY = {BY_LETTER: RemedyState.TO_REMEDY, "recheck": RemedyState.REMEDIED}
"""The deeds that are about one remedy, and how it stands when they can be done."""


def inspections(site: Site, words: Words) -> Inspections:
    desk = site.desk(desk_of_inspections.deeds(site.agency))
    return Inspections(desk_of_inspections.KIND, desk, site.agency, words, site.shelves[INSPECTIONS.name], "new")


def remedies(site: Site, words: Words) -> Remedies:
    desk = site.desk(desk_of_remedies.deeds(site.agency))
    return Remedies(desk_of_remedies.KIND, desk, site.agency, words, site.shelves[ASKED_REMEDIES.name])


def doors(site: Site, words: Words) -> Doors:
    ours, asked = inspections(site, words), remedies(site, words)
    pages = (_inspection_pages(ours, asked), _line_pages(ours), _remedy_pages(asked), minutes_routes(ours))
    return Doors([ours, asked], pages)


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    """The line is there for those who inspect, and for those of whom something was ever asked."""
    ours, asked = inspections(site, words), remedies(site, words)
    waiting, today = [*_rows(ours, actor), *_asked_rows(asked, actor)], ours.desk.today()
    if not ours.may_list(actor) and not (asked.may_list(actor) and asked.queue(actor)):
        return ()
    return (Link(words["inspections.title"], "/inspections", len(waiting), late(waiting, today)),)


def _rows(ours: Inspections, actor: Actor) -> list[Row]:
    """Our inspections that are not settled, the most urgent first."""
    if not ours.may_list(actor):
        return []
    lines = {UUID(key): line for key, line in ours.queue(actor).items()}
    return by_urgency(_row(ours, key, line) for key, line in lines.items() if line.is_open)


def _settled(ours: Inspections, actor: Actor) -> list[Row]:
    lines = {UUID(key): line for key, line in ours.queue(actor).items()} if ours.may_list(actor) else {}
    done = [_row(ours, key, line) for key, line in lines.items() if not line.is_open]
    return sorted(done, key=lambda row: row.code)[:DONE_AT_ONCE]


def _row(ours: Inspections, inspection: UUID, line: InspectionLine) -> Row:
    words, law = ours.words, ours.desk.law()
    at = desk_name(law, line.agency, line.at_unit) if line.agency else words["inspections.business"]
    step, due, holder = _next(ours, line)
    about = ours.about
    return Row(
        about.at(inspection), about.code(inspection), law.called("inspection_subjects", line.topic), at, step, due, holder,
        TONES[line.stage],
    )  # fmt: skip


TONES = {Stage.CALLED_OFF: "held", Stage.SETTLED: "done"}
TONES |= {stage: "open" for stage in Stage if stage not in TONES}


def _next(ours: Inspections, line: InspectionLine) -> tuple[str, Any, str]:
    """What is to be done next, until when, at whose desk."""
    words, law = ours.words, ours.desk.law()
    us, remedy = desk_name(law, ours.agency, None), line.next_remedy
    if line.to_look_at:
        return words["inspections.next.look_again"].format(number=line.to_look_at), None, us
    if remedy is not None and (line.stage is Stage.FOLLOWED or remedy.until < ours.desk.today()):
        holder = desk_name(law, remedy.agency, remedy.unit) if remedy.agency else words["inspections.business"]
        return words["inspections.next.remedy"].format(number=remedy.number), remedy.until, holder
    return words[f"inspections.next.{line.stage}"], line.due_on if line.stage is Stage.TO_VISIT else None, us


def _asked_rows(asked: Remedies, actor: Actor, *, done: bool = False) -> list[Row]:
    """The remedies asked of us: those we have to carry out, the most urgent first; or the others."""
    if not asked.may_list(actor):
        return []
    lines = {UUID(key): line for key, line in asked.queue(actor).items()}
    chosen = {key: line for key, line in lines.items() if (line.stage is RemedyState.TO_REMEDY) is not done}
    return by_urgency(_asked_row(asked, key, line) for key, line in chosen.items())


def _asked_row(asked: Remedies, remedy: UUID, line: AskedRemedyLine) -> Row:
    words, law = asked.words, asked.desk.law()
    ours = line.stage is RemedyState.TO_REMEDY
    holder = desk_name(law, asked.agency, line.unit) if ours else desk_name(law, line.inspector, None)
    return Row(
        asked.about.at(remedy), asked.about.code(remedy), law.called("remedy_kinds", line.measure),
        desk_name(law, line.inspector, None), words[f"remedy.state.{line.stage}"], line.until if ours else None, holder,
        "done" if line.stage is RemedyState.FULFILLED else "open" if ours else "held",
    )  # fmt: skip


def _inspection_pages(ours: Inspections, asked: Remedies) -> APIRouter:
    routes = APIRouter()

    @routes.get("/inspections")
    def all_of_them(request: Request, actor: By) -> Response:
        if not ours.may_list(actor):
            here = Subject(asked.agency, actor.unit, "none")
            asked.desk.rights.must(actor, desk_of_remedies.LIST, here)
        may_plan = ours.desk.rights.judge(
            actor, "support.inspection.plan", Subject(ours.agency, actor.unit, Stage.NONE)
        )
        return show(
            request, "inspections/list.html", rows=_rows(ours, actor), settled=_settled(ours, actor),
            inspects=ours.may_list(actor), is_asked=asked.may_list(actor), may_plan=may_plan,
            asked=_asked_rows(asked, actor), answered=_asked_rows(asked, actor, done=True),
        )  # fmt: skip

    @routes.get("/inspections/{inspection:uuid}")
    def one(request: Request, inspection: UUID, actor: By) -> Response:
        return _page(ours, request, actor, found(ours, actor, inspection), {})

    @routes.post("/inspections/{inspection:uuid}/sections")
    def open_section(request: Request, inspection: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(ours, actor, inspection)
        return _page(ours, request, actor, seen, ours.open(actor, inspection, [section], Way.VIEWED))

    return routes


def _line_pages(ours: Inspections) -> APIRouter:
    """What is about one finding or one remedy of an inspection."""
    routes = APIRouter()

    @routes.get("/inspections/{inspection:uuid}/remedies/{number:int}/evidence")
    def evidence(inspection: UUID, number: int, actor: By) -> Response:
        """It came under the id of the remedy, which is the file of whoever carried it out."""
        seen = found(ours, actor, inspection)
        remedy = seen.file.remedy(number)
        digest = remedy.report.evidence if remedy and remedy.report else None
        if digest is None:
            raise HTTPException(404)
        lies = inspection if ours.desk.attachments.rows.find(inspection, digest) else remedy_id(inspection, number)
        return file_of(Under(ours, inspection), actor, lies, digest, Way.VIEWED)

    @routes.get("/inspections/{inspection:uuid}/remedies/{number:int}/{path}")
    def of_remedy(request: Request, inspection: UUID, number: int, path: str, actor: By) -> Response:
        seen = found(ours, actor, inspection)
        remedy = seen.file.remedy(number)
        if remedy is None or OF_A_REMEDY.get(path) is not remedy.state or (path == BY_LETTER and remedy.ordered.inbox):
            raise HTTPException(404)
        return _form(ours, request, actor, seen, path, "number", number)

    @routes.get("/inspections/{inspection:uuid}/findings/{number:int}/remedy")
    def of_finding(request: Request, inspection: UUID, number: int, actor: By) -> Response:
        seen = found(ours, actor, inspection)
        if seen.file.finding(number) is None:
            raise HTTPException(404)
        return _form(ours, request, actor, seen, "remedy", "finding", number)

    return routes


def _form(ours: Inspections, request: Request, actor: Actor, seen: Look, path: str, name: str, number: int) -> Response:
    """The form of a deed about one numbered line of the file."""
    deed = ours.desk.deeds[path]
    known = ours.known(deed, actor, seen.file, {})
    chosen = {**known, name: known[name]._replace(value=str(number))}
    return form(ours, request, actor, seen, deed, known=chosen, path=f"{seen.address}/{path}")


def _page(
    ours: Inspections, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    file, law, words = seen.file, ours.desk.law(), ours.words
    may_print = ours.desk.rights.judge(actor, desk_of_inspections.PRINT, ours.place(file))
    return show(
        request, "inspections/inspection.html", case=seen, file=file, offers=offered(seen), opened=opened,
        sections=ours.sections(actor, file), done=just_done(ours, request),
        lines=history(ours, actor, seen, (RemedyReportLearned,)),
        us=desk_name(law, ours.agency, None), may_print=may_print, paper=PAPER, evidence=_evidence(ours, actor, seen),
        remedies=list(_open_first(file)), words={**words, "section.identity": words["inspections.section.identity"]},
    )  # fmt: skip


def _open_first(file: Any) -> Iterator[Any]:
    yield from sorted(file.remedies, key=lambda each: (not each.is_open, each.until, each.ordered.number))


def _evidence(ours: Inspections, actor: Actor, seen: Look) -> dict[int, Any]:
    """The papers that came with reports, by the number of the remedy: those told by others lie under its id."""
    known = scans(ours, actor, seen)
    found_: dict[int, Any] = {}
    for each in seen.file.remedies:
        digest = each.report.evidence if each.report else None
        if digest is None:
            continue
        number = each.ordered.number
        here = known[digest]
        if each.ordered.inbox:
            under = replace(seen, subject=remedy_id(seen.subject, number))
            here = scans(ours, actor, under)[digest]
        found_[number] = here._replace(href=f"{seen.address}/remedies/{number}/evidence")
    return found_


def _remedy_pages(asked: Remedies) -> APIRouter:
    routes = APIRouter()

    @routes.get("/remedies/{remedy:uuid}")
    def one(request: Request, remedy: UUID, actor: By) -> Response:
        return _remedy(asked, request, actor, found(asked, actor, remedy), {})

    @routes.post("/remedies/{remedy:uuid}/sections")
    def open_section(request: Request, remedy: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(asked, actor, remedy)
        return _remedy(asked, request, actor, seen, asked.open(actor, remedy, [section], Way.VIEWED))

    return routes


def _remedy(
    asked: Remedies, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    law, file = asked.desk.law(), seen.file
    inspector = desk_name(law, file.received.inspector.partition(".")[2], None)
    us = desk_name(law, asked.agency, file.received.unit)
    return show(
        request, "inspections/remedy.html", case=seen, file=file, offers=offered(seen), opened=opened, us=us, inspector=inspector,
        sections=asked.sections(actor, file), done=just_done(asked, request), lines=history(asked, actor, seen),
    )  # fmt: skip


ROOM = Room(
    [(INSPECTION, tell_of_inspection), (REMEDY, tell_of_remedy)], HERE, doors, menu, policies=INSPECTED,
    views=(INSPECTIONS, ASKED_REMEDIES),
)  # fmt: skip
