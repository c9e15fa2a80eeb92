"""`trove demo`: drives the story, or many at once, through the running town by its public API."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

from rich.console import Console

from deploy.demo.officers import StoryBroken, Town, issuer_of
from deploy.demo.story import WAYS, Told, whole_way
from deploy.demo.way import Way
from shared.clock import local, read_offset, real, set_clock, town_clock
from shared.policy.profile import load

__all__ = ["StoryBroken", "run"]
AT_ONCE = 8


def run(home: Path, cases: int = 1, folder: Path = Path("deploy/profiles/huong-tra-2023")) -> list[Told]:
    """Tell the story once, letting the town's days pass; or `cases` stories side by side on the town's present day.

    Raises `StoryBroken` when the town answers otherwise than it should."""
    console, began = Console(), time.monotonic()
    town = Town.at(home, load(folder), issuer_of(home))
    clock = home / "clock.json"
    told = [_tell_one(town, clock, console)] if cases == 1 else _tell_many(town, clock, cases, console)
    took = time.monotonic() - began
    console.print(f"{len(told)} case{'s' if len(told) > 1 else ''} came home in {took:.1f} s", highlight=False)
    return told


def _tell_one(town: Town, clock: Path, console: Console) -> Told:
    say = lambda words: console.print(f"  [dim]{_day(clock):%d/%m/%Y}[/]  {words}", highlight=False)  # noqa: E731
    way = Way(town, int(time.time()) % 10_000, _day(clock), say, lambda days: _pass(clock, days))
    return whole_way(way)


def _tell_many(town: Town, clock: Path, cases: int, console: Console) -> list[Told]:
    today = _day(clock)
    start = int(time.time()) % 10_000

    def tell(n: int) -> Told:
        way = Way(town, start + n, today, lambda _: None, lambda _: today)
        return WAYS[n % len(WAYS)](way)

    with ThreadPoolExecutor(int(os.environ.get("TROVE_DEMO_AT_ONCE", AT_ONCE))) as pool, console.status("") as status:
        told = []
        for done in pool.map(tell, range(cases)):
            told.append(done)
            status.update(f"{len(told)} of {cases} cases came home")
    return told


def _day(clock: Path) -> date:
    return local(town_clock(clock)()).date()


def _pass(clock: Path, days: int) -> date:
    """Let days pass in a town whose clock is set; a town on real time stays where it is."""
    if read_offset(clock) != timedelta(0):
        moment: datetime = real() + read_offset(clock) + timedelta(days=days)
        set_clock(clock, moment)
        time.sleep(0.5)  # every instance looks at the clock a few times a second
    return _day(clock)
