"""The desk of difficulties: raised without a case, guided and answered by the lead, followed by whoever raised them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, get_args
from uuid import NAMESPACE_URL, UUID, uuid5

from services.support.domain.difficulties import commands as asked
from services.support.domain.difficulties.events import DifficultyReceived
from services.support.domain.difficulties.file import Difficulty
from services.support.domain.difficulties.rules import DIFFICULTY, fits
from services.support.plan.app.files import Kind, PlanFiles, holds
from services.support.plan.projections.difficulties import DifficultyLine
from shared import difficulties
from shared.access import Way
from shared.clock import local
from shared.desk import Deed, Desk, SealedParts
from shared.difficulties import NO_STAGE
from shared.kernel.difficulties import LEAD, RaiseDifficulty
from shared.kernel.difficulty_stages import Holder, Standing, Waits, waits
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, UnitCode, agency_of
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Look, Values, offers
from shared.web.words import Words

A_DIFFICULTY = About(
    "difficulty", "difficulties", "difficulties", "/difficulties", lambda one: f"VM-{one.hex[:6].upper()}",
    UUID("7d2f6a4e-51b3-4c0e-8f5a-2b9c3d1e6f70"), of_people=False,
)  # fmt: skip
READ, LIST, PRINT = "support.difficulty.read", "support.difficulty.list", "support.difficulty.print"
PAPER = "bao_cao_vuong_mac"
DAYS = ("taken_on", "given_on", "sent_on", "answered_on", "closed_on", "reopened_on", "confirmed_on")
"""Most is written down on the day it is done: the form begins with today."""
Lines = Mapping[str, DifficultyLine]


@dataclass(frozen=True)
class Whole:
    """A difficulty with who raised it and when, as a page shows it."""

    state: Difficulty
    agency: AgencyId
    unit: UnitCode | None
    raised_on: date
    waits: Waits


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can do with a difficulty that lies at this agency."""

    def new(_: Difficulty, command: RaiseDifficulty | None, actor: Actor) -> Subject:
        return Subject(agency, command.unit if command else actor.unit, NO_STAGE)

    def place(difficulty: Difficulty, _command: Any, _actor: Actor) -> Subject:
        return place_of(agency, difficulty)

    def deed(name: Code, path: str, command: type[Any], day: str) -> Deed:
        return Deed(f"support.difficulty.{name}", path, command, DIFFICULTY, place, attrgetter(day))

    return [
        Deed("support.difficulty.raise", "new", RaiseDifficulty, DIFFICULTY, new),
        deed("take", "taking", asked.TakeDifficulty, "taken_on"),
        deed("guide", "guidance", asked.GiveGuidance, "given_on"),
        deed("send_up", "question", asked.SendDifficultyUp, "sent_on"),
        deed("answer", "answer", asked.RecordAnswer, "answered_on"),
        deed("close", "closing", asked.CloseDifficulty, "closed_on"),
        deed("confirm", "confirmation", asked.ConfirmHelp, "confirmed_on"),
        deed("reopen", "reopening", asked.ReopenDifficulty, "reopened_on"),
    ]


def place_of(agency: AgencyId, difficulty: Difficulty) -> Subject:
    """Where a difficulty lies and how far it is: with the unit that raised it, where that is one of this agency."""
    return Subject(agency, difficulty.begun.unit if difficulty.begun else None, difficulty.stage, DIFFICULTY.name)


def _sealed(whole: Whole) -> SealedParts:
    """What was said, by the number of what happened."""
    said = {str(n): getattr(event, "note", None) for n, event in enumerate(whole.state.history)}
    return {"note": said}


KIND = Kind(
    A_DIFFICULTY, DIFFICULTY, READ, LIST, lambda agency, whole: place_of(agency, whole.state), bool, _sealed
)  # fmt: skip


class Difficulties(PlanFiles):
    """The app of difficulties at one agency."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Shelf[Entry, DifficultyLine] | Kept[Entry, DifficultyLine],
    ) -> None:
        super().__init__(KIND, desk, agency, words, lines, opening="new")

    def look(self, actor: Actor, file: UUID) -> Look:
        """What makes no sense at its stage, or is the other side's to do, is not offered."""
        loaded = self.desk.ledger.load(DIFFICULTY, file)
        state: Difficulty = loaded.state
        if state.begun is None:
            raise LookupError(str(file))
        on = place_of(self.agency, state)
        self.desk.rights.must(actor, READ, on)
        later = [deed for deed in self.desk.deeds.values() if deed is not self.opening and self._fits(deed, state)]
        first = loaded.entries[0]
        raised_on = state.begun.raised_on or local(first.at).date()
        sender = state.begun.sender if isinstance(state.begun, DifficultyReceived) else None
        agency = agency_of(sender) if sender else first.body.by.agency
        whole = Whole(state, agency, state.begun.unit, raised_on, self._waits(state, raised_on, state.led_here))
        return Look(
            file, self.about.code(file), state.stage, loaded.version, whole, offers(self.desk, actor, later, state),
            loaded.entries, self.about,
        )  # fmt: skip

    def queue(self, actor: Actor, stage: Code | None = None) -> Lines:
        """Those this person may list, by id, the oldest first."""
        self.desk.rights.must(actor, LIST, Subject(self.agency, actor.unit, NO_STAGE))
        assert self.lines
        found = self.lines.where(**({"stage": stage} if stage else {}))
        mine = {key: line for key, line in found.items() if self._may_list(actor, line)}
        return dict(sorted(mine.items(), key=lambda item: (item[1].raised_on or date.min, item[0])))

    def waits(self, line: DifficultyLine) -> Waits:
        return self._waits(line, line.raised_on, line.led)

    @property
    def leads(self) -> bool:
        """Is this the agency that guides and answers?"""
        return holds(self.desk.law(), LEAD, self.agency)

    def may_raise(self, actor: Actor) -> bool:
        on = Subject(self.agency, actor.unit, NO_STAGE)
        return self.desk.rights.judge(actor, "support.difficulty.raise", on).allowed

    def may_print(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, PRINT, Subject(self.agency, actor.unit, NO_STAGE)).allowed

    def print(self, actor: Actor, shown: Lines) -> tuple[Mapping[str, str], int]:
        """The list is about to leave the screen on paper: what was raised, in the words of whoever raised it, as far as this
        officer may read it; and the entry that says so. Each that is opened is an entry too."""
        self.desk.rights.must(actor, PRINT, Subject(self.agency, actor.unit, NO_STAGE))
        words = dict(self._words(actor, shown))
        subject = uuid5(NAMESPACE_URL, f"trove:difficulties/{self.desk.service}.{self.agency}")
        role = self.desk.rights.role_for(actor, PRINT, Subject(self.agency, actor.unit, NO_STAGE))
        return words, self.desk.shown(actor, subject, ("difficulties",), Way.PRINTED, role, PAPER)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        return difficulties.added(actor, self.desk.today()) if deed is self.opening else {}

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        return dict.fromkeys(DAYS, self.desk.today())

    def _waits(self, standing: Standing, raised_on: date | None, led: bool) -> Waits:
        """What was raised elsewhere before the lead was told of such things is with whoever raised it: nobody else knows."""
        found = waits(standing, raised_on, self.desk.today())
        return found._replace(holder=Holder.RAISER) if led and not self.leads and found.holder else found

    def _fits(self, deed: Deed, state: Difficulty) -> bool:
        return fits(deed.command, state) and (self.leads or deed.command not in get_args(asked.OfLead))

    def _may_list(self, actor: Actor, line: DifficultyLine) -> bool:
        return self.desk.rights.judge(actor, LIST, Subject(self.agency, line.unit, line.stage)).allowed

    def _words(self, actor: Actor, shown: Lines) -> Iterator[tuple[str, str]]:
        for key in shown:
            state: Difficulty = self.desk.ledger.now(DIFFICULTY, UUID(key)).state
            if state.begun and state.begun.note:
                sealed = {"note": {"said": state.begun.note}}
                opened = self.desk.print(actor, UUID(key), place_of(self.agency, state), sealed, ("note",), PAPER)
                yield from ((key, str(said)) for said in opened.sections.get("note", {}).values())
