"""The pages of a unit: its own plan, its reports, its answers; at the lead the table of all of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.reports.of_units import UnitFiles
from services.support.plan.app.reports.rounds import ReviewFiles
from services.support.plan.app.reports.unit_plans import UnitPlans
from services.support.plan.app.reports.unit_reports import UnitReportFiles
from services.support.plan.app.reports.urging import UrgingFiles
from services.support.plan.app.units import Whose, called, everybody, leads
from services.support.plan.domain.reports.handed_in import plan_duties, report_duties, review_duties
from services.support.plan.domain.reports.unit_reports.unit_report import Report
from services.support.plan.domain.reports.words import review_code
from services.support.plan.pages.reports import papers
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.unit_papers import Duty, HandedIn
from shared.kernel.words import Code
from shared.papers import Paper, render
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.office import mark_of, office_of, pdf

Clear = Mapping[Code, Mapping[str, Any]]


def plan_routes(plans: UnitPlans, urgings: UrgingFiles) -> APIRouter:
    routes = APIRouter()

    @routes.get("/unitplans")
    def all_(request: Request, actor: By) -> Response:
        if one := _only(plans, actor):
            return _plan(plans, urgings, request, actor, found(plans, actor, plans.id(one)), {})
        states = plans.states()
        duties = {d.who: d for w in plans.here() for d in plan_duties(w.plan, [w.who], states)}
        lines = [
            (w, plans.id(w), called(plans.desk, w.who), states[w.who], duties.get(w.who)) for w in plans.mine(actor)
        ]
        return _table(urgings, request, actor, "reports/plans.html", HandedIn.PLAN, lines)

    @routes.get("/unitplans/{file:uuid}")
    def one(request: Request, file: UUID, actor: By) -> Response:
        return _plan(plans, urgings, request, actor, found(plans, actor, file), {})

    @routes.post("/unitplans/{file:uuid}/sections")
    def notes(request: Request, file: UUID, actor: By) -> Response:
        seen = found(plans, actor, file)
        return _plan(plans, urgings, request, actor, seen, plans.open(actor, file, ["note"], Way.VIEWED))

    @routes.get("/unitplans/{file:uuid}/versions/{number}/ke_hoach_don_vi.pdf")
    def paper(request: Request, file: UUID, number: int, actor: By) -> Response:
        """Of a version as it was issued; 0: of the draft."""
        seen = found(plans, actor, file)
        whose, state = seen.file.whose, seen.file.state
        version = state.version(number)
        content = version.content if version and version.issued else state.draft.content if state.draft else None
        if content is None or (number and not (version and version.issued)):
            raise HTTPException(404)
        made = papers.unit_plan(whose, content, version, papers.letters(plans.desk, plans.words))
        return printed(plans, request, actor, seen, "ke_hoach_don_vi", made)

    return routes


def report_routes(reports: UnitReportFiles, urgings: UrgingFiles) -> APIRouter:
    routes = APIRouter()

    @routes.get("/unitreports")
    def all_(request: Request, actor: By) -> Response:
        if one := _only(reports, actor):
            return _report(reports, urgings, request, actor, found(reports, actor, reports.id(one)), {})
        states = reports.states()
        duties = {d.who: d for w in reports.here() for d in report_duties(w.plan, [w.who], states)}
        lines = [
            (w, reports.id(w), called(reports.desk, w.who), states[w.who], duties.get(w.who))
            for w in reports.mine(actor)
        ]
        return _table(urgings, request, actor, "reports/unit_reports.html", HandedIn.REPORT, lines)

    @routes.get("/unitreports/{file:uuid}")
    def one(request: Request, file: UUID, actor: By) -> Response:
        return _report(reports, urgings, request, actor, found(reports, actor, file), {})

    @routes.post("/unitreports/{file:uuid}/sections")
    def notes(request: Request, file: UUID, actor: By) -> Response:
        seen = found(reports, actor, file)
        return _report(reports, urgings, request, actor, seen, reports.open(actor, file, ["note"], Way.VIEWED))

    @routes.get("/unitreports/{file:uuid}/reports/{number}/bao_cao_ket_qua.pdf")
    def paper(request: Request, file: UUID, number: int, actor: By) -> Response:
        seen = found(reports, actor, file)
        report: Report | None = seen.file.state.report(number)
        if report is None or report.written is None:
            raise HTTPException(404)
        texts = {"note": {f"{name}:{number}": report.text(name) for name in papers.TEXTS}}
        opened, position = reports.desk.print(actor, file, reports.place(seen.file), texts, ["note"], "bao_cao_ket_qua")
        clear = {name: opened.get("note", {}).get(f"{name}:{number}") for name in papers.TEXTS}
        made = papers.unit_report(seen.file.whose, report, clear, papers.letters(reports.desk, reports.words))
        return put_on_paper(reports, request, actor, "bao_cao_ket_qua", made, position)

    return routes


def review_routes(rounds: ReviewFiles, urgings: UrgingFiles) -> APIRouter:
    routes = APIRouter()

    @routes.get("/reviews")
    def all_(request: Request, actor: By) -> Response:
        return _rounds(rounds, urgings, request, actor)

    @routes.get("/reviews/{file:uuid}")
    def one(request: Request, file: UUID, actor: By) -> Response:
        found(rounds, actor, file)
        return _rounds(rounds, urgings, request, actor)

    return routes


def _only(files: UnitFiles, actor: Actor) -> Whose | None:
    """The one file this officer has to do with; None where there are several, and where there is none they may not be here."""
    mine = list(files.mine(actor))
    if not mine:
        files.desk.rights.must(actor, files.kind.read, files.place_of(actor))
    return mine[0] if len(mine) == 1 else None


def _table(
    urgings: UrgingFiles, request: Request, actor: Actor, template: str, what: HandedIn, lines: list[Any]
) -> Response:
    """What lies here of everybody; none: no plan runs, or nobody of here is in it."""
    if not lines:
        return show(request, "reports/no_plan.html")
    plan = lines[0][0].plan
    led = urgings.may_list(actor)
    late = urgings.lead.late(what) if led else []
    return show(
        request, template, plan=plan, lines=lines, led=led, late=late, what=what,
        urging=urgings.about.at(urgings.id()) if led else "", named=plan.dates.get(what), may_urge=urgings.may_urge(actor),
    )  # fmt: skip


def _plan(
    plans: UnitPlans, urgings: UrgingFiles, request: Request, actor: Actor, seen: Look, opened: Clear
) -> Response:
    whose, file = seen.file.whose, seen.file.state
    duty = next(plan_duties(whose.plan, [whose.who], {whose.who: file}), None)
    return show(
        request, "reports/plan.html", case=seen, file=file, duty=duty,
        **_around(plans, urgings, request, actor, seen, opened, HandedIn.PLAN),
    )  # fmt: skip


def _report(
    reports: UnitReportFiles, urgings: UrgingFiles, request: Request, actor: Actor, seen: Look, opened: Clear
) -> Response:
    whose, file = seen.file.whose, seen.file.state
    duty: Duty | None = next(report_duties(whose.plan, [whose.who], {whose.who: file}), None)
    period = reports.so_far(whose)
    return show(
        request, "reports/unit_report.html", case=seen, file=file, duty=duty, period=period,
        so_far=reports.figures(whose, *period) if whose.kept else None,
        **_around(reports, urgings, request, actor, seen, opened, HandedIn.REPORT),
    )  # fmt: skip


def _around(
    files: UnitFiles, urgings: UrgingFiles, request: Request, actor: Actor, seen: Look, opened: Clear, what: HandedIn
) -> dict[str, Any]:
    """What both pages show of a file: what can be done, the letters that urged it, the notes that were asked for."""
    whose = seen.file.whose
    return {
        "whose": whose, "plan": whose.plan, "named": whose.plan.dates.get(what), "done": just_done(files, request),
        "may": {offer.deed.path: offer.verdict for offer in seen.offers}, "notes": opened.get("note") or {},
        "holds_notes": files.sections(actor, seen.file).get("note"),
        "reasons": files.words_of("report_return_reasons"),
        "letters": urgings.state().of(whose.who, what), "led": leads(files.desk, files.agency),
    }  # fmt: skip


def _rounds(rounds: ReviewFiles, urgings: UrgingFiles, request: Request, actor: Actor) -> Response:
    rounds.desk.rights.must(actor, rounds.kind.read, rounds.place_of(actor))
    led = leads(rounds.desk, rounds.agency) and rounds.sees_all(actor)
    kept, today, theirs = rounds.kept(actor), rounds.desk.today(), rounds.readable(actor)
    all_, months = everybody(rounds.desk), []
    for month in rounds.months():
        review = rounds.state(month)
        duties = list(review_duties(review, all_)) if led else []
        missing = [d for d in duties if d.came_on is None]
        months.append((month, rounds.id(month), review.only(theirs), missing, len(duties), review_code(month)))
    judge, own = rounds.desk.rights.judge, rounds.place_of(actor)
    return show(
        request, "reports/reviews.html", months=months, kept=[(each, called(rounds.desk, each.who)) for each in kept],
        led=led, names={who: called(rounds.desk, who) for who in all_}, done=just_done(rounds, request),
        may_open=judge(actor, "support.review.open", own).allowed, now=today,
        letters=urgings.state().of,
    )  # fmt: skip


def printed(files: Any, request: Request, actor: Actor, seen: Look, code: Code, made: Paper) -> Response:
    """A paper without sealed values: that it was printed is recorded first."""
    _, position = files.desk.print(actor, seen.subject, files.place(seen.file), {}, (), code)
    return put_on_paper(files, request, actor, code, made, position)


def put_on_paper(files: Any, request: Request, actor: Actor, code: Code, made: Paper, position: int) -> Response:
    """The paper, once its printing was recorded under this position."""
    office = office_of(files.desk, files.words, request, actor, {})
    made = papers.at(made, office.head.place)
    return pdf(render(code, made, printed=mark_of(files.desk, code, None, position)), code)
