"""Puts notifications together: `python -m services.notifications all | web | worker`."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from fastapi import APIRouter

from services.notifications import pages
from services.notifications.api import api
from services.notifications.app import DEEDS, Notifications
from services.notifications.domain import NOTICE
from services.notifications.messages import tell
from services.notifications.projections import DESKS, NOTICE_LINES
from services.notifications.settings import Settings
from shared import instance
from shared.instance import Instance, Service
from shared.journal import JournalEntry
from shared.views import Shelf


@cache
def notifications(of: Instance) -> Notifications:
    """The app of an instance."""
    lines = of.shelves[NOTICE_LINES.name]
    return Notifications(of.source, of.ledger, of.desk(DEEDS), lines, Shelf(DESKS, of.pool))


def doors(of: Instance) -> Iterable[APIRouter]:
    return api(notifications(of)), pages.pages(notifications(of), of.origin_of)


def keep(of: Instance) -> Callable[[Sequence[JournalEntry]], None]:
    return lambda entries: notifications(of).keep(entries)


def ticks(of: Instance) -> None:
    notifications(of).tick()


SERVICE = Service(
    name="notifications",
    title="Thông báo",
    deciders=[(NOTICE, tell)],
    views=[NOTICE_LINES],
    doors=doors,
    pages=pages.HERE,
    keep=keep,
    ticks=ticks,
)


def main() -> None:
    instance.main(SERVICE, Settings)
