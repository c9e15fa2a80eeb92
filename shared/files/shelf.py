"""The shelf of an instance: files sealed in chunks under the key of a case's papers, found by the SHA-256 of their bytes.

A file is laid down before the command that names it is decided, and nothing is decided on it: the event that carries the
digest is the only link. What no event names after a day is swept away (`arrivals.py`), so a form that was left, refused or cut
leaves nothing for long. Destroying the key of the section makes every file of the case unreadable.
"""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID, uuid5

from shared.files.kinds import Kind, Unfit, kind_of
from shared.files.rows import Attachment, Rows
from shared.kernel.named import PAPERS
from shared.kernel.sealed import Box, Place
from shared.kernel.words import Digest
from shared.sealing.vault import Forgotten, Vault

CHUNK = 512 * 1024
"""Bytes of clear content in one chunk, at most: also what one record on Kafka carries."""
KIND = "case"
"""Files are about a case; their key lies with the other keys of that case."""


class Attachments:
    """One per process. `limit` is the size of the largest file, in bytes."""

    def __init__(self, rows: Rows, vault: Vault, limit: int) -> None:
        self.rows, self.limit, self._vault = rows, limit, vault

    def check(self, file: BinaryIO) -> Kind:
        """What kind of file it is; `Unfit` when it is none that can be taken."""
        if file.seek(0, 2) > self.limit:
            raise Unfit("fault.file_too_large")
        return kind_of(file)

    def lay(self, subject: UUID, file: BinaryIO, kind: Kind) -> Digest:
        """Lay a file down that was checked, once however often it comes; its digest. All of it is kept, or nothing."""
        size = file.seek(0, 2)
        file.seek(0)
        digest = _digest(file)
        if not self._opens(subject, digest):
            file.seek(0)
            whole = Attachment(kind, size, -(-size // CHUNK))
            clear = enumerate(iter(lambda: file.read(CHUNK), b""), 1)
            boxes = (self.seal(subject, digest, number, whole.chunks, chunk) for number, chunk in clear)
            self.rows.keep(subject, digest, whole, boxes)
        return digest

    def holds(self, subject: UUID, digest: Digest) -> bool:
        """Whether a command may name it: the whole file is here, and stays for another day at least."""
        return self.rows.touch(subject, digest)

    def read(self, subject: UUID, digest: Digest, chunks: int) -> Iterator[bytes]:
        """The clear chunks, one at a time; `Forgotten` when their key is destroyed, LookupError when one is missing.

        For a person's eyes the reading is recorded before.
        """
        for number in range(1, chunks + 1):
            if (box := self.rows.box(subject, digest, number)) is None:
                raise LookupError(f"chunk {number} of {digest}")
            yield self._vault.open(box, _place(subject, digest, number, chunks))

    def _opens(self, subject: UUID, digest: Digest) -> bool:
        """Whether it lies here already. Not when its key was destroyed: sent once more after that it is kept anew."""
        here = self.rows.find(subject, digest) if self.rows.touch(subject, digest) else None
        try:
            return here is not None and bool(next(self.read(subject, digest, here.chunks)))
        except Forgotten:
            return False

    def seal(self, subject: UUID, digest: Digest, number: int, chunks: int, clear: bytes) -> Box:
        """A chunk as it lies on the shelf."""
        return self._vault.seal(KIND, str(subject), PAPERS, _place(subject, digest, number, chunks), clear)


def _place(subject: UUID, digest: Digest, number: int, chunks: int) -> Place:
    """Where a chunk stands for good: in which file of whom, the how-manyth of how many. Anywhere else it does not open."""
    return Place(uuid5(subject, digest), number, f"{PAPERS}/{chunks}")


def _digest(file: BinaryIO) -> Digest:
    sum_ = hashlib.sha256()
    while piece := file.read(CHUNK):
        sum_.update(piece)
    return sum_.hexdigest()
