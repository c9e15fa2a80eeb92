"""The inspections of the year: of a commune, of a business that sends workers abroad, and one that never takes place; what was
found, what had to be remedied by when, and how that stands at the end."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from deploy.demo.officers import StoryBroken
from deploy.demo.year.doors import File, begun, come, listed
from deploy.demo.year.telling import Year

COMMUNE, BUSINESS, NOT_HELD = "of a commune", "of a business", "not held"
OPEN = "to_remedy"


class Inspections:
    """What really happened: the stage of each inspection, and of each remedy how it stands and its last day."""

    def __init__(self, year: Year) -> None:
        self.year, self.of = year, year.plan.effective_from.year
        self.binh, self.loan = year.town.officer("binh.labour"), year.town.officer("loan.20026")
        self.files: dict[str, File] = {}
        self.stages: dict[str, str] = {}
        self.remedies: dict[tuple[str, int], tuple[str, date]] = {}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        deeds = {
            3: self.planned, 4: self.visited, 5: self.remedied, 6: self.looked_at_again, 8: self.remedied_late,
            10: self.done_at_last,
        }  # fmt: skip
        for month, deed in deeds.items():
            yield date(self.of, month, 12), deed

    def planned(self, day: date) -> None:
        """Each with a team and a decision."""
        whom: dict[str, dict[str, Any]] = {
            COMMUNE: {"topic": "support_policy", "agency": "communes", "unit": "20026"},
            BUSINESS: {"topic": "labour_export", "business": "Công ty Hư Cấu"},
            NOT_HELD: {"topic": "statistics", "agency": "justice"},
        }
        for n, (name, said) in enumerate(whom.items(), 1):
            self.files[name] = begun(
                self.binh, "inspections", "inspection", **said, planned_for=date(self.of, 4, 12), decision=f"{n}/QĐ-KT",
                decided_on=day, members=4, together_with=["office"], team="Đoàn Hư Cấu",
            )  # fmt: skip
        self.files[NOT_HELD].do(self.binh, "calling-off", reason="other_body")
        self.stages = {COMMUNE: "to_visit", BUSINESS: "to_visit", NOT_HELD: "called_off"}

    def visited(self, day: date) -> None:
        """The conclusion is signed while something is still to be remedied."""
        remedies = (
            (COMMUNE, "files_missing", "complete_files", date(self.of, 5, 5)),
            (COMMUNE, "done_late", "change_way", date(self.of, 5, 31)),
            (BUSINESS, "illegal_fees", "stop", date(self.of, 6, 30)),
        )
        for name in (COMMUNE, BUSINESS):
            file, found = self.files[name], [each[1:] for each in remedies if each[0] == name]
            file.is_refused(self.binh, "inspection.not_visited", "conclusion", conclusion="9/KL-KT", concluded_on=day)
            file.do(self.binh, "visit", visited_on=day)
            for number, (kind, measure, until) in enumerate(found, 1):
                file.do(self.binh, "finding", found=kind, grave=name == BUSINESS, note="Thấy tại chỗ.")
                file.do(self.binh, "remedy", finding=number, measure=measure, until=until)
                self.remedies[name, number] = OPEN, until
            file.do(self.binh, "conclusion", conclusion="9/KL-KT", concluded_on=day)
            self.stages[name] = "followed"

    def remedied(self, day: date) -> None:
        """The commune says what it did: of one remedy a week after its last day."""
        for number, measure in ((1, "complete_files"), (2, "change_way")):
            self._report(number, measure, day)

    def looked_at_again(self, day: date) -> None:
        """One is done; the other is not, and has a new last day."""
        self._until_they_stand()
        self._recheck(1, day, "fulfilled")
        self._recheck(2, day, "not_fulfilled", again_by=date(self.of, 7, 12))

    def remedied_late(self, day: date) -> None:
        self._report(2, "change_way", day)

    def done_at_last(self, day: date) -> None:
        """The commune's is settled; what the business was asked for stays open, and is late."""
        self._until_they_stand()
        self._recheck(2, day, "fulfilled")
        self.stages[COMMUNE] = "settled"

    def _report(self, number: int, measure: str, day: date) -> None:
        def is_asked(line: Any) -> bool:
            return bool(line["measure"] == measure and line["stage"] == OPEN)

        come(self.year, self.loan, "remedies", is_asked).do(self.loan, "report", done_on=day, note="Đã làm xong.")
        self.remedies[COMMUNE, number] = "remedied", self.remedies[COMMUNE, number][1]

    def _recheck(self, number: int, day: date, result: str, again_by: date | None = None) -> None:
        again = {"again_by": again_by} if again_by else {}
        self.files[COMMUNE].do(self.binh, "recheck", number=number, checked_on=day, result=result, **again)
        state = OPEN if again_by else "remedy_fulfilled"
        self.remedies[COMMUNE, number] = state, again_by or self.remedies[COMMUNE, number][1]

    def _until_they_stand(self) -> dict[tuple[str, int], tuple[str, date]]:
        """The remedies at the desk of who inspected, as soon as they are as they were told."""

        def looked() -> dict[tuple[str, int], tuple[str, date]]:
            lines = listed(self.binh, "inspections")
            return {
                (name, each["number"]): (each["state"], date.fromisoformat(each["until"]))
                for name, file in self.files.items() for each in lines[file.id]["remedies"]
            }  # fmt: skip

        found: dict[tuple[str, int], tuple[str, date]] = self.year.until(
            looked, lambda seen: seen == self.remedies, f"the remedies do not stand as told: {self.remedies}"
        )
        return found

    def count(self) -> None:
        """Each inspection and remedy as it was told, at both ends; one is open and late."""
        there, today = self._until_they_stand(), self.year.plan.effective_to
        lines = listed(self.binh, "inspections")
        if (found := {name: lines[file.id]["stage"] for name, file in self.files.items()}) != self.stages:
            raise StoryBroken(f"the inspections stand as {found}, not {self.stages}")
        at_commune = sorted(line["stage"] for line in listed(self.loan, "remedies").values())
        if at_commune != (
            wanted := sorted(state for (name, _), (state, _) in self.remedies.items() if name == COMMUNE)
        ):
            raise StoryBroken(f"the remedies of the commune stand there as {at_commune}, not {wanted}")
        late = [each for each in there.values() if each[0] == OPEN and each[1] < today]
        if len(late) != 1:
            raise StoryBroken(f"{len(late)} remedies are late, not one")
        self.year.say(f"{len(self.files)} inspections, {len(there)} remedies, {len(late)} of them open and late")
