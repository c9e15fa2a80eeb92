"""What others said of our checkpoints: their signatures are kept beside them."""

from collections.abc import Sequence
from typing import Any

from psycopg_pool import ConnectionPool

from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint, Key, Note, parse_signature


class Cosigned:
    """The checkpoints of one log, with the signatures of the witnesses it knows."""

    def __init__(self, origin: str, witnesses: Sequence[Key], pool: ConnectionPool[Any]) -> None:
        self._origin, self._witnesses, self._pool = origin, witnesses, pool

    def hear(self, written: str) -> bool:
        """One record of the topic; whether it was a signature below a checkpoint of ours. Whatever else it is, is passed over:
        everybody may write to the topic."""
        try:
            note = Note.of(written)
            checkpoint = Checkpoint.of(note.text)
            if checkpoint.origin != self._origin:
                return False
            by = note.signed_by(self._witnesses)
        except NotProved:
            return False
        lines = {each.name: each.line for each in note.signatures}
        with self._pool.connection() as conn:
            ours = conn.execute("SELECT note FROM log_checkpoint WHERE size = %s", (checkpoint.size,)).fetchone()
            if ours is None or Note.of(ours[0]).text != note.text:
                return False
            for key in by:
                conn.execute(
                    "INSERT INTO log_cosignature (size, witness, line) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                    (checkpoint.size, key.name, lines[key.name]),
                )
        return bool(by)

    def latest(self, least: int = 0) -> Note | None:
        """The newest checkpoint that so many witnesses saw, with all their signatures; None where there is none."""
        with self._pool.connection() as conn:
            row = conn.execute(
                "SELECT note, array_remove(array_agg(line ORDER BY witness), NULL) FROM log_checkpoint"
                " LEFT JOIN log_cosignature USING (size) GROUP BY size, note HAVING count(line) >= %s"
                " ORDER BY size DESC LIMIT 1", (least,),
            ).fetchone()  # fmt: skip
        return Note.of(row[0]).with_(parse_signature(line[:-1]) for line in row[1]) if row else None

    def size(self) -> int:
        """How many entries are in a checkpoint that another agency has seen."""
        with self._pool.connection() as conn:
            row = conn.execute("SELECT coalesce(max(size), 0) FROM log_cosignature").fetchone()
        assert row
        return int(row[0])
