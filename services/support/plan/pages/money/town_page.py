"""The page of finance: what came, what is missing, the sums that go to the UBND, and what was allocated to whom."""

from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.town_money import READ, TownMoney, called
from services.support.plan.domain.money.town import town_id
from services.support.plan.pages.money.papers import ESTIMATE, sums
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
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


def town_pages(town: TownMoney) -> APIRouter:
    routes = APIRouter()

    @routes.get("/money/town")
    def this_year(request: Request, actor: By) -> Response:
        town.desk.rights.must(actor, READ, Subject(town.agency, actor.unit, "running"))
        return _town(town, request, actor, found(town, actor, town_id(town.desk.today().year)))

    @routes.get("/townbudgets/{file:uuid}")
    def of_year(request: Request, file: UUID, actor: By) -> Response:
        return _town(town, request, actor, found(town, actor, file))

    @routes.get("/townbudgets/{file:uuid}/parts/{whose}/allocation")
    def allocation(request: Request, file: UUID, whose: Code, actor: By) -> Response:
        seen, deed = found(town, actor, file), town.desk.deeds["allocation"]
        known = dict(town.known(deed, actor, seen.file.town, {}))
        if whose not in dict(known["whose"].choices):
            raise HTTPException(404)
        known["whose"] = known["whose"]._replace(value=whose)
        return form(town, request, actor, seen, deed, known=known, path=f"{seen.address}/allocation")

    @routes.get("/townbudgets/{file:uuid}/papers/bang_du_toan.pdf")
    def paper(request: Request, file: UUID, actor: By) -> Response:
        return _print(town, request, actor, found(town, actor, file))

    return routes


def _print(town: TownMoney, request: Request, actor: Actor, seen: Look) -> Response:
    """The consolidated estimate, after its printing was written down."""
    year, totals = seen.file.year, seen.file.town.totals()
    if not totals:
        raise Refused("consolidation.empty", "no estimate has come yet")
    office = office_of(town.desk, town.words, request, actor, {})
    made = sums(totals, year, request.app.state.door.around.town, town.law(year), office)
    _, position = town.desk.print(actor, seen.subject, town.place(seen.file), {}, (), ESTIMATE)
    return pdf(render(ESTIMATE, made, printed=mark_of(town.desk, ESTIMATE, seen.code, position)), ESTIMATE)


def _town(town: TownMoney, request: Request, actor: Actor, seen: Look) -> Response:
    year, file = seen.file.year, seen.file.town
    law = town.law(year)
    sources = {code: each.vi for code, each in law.listed("money_sources").items()}
    rows = [(money, file.sum(money)) for money in file.sources()]
    bars = [Bars(sources.get(money, money), tuple(getattr(each, m) for m in MEASURES)) for money, each in rows if money]
    words = town.words
    return show(
        request, "money/town.html", case=seen, year=year, town=file, sources=sources, sums=rows,
        parts=[(code, called(law, code), part) for code, part in sorted(file.parts.items())],
        missing=[(code, called(law, code)) for code in town.missing(file, law)],
        drawing=chart(words["money.chart"], [words[f"money.{m}"] for m in MEASURES], bars) if bars else None,
        years=[(other, town_id(other)) for other in sorted(town.years()) if other != year],
        called={code: called(law, code) for code in file.parts}, done=just_done(town, request),
        reasons={code: each.vi for code, each in law.listed("settlement_reasons").items()},
        may={name: town.desk.rights.judge(actor, deed.name, town.place(seen.file)) for name, deed in
             town.desk.deeds.items()},
    )  # fmt: skip
