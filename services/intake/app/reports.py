"""The desk of reports (TB-…): which deeds there are, who may look at one, what waits for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.intake.app.table import Line
from services.intake.domain.report import REPORT, Report, asked
from services.intake.domain.report.handing import POWER
from services.intake.domain.report.known import Told
from services.intake.domain.report.words import CallWay, Stage
from services.intake.projections import QueueLine, ReportLine, ReportQueue
from shared.access import Way
from shared.clock import local
from shared.desk import Deed, Desk
from shared.kernel import codes
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, CaseId, Code, ReportId
from shared.ledger import Entry
from shared.ledger.stored import sections
from shared.sealing.vault import Forgotten
from shared.search.seeker import Seeker
from shared.views import Kept, Pile, Shelf, Some
from shared.web.cases import REPORT as A_REPORT
from shared.web.cases import Look, Values, offers
from shared.web.fields import Choice
from shared.web.words import Words

READ, LIST, LIST_CASES = "intake.report.read", "intake.report.list", "intake.case.list"
OPEN_CASE = "intake.report.open_case"
SECTION_OF = sections(Told)
MOST, DONE_AT_ONCE = 10_000, 50
"""So many of what waits, or of what is done, are shown at once."""
NAMED = 500
"""So many that wait are known one by one to the pages that show them: of these it is said what is new."""
NOTES = ("triage", "passed", "came_back", "sent_back", "closed", "reopened")
"""Facts of a report that may have an officer's note: the newest of each is kept."""


DEEDS = (
    Line("take", "new", asked.TakeReport, "told_on"),
    Line("call", "urgent-call", asked.RecordUrgentCall, "on"),
    Line("triage", "triage", asked.TriageReport, None),
    Line("join", "joining", asked.JoinReport, None),
    Line("pass_on", "passing-on", asked.PassReportOn, None),
    Line("return", "return", asked.ReturnTip, None),
    Line("answer", "answer", asked.AnswerReporter, "dated"),
    Line("notify_hotline", "hotline", asked.NotifyHotline, "on"),
    Line("hotline_answer", "hotline-answer", asked.RecordHotlineAnswer, "on"),
    Line("close", "closure", asked.CloseReport, None),
    Line("reopen", "reopening", asked.ReopenReport, None),
)


def report_deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer of this agency can do with a report, in the order of the procedure."""

    def place(report: Report, command: Any, actor: Actor) -> Subject:
        if report.stage is Stage.NONE:  # not there yet: it will lie where it is taken for, or where the officer is
            unit = command.unit if isinstance(command, asked.TakeReport) else actor.unit
            return Subject(agency, unit, report.stage)
        return place_of(agency, report)

    return [Deed(f"intake.report.{line.name}", line.path, line.command, REPORT, place, line.on) for line in DEEDS]


def place_of(agency: AgencyId, report: Report) -> Subject:
    """Where a report lies and how far it is."""
    return Subject(agency, report.unit, report.stage)


class Reports:
    """The app of reports: what its doors ask for (`shared.web.cases.Cases`). `cases` are the queues of the cases of this
    desk, in which one is found by its code."""

    about = A_REPORT
    seeker: Seeker | None = None  # a report is no case: what is alike stands as one line of the list

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        lines: Shelf[Entry, ReportLine] | Kept[Entry, ReportLine],
        cases: Shelf[Entry, QueueLine] | Kept[Entry, QueueLine],
        words: Words,
    ) -> None:
        self.desk, self.agency, self.words = desk, agency, words
        self.opening: Deed | None = desk.deeds["new"]
        self._lines, self._cases = lines, cases

    def look(self, actor: Actor, report: UUID) -> Look:
        """The open part of a report. Raises `LookupError` when nothing is known of it here, `NotPermitted`."""
        loaded = self.desk.ledger.load(REPORT, report)
        known: Report = loaded.state
        if known.stage is Stage.NONE:
            raise LookupError(str(report))
        self.desk.rights.must(actor, READ, place_of(self.agency, known))
        later = [deed for deed in self.desk.deeds.values() if deed is not self.opening]
        offered = offers(self.desk, actor, later, known)
        code = known.code or codes.report_code(report)
        return Look(report, code, known.stage, loaded.version, known, offered, loaded.entries, self.about)

    def place(self, report: Report) -> Subject:
        return place_of(self.agency, report)

    def open(self, actor: Actor, report: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections in clear; the reading is recorded first."""
        known: Report = self.look(actor, report).file
        return self.desk.open(actor, report, self.place(known), _sealed(known), sections, way).sections

    def sections(self, actor: Actor, report: Report) -> dict[Code, bool]:
        """The sections that hold something here, and whether this actor may open them."""
        return self.desk.sections(actor, self.place(report), _sealed(report))

    def may_list(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, LIST, Subject(self.agency, actor.unit, Stage.NONE)).allowed

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, ReportLine]:
        """The reports this person may list, by id."""
        return self._listed(actor, **({"stage": stage} if stage else {}))

    def listed(self, actor: Actor, queue: ReportQueue, after: str = "", most: int = MOST) -> Some[ReportLine]:
        """Those of one queue: what waits whole, that floods can be gathered; what is done page by page."""
        most = DONE_AT_ONCE if queue is ReportQueue.DONE else most
        return self._lines.on(queue, **self.desk.reach(actor, LIST), most=most, after=after)

    def waiting(self, actor: Actor) -> Pile:
        """How many wait here."""
        new = ReportQueue.NEW
        return self._lines.piles([new], **self.desk.reach(actor, LIST), keys=NAMED)[new]

    def joined(self, actor: Actor, case: UUID) -> Mapping[str, ReportLine]:
        """The reports that were joined to a case; none for those who may not list reports."""
        return self._listed(actor, joined=case) if self.may_list(actor) else {}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, report: UUID) -> Mapping[str, str]:
        """A report gets its spoken code, its desk and the town's day; most other deeds are dated by it."""
        today = self.desk.today().isoformat()
        if deed is self.opening:
            desk = {"code": codes.report_code(report), "recorder": actor.agency, "unit": actor.unit or ""}
            return desk | {"taken_on": today, "alike": "", "source": "", "aside": ""}
        if deed.command is asked.PassReportOn:
            return {"giver": actor.agency, "on": today}
        dated = (asked.TriageReport, asked.JoinReport, asked.ReturnTip, asked.CloseReport, asked.ReopenReport)
        return {"on": today} if deed.command in dated else {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """Files named by their spoken codes are found, among those this officer may list."""
        if isinstance(command, asked.JoinReport):
            case, line = self._case(actor, command)
            return replace(command, case=case, code=line.code if line else None)
        if isinstance(command, asked.CloseReport) and (code := _spoken(command.duplicate_of)):
            found = next(iter(self._listed(actor, code=code)), None)
            return replace(command, duplicate_of=code, original=ReportId(UUID(found)) if found else None)
        return command

    def known(self, deed: Deed, actor: Actor, report: Report, typed: Values) -> Values:  # noqa: ARG002
        """What stands in a form already: today, what was told, whom one can turn to."""
        told, today = report.told, self.desk.today()
        known: dict[str, Any] = {"told_on": today, "on": today, "dated": today, "reference": told.reference}
        match deed.command:
            case asked.TakeReport:
                known |= {"place": actor.unit}
            case asked.TriageReport:
                known |= {"signs": told.signs, "persons": told.persons, "children": told.children}
            case asked.RecordUrgentCall:
                contact = next(iter(self.desk.law().lists.get("urgent_contacts", {})), None)
                known |= {"to": contact, "way": CallWay.PHONE, "at_time": f"{local(self.desk.clock()):%H:%M}"}
            case asked.NotifyHotline:
                known |= {"way": CallWay.PHONE}
            case asked.PassReportOn:
                known |= {"to": self._desks(report)}
        return known

    def for_a_case(self, actor: Actor, report: UUID) -> dict[str, Sealed]:
        """What a case opened from this report takes over, still sealed; what nobody can read any more is left behind.
        Raises `NotPermitted` where opening one is not this actor's."""
        known: Report = self.desk.ledger.now(REPORT, report).state
        self.desk.rights.must(actor, OPEN_CASE, place_of(self.agency, known))
        told = {"name": known.told.name, "contact": known.told.contact, "story": known.told.story}
        return {name: value for name, value in told.items() if value is not None and self._lives(value)}

    def _listed(self, actor: Actor, **equal: Any) -> dict[str, ReportLine]:
        return self._lines.where(**equal, **self.desk.reach(actor, LIST))

    def _case(self, actor: Actor, command: asked.JoinReport) -> tuple[CaseId | None, QueueLine | None]:
        """The case that is meant, if this officer may list it."""
        if command.case is not None:
            one = self._cases.get(str(command.case))
            found = {str(command.case): one} if one else {}
        else:
            found = self._cases.where(code=code) if (code := _spoken(command.code)) else {}
        for case, line in found.items():
            if self.desk.rights.judge(actor, LIST_CASES, Subject(self.agency, line.unit, line.stage)).allowed:
                return CaseId(UUID(case)), line
        return None, None

    def _desks(self, report: Report) -> Choice:
        """The agencies that have a desk for reports: to whom this one can be passed on."""
        law = self.desk.law()
        back = None if report.has_no_way_back else report.sender
        there = [a for a in law.connected(POWER, "intake") if a != back and (a != self.agency or law.units_of(a))]
        return Choice(tuple((agency, law.agencies[agency].vi) for agency in there))

    def _lives(self, value: Sealed) -> bool:
        try:
            self.desk.ledger.open(value)
        except Forgotten:
            return False
        return True


def _spoken(code: Code | None) -> Code | None:
    """A code in its one spelling, as somebody typed it; None when it is none."""
    try:
        return codes.parse(code or "")
    except ValueError:
        return None


def _sealed(report: Report) -> dict[Code, dict[str, Sealed | None]]:
    """Every sealed value of a report by section and field."""
    found: dict[Code, dict[str, Sealed | None]] = {}
    for field, section in SECTION_OF.items():
        found.setdefault(section, {})[field] = getattr(report.told, field)
    notes: dict[str, Sealed | None] = {name: getattr(getattr(report, name), "note", None) for name in NOTES}
    notes["tip"] = getattr(report.taken, "note", None)
    spoken = [each for each in (*report.calls, *report.hotline) if getattr(each, "note", None)]
    notes |= {f"answer_{n}": getattr(each, "note", None) for n, each in enumerate(spoken, 1)}
    found["note"] = notes
    return found
