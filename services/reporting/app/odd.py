"""The inspector's desk: what is odd in all that was heard, and what inspectors say of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from services.reporting.domain.finding import (
    FINDING,
    ConfirmFinding,
    DismissFinding,
    Finding,
    ReopenFinding,
    Said,
    Stage,
    stands,
)
from services.reporting.oddities import Known, found
from services.reporting.projections.findings import FindingLine
from services.reporting.projections.seals import Seal
from services.reporting.projections.watched import Watched
from services.reporting.projections.watching import Break, Look
from shared.access import Way
from shared.clock import real
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.oversight import Oversight
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, Source
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.views import Kept, Shelf
from shared.web import cases
from shared.web.cases import About, Values, offers
from shared.web.fields import LEFT_OUT
from shared.web.words import Words

READ = "reporting.finding.read"
SECTION: Code = "finding"
A_FINDING = About(
    "finding",
    "odd",
    "odd",
    "/odd",
    lambda id_: f"BT-{id_.hex[:6].upper()}",
    UUID("c1b7a0de-4f64-4c47-8d0e-3f2a9b6e5d71"),
)


class Watching(Protocol):
    """What the desk asks of all that is watched."""

    def cases(self, today: date, limits: Oversight) -> Mapping[UUID, Watched]: ...

    def looks(self, limits: Oversight) -> Sequence[Look]: ...

    def breaks(self, sources: Sequence[Source]) -> Sequence[Break]: ...


@dataclass(frozen=True)
class Item:
    """A finding in the list. `there`: a rule still finds it; else it says what it said when inspectors spoke of it."""

    id: UUID
    said: Said
    stage: Stage
    there: bool = True

    @property
    def code(self) -> Code:
        return A_FINDING.code(self.id)


class Overview(NamedTuple):
    """What the desk opens on: all findings, the gravest rule first, and how the ledgers stand as they were found."""

    items: Sequence[Item]
    seals: Sequence[Seal]


@dataclass(frozen=True)
class Whole:
    """A finding as its page shows it: with what inspectors said of it so far."""

    item: Item
    state: Finding
    entries: tuple[Entry, ...]


def deeds(_: AgencyId) -> list[Deed]:
    """What an inspector can say of a finding."""

    def own(_finding: Finding, _command: Any, actor: Actor) -> Subject:
        return own_of(actor)

    def deed(name: Code, path: str, command: type[Any]) -> Deed:
        return Deed(f"reporting.finding.{name}", path, command, FINDING, own)

    return [
        deed("dismiss", "dismissal", DismissFinding),
        deed("confirm", "confirmation", ConfirmFinding),
        deed("reopen", "reopening", ReopenFinding),
    ]


def own_of(actor: Actor) -> Subject:
    """What is odd lies in no single agency: rights are asked of the officer's own."""
    return Subject(actor.agency, actor.unit, "*", FINDING.name)


class Odd:
    """The app of findings (`shared.web.cases.Cases`). `seals` tells how the journals stand against what others have seen;
    `now` is real time."""

    about, opening = A_FINDING, None
    seeker: Seeker | None = None

    def __init__(
        self,
        desk: Desk,
        watching: Watching,
        seals: Callable[[], Sequence[Seal]],
        lines: Shelf[Entry, FindingLine] | Kept[Entry, FindingLine],
        limits: Oversight,
        words: Words,
        listens_to: Sequence[Source],
        now: Callable[[], datetime] = real,
    ) -> None:
        self.desk, self.limits, self.words, self.listens_to, self.now = desk, limits, words, tuple(listens_to), now
        self._watching, self._seals, self._lines = watching, seals, lines

    def may(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, READ, own_of(actor)).allowed

    def overview(self, actor: Actor) -> Overview:
        """All findings; last those that no rule finds any more and inspectors once decided about. Raises `NotPermitted`."""
        self.desk.rights.must(actor, READ, own_of(actor))
        seals = self._seals()
        now, lines = self._found(seals), {UUID(key): line for key, line in self._lines.where().items()}
        items = [Item(id_, said, _stage(lines.get(id_), said)) for id_, said in now.items()]
        gone = ((id_, line) for id_, line in lines.items() if id_ not in now and line.stage is not Stage.OPEN)
        items += (Item(id_, line.said, line.stage, there=False) for id_, line in gone if line.said)
        return Overview(items, seals)

    def look(self, actor: Actor, finding: UUID) -> cases.Look:
        """A finding with what may be said of it now. Raises `LookupError` for one there never was, `NotPermitted`."""
        self.desk.rights.must(actor, READ, own_of(actor))
        loaded = self.desk.ledger.load(FINDING, finding)
        state: Finding = loaded.state
        now = self._found(self._seals()).get(finding)
        if (said := now or state.said) is None:
            raise LookupError(str(finding))
        stage = stands(state.stage, state.said, now)
        item = Item(finding, said, stage, there=now is not None)
        offered = [
            deed for deed in self.desk.deeds.values() if (deed.command is ReopenFinding) is (stage is not Stage.OPEN)
        ]
        return cases.Look(
            finding, self.about.code(finding), stage, loaded.version, Whole(item, state, loaded.entries),
            offers(self.desk, actor, offered, state), loaded.entries, self.about,
        )  # fmt: skip

    def shown(self, actor: Actor, whole: Whole, way: Way) -> None:
        """Write down that a finding is about to be shown: of the case it is about, if it is about one."""
        role = self.desk.rights.role_for(actor, READ, own_of(actor))
        self.desk.shown(actor, whole.item.said.case or whole.item.id, (SECTION,), way, role)

    def place(self, file: Whole) -> Subject:  # noqa: ARG002 - as `Cases` asks
        return Subject(self.desk.ledger.agency, None, "*", FINDING.name)

    def open(self, actor: Actor, finding: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """What inspectors wrote in words, by the number of what they said; the reading is recorded first."""
        self.desk.rights.must(actor, READ, own_of(actor))
        notes = sealed(self.desk.ledger.load(FINDING, finding).entries)
        return self.desk.open(actor, finding, own_of(actor), notes, sections, way).sections

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:
        return {str(item.id): item for item in self.overview(actor).items if stage in (None, item.stage)}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        return {"finding": str(case)}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """With what the finding says now: it stays with what is said of it."""
        said = (
            self._found(self._seals()).get(command.finding) or self.desk.ledger.now(FINDING, command.finding).state.said
        )
        return replace(command, said=said)

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        return {"said": LEFT_OUT}

    def _found(self, seals: Sequence[Seal]) -> dict[UUID, Said]:
        """What the rules find now, by id."""
        today = self.desk.today()
        known = Known(
            seals,
            self._watching.breaks(self.listens_to),
            self._watching.cases(today, self.limits),
            self._watching.looks(self.limits),
            {id_: agency.powers for id_, agency in self.desk.law().agencies.items()},
        )
        return {each.id: each.said for each in found(known, self.limits, today, self.now()).values()}


def sealed(entries: Sequence[Entry]) -> SealedParts:
    """The notes of inspectors, by the number of what they said."""
    return {"note": {str(n): entry.fact.note for n, entry in enumerate(entries)}}


def _stage(line: FindingLine | None, said: Said) -> Stage:
    return stands(line.stage, line.said, said) if line else Stage.OPEN
