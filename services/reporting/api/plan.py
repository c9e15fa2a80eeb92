"""The JSON door of the plan's own work: the same figures as on its pages, each as of any day."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.reporting.api.complete import with_sources
from services.reporting.app import Reporting
from services.reporting.asked import OfDays
from services.reporting.projections.books import Grid
from services.reporting.projections.plan.handed_in import HandedInOn, Owed
from services.reporting.projections.plan.matters import Late, MattersOn
from services.reporting.projections.plan.overview import Chased, Overview, TrainingOn
from services.reporting.projections.plan.town_money import MEASURES, MoneyOn
from shared.kernel.difficulty_stages import Holder
from shared.kernel.small_numbers import Shown
from shared.kernel.town_money import SourceStanding
from shared.web.asking import By


def plan_routes(reporting: Reporting) -> APIRouter:
    door, town, said = APIRouter(prefix="/plan"), reporting.plan, partial(with_sources, reporting)

    @door.get("")
    def plan(actor: By, days: OfDays) -> Response:
        on = town.on(actor, days)
        whole, done = on.overview, on.activities
        return said(
            actor,
            {
                "as_of": done.day,
                "behind": [_chased(each) for each in whole.chased] if whole else [],
                "standing": _standing(whole) if whole else None,
                "tasks": [_grid(grid) for grid in done.grids],
                "sums": [each._asdict() for each in done.sums],
            },
        )

    @door.get("/papers")
    def papers(actor: By, days: OfDays) -> Response:
        on = town.on(actor, days)
        return said(actor, _papers(on.papers) if on.papers else {"as_of": on.day, "plan": None})

    @door.get("/training")
    def training(actor: By, days: OfDays) -> Response:
        return said(actor, _training(town.on(actor, days).training))

    @door.get("/money")
    def money(actor: By, days: OfDays) -> Response:
        return said(actor, _money(town.on(actor, days).money))

    @door.get("/matters")
    def matters(actor: By, days: OfDays) -> Response:
        return said(actor, _matters(town.on(actor, days).matters))

    return door


def _grid(grid: Grid) -> dict[str, Any]:
    rows = [
        {
            "agency": row.agency, "unit": row.unit, "missed": row.missed, "places": row.places, "reached": row.reached,
            "done": {cell.last.isoformat(): cell.done for cell in row.cells},
        }
        for row in grid.rows
    ]  # fmt: skip
    return {"task": grid.task.code, "vi": grid.task.vi, "turns": grid.turns, "rows": rows}


def _chased(each: Chased) -> dict[str, Any]:
    whom = [{**(who._asdict() if who else {"agency": None, "unit": None}), "times": n} for who, n in each.whom]
    return {
        "what": each.what, "about": each.about, "since": each.since, "count": each.count, "whom": whom,
        "page": f"/plan/{each.page}",
    }  # fmt: skip


def _standing(whole: Overview) -> dict[str, Any]:
    papers, t3, matters = whole.handed_in, whole.training.t3.all, whole.matters
    return {
        "missed": whole.missed,
        "unit_plans": _tally(papers.plans),
        "result_reports": _tally(papers.reports),
        "reviews_missing": sum(len(each.missing) for each in papers.rounds),
        "t1": {"units": len(papers.target), "implementing": papers.implementing},
        "t3": {"officers": len(t3.officers), "trained": t3.trained},
        "difficulties": {holder.value: len(matters.held_by(holder)) for holder in Holder},
        "remedies": {"open": matters.remedies_open, "late": len(matters.remedies_late)},
        "recommendations_late": len(matters.answers_late),
        "money": _stands(whole.money.all),
    }


def _tally(owed: Owed) -> dict[str, int]:
    return {
        "owed": len(owed.duties), "came": len(owed.came), "late": len(owed.late), "missing": len(owed.missing),
    }  # fmt: skip


def _papers(found: HandedInOn) -> dict[str, Any]:
    return {
        "as_of": found.day, "plan": found.plan.id,
        "unit_plans": _duties(found.plans), "result_reports": _duties(found.reports),
        "rounds": [{"month": each.month, **_duties(each)} for each in found.rounds],
        "implementing": found.implementing,
        "units": [
            {
                **each.who._asdict(), "implements": each.implements, "gaps": each.gaps, "lacking": each.lacking,
                "targets": each.targets, "reached": each.reached, "activities": each.activities,
                "plan_late": each.plan_late, "report_late": each.report_late,
            }
            for each in found.target
        ],
        "letters": [vars(each) for each in found.letters],
        "town_reports": [vars(each) for each in found.issued],
        "chairman": {"told": found.told, "due": found.chairman_due},
    }  # fmt: skip


def _duties(owed: Owed) -> dict[str, Any]:
    duties = [
        {
            **each.who._asdict(), "came_on": each.came_on if each.has_come(owed.day) else None,
            "missing": each.missing(owed.day), "days_late": each.days_late(owed.day),
        }
        for each in owed.duties
    ]  # fmt: skip
    return {"last_day": owed.last_day, **_tally(owed), "duties": duties}


def _training(found: TrainingOn) -> dict[str, Any]:
    t3 = found.t3
    desks = [
        {"agency": agency, "unit": unit, "officers": len(share.officers), "trained": share.trained}
        for (agency, unit), share in t3.desks.items()
    ]
    return {
        "as_of": t3.day, "officers": len(t3.all.officers), "trained": t3.all.trained, "percent": t3.all.percent,
        "desks": desks, "silent": [who._asdict() for who in found.silent], "classes": [vars(one) for _, one in found.classes],
    }  # fmt: skip


def _stands(row: SourceStanding) -> dict[str, int]:
    return {**{name: getattr(row, name) for name in MEASURES}, "waiting": row.waiting}


def _money(found: MoneyOn) -> dict[str, Any]:
    return {
        "as_of": found.day, "year": found.town.year, "years": found.years, "all": _stands(found.all),
        "sources": [{"money": row.money, **_stands(row)} for row in found.rows],
        "budgets": [
            {
                **each.whose._asdict(), "money": each.stands.money, **_stands(each.stands),
                "settled": vars(each.settled) if each.settled else None,
            }
            for each in found.lines
        ],
    }  # fmt: skip


def _matters(found: MattersOn) -> dict[str, Any]:
    gifts = found.gifts
    return {
        "as_of": found.day,
        "difficulties": [
            {
                **each.whose._asdict(), "kind": each.file.kind, "stage": each.file.stage, "raised_on": each.file.raised_on,
                "holder": each.waits.holder, "days": each.waits.all, "days_here": each.waits.here, "awaited": each.awaited,
            }
            for each in found.difficulties
        ],
        "proposals": [vars(each) for each in found.proposals.values()],
        "inspections": [
            {
                "topic": each.topic, "agency": each.agency, "unit": each.unit, "stage": each.stage,
                "planned_for": each.planned_for, "findings": each.findings, "grave": each.grave,
                "remedies": [vars(remedy) for remedy in each.remedies],
            }
            for each in found.inspections.values()
        ],
        "supervisions": [
            {**vars(each), "recommendations": [vars(one) for one in each.recommendations]}
            for each in found.supervisions.values()
        ],
        "remedies_late": [_late(each) for each in found.remedies_late],
        "recommendations_late": [_late(each) for each in found.answers_late],
        "tips": {stage: len(keys) for stage, keys in found.tips.items()},
        "contributions": {
            "money": {source: vars(sums) for source, sums in gifts.money.items()},
            "gifts": {each.code: _shown(each.shown) for each in gifts.gifts},
            "donors": {each.code: _shown(each.shown) for each in gifts.donors},
            "people": _shown(gifts.people),
        },
    }  # fmt: skip


def _late(each: Late) -> dict[str, Any]:
    who = each.whose
    return {"agency": who.agency if who else None, "unit": who.unit if who else None, "by": each.by}


def _shown(shown: Shown | None) -> dict[str, int | None] | None:
    """At least so many, and how many groups are too small to be told."""
    return {"at_least": shown.at_least, "hidden": shown.hidden} if shown else None
