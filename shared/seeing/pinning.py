"""What a person saw of a file is pinned by one position of the own ledger: all its entries up to that one, and nothing after.

The position is that of the entry which says that they read it (`shared.access`), or, where nobody is read about, the last
one when the form was made. The view is put together from the entries alone, so that it can be put together again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from shared.access import SectionsOpened
from shared.clock import local
from shared.kernel.decider import AnyDecider
from shared.kernel.named import digests
from shared.kernel.words import Code
from shared.ledger import Entry, Ledger, Loaded, Saw, stream_of
from shared.ledger.stored import LawRef
from shared.ledger.units import Row
from shared.proof.leaf import Leaf
from shared.seeing.papers import papers_of
from shared.seeing.view import hash_of, view


@dataclass(frozen=True)
class Then:
    """A file as it lay there at a position: its entries as they are stored and as they are read; `reading` is the entry that
    says who looked. Where today's program cannot read them any more, there is no view, and nothing but their hash."""

    saw: Saw
    view: Mapping[str, Any] | None = None
    rows: tuple[Row, ...] = ()
    entries: tuple[Entry, ...] = ()
    reading: Entry | None = None


@dataclass(frozen=True)
class Seeing:
    """Puts files of one desk together as they were. `parts` are the aggregates a file consists of."""

    ledger: Ledger
    service: str
    parts: Sequence[AnyDecider]

    def pin(self, subject: UUID, position: int, actor: str, law: LawRef | None) -> tuple[Saw, Mapping[Code, int]]:
        """What this actor saw of a file at a position, and the version of each of its parts there. `law` is the one they decide
        under: of a file that nobody was recorded to read, it is all that is known of how it was looked at."""
        parts, made = self._rows(subject, position)
        whole = self._whole(subject, position, actor, law, parts, made)
        return whole.saw, {name: rows[-1].version if rows else 0 for name, rows in parts.items()}

    def then(self, decision: Entry) -> Then:
        """The same view again, for a decision that pinned it. Whatever may have become of its entries, there is an answer."""
        assert decision.body.saw is not None
        subject, position = decision.body.subject, decision.body.saw.positions[self.ledger.source]
        parts, made = self._rows(subject, position)
        try:
            return self._whole(subject, position, decision.body.by.actor, decision.body.law, parts, made)
        except Exception:  # noqa: BLE001 - an entry that was changed may be wrong in any way
            return Then(Saw({self.ledger.source: position}, "", (), _over(parts, made)))

    def reading(self, subject: UUID, position: int, actor: str) -> Entry | None:
        """The entry at a position, where it says that this actor was shown this very file."""
        entry = self.at(position)
        ours = entry is not None and isinstance(entry.fact, SectionsOpened) and entry.body.subject == subject
        return entry if entry is not None and ours and entry.body.by.actor == actor else None

    def at(self, position: int) -> Entry | None:
        """The entry at a position; None: there is none."""
        row = next(iter(self.ledger.store.since(position - 1, 1)), None) if 0 < position < 2**62 else None
        return self.ledger.decode(row) if row is not None and row.position == position else None

    def decision(self, subject: UUID, position: int) -> Entry | None:
        """The entry at a position, where it is a decision about this file."""
        entry = self.at(position)
        ours = entry is not None and entry.stream in {stream_of(part, subject) for part in self.parts}
        return entry if entry is not None and ours and entry.body.saw is not None else None

    def _rows(self, subject: UUID, position: int) -> tuple[dict[Code, list[Row]], list[Row]]:
        """The stored entries of each part up to a position, and of the papers made."""
        streams = {part.name: stream_of(part, subject) for part in self.parts}
        store = self.ledger.store
        found = {name: [row for row in store.stream(at) if row.position <= position] for name, at in streams.items()}
        made = store.stream(stream_of(papers_of(self.service), subject))
        return found, [row for row in made if row.position <= position]

    def _whole(
        self,
        subject: UUID,
        position: int,
        actor: str,
        law: LawRef | None,
        parts: Mapping[Code, Sequence[Row]],
        made: Sequence[Row],
    ) -> Then:
        read = {name: tuple(map(self.ledger.decode, rows)) for name, rows in parts.items()}
        folded = {
            p.name: Loaded(p.replay(e.fact for e in read[p.name]), len(read[p.name]), read[p.name]) for p in self.parts
        }
        entries = tuple(sorted((each for part in read.values() for each in part), key=lambda entry: entry.position))
        papers = tuple(map(self.ledger.decode, made))
        laid = tuple(dict.fromkeys(digest for each in (*entries, *papers) for digest in digests(each.fact)))
        looked = self.reading(subject, position, actor)
        law, day = (looked.body.law, local(looked.at).date()) if looked else (law, None)
        shown = view(subject, folded, law, day, laid, self._named)
        saw = Saw({self.ledger.source: position}, hash_of(shown), laid, _over(parts, made))
        rows = sorted((row for part in parts.values() for row in part), key=lambda row: row.position)
        return Then(saw, shown, tuple(rows), entries, looked)

    def _named(self, kind: type[Any]) -> str | None:
        known = self.ledger.names.by_class.get(kind)
        return known.name if known else None


def _over(parts: Mapping[Code, Sequence[Row]], made: Sequence[Row]) -> str:
    """SHA-256 (hex) over these entries as they are stored, in order: each as the leaf it is in the log of this ledger."""
    whole = sha256()
    for leaf in _leaves([*(row for rows in parts.values() for row in rows), *made]):
        whole.update(sha256(leaf).digest())
    return whole.hexdigest()


def _leaves(rows: Sequence[Row]) -> Iterator[bytes]:
    for row in sorted(rows, key=lambda row: row.position):
        yield Leaf.of_body(row.position, row.stream, row.version, row.name, row.body).data
