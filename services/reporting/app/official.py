"""The desk of reports to those above: drafted from the figures, edited, written as files, handed over for signature, numbered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from services.reporting.app.official_content import Contents, Drafted, Pinned
from services.reporting.app.official_deeds import (
    AN_OFFICIAL,
    LEFT,
    OPEN,
    READ,
    READ_ALL,
    SECTION,
    Whole,
    own_of,
    place_of,
)
from services.reporting.definitions.periods import half_of
from services.reporting.domain.finding import Place
from services.reporting.domain.official.commands import (
    DraftReport,
    DraftUnitReport,
    RecordNumber,
    SubmitReport,
    SupplementReport,
)
from services.reporting.domain.official.events import Files, Made, Renderer
from services.reporting.domain.official.kinds import Kind, Part
from services.reporting.domain.official.report import OFFICIAL, Report
from services.reporting.made_again import places_on
from services.reporting.official.content import Content, definition, renderers
from services.reporting.official.forms import WRITERS
from services.reporting.official.written import Frame
from services.reporting.projections.officials import OfficialLine
from shared.access import Way
from shared.desk import FORGOTTEN, Deed, Desk, SealedParts
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code, Digest, Source
from shared.ledger import Loaded
from shared.search.seeker import Seeker
from shared.views import Kept, Shelf
from shared.web import cases
from shared.web.cases import Values, offers
from shared.web.fields import LEFT_OUT, Choice
from shared.web.words import Words


class Officials:
    """`pinned` is where figures come from, `contents` what they say, `lines` the kept view of reports. Everything raises
    `NotPermitted`."""

    def __init__(
        self,
        desk: Desk,
        pinned: Pinned,
        contents: Contents,
        lines: Shelf[Any, OfficialLine] | Kept[Any, OfficialLine],
        words: Words,
        listens_to: Sequence[Source],
    ) -> None:
        self.desk, self.about, self.words, self.listens_to = desk, AN_OFFICIAL, words, tuple(listens_to)
        self.opening: Deed | None = desk.deeds["drafting"]
        self.seeker: Seeker | None = None
        self._pinned, self._contents, self._lines = pinned, contents, lines

    def may(self, actor: Actor, deed: Code) -> bool:
        """Of reports of the officer's own agency or unit."""
        return self.desk.rights.judge(actor, deed, own_of(actor)).allowed

    def listed(self, actor: Actor) -> dict[UUID, OfficialLine]:
        """All reports, the newest period first; for a unit its own."""
        lines = self._lines.where()
        if not self.may(actor, READ_ALL):
            self.desk.rights.must(actor, READ, own_of(actor))
            lines = {key: line for key, line in lines.items() if (line.agency, line.unit) == (actor.agency, actor.unit)}
        order = sorted(lines.items(), key=lambda line: (line[1].until, line[1].as_of, line[0]), reverse=True)
        return {UUID(key): line for key, line in order}

    def look(self, actor: Actor, report: UUID) -> cases.Look:
        """Raises `LookupError` for one there never was."""
        loaded, _ = self._read(actor, report)
        state: Report = loaded.state
        made = self._drafted(report, state)
        later = tuple(UUID(key) for key, line in self._lines.where().items() if line.corrects == report)
        same = made.event.made == self._made(made.event.made.positions)
        whole = Whole(state, made, self._content(made), same, tuple(sorted(later)))
        offered = [deed for deed in self.desk.deeds.values() if state.stage in OPEN.get(deed.command, ())]
        return cases.Look(
            report, self.about.code(report), state.stage, loaded.version, whole, offers(self.desk, actor, offered, state),
            loaded.entries, self.about,
        )  # fmt: skip

    def file(self, actor: Actor, report: UUID, form: Code, way: Way) -> bytes:
        """The report as `pdf`, `docx` or `xlsx`, made now; once it was handed over, the very bytes of then. Raises `LookupError`
        for another form, `Refused` where the same bytes cannot be made any more."""
        loaded, on = self._read(actor, report)
        state: Report = loaded.state
        content, frame = self._written(actor, report, state, on, way)
        made = WRITERS[form](content, frame)
        if state.files and _digest(made) != getattr(state.files, form):
            raise Refused("official.not_the_same", "made by another program or under another law")
        return made

    def place(self, file: Whole) -> Subject:
        return self._place(file.state)

    def open(self, actor: Actor, report: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """What an officer wrote into it; the reading is recorded first."""
        loaded, on = self._read(actor, report)
        return self.desk.open(actor, report, on, _sealed(loaded.state), sections, way).sections

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:
        return {str(key): line for key, line in self.listed(actor).items() if stage in (None, line.stage)}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        return {"report": str(case)} if "report" in LEFT.get(deed.command, ()) else {}

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        known: Values = dict.fromkeys(LEFT.get(deed.command, ()), LEFT_OUT)
        if deed.command in (DraftReport, DraftUnitReport):
            known = {**known, **half_of(self.desk.today())._asdict()}
        if deed.command is DraftReport:  # that of a unit is drafted by the unit
            kinds = [kind for kind in Kind if kind is not Kind.UNIT_RESULT]
            choices = tuple((each.value, self.words[f"choice.Kind.{each}"]) for each in kinds)
            known = {**known, "kind": Choice(choices, kinds[0].value)}
        return known

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:
        """With what it is made from, and what it corrects; with the files it is. Nobody sends that along."""
        match command:
            case DraftReport():
                return self._pinned_now(replace(command, agency=None, unit=None))
            case DraftUnitReport(since=since, until=until, as_of=as_of):
                draft = DraftReport(
                    kind=Kind.UNIT_RESULT, since=since, until=until, as_of=as_of, agency=actor.agency, unit=actor.unit
                )
                return replace(command, draft=self._pinned_now(draft))
            case SupplementReport(report=id_, as_of=as_of):
                state: Report = self.desk.ledger.now(OFFICIAL, id_).state
                was = self._drafted(id_, state).event
                draft = DraftReport(
                    kind=was.kind, since=was.since, until=was.until, as_of=as_of, agency=was.agency, unit=was.unit
                )
                return replace(command, signed=state.numbered, draft=self._pinned_now(draft))
            case SubmitReport(report=id_):
                state = self.desk.ledger.now(OFFICIAL, id_).state
                self.desk.rights.must(actor, deed.name, self._place(state))
                content, frame = self._written(actor, id_, state, self._place(state), Way.SAVED)
                files = {form: _digest(write(content, frame)) for form, write in WRITERS.items()}
                return replace(command, files=Files(**files))
            case RecordNumber(report=id_, number=number, signed_on=day):
                others = [
                    line for key, line in self._lines.where().items() if key != str(id_) and line.number == number
                ]
                return replace(
                    command, taken=any(line.signed_on and line.signed_on.year == day.year for line in others)
                )
            case _:
                return command

    def _read(self, actor: Actor, report: UUID) -> tuple[Loaded, Subject]:
        """A report, and of what the right to read it was asked: of all reports, or of whose this one is."""
        if self.may(actor, READ_ALL):
            return self.desk.read(actor, READ_ALL, OFFICIAL, report, lambda _: own_of(actor)), own_of(actor)
        loaded = self.desk.read(actor, READ, OFFICIAL, report, self._place)
        return loaded, self._place(loaded.state)

    def _place(self, report: Report) -> Subject:
        return place_of(report, None, self.desk.ledger.agency)

    def _pinned_now(self, command: DraftReport) -> DraftReport:
        today = self.desk.today()
        as_of = command.as_of or today
        made = self._made(places_on(self._pinned, self.listens_to, as_of, today))
        return replace(command, as_of=as_of, made=made)

    @staticmethod
    def _made(positions: tuple[Place, ...]) -> Made:
        versions = tuple(Renderer(library=name, version=version) for name, version in sorted(renderers().items()))
        return Made(positions=positions, definition=definition(), renderers=versions)

    @staticmethod
    def _drafted(report: UUID, state: Report) -> Drafted:
        if state.drafted is None:
            raise LookupError(str(report))
        return Drafted(report, state.drafted)

    def _content(self, made: Drafted) -> Content:
        """As it is drafted, counted from the entries it names."""
        if (corrects := made.event.corrects) is None:
            return self._contents.of(made)
        return self._contents.of(made, self._drafted(corrects, self.desk.ledger.now(OFFICIAL, corrects).state))

    def _written(self, actor: Actor, report: UUID, state: Report, on: Subject, way: Way) -> tuple[Content, Frame]:
        """With the words of the officer, opened for this; the reading is recorded first."""
        made = self._drafted(report, state)
        sections = [SECTION] if state.texts else []
        texts = self.desk.open(actor, report, on, _sealed(state), sections, way).sections.get(SECTION, {})
        if FORGOTTEN in texts.values():
            raise Refused("official.text_destroyed", "what was written into it can be read by nobody any more")
        content = self._content(made).edited({Part(name): str(text) for name, text in texts.items()})
        return content, self._contents.frame(made)


def _sealed(state: Report) -> SealedParts:
    return {SECTION: {part.value: text for part, text in state.texts.items()}}


def _digest(content: bytes) -> Digest:
    return sha256(content).hexdigest()
