"""The review rounds of the year: opened month by month, answered by everybody with a number, urged where nobody answered."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from deploy.demo.officers import StoryBroken
from deploy.demo.year.desks import LEAD, Desk, desks_of
from deploy.demo.year.doors import File, listed
from deploy.demo.year.handed_in import HandedIn
from deploy.demo.year.telling import Year
from deploy.demo.year.urging import urge
from shared.kernel.words import Code

LATE: Mapping[Code, frozenset[int]] = {
    "20035": frozenset({3, 4}),
    "20041": frozenset({5}),
    "health": frozenset({6}),
    "police": frozenset({9}),
}
"""They answer the rounds of these months in the month after."""
NEVER: Mapping[Code, frozenset[int]] = {"20041": frozenset({8, 9}), "finance": frozenset({10})}
HOLDS: Mapping[Code, int] = {"20008": 1, "labour": 2}
"""So many cases from May on; everybody else, the police too, has none."""
CORRECTED, MONTH = "20011", 7
"""This ward found one more in July when it had answered already: the later answer counts."""


class Reviews:
    """A round is opened on the 12th and is to be answered by the 19th, as a person of the lead said."""

    def __init__(self, year: Year, handed: HandedIn) -> None:
        self.year, self.handed, self.desks = year, handed, desks_of(year)
        self.lan = year.town.officer("lan.labour")
        self.files: dict[date, File] = {}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        for first in self.year.plan.months():
            day = first.replace(day=12)
            yield day, self.late_ones
            yield day, self.opened
            yield first.replace(day=19), self.answered

    def opened(self, day: date) -> None:
        month, by = day.replace(day=1), day.replace(day=19)
        rounds = listed(self.lan, "reviews")
        self.files = {date.fromisoformat(line["month"]): File("reviews", file) for file, line in rounds.items()}
        self.files[month].do(self.lan, "opening", answer_by=by)
        self.handed.rounds[month], self.handed.answers[month] = by, {}

    def answered(self, day: date) -> None:
        month = day.replace(day=1)
        self.year.at_once(lambda desk: self.asked(desk, month), {desk.agency: desk for desk in self.desks}.values())

        def answer(desk: Desk) -> None:
            if day.month not in LATE.get(desk.short, ()) and day.month not in NEVER.get(desk.short, ()):
                self.answer(desk, month, day)
                if desk.short == CORRECTED and day.month == MONTH:
                    self.answer(desk, month, day, more=1)

        self.year.at_once(answer, self.desks)

    def asked(self, desk: Desk, month: date) -> None:
        """The question has come to this agency."""
        self.year.until(
            lambda: listed(desk.officer, "reviews")[self.files[month].id],
            lambda line: line["answer_by"] is not None,
            f"{desk.agency} was not asked for {month:%m/%Y}",
        )

    def answer(self, desk: Desk, month: date, day: date, more: int = 0) -> None:
        cases = (HOLDS.get(desk.short, 0) if month.month >= 5 else 0) + more
        for_another = {"of": desk.code} if desk.kept_by_another else {}
        self.files[month].do(desk.officer, "answer", cases=cases, **for_another)
        self.handed.answers[month].setdefault(desk.code, []).append((day, cases))

    def late_ones(self, day: date) -> None:
        """Those who did not answer the round of last month are urged; some answer then."""
        month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        if month not in self.handed.rounds:
            return
        self.arrived()
        if missing := [each for each in self.desks if each.code not in self.handed.answers[month]]:
            urge(self.year, f"review.{month:%Y-%m}", missing, day)
        for desk in missing:
            if month.month in LATE.get(desk.short, ()):
                self.answer(desk, month, day)

    def arrived(self) -> None:
        """The lead has the newest answer of each, the own beside the one it gives for the police."""
        wanted = {
            month.isoformat(): {code: said[-1][1] for code, said in self.handed.answers[month].items()}
            for month in self.handed.rounds
        }
        self.year.until(
            lambda: listed(self.lan, "reviews"),
            lambda lines: {line["month"]: line["cases"] for line in lines.values() if line["answer_by"]} == wanted,
            f"the lead does not have the answers {wanted}",
        )

    def count(self) -> None:
        """Every answer is there under the name of whoever gave it, and a unit is shown its own alone."""
        self.arrived()
        for desk in self.desks:
            if desk.agency != LEAD and not desk.kept_by_another:
                lines = listed(desk.officer, "reviews")
                if shown := {code for line in lines.values() for code in line["cases"]} - {desk.code}:
                    raise StoryBroken(f"{desk.code} is shown the answers of {sorted(shown)}")
