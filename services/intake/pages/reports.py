"""The pages of reports (TB-…): their queue, and the page of one. The forms of the deeds are the house's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple
from uuid import UUID, uuid5

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.app import Intake
from services.intake.app.reports import OPEN_CASE, Reports, place_of
from services.intake.domain.report import Report
from services.intake.domain.report.asked import CloseReport
from services.intake.domain.report.ending import has_office
from services.intake.domain.report.words import RiskLevel, Stage
from services.intake.pages.timeline import timeline
from services.intake.projections import Gathered, ReportLine, ReportQueue, gathered
from shared.access import OPEN_PART, Way
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.asking import AskedBy, By
from shared.web.cases import Look, Offer, found
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.looking import shown
from shared.web.pages import Link

CASE_PATH = "case"
AT_ONCE = 500
"""So many reports of a flood are closed with one press."""


class Task(NamedTuple):
    """A line of the task list: done, doing or open, and the deeds that can be done."""

    word: Code
    state: Code
    offers: tuple[Offer, ...]


TASKS: tuple[tuple[Code, Callable[[Report], object], tuple[str, ...]], ...] = (
    ("task.triage", lambda report: report.triage or not report.is_open, ("triage",)),
    ("task.act", lambda report: not report.is_open, ("joining", "passing-on", "return", "closure", "reopening")),
    ("task.answer", lambda report: report.answers or report.notified, ("answer", "hotline", "hotline-answer")),
)
MEANT: Mapping[str, Callable[[Report, Law], object]] = {
    "return": lambda report, _: report.sender and not report.has_no_way_back,
    "answer": has_office,
    "hotline-answer": lambda report, _: report.notified,
}
"""Deeds that mean nothing otherwise: a report of our own has no sender, a hotline nobody told has no answer."""
CALLED = {"section.story": "section.told", "section.identity": "section.spoken_of"}
"""Nobody is a victim in a report: its sections are called otherwise than those of a case."""


def report_pages(intake: Intake) -> APIRouter:
    routes, reports = APIRouter(), intake.reports

    @routes.get("/reports")
    def mine(
        request: Request, actor: By, queue: ReportQueue = ReportQueue.NEW, like: UUID | None = None, after: str = ""
    ) -> Response:
        lines, further = reports.listed(actor, queue, after)
        groups = gathered(lines) if queue is not ReportQueue.DONE else [Gathered(x, lines[x], (x,)) for x in lines]
        if like is not None:
            groups = [Gathered(report, lines[report], (report,)) for report in _group(groups, like).members]
        take = reports.desk.rights.judge(actor, "intake.report.take", Subject(reports.agency, actor.unit, Stage.NONE))
        return show(
            request, "reports.html", queue=queue, groups=groups, like=like, further=further, after=after,
            ours=reports.agency, next_of=next_of,
            may_take=take, reasons=reports.desk.law().lists["report_closing_reasons"], at_once=AT_ONCE,
        )  # fmt: skip

    @routes.get("/reports/{report:uuid}")
    def one(request: Request, report: UUID, actor: By) -> Response:
        return _page(reports, request, actor, shown(reports, actor, report), {})

    @routes.post("/reports/{report:uuid}/sections")
    def open_section(request: Request, report: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(reports, actor, report)
        return _page(reports, request, actor, seen, reports.open(actor, report, [section], Way.VIEWED))

    @routes.get(f"/reports/{{report:uuid}}/{CASE_PATH}")
    def open_case(request: Request, report: UUID, actor: By) -> Response:
        return _case_form(intake, request, actor, report)

    @routes.post("/reports/closing")
    def close_all(actor: By, asked: AskedBy, like: Annotated[UUID, Form()], reason: Annotated[str, Form()]) -> Response:
        return _close_all(reports, actor, asked.command_id, like, reason)

    return routes


def link(reports: Reports, actor: Actor) -> Sequence[Link]:
    """The line of the left navigation, for those who may list reports."""
    if not reports.may_list(actor):
        return ()
    pile = reports.waiting(actor)
    late = pile.due is not None and pile.due <= reports.desk.today()
    return (Link(reports.words["queue.reports"], "/reports", pile.size, late, pile.keys),)


def in_danger(reports: Reports, actor: Actor) -> list[Gathered]:
    """The urgent reports that wait: they stand first on every queue."""
    if not reports.may_list(actor):
        return []
    first = reports.listed(actor, ReportQueue.NEW, most=AT_ONCE).docs
    return [g for g in gathered(first) if g.line.level is RiskLevel.URGENT]


def next_of(line: ReportLine) -> Code:
    """What is to be done next, as a word of the queue."""
    match line.stage:
        case Stage.UNTRIAGED | Stage.TRIAGED if line.level is RiskLevel.URGENT and not line.called:
            return "next.call"
        case Stage.UNTRIAGED | Stage.TRIAGED if line.came_back:
            return "next.came_back"
        case Stage.PASSED_ON if line.received:
            return "next.worked_on"
        case _:
            return f"next.{line.stage}"


def holder(report: Report, ours: AgencyId) -> tuple[AgencyId, UnitCode | None]:
    """The agency, and its unit, that has it now."""
    if report.stage is Stage.PASSED_ON and report.passed:
        return report.passed.to, report.passed.unit
    return (report.sender, None) if report.stage is Stage.SENT_BACK and report.sender else (ours, report.unit)


def tasks(report: Report, offers: Sequence[Offer], law: Law) -> Iterator[Task]:
    """What is done and what is to be done, with the deeds that carry it on."""
    mine = {
        o.deed.path: o
        for o in offers
        if o.verdict.allowed and (o.deed.path not in MEANT or MEANT[o.deed.path](report, law))
    }
    current = False
    for word, is_done, paths in TASKS:
        done = bool(is_done(report))
        state = "done" if done else "open" if current else "doing"
        yield Task(word, state, tuple(mine[path] for path in paths if path in mine))
        current = current or not done


def _page(
    reports: Reports, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    report, law, said = seen.file, reports.desk.law(), reports.words
    offers = {offer.deed.path: offer for offer in seen.offers}
    return show(
        request, "report.html", seen_report=seen, report=report, tasks=list(tasks(report, seen.offers, law)), opened=opened,
        holder=holder(report, reports.agency), call=offers["urgent-call"],
        may_open=reports.desk.rights.judge(actor, OPEN_CASE, place_of(reports.agency, report)),
        sections=reports.sections(actor, report), done=just_done(reports, request),
        lines=timeline(seen.entries, law, said, {}), words={**said, **{name: said[other] for name, other in CALLED.items()}},
    )  # fmt: skip


def _case_form(intake: Intake, request: Request, actor: Actor, report: UUID) -> Response:
    """The form of a case, begun with what this report says. What is sealed there goes along unread."""
    reports = intake.reports
    seen = found(reports, actor, report)
    reports.for_a_case(actor, report)
    assert intake.opening
    reports.desk.shown(actor, report, (OPEN_PART,), Way.VIEWED)
    known, told = seen.file, seen.file.told
    stands = {
        "from_report": report, "reported_on": known.taken.told_on, "channel": known.taken.channel,
        "sex": told.sex, "age_group": told.age_group, "urgent": known.level is RiskLevel.URGENT,
    } | ({"unit": told.place} if told.place and not actor.unit else {})  # fmt: skip
    return form(intake, request, actor, None, intake.opening, known=stands, path=f"/{intake.about.many}/new")


def _group(groups: Sequence[Gathered], like: UUID) -> Gathered:
    for group in groups:
        if str(like) in group.members:
            return group
    raise HTTPException(404)


def _close_all(reports: Reports, actor: Actor, command_id: UUID, like: UUID, reason: Code) -> Response:
    """Close a flood: each of its reports, for the same reason, under an id of its own. Said twice, there is none left."""
    groups = gathered(reports.listed(actor, ReportQueue.NEW).docs)
    members = next((group.members for group in groups if str(like) in group.members), ())
    command, last = CloseReport(reports.desk.today(), reason), 0
    for report in map(UUID, members[:AT_ONCE]):
        one = uuid5(command_id, str(report))
        last = reports.desk.do(actor, reports.desk.deeds["closure"], report, command, command_id=one).last
    reports.caught_up(last)
    return RedirectResponse("/reports", 303)
