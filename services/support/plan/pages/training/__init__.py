"""Training as officers use it: the roster of the own desk, classes with their next step, and target T3 as of any day."""

from collections.abc import Sequence
from pathlib import Path

from services.support.plan.app import officers as desk_of_rosters
from services.support.plan.app import training as desk_of_classes
from services.support.plan.app.officers import Officers
from services.support.plan.app.training import Trainings
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.messages.training import tell_of_officer
from services.support.plan.pages.training.classes import class_routes
from services.support.plan.pages.training.rosters import roster_routes
from services.support.plan.pages.training.target_page import target_routes
from services.support.plan.policies.training import OF_TRAINING
from services.support.plan.projections.training import OFFICERS, TRAININGS
from services.support.plan.room import Doors, Room, Site
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.web.pages import Link
from shared.web.words import Words

HERE = Path(__file__).parent


def officers(site: Site, words: Words) -> Officers:
    return Officers(site.desk(desk_of_rosters.deeds(site.agency)), site.agency, words, site.shelves[OFFICERS.name])


def trainings(site: Site, words: Words, rosters: Officers) -> Trainings:
    desk = site.desk(desk_of_classes.deeds(site.agency))
    return Trainings(desk, site.agency, words, site.shelves[TRAININGS.name], rosters)


def doors(site: Site, words: Words) -> Doors:
    rosters = officers(site, words)
    classes = trainings(site, words, rosters)
    return Doors([rosters, classes], [target_routes(rosters), roster_routes(rosters, classes), class_routes(classes)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    rosters = officers(site, words)
    if not rosters.may_list(actor):
        return ()
    untrained = len(rosters.trained_on(actor, rosters.desk.today()).all.missing)
    return (Link(words["training.menu"], "/training", untrained),)


ROOM = Room(
    [(OFFICER, tell_of_officer), (TRAINING, nobody)],
    HERE,
    doors,
    menu,
    policies=OF_TRAINING,
    views=(OFFICERS, TRAININGS),
)
