"""`trove demo --year`: the plan's own work of the whole town from its first day to its last, through the public doors, each
deed with the token of the officer whose work it is. Some units are late on purpose. At the end the town's own figures are held
against what was done."""

import time
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from rich.console import Console

from deploy.demo.officers import StoryBroken, Town, issuer_of
from deploy.demo.year.activities import Activities
from deploy.demo.year.gifts import Gifts
from deploy.demo.year.inspected import Inspections
from deploy.demo.year.money import Money
from deploy.demo.year.papers import Papers
from deploy.demo.year.raised import Difficulties
from deploy.demo.year.telling import Part, Year
from deploy.demo.year.training import Training
from deploy.demo.year.watched import Supervisions, Tips
from shared.clock import read_offset
from shared.policy.profile import load

PARTS: Sequence[Callable[[Year], Part]] = (
    Activities,
    Papers,
    Training,
    Money,
    Gifts,
    Inspections,
    Tips,
    Supervisions,
    Difficulties,
)
"""What is told, a line for each matter."""


def run_year(home: Path, folder: Path = Path("deploy/profiles/huong-tra-2023")) -> Year:
    """Tell the whole year; raises `StoryBroken` when the town answers otherwise, or counts otherwise at the end."""
    console, began, clock = Console(), time.monotonic(), home / "clock.json"
    if not read_offset(clock):
        raise StoryBroken(
            "this town lives in real time; the year is told in one whose day can be set (`trove clock set`)"
        )
    profile = load(folder)
    plan = next((law.plan for _, law in profile.periods if law.plan), None)
    if plan is None:
        raise StoryBroken("the profile has no plan")
    town = Town.at(home, profile, issuer_of(home))
    year = Year(town, plan, clock, lambda words: console.print(f"  {words}", highlight=False))
    parts = [part(year) for part in PARTS]
    told = sorted((each for part in parts for each in part.days()), key=itemgetter(0))
    for day, deeds in groupby(told, key=itemgetter(0)):
        year.on(day)
        for _, deed in deeds:
            deed(day)
    year.on(plan.effective_to)
    for part in parts:
        part.count()
    console.print(f"the year was told and counted in {time.monotonic() - began:.0f} s", highlight=False)
    return year
