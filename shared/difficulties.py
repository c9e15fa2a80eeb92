"""A difficulty (vướng mắc) is raised at once, as the plan asks (V): what kind, at which step, in a few words. It is kept apart
from the case in which it was met: nothing of it names the case, and nothing of the case names it. It goes to the lead agency,
which guides and answers; whoever raised it is told each step by the support of their agency."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.clock import local
from shared.desk import Deed, Desk
from shared.kernel.decider import AnyDecider
from shared.kernel.difficulties import DifficultyRaised, RaiseDifficulty, difficulty
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry
from shared.views import Kept, Shelf, View

NO_STAGE = "none"
"""It lies in no file, so it stands at no stage of one."""


@dataclass(frozen=True)
class Difficulty:
    """A line of the list of what was raised."""

    kind: Code = "-"
    step: Code = "-"
    unit: UnitCode | None = None
    raised_on: date | None = None


Lines = Shelf[Entry, Difficulty] | Kept[Entry, Difficulty]


def deed(service: str, agency: AgencyId, place_of: Callable[[Any], Subject], decider: AnyDecider | None = None) -> Deed:
    """As every service offers it on the page of a case; `place_of` says where the case lies from what is known of it."""

    def place(known: Any, command: RaiseDifficulty | None, _: Actor) -> Subject:
        return Subject(agency, command.unit, NO_STAGE) if command else place_of(known)

    kept_in = decider or difficulty(service)
    return Deed(f"{service}.difficulty.raise", "difficulty", RaiseDifficulty, kept_in, place, apart=True)


def added(actor: Actor, today: date) -> dict[str, str]:
    """What the desk says of whoever raises one: nobody types it."""
    return {"unit": actor.unit or "", "agency": actor.agency, "raised_on": today.isoformat()}


def view(service: str) -> View[Entry, Difficulty]:
    return View(f"{service}.difficulties.v1", Difficulty, Difficulty(), _key, _evolve)


def may_list(desk: Desk, agency: AgencyId, actor: Actor, unit: UnitCode | None) -> bool:
    """May this officer see what was raised by this unit (None: by the agency itself)?"""
    return desk.rights.judge(actor, f"{desk.service}.difficulty.list", Subject(agency, unit, NO_STAGE)).allowed


def raised(desk: Desk, agency: AgencyId, actor: Actor, lines: Lines) -> Mapping[str, Difficulty]:
    """What was raised at this agency, as far as this officer may list it, the newest first. Raises `NotPermitted`."""
    desk.rights.must(actor, f"{desk.service}.difficulty.list", Subject(agency, actor.unit, NO_STAGE))
    mine = {key: line for key, line in lines.where().items() if may_list(desk, agency, actor, line.unit)}
    return dict(sorted(mine.items(), key=lambda item: (item[1].raised_on or date.min, item[0]), reverse=True))


def _key(entry: Entry) -> str | None:
    return str(entry.body.subject) if isinstance(entry.fact, DifficultyRaised) else None


def _evolve(_: Difficulty, entry: Entry) -> Difficulty:
    fact: DifficultyRaised = entry.fact
    return Difficulty(fact.kind, fact.step, fact.unit, fact.raised_on or local(entry.at).date())
