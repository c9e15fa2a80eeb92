"""The logs of the town in memory with keys of their own, and what witnesses have seen of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256

from services.reporting.projections.seals import Seal
from shared.journal import JournalEntry
from shared.kafka.inbox import Arrived
from shared.kernel.words import AgencyId, Source, agency_of
from shared.proof import leaf_hash
from shared.proof.leaf import Leaf
from shared.proof.merkle import inclusion
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.proof.policy import Policy
from shared.proof.proofs import Proof
from shared.proof.tiles import Tiles
from shared.proof.witnessing import Shown
from shared.transparency.known import Known, signer
from shared.transparency.log import CHECKPOINT, COSIGNATURE
from tests.proof.trees import grown

NOON = datetime(2026, 5, 31, 12, tzinfo=UTC)


def signer_of(source: Source, kind: Kind = Kind.LOG) -> Signer:
    """Always the same key for the same source: made up for tests."""
    return signer("toy", source, kind, sha256(source.encode()).digest())


def known(sources: Sequence[Source]) -> Known:
    """As the town's directory would say: a log for each source, a witness for each agency, in the first of its instances."""
    first: dict[AgencyId, Source] = {}
    for source in sources:
        first.setdefault(agency_of(source), source)
    witnesses = {source: signer_of(source, Kind.WITNESS).key for source in first.values()}
    return Known({source: signer_of(source).key for source in sources}, witnesses)


def leaf(entry: JournalEntry) -> bytes:
    """As the teller makes it."""
    return leaf_hash(Leaf.of_body(entry.position, entry.stream, entry.version, entry.name, entry.body).data)


def checkpoint(source: Source, leaves: Sequence[bytes]) -> str:
    """What the log of these leaves says of itself."""
    return str(Checkpoint(signer_of(source).name, len(leaves), tree(leaves).root()))


def tree(leaves: Sequence[bytes]) -> Tiles:
    stored = grown(leaves, 10_000)
    return Tiles(len(leaves), lambda tile: stored[tile.level, tile.n])


def cosigned(source: Source, text: str, witnesses: Sequence[Source]) -> Note:
    """Signed by its log and these witnesses."""
    by = (signer_of(each, Kind.WITNESS).sign(text, int(NOON.timestamp())) for each in witnesses)
    return Note(text, (signer_of(source).sign(text), *by))


def record(topic: str, value: str) -> Arrived:
    return Arrived(topic, 0, 0, {}, value.encode())


def shown(text: str, source: Source) -> Arrived:
    """Its log shows it."""
    return record(CHECKPOINT, str(Shown(0, (), Note(text, (signer_of(source).sign(text),)))))


def seen(text: str, witness: Source) -> Arrived:
    """A witness answers."""
    return record(COSIGNATURE, str(Note(text, (signer_of(witness, Kind.WITNESS).sign(text, int(NOON.timestamp())),))))


def said_of(source: Source, leaves: Sequence[bytes], sources: Sequence[Source]) -> list[Arrived]:
    """Everything that is said of a log with these leaves, all others having seen it."""
    text = checkpoint(source, leaves)
    return [shown(text, source), *(seen(text, at) for at in others(source, sources))]


def others(source: Source, sources: Sequence[Source]) -> list[Source]:
    """Who watches a log: the witnesses of all other agencies."""
    return [at for at in known(sources).witnesses if agency_of(at) != agency_of(source)]


@dataclass
class Logs:
    """All that was heard is sealed and was seen by every other agency, except what is `new`; `changed` entries are kept otherwise
    here than they were sealed; `lying` ledgers contradicted themselves."""

    entries: Sequence[JournalEntry]
    sources: Sequence[Source]
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    lying: Mapping[Source, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def policy(self) -> Policy:
        return known(self.sources).policy()

    @cached_property
    def _notes(self) -> dict[Source, tuple[Note, Tiles]]:
        found = {}
        for source in self.sources:
            if leaves := self._leaves(source):
                found[source] = (
                    cosigned(source, checkpoint(source, leaves), others(source, self.sources)),
                    tree(leaves),
                )
        return found

    def _leaves(self, source: Source) -> list[bytes]:
        mine = sorted((e for e in self.entries if e.source == source), key=lambda e: e.position)
        return [b"\0" * 32 if e.id in self.changed else leaf(e) for e in mine if e.id not in self.new]

    def of(self, sources: Sequence[Source]) -> list[Seal]:
        return [self._of(source) for source in sources]

    def _of(self, source: Source) -> Seal:
        heard = sum(entry.source == source for entry in self.entries)
        checked = self._notes[source][1].size if source in self._notes else 0
        seen = tuple(sorted({agency_of(at) for at in self.sources} - {agency_of(source)})) if checked else ()
        since = NOON if checked < heard else None
        return Seal(source, heard, checked, seen, NOON if checked else None, None, since, self.lying.get(source, ()))

    def proof(self, entry: JournalEntry) -> Proof | None:
        note, tiles = self._notes.get(entry.source, (None, None))
        if note is None or tiles is None or entry.position > tiles.size:
            return None
        proof = Proof(entry.position - 1, inclusion(tiles, entry.position - 1, tiles.size), note)
        proof.check(leaf(entry), self.policy)
        return proof

    def proved(self, entries: Sequence[JournalEntry]) -> frozenset[str]:
        return frozenset(e.id for e in entries if e.id not in self.new | self.changed and e.source in self._notes)
