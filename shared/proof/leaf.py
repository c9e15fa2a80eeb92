"""An entry of a ledger as a leaf of its log. Fixed for good: another form would be another log.

The leaf names the body by its SHA-256 alone, so that a body may be withheld, or destroyed by order of a court, and everything
else still be proved.
"""

import struct
from binascii import unhexlify
from hashlib import sha256
from typing import LiteralString, NamedTuple
from uuid import UUID

from shared.proof.merkle import Hash, NotProved, leaf_hash

NAME: LiteralString = "trove-leaf/v1"
FORM = f"{NAME}\n".encode()
_FIXED = struct.Struct(">QQ16s32s")


def bytes_of(id_: str) -> bytes:
    """The 16 bytes of an id as it is written. Raises ValueError for what is none. (`UUID` takes five times as long.)"""
    digits = id_.encode().replace(b"-", b"")
    if len(digits) != 32:
        raise ValueError("no id")
    return unhexlify(digits)  # what is no digit is an error, a space too


def packed(position: int, version: int, stream: bytes, body: Hash, name: str) -> bytes:
    """The form; position and version as u64, the 16 bytes of the stream, the digest of the body; then the name. Raises
    `struct.error` for numbers that do not fit."""
    return FORM + _FIXED.pack(position, version, stream, body) + name.encode()


def entry_hash(position: int, version: int, stream: bytes, body: bytes, name: str) -> Hash:
    """The hash of the leaf (RFC 6962) of an entry with this stored body. Raises `struct.error` for numbers that do not fit."""
    return leaf_hash(packed(position, version, stream, sha256(body).digest(), name))


def leaf_in_sql(
    position: LiteralString, version: LiteralString, stream: LiteralString, body: LiteralString, name: LiteralString
) -> LiteralString:
    """The hash of the leaf (RFC 6962) where the bodies lie, of these columns of a PostgreSQL table."""
    return (
        f"sha256('\\x00'::bytea || convert_to('{NAME}' || chr(10), 'UTF8') || int8send({position}) || int8send({version})"
        f" || uuid_send({stream}) || sha256({body}) || convert_to({name}, 'UTF8'))"
    )


class Leaf(NamedTuple):
    """Where an entry stands and which it is."""

    position: int
    stream: UUID
    version: int
    name: str
    body: Hash

    @property
    def data(self) -> bytes:
        """The bytes that are hashed, and that stand in the bundles of the log."""
        return packed(self.position, self.version, self.stream.bytes, self.body, self.name)

    @classmethod
    def of_body(cls, position: int, stream: UUID, version: int, name: str, body: bytes) -> "Leaf":
        return cls(position, stream, version, name, sha256(body).digest())

    @classmethod
    def read(cls, data: bytes) -> "Leaf":
        """Raises `NotProved` for what is no leaf of a ledger."""
        start = len(FORM)
        if not data.startswith(FORM) or len(data) < start + _FIXED.size:
            raise NotProved("this is no leaf of a ledger")
        position, version, stream, body = _FIXED.unpack_from(data, start)
        try:
            return cls(position, UUID(bytes=stream), version, data[start + _FIXED.size :].decode(), body)
        except UnicodeDecodeError as wrong:
            raise NotProved("the name of a leaf cannot be read") from wrong
