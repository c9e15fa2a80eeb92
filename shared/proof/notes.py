"""Signed notes and who signs them (C2SP signed-note), checkpoints (C2SP tlog-checkpoint), cosignatures (C2SP tlog-cosignature).

Two kinds of signature are known, both Ed25519: of a log over its checkpoint, and of a witness over the checkpoint and the time at
which it saw it. A signature of a key nobody asked for is passed over, as the format says; one of a known key that does not fit
makes the whole note worthless.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.proof.merkle import Hash, NotProved

MOST_SIGNATURES, MOST_BYTES = 100, 100_000
"""A longer note is refused before anything of it is checked."""
_NAME = re.compile(r"[^\s+]+")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class Kind(IntEnum):
    """What a signature says: the byte that goes before the key (C2SP signed-note)."""

    LOG = 0x01
    WITNESS = 0x04


@dataclass(frozen=True)
class Key:
    """Whose signature is expected. Name and number together tell keys apart."""

    name: str
    kind: Kind
    public: bytes

    @property
    def number(self) -> bytes:
        """The four bytes that stand before each signature of this key."""
        return sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """As it is handed on: `name+number+key`."""
        return f"{self.name}+{self.number.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @classmethod
    def of(cls, vkey: str) -> "Key":
        """Raises `NotProved` for a text that is no key, or one of a kind not known here."""
        name, _, rest = vkey.partition("+")
        number, _, encoded = rest.partition("+")
        raw = unbase64(encoded)
        if not _NAME.fullmatch(name) or not raw:
            raise NotProved("this is no verifier key")
        if raw[0] not in tuple(Kind):
            raise NotProved(f"the key of {name} is of an unknown kind ({raw[0]:#04x})")
        key = cls(name, Kind(raw[0]), raw[1:])
        if len(key.public) != 32 or key.number.hex() != number:
            raise NotProved(f"the key of {name} and its number do not belong together")
        return key

    def check(self, text: str, signature: bytes) -> int | None:
        """When it was signed (seconds since 1970, of a witness). Raises `NotProved`."""
        at = int.from_bytes(signature[:8]) if self.kind is Kind.WITNESS else None
        said, signed = (text, signature) if at is None else (_witnessed(text, at), signature[8:])
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signed, said.encode())
        except InvalidSignature as wrong:
            raise NotProved(f"the signature of {self.name} does not fit") from wrong
        return at


@dataclass(frozen=True)
class Signer:
    """Signs as a log or as a witness."""

    name: str
    kind: Kind
    private: Ed25519PrivateKey

    @property
    def key(self) -> Key:
        return Key(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def sign(self, text: str, at: int | None = None) -> "Signature":
        """`at` is when a witness saw it, in seconds since 1970."""
        if (at is None) != (self.kind is Kind.LOG):
            raise ValueError("a witness says when it signs, a log does not")
        if at is None:
            return Signature(self.name, self.key.number, self.private.sign(text.encode()))
        signed = at.to_bytes(8) + self.private.sign(_witnessed(text, at).encode())
        return Signature(self.name, self.key.number, signed)


@dataclass(frozen=True)
class Signature:
    """A line below a note."""

    name: str
    number: bytes
    value: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {b64encode(self.number + self.value).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A text, which ends in a line break, and its signatures."""

    text: str
    signatures: Sequence[Signature]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(each.line for each in self.signatures)

    @classmethod
    def of(cls, written: str) -> "Note":
        """Raises `NotProved` for what is no signed note. Nothing is verified yet."""
        if len(written.encode()) > MOST_BYTES:
            raise NotProved("the note is too long")
        if any(sign < " " and sign != "\n" for sign in written):
            raise NotProved("the note holds control characters")
        text, parted, below = written.rpartition("\n\n")
        if not parted or not below.endswith("\n"):
            raise NotProved("this is no signed note")
        lines = below[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise NotProved("the note has too many signatures")
        return cls(text + "\n", tuple(map(parse_signature, lines)))

    def signed_by(self, keys: Iterable[Key]) -> Mapping[Key, int | None]:
        """Who of these signed it, and when. Raises `NotProved` when a signature of theirs does not fit or stands there twice."""
        known, found = {(key.name, key.number): key for key in keys}, dict[Key, int | None]()
        for each in self.signatures:
            if key := known.get((each.name, each.number)):
                if key in found:
                    raise NotProved(f"{key.name} signed twice")
                found[key] = key.check(self.text, each.value)
        return found

    def with_(self, more: Iterable[Signature]) -> "Note":
        """The same note with more signatures below."""
        return Note(self.text, (*self.signatures, *more))


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: so many entries, under this root."""

    origin: str
    size: int
    root: Hash

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def of(cls, text: str) -> "Checkpoint":
        """Raises `NotProved` for a text that is none."""
        lines = text.split("\n")
        if len(lines) < 4 or not all(lines[:-1]) or lines[-1]:
            raise NotProved("this is no checkpoint")
        origin, size, top = lines[:3]
        if not NUMBER.fullmatch(size):
            raise NotProved("the checkpoint has no size")
        return cls(origin, int(size), unhash(top))


def parse_signature(line: str) -> Signature:
    """Raises `NotProved`."""
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    value = unbase64(encoded)
    if dash != "—" or not _NAME.fullmatch(name) or len(value) <= 4:
        raise NotProved("a signature line cannot be read")
    return Signature(name, value[:4], value[4:])


def unhash(encoded: str) -> Hash:
    """A hash written in base64. Raises `NotProved`."""
    value = unbase64(encoded)
    if len(value) != 32:
        raise NotProved("this is no hash")
    return value


def unbase64(encoded: str) -> bytes:
    """Strictly: one text for each value. Raises `NotProved`."""
    try:
        value = b64decode(encoded, validate=True)
    except (NoBase64, ValueError) as wrong:
        raise NotProved("this is no base64") from wrong
    if b64encode(value).decode() != encoded:
        raise NotProved("this is no base64")
    return value


def _witnessed(text: str, at: int) -> str:
    """What a witness signs (C2SP tlog-cosignature, Ed25519)."""
    return f"cosignature/v1\ntime {at}\n{text}"
