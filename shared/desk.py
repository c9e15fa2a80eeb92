"""The desk: one deed of one person on one file. May they? Under which law? Then the ledger decides and records."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from shared import access
from shared.access import OpenSections, Way
from shared.clock import local
from shared.files.shelf import Attachments
from shared.kernel.decider import Act, AnyDecider
from shared.kernel.law import Law
from shared.kernel.people import Actor, By
from shared.kernel.rights import NotPermitted, Rights, Subject, Verdict
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.kernel.words import Code, UnitCode
from shared.ledger import Ledger, Loaded, Outcome, Saw, Stale
from shared.ledger.stored import LawRef
from shared.policy import NoLaw
from shared.sealing.vault import Forgotten
from shared.seeing import Seeing


@dataclass(frozen=True)
class Deed:
    """Something a person can do. `name` is the word of the table of rights, `path` the noun in the address.

    `on` reads from the command the day it was true (None: now). `subject` says where the file lies and how far it is,
    from its state and the command. What is kept `apart` begins on the page of a case and is no part of it: it gets an id
    of its own, and before there is a command `subject` is shown what is known of the case.
    `judged_on` reads the day whose law judges it, where that is not today's: a decision is judged by the law under which it
    was signed.
    `begins`: a case can begin with it, beside the one deed that opens most of them. `beside`, given the file's subject and
    the command, is what the same deed does to other files of this desk: all is recorded together, or nothing.
    `side_by_side`: many write into one file, each their own part. What others wrote meanwhile stops nobody and is not shown.
    """

    name: Code
    path: str
    command: type[Any]
    decider: AnyDecider
    subject: Callable[[Any, Any, Actor], Subject]
    on: Callable[[Any], date | None] = lambda _: None
    judged_on: Callable[[Any], date | None] = lambda _: None
    apart: bool = False
    begins: bool = False
    beside: Callable[[UUID, Any], Sequence[Act]] = lambda _, __: ()
    side_by_side: bool = False


SealedParts = Mapping[Code, Mapping[str, Sealed | None]]
"""Sealed values of a file, by section and field."""


class Opened(NamedTuple):
    """Values in clear by section and field, and the position of the entry that says who opened them."""

    sections: dict[Code, dict[str, Any]]
    position: int


FORGOTTEN = "đã xóa khóa"
"""Stands for a value whose key is destroyed. Told apart by being this very object: somebody may type the same words."""


class Desk:
    """What a service's app is made of: `do` a deed, `read` a file, `open` its sealed parts, say what is allowed."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        service: str,
        deeds: Sequence[Deed],
        rights: Rights,
        law_on: Callable[[date], Law],
        clock: Callable[[], datetime],
        attachments: Attachments,
    ) -> None:
        self.ledger, self.rights, self.clock, self.attachments = ledger, rights.at(service), clock, attachments
        self.law_on, self.service = law_on, service
        self.deeds: Mapping[str, Deed] = {deed.path: deed for deed in deeds}
        self._access = access.access(service)
        parts = {deed.decider.name: deed.decider for deed in deeds if not deed.apart}
        self.seeing = Seeing(ledger, service, tuple(parts.values()))

    def today(self) -> date:
        """The town's day."""
        return local(self.clock()).date()

    def law(self) -> Law:
        return self.law_on(self.today())

    def law_of(self, deed: Deed, command: Any) -> Law:
        """The law that judges it. A day on which no version was in force is for the rules to refuse."""
        day = deed.judged_on(command)
        try:
            return self.law_on(day) if day else self.law()
        except NoLaw:
            return self.law()

    def reach(self, actor: Actor, listing: Code) -> dict[str, UnitCode]:
        """What lines must say so that this deed of listing shows them to this actor: nothing, who lists the whole agency;
        else the own unit ("", which is none, for whoever has none). Raises `NotPermitted`."""
        self.rights.must(actor, listing, Subject(self.ledger.agency, actor.unit, "none"))
        whole = self.rights.reaches_agency(actor, listing, self.ledger.agency)
        return {} if whole else {"unit": actor.unit or ""}

    def do(
        self,
        actor: Actor,
        deed: Deed,
        subject: UUID,
        command: Any,
        *,
        command_id: UUID,
        expected: int | None = None,
        saw: int | None = None,
        asked: Any = None,
    ) -> Outcome:
        """Raises `NotPermitted` (which rule), `Refused`, `Stale`, `CommandIdReused`, `Unavailable`.

        With a decision goes what lay before whoever decides: the file as it was at `saw`, the position at which they looked;
        without one, as it is when it is decided.
        """
        state = self.ledger.now(deed.decider, subject).state
        on = deed.subject(state, command, actor)
        role = self._role(actor, deed, on, command_id, lambda: self._decide(deed, subject, command, state))
        when = When.day(day) if (day := deed.on(command)) else When.instant(self.clock())
        by = By(actor.id, actor.agency, actor.unit, role)
        law, expected = self.law_of(deed, command), None if deed.side_by_side else expected
        while True:
            pinned, version = self._pinned(deed, subject, saw, by, law)
            asked_for = version if saw is None and expected is None else expected
            try:
                return self.ledger.handle(
                    deed.decider, subject, command,
                    command_id=command_id, by=by, law=law, when=when, expected=asked_for, saw=pinned,
                    beside=deed.beside(subject, command), asked=asked,
                )  # fmt: skip
            except Stale:
                if asked_for == expected:
                    raise
                # Nobody asked about a version: it is decided again on what others wrote meanwhile, and that is pinned.

    def _pinned(self, deed: Deed, subject: UUID, saw: int | None, by: By, law: Law) -> tuple[Saw | None, int | None]:
        """What lay before whoever decides, and the version of the file there; nothing of a deed that is no decision."""
        if deed.name not in self.rights.decisions:
            return None, None
        position = self.ledger.store.last() if saw is None else saw
        pinned, versions = self.seeing.pin(subject, position, by.actor, LawRef(law.id, law.hash))
        return pinned, versions[deed.decider.name]

    def would(self, actor: Actor, deed: Deed, subject: UUID, command: Any, *, command_id: UUID) -> None:
        """Raises what `do` would raise now (`NotPermitted`, `Refused`), and records nothing: asked before a person reads
        back what they are about to send."""
        state = self.ledger.now(deed.decider, subject).state

        def decide() -> None:
            self._decide(deed, subject, command, state)

        self._role(actor, deed, deed.subject(state, command, actor), command_id, decide)
        decide()

    def _decide(self, deed: Deed, subject: UUID, command: Any, state: Any) -> None:
        """Ask the rules of every file the deed is about; nothing is recorded. Raises `Refused`."""
        law = self.law_of(deed, command)
        deed.decider.decide(command, state, law)
        for decider, other, asked in deed.beside(subject, command):
            decider.decide(asked, self.ledger.now(decider, other).state, law)

    def _role(
        self, actor: Actor, deed: Deed, on: Subject, command_id: UUID, decide: Callable[[], object]
    ) -> Code | None:
        """The role under which it is done. Where only the stage forbids it, the domain's own rule says why if it has one;
        and a deed said twice, whose first time moved the file on, goes through: the ledger answers it by its id."""
        verdict = self.rights.judge(actor, deed.name, on)
        if verdict.allowed:
            return self.rights.role_for(actor, deed.name, on)
        if verdict.rule == "right.stage":
            if self.ledger.store.done(command_id):
                return None
            decide()
        raise NotPermitted(verdict.rule, f"{deed.name} at stage {on.stage}")

    def read(
        self, actor: Actor, deed: Code, decider: AnyDecider, subject: UUID, on: Callable[[Any], Subject]
    ) -> Loaded:
        """A file's open part, for those who may; everybody else gets `NotPermitted`."""
        loaded = self.ledger.load(decider, subject)
        self.rights.must(actor, deed, on(loaded.state))
        return loaded

    def open(
        self,
        actor: Actor,
        case: UUID,
        on: Subject,
        sealed: SealedParts,
        sections: Collection[Code],
        way: Way,
        paper: Code | None = None,
    ) -> Opened:
        """These sections of what is sealed, by field, after the reading was recorded. A destroyed key reads as `FORGOTTEN`.

        Raises `NotPermitted` (and opens nothing) when one of the sections is not this actor's to read.
        """
        for section in sections:
            if not (verdict := self.rights.may_read(actor, section, on)).allowed:
                raise NotPermitted(verdict.rule, f"section {section}")
        position = self.shown(actor, case, tuple(sorted(sections)) or (access.OPEN_PART,), way, paper=paper)
        asked = {section: sealed.get(section, {}) for section in sections}
        clear = {s: {f: self._open(v) for f, v in values.items() if v is not None} for s, values in asked.items()}
        return Opened(clear, position)

    def print(
        self, actor: Actor, case: UUID, on: Subject, sealed: SealedParts, sections: Collection[Code], paper: Code
    ) -> Opened:
        """For a paper: of these sections those this actor may read, and the entry that says which paper was printed with
        them. What nobody can read any more is left out, so that its place stays blank."""
        readable = self.sections(actor, on, sealed)
        mine = [section for section in sections if readable.get(section)]
        opened, position = self.open(actor, case, on, sealed, mine, Way.PRINTED, paper)
        known = {
            section: {field: value for field, value in values.items() if value is not FORGOTTEN}
            for section, values in opened.items()
        }
        return Opened(known, position)

    def sections(self, actor: Actor, on: Subject, sealed: SealedParts) -> dict[Code, bool]:
        """The sections that hold something, and whether this actor may open them."""
        return {
            section: self.rights.may_read(actor, section, on).allowed
            for section, values in sealed.items()
            if any(values.values())
        }

    def _open(self, value: Sealed) -> Any:
        try:
            return self.ledger.open(value)
        except Forgotten:
            return FORGOTTEN

    def shown(
        self,
        actor: Actor,
        case: UUID,
        sections: tuple[Code, ...],
        way: Way,
        role: Code | None = None,
        paper: Code | None = None,
    ) -> int:
        """Record that these sections are about to be shown to this person, on this paper where they are printed; the
        position of that entry. Whether they may be was asked before."""
        recorded = self.ledger.handle(
            self._access, case, OpenSections(sections, way, paper),
            command_id=uuid4(), by=By(actor.id, actor.agency, actor.unit, role), law=self.law(),
            when=When.instant(self.clock()), stream=access.stream(case, self.today()),
        )  # fmt: skip
        return recorded.last

    def verdicts(self, actor: Actor, on: Subject, names: Sequence[Code]) -> dict[Code, Verdict]:
        """For each deed whether it is allowed here and by which rule: forbidden ones stay visible, with the reason."""
        return {name: self.rights.judge(actor, name, on) for name in names}
