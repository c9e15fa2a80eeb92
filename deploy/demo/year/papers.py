"""What is handed in during the year: own plans, answers to review rounds, reports; and what the lead makes of them.

Counted at the end: target T1 and who was late, as of many days, against `HandedIn` and its own arithmetic.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from deploy.demo.officers import StoryBroken
from deploy.demo.year.desks import LEAD, desks_of
from deploy.demo.year.handed_in import HandedIn
from deploy.demo.year.of_the_town import OfTheTown
from deploy.demo.year.reviews import Reviews
from deploy.demo.year.telling import Part, Year
from deploy.demo.year.unit_plans import UnitPlans
from deploy.demo.year.unit_reports import UnitReports
from shared.kernel.words import Code

AS_OF = (
    (2, 20), (2, 27), (2, 28), (3, 1), (3, 12), (6, 30), (7, 12), (8, 12), (11, 19), (11, 20), (11, 24), (11, 28),
    (11, 30), (12, 12), (12, 31),
)  # fmt: skip
"""The days (month, day) as of which T1 and the late are compared: each a day on which something changed, or just before one."""


class Papers:
    def __init__(self, year: Year) -> None:
        self.year, self.handed, self.desks = year, HandedIn(), desks_of(year)
        kinds = (UnitPlans, Reviews, UnitReports, OfTheTown)
        self.parts: Sequence[Part] = [part(year, self.handed) for part in kinds]
        self.before = {what: day.before for what, day in year.plan.dates.items()}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        for part in self.parts:
            yield from part.days()

    def count(self) -> None:
        for part in self.parts:
            part.count()
        year = self.year.plan.effective_to.year
        implementing = [self.compared(date(year, month, day)) for month, day in AS_OF]
        if len(set(implementing)) < 3:
            raise StoryBroken(f"T1 hardly moves in the year: {implementing}")
        self.year.say(
            f"T1 and who was late agree as of {len(AS_OF)} days; units that carry the plan out: {implementing}"
        )

    def compared(self, day: date) -> int:
        """How many units carry the plan out, as of a day, and that the town says the same of each, and of who was late."""
        told = self.year.town.officer("lan.labour").get("support", f"/api/units?as_of={day}")
        before, checklist = self.before, self.year.plan.checklist
        wanted = {
            desk.code: self.handed.standing(desk.code, checklist, before, day) for desk in self.desks if desk.unit
        }
        seen = {".".join(each.pop("who").values()): each for each in told["units"]}
        for code in wanted.keys() | seen.keys():
            if seen.get(code) != wanted.get(code):
                raise StoryBroken(f"T1 on {day}: {code} is said to stand at {seen.get(code)}, it is {wanted.get(code)}")
        implementing = len([each for each in wanted.values() if not each["gaps"]])
        if told["implementing"] != implementing:
            raise StoryBroken(f"T1 on {day} is said to be {told['implementing']}, it is {implementing}")
        if (late := {what: sorted(codes) for what, codes in told["late"].items()}) != self.late(day):
            raise StoryBroken(f"late on {day} are said to be {late}, they are {self.late(day)}")
        return implementing

    def late(self, day: date) -> dict[Code, list[Code]]:
        """Who had not handed in what by the end of a day, though it was due by then; the lead urges everybody but itself."""
        handed, codes = self.handed, [desk.code for desk in self.desks if desk.agency != LEAD]
        plan, report = self.before["unit_plan"], self.before["result_report"]
        return {
            "unit_plan": sorted(c for c in codes if day >= plan and (handed.first_plan(c) or date.max) > day),
            "result_report": sorted(c for c in codes if day >= report and (handed.first_result(c) or date.max) > day),
            **{
                f"review.{month:%Y-%m}": sorted(
                    c for c in codes if day > by and (handed.first_answer(month, c) or date.max) > day
                )
                for month, by in handed.rounds.items()
            },
        }
