"""Inspections: what is to be done first, one with its steps, and the remedies that were asked of this office."""

from collections.abc import Sequence
from pathlib import Path

from services.support.plan.app import inspections as desk_of_inspections
from services.support.plan.app import remedies as desk_of_remedies
from services.support.plan.app.inspections import Inspections
from services.support.plan.app.remedies import Remedies
from services.support.plan.domain.inspections.asked import REMEDY
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.messages.inspections import tell_of_inspection, tell_of_remedy
from services.support.plan.pages.inspections.minutes import minutes_routes
from services.support.plan.pages.inspections.of_inspected import remedy_routes
from services.support.plan.pages.inspections.of_inspector import inspection_routes, line_routes
from services.support.plan.pages.inspections.waiting import asked_of, rows_of
from services.support.plan.pages.lines import late
from services.support.plan.policies.inspections import INSPECTED
from services.support.plan.projections.inspections import ASKED_REMEDIES, INSPECTIONS
from services.support.plan.room import Doors, Room, Site
from shared.kernel.people import Actor
from shared.web.pages import Link
from shared.web.words import Words

HERE = Path(__file__).parent


def inspections(site: Site, words: Words) -> Inspections:
    desk = site.desk(desk_of_inspections.deeds(site.agency))
    return Inspections(desk_of_inspections.KIND, desk, site.agency, words, site.shelves[INSPECTIONS.name], "new")


def remedies(site: Site, words: Words) -> Remedies:
    desk = site.desk(desk_of_remedies.deeds(site.agency))
    return Remedies(desk_of_remedies.KIND, desk, site.agency, words, site.shelves[ASKED_REMEDIES.name])


def doors(site: Site, words: Words) -> Doors:
    ours, asked = inspections(site, words), remedies(site, words)
    pages = (inspection_routes(ours, asked), line_routes(ours), remedy_routes(asked), minutes_routes(ours))
    return Doors([ours, asked], pages)


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    """The line is there for those who inspect, and for those of whom something was ever asked."""
    ours, asked = inspections(site, words), remedies(site, words)
    waiting, today = [*rows_of(ours, actor), *asked_of(asked, actor)], ours.desk.today()
    if not ours.may_list(actor) and not (asked.may_list(actor) and asked.queue(actor)):
        return ()
    return (Link(words["inspections.title"], "/inspections", len(waiting), late(waiting, today)),)


ROOM = Room(
    [(INSPECTION, tell_of_inspection), (REMEDY, tell_of_remedy)], HERE, doors, menu, policies=INSPECTED,
    views=(INSPECTIONS, ASKED_REMEDIES),
)  # fmt: skip
