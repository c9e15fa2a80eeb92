"""The reports of the year: at midyear from some, before 30/11 from all, what the lead says of them, and those who are late."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from deploy.demo.year.desks import Desk
from deploy.demo.year.handed_in import HandedIn, SentReport
from deploy.demo.year.telling import Year
from deploy.demo.year.unit_papers import UnitPapers
from deploy.demo.year.urging import urge
from shared.kernel.words import Code

AT_MIDYEAR = ("19996", "20008", "20011", "justice")
NOTHING = "finance"
"""Its book is empty: one tap."""
RETURNED, REASON = "20020", "content"
LATE = ("20035", "womens_union")
NEVER = ("20041",)
TASK_OF: Mapping[Code, Code] = {
    "loudspeaker_broadcast": "monthly_broadcast",
    "direct_talk": "direct_communication",
    "national_day_activity": "national_day",
    "material": "materials",
    "online_item": "online_communication",
    "job_fair": "local_employment",
}
"""Which task of the plan each kind of activity of the year carries out."""


class UnitReports(UnitPapers):
    """`handed` remembers what was sent, with what had been done by then."""

    listed, well = "unitreports", "received"

    def __init__(self, year: Year, handed: HandedIn) -> None:
        super().__init__(year, handed, handed.reports)
        self.first = year.plan.effective_from

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        yield self.first.replace(month=7, day=12), self.at_midyear
        yield self.first.replace(month=11, day=20), self.in_time
        yield self.first.replace(month=11, day=24), self.judged
        yield self.first.replace(month=11, day=28), self.supplemented
        yield self.first.replace(month=12, day=1), self.urged
        yield self.first.replace(month=12, day=12), self.late

    def done(self, desk: Desk, to_on: date) -> Mapping[Code, int]:
        """By task, what this desk had done by the end of a day and written down: counted from the deeds of the year."""
        theirs = [each for each in self.year.activities if (each.agency, each.unit) == (desk.agency, desk.unit)]
        return Counter(TASK_OF[each.kind] for each in theirs if each.day <= to_on)

    def hand_in(self, desk: Desk, day: date, to_on: date, kind: str = "result") -> None:
        days: dict[str, Any] = {"from_on": self.first, "to_on": to_on}
        number = f"{len(self.handed.reports[desk.code]) + 7}{desk.short[-2:]}/BC-2023"
        self.do(desk, "report", kind=kind, **days, results="Đã thực hiện theo kế hoạch.", difficulties="Loa xuống cấp.")
        self.do(desk, "sending", number=number, signed_on=day, sent_on=day)
        sent = SentReport(kind == "result", self.first, to_on, day, self.done(desk, to_on))
        self.handed.reports[desk.code].append(sent)

    def at_midyear(self, day: date) -> None:
        end = day.replace(month=6, day=30)
        self.year.at_once(lambda desk: self.hand_in(desk, day, end, "interim"), self.these(AT_MIDYEAR))
        self.arrived()

    def these(self, short: Iterable[Code]) -> list[Desk]:
        return [desk for desk in self.desks if desk.short in short]

    def in_time(self, day: date) -> None:
        [nothing] = self.these((NOTHING,))
        self.do(nothing, "nothing")
        self.handed.reports[nothing.code].append(SentReport(True, self.first, day, day, {}))
        others = [desk for desk in self.desks if desk.short not in (NOTHING, *LATE, *NEVER)]
        self.year.at_once(lambda desk: self.hand_in(desk, day, day), others)

    def judged(self, day: date) -> None:
        self.arrived()
        self.year.at_once(
            lambda desk: self.say(desk, day, returned=desk.short == RETURNED),
            [desk for desk in self.desks if self.handed.reports[desk.code]],
        )

    def say(self, desk: Desk, day: date, returned: bool) -> None:
        if returned:
            self.do(desk, "return", by_lead=True, reason=REASON, returned_on=day, note="Thiếu phần đề xuất")
        else:
            self.do(desk, "receipt", by_lead=True, received_on=day)
        self.handed.reports[desk.code][-1].said.append((day, returned))

    def supplemented(self, day: date) -> None:
        """On the same days as the one that came back: it takes its place, and nobody is late with it."""
        [desk] = self.these((RETURNED,))
        self.heard(desk, "returned")
        self.hand_in(desk, day, self.handed.reports[desk.code][-1].to_on)
        self.arrived()
        self.say(desk, day, returned=False)

    def urged(self, day: date) -> None:
        urge(self.year, "result_report", self.these((*LATE, *NEVER)), day)

    def late(self, day: date) -> None:
        late = self.these(LATE)
        for desk in late:
            self.hand_in(desk, day, day.replace(month=11, day=30))
        self.arrived()
        for desk in late:
            self.say(desk, day, returned=False)
