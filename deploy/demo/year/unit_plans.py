"""The own plans of the year: drafted, adapted, issued, sent; the lead says what is missing or that nothing is."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from deploy.demo.year.desks import Desk
from deploy.demo.year.handed_in import HandedIn, SentPlan
from deploy.demo.year.telling import Year
from deploy.demo.year.unit_papers import UnitPapers
from deploy.demo.year.urging import urge
from shared.kernel.words import Code

LATE = ("20035", "20041", "finance")
"""Their plans come after the day."""
INCOMPLETE, FORGOTTEN = "20017", frozenset({"online", "resources"})
"""What the first plan of this ward does not say."""
DOUBTED, DOUBT = "20020", frozenset({"inspection"})
"""The lead asks whether this is really in it; the ward shows where, and the lead finds it complete."""
WIDENED = "19996"
"""Sets itself small targets at first, and greater ones in August, when they are reached."""
SMALL = {"monthly_broadcast": 5, "direct_communication": 1}
AIMS: Mapping[Code, Mapping[Code, int]] = {
    WIDENED: SMALL,
    "20026": {"monthly_broadcast": 9, "direct_communication": 1},
    "20041": {},
}
"""Targets in numbers; all other units want every month, a talk and the national day, and agencies the day alone."""
AIMS_OF_UNITS = {"monthly_broadcast": 10, "direct_communication": 1, "national_day": 1}
AIMS_OF_AGENCIES = {"national_day": 1}


class UnitPlans(UnitPapers):
    """`handed` remembers what was sent and what the lead said."""

    listed, well = "unitplans", "approved"

    def __init__(self, year: Year, handed: HandedIn) -> None:
        super().__init__(year, handed, handed.plans)
        self.everything = frozenset(year.plan.checklist)

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        first = self.year.plan.effective_from
        yield first.replace(month=2, day=20), self.sent_in_time
        yield first.replace(month=3, day=1), self.judged
        yield first.replace(month=3, day=12), self.sent_late_or_again
        yield first.replace(month=8, day=12), self.widened

    def hand_in(self, desk: Desk, day: date, covered: frozenset[Code], aims: Mapping[Code, int]) -> None:
        """Drafted twice: somebody reads it and adds the day of the town's plan; then issued and sent."""
        number = f"{len(self.handed.plans[desk.code]) + 1}{desk.short[-2:]}/KH-2023"
        rows = [{"task": task, "number": times} for task, times in aims.items()]
        last = {"task": "online_communication", "by": "2023-11-30"}
        self.do(desk, "draft", covered=sorted(covered)[:3], targets=rows)
        self.do(desk, "draft", covered=sorted(covered), targets=[*rows, last], note="Đã góp ý trong đơn vị")
        self.do(desk, "issue", number=number, issued_on=day)
        self.do(desk, "sending", sent_on=day)
        self.handed.plans[desk.code].append(SentPlan(day, covered, dict(aims)))

    def sent_in_time(self, day: date) -> None:
        def send(desk: Desk) -> None:
            covered = self.everything - FORGOTTEN if desk.short == INCOMPLETE else self.everything
            self.hand_in(desk, day, covered, self.aims_of(desk))

        self.year.at_once(send, [desk for desk in self.desks if desk.short not in LATE])

    def aims_of(self, desk: Desk) -> Mapping[Code, int]:
        return AIMS.get(desk.short, AIMS_OF_UNITS if desk.unit else AIMS_OF_AGENCIES)

    def judged(self, day: date) -> None:
        """The lead urges those who are late, comments on what lacks something and finds the others complete."""
        self.arrived()
        urge(self.year, "unit_plan", [desk for desk in self.desks if not self.handed.plans[desk.code]], day)

        def judge(desk: Desk) -> None:
            missing = {INCOMPLETE: FORGOTTEN, DOUBTED: DOUBT}.get(desk.short, frozenset())
            self.say(desk, day, missing)

        self.year.at_once(judge, [desk for desk in self.desks if self.handed.plans[desk.code]])

    def say(self, desk: Desk, day: date, missing: frozenset[Code]) -> None:
        if missing:
            self.do(desk, "comment", by_lead=True, missing=sorted(missing), commented_on=day, note="Xem lại")
        else:
            self.do(desk, "approval", by_lead=True, approved_on=day)
        self.handed.plans[desk.code][-1].said.append((day, missing))

    def sent_late_or_again(self, day: date) -> None:
        for desk in self.desks:
            if desk.short in LATE or desk.short == INCOMPLETE:
                self.hand_in(desk, day, self.everything, self.aims_of(desk))
        self.arrived()
        for desk in self.desks:
            if desk.short in LATE or desk.short in (INCOMPLETE, DOUBTED):
                self.say(desk, day, frozenset())

    def widened(self, day: date) -> None:
        desk = next(desk for desk in self.desks if desk.short == WIDENED)
        self.hand_in(desk, day, self.everything, AIMS_OF_UNITS)
        self.arrived()
        self.say(desk, day, frozenset())
