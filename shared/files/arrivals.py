"""What becomes of chunks that another instance sent, and of files that no event names."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from cryptography.exceptions import InvalidTag

from shared.files.kinds import Unfit
from shared.files.parcel import Chunk
from shared.files.rows import Attachment, RowsInPostgres
from shared.files.shelf import Attachments
from shared.kernel.words import Digest
from shared.sealing.vault import Forgotten

UNNAMED_AT_MOST = timedelta(days=1)
"""How long a file may lie here that no event names: as long as a form may lie on a desk to be read back."""


class Spoiled(Exception):
    """All chunks have come, and together they are not the file whose digest they bear. They were taken away again."""


class Arrivals:
    """The shelf as the worker sees it."""

    def __init__(self, shelf: Attachments, rows: RowsInPostgres) -> None:
        self._shelf, self._rows = shelf, rows

    def take(self, chunk: Chunk) -> None:
        """Seal a chunk under our own key; the last one makes the file whole. `Spoiled` when it is another file than it
        says; then all of it is asked for again."""
        subject, digest = chunk.subject, chunk.digest
        if whole := self._rows.find(subject, digest):
            self._rows.finish(subject, digest, whole)  # a double
            return
        box = self._shelf.seal(subject, digest, chunk.number, chunk.chunks, chunk.clear)
        if self._rows.add(subject, digest, chunk.number, chunk.chunks, box) == chunk.chunks:
            self._finish(subject, digest, chunk.chunks)

    def _finish(self, subject: UUID, digest: Digest, chunks: int) -> None:
        whole = BytesIO()
        try:
            whole.writelines(self._shelf.read(subject, digest, chunks))
            size, kind = whole.tell(), self._shelf.check(whole)
            if hashlib.sha256(whole.getbuffer()).hexdigest() != digest:
                raise Spoiled("another digest")
        except (Unfit, InvalidTag, Forgotten, LookupError, Spoiled) as wrong:
            self._rows.drop(subject, digest)
            raise Spoiled(str(wrong)) from wrong
        self._rows.finish(subject, digest, Attachment(kind, size, chunks))

    def sweep(self, named: Callable[[UUID, Digest], bool], older_than: timedelta = UNNAMED_AT_MOST) -> int:
        """Take away what no event names; how many files. `named` tells whether an event about the subject names it.

        Each file is looked at once: an event stays for ever, so what one names stays too. A file that is used while we
        look is young again and left alone.
        """
        swept = 0
        for subject, digest in self._rows.unnamed(older_than):
            if named(subject, digest):
                self._rows.named(subject, digest)
            else:
                self._rows.drop(subject, digest, older_than)
                swept += 1
        return swept
