"""The pages of what is handed in: own plans, reports, review rounds, who is late, the first target, the reports of the town.

Each officer sees first what is due of their unit, with the days left; the lead sees the table of units, and the next step.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from services.support.plan.app.reports import rounds, town_reports, unit_plans, unit_reports, urging
from services.support.plan.app.reports.lead import Lead
from services.support.plan.app.reports.of_units import UnitFiles
from services.support.plan.app.reports.rounds import ReviewFiles
from services.support.plan.app.reports.town_reports import TownReportFiles
from services.support.plan.app.reports.unit_plans import UnitPlans
from services.support.plan.app.reports.unit_reports import UnitReportFiles
from services.support.plan.app.reports.urging import UrgingFiles
from services.support.plan.app.units import everybody, leads, running
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.town.town_report import TOWN_REPORT
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.urging.urging import URGING
from services.support.plan.messages.reports import (
    tell_of_review,
    tell_of_unit_plan,
    tell_of_unit_report,
    tell_of_urging,
)
from services.support.plan.pages.reports.of_lead import urging_routes
from services.support.plan.pages.reports.of_town import town_routes
from services.support.plan.pages.reports.of_units import plan_routes, report_routes, review_routes
from services.support.plan.policies.reports import POLICIES
from services.support.plan.projections.reports import REVIEWS, UNIT_PAPERS, PaperLine, ReviewLine
from services.support.plan.room import Doors, Room, Site
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.kernel.unit_papers import HandedIn
from shared.web.pages import Link
from shared.web.words import Words

HERE = Path(__file__).parent
SOON = 30
"""So many days before its last day something counts as waiting."""


class Desks(NamedTuple):
    plans: UnitPlans
    reports: UnitReportFiles
    rounds: ReviewFiles
    urgings: UrgingFiles
    town: TownReportFiles
    lead: Lead


def desks(site: Site, words: Words) -> Desks:
    at, papers = site.agency, site.shelves[UNIT_PAPERS.name]
    plans = UnitPlans(site.desk(unit_plans.deeds(at)), at, words, papers)
    reports = UnitReportFiles(site.desk(unit_reports.deeds(at)), at, words, papers)
    reviews = ReviewFiles(site.desk(rounds.deeds(at)), at, words, site.shelves[REVIEWS.name])
    lead = Lead(plans, reports, reviews)
    urgings = UrgingFiles(site.desk(urging.deeds(at)), words, lead)
    town = TownReportFiles(site.desk(town_reports.deeds(at)), words, lead)
    return Desks(plans, reports, reviews, urgings, town, lead)


def doors(site: Site, words: Words) -> Doors:
    all_ = desks(site, words)
    files = (all_.plans, all_.reports, all_.rounds, all_.urgings, all_.town)
    urgings = all_.urgings
    own = plan_routes(all_.plans, urgings), report_routes(all_.reports, urgings), review_routes(all_.rounds, urgings)
    of_lead = (urging_routes(all_.lead, urgings), town_routes(all_.lead, urgings, all_.town))
    return Doors(files, [*own, *of_lead])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    all_ = desks(site, words)
    if running(all_.plans.desk) is None or not all_.plans.may_list(actor):
        return ()
    plans = _papers(all_.plans, actor, HandedIn.PLAN)
    reports = _papers(all_.reports, actor, HandedIn.REPORT)
    links = [
        Link(words["unit_plans.title"], "/unitplans", *plans),
        Link(words["unit_reports.title"], "/unitreports", *reports),
        Link(words["reviews.title"], "/reviews", *_rounds(all_.rounds, actor)),
    ]
    if all_.town.may_list(actor):
        links += [Link(words["units.title"], "/units"), Link(words["town_reports.title"], "/townreports")]
    return links


def _papers(files: UnitFiles, actor: Actor, what: HandedIn) -> tuple[int, bool]:
    """How many wait here: of the own ones those to be handed in soon, at the lead those it has said nothing of; and whether
    somebody is late."""
    lines: Mapping[str, PaperLine] = files.queue(actor)
    mine, today = list(files.mine(actor)), files.desk.today()
    led = leads(files.desk, files.agency)
    count, late = 0, False
    for whose in mine:
        line = lines.get(str(files.id(whose)), PaperLine())
        came = line.sent_on if what is HandedIn.PLAN else line.result_on
        named = whose.plan.dates.get(what)
        if came is None and named is not None:
            late = late or today > named.last_day
            count += whose.kept and (named.last_day - today).days <= SOON
        count += led and line.sent > 0 and line.said is None
    return count, late


def _rounds(reviews: ReviewFiles, actor: Actor) -> tuple[int, bool]:
    """How many answers of those this officer gives are open; and whether one is late, at the lead anybody's."""
    lines: Iterable[ReviewLine] = (reviews.lines.where() if reviews.lines else {}).values()
    now, today = running(reviews.desk), reviews.desk.today()
    mine = {each.who.code for each in reviews.kept(actor)}
    led = leads(reviews.desk, reviews.agency) and reviews.sees_all(actor)
    watched = {who.code for who in everybody(reviews.desk)} if led else mine
    asked = [line for line in lines if now and line.plan == now.plan.id and line.answer_by]
    late = any(line.answer_by and line.answer_by < today and watched - line.cases.keys() for line in asked)
    return sum(len(mine - line.cases.keys()) for line in asked), late


ROOM = Room(
    [
        (UNIT_PLAN, tell_of_unit_plan), (UNIT_REPORT, tell_of_unit_report), (REVIEW, tell_of_review),
        (URGING, tell_of_urging), (TOWN_REPORT, nobody),
    ],
    HERE, doors, menu, POLICIES, (UNIT_PAPERS, REVIEWS),
)  # fmt: skip
