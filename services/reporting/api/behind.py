"""The JSON door of what stands behind a number: the same as on the pages, for the same people, and written down like there."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.api.complete import with_sources
from services.reporting.app import Reporting
from services.reporting.app.numbers import Number
from services.reporting.asked import After, CountedRoute, OfDays, asked_for, found
from services.reporting.projections.books import Which
from services.reporting.projections.plan.town_money import MEASURES
from shared.access import Way
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.story.timeline import TimelineLine
from shared.web.asking import By


def behind_routes(reporting: Reporting) -> APIRouter:
    door, said = APIRouter(route_class=CountedRoute), partial(with_sources, reporting)

    @door.get("/behind")
    def figures(
        request: Request, actor: By, of: Code, as_of: date | None = None, known: date | None = None,
        since: date | None = None, late: bool = False, once: bool = False, exact: bool = False, after: After = 0,
    ) -> Response:  # fmt: skip
        """The cases behind a figure: `of` a question, on the values of its dimensions."""
        only, line = asked_for(request, of)
        number = Number(of, reporting.as_of(as_of, known), only, since, late, once, exact, line)
        opened = reporting.opened(actor, number, after, Way.API)
        lines = [{"cases": each.cases, "values": each.values, "taken_off": each.taken_off} for each in opened.lines]
        return said(actor, {"of": of, "number": opened.number, "lines": lines, "further": opened.further})

    door.include_router(_of_the_plan(reporting))
    return door


def _of_the_plan(reporting: Reporting) -> APIRouter:
    door, papers_of, work = APIRouter(prefix="/plan"), reporting.plan_behind, reporting.work_behind
    said = partial(with_sources, reporting)

    @door.get("/activities/behind")
    def activities(
        actor: By, days: OfDays, agency: AgencyId | None = None, unit: UnitCode | None = None, task: Code | None = None,
        turn: date | None = None, kind: Code | None = None, after: After = 0,
    ) -> Response:  # fmt: skip
        which = Which(agency, unit, task, turn, kind)
        each = found(lambda: work.activities(actor, which, days, after, Way.API))
        done = [
            {"agency": one.book.agency, "unit": one.book.unit, "number": one.number, **asdict(one.done)}
            for one in each.opened.lines
        ]
        shown = {"number": each.opened.number, "activities": done, "further": each.opened.further}
        return said(actor, {"as_of": each.day, **shown, "entries": _entries(each.lines)})

    @door.get("/papers/behind")
    def papers(actor: By, days: OfDays, agency: AgencyId, unit: UnitCode | None = None) -> Response:
        each = found(lambda: papers_of.papers(actor, Obliged(agency, unit), days, Way.API))
        shown = {"unit_plans": each.plans, "reports": each.reports}
        return said(actor, {"as_of": each.found.day, **shown, "entries": _entries(each.lines)})

    @door.get("/training/behind")
    def training(actor: By, days: OfDays, agency: AgencyId, unit: UnitCode | None = None) -> Response:
        each = found(lambda: papers_of.training(actor, Obliged(agency, unit), days, Way.API))
        classes = [{"training": one.training, "held_on": one.held_on, "officers": one.officers} for one in each.taught]
        shown = {"officers": len(each.share.officers), "trained": each.share.trained, "classes": classes}
        return said(actor, {**shown, "entries": _entries(each.lines)})

    @door.get("/training/classes/{training}")
    def a_class(training: UUID, actor: By, days: OfDays) -> Response:
        each = found(lambda: papers_of.a_class(actor, training, days, Way.API))
        whose = [{**who._asdict(), "officers": number} for who, number in each.whose.items()]
        return said(actor, {**vars(each.one), "officers_of": whose, "entries": _entries(each.lines)})

    @door.get("/money/behind")
    def money(
        actor: By, days: OfDays, agency: AgencyId | None = None, unit: UnitCode | None = None, money: Code | None = None,

    ) -> Response:  # fmt: skip
        whose = Obliged(agency, unit) if agency else None
        each = found(lambda: work.money(actor, whose, money, days, Way.API))
        budgets = [
            {**one.whose._asdict(), "money": one.stands.money, **{name: getattr(one.stands, name) for name in MEASURES}}
            for one in each.budgets
        ]
        shown = {"year": each.found.town.year, "budgets": budgets, "papers": each.papers}
        return said(actor, {"as_of": each.found.day, **shown, "entries": _entries(each.lines)})

    @door.get("/matters/behind")
    def matters(actor: By, days: OfDays, of: Code, file: str | None = None, after: After = 0) -> Response:
        each = found(lambda: work.matters(actor, of, days, file, after, Way.API))
        files = [{"file": key, "entries": _entries(lines)} for key, lines in each.opened.lines]
        shown = {"number": each.opened.number, "files": files, "further": each.opened.further}
        return said(actor, {"as_of": each.day, "of": of, **shown})

    return door


def _entries(lines: Sequence[TimelineLine]) -> list[dict[str, Any]]:
    """For whoever may see single entries; for others none."""
    return [{"entry": f"{each.source}/{each.position}", "at": each.at, "sentence": each.sentence} for each in lines]
