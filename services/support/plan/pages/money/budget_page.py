"""The page of a budget: the next step, the table and the chart by source, what waits for money, every commitment; its papers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.money import LINES, READ, Budgets, what
from services.support.plan.app.town_money import TownMoney
from services.support.plan.domain.money.budget import Budget
from services.support.plan.pages.money.next_step import next_step, settling
from services.support.plan.pages.money.papers import ESTIMATE, SETTLEMENT, estimate, settlement
from shared.access import Way
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.papers import render
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.charts import Bars, chart
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.office import mark_of, office_of, pdf

MEASURES = ("estimate", "allocated", "committed", "paid")


def budget_pages(budgets: Budgets, town: TownMoney) -> APIRouter:
    routes, one = APIRouter(), "/budgets/{budget:uuid}"

    @routes.get("/money")
    def mine(request: Request, actor: By) -> Response:
        whose = next(budgets.mine(actor), None)
        if whose is None:
            budgets.desk.rights.must(actor, READ, budgets.place_of(actor))
            raise HTTPException(404)
        return _budget(budgets, town, request, actor, found(budgets, actor, whose.id), {})

    @routes.get(one)
    def shown(request: Request, budget: UUID, actor: By) -> Response:
        return _budget(budgets, town, request, actor, found(budgets, actor, budget), {})

    @routes.post(f"{one}/sections")
    def notes(request: Request, budget: UUID, actor: By) -> Response:
        seen = found(budgets, actor, budget)
        return _budget(budgets, town, request, actor, seen, budgets.open(actor, budget, ["note"], Way.VIEWED))

    @routes.get(f"{one}/lines/{{line}}/{{path}}")
    def of_line(request: Request, budget: UUID, line: int, path: str, actor: By) -> Response:
        seen, deed = found(budgets, actor, budget), budgets.desk.deeds.get(path)
        if deed is None or deed.command not in LINES or seen.file.budget.line(line) is None:
            raise HTTPException(404)
        known = budgets.standing(deed.command, seen.file.budget, budgets.law(seen.file.whose.year), line)
        return form(budgets, request, actor, seen, deed, known=known, path=f"{seen.address}/{path}")

    @routes.get(f"{one}/sources/{{money}}/settlement")
    def of_source(request: Request, budget: UUID, money: Code, actor: By) -> Response:
        seen, deed = found(budgets, actor, budget), budgets.desk.deeds["settlement"]
        law = budgets.law(seen.file.whose.year)
        known = budgets.standing(deed.command, seen.file.budget, law)
        known["money"] = known["money"]._replace(value=money)
        known["returned"] = max(0, seen.file.budget.figures(money).unspent)
        return form(budgets, request, actor, seen, deed, known=known, path=f"{seen.address}/settlement")

    @routes.get(f"{one}/papers/{{paper}}.pdf")
    def paper(request: Request, budget: UUID, paper: Code, actor: By) -> Response:
        if paper not in (ESTIMATE, SETTLEMENT):
            raise HTTPException(404)
        return _print(budgets, request, actor, found(budgets, actor, budget), paper)

    return routes


def _print(budgets: Budgets, request: Request, actor: Actor, seen: Look, paper: Code) -> Response:
    """Printed after the printing was written down, like every paper."""
    whose, budget = seen.file.whose, seen.file.budget
    office = office_of(budgets.desk, budgets.words, request, actor, {})
    law, called = budgets.law(whose.year), budgets.called(whose)
    if paper == ESTIMATE and not budget.estimate:
        raise Refused("estimate.none", "nothing is drafted")
    if paper == SETTLEMENT and not budget.settled:
        raise Refused("settlement.none", "no source is settled yet")
    made: Any = (estimate if paper == ESTIMATE else settlement)(budget, whose.year, called, law, office)
    _, position = budgets.desk.print(actor, seen.subject, budgets.place(seen.file), {}, (), paper)
    return pdf(render(paper, made, printed=mark_of(budgets.desk, paper, seen.code, position)), paper)


def _budget(
    budgets: Budgets, town: TownMoney, request: Request, actor: Actor, seen: Look,
    opened: Mapping[Code, Mapping[str, Any]],
) -> Response:  # fmt: skip
    whose, budget, law = seen.file.whose, seen.file.budget, budgets.law(seen.file.whose.year)
    today = budgets.desk.today()
    sources = {code: each.vi for code, each in law.listed("money_sources").items()}
    return show(
        request, "money/budget.html", case=seen, whose=whose, budget=budget, called=budgets.called(whose), rows=budget.rows(),
        sources=sources, total=_total(budget), drawing=_drawn(budgets, budget, sources),
        what={each.line: what(each, law) for each in budget.lines}, waiting=budget.waiting(),
        reasons=_reasons(law), years=_years(budgets, actor, whose.year), over=whose.year < today.year,
        others=[(each, budgets.called(each)) for each in budgets.mine(actor, whose.year) if each != whose],
        next=next_step(budget, whose.year, today), settling=settling(whose.year, today),
        done=just_done(budgets, request),
        may={name: budgets.desk.rights.judge(actor, deed.name, budgets.place(seen.file)) for name, deed in
             budgets.desk.deeds.items()},
        to_town=town.may_look(actor), notes=opened.get("note") or {}, holds_notes=budgets.sections(actor, seen.file).get("note"),
    )  # fmt: skip


def _total(budget: Budget) -> dict[str, int]:
    """Each measure over all sources."""
    figures = [each for _, each in budget.rows()]
    return {name: sum(getattr(each, name) for each in figures) for name in (*MEASURES, "waiting", "left")}


def _drawn(budgets: Budgets, budget: Budget, sources: Mapping[Code, str]) -> object:
    bars = [
        Bars(sources.get(money, money), tuple(getattr(budget.figures(money), name) for name in MEASURES))
        for money in budget.sources()
    ]
    words = budgets.words
    return chart(words["money.chart"], [words[f"money.{name}"] for name in MEASURES], bars) if bars else None


def _reasons(law: Law) -> dict[Code, str]:
    lists = ("settlement_reasons", "release_reasons")
    return {code: each.vi for name in lists for code, each in law.listed(name).items()}


def _years(budgets: Budgets, actor: Actor, year: int) -> list[tuple[int, UUID]]:
    """The first budget of this officer in the other years: the one that is settled, the one that is estimated."""
    found_ = ((other, next(budgets.mine(actor, other), None)) for other in sorted(budgets.years()) if other != year)
    return [(other, whose.id) for other, whose in found_ if whose]
