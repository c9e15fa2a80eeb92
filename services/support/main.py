"""Support, put together: its rules, its policies, its queue and its doors."""

from collections.abc import Sequence
from functools import cache

from fastapi import APIRouter

from services.support.api import api
from services.support.app import Support, deeds
from services.support.app.target import Targets
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT
from services.support.domain.benefits.reservations import RESERVATIONS
from services.support.domain.case import CASE
from services.support.domain.handing_on.request import REQUEST
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from services.support.messages.benefits import tell_of_application, tell_of_payment, tell_of_reservation
from services.support.messages.handing_on import tell_of_request
from services.support.pages import HERE, pages
from services.support.pages.queues import navigation
from services.support.pages.target import target_menu, target_routes
from services.support.policies import POLICIES
from services.support.projections import DIFFICULTIES, QUEUE
from services.support.projections.target import TARGET
from services.support.settings import Settings
from shared import difficulties, running
from shared.access import access
from shared.instance import Instance, Service
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.web import words
from shared.web.difficulty_pages import difficulty_routes
from shared.web.pages import Menu


@cache
def support(at: Instance) -> Support:
    """The app of an instance."""
    return Support(at.desk(deeds(at.agency)), at.agency, at.shelves[QUEUE.name], words.load(HERE))


@cache
def targets(at: Instance) -> Targets:
    """The target over everybody an instance leads."""
    return Targets(support(at).desk, at.agency, at.shelves[TARGET.name])


def doors(at: Instance) -> Sequence[APIRouter]:
    raised = difficulty_routes(support(at).desk, at.agency, at.shelves[DIFFICULTIES.name])
    return api(support(at)), pages(support(at), at.profile.roles), target_routes(targets(at)), raised


def menu(at: Instance, actor: Actor) -> Sequence[Menu]:
    return (*navigation(support(at), actor), *target_menu(targets(at), actor, support(at).words))


SERVICE = Service(
    name="support",
    deciders=[
        (CASE, tell_of_case),
        (WORK, tell_of_work),
        (APPLICATION, tell_of_application),
        (PAYMENT, tell_of_payment),
        (RESERVATIONS, tell_of_reservation),
        (REQUEST, tell_of_request),
        (difficulties.difficulty("support"), nobody),
        (access("support"), nobody),
    ],
    policies=POLICIES,
    views=[QUEUE, TARGET, DIFFICULTIES],
    doors=doors,
    menu=menu,
    pages=HERE,
)


def main() -> None:
    running.main(SERVICE, Settings)
