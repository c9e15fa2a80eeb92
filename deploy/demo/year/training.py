"""Training in the year: who supports victims at each desk, who comes and goes, the classes, who attended, certificates."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.people import person
from deploy.demo.year.desks import Desk, code_of, desks_of
from deploy.demo.year.doors import File, begun, listed
from deploy.demo.year.rosters import Listed, by_desk, share
from deploy.demo.year.telling import Year
from shared.kernel.words import Code

FIRST_OF: Mapping[Code, Code] = {
    "communes": "social_affairs", "labour": "social_affairs", "police": "police", "justice": "justice", "health": "health",
    "education": "education", "womens_union": "union", "fatherland_front": "union", "finance": "other", "office": "other",
}  # fmt: skip
"""The position of the first officer of each desk; a unit and the lead have one for children too."""
AWAY_IN_APRIL = ("womens_union", "20041")
AWAY_IN_JUNE = ("20035",)
AS_OF = (
    (2, 20), (4, 11), (4, 12), (5, 11), (5, 12), (6, 11), (6, 12), (8, 11), (8, 12), (10, 11), (10, 12), (12, 31),
)  # fmt: skip
"""The days (month, day) as of which T3 is compared: those on which something changed, and the days before."""
AT_EVERY_DESK = (8, 12)
"""As of this day each desk is asked for its own figure, too."""


class Training:
    """`lines` are the rosters as they really were."""

    def __init__(self, year: Year) -> None:
        self.year, self.desks = year, desks_of(year)
        self.lines: list[Listed] = []
        self.lan = year.town.officer("lan.labour")

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        first = self.year.plan.effective_from
        yield first.replace(month=2, day=20), self.list_everybody
        yield first.replace(month=4, day=12), self.file_management
        yield first.replace(month=5, day=12), self.some_leave
        yield first.replace(month=6, day=12), self.approach_and_counselling
        yield first.replace(month=7, day=12), self.called_off
        yield first.replace(month=8, day=12), self.a_ward_teaches
        yield first.replace(month=10, day=12), self.job_fraud

    def list_(self, desk: Desk, position: Code, since: date) -> Listed:
        """Somebody made up, on the roster of a desk; the lead writes down those of the police."""
        name = person(len(self.lines) + 300, since).name
        for_another = {"of": desk.agency} if desk.kept_by_another else {}
        said = {"name": name, "position": position, "since": since, **for_another}
        line = Listed(begun(desk.officer, "officers", "officer", **said).id, desk, [(since, None)])
        self.lines.append(line)
        return line

    def of(self, short: Code) -> list[Listed]:
        return [line for line in self.lines if line.desk.short == short]

    def do(self, line: Listed, path: str, **fields: Any) -> None:
        File("officers", line.id).do(line.desk.officer, path, **fields)

    def list_everybody(self, day: date) -> None:
        def list_(desk: Desk) -> None:
            self.list_(desk, FIRST_OF[desk.agency], date(day.year - 1, 3, 1))
            if desk.unit or desk.agency in ("labour", "police"):
                self.list_(desk, "child_protection" if desk.unit else FIRST_OF[desk.agency], day)

        self.year.at_once(list_, self.desks)
        self.arrived()

    def teach(self, day: date, subjects: Sequence[Code], who: Iterable[Listed], by: Officer | None = None) -> File:
        """A class that was held, with those who came. The lead has heard of all of them before."""
        teacher, there = by or self.lan, list(who)
        made = begun(teacher, "trainings", "training", "new/holding", subjects=list(subjects), held_on=day, hours=8)
        made.do(teacher, "attendance", attended=[line.id for line in there])
        for line in there:
            line.attended.append(day)
        return made

    def file_management(self, day: date) -> None:
        """The first officer of each desk comes, and gets a certificate."""
        firsts = [self.of(desk.short)[0] for desk in self.desks if desk.short not in AWAY_IN_APRIL]
        made = self.teach(day, ["file_management"], firsts)
        for n, line in enumerate(firsts, 1):
            made.do(self.lan, "certificate", officer=line.id, number=f"{n:02d}/GCN-LĐTBXH", dated=day)

    def some_leave(self, day: date) -> None:
        """Who was trained leaves, and somebody comes who was not."""
        for short, reason in (("20026", "moved"), ("health", "retired"), ("police", "other_duty")):
            gone, until = self.of(short)[0], day.replace(day=day.day - 1)
            self.do(gone, "leaving", until=until, reason=reason)
            gone.left(until)
            self.list_(gone.desk, FIRST_OF[gone.desk.agency], day)
        self.arrived()

    def approach_and_counselling(self, day: date) -> None:
        """The second officers come, and those who are new; one moves to another ward: a new line, with the old class."""
        moved, until = self.of("20017")[0], day.replace(day=day.day - 1)
        self.do(moved, "leaving", until=until, reason="moved")
        moved.left(until)
        again = self.list_(self.of("20020")[0].desk, "social_affairs", day)
        before = moved.attended[0]
        fields = {
            "held_on": before,
            "subjects": ["file_management"],
            "hours": 8,
            "certificate": "08/GCN-LĐTBXH",
        }
        self.do(again, "earlier-training", **fields)
        again.attended.append(before)
        self.arrived()
        come = [line for desk in self.desks if desk.short not in AWAY_IN_JUNE for line in self.of(desk.short)[1:]]
        self.teach(day, ["approach", "counselling"], [line for line in come if line.there(day) and line is not again])

    def called_off(self, day: date) -> None:
        planned = {"subjects": ["counselling"], "planned_for": day.replace(day=28), "hours": 4}
        begun(self.lan, "trainings", "training", **planned).do(self.lan, "calling-off", reason="no_staff")

    def a_ward_teaches(self, day: date) -> None:
        """Its own officers, one of whom is new that day; and somebody comes back to a commune."""
        first = self.of("20008")[0]
        new = self.list_(first.desk, "collaborator", day)
        self.teach(day, ["job_fraud_home"], [first, new], by=first.desk.officer)
        back = self.of("20026")[0]
        self.do(back, "coming-back", since=day)
        back.times.append((day, None))
        self.arrived()

    def job_fraud(self, day: date) -> None:
        """Almost everybody comes who has not been to a class; one was ticked by mistake, one line was written twice."""
        double = self.list_(self.of("justice")[0].desk, "justice", day)
        self.do(double, "striking", reason="double")
        double.times.clear()
        self.arrived()
        missing = [line for line in self.lines if line.there(day) and not line.trained(day)]
        made = self.teach(day, ["job_fraud_abroad", "job_fraud_home"], missing)
        mistaken = next(line for line in missing if line.desk.short == "womens_union")
        made.do(self.lan, "striking", officer=mistaken.id, reason="mistake")
        mistaken.attended.remove(day)

    def arrived(self) -> None:
        """The lead has every line as it is at its desk: so many times on the roster, and until when."""
        wanted = {line.id: [(s.isoformat(), u and u.isoformat()) for s, u in line.times] for line in self.lines}
        self.year.until(
            lambda: listed(self.lan, "officers"),
            lambda lines: {
                id_: [(each["since"], each["until"]) for each in line["spells"]] for id_, line in lines.items()
            } == wanted,
            "the lead does not have the rosters as they are",
        )  # fmt: skip

    def count(self) -> None:
        year = self.year.plan.effective_to.year
        figures = [self.compared(date(year, month, day)) for month, day in AS_OF]
        self.year.at_once(lambda desk: self.compared_at(desk, date(year, *AT_EVERY_DESK)), self.desks)
        if len(set(figures)) < 5:
            raise StoryBroken(f"T3 hardly moves in the year: {figures}")
        self.year.say(f"T3 agrees as of {len(AS_OF)} days: {', '.join(f'{n}/{of}' for of, n in figures)}")

    def compared(self, day: date) -> tuple[int, int]:
        """So many officers of whom so many are trained: the town has to say the same, of all and of each desk."""
        wanted, desks = share(self.lines, day), by_desk(self.lines, day)
        told = self.year.until(
            lambda: self.lan.get("support", f"/api/training?as_of={day}"),
            lambda told: (told["officers"], told["trained"]) == wanted,
            f"T3 on {day} is not {wanted}",
        )
        if (seen := _desks(told)) != desks:
            raise StoryBroken(f"T3 on {day}, desk by desk, is said to be {seen}, it is {desks}")
        return wanted

    def compared_at(self, desk: Desk, day: date) -> None:
        """A desk sees its own officers and no others; the lead sees all."""
        if desk.officer.agency != self.lan.agency:
            wanted = {code: them for code, them in by_desk(self.lines, day).items() if code == desk.code}
            if (own := _desks(desk.officer.get("support", f"/api/training?as_of={day}"))) != wanted:
                raise StoryBroken(f"T3 on {day} at {desk.code} is said to be {own}, it is {wanted}")


def _desks(told: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    return {
        code_of(each): (each["officers"], each["officers"] - len(each["missing"]))
        for each in told["desks"]
    }  # fmt: skip
