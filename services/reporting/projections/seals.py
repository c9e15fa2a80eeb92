"""How the journals heard here stand against what other agencies have seen of each ledger: every journal is a tree again, grown
from the entries as they were told, and held against the checkpoints that witnesses co-signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, LiteralString

from psycopg import Connection
from psycopg_pool import ConnectionPool

from services.reporting.projections.signed import Signed, signed
from shared.bookmarks import lasting, repeatable
from shared.journal import JournalEntry
from shared.kafka.inbox import Arrived
from shared.kernel.words import AgencyId, Source
from shared.proof.evidence import Evidence
from shared.proof.leaf import leaf_in_sql
from shared.proof.merkle import NotProved, inclusion
from shared.proof.notes import Checkpoint, Note, parse_signature
from shared.proof.policy import Policy
from shared.proof.proofs import Proof
from shared.proof.tiles import Tiles, grow
from shared.transparency.known import Known
from shared.transparency.sealer import leaves_in_row

Db = Connection[Any]
AT_ONCE = 5_000
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(8390898)"
LEAF: LiteralString = f"coalesce(leaf, {leaf_in_sql('position', 'version', 'stream', 'body', 'name')})"
"""What was heard long ago has its leaf made now."""
LEAVES: LiteralString = (
    f"SELECT position, {LEAF} FROM journal_entry"  # noqa: S608
    " WHERE source = %s AND position > %s AND position <= %s ORDER BY position LIMIT %s"
)
BEHIND: LiteralString = (
    "SELECT source FROM journal_source j LEFT JOIN journal_tree t USING (source) WHERE source = ANY(%s) AND"
    " (contiguous > coalesce(t.size, 0)"
    " OR EXISTS (SELECT 1 FROM seal s WHERE s.source = j.source AND fits IS NULL AND s.size <= contiguous))"
)
"""The journals of which something was heard that is not in their tree, or a checkpoint not held against it."""
SEALS: LiteralString = (
    "SELECT size, said, fits, array_agg(line ORDER BY signer <> 'log', signer) FROM seal JOIN seal_signature"
    " USING (source, size, said) WHERE source = %s GROUP BY size, said, fits ORDER BY size DESC"
)


@dataclass(frozen=True)
class Seal:
    """One ledger. `heard`: up to which entry its journal was heard without a hole; `checked`: up to which entry that is the
    history others have co-signed, `seen_by` them at `seen_at`; `differs`: the size of a checkpoint whose root is not that of the
    journal; `open_since`: since when something stands above `checked` (None: nothing does); `lies`: how the log contradicted
    itself before a witness (`shared.proof.witnessing.Lie`). Moments are real time, never the town's."""

    source: Source
    heard: int
    checked: int
    seen_by: tuple[AgencyId, ...]
    seen_at: datetime | None
    differs: int | None
    open_since: datetime | None
    lies: tuple[str, ...]

    @property
    def broken(self) -> bool:
        return self.differs is not None or bool(self.lies)


class Seals:
    """Kept beside the journals. `known` says whose keys count."""

    def __init__(self, pool: ConnectionPool[Any], known: Known) -> None:
        self._pool, self._known, self._policy = pool, known, known.policy()
        self._witness = {key: name for name, key in self._policy.witnesses.items()}
        self._believed = lru_cache(256)(self._believe)  # what was signed once stays so

    @property
    def policy(self) -> Policy:
        """Whom this town believes, as its inspectors are told."""
        return self._policy

    def hear(self, records: Sequence[Arrived]) -> None:
        """What logs and witnesses said; what they did not sign is nobody's word. May be told twice."""
        found = [each for record in records if (each := signed(record, self._known))]
        with lasting(self._pool) as conn:
            for each in found:
                _keep(conn, each)

    def check(self, sources: Sequence[Source]) -> None:
        """Grow each tree by what was heard since, and hold it against every checkpoint it reaches now."""
        with self._pool.connection() as conn:
            behind = conn.execute(BEHIND, (list(sources),)).fetchall()
        for (source,) in behind:
            while self._grow(source) == AT_ONCE:
                pass
            with repeatable(self._pool) as conn:
                conn.execute(ONE_AT_A_TIME)
                self._compare(conn, source)

    def _grow(self, source: Source) -> int:
        """By how many; at most `AT_ONCE`."""
        with repeatable(self._pool) as conn:
            conn.execute(ONE_AT_A_TIME)
            size, heard = _size(conn, source), _heard(conn, source)
            rows = conn.execute(LEAVES, (source, size, heard, AT_ONCE), binary=True, prepare=True).fetchall()
            leaves = leaves_in_row(size, rows)
            for (level, n), hashes in grow(size, leaves, lambda *tile: _read(conn, source, *tile)).items():
                conn.execute(
                    "INSERT INTO journal_tile VALUES (%s, %s, %s, %s)"
                    " ON CONFLICT (source, level, n) DO UPDATE SET hashes = excluded.hashes", (source, level, n, hashes),
                )  # fmt: skip
            conn.execute(
                "INSERT INTO journal_tree VALUES (%s, %s) ON CONFLICT (source) DO UPDATE SET size = excluded.size",
                (source, size + len(leaves)),
            )
        return len(leaves)

    def _compare(self, conn: Db, source: Source) -> None:
        rows = conn.execute(
            "SELECT size, said FROM seal WHERE source = %s AND fits IS NULL AND size <= %s",
            (source, _size(conn, source)),
        ).fetchall()
        for size, said in rows:
            fits = _tree(conn, source, size).root() == Checkpoint.of(said).root
            conn.execute(
                "UPDATE seal SET fits = %s WHERE source = %s AND size = %s AND said = %s", (fits, source, size, said)
            )
        if rows and (newest := self._newest(conn, source)):
            size = Checkpoint.of(newest.text).size
            conn.execute(
                "WITH needless AS (DELETE FROM seal WHERE source = %s AND size < %s AND fits RETURNING source, size, said)"
                " DELETE FROM seal_signature USING needless n WHERE seal_signature.source = n.source"
                " AND seal_signature.size = n.size AND seal_signature.said = n.said", (source, size),
            )  # fmt: skip

    def _newest(self, conn: Db, source: Source) -> Note | None:
        """The largest checkpoint that enough witnesses saw and that the journal leads to."""
        return next((note for note, fits in _notes(conn, source) if fits and self._believed(note) is not None), None)

    def _believe(self, note: Note) -> Mapping[AgencyId, int] | None:
        """Which agencies saw it, and when; None where these are too few, or its log did not sign it."""
        try:
            self._policy.accept(note)
        except NotProved:
            return None
        return {self._witness[key]: at or 0 for key, at in note.signed_by(self._witness).items()}

    def of(self, sources: Sequence[Source]) -> list[Seal]:
        """How each of these ledgers stands."""
        with self._pool.connection() as conn:
            return [self._of(conn, source) for source in sources]

    def _of(self, conn: Db, source: Source) -> Seal:
        newest = self._newest(conn, source)
        seen = (self._believed(newest) if newest else None) or {}
        checked = Checkpoint.of(newest.text).size if newest else 0
        differs = _one(conn, "SELECT min(size) FROM seal WHERE source = %s AND NOT fits", source)
        above = _one(
            conn, "SELECT heard_at FROM journal_entry WHERE source = %s AND position = %s", source, checked + 1
        )
        lies = conn.execute("SELECT DISTINCT lie FROM seal_lie WHERE source = %s ORDER BY 1", (source,)).fetchall()
        return Seal(
            source, _heard(conn, source), checked, tuple(sorted(seen)),
            datetime.fromtimestamp(max(seen.values()), UTC) if seen else None, differs, above, tuple(lie for (lie,) in lies),
        )  # fmt: skip

    def proof(self, entry: JournalEntry) -> Proof | None:
        """That this entry stands at its place in a log that others have seen; None while it is in no such checkpoint. Raises
        `NotProved` where it does not lead there: what is kept here of it was changed."""
        with self._pool.connection() as conn:
            note = self._newest(conn, entry.source)
            size = Checkpoint.of(note.text).size if note else 0
            if note is None or entry.position > size:
                return None
            way = inclusion(_tree(conn, entry.source, size), entry.position - 1, size)
        found = Proof(entry.position - 1, way, note)
        found.check(entry.leaf, self._policy)
        return found

    def proved(self, entries: Sequence[JournalEntry]) -> frozenset[str]:
        """Which of these stand, as they are kept here, in a tree that others have seen the root of."""
        with self._pool.connection() as conn:
            trees = {source: self._checked_tree(conn, source) for source in {entry.source for entry in entries}}
            return frozenset(
                each.id for each in entries
                if (tree := trees[each.source]) and each.position <= tree.size and tree.node(0, each.position - 1) == each.leaf
            )  # fmt: skip

    def _checked_tree(self, conn: Db, source: Source) -> Tiles | None:
        note = self._newest(conn, source)
        return _tree(conn, source, Checkpoint.of(note.text).size) if note else None


def _keep(conn: Db, said: Signed) -> None:
    if isinstance(said.what, Evidence):
        conn.execute(
            "INSERT INTO seal_lie VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (said.what.digest, said.source, said.what.lie),
        )
        return
    size, text = Checkpoint.of(said.what.text).size, said.what.text
    passed = _one(conn, "SELECT max(size) FROM seal WHERE source = %s AND fits", said.source)
    if size < (passed or 0) and _tree(conn, said.source, size).root() == Checkpoint.of(text).root:
        return  # something larger that fits makes it needless
    conn.execute("INSERT INTO seal VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", (said.source, size, text))
    for each in said.what.signatures:
        conn.execute(
            "INSERT INTO seal_signature VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (said.source, size, text, said.signer, each.line),
        )


def _notes(conn: Db, source: Source) -> Iterator[tuple[Note, bool | None]]:
    """The kept checkpoints with all signatures, the largest first; whether the journal leads to them (None: not known yet)."""
    for _, said, fits, lines in conn.execute(SEALS, (source,)).fetchall():
        yield Note(said, tuple(parse_signature(line[:-1]) for line in lines)), fits


def _tree(conn: Db, source: Source, size: int) -> Tiles:
    return Tiles(size, lambda tile: _read(conn, source, tile.level, tile.n))


def _read(conn: Db, source: Source, level: int, n: int) -> bytes:
    found = _one(conn, "SELECT hashes FROM journal_tile WHERE source = %s AND level = %s AND n = %s", source, level, n)
    if found is None:
        raise NotProved(f"tile {level}/{n} of {source} is missing")
    return bytes(found)


def _size(conn: Db, source: Source) -> int:
    return _one(conn, "SELECT size FROM journal_tree WHERE source = %s", source) or 0


def _heard(conn: Db, source: Source) -> int:
    return _one(conn, "SELECT contiguous FROM journal_source WHERE source = %s", source) or 0


def _one(conn: Db, sql: LiteralString, *values: Any) -> Any:
    row = conn.execute(sql, values).fetchone()
    return row[0] if row else None
