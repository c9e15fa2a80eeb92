"""The activities of the year: what every unit broadcasts each month, talks, 30 July, what the agencies do."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.year.doors import File, listed
from deploy.demo.year.telling import Activity, Year
from shared.kernel.words import UnitCode

SKIPPED: Mapping[UnitCode, frozenset[int]] = {
    "20026": frozenset({3}),
    "20035": frozenset({7, 8}),
    "20041": frozenset({2, 3, 10}),
}
"""The months in which these units do not broadcast."""
NO_NATIONAL_DAY: UnitCode = "20041"
"""Late on purpose: it never holds one."""
TOPICS = ("tricks", "policy", "models", "safe_migration", "job_fraud", "hotline", "the_plan")
AT_AGENCIES = (
    "lan.labour", "tam.justice", "mai.health", "duc.education", "thuy.womens_union", "quang.fatherland_front",
)  # fmt: skip


class Activities:
    """What was really done stands in `Year.activities`."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.lan = year.town.officer("lan.labour")

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        plan = self.year.plan
        for first in plan.months():
            day = max(first.replace(day=12), plan.effective_from)
            yield day, self.broadcasts
            if deed := {2: self.list_neighbourhoods, 4: self.at_labour, 6: self.talks}.get(day.month):
                yield day, deed
        yield plan.effective_from.replace(month=7, day=30), self.national_day

    def record(self, officer: Officer, whose: str, unit: UnitCode | None, kind: str, day: date, **more: Any) -> None:
        self.books(officer)[whose, unit].do(officer, "activity", kind=kind, carried_out_on=day, **more)
        self.year.activities.append(Activity(whose, unit, kind, day))

    def books(self, officer: Officer) -> Mapping[tuple[str, str | None], File]:
        """The books this officer may see, by whose they are."""
        return {(line["agency"], line["unit"]): File("books", book) for book, line in listed(officer, "books").items()}

    def broadcasts(self, day: date) -> None:
        topic = TOPICS[day.month % len(TOPICS)]

        def broadcast(unit: UnitCode, officer: Officer) -> None:
            if day.month not in SKIPPED.get(unit, frozenset()):
                self.record(officer, "communes", unit, "loudspeaker_broadcast", day, everywhere=True, topics=[topic])

        self.year.in_every_unit(broadcast)
        done = sum(each.day == day and each.kind == "loudspeaker_broadcast" for each in self.year.activities)
        self.year.say(f"{day:%m/%Y}: {done} broadcasts")

    def list_neighbourhoods(self, _: date) -> None:
        def list_(unit: UnitCode, officer: Officer) -> None:
            self.books(officer)["communes", unit].do(officer, "neighbourhoods", blocks=4 + int(unit) % 5)

        self.year.in_every_unit(list_)

    def talks(self, day: date) -> None:
        def talk(unit: UnitCode, officer: Officer) -> None:
            people = {"women": 20 + int(unit) % 30, "youth": 10 + int(unit) % 7}
            self.record(
                officer, "communes", unit, "direct_talk", day, places=["Tổ dân phố 1"], audience=people, topics=["job_fraud"],
            )  # fmt: skip

        self.year.in_every_unit(talk)

    def national_day(self, day: date) -> None:
        def march(unit: UnitCode, officer: Officer) -> None:
            if unit != NO_NATIONAL_DAY:
                self.record(officer, "communes", unit, "national_day_activity", day, everywhere=True)

        self.year.in_every_unit(march)
        for officer in map(self.year.town.officer, AT_AGENCIES):
            self.record(officer, officer.agency, None, "national_day_activity", day, in_units=["19996"])
        self.record(self.lan, "police", None, "national_day_activity", day, in_units=["20008"])

    def at_labour(self, day: date) -> None:
        self.record(self.lan, "labour", None, "material", day, copies=2_000, topics=["policy"])
        link = "https://huongtra.example.vn/tin/1"
        self.record(self.lan, "labour", None, "online_item", day, link=link, reach=1_250)
        self.record(self.lan, "labour", None, "job_fair", day, jobs=120, in_units=["19996"], audience={"youth": 300})

    def count(self) -> None:
        """The town's own figures, as reporting has them, are what was done: to the last one."""
        son, wanted = self.year.town.officer("son.office"), Counter(each.kind for each in self.year.activities)
        seen = self.year.until(
            lambda: son.get("reporting", "/api/plan"),
            lambda seen: {each["kind"]: each["times"] for each in seen["sums"]} == dict(wanted),
            f"reporting does not count {dict(wanted)}",
        )
        tasks = {task["task"]: task for task in seen["tasks"]}
        last = self.year.plan.effective_to.month
        for row in tasks["monthly_broadcast"]["rows"]:
            missing = len([month for month in SKIPPED.get(row["unit"], ()) if month != last])
            if row["missed"] != missing:
                raise StoryBroken(f"unit {row['unit']} is said to have missed {row['missed']} months, not {missing}")
        missed = sum(map(len, SKIPPED.values()))
        self.year.say(f"reporting counts what was done: {sum(wanted.values())} activities, {missed} months missed")
