"""The desk of intake: which deeds there are, who may look at a case, what waits for whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from services.intake.domain import CASE, File, asked
from services.intake.domain.happened import LetterFiled, VerificationAskedByLetter
from services.intake.domain.known import Person
from services.intake.domain.words import Stage
from services.intake.projections import Queue, QueueLine
from shared.access import Way
from shared.desk import FORGOTTEN, Deed, Desk, Opened
from shared.kernel.codes import case_code
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry
from shared.ledger.stored import sections
from shared.search.index import Index
from shared.search.seeker import Seeker
from shared.search.tokens import Blinder
from shared.views import Kept, Shelf
from shared.web.cases import Look, offers
from shared.web.fields import Choice
from shared.web.words import Words

READ, LIST, PRINT = "intake.case.read", "intake.case.list", "intake.papers.print"
SECTION_OF = sections(Person)


class Line(NamedTuple):
    """A deed in one line: its name, its noun in the address, its command, the command's field of the day."""

    name: Code
    path: str
    command: type[Any]
    day: str | None


DEEDS = (
    Line("report.record", "new", asked.RecordReport, "reported_on"),
    Line("handover.return", "handover-return", asked.ReturnNotice, None),
    Line("handover.accept", "handover-acceptance", asked.AcceptHandover, "accepted_on"),
    Line("notice.send", "notice", asked.SendNoticeAgain, None),
    Line("notice.recall", "notice-recall", asked.RecallNotice, None),
    Line("reception.record", "reception", asked.RecordReception, "received_on"),
    Line("essential_need.give", "essential-needs", asked.GiveEssentialNeeds, "given_on"),
    Line("safety.assess", "safety", asked.AssessSafety, "assessed_on"),
    Line("consent.answer", "consent", asked.AnswerConsent, "answered_on"),
    Line("interpreter.engage", "interpreter", asked.EngageInterpreter, "engaged_on"),
    Line("accompanying_minor.record", "accompanying-minors", asked.RecordAccompanyingMinor, "recorded_on"),
    Line("child_care.arrange", "child-care", asked.ArrangeChildCare, "arranged_on"),
    Line("initial_information.record", "initial-information", asked.RecordInitialInformation, "informed_on"),
    Line("verification.ask", "verification-request", asked.AskVerification, "asked_on"),
    Line("verification.ask_by_letter", "verification-letter", asked.AskVerificationByLetter, "asked_on"),
    Line("verification.recall", "verification-recall", asked.RecallVerification, None),
    Line("verification.answer_by_letter", "verification-letter-answer", asked.RecordLetterAnswer, "dated"),
    Line("proof.record", "proof", asked.RecordProof, None),
    Line("police_refusal.record", "police-refusal", asked.RecordPoliceRefusal, "refused_on"),
    Line("verification.return", "verification-return", asked.ReturnVerification, None),
    Line("verification.extend", "verification-extension", asked.ExtendVerification, None),
    Line("verification.answer", "verification-answer", asked.AnswerVerification, "answered_on"),
    Line("written_answer.give", "written-answer", asked.GiveWrittenAnswer, "given_on"),
    Line("contact.lose", "lost-contact", asked.RecordLostContact, "last_reached_on"),
    Line("contact.regain", "regained-contact", asked.RecordContactRegained, "regained_on"),
    Line("letter.send", "letters-sent", asked.RecordLetterSent, "dated"),
    Line("letter.file", "letters-received", asked.FileLetter, "received_on"),
    Line("signed_paper.record", "signed-papers", asked.RecordSignedPaper, "dated"),
    Line("file.end", "end", asked.EndFile, "ended_on"),
    Line("file.reopen", "reopening", asked.ReopenFile, "reopened_on"),
)

DAYS = frozenset(line.day for line in DEEDS if line.day) - {"dated", "last_reached_on"}
"""Most deeds are written down on the day they are done: the form begins with today."""
STANDS: Mapping[type[Any], Callable[[File], Any]] = {
    asked.RecordInitialInformation: lambda file: file.information,
    asked.AssessSafety: lambda file: file.care.safety,
    asked.AnswerConsent: lambda file: file.consent,
    asked.ArrangeChildCare: lambda file: file.care.child,
}
"""What is asked again, to be corrected or because it changed: the form begins with what was said last."""


ASKED_FIRST: Mapping[Code, Code] = {"name": "name", "birth": "birth", "contact": "phone"}
"""The fields of a report by which somebody may be known already, and how each is read."""


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer of this agency can do with a case, in the order of the procedure."""

    def place(file: File, command: Any, actor: Actor) -> Subject:
        if file.stage is Stage.NONE:  # not there yet: it will lie where the report says, or where the officer is
            return Subject(agency, command.unit if command else actor.unit, file.stage)
        return place_of(agency, file)

    def day(line: Line) -> Any:
        return attrgetter(line.day) if line.day else lambda _: None

    return [Deed(f"intake.{line.name}", line.path, line.command, CASE, place, day(line)) for line in DEEDS]


def place_of(agency: AgencyId, file: File) -> Subject:
    """Where a file lies and how far it is."""
    return Subject(agency, file.unit, file.stage)


class Intake:
    """The app of intake: what its doors ask for (`shared.web.cases.Cases`)."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        lines: Shelf[Entry, QueueLine] | Kept[Entry, QueueLine],
        words: Words,
        index: Index,
        blinder: Blinder,
    ) -> None:
        self.desk, self.agency, self.words = desk, agency, words
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

    def open(self, actor: Actor, case: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections in clear; the reading is recorded first."""
        return self._open(actor, case, self.look(actor, case).file, sections, way).sections

    def _open(self, actor: Actor, case: UUID, file: File, sections: Sequence[Code], way: Way) -> Opened:
        sealed = _sealed(file)
        asked_for = {section: sealed.get(section, {}) for section in sections}
        return self.desk.open(actor, case, place_of(self.agency, file), asked_for, way)

    def sections(self, actor: Actor, file: File) -> dict[Code, bool]:
        """The sections that hold something here, and whether this actor may open them."""
        place = place_of(self.agency, file)
        return {
            section: self.desk.rights.may_read(actor, section, place).allowed
            for section, values in _sealed(file).items()
            if any(values.values())
        }

    def print(self, actor: Actor, case: UUID, wanted: Sequence[Code]) -> Opened:
        """For a paper: of the wanted sections those this actor may read, and the entry that records the printing. What
        nobody can read any more is left blank."""
        file: File = self.look(actor, case).file
        self.desk.rights.must(actor, PRINT, place_of(self.agency, file))
        readable = self.sections(actor, file)
        mine = [section for section in wanted if readable.get(section)]
        opened = self._open(actor, case, file, mine, Way.PRINTED)
        known = {
            section: {field: value for field, value in values.items() if value is not FORGOTTEN}
            for section, values in opened.sections.items()
        }
        return Opened(known, opened.position)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, QueueLine]:
        """The cases this person may list, by id."""
        self.desk.rights.must(actor, LIST, Subject(self.agency, actor.unit, Stage.NONE))
        found = self._lines.where(stage=stage) if stage else self._lines.where()
        return {case: line for case, line in found.items() if self._may_list(actor, line)}

    def queues(self, actor: Actor) -> Mapping[Queue, Mapping[str, QueueLine]]:
        """The same by queue: who needs help at once first, then what is due first."""
        lines = sorted(self.queue(actor).items(), key=lambda item: _first(item[1]))
        return {queue: {case: line for case, line in lines if line.queue is queue} for queue in Queue}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:
        """A report gets its spoken code, its agency and the town's day: the notice goes out with it."""
        if deed.command is not asked.RecordReport:
            return {}
        return {"code": case_code(case), "recorder": actor.agency, "notified_on": self.desk.today().isoformat()}

    def known(self, deed: Deed, actor: Actor, file: File) -> Mapping[str, Any]:
        """What stands in a form already: today, her coarse facts, and the information that is to be corrected."""
        known: dict[str, Any] = dict.fromkeys(DAYS, self.desk.today())
        known |= vars(file.person) | {"unit": file.unit or actor.unit, "first_examination": True}
        if deed is self.opening and actor.unit:
            known["unit"] = self._own_unit(actor.unit)
        if (stands := STANDS.get(deed.command)) and (said := stands(file)):
            known |= vars(said)
        return known

    def _own_unit(self, unit: UnitCode) -> Choice:
        """An officer of a unit reports for that unit and no other."""
        return Choice(((unit, self.desk.law().units[unit].vi),), unit)

    def _may_list(self, actor: Actor, line: QueueLine) -> bool:
        return self.desk.rights.judge(actor, LIST, self._place_of_line(line)).allowed

    def _place_of_line(self, line: QueueLine) -> Subject:
        return Subject(self.agency, line.unit, line.stage)


def _first(line: QueueLine) -> tuple[bool, date, date]:
    return not line.urgent, line.due or date.max, line.since or date.max


def _sealed(file: File) -> dict[Code, dict[str, Sealed | None]]:
    """Every sealed value of a file by section and field; of several of a kind, `kind:which`."""
    found: dict[Code, dict[str, Sealed | None]] = {}
    for field, section in SECTION_OF.items():
        found.setdefault(section, {})[field] = getattr(file.person, field)
    found["relatives"] |= {f"minor:{n}": each.minor for n, each in enumerate(file.care.minors, 1)}
    found["note"] = _notes(file)
    return found


def _notes(file: File) -> dict[str, Sealed | None]:
    care, request = file.care, file.request
    return {
        "came_back": file.came_back.note if file.came_back else None,
        "signer": request.signer if isinstance(request, VerificationAskedByLetter) else None,
        "safety": care.safety.note if care.safety else None,
        "interpreter": care.interpreter.interpreter if care.interpreter else None,
        "child_officer": care.child.child_officer if care.child else None,
        "consent": file.consent.note if file.consent else None,
        "lost": file.lost.note if file.lost else None,
        "ended": file.ended.note if file.ended else None,
        "answer_signer": file.written_answer.signer if file.written_answer else None,
    } | {f"letter:{each.number}": each.signer for each in file.letters if not isinstance(each, LetterFiled)}
