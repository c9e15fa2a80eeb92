"""Puts notifications together: `python -m services.notifications all | web | worker`."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from fastapi import APIRouter

from services.notifications import pages
from services.notifications.api import api
from services.notifications.app import DEEDS, Notifications
from services.notifications.domain import NOTICE
from services.notifications.messages import tell
from services.notifications.projections import FILES, LINES
from services.notifications.settings import Settings
from shared import access, running
from shared.instance import Instance, Service
from shared.journal import JournalEntry
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.views import Shelf


@cache
def notifications(of: Instance) -> Notifications:
    """The app of an instance."""
    return Notifications(of.desk(DEEDS), of.shelves[LINES.name], Shelf(FILES, of.pool))


def doors(of: Instance) -> Iterable[APIRouter]:
    return api(notifications(of)), pages.pages(notifications(of), of.origin_of)


def keep(of: Instance) -> Callable[[Sequence[JournalEntry]], None]:
    return notifications(of).keep


def ticks(of: Instance) -> None:
    notifications(of).tick()


def unread(of: Instance, actor: Actor) -> frozenset[str]:
    return notifications(of).unread(actor)


SERVICE = Service(
    name="notifications",
    title="Thông báo",
    deciders=[(NOTICE, tell), (access.access("notifications"), nobody)],
    views=[LINES],
    doors=doors,
    pages=(pages.HERE,),
    keep=keep,
    ticks=ticks,
    unread=unread,
)


def main() -> None:
    running.main(SERVICE, Settings)
