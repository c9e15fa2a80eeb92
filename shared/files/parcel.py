"""How a chunk of a file looks on Kafka: encrypted to the one listener (RFC 9180), signed by its sender, keyed by subject.

The signature covers who, to whom, about whom, which file, the how-manyth chunk of how many, and the content, so that no
chunk can be forged, moved into another file or to another listener, or renumbered. Nothing of a chunk stands in clear.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature

from shared.files.shelf import CHUNK
from shared.kafka.wire import Directory, Record, Unreadable
from shared.kernel.words import Digest, Source
from shared.sealing.vault import Vault, verify

WHAT = "trove.FileChunk"


class Chunk(NamedTuple):
    """A piece of a file: who sends it, about whom, of which file, the how-manyth (from 1) of how many, its clear bytes."""

    sender: Source
    subject: UUID
    digest: Digest
    number: int
    chunks: int
    clear: bytes


class Posting:
    """Makes and reads the chunks of one instance. `most`: no file has more chunks than this."""

    def __init__(self, source: Source, vault: Vault, directory: Directory, most: int) -> None:
        self.source, self._vault, self._directory, self._most = source, vault, directory, most

    def record(self, to: Source, subject: UUID, digest: Digest, number: int, chunks: int, clear: bytes) -> Record:
        """A chunk ready to send: the same each time but for fresh ciphertext."""
        headers = {
            "content-type": "application/octet-stream", "ce_specversion": "1.0", "ce_type": WHAT,
            "ce_id": f"{self.source}/{digest}/{number}", "ce_source": self.source, "ce_subject": str(subject),
            "digest": digest, "number": str(number), "chunks": str(chunks),
        }  # fmt: skip
        about = _about(to, headers)
        value = self._vault.encrypt_to(self._directory[to].seal_to, clear, about)
        headers["signature"] = self._vault.sign(_signed(about, value)).hex()
        return Record(f"files.{to}", str(subject).encode(), value, headers)

    def read(self, headers: Mapping[str, bytes], value: bytes) -> Chunk:
        """Raises `Unreadable` for what is not signed by its sender, not meant for us, or no chunk of a file."""
        try:
            text = {name: part.decode() for name, part in headers.items()}
            sender, about = text["ce_source"], _about(self.source, text)
            verify(self._directory[sender].verify, bytes.fromhex(text["signature"]), _signed(about, value))
            number, chunks = int(text["number"]), int(text["chunks"])
            if not 1 <= number <= chunks <= self._most:
                raise ValueError("more chunks than any file has")
            clear = self._vault.decrypt(value, about)
            if not 0 < len(clear) <= CHUNK:
                raise ValueError("no size of a chunk")
            digest = msgspec.convert(text["digest"], Digest)
            return Chunk(sender, UUID(text["ce_subject"]), digest, number, chunks, clear)
        except (InvalidSignature, KeyError, ValueError) as wrong:
            raise Unreadable(f"{type(wrong).__name__}: {wrong}") from wrong


def _about(listener: Source, headers: Mapping[str, str]) -> bytes:
    """What a chunk is bound to: the signature and the encryption cover it."""
    said = [headers[name] for name in ("ce_source", "ce_subject", "digest", "number", "chunks")]
    if any("\n" in line for line in said):
        raise ValueError("a header holds a line break")
    return "\n".join(("trove-file/v1", listener, *said)).encode()


def _signed(about: bytes, value: bytes) -> bytes:
    return b"%s\n%s" % (about, hashlib.sha256(value).hexdigest().encode())
