"""What a room of the plan's work brings to the service, and what it is given by the instance it works in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from fastapi import APIRouter

from shared.desk import Deed, Desk
from shared.instance import Instance
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.kernel.words import AgencyId
from shared.ledger import Entry, Policy, TellRule
from shared.views import Kept, Shelf, View
from shared.web.cases import Cases
from shared.web.pages import Link
from shared.web.words import Words


class Site(Protocol):
    """Where a room works: an instance, or what stands for one in a test."""

    @property
    def agency(self) -> AgencyId: ...

    @property
    def shelves(self) -> Mapping[str, Shelf[Entry, Any] | Kept[Entry, Any]]:
        """The kept views by their names."""
        ...

    def desk(self, deeds: Sequence[Deed]) -> Desk: ...


@dataclass(frozen=True)
class Doors:
    """The doors of a room: the apps of its files, which get the doors that are the same everywhere, and pages of its own."""

    apps: Sequence[Cases]
    pages: Sequence[APIRouter]


@dataclass(frozen=True)
class Room:
    """`deciders` pairs each aggregate with its rule of telling, `policies` answers what is told, `views` are kept, `pages` is the
    folder of its templates and words, `doors` makes its doors, `menu` its lines in the left navigation; `followers` take in
    what is new in the ledger of an instance (`shared.instance.Service`)."""

    deciders: Sequence[tuple[AnyDecider, TellRule]]
    pages: Path
    doors: Callable[[Site, Words], Doors]
    menu: Callable[[Site, Words, Actor], Sequence[Link]]
    policies: Mapping[type, Policy] = field(default_factory=dict)
    views: Sequence[View[Entry, Any]] = ()
    followers: Callable[[Instance], Sequence[Callable[[int], int]]] = lambda _: ()
