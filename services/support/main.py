"""Support, put together: its rules, its policies, its queue and its doors."""

from collections.abc import Callable, Sequence
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
from services.support.plan.pages import HERE as PLAN
from services.support.plan.rooms import ROOMS
from services.support.policies import POLICIES
from services.support.projections import QUEUE
from services.support.projections.target import TARGET
from services.support.settings import Settings
from shared import running
from shared.access import access
from shared.instance import Instance, Service
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.seeing import papers_of
from shared.web import words
from shared.web.deeds import api_routes
from shared.web.pages import Menu


@cache
def words_of(_: Instance) -> words.Words:
    """All that the pages of support say."""
    return words.load(*SERVICE.pages)


@cache
def support(at: Instance) -> Support:
    """The app of an instance."""
    return Support(at.desk(deeds(at.agency)), at.agency, at.shelves[QUEUE.name], words_of(at))


@cache
def targets(at: Instance) -> Targets:
    """The target over everybody an instance leads."""
    return Targets(support(at).desk, at.agency, at.shelves[TARGET.name])


def doors(at: Instance) -> Sequence[APIRouter]:
    rooms = [room.doors(at, words_of(at)) for room in ROOMS]
    apps = [app for room in rooms for app in room.apps]
    own = [target_routes(targets(at)), *(page for room in rooms for page in room.pages)]
    return api(support(at)), *map(api_routes, apps), *own, pages(support(at), at.profile.roles, apps)


def menu(at: Instance, actor: Actor) -> Sequence[Menu]:
    plan = [link for room in ROOMS for link in room.menu(at, words_of(at), actor)]
    of_cases = (*navigation(support(at), actor), *target_menu(targets(at), actor, support(at).words))
    return (*of_cases, Menu(words_of(at)["plan.menu"], plan)) if plan else of_cases


def followers(of: Instance) -> Sequence[Callable[[int], int]]:
    return [each for room in ROOMS for each in room.followers(of)]


SERVICE = Service(
    name="support",
    deciders=[
        (CASE, tell_of_case),
        (WORK, tell_of_work),
        (APPLICATION, tell_of_application),
        (PAYMENT, tell_of_payment),
        (RESERVATIONS, tell_of_reservation),
        (REQUEST, tell_of_request),
        *(each for room in ROOMS for each in room.deciders),
        (access("support"), nobody),
        (papers_of("support"), nobody),
    ],
    policies={**POLICIES, **{kind: policy for room in ROOMS for kind, policy in room.policies.items()}},
    views=[QUEUE, TARGET, *(view for room in ROOMS for view in room.views)],
    followers=followers,
    doors=doors,
    menu=menu,
    pages=(HERE, PLAN, *(room.pages for room in ROOMS)),
)


def main() -> None:
    running.main(SERVICE, Settings)
