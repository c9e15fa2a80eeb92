"""`trove demo --year`: the plan's own work of the whole town from its first day to its last, through the public doors, each
deed with the token of the officer whose work it is. Some units are late on purpose. At the end the town's own figures are held
against what was done."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.console import Console

from deploy.demo.officers import Officer, StoryBroken, Town, issuer_of
from shared.clock import TOWN, read_offset, set_clock
from shared.kernel.plans import Plan
from shared.kernel.words import UnitCode
from shared.policy.profile import load

AT_ONCE = 6
SKIPPED: Mapping[UnitCode, frozenset[int]] = {
    "20026": frozenset({3}),
    "20035": frozenset({7, 8}),
    "20041": frozenset({2, 3, 10}),
}
"""The months in which these units do not broadcast."""
TOPICS = ("tricks", "policy", "models", "safe_migration", "job_fraud", "hotline", "the_plan")
SEEN_WITHIN = 60.0


@dataclass
class Year:
    """The year as it is told. `done` counts what was really done, by task and unit: the independent count."""

    town: Town
    plan: Plan
    clock: Path
    say: Callable[[str], None]
    done: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def on(self, day: date) -> None:
        """Let it be this day in the town."""
        set_clock(self.clock, datetime.combine(day, time_of_day(9), TOWN))
        time.sleep(0.3)  # every instance looks at the clock a few times a second

    def officers(self) -> dict[UnitCode, Officer]:
        """One officer of each unit."""
        return {user.unit: self.town.officer(user.username) for user in self.town.profile.users if user.unit}

    def books(self, officer: Officer) -> dict[tuple[str, str | None], UUID]:
        """The books this officer may see: whose, and under which id."""
        answer = officer.get("support", "/api/books")
        return {(line["agency"], line["unit"]): UUID(book) for book, line in answer["books"].items()}

    def record(self, officer: Officer, whose: str, unit: UnitCode | None, kind: str, day: date, **more: Any) -> None:
        book = self.books(officer)[whose, unit]
        fields = {"kind": kind, "carried_out_on": day.isoformat(), **more}
        officer.post("support", f"/api/books/{book}/activity", fields)
        self.done[kind, unit or whose, day.month] += 1


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
    _tell(year)
    _count(year)
    console.print(f"the year was told and counted in {time.monotonic() - began:.0f} s", highlight=False)
    return year


def _tell(year: Year) -> None:
    for first in year.plan.months():
        day = max(first.replace(day=12), year.plan.effective_from)
        year.on(day)
        _in_every_unit(year, day, _broadcast)
        for event in EVENTS.get(day.month, ()):
            event(year, day)
        year.say(f"{day:%m/%Y}: {sum(n for (_, _, month), n in year.done.items() if month == day.month)} activities")


def _in_every_unit(year: Year, day: date, deed: Callable[[Year, UnitCode, Officer, date], None]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda each: deed(year, each[0], each[1], day), sorted(year.officers().items())):
            pass


def _broadcast(year: Year, unit: UnitCode, officer: Officer, day: date) -> None:
    if day.month not in SKIPPED.get(unit, frozenset()):
        topic = TOPICS[day.month % len(TOPICS)]
        year.record(officer, "communes", unit, "loudspeaker_broadcast", day, everywhere=True, topics=[topic])


def _list_neighbourhoods(year: Year, day: date) -> None:
    def list_(year: Year, unit: UnitCode, officer: Officer, _: date) -> None:
        book = year.books(officer)["communes", unit]
        officer.post("support", f"/api/books/{book}/neighbourhoods", {"blocks": 4 + int(unit) % 5})

    _in_every_unit(year, day, list_)


def _talks(year: Year, day: date) -> None:
    def talk(year: Year, unit: UnitCode, officer: Officer, day: date) -> None:
        people = {"women": 20 + int(unit) % 30, "youth": 10 + int(unit) % 7}
        year.record(
            officer,
            "communes",
            unit,
            "direct_talk",
            day,
            places=["Tổ dân phố 1"],
            audience=people,
            topics=["job_fraud"],
        )

    _in_every_unit(year, day, talk)


def _national_day(year: Year, _: date) -> None:
    day = date(year.plan.effective_from.year, 7, 30)
    year.on(day)

    def march(year: Year, unit: UnitCode, officer: Officer, day: date) -> None:
        if unit != "20041":  # late on purpose: it never holds one
            year.record(officer, "communes", unit, "national_day_activity", day, everywhere=True)

    _in_every_unit(year, day, march)
    for username in (
        "lan.labour",
        "tam.justice",
        "mai.health",
        "duc.education",
        "thuy.womens_union",
        "quang.fatherland_front",
    ):
        officer = year.town.officer(username)
        year.record(officer, officer.agency, None, "national_day_activity", day, in_units=["19996"])
    lan = year.town.officer("lan.labour")
    year.record(lan, "police", None, "national_day_activity", day, in_units=["20008"])


def _at_labour(year: Year, day: date) -> None:
    lan = year.town.officer("lan.labour")
    year.record(lan, "labour", None, "material", day, copies=2_000, topics=["policy"])
    year.record(lan, "labour", None, "online_item", day, link="https://huongtra.example.vn/tin/1", reach=1_250)
    year.record(lan, "labour", None, "job_fair", day, jobs=120, in_units=["19996"], audience={"youth": 300})


EVENTS: Mapping[int, tuple[Callable[[Year, date], None], ...]] = {
    2: (_list_neighbourhoods,),
    4: (_at_labour,),
    6: (_talks,),
    7: (_national_day,),
}
"""What happens in a month besides the broadcasts."""


def _count(year: Year) -> None:
    """The town's own figures, as reporting has them, are what was done: to the last one."""
    son, deadline = year.town.officer("son.office"), time.monotonic() + SEEN_WITHIN
    wanted = Counter[str]()
    for (kind, _, _), times in year.done.items():
        wanted[kind] += times
    year.on(year.plan.effective_to)
    while (found := {each["kind"]: each["times"] for each in son.get("reporting", "/api/plan")["sums"]}) != dict(
        wanted
    ):
        if time.monotonic() > deadline:
            raise StoryBroken(f"reporting counts {found}, done was {dict(wanted)}")
        time.sleep(0.3)
    tasks = {task["task"]: task for task in son.get("reporting", "/api/plan")["tasks"]}
    for row in tasks["monthly_broadcast"]["rows"]:
        missing = len([m for m in SKIPPED.get(row["unit"], ()) if m != year.plan.effective_to.month])
        if row["missed"] != missing:
            raise StoryBroken(f"unit {row['unit']} is said to have missed {row['missed']} months, it missed {missing}")
    year.say(
        f"reporting counts what was done: {sum(wanted.values())} activities, {sum(map(len, SKIPPED.values()))} months missed"
    )
