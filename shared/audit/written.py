"""Writes the folder of an audit, piece by piece, so that one broken off is seen as such and not as a proof."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from shared.audit.folder import About, EntryLine
from shared.kernel.words import Source
from shared.ledger.units import Row
from shared.proof.evidence import Evidence
from shared.proof.notes import Note
from shared.proof.policy import Policy
from shared.proof.tiles import Tile


def line_of(row: Row) -> bytes:
    """An entry of a ledger as a line of the folder, and of the doors it is fetched from."""
    body = bytes(row.body).decode()
    return msgspec.json.encode(EntryLine(row.position, str(row.stream), row.version, row.name, body)) + b"\n"


class Writing:
    """A new folder. `about` is written last: before, it is no folder of an audit. Raises FileExistsError."""

    def __init__(self, root: Path, policy: Policy) -> None:
        root.mkdir(parents=True, exist_ok=False)
        self.root = root
        (root / "policy.txt").write_text(str(policy), "utf-8")

    def checkpoint(self, source: Source, note: Note) -> None:
        self._put(f"logs/{source}/checkpoint", str(note).encode())

    def tile(self, source: Source, tile: Tile, hashes: bytes) -> None:
        self._put(f"logs/{source}/tile/{tile.path}", hashes)

    def entries(self, source: Source, first: int, lines: Iterable[bytes]) -> None:
        """Lines from position `first` on, as the ledger shows them."""
        self._put(f"logs/{source}/entries/{first:012}.jsonl", b"".join(lines))

    def copies(self, source: Source, first: int, lines: Iterable[bytes]) -> None:
        """The same as they were told on the journal."""
        self._put(f"copies/{source}/{first:012}.jsonl", b"".join(lines))

    def witnessed(self, source: Source, witness: str, note: Note) -> None:
        self._put(f"logs/{source}/witnessed/{witness}", str(note).encode())

    def evidence(self, evidence: Evidence) -> None:
        self._put(f"evidence/{evidence.digest.hex()}.json", evidence.written.encode())

    def rule(self, name: str, content: bytes) -> None:
        """A file of the policies or schemas in force, by its place in the folder."""
        self._put(name, content)

    def done(self, about: About) -> None:
        self._put("audit.json", msgspec.json.format(msgspec.json.encode(about), indent=1))

    def _put(self, path: str, content: bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
