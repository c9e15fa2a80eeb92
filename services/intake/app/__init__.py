"""The desk of intake: which deeds there are, who may look at a case, what waits for whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.intake.app.reports import Reports
from services.intake.app.sealed import sealed_parts
from services.intake.app.table import BEGIN, DEEDS
from services.intake.domain import CASE, File, asked
from services.intake.domain.checks import code_of_group
from services.intake.domain.deadlines import running
from services.intake.domain.report import REPORT
from services.intake.domain.report.asked import LinkCase
from services.intake.domain.words import Stage
from services.intake.projections import OPEN, Queue, QueueLine
from shared import difficulties
from shared.access import Way
from shared.desk import Deed, Desk, Opened
from shared.kernel.codes import case_code
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Act
from shared.kernel.people import Actor
from shared.kernel.rights import Subject, Verdict
from shared.kernel.words import AgencyId, CaseId, Code, UnitCode
from shared.ledger import Entry
from shared.search.index import Index
from shared.search.seeker import Seeker
from shared.search.tokens import Blinder
from shared.views import Kept, Pile, Shelf, Some
from shared.web.cases import CASE as A_CASE
from shared.web.cases import Look, Values, offers
from shared.web.fields import Choice
from shared.web.words import Words

PAGE = 50
"""So many lines of a queue are shown at once."""
READ, LIST, PRINT = "intake.case.read", "intake.case.list", "intake.papers.print"


DAYS = frozenset(line.day for line in DEEDS if line.day) - {"dated", "last_reached_on"}
"""Most deeds are written down on the day they are done: the form begins with today."""
STANDS: Mapping[type[Any], Callable[[File], Any]] = {
    asked.RecordInitialInformation: lambda file: file.information,
    asked.AssessSafety: lambda file: file.care.safety,
    asked.AnswerConsent: lambda file: file.consent,
    asked.ArrangeChildCare: lambda file: file.care.child,
    asked.RecordTraffickingFacts: lambda file: file.told_before,
    asked.CorrectTraffickingFacts: lambda file: file.facts,
    asked.GrantProtection: lambda file: file.protection.wanted,
}
"""What is asked again, to be corrected or because it changed, or was told before: the form begins with what was said last."""
RESCUED = "rescued"
"""The procedure to which the route of the rescued leads."""


MET_AT: Mapping[Stage, Code] = {
    Stage.REPORTED: "reception",
    Stage.RETURNED: "report",
    Stage.RECEIVED: "information",
    Stage.INFORMED: "verification",
    Stage.VERIFYING: "verification",
    Stage.ASKED: "verification",
}
"""The step (list `difficulty_steps`) in which a difficulty is met most likely, by how far the case is."""


BY_PAST_CASES: Mapping[type[Any], tuple[str, ...]] = {asked.RecordReport: ("from_import",), asked.EndFile: ("past",)}
"""What a door never takes from an officer: it would keep deadlines silent."""
ASKED_FIRST: Mapping[Code, Code] = {"name": "name", "birth": "birth", "contact": "phone"}
"""The fields of a report by which somebody may be known already, and how each is read."""


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer of this agency can do with a case, in the order of the procedure."""

    place = place_at(agency)
    of_case = [
        Deed(
            f"intake.{line.name}", line.path, line.command, CASE, place, line.on, begins=line.name in BEGIN, beside=_linked
        )
        for line in DEEDS
    ]  # fmt: skip
    return [*of_case, difficulties.deed("intake", agency, lambda file: place_of(agency, file))]


def _linked(case: UUID, command: Any) -> Sequence[Act]:
    """The report (TB-…) a case is opened from says so in the same step: two officers open no two cases from it."""
    if not isinstance(command, asked.RecordReport) or command.from_report is None:
        return ()
    return [Act(REPORT, command.from_report, LinkCase(command.notified_on, CaseId(case), command.code))]


def place_at(agency: AgencyId) -> Callable[[File, Any, Actor], Subject]:
    """Where a deed finds the file."""

    def place(file: File, command: Any, actor: Actor) -> Subject:
        if file.stage is Stage.NONE:  # not there yet: it will lie where the report says, or where the officer is
            return Subject(agency, getattr(command, "unit", actor.unit), file.stage)
        return place_of(agency, file)

    return place


def place_of(agency: AgencyId, file: File) -> Subject:
    """Where a file lies and how far it is."""
    return Subject(agency, file.unit, file.stage)


def desk_of(agency: AgencyId, actor: Actor) -> Subject:
    """What is asked of the officer's own desk, before any case."""
    return Subject(agency, actor.unit, Stage.NONE)


class Intake:
    """The app of intake: what its doors ask for (`shared.web.cases.Cases`)."""

    about = A_CASE

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        lines: Shelf[Entry, QueueLine] | Kept[Entry, QueueLine],
        words: Words,
        reports: Reports,
        index: Index,
        blinder: Blinder,
    ) -> None:
        self.desk, self.agency, self.words, self.reports = desk, agency, words, reports
        self.opening: Deed | None = desk.deeds["new"]
        self._lines = lines
        self.seeker: Seeker | None = Seeker(
            desk, index, blinder, lines, agency=agency, listing=LIST, place=self._place_of_line, fields=ASKED_FIRST
        )

    def look(self, actor: Actor, case: UUID) -> Look:
        """The open part of a case. Raises `LookupError` when nothing is known of it here, `NotPermitted`."""
        loaded = self.desk.ledger.load(CASE, case)
        file: File = loaded.state
        if file.stage is Stage.NONE:
            raise LookupError(str(case))
        self.desk.rights.must(actor, READ, place_of(self.agency, file))
        later = [deed for deed in self.desk.deeds.values() if deed is not self.opening]
        offered = offers(self.desk, actor, later, file)
        return Look(case, file.code or case_code(case), file.stage, loaded.version, file, offered, loaded.entries)

    def deadline(self, file: File) -> Deadline | None:
        """The term that runs in a file, under the law of the day it began; None when none runs, or no law was in force."""
        try:
            return running(file, self.desk.law_on)
        except LookupError:
            return None

    def place(self, file: File) -> Subject:
        return place_of(self.agency, file)

    def open(self, actor: Actor, case: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections in clear; the reading is recorded first."""
        file: File = self.look(actor, case).file
        return self.desk.open(actor, case, self.place(file), sealed_parts(file), sections, way).sections

    def sections(self, actor: Actor, file: File) -> dict[Code, bool]:
        """The sections that hold something here, and whether this actor may open them."""
        return self.desk.sections(actor, self.place(file), sealed_parts(file))

    def print(self, actor: Actor, case: UUID, wanted: Sequence[Code], paper: Code) -> Opened:
        """For this paper: of the wanted sections those this actor may read, and the entry that records the printing."""
        file: File = self.look(actor, case).file
        self.desk.rights.must(actor, PRINT, place_of(self.agency, file))
        return self.desk.print(actor, case, self.place(file), sealed_parts(file), wanted, paper)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, QueueLine]:
        """The cases this person may list, by id."""
        return self._lines.where(**({"stage": stage} if stage else {}), **self.desk.reach(actor, LIST))

    def waiting(self, actor: Actor) -> Mapping[Queue, Pile]:
        """How much waits in each queue of what is not done yet."""
        found = self._lines.piles(OPEN, **self.desk.reach(actor, LIST), keys=PAGE)
        return {Queue(name): pile for name, pile in found.items()}

    def listed(self, actor: Actor, queue: Queue, after: str = "") -> Some[QueueLine]:
        """A page of a queue in the order of the work; `after` is where the page before ended."""
        return self._lines.on(queue, **self.desk.reach(actor, LIST), most=PAGE, after=after)

    def may_begin(self, actor: Actor, path: str = "new") -> Verdict:
        """May this officer begin a case here, with a report or otherwise, on a page or on paper?"""
        return self.desk.rights.judge(actor, self.desk.deeds[path].name, desk_of(self.agency, actor))

    def here(self, cases: Sequence[UUID]) -> frozenset[UUID]:
        """Those of these cases that have a file here, whoever may see it."""
        return frozenset(map(UUID, self._lines.some([str(case) for case in cases])))

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:
        """A report gets its spoken code, its agency and the town's day: the notice goes out with it. So does a rescue. A
        difficulty gets the officer's unit. That something is past is said by the desk of past cases alone."""
        if deed.apart:
            return difficulties.added(actor, self.desk.today())
        added = dict.fromkeys(BY_PAST_CASES.get(deed.command, ()), "")
        if deed.command not in (asked.RecordReport, asked.RecordRescue):
            return added
        return added | {"code": case_code(case), "recorder": actor.agency, "notified_on": self.desk.today().isoformat()}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """A case that is opened from a report takes over what is sealed there, unread, unless it was typed anew."""
        if not isinstance(command, asked.RecordReport) or command.from_report is None:
            return command
        kept = self.reports.for_a_case(actor, command.from_report)
        fresh: dict[str, Any] = {name: value for name, value in kept.items() if getattr(command, name) is None}
        return replace(command, **fresh)

    def known(self, deed: Deed, actor: Actor, file: File, typed: Values) -> Values:  # noqa: ARG002
        """What stands in a form already: today, her coarse facts, and the information that is to be corrected."""
        if deed.apart:
            return {"at_step": MET_AT.get(file.stage, "")}
        known: dict[str, Any] = dict.fromkeys(DAYS, self.desk.today())
        known |= vars(file.person) | {"unit": file.unit or actor.unit, "first_examination": True}
        if deed is self.opening and actor.unit:
            known["unit"] = self._own_unit(actor.unit)
        if file.rescue:
            known["route"] = code_of_group(self.desk.law(), "routes", RESCUED)
        if (stands := STANDS.get(deed.command)) and (said := stands(file)):
            known |= {name: value for name, value in vars(said).items() if name not in DAYS}
        return known

    def _own_unit(self, unit: UnitCode) -> Choice:
        """An officer of a unit reports for that unit and no other."""
        return Choice(((unit, self.desk.law().units[unit].vi),), unit)

    def _place_of_line(self, line: QueueLine) -> Subject:
        return Subject(self.agency, line.unit, line.stage)
