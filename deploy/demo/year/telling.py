"""How a year is told: day after day, each matter of the plan's work by the officers whose work it is."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from deploy.demo.officers import Officer, StoryBroken, Town
from shared.clock import TOWN, set_clock
from shared.kernel.plans import Plan
from shared.kernel.words import AgencyId, Code, UnitCode

T = TypeVar("T")
AT_ONCE = 6
SEEN_WITHIN = 60.0
"""How long (seconds) the end of a deed may take to arrive where it is looked for."""


class Part(Protocol):
    """One matter of the year. It remembers what it really did: the independent count."""

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        """What is done on which day; on one day in the order of the parts, then in this order."""
        ...

    def count(self) -> None:
        """Hold the town's own figures against what was done, on the last day. Raises `StoryBroken` where they differ."""
        ...


class Activity(NamedTuple):
    """What a unit (None: an agency without units) carried out on a day."""

    agency: AgencyId
    unit: UnitCode | None
    kind: Code
    day: date


@dataclass(frozen=True)
class Year:
    """The year of a running town: its plan, its day, its officers. `activities` are those that were written down so far."""

    town: Town
    plan: Plan
    clock: Path
    say: Callable[[str], None]
    activities: list[Activity] = field(default_factory=list)

    def on(self, day: date) -> None:
        """Let it be this day in the town."""
        set_clock(self.clock, datetime.combine(day, time_of_day(9), TOWN))
        time.sleep(0.3)  # every instance looks at the clock a few times a second

    def officers(self) -> Mapping[UnitCode, Officer]:
        """One officer of each unit."""
        return {user.unit: self.town.officer(user.username) for user in self.town.profile.users if user.unit}

    def in_every_unit(self, deed: Callable[[UnitCode, Officer], None]) -> None:
        """The same in all units, several at once."""
        self.at_once(lambda each: deed(*each), sorted(self.officers().items()))

    def at_once(self, deed: Callable[[T], object], these: Iterable[T]) -> None:
        """The same deed with each of these, several at once; what goes wrong in one is raised when all are through."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(deed, these):
                pass

    def until(self, look: Callable[[], Any], wanted: Callable[[Any], object], what: str) -> Any:
        """What is looked for, as soon as it is as it should be. Raises `StoryBroken` with what was found instead."""
        deadline = time.monotonic() + SEEN_WITHIN
        while not wanted(found := look()):
            if time.monotonic() > deadline:
                raise StoryBroken(f"{what}: {str(found)[:500]}")
            time.sleep(0.2)
        return found
