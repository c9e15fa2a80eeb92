"""The desk at which files are made to be given away: to whom and why is written down before anybody has one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from services.reporting.app.trail import own
from services.reporting.domain.export import BASES, EXPORT, Export, ExportGiven, GiveExport, Made, named_apart
from services.reporting.exports.known import CONSENT, PURPOSE, Known, Pseudonyms, everybody, may_be_told
from services.reporting.exports.package import Ordered, Package, definition, made
from services.reporting.made_again import Heard, places_on, positions_of
from services.reporting.projections.exported import ExportLine
from services.reporting.projections.pinned import Cases
from shared.access import Way
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Code, Source
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.views import Kept, Shelf
from shared.web import cases
from shared.web.cases import About, Values, offers
from shared.web.fields import LEFT_OUT
from shared.web.words import Words

GIVE, READ, TAKE = "reporting.export.give", "reporting.export.read", "reporting.export.take"
GIVEN: Code = "given"
SECTION: Code = "export"
AN_EXPORT = About(
    "export", "exports", "exports", "/exports", lambda id_: f"XD-{id_.hex[:6].upper()}",
    UUID("0f4b7a52-9c1d-4e8a-b3c6-5d2e71f80a94"), of_people=False,
)  # fmt: skip


class Counted(Heard, Protocol):
    """What the desk asks of whoever counts people."""

    def cases(self, positions: Mapping[Source, int]) -> Cases: ...


@dataclass(frozen=True)
class Whole:
    """An export as its page shows it."""

    id: UUID
    given: ExportGiven
    entries: tuple[Entry, ...]


def deeds(_: AgencyId) -> list[Deed]:
    def where(_export: Export, _command: Any, actor: Actor) -> Subject:
        return own_of(actor)

    return [Deed(GIVE, "giving", GiveExport, EXPORT, where)]


def own_of(actor: Actor) -> Subject:
    """Files are made of what all agencies told: rights are asked of the officer's own."""
    return replace(own(actor), stage=GIVEN, kind=EXPORT.name)


class Exports:
    """`known` is where people come from, `lines` the kept view of what was given. Everything raises `NotPermitted`."""

    def __init__(
        self,
        desk: Desk,
        known: Counted,
        lines: Shelf[Any, ExportLine] | Kept[Any, ExportLine],
        words: Words,
        listens_to: Sequence[Source],
        law_on: Callable[[date], Law],
    ) -> None:
        self.desk, self.about, self.words, self.listens_to = desk, AN_EXPORT, words, tuple(listens_to)
        self.opening: Deed | None = desk.deeds["giving"]
        self.seeker: Seeker | None = None
        self._known, self._lines, self._law_on = known, lines, law_on

    def may(self, actor: Actor, deed: Code = READ) -> bool:
        return self.desk.rights.judge(actor, deed, own_of(actor)).allowed

    def listed(self, actor: Actor) -> dict[UUID, ExportLine]:
        """What was given away, the last first."""
        self.desk.rights.must(actor, READ, own_of(actor))
        lines = sorted(self._lines.where().items(), key=lambda line: (line[1].given_on, line[0]), reverse=True)
        return {UUID(key): line for key, line in lines}

    def look(self, actor: Actor, export: UUID) -> cases.Look:
        """Raises `LookupError` for one there never was."""
        loaded = self.desk.read(actor, READ, EXPORT, export, lambda _: own_of(actor))
        state: Export = loaded.state
        whole = Whole(export, _given(state, export), loaded.entries)
        return cases.Look(
            export, self.about.code(export), GIVEN, loaded.version, whole, offers(self.desk, actor, (), state),
            loaded.entries, self.about,
        )  # fmt: skip

    def file(self, actor: Actor, export: UUID, way: Way) -> bytes:
        """The file itself, made again and held against the digest that was written down; that it is taken is recorded first.
        Raises `Refused` where it cannot be made again word for word: then nothing is given."""
        self.desk.rights.must(actor, TAKE, own_of(actor))
        given = _given(self.desk.ledger.now(EXPORT, export).state, export)
        package = self._made(given)
        if package.digest != given.made.digest:
            raise Refused("export.not_the_same", "made by another program or under another law: export it anew")
        self.desk.shown(actor, export, (SECTION,), way, self.desk.rights.role_for(actor, TAKE, own_of(actor)))
        return package.content

    def place(self, file: Whole) -> Subject:  # noqa: ARG002 - as `Cases` asks
        return Subject(self.desk.ledger.agency, None, GIVEN, EXPORT.name)

    def open(self, actor: Actor, export: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """What was written in words; the reading is recorded first."""
        self.desk.rights.must(actor, READ, own_of(actor))
        note = sealed(self.desk.ledger.load(EXPORT, export).entries)
        return self.desk.open(actor, export, own_of(actor), note, sections, way).sections

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:
        return {str(key): line for key, line in self.listed(actor).items() if stage in (None, GIVEN)}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        return {}

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        return {"made": LEFT_OUT}

    def whole(self, deed: Deed, actor: Actor, command: GiveExport) -> GiveExport:
        """With the file it would be, as everything was known at the end of that day. Nobody sends that along."""
        self.desk.rights.must(actor, deed.name, own_of(actor))
        today = self.desk.today()
        as_of = command.as_of or today
        given = ExportGiven(
            form=command.form, as_of=as_of, recipient=command.recipient, purpose=command.purpose, basis=command.basis,
            made=Made(
                records=0, left_out=0, digest="0" * 64, definition=definition(), scope=self._scope(command),
                positions=places_on(self._known, self.listens_to, as_of, today),
            ),
        )  # fmt: skip
        people, left_out = self._people(given)
        package = self._made(given, people, left_out)
        file = replace(given.made, records=package.records, left_out=left_out, digest=package.digest)
        return replace(command, as_of=as_of, made=file)

    def _made(self, given: ExportGiven, people: Sequence[Known] | None = None, left_out: int = 0) -> Package:
        if people is None:
            people, left_out = self._people(given)
        positions = positions_of(given.made.positions)
        ordered = Ordered(given.form, given.recipient, given.purpose, given.basis, given.as_of, positions, left_out)
        return made(people, ordered, self._law_on(given.as_of))

    def _people(self, given: ExportGiven) -> tuple[list[Known], int]:
        """Who is told of, and how many are not."""
        law = self._law_on(given.as_of)
        basis = law.lists.get(BASES, {}).get(given.basis)
        positions = positions_of(given.made.positions)
        pseudonyms = Pseudonyms(self.desk.ledger.vault.derived(PURPOSE), given.made.scope)
        people = everybody(self._known.cases(positions), pseudonyms.of)
        told = may_be_told(people, needs_consent=basis is not None and basis.group == CONSENT)
        return told, len(people) - len(told)

    def _scope(self, command: GiveExport) -> str:
        """The recipient and the purpose, as a keyed hash; whom only the note names is another for each other note."""
        said = str(command.note.value) if command.note and named_apart(command, self.desk.law()) else ""
        content = f"{PURPOSE}\0{command.recipient}\0{command.purpose}\0{said}"
        return self.desk.ledger.vault.digest(content.encode()).hex()


def sealed(entries: Sequence[Entry]) -> SealedParts:
    notes: dict[str, Sealed | None] = {str(n): entry.fact.note for n, entry in enumerate(entries)}
    return {"note": notes}


def _given(export: Export, id_: UUID) -> ExportGiven:
    if export.given is None:
        raise LookupError(str(id_))
    return export.given
