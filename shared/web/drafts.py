"""Keeps what an officer has typed into a form and not sent yet, encrypted in the instance's own database, for that officer
alone. A draft is no history: nothing of it stands in the ledger or in a log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

import msgspec

from shared.web.envelopes import Envelopes
from shared.web.sessions import Pool

LIFE = timedelta(days=30)

_WRITE = (
    "INSERT INTO web_draft (name_hash, officer_hash, blob, saved_at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (name_hash) DO UPDATE SET blob = EXCLUDED.blob, saved_at = EXCLUDED.saved_at"
)
_ONE = "SELECT name_hash, blob FROM web_draft WHERE name_hash = %s AND saved_at > %s"
_MINE = "SELECT name_hash, blob FROM web_draft WHERE officer_hash = %s AND saved_at > %s ORDER BY saved_at DESC"
_COUNT = "SELECT count(*) FROM web_draft WHERE officer_hash = %s AND saved_at > %s"

Pairs = tuple[tuple[str, str], ...]
"""Name and value, one by one, as a page sends them."""


class Draft(msgspec.Struct, frozen=True):
    """`path` is the address of the form: it says which deed of which case. Among the `fields` are the version of the case
    the draft was begun on, and the id of the command it will be."""

    path: str
    fields: Pairs
    saved_at: datetime


@dataclass(frozen=True)
class Drafts:
    """All drafts of one instance: one for each officer (`sub`) and form. `key` is the instance's `session` key; `life` is
    how long a draft is kept after it was saved last."""

    pool: Pool
    key: bytes = field(repr=False)
    life: timedelta = LIFE
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def save(self, sub: str, path: str, fields: Pairs) -> Draft:
        """Keep this in place of what was kept before. Files are not among it."""
        draft = Draft(path, fields, self.clock())
        place = self._place(sub, path)
        self._write(place, self._officer(sub), self._sealed.close(place, draft), draft.saved_at)
        return draft

    def get(self, sub: str, path: str) -> Draft | None:
        found = self._opened(self._one(self._place(sub, path), self._since()))
        return found[0] if found else None

    def of(self, sub: str) -> list[Draft]:
        """Everything this officer has begun, the newest first."""
        return self._opened(self._mine(self._officer(sub), self._since()))

    def count(self, sub: str) -> int:
        return self._count(self._officer(sub), self._since())

    def drop(self, sub: str, path: str) -> None:
        self._drop(self._place(sub, path))

    def sweep(self) -> None:
        """Forget what is too old."""
        self._sweep(self._since())

    @property
    def _sealed(self) -> Envelopes:
        return Envelopes(self.key)

    def _place(self, sub: str, path: str) -> bytes:
        return self._sealed.address("draft", sub, path)

    def _officer(self, sub: str) -> bytes:
        return self._sealed.address("drafts of", sub)

    def _since(self) -> datetime:
        return self.clock() - self.life

    def _opened(self, rows: Sequence[tuple[bytes, bytes]]) -> list[Draft]:
        found = (self._sealed.open(place, blob, Draft) for place, blob in rows)
        return [draft for draft in found if draft is not None]

    def _write(self, place: bytes, officer: bytes, blob: bytes, at: datetime) -> None:
        self._run(_WRITE, (place, officer, blob, at))

    def _one(self, place: bytes, since: datetime) -> Sequence[tuple[bytes, bytes]]:
        return self._run(_ONE, (place, since))

    def _mine(self, officer: bytes, since: datetime) -> Sequence[tuple[bytes, bytes]]:
        return self._run(_MINE, (officer, since))

    def _count(self, officer: bytes, since: datetime) -> int:
        return int(self._run(_COUNT, (officer, since))[0][0])

    def _drop(self, place: bytes) -> None:
        self._run("DELETE FROM web_draft WHERE name_hash = %s", (place,))

    def _sweep(self, until: datetime) -> None:
        self._run("DELETE FROM web_draft WHERE saved_at <= %s", (until,))

    def _run(self, sql: LiteralString, values: tuple[Any, ...]) -> Sequence[tuple[Any, ...]]:
        with self.pool.connection() as db:
            found = db.execute(sql, values)
            return found.fetchall() if found.description else ()
