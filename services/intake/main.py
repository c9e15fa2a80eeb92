"""Puts intake together: `python -m services.intake all | web | worker`."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from fastapi import APIRouter

from services.intake import pages
from services.intake.api import api
from services.intake.app import Intake, deeds
from services.intake.domain import CASE
from services.intake.messages import tell
from services.intake.policies import POLICIES
from services.intake.projections import QUEUE, SEARCHED
from services.intake.settings import Settings
from shared import access, instance
from shared.instance import Instance, Service
from shared.kernel.people import Actor
from shared.search.index import InPostgres
from shared.search.keeper import Keeper
from shared.search.made import searches, told_nobody
from shared.search.tokens import OWN, Blinder
from shared.web import words
from shared.web.pages import Menu

FOLDER = Path(pages.__file__).parent


@cache
def intake(of: Instance) -> Intake:
    """The app of an instance."""
    said = words.load(FOLDER / "words.vi.yaml")
    return Intake(of.desk(deeds(of.agency)), of.agency, of.shelves[QUEUE.name], said, index(of), blinder(of))


@cache
def index(of: Instance) -> InPostgres:
    """By what the cases of an instance are found."""
    return InPostgres("intake.search.v1", of.pool, of.shelves[QUEUE.name])


def blinder(of: Instance) -> Blinder:
    """What makes its tokens."""
    return Blinder(of.vault.derived(OWN))


def followers(of: Instance) -> Sequence[Callable[[], int]]:
    return [Keeper(of.ledger, index(of), SEARCHED, blinder(of))]


def doors(of: Instance) -> Iterable[APIRouter]:
    return api(intake(of)), pages.pages(intake(of))


def menu(of: Instance, actor: Actor) -> Sequence[Menu]:
    return pages.menu(intake(of), actor)


def may_search(of: Instance, actor: Actor) -> bool:
    seeker = intake(of).seeker
    return seeker is not None and seeker.may(actor)


SERVICE = Service(
    name="intake",
    deciders=[(CASE, tell), (access.access("intake"), access.TELL), (searches("intake"), told_nobody)],
    policies=POLICIES,
    views=[QUEUE],
    followers=followers,
    doors=doors,
    pages=FOLDER,
    menu=menu,
    may_search=may_search,
)


def main() -> None:
    instance.main(SERVICE, Settings)
