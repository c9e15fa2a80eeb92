"""The trail of a case: every action in every agency, readings included, as it was known at any moment; each line with its entry
and the proof that it stands in a log which other agencies have seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from services.reporting.projections.ball import BALL, Ball
from services.reporting.projections.histories import fit
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.seals import Seal
from shared.access import Way
from shared.clock import local
from shared.desk import Desk
from shared.journal import JournalEntry, covered
from shared.kernel.codes import case_code
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.when import Precision, When
from shared.kernel.words import Code, Source
from shared.proof.merkle import NotProved
from shared.proof.policy import Policy
from shared.proof.proofs import Proof
from shared.story.sentences import Sentences
from shared.story.timeline import Handover, TimelineLine, timeline
from shared.views import fold

TIMELINE, ENTRY = "reporting.timeline.read", "reporting.entry.read"
READERS: Code = "ai_da_mo_ho_so"
"""The paper that says who opened a file."""


class Clock(StrEnum):
    """In which order a trail stands: as it was written down, or as it happened."""

    RECORDED = "recorded"
    TRUE = "true"


class Cases(Protocol):
    """What was heard, by case and entry."""

    def case(self, case: UUID) -> Sequence[JournalEntry]: ...

    def entry(self, source: Source, position: int) -> JournalEntry | None: ...


class Witnessed(Protocol):
    """How journals stand against what other agencies have seen."""

    @property
    def policy(self) -> Policy: ...

    def of(self, sources: Sequence[Source]) -> list[Seal]: ...

    def proof(self, entry: JournalEntry) -> Proof | None: ...

    def proved(self, entries: Sequence[JournalEntry]) -> frozenset[str]: ...


@dataclass(frozen=True)
class Trail:
    """`lines` oldest first; `until`: only what was written down before (None: all). `proved` are the ids of entries that stand in
    a log others have seen; `person` and `ball` as they were known then."""

    case: UUID
    code: Code
    lines: Sequence[TimelineLine]
    until: datetime | None
    clock: Clock
    proved: frozenset[str]
    person: Person
    ball: Ball

    @property
    def gaps(self) -> int:
        """How much was sent of which nothing shows that it arrived."""
        return sum(told.open for line in self.lines for told in line.told)

    @property
    def deeds(self) -> list[TimelineLine]:
        return [line for line in self.lines if not line.reading]

    @property
    def readings(self) -> list[TimelineLine]:
        return [line for line in self.lines if line.reading]


@dataclass(frozen=True)
class Proved:
    """Whether an entry stands in a log that others have seen. `why` says why not, where what is kept here of it was changed;
    without it and without a proof it is too new: no checkpoint that enough agencies have seen holds it yet."""

    proof: Proof | None
    seal: Seal
    why: str | None


@dataclass(frozen=True)
class EntryPage:
    """One entry as an inspector reads it: in a sentence, as stored JSON with sealed values covered, whom it told, its proof."""

    entry: JournalEntry
    sentence: str
    covered: str
    told: tuple[Handover, ...]
    caused_by: str | None
    law: Law
    proved: Proved


class Trails:
    """Everything raises `NotPermitted` for those who may not, `LookupError` for what was not heard; that something is read is
    written down before it is given."""

    def __init__(
        self,
        desk: Desk,
        cases: Cases,
        witnessed: Witnessed,
        sentences: Sentences,
        law_on: Callable[[date], Law],
        listens_to: Sequence[Source],
    ) -> None:
        self._desk, self._cases, self._witnessed = desk, cases, witnessed
        self._sentences, self._law_on, self._listens_to = sentences, law_on, tuple(listens_to)

    def of(
        self, actor: Actor, case: UUID, way: Way, until: datetime | None = None, clock: Clock = Clock.RECORDED
    ) -> Trail:
        """What every agency did for a case, as it had been written down before a moment."""
        self._must(actor, TIMELINE)
        entries = self._known(case, until)
        self._record(actor, TIMELINE, case, "timeline", way)
        return self._trail(case, entries, until, clock)

    def readers(self, actor: Actor, case: UUID) -> tuple[Trail, int]:
        """For the list of who opened the file, on paper; and the position of the entry that says it was printed."""
        self._must(actor, TIMELINE)
        trail = self._trail(case, self._known(case, None), None, Clock.RECORDED)
        role = self._desk.rights.role_for(actor, TIMELINE, own(actor))
        return trail, self._desk.shown(actor, case, ("readers",), Way.PRINTED, role, READERS)

    def entry(self, actor: Actor, source: Source, position: int, way: Way) -> EntryPage:
        """One entry, its sealed values still sealed."""
        entry = self._entry(actor, source, position)
        self._record(actor, ENTRY, entry.subject, "entry", way)
        lines = timeline(self._cases.case(entry.subject), self._sentences, self._law_on, self._listens_to)
        line = next(line for line in lines if (line.source, line.position) == (source, position))
        cause = entry.because if "/" in entry.because else None
        law = self._law_on(local(entry.at).date())
        return EntryPage(entry, line.sentence, covered(entry.body), line.told, cause, law, self._proved(entry))

    def line(self, source: Source, position: int) -> TimelineLine | None:
        """One entry in a sentence, for a page whose showing is recorded itself; None where it was not heard."""
        if (entry := self._cases.entry(source, position)) is None:
            return None
        return timeline([entry], self._sentences, self._law_on, self._listens_to)[0]

    def behind(
        self, actor: Actor, files: Iterable[tuple[Source, UUID]], counts: Callable[[JournalEntry], bool], way: Way
    ) -> list[TimelineLine]:
        """What these ledgers wrote of these files, as far as it counts: the entries on which a number rests, for whoever may see
        single entries; for others none. Of each file it is written down first."""
        if not self._desk.rights.judge(actor, ENTRY, own(actor)).allowed:
            return []
        told = (e for source, file in dict.fromkeys(files) for e in self._cases.case(file) if e.source == source)
        mine = sorted((entry for entry in told if counts(entry)), key=lambda e: (e.at, e.source, e.position))
        for file in dict.fromkeys(entry.subject for entry in mine):
            self._record(actor, ENTRY, file, "entry", way)
        return timeline(mine, self._sentences, self._law_on, self._listens_to)

    def proof(self, actor: Actor, source: Source, position: int) -> tuple[JournalEntry, Proof]:
        """An entry with its proof, to be taken along."""
        entry = self._entry(actor, source, position)
        if (proof := self._proved(entry).proof) is None:
            raise LookupError(f"{source}/{position} is in no checkpoint that others have seen")
        self._record(actor, ENTRY, entry.subject, "entry", Way.SAVED)
        return entry, proof

    def seals(self, actor: Actor) -> list[Seal]:
        """How each journal stands against what others have seen; for those who may see single entries."""
        self._must(actor, ENTRY)
        return self._witnessed.of(self._listens_to)

    def believed(self, actor: Actor) -> Policy:
        """Whom this town believes: what proofs are checked by."""
        self._must(actor, ENTRY)
        return self._witnessed.policy

    def _known(self, case: UUID, until: datetime | None) -> list[JournalEntry]:
        if not (entries := self._cases.case(case)):
            raise LookupError(str(case))
        return [entry for entry in entries if until is None or entry.at < until]

    def _entry(self, actor: Actor, source: Source, position: int) -> JournalEntry:
        self._must(actor, ENTRY)
        if (entry := self._cases.entry(source, position)) is None:
            raise LookupError(f"{source}/{position}")
        return entry

    def _trail(self, case: UUID, entries: Sequence[JournalEntry], until: datetime | None, clock: Clock) -> Trail:
        lines = timeline(entries, self._sentences, self._law_on, self._listens_to)
        if clock is Clock.TRUE:
            lines.sort(key=lambda line: began(line.when, line.at))
        told, key = fit(entries)[0], str(case)
        day = local(until).date() if until else self._desk.today()
        person, ball = fold(PERSONS, told).get(key, Person()), fold(BALL, told).get(key, Ball()).on(day)
        return Trail(case, case_code(case), lines, until, clock, self._witnessed.proved(entries), person, ball)

    def _proved(self, entry: JournalEntry) -> Proved:
        (seal,) = self._witnessed.of([entry.source])
        try:
            return Proved(self._witnessed.proof(entry), seal, None)
        except NotProved as wrong:
            return Proved(None, seal, str(wrong))

    def _must(self, actor: Actor, deed: Code) -> None:
        self._desk.rights.must(actor, deed, own(actor))

    def _record(self, actor: Actor, deed: Code, case: UUID, what: Code, way: Way) -> None:
        self._desk.shown(actor, case, (what,), way, self._desk.rights.role_for(actor, deed, own(actor)))


def began(when: When, at: datetime) -> tuple[str, datetime]:
    """By what a trail is ordered as it happened: the first day it may have been; not known, the day of writing it down."""
    start = local(at).date().isoformat() if when.precision is Precision.UNKNOWN else str(when.start)
    if when.precision is Precision.INSTANT:
        start = local(datetime.fromisoformat(start)).date().isoformat()
    return f"{start}-01-01"[:10], at


def own(actor: Actor) -> Subject:
    """Figures lie in no single agency: rights are asked of the officer's own."""
    return Subject(actor.agency, actor.unit, "*")
