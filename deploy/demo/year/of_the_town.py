"""What the lead makes of all that was handed in: the reports to the Chairman, and the consolidated one. Each is held against a
count of its own on the day it was made."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from deploy.demo.officers import StoryBroken
from deploy.demo.year.desks import desks_of
from deploy.demo.year.doors import File, listed
from deploy.demo.year.handed_in import HandedIn
from deploy.demo.year.telling import Year
from shared.kernel.words import Code

NEXT = {3: 7, 7: 12}
"""The months in which the Chairman is told, and which a person names for the next time: the plan names no period."""


class OfTheTown:
    """Comes last on its days: all that was sent has arrived."""

    def __init__(self, year: Year, handed: HandedIn) -> None:
        self.year, self.handed, self.codes = year, handed, [desk.code for desk in desks_of(year)]
        self.units = [desk.code for desk in desks_of(year) if desk.unit]
        self.lan = year.town.officer("lan.labour")
        self.before = {what: day.before for what, day in year.plan.dates.items()}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        first = self.year.plan.effective_from
        for month in (3, 7, 12):
            yield first.replace(month=month, day=12), self.tell_the_chairman
        yield first.replace(month=12, day=12), self.consolidate

    def do(self, path: str, **fields: Any) -> Mapping[str, Any]:
        """The file of the town's reports after this deed."""
        [file] = listed(self.lan, "townreports")
        File("townreports", file).do(self.lan, path, **fields)
        state: Mapping[str, Any] = self.lan.get("support", f"/api/townreports/{file}")["file"]["state"]
        return state

    def tell_the_chairman(self, day: date) -> None:
        then = {"next_on": day.replace(month=NEXT[day.month])} if day.month in NEXT else {}
        state = self.do("chairman", number=f"{day:%m}/BC-LĐTBXH", dated=day, note="Tình hình", **then)
        self.must_be(f"what the Chairman was told on {day}", state["chairman"][-1]["progress"], self.progress(day))

    def progress(self, day: date) -> dict[str, int]:
        handed, before = self.handed, self.before
        plans, reports = ([first(code) for code in self.codes] for first in (handed.first_plan, handed.first_result))
        open_ = [each for month, by in handed.rounds.items() if day > by for each in self.unanswered(month)]
        stand = [handed.standing(code, self.year.plan.checklist, before, day) for code in self.units]
        counting = (each for code in self.codes for each in handed.counting(code, day))
        return {
            "obliged": len(self.codes), "units": len(self.units), "reviews_missing": len(open_),
            "implementing": len([each for each in stand if not each["gaps"]]),
            "activities": sum(sum(each.done.values()) for each in counting),
            **self.sums("plans", plans, before["unit_plan"], day),
            **self.sums("reports", reports, before["result_report"], day),
        }  # fmt: skip

    def unanswered(self, month: date) -> list[Code]:
        return [code for code in self.codes if code not in self.handed.answers[month]]

    def sums(self, what: Code, came: Iterable[date | None], before: date, day: date) -> dict[str, int]:
        came = list(came)
        return {
            what: len([on for on in came if on]),
            f"{what}_late": len([on for on in came if on and on >= before]),
            f"{what}_missing": len([on for on in came if not on and day >= before]),
        }

    def consolidate(self, day: date) -> None:
        period = {"from_on": self.year.plan.effective_from, "to_on": day.replace(month=11, day=30)}
        made = self.do("issue", number="99/BC-LĐTBXH", dated=day, note="Tổng hợp", **period)["issued"][-1]
        counting = {code: self.handed.counting(code, day) for code in self.codes}
        done = sum((Counter(each.done) for reports in counting.values() for each in reports), Counter[str]())
        told: Counter[str] = Counter()
        for line in made["figures"]["lines"]:
            told[line["task"]] += line["times"]
        self.must_be(
            "who reported", sorted(each["whose"] for each in made["parts"]), sorted(c for c in counting if counting[c])
        )
        self.must_be("who is missing", made["missing"], sorted(code for code in counting if not counting[code]))
        self.must_be("what was done, by task", dict(told), dict(done))

    def must_be(self, what: str, told: Any, wanted: Any) -> None:
        if told != wanted:
            raise StoryBroken(f"{what}: the town says {told}, it was {wanted}")

    def count(self) -> None:
        """Counted on its days already."""
